"""附件说明: the attachments a paper lists, numbered or not, on one line or many."""

from __future__ import annotations

import re

from shuniu.matters.reading.registration.bodies import names
from shuniu.matters.reading.registration.parts import Paper, Row, day_match
from shuniu.matters.reading.registration.signature import PERSON_SIGNS
from shuniu.matters.reading.text import Passage

_ONE = r"(?:\d{1,2}(?:-\d{1,2})?|[一二三四五六七八九十]{1,2})"
_NOTE = re.compile(
    rf"^附\s*件\s*(?:{_ONE})?\s*(?:列表|清单|下载)?\s*(?:[：:.．、]|(?={_ONE}[.．、]))\s*|^附\s*表?\s*[：:]\s*|^相关附件\s*[：:]\s*|^附件\s+(?=\S)|^附件\d{{0,2}}\s*(?=[《【\[])"
)
_HEADING = re.compile(rf"^附\s*件\s*(?:{_ONE})?\s*[：:.．、]?$|^附\s*[：:]$")
_ITEM = re.compile(
    rf"^(?:附\s*件\s*)?(?:{_ONE}\s*[.．、：:]|（{_ONE}）|[①-⑳]|[•·●◆▪■\-—–*]+)\s*(?!\d{{1,2}}(?!\d))"
)
_SPLIT = re.compile(
    r"(?:(?<=[\s；;。，、》）\u4e00-\u9fffA-Za-z])|^)(?:附\s*件\s*)?(?<!\d)(\d{1,2})\s*[.．、：:]\s*(?![\d\s]*$)(?!\d{1,2}(?!\d))|\s*([①-⑳])\s*|[；;]"
)
_FILE = re.compile(r"\s*\.\s*(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|pptx?|jpe?g|png|txt|ceb)\b.*$", re.I)
_TRAILS = re.compile(
    r"\s*(?:[（【\[](?:点击|[^）】\]]{0,6}(?=下载))?(?:下载|查看|略|另发|另附|另送|附后|见附件|电子版[^）]*|\d+(?:\.\d+)?\s*[KM]B?)[）】\]]|\d+(?:\.\d+)?\s*[KM]B|点击下载|下载)\s*$",
    re.I,
)
_NOTHING = re.compile(r"^[（(]?(?:略|无|附后|另送|另附|另发|此略|下载|点击下载|见后|如文|此处略)[）)]?[。]?$")
_BOXED = re.compile(r"[【\[]([^】\]]{2,80})[】\]](?:\s*(?:已下载|下载).*)?$")
_WHOLE_TITLE = re.compile(
    r"(?:表|名单|清单|方案|计划|办法|细则|标准|目录|样式|指南|说明|要点|模板|提纲|流程图?|台账|回执|》)$"
)
_STOP = re.compile(
    r"^(?:[（(](?:此件|本文|联系|此页|经办)|抄\s*(?:[送报]|：)|主题词|联系人|联系电话|特此|此[复函]|打印|责任编辑|信息来源|签发)"
)


def find_enclosures(paper: Paper) -> list[tuple[Passage, bool]]:
    """The titles listed in the note 附件：, else the links or headings of annexes behind the signature."""
    signed = paper.signed is not None and not paper.signed.in_head
    before = _behind_note(paper, paper.rows[paper.body_start : paper.body_end], listing=signed)
    if before:
        return [(item, True) for item in before]
    if posted := _posted(paper):
        return [(item, True) for item in posted]
    after = _behind_note(paper, paper.tail)
    if after:
        return [(item, True) for item in after]
    links = [
        _clean(row.passage)
        for row in paper.tail
        if not row.furniture and len(row.text) < 80 and _is_link(row.text)
    ]
    return [(item, False) for item in _once([link for link in links if link]) or _headings(paper.tail)]


# 附件：2个（甲表.docx、乙表.pdf）; Attachments: a.xls, b.doc: what the head of a mail says came with it
_POSTED = re.compile(
    r"(?:附\s*件|Attachments?)\s*[：:]\s*(?:\d{1,2}\s*个)?\s*[（(]?(?P<files>.+?)[）)]?\s*$", re.I
)
_MAIL = re.compile(r"(?:发件人|发送人|寄件人|收件人|From|To)\s*[：:]", re.I)


def _posted(paper: Paper) -> list[Passage]:
    rows = paper.rows[: paper.body_start]
    if not any(_MAIL.match(row.text) for row in rows):
        return []
    items: list[Passage] = []
    for row in rows:
        if match := _POSTED.match(row.text):
            files = row.passage[match.start("files") : match.end("files")]
            pieces = files.split(re.compile(r"[、，；;]\s*|\s{2,}"))
            items += [
                item for item in (_clean(piece) for piece in pieces if _FILE.search(piece.text)) if item
            ]
    return _once(items)


def _behind_note(paper: Paper, rows: list[Row], *, listing: bool = False) -> list[Passage]:
    """Every item of every note in `rows`, in order and once; `listing`: lines under a bare 附件： are items."""
    items: list[Passage] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        note = None if row.furniture and "附件" not in row.text else _NOTE.match(row.text)
        if not note or len(row.text) > 600:
            at += 1
            continue
        rest = row.passage[note.end() :].stripped()
        boxed = _BOXED.match(rest.text)
        if boxed:
            rest = rest[boxed.start(1) : boxed.end(1)]
        at += 1
        han = bool(re.match("[一二三四五六七八九十]、", rest.text)) or (
            listing and not rest and at < len(rows) and rows[at].text.startswith("一、")
        )
        found = _split(rest) if rest else []
        while at < len(rows):
            follower = rows[at]
            if follower.furniture or _ends(follower, rows, at, empty=not found, han=han):
                break
            numbered = _ITEM.match(follower.text)
            if numbered and (found or not rest):
                found += _split(follower.passage)
            elif found and rest and _continues(paper, found[-1], rows, at):
                found[-1] = found[-1] + follower.passage
            elif found and rest and _both_whole(paper, found[-1], follower):
                found.append(follower.passage)
            elif not rest and (_is_link(follower.text) or (listing and len(follower.text) < 60)):
                found.append(follower.passage)
            else:
                break
            at += 1
        items += [item for item in (_clean(piece) for piece in found) if item]
    return _once(items)


