"""落款: the names and the day under a paper, together or apart, before the annexes or in the head."""

from __future__ import annotations

import re

from shuniu.matters.reading.registration.addressees import is_addressee
from shuniu.matters.reading.registration.bodies import may_be_name, names
from shuniu.matters.reading.registration.days import DAY
from shuniu.matters.reading.registration.kinds import ends_in_kind
from shuniu.matters.reading.registration.numbers import numbers_in
from shuniu.matters.reading.registration.parts import (
    ANNEX,
    NOTE,
    NUMBERED,
    REMARK,
    SIGNED,
    Paper,
    Row,
    Signed,
    day_match,
    is_text,
)
from shuniu.matters.reading.text import Passage

PERSON_SIGNS = re.compile(
    r"(?:(?:代|副)?(?:[省市县区镇乡州]|校|院|局|厅|部|处|科|行|会|理事|董事)?长|主\s*任|书\s*记|(?:总)?经理|总\s*理|委员长|主席)?\s*[：:]?\s*[×*＊Xx某\u4e00-\u9fff]\s?[×*＊Xx某]{1,3}(?:（签[名字]）)?"
)

_WHO_ACTS = re.compile(
    r"(?:经办人|联系人|负责人|项目经理|法定代表人|联系电话|电话|地址|邮编)\s*[：:][^。]{0,40}$"
)


def find_signature(paper: Paper) -> None:
    signed: list[Signed] = []
    for at in range(paper.body_start, paper.end):
        row = paper.rows[at]
        if row.furniture or len(row.text) > 200 or _heads_an_annex(paper, at):
            continue
        found = _signed_here(paper.rows, at, paper.body_start, paper.end)
        if found:
            signed.append(found)
    passed_on = _passed_on(paper, signed)
    annex = next(
        (i for i in range(paper.body_start, passed_on) if _is_annex_heading(paper.rows, i, paper.end)),
        passed_on,
    )
    _settle(paper, signed, annex)
    if passed_on < paper.end and paper.signed and paper.signed.last < passed_on:
        paper.end = passed_on  # what follows is between others: their days and copies are not ours


def _settle(paper: Paper, signed: list[Signed], annex: int) -> None:
    """Which of the signatures on the page is that of the paper itself."""
    with_names = [it for it in signed if it.names]
    if with_names and (with_names[0].first < annex or not [it for it in signed if it.last < annex]):
        paper.signed = with_names[0]
        return
    before_annex = [it for it in signed if it.last < annex]
    if before_annex:
        paper.signed = before_annex[-1]
        return
    paper.signed = (
        signed[0]
        if signed
        else _signed_where_printed(paper) or _signed_without_day(paper, annex) or _signed_in_head(paper)
    )


def _passed_on(paper: Paper, signed: list[Signed]) -> int:
    """Where a paper with addressees of its own begins behind the first signature: the one that is passed on."""
    first = signed[0].last if signed else paper.end
    for at in range(first + 2, paper.end):
        row = paper.rows[at]
        if row.furniture or not row.text.endswith(("：", ":")) or not is_addressee(row.text[:-1]):
            continue
        head = [it for it in paper.rows[first + 1 : at] if not it.furniture][-4:]
        if any("关于" in it.text and ends_in_kind(it.text) and not is_text(it.text) for it in head) or any(
            numbers_in(it.passage, alone=True) and len(it.text) < 30 for it in head
        ):
            return at
    return paper.end


def _signed_where_printed(paper: Paper) -> Signed | None:
    """Names and below them 2026年5月6日印发: some offices sign so, and then nothing else bears a day."""
    for at in range(paper.body_start + 1, paper.end):
        row = paper.rows[at]
        match = None if row.furniture else re.fullmatch(rf"\s*(?P<day>{DAY})\s*印发?制?\s*", row.text)
        if match:
            first, own = _collect_up(paper.rows, at, paper.body_start)
            if own:
                day = row.passage[match.start("day") : match.end("day")]
                if _only_prints(paper, own):
                    own = []
                return Signed(first, at, tuple(own), day, sure=False)
    return None


def _only_prints(paper: Paper, own: list[Passage]) -> bool:
    """Whether the name is that of the office that prints for the body at the head of the paper."""
    body = re.sub(r"(?:办公室|秘书处|秘书科)$", "", own[0].tight().text)
    return (
        len(own) == 1
        and body != own[0].tight().text
        and any(
            row.passage.tight().text.startswith(body)
            and not row.passage.tight().text.startswith(own[0].tight().text)
            for row in paper.head
            if not row.furniture
        )
    )


def _is_annex_heading(rows: list[Row], at: int, end: int) -> bool:
    """附件1 alone on its line; an 附件： that a list follows is the note."""
    text = rows[at].text
    if rows[at].furniture or not ANNEX.match(text):
        return False
    behind = rows[at + 1].text if at + 1 < end else ""
    return not (re.search(r"[：:]$", text) and re.match(r"\s*(?:附件)?\s*1\s*[.．、：:]", behind))


def _heads_an_annex(paper: Paper, at: int) -> bool:
    """A day in brackets under a second title or above a second line of addressees dates what is passed on."""
    above = next((row.text for row in reversed(paper.rows[paper.body_start : at]) if not row.furniture), "")
    below = paper.rows[at + 1].text if at + 1 < paper.end else ""
    addressed = below.endswith(("：", ":")) and is_addressee(below[:-1])
    return bool(day_match(paper.rows[at])) and (
        addressed or ("关于" in above and bool(ends_in_kind(above)) and not is_text(above))
    )


