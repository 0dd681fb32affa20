"""标题: the title of a paper, over one line or several, with or without its issuer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shuniu.matters.reading.registration import furniture
from shuniu.matters.reading.registration.bodies import names
from shuniu.matters.reading.registration.days import DAY
from shuniu.matters.reading.registration.kinds import ends_in_kind
from shuniu.matters.reading.registration.marks import secrecy_in, urgency_in
from shuniu.matters.reading.registration.numbers import (
    ORDER_BEHIND,
    PLAIN_BEHIND,
    inside_marks,
    numbers_in,
    plain_number,
)
from shuniu.matters.reading.registration.parts import Paper, Row, day_match, is_text
from shuniu.matters.reading.text import Passage

_OPENING = re.compile(
    r"关于|印发|转发|批转|(?<=[厅室局委府部院会处])对(?=[^，。]{2,60}(?:提案|建议|议案|请示|届|会议))|^对(?=[^，。]{2,60}(?:提案|建议|议案|请示))|公开征求|公开征集"
)
_LETTERHEAD = re.compile(
    r"^(.{2,60}?)\s*(?:文\s*件|（[函电通知]{1,2}）|便\s*函|公\s*函|函\s*件|简\s*报|明\s*电|电\s*报|传\s*真|发\s*电|办\s*公\s*室\s*函)?$"
)
_MARK = re.compile(r"文\s*件$|[（(]通知[）)]$")
_LETTER_MARK = re.compile(r"^(.{4,40}?)\s*(?:便\s*函|公\s*函|函\s*件|函|明\s*电|电\s*报|传\s*真)$")
_NOT_A_TITLE = re.compile(
    r"^(?:签发人|签批|份号|№|NO|编号|总第|页码|第\d+页|主题词|会签|拟稿|抄[送报]|[（(]此件|[（(]本文|附件|联系)|^\d{4,8}$|^[一二三四五六七八九十]{1,2}、|^（[一二三四五六七八九十]|^第[一二三四五六七八九十\d]{1,3}[条章节](?!.{0,30}的(?:决定|通知|批复|解释|公告|请示|复函|意见|答复)$)|[：:，；]$"
)
_PREFIX = re.compile(
    r"^(?:\[[^\]]{2,10}\]|（转[发载]）|转[发载][：:]|【[^】]{2,12}】|(?:标\s*题|主\s*题|事\s*由)\s*[：:]|文件名称\s*[：:])\s*"
)
_SITE = re.compile(r"\s*(?:[_|]|\s[-—])\s*[^《》]{2,24}$")
_LABELLED = re.compile(r"^[^《》（）：:]{1,8}[：:]")
# A title without 关于 and without a kind still says what sort of paper it heads.
_LONE = re.compile(
    r"[致告][\u4e00-\u9fff]{2,10}书$|.{2,}(?:一封信|倡议书|公开信|(?:建议|告知|意见|委托|承诺|邀请|确认|整改|决定|交办|督办|通知)(?:书|单))$|.{6,}(?:书|单|名单|安排|表|情况|结果|事项|指南|解读|指引|标准|目录|清单|流程|活动|工作|讲话|致辞|责任制|分工|任务|计划)$"
)
# The day a page was put up, printed right behind the title.
_PUT_UP = re.compile(rf"\s*[（(【\[]?\s*{DAY}(?:\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?\s*[）)】\]]?$")
# 转发 / 县财政局等部门 / 关于…的通知: whose paper is passed on.
_SEVERAL = re.compile(r"等[^，。]{0,5}(?:部门|单位|机关)$|(?:转发|批转|印发|和|及|与)$")
_BULLETIN = re.compile(r"(?:简\s*报|专\s*报|快\s*报|通\s*讯|信\s*息|参\s*考|动\s*态)$")
_LONG = 160


@dataclass(frozen=True)
class Headed:
    """The title and the place of its rows; `sure` False where the form of a title is missing."""

    passage: Passage
    first: int
    last: int
    sure: bool


def find_title(paper: Paper) -> Headed | None:
    """The title nearest to the text: a web page prints it again above its particulars."""
    groups = [part for group in _groups(paper) for part in _apart(paper, group)]
    found = [headed for headed in (_from_group(paper, group) for group in groups) if headed]
    good = [headed for headed in found if headed.sure]
    if good:
        return _under_bulletin(paper, good[-1]) or _fullest(good)
    named = paper.particulars.get(furniture.TITLE)
    if named:
        bare = _trimmed(named)
        if bare and (ends_in_kind(bare.text) or "关于" in bare.text):
            return Headed(bare, 0, 0, True)
    return found[-1] if found else None


def _under_bulletin(paper: Paper, mark: Headed) -> Headed | None:
    """信访工作简报, 第11期, then the heading of the issue: the heading is the title, the first only the mark."""
    if not _BULLETIN.search(mark.passage.text) or "关于" in mark.passage.text:
        return None
    rest = [at for at in range(mark.last + 1, paper.head_end) if not paper.rows[at].furniture]
    numbered = [at for at in rest if plain_number(paper.rows[at].passage) or day_match(paper.rows[at])]
    below = [at for at in rest if numbered and at > numbered[-1] and _may_be_title(paper.rows[at])]
    if len(below) != 1 or not 5 < len(paper.rows[below[0]].text) < 50:
        return None
    return Headed(paper.rows[below[0]].passage.stripped(), below[0], below[0], False)


def _fullest(titles: list[Headed]) -> Headed:
    """The last one, unless that is a bare 通知 under a full title."""
    last = titles[-1]
    for other in titles[:-1]:
        if (
            len(last.passage) < 8 < len(other.passage)
            or last.passage.tight().text in other.passage.tight().text
        ):
            return other
    return last


def _groups(paper: Paper) -> list[list[int]]:
    """Runs of head rows that may be title lines, broken by numbers, marks and furniture."""
    groups: list[list[int]] = [[]]
    for at, row in enumerate(paper.head, start=paper.head_start):
        if _may_be_title(row) and not _is_letterhead(paper, at):
            groups[-1].append(at)
        elif not (row.furniture and len(row.text) < 3):
            groups.append([])
    return [group for group in groups if group]


def _is_letterhead(paper: Paper, at: int) -> bool:
    """青岚县教育局便函 above a number is the mark of the sender, not a title."""
    word = re.fullmatch(r"(?:公|便)\s*函|函\s*件", paper.rows[at].text.strip())
    if word and at and len(names(paper.rows[at - 1].passage)) > 0:
        return True  # the mark in two lines: the name, and 公函 below it
    match = _LETTER_MARK.match(paper.rows[at].text)
    sender = names(paper.rows[at].passage[: match.end(1)]) if match else []
    if not any(len(name.tight()) > 3 for name in sender):  # 督 办 函 is what the paper is, not who sends it
        return False
    below = next((row for row in paper.rows[at + 1 : paper.head_end] if not row.furniture), None)
    return below is not None and bool(numbers_in(below.passage, alone=True))


def _apart(paper: Paper, group: list[int]) -> list[list[int]]:
    """One title to a group: after a line that ends in its kind, 关于, a name or a bare 通知 begins another."""
    parts: list[list[int]] = [[]]
    for at in group:
        row = paper.rows[at].passage
        above = paper.rows[parts[-1][-1]].text if parts[-1] else ""
        anew = (
            bool(_OPENING.search(row.text))
            or bool(names(row))
            or bool(
                re.fullmatch(
                    r"\s*(?:通\s*知|公\s*告|通\s*告|通\s*报|函|会\s*议\s*纪\s*要|纪\s*要)\s*", row.text
                )
            )
        )
        if above and ends_in_kind(above) and anew:
            parts.append([])
        parts[-1].append(at)
    return parts


def _may_be_title(row: Row) -> bool:
    text = row.text
    if row.furniture or len(text) > _LONG + 60 or is_text(text):
        return False
    if (
        _LABELLED.match(text)
        and not ends_in_kind(text[:9])
        and "关于" not in text[:9]
        or plain_number(row.passage)
        or urgency_in(row.passage)
        or secrecy_in(row.passage)
        or _NOT_A_TITLE.search(text)
    ):
        return False
    rest = _trimmed(row.passage)
    if day_match(row) and not ends_in_kind(rest.text):
        return False
    return bool(rest) and not _MARK.search(rest.text)


def _trimmed(passage: Passage) -> Passage:
    """Without the number printed before or behind the title, a web column in 【】 and the name of the site."""
    passage = passage.stripped()
    opening = re.search(r"\s+(?=关于)", passage.text)
    if opening and furniture.is_furniture(passage[: opening.start()]):
        passage = passage[opening.end() :]
    prefix = _PREFIX.match(passage.text)
    if prefix and len(passage) - prefix.end() > 3:
        passage = passage[prefix.end() :]
    plain = PLAIN_BEHIND.search(passage.text) or ORDER_BEHIND.search(passage.text)
    if plain and ends_in_kind(passage.text[: plain.start()]):
        passage = passage[: plain.start()].stripped()
    for it in numbers_in(passage, alone=True):
        text = passage.text
        before, after = text[: it.start].rstrip(), text[it.end :].lstrip()
        if inside_marks(text, it.start):
            continue
        if not before.strip("（("):
            rest = passage[it.end :].stripped("）) ")
            return _unbracketed(rest)
        if after.strip("）) ") == "" and (before.endswith(("（", "(")) or ends_in_kind(before) or not after):
            return passage[: len(before.rstrip("（("))].stripped()
    passage = passage.stripped("[【（( \t")
    put_up = _PUT_UP.search(passage.text)
    if put_up and ends_in_kind(passage.text[: put_up.start()]):
        passage = passage[: put_up.start()].stripped()
    site = _SITE.search(passage.text)
    if site and ends_in_kind(passage.text[: site.start()]):
        passage = passage[: site.start()]
    return passage


def _unbracketed(rest: Passage) -> Passage:
    if rest.text.startswith("（") and rest.text.count("（") > rest.text.count("）"):
        return rest[1:].stripped()
    if rest.text.startswith("（") and rest.text.endswith("）") and "）" not in rest.text[1:-1].split("（")[0]:
        return rest[1:-1].stripped()
    return rest


def _from_group(paper: Paper, group: list[int]) -> Headed | None:
    rows = {at: _trimmed(paper.rows[at].passage) for at in group}
    last = next((at for at in reversed(group) if ends_in_kind(rows[at].text)), None)
    if last is None:
        last = next((at for at in reversed(group) if "关于" in rows[at].text), None)
        if last is not None:  # a title of another kind may end some lines below its 关于
            behind = [at for at in group if at > last]
            last = behind[-1] if behind and len(behind) < 3 and not names(rows[behind[-1]]) else last
    if last is None:
        lone = [at for at in group if len(rows[at]) <= 50 and _LONE.search(rows[at].text)]
        return (
            Headed(rows[lone[-1]], lone[-1], lone[-1], False)
            if lone and _just_above_text(paper, lone[-1])
            else None
        )
    signers = {name.tight().text for name in paper.signed.names} if paper.signed else set()
    first = _first_line(rows, [at for at in group if at <= last], signers)
    lines = [rows[at] for at in group if first <= at <= last]
    if not any(_OPENING.search(line.text) for line in lines) and _column_name(lines):
        return None
    joined = Passage.joined(lines)
    if len(joined) > _LONG * 2:
        return None
    return Headed(joined, first, last, bool(ends_in_kind(joined.text)) or "关于" in joined.text)


def _just_above_text(paper: Paper, at: int) -> bool:
    return all(
        paper.rows[i].furniture or not _may_be_title(paper.rows[i]) for i in range(at + 1, paper.head_end)
    )


def _column_name(lines: list[Passage]) -> bool:
    return bool(furniture.is_furniture(Passage.joined(lines)))


def _first_line(rows: dict[int, Passage], lines: list[int], signers: set[str]) -> int:
    """Upwards from the line with the kind: to 关于, and further to the issuers that stand above it."""
    opening = next((at for at in reversed(lines) if _opens(rows, at)), None)
    if opening is None:
        last = _closed(rows, lines, lines[-1])
        above = next((at for at in reversed(lines) if at < last), None)
        if above is not None and (names(rows[above]) or _unfinished(rows[above].text)):
            return above
        return last
    first = opening
    for above in reversed([at for at in lines if at < opening]):
        text = rows[above].text.rstrip()
        here = names(rows[above].stripped("、，"))
        forwards = bool(_OPENING.search(text)) and not ends_in_kind(text)  # 转发县教育局等部门 / 关于…的通知
        jointly = bool(here) and all(name.tight().text in signers for name in here)
        passed_on = bool(_SEVERAL.search(text)) and not _leads_with_name(rows[first])
        if _leads_with_name(rows[first]) and not forwards and not jointly:
            break
        if not here and not forwards and not passed_on and not text.endswith("、"):
            break
        first = above
    return _closed(rows, lines, first)


def _closed(rows: dict[int, Passage], lines: list[int], first: int) -> int:
    """Further up where a 《 was opened that the lines below close."""
    for above in reversed([at for at in lines if at < first]):
        below = "".join(rows[at].text for at in lines if at >= first)
        if below.count("》") <= below.count("《"):
            break
        first = above
    return first


def _opens(rows: dict[int, Passage], at: int) -> bool:
    match = _OPENING.search(rows[at].text)
    if not match or inside_marks(rows[at].text, match.start()):
        return False
    before = rows[at][: match.start()].stripped()
    return not before or bool(names(before)) or len(before) < 30


def _leads_with_name(line: Passage) -> bool:
    match = _OPENING.search(line.text)
    return bool(match and match.start() and names(line[: match.start()]))


def _unfinished(text: str) -> bool:
    """A line of a title without 关于 that goes on below (…第三次 / 会议纪要)."""
    return bool(re.search(r"[的和与、及次届年度]$|第.{1,6}[次届期]", text)) and not ends_in_kind(text)


def issuers_in_title(passage: Passage) -> list[Passage]:
    """The bodies a title begins with."""
    tight = passage
    match = _OPENING.search(tight.text)
    if match:
        return names(tight[: match.start()]) if match.start() else []
    kind = re.search(
        r"(?:会议|专题会议|办公会议?|常务会议)?(?:纪\s*要|公\s*告|通\s*告|通\s*知|通\s*报|命\s*令|令|决\s*定)$",
        tight.text,
    )
    return names(tight[: kind.start()]) if kind and kind.start() > 2 else []


def letterhead(paper: Paper, title: Headed | None) -> list[Passage]:
    """发文机关标志: the names at the very top, with 文件 or without."""
    found: list[Passage] = []
    inside = range(title.first, title.last + 1) if title and title.last else range(0)
    for at, row in enumerate(paper.head, start=paper.head_start):
        if row.furniture or at in inside:
            continue
        text = row.text
        match = _LETTERHEAD.match(text)
        if not match or plain_number(row.passage):
            continue
        piece = _trimmed(row.passage[match.start(1) : match.end(1)])
        here = names(piece) if piece else []
        found += here
    return found