def _ends(row: Row, rows: list[Row], at: int, *, empty: bool, han: bool) -> bool:
    text = row.text
    stops = _STOP.match(text) or (not han and re.match("[一二三四五六七八九十]{1,3}、", text))
    if _NOTE.match(text) or _HEADING.match(text) or stops or day_match(row):
        return True
    if PERSON_SIGNS.fullmatch(text) and not _ITEM.match(text):
        return True
    signs = bool(names(row.passage)) and not _ITEM.match(text)
    followed = at + 1 >= len(rows) or bool(day_match(rows[at + 1])) or bool(names(rows[at + 1].passage))
    return signs and (followed or empty) or "。" in text[:-1]


def _continues(paper: Paper, item: Passage, rows: list[Row], at: int) -> bool:
    """A title broken over two lines: the next line stands directly below and is no item of its own."""
    row = rows[at]
    if (
        _FILE.search(item.text)
        or item.text.endswith(("》", "。", "；"))
        and item.text.count("《") <= item.text.count("》")
    ):
        return False
    if len(row.text) > 40 or _is_link(row.text) and not item.text.endswith(("的", "和", "及")):
        return False
    between = paper.page.original[item.places[-1] + 1 : row.passage.places[0]]
    if _both_whole(paper, item, row):
        return False
    open_mark = item.text.count("《") > item.text.count("》") or item.text.count("（") > item.text.count("）")
    if open_mark or between.count("\n") == 1 and len(item.text) > 12:
        return True
    behind = rows[at + 1] if at + 1 < len(rows) else None
    if (
        behind
        and re.match(r"\d{1,2}\s*[.．、]", behind.text)
        and between.count("\n") == 1
        and not names(row.passage)
    ):
        return True  # what stands between two numbered items belongs to the first
    listed = behind is None or bool(_ITEM.match(behind.text) or names(behind.passage))
    return (
        len(item.text) > 12
        and (item.text.endswith(("的", "和", "及", "与")) or listed)
        and not names(row.passage)
    )


def _both_whole(paper: Paper, item: Passage, row: Row) -> bool:
    """Two titles one below the other: the first ends of its own will on a short line, both in a word for a paper."""
    widest = max(len(row.text) for row in paper.rows)
    return (
        bool(_WHOLE_TITLE.search(item.text) and _WHOLE_TITLE.search(row.text))
        and len(row.text) > 3
        and len(item) < min(20, widest * 2 // 3)
    )


def _is_link(text: str) -> bool:
    return bool(_FILE.search(text))


def _split(passage: Passage) -> list[Passage]:
    """The items of one line: 1.甲 2.乙, 1、甲；2、乙, or just one."""
    text = passage.text
    cuts: list[re.Match[str]] = []
    expected = 1
    for match in _SPLIT.finditer(text):
        depth = text[: match.start()].count("《") - text[: match.start()].count("》")
        if depth > 0:
            continue
        if match[1]:
            number = int(match[1])
            if match.start() == 0:
                expected = number
            if number != expected or (expected > 1 and not cuts and match.start()):
                if not (number == 1 and not cuts):
                    continue
            expected = number + 1
        cuts.append(match)
    if not cuts:
        if re.fullmatch(r"(?:《[^《》]+》\s*[、，和]?\s*){2,}", text):
            return [passage[m.start() : m.end()] for m in re.finditer(r"《[^《》]+》", text)]
        return [passage]
    pieces, start = [], 0
    for match in cuts:
        if match.start() > start:
            pieces.append(passage[start : match.start()])
        start = match.end()
    pieces.append(passage[start:])
    return [piece for piece in (p.stripped() for p in pieces) if piece]


def _clean(item: Passage) -> Passage | None:
    item = item.stripped()
    number = _ITEM.match(item.text)
    if number:
        item = item[number.end() :]
    for pattern in (_TRAILS, _FILE, _TRAILS):
        match = pattern.search(item.text)
        if match and match.start() > 1:
            item = item[: match.start()]
    item = item.stripped(" \t。；;，、：:")
    if len(item) < 2 or _NOTHING.match(item.text) or len(item) > 200:
        return None
    return item.tight() if re.search("[\u4e00-\u9fff]", item.text) else item


def _once(items: list[Passage]) -> list[Passage]:
    seen: set[str] = set()
    kept = []
    for item in items:
        key = re.sub(r"[\W_]+", "", item.text)
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept


def _headings(rows: list[Row]) -> list[Passage]:
    """The titles that stand under the headings 附件1, 附件2 behind a paper that lists none."""
    found = []
    for at, row in enumerate(rows):
        if row.furniture or not _HEADING.match(row.text) or re.search("[：:]$", row.text):
            continue
        behind = [r for r in rows[at + 1 : at + 4] if not r.furniture]
        if (
            not behind
            or _HEADING.match(behind[0].text)
            or len(behind[0].text) > 60
            or re.search("[。；，：:]", behind[0].text)
        ):
            continue
        item = _clean(behind[0].passage)
        if item:
            found.append(item)
    return _once(found)