def _signed_here(rows: list[Row], at: int, start: int, end: int) -> Signed | None:
    row = rows[at]
    match = day_match(row)
    passage = row.passage.stripped()
    if not match and len(passage) < 80:  # letters set apart: 2 0 2 6 年 3 月
        passage = passage.tight()
        match = SIGNED.fullmatch(passage.text)
    if not match:
        return None
    before, after = passage[: match.start("day")].stripped(" （"), passage[match.end("day") :].stripped(" ）")
    day = passage[match.start("day") : match.end("day")]
    if re.match(r"\s*印[发制]?", after.text) or re.search(r"印[发制]日期", before.text):
        return None
    own = names(before) if before else []
    if (
        before
        and not own
        and not PERSON_SIGNS.fullmatch(before.text)
        and not re.fullmatch(r"(?:成文日期|日期|签发日期|落款)?[：:]?|特此\w{2}。?|.*。", before.text)
    ):
        return None
    if after and not re.match(
        r"）?$|[（）](?:此|联|公开|主动|印|盖|章|代|公章|本文|共|属性)|\d{1,2}\s*[时点：:](?:\d{1,2}分?|半)?$|此件|抄送|主题词|附件|盖章|整理$|编$",
        after.text,
    ):
        own_after = names(after)
        if not own_after:
            return None
        own = own or own_after
    whole = bool(re.search(DAY, day.text))
    if own:
        first = _collect_up(rows, at, start)[0] if before else at
        above = _collect_up(rows, at, start)[1] if before else []
        return Signed(first, at, (*above, *own), day)
    first, above = _collect_up(rows, at, start)
    if above:
        return Signed(first, at, tuple(above), day)
    last, below = at, []
    for follower in range(at + 1, min(at + 7, end)):
        if rows[follower].furniture:
            break
        found = names(rows[follower].passage)
        if not found or rows[follower].text.endswith(("：", ":")):
            break
        below += found
        last = follower
    if not below:
        guessed = _unknown_name(rows, at, start)
        if guessed:
            return Signed(at - 1, at, (guessed,), day, sure=False)
    if not below and not whole:
        return None  # 9月15日 alone may stand in any table
    return Signed(at, last, tuple(below), day)


def _unknown_name(rows: list[Row], at: int, start: int) -> Passage | None:
    """A short line between the last sentence and the day is who signs, even if its ending is not known."""
    if at - 2 < start or rows[at - 1].furniture:
        return None
    line, above = rows[at - 1].passage.stripped(), rows[at - 2].text
    if (
        not above.endswith(("。", "！", "）"))
        and not NOTE.match(above)
        and not re.match("特此|此致|敬礼", above)
    ):
        return None
    return line if may_be_name(line.tight().text) and not ends_in_kind(line.text) else None


def _collect_up(rows: list[Row], at: int, start: int) -> tuple[int, list[Passage]]:
    """The lines of names directly above the day."""
    first = at
    found: list[Passage] = []
    for above in range(at - 1, max(start, at - 12) - 1, -1):
        text = rows[above].text.strip()
        if (
            rows[above].furniture
            and len(text) < 3
            or re.fullmatch(r"[（](?:印章|盖章|公章|章|此页无正文|本页无正文)[）]", text)
        ):
            continue
        if (
            NUMBERED.match(text)
            or NOTE.match(text)
            or text.endswith("：")
            or rows[above].cell > rows[at].cell
        ):
            break
        if PERSON_SIGNS.fullmatch(text) or _WHO_ACTS.match(text):
            continue
        here = names(rows[above].passage)
        if not here:
            break
        found = here + found
        first = above
    return first, found


def _signed_without_day(paper: Paper, annex: int) -> Signed | None:
    """A signature whose day was lost: names alone as the last line of the text."""
    last = next(
        (
            i
            for i in range(min(annex, paper.end) - 1, paper.body_start, -1)
            if not _passed_over(paper.rows[i])
        ),
        None,
    )
    if last is None or last <= paper.body_start:
        return None
    row = paper.rows[last]
    if NUMBERED.match(row.text) or len(row.text) > 60 or not names(row.passage) or len(row.text) < 4:
        return None
    above = paper.rows[last - 1].text.rstrip()
    if (
        not above.endswith(("。", "）", "！"))
        and not NOTE.match(above)
        and not names(paper.rows[last - 1].passage)
    ):
        return None
    first, more = _collect_up(paper.rows, last, paper.body_start)
    return Signed(first, last, (*more, *names(row.passage)), row.passage[:0])


def _passed_over(row: Row) -> bool:
    return (
        row.furniture
        or bool(REMARK.match(row.text))
        or bool(re.match(r"抄\s*送|主题词|联系|印发", row.text))
        or len(row.text) < 2
    )


def _signed_in_head(paper: Paper) -> Signed | None:
    """A day under the title or beside the name in the head (minutes, decisions of a meeting)."""
    for at in range(paper.head_end):
        row = paper.rows[at]
        if row.furniture:
            continue
        match = re.fullmatch(
            rf"[（(]?\s*(?P<before>.{{0,40}}?)\s*(?P<day>{DAY})\s*(?P<after>.{{0,60}}?)[）)]?",
            row.text.strip(),
        )
        if (
            not match
            or "关于" in row.text
            or ends_in_kind(row.text)
            or "印发" in match["after"]
            or "年" not in match["day"]
        ):
            continue
        passage = row.passage.stripped()
        before = passage[match.start("before") : match.end("before")].stripped()
        own = names(before.stripped("编印发")) if before else []
        if (
            before
            and not own
            or match["after"]
            and not re.search(r"通过|批准|公布|发布|修[订正]", match["after"])
        ):
            continue
        return Signed(at, at, tuple(own), passage[match.start("day") : match.end("day")], in_head=True)
    return None
