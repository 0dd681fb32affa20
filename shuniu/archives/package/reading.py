"""看包: pages that any browser opens from a stick: the list, each item, and its slip as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import quote

_STYLE = """
body{font:16px/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1b1f24;max-width:60em;margin:2em auto;padding:0 1em}
h1{font-size:22px}h2{font-size:17px;margin-top:1.6em}a{color:#1f5f78}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #e3e6ea;text-align:left;padding:4px 10px 4px 0;vertical-align:top}
th{color:#59626e;font-weight:400}dl{display:grid;grid-template-columns:8em 1fr;gap:2px 12px}dt{color:#59626e}dd{margin:0}
.soft{color:#59626e}.words{border-left:2px solid #1f5f78;padding-left:10px;margin:6px 0;white-space:pre-wrap}
@media print{a{color:inherit;text-decoration:none}}
"""


def page(title: str, body: str) -> bytes:
    return (
        f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style><h1>{escape(title)}</h1>{body}</html>"
    ).encode()


def index_page(title: str, facts: Sequence[tuple[str, Any]], rows: Sequence[dict]) -> bytes:
    """目录: one line for each item, in the order of the boxes."""
    head = "".join(f"<dt>{escape(k)}</dt><dd>{escape(str(v))}</dd>" for k, v in facts)
    lines = "".join(
        f'<tr><td><a href="{quote(row["folder"])}/index.html">{escape(row["code"])}</a></td><td>{escape(row["title"])}</td>'
        f"<td>{escape(row['doc_number'])}</td><td>{escape(row['issuer'])}</td><td>{row['dated']}</td><td>{row['pages']}</td></tr>"
        for row in rows
    )
    return page(
        title,
        f"<dl>{head}</dl><h2>归档文件目录</h2><table><thead><tr><th>档号<th>题名<th>文号<th>责任者<th>日期<th>页数</tr></thead>"
        f"<tbody>{lines}</tbody></table><h2>怎么验</h2><p>这个包不用任何软件就能看。要验它有没有被动过:在这个文件夹里运行 "
        "<code>python3 verify</code>,或者 <code>shuniu verify 这个包</code>;完好的退出码是 0。最后一个日封的摘要印在目录封面上,"
        "可以和单位当年公布或另存的比。</p>",
    )


def item_page(metadata: dict[str, Any]) -> bytes:
    """一件: its fields, its parts as links, its course."""
    record = metadata["record"]
    fields = "".join(
        f"<dt>{escape(k)}</dt><dd>{escape(_plain(v))}</dd>" for k, v in record.items() if _plain(v)
    )
    parts = "".join(_part_line(part) for part in metadata["parts"])
    course = "".join(
        f"<tr><td>{escape(row['时间'])}</td><td>{escape(row['说明'])}</td></tr>"
        for row in metadata["business"]
    )
    relation = "".join(
        f"<dt>{escape(k)}</dt><dd>{escape(str(v))}</dd>" for k, v in metadata["relation"].items() if v
    )
    return page(
        f"{metadata['code']} {record['题名']}",
        f'<p><a href="../../index.html">目录</a></p><dl>{fields}{relation}</dl><h2>件内</h2><table><tbody>{parts}</tbody></table>'
        f"<h2>经过</h2><table><tbody>{course}</tbody></table>",
    )


def _part_line(part: dict) -> str:
    name = escape(part["name"])
    if part["path"]:
        inner = part["path"].split("/", 2)[2]
        shown = page_name(inner) if part["is_record"] else inner
        name = f'<a href="{quote(shown)}">{name}</a>'
    else:
        name += " (已销毁)"
    return f'<tr><td>{part["position"]}</td><td>{part["role"]}</td><td>{name}</td><td class="soft">{part["sha256"][:16]}…</td></tr>'


def page_name(name: str) -> str:
    """01-slip.json is read as 01-slip.html."""
    return name.removesuffix(".json") + ".html"


def record_page(name: str, record: dict[str, Any]) -> bytes:
    """A record as people read it: a slip with its words, or the text of a paper."""
    return text_page(name, str(record["text"])) if "text" in record else slip_page(record)


def slip_page(record: dict[str, Any]) -> bytes:
    """处理单 as people read it: whose words, verbatim, with their full times."""
    facts = (
        ("编号", "number"), ("类别", "kind"), ("来源", "source"), ("收到", "received"), ("最初时限", "first_due"),
        ("时限", "due"), ("牵头", "lead"), ("经手", "holder"), ("办结", "completed"), ("结果", "result"),
    )  # fmt: skip
    body = "".join(
        f"<dt>{word}</dt><dd>{escape(str(record.get(key, '')))}</dd>"
        for word, key in facts
        if record.get(key)
    )
    said = [
        (f"{row['leader']} 批示", row["at"], row["words"] or "(手写)") for row in record.get("words", ())
    ] + [
        (
            f"{row['stage']} {row['by']}"
            + (f"(代{row['for']})" if row["for"] else "")
            + f" {row['verdict']}",
            row["at"],
            row["words"],
        )
        for row in record.get("opinions", ())
    ]
    said += [
        (f"{row['by']} 反馈({row['standing']})", row["at"], row["words"])
        for row in record.get("feedback", ())
    ]
    words = "".join(
        f'<p>{escape(who)} <span class="soft">{escape(at)}</span></p><div class="words">{escape(text)}</div>'
        for who, at, text in sorted(said, key=lambda one: one[1])
    )
    tasks = "".join(
        f"<tr><td>{escape(row['title'])}</td><td>{escape(row['lead'])}</td><td>{escape(row['state'])}</td><td>{escape(row['result'])}</td></tr>"
        for row in record.get("tasks", ())
    )
    return page(
        f"处理单 {record.get('title', '')}",
        f'<p><a href="index.html">这一件</a></p><dl>{body}</dl>'
        + (f"<h2>意见</h2>{words}" if words else "")
        + (f"<h2>分工</h2><table><tbody>{tasks}</tbody></table>" if tasks else ""),
    )


def text_page(title: str, text: str) -> bytes:
    return page(title, f'<p><a href="index.html">这一件</a></p><div class="words">{escape(text)}</div>')


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(one["name"] if isinstance(one, dict) else str(one) for one in value)
    return str(value)
