"""导出的页: what an export looks like in a browser, without this program and without a network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape

from shuniu.archives.package.reading import page

A_PAGE = 500


def index(made: str, pages: Sequence[tuple[str, str]], tables: Sequence[tuple[str, str, int]]) -> bytes:
    """The first page: matters by year, then every table."""
    lists = "".join(f'<li><a href="{path}">{escape(title)}</a></li>' for path, title in pages)
    rows = "".join(
        f'<tr><td><a href="{path}">{escape(path.split("/")[-1])}</a></td><td>{escape(name)}</td><td>{count}</td></tr>'
        for path, name, count in tables
    )
    return page(
        "全部资料",
        f'<p class="soft">导出于 {escape(made)}。不用任何软件就能看;怎么放回去见 README.txt。</p>'
        f"<h2>事项</h2><ul>{lists}</ul><h2>表</h2><table><thead><tr><th>文件<th>是什么<th>行数</tr></thead>"
        f"<tbody>{rows}</tbody></table>",
    )


def pages() -> Iterator[tuple[str, str, bytes]]:
    """(name, title, page): five hundred matters each, with their papers and their course."""
    from shuniu.matters.models import Matter
    from shuniu.org.models import Unit

    for unit in Unit.objects.order_by("pk"):
        years = Matter.objects.filter(unit=unit).order_by("year").values_list("year", flat=True).distinct()
        for year in years:
            ids = list(
                Matter.objects.filter(unit=unit, year=year)
                .order_by("serial", "part")
                .values_list("pk", flat=True)
            )
            for number, start in enumerate(range(0, len(ids), A_PAGE), start=1):
                title = f"{unit.name} {year}年" + (f"({number})" if len(ids) > A_PAGE else "")
                yield f"{unit.code}-{year}-{number}.html", title, _page(title, ids[start : start + A_PAGE])


def _page(title: str, ids: list[int]) -> bytes:
    from shuniu.journal.models import Line
    from shuniu.journal.sentences import read
    from shuniu.matters.choices import State
    from shuniu.matters.models import Matter, Paper
    from shuniu.org import moment
    from shuniu.service.exporting import file_path

    papers: dict[int, list[str]] = defaultdict(list)
    for paper in Paper.objects.filter(matter__in=ids).select_related("file").order_by("order", "pk"):
        path = file_path(paper.file.sha256, paper.file.name)
        papers[paper.matter_id].append(f'<a href="../{path}">{escape(paper.file.name)}</a>')
    course: dict[int, list[str]] = defaultdict(list)
    lines = Line.objects.filter(subject_kind="matter", subject_id__in=ids).select_related(
        "actor", "acting_for"
    )
    for line in lines.order_by("subject_id", "seq"):
        course[line.subject_id].append(
            f"<tr><td>{moment.local(line.at):%Y-%m-%d %H:%M}</td><td>{escape(read(line))}</td></tr>"
        )
    body = []
    for matter in (
        Matter.objects.filter(pk__in=ids).select_related("lead", "holder").order_by("serial", "part")
    ):
        facts = [
            str(State(matter.state).label),
            matter.source_body or matter.source_person,
            matter.lead.name if matter.lead else "",
            matter.holder.name if matter.holder else "",
            f"收到 {moment.local(matter.received):%Y-%m-%d}",
            f"时限 {moment.local(matter.due):%Y-%m-%d %H:%M}" if matter.due else "",
            f"办结 {moment.local(matter.completed):%Y-%m-%d}" if matter.completed else "",
        ]
        body.append(
            f"<h2>{escape(matter.number)} {escape(matter.title)}</h2><p>{escape(' · '.join(one for one in facts if one))}</p>"
            + (f'<div class="words">{escape(matter.result)}</div>' if matter.result else "")
            + (f"<p>{'、'.join(papers[matter.pk])}</p>" if papers[matter.pk] else "")
            + f"<details><summary>经过</summary><table><tbody>{''.join(course[matter.pk])}</tbody></table></details>"
        )
    return page(title, '<p><a href="../index.html">全部资料</a></p>' + "".join(body))
