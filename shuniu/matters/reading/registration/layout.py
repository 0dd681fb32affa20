"""版面: a paper divided into head, addressees, body, signature and what follows (official-documents.md §3).

The order is that of the regulation: mark, number, title, addressees, body, attachment note, signature, date, remark,
attachments. Any part may be missing, and copies put them all on one line; the parts are known by their form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from shuniu.matters.reading.registration import furniture
from shuniu.matters.reading.registration.addressees import is_addressee, is_collective, is_person
from shuniu.matters.reading.registration.bodies import may_be_name, names
from shuniu.matters.reading.registration.days import DAY, YEAR
from shuniu.matters.reading.registration.kinds import ends_in_kind
from shuniu.matters.reading.registration.numbers import numbers_in, plain_number
from shuniu.matters.reading.registration.unfolding import unfolded
from shuniu.matters.reading.text import Page, Passage

# Days that say less than a day: the day left open for the pen, the month alone, the year left out.
_PART_OF_DAY = rf"{YEAR}\s*年\s*\d{{0,2}}\s*月(?:\s*\d{{0,2}}\s*日)?|(?<![年\d])(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])日"
_SIGNED = re.compile(rf"(?P<before>.{{0,120}}?)[（]?(?P<day>{DAY}|{_PART_OF_DAY})\s*[）]?(?P<after>.{{0,80}})")
_ANNEX = re.compile(r"附\s*件\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[：:.．、]?$|附\s*[：:]$|附\s*(?:表|录)\s*\d{0,2}$")
_NOTE = re.compile(r"附\s*件\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[：:.．、]|附\s*[：:]")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}[条章]|\d{1,2}[、.．](?!\d)|[①-⑩]")
_REMARK = re.compile(r"^[（].{2,60}[）]$")
_PERSON = re.compile(r"(?:(?:代|副)?(?:[省市县区镇乡州]|校|院|局|厅|部|处|科|行|会|理事|董事)?长|主\s*任|书\s*记|(?:总)?经理|总\s*理|委员长|主席)?\s*[：:]?\s*[×*＊Xx某\u4e00-\u9fff]\s?[×*＊Xx某]{1,3}(?:（签[名字]）)?")
_SPEAKS = re.compile(r"^(?:为了?|根据|按照|依据|经|近日|现将|现就|你[局委办厅部校院单县市区乡镇公]|你们|您|最近|近期|今年|当前|鉴于|兹|接|收到|因|由于|自|从)[^，。]{2,}[，]")


@dataclass(frozen=True)
class Row:
    """A line of the paper; `furniture` says it belongs to the web page around it."""

    passage: Passage
    furniture: bool = False

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True)
class Signed:
    """落款: who signs and on which day, as found in one place."""

    first: int
    last: int
    names: tuple[Passage, ...]
    day: Passage
    in_head: bool = False
    sure: bool = True


@dataclass
class Paper:
    """The parts of one document, in the order of the page."""

    page: Page
    rows: list[Row]
    particulars: dict[str, Passage] = field(default_factory=dict)
    addressees: Passage | None = None
    addressees_sure: bool = True
    head_end: int = 0
    body_start: int = 0
    signed: Signed | None = None
    end: int = 0

    @property
    def head(self) -> list[Row]:
        return self.rows[: self.head_end]

    @property
    def body_end(self) -> int:
        """The row behind the last of the body: where the signature begins, or an annex, or the page's footer."""
        return self.signed.first if self.signed and not self.signed.in_head else self.end

    @property
    def body(self) -> list[Row]:
        return [row for row in self.rows[self.body_start : self.body_end] if not row.furniture]

    @property
    def tail(self) -> list[Row]:
        """What follows the signature, up to the footer of the page."""
        start = self.signed.last + 1 if self.signed and not self.signed.in_head else self.end
        return self.rows[start : self.end]


def lay_out(page: Page) -> Paper:
    """Divide a cleaned page into the parts of a paper."""
    pieces: list[Passage] = []
    for line in page.lines:
        for cell in _cells(line):
            for part in furniture.cut_labels(cell.stripped("#*` ")):
                pieces += unfolded(part, lines=len(page.lines))
    rows, particulars = _mark_furniture(pieces)
    footer = furniture.footer_start(row.passage for row in rows)
    paper = Paper(page, rows, particulars, end=footer if footer is not None else len(rows))
    _find_head(paper)
    _find_signature(paper)
    return paper


# ------------------------------------------------------------------ lines


def _cells(line: Passage) -> list[Passage]:
    if "|" not in line.text:
        return [line]
    return [cell for cell in (piece.stripped() for piece in line.split(re.compile(r"\|"))) if cell]


_GAP = re.compile(r"\s+")


def _mark_furniture(pieces: list[Passage]) -> tuple[list[Row], dict[str, Passage]]:
    rows: list[Row] = []
    particulars: dict[str, Passage] = {}
    wanted: str | None = None
    text_begun = False
    for piece in pieces:
        labelled = furniture.label_of(piece) if len(piece) < 400 else None
        alone = furniture.is_label(piece)
        if labelled:
            kind, value = labelled
            if text_begun and not furniture.is_behind(piece):
                rows.append(Row(piece))
                continue
            if value and kind != furniture.OTHER:
                particulars.setdefault(kind, value)
            wanted = None if value else kind
            rows.append(Row(piece, furniture=True))
            continue
        if alone and (not text_begun or len(piece) > 3):
            wanted = alone
            rows.append(Row(piece, furniture=True))
            continue
        if wanted and _fits(wanted, piece):
            if wanted != furniture.OTHER:
                particulars.setdefault(wanted, piece)
            rows.append(Row(piece, furniture=wanted != furniture.TITLE))
            wanted = None
            continue
        wanted = None
        is_web = furniture.is_furniture(piece, below=text_begun)
        rows.append(Row(piece, furniture=is_web))
        if not is_web and ("。" in piece.text or len(piece) > 80):
            text_begun = True
    return rows, particulars


def _fits(kind: str, value: Passage) -> bool:
    text = _GAP.sub("", value.text)
    if kind == furniture.NUMBER:
        return bool(numbers_in(value, alone=True) or plain_number(value)) and len(text) < 30
    if kind == furniture.DATE:
        return bool(re.search(DAY, text)) and len(text) < 24
    if kind == furniture.ISSUER:
        return bool(names(value))
    if kind == furniture.TITLE:
        return bool(ends_in_kind(text)) and len(text) < 150
    if kind == furniture.OTHER:
        return len(text) < 24 and not ends_in_kind(text) and "。" not in text and not is_addressee(text.rstrip("：")) and not numbers_in(value)
    return False


# ------------------------------------------------------------------ head and addressees


def is_text(text: str) -> bool:
    """Whether a line is running text rather than a part of the head."""
    bare = text.rstrip("】])） ")
    if "。" in text or text.endswith(("；", "！", "？")):
        return not (ends_in_kind(text) and "关于" in text and text.endswith("。") and "，" not in text and len(text) < 60)
    if re.search(r"如\s*下\s*[：:]?$", text) or _NUMBERED.match(text) or _SPEAKS.match(text):
        return not (ends_in_kind(bare) and "关于" in text and len(text) < 90 and "，" not in text)
    if len(text) <= 50 or "，" not in text or ends_in_kind(bare) or "《" in text:
        return False
    return not is_addressee(text.strip("，、；：:"))


def _find_head(paper: Paper) -> None:
    rows = paper.rows[: paper.end]
    first_text = next((i for i, row in enumerate(rows) if not row.furniture and is_text(row.text)), len(rows))
    paper.head_end = paper.body_start = first_text
    for at in range(min(first_text + 1, len(rows))):
        row = rows[at]
        if row.furniture:
            continue
        colon = _colon(row.text)
        if colon is not None and _addresses(row.text[:colon], rows, at, colon):
            start = _first_of_addressees(rows, at)
            parts = [rows[i].passage for i in range(start, at) if not rows[i].furniture]
            paper.addressees = Passage.joined([*parts, row.passage[:colon]])
            paper.head_end = start
            rest = row.passage[colon + 1 :].stripped()
            if rest:
                paper.rows[at : at + 1] = [Row(row.passage[: colon + 1]), Row(rest)]
                paper.end += 1
            paper.body_start = at + 1
            return
    for at in range(min(first_text, len(rows))):
        if rows[at].furniture:
            continue
        behind = next((row for row in rows[at + 1 :] if not row.furniture), None)
        if behind and is_text(behind.text) and _bare_addressees(rows, at):
            paper.addressees, paper.addressees_sure = rows[at].passage.stripped("，：、 "), False
            paper.head_end, paper.body_start = at, at + 1
            return


def _colon(text: str) -> int | None:
    places = [at for at in (text.find("："), text.find(":")) if at >= 0]
    return min(places) if places else None


def _addresses(prefix: str, rows: list[Row], at: int, colon: int) -> bool:
    if furniture.is_label(rows[at].passage[:colon]):
        return False
    if is_addressee(prefix):
        return True
    behind = next((row for row in rows[at + 1 :] if not row.furniture), None)
    ends = colon == len(rows[at].text) - 1
    return ends and is_person(prefix) and behind is not None and is_text(behind.text)


def begins_anew(row: Row) -> bool:
    """Whether a line cannot be the rest of the line above it."""
    text = row.text
    return bool(_NUMBERED.match(text) or _NOTE.match(text) or _ANNEX.match(text) or _REMARK.match(text) or day_match(row)) or bool(
        len(text) < 40 and names(row.passage)
    )


def _first_of_addressees(rows: list[Row], at: int) -> int:
    """Addressees over several lines: the lines before that end in a comma or stand inside open brackets."""
    below = rows[at].text[: _colon(rows[at].text)]
    start = at
    while start and at - start < 12:
        above = rows[start - 1].text.rstrip()
        if rows[start - 1].furniture or not above:
            break
        open_end = above[-1] in "，、；" or (len(above) > 20 and above.startswith(("各", "有关")) and not ends_in_kind(above))
        if not open_end or "。" in above or not is_addressee(above + below):
            break
        below = above + below
        start -= 1
    return start


def _bare_addressees(rows: list[Row], at: int) -> bool:
    text = rows[at].text.strip("，：、 ")
    if ends_in_kind(text):
        return False
    if is_collective(text):
        return True
    titled = any(ends_in_kind(row.text) for row in rows[:at] if not row.furniture)
    return titled and bool(names(rows[at].passage)) and bool(ends_in_kind(rows[at - 1].text) or _has_number(rows[at - 1]))


def _has_number(row: Row) -> bool:
    return bool(numbers_in(row.passage, alone=True) or plain_number(row.passage))


# ------------------------------------------------------------------ signature


def _find_signature(paper: Paper) -> None:
    annex = next((i for i in range(paper.body_start, paper.end) if _is_annex_heading(paper.rows, i, paper.end)), paper.end)
    signed: list[Signed] = []
    for at in range(paper.body_start, paper.end):
        row = paper.rows[at]
        if row.furniture or len(row.text) > 200 or _heads_an_annex(paper, at):
            continue
        found = _signed_here(paper.rows, at, paper.body_start, paper.end)
        if found:
            signed.append(found)
    with_names = [it for it in signed if it.names]
    if with_names and (with_names[0].first < annex or not [it for it in signed if it.last < annex]):
        paper.signed = with_names[0]
        return
    before_annex = [it for it in signed if it.last < annex]
    if before_annex:
        paper.signed = before_annex[-1]
        return
    paper.signed = signed[0] if signed else _signed_without_day(paper, annex) or _signed_in_head(paper)


def _is_annex_heading(rows: list[Row], at: int, end: int) -> bool:
    """附件1 alone on its line; an 附件： that a list follows is the note."""
    text = rows[at].text
    if rows[at].furniture or not _ANNEX.match(text):
        return False
    behind = rows[at + 1].text if at + 1 < end else ""
    return not (re.search(r"[：:]$", text) and re.match(r"\s*(?:附件)?\s*1\s*[.．、：:]", behind))


def _heads_an_annex(paper: Paper, at: int) -> bool:
    """A day in brackets under a second title or above a second line of addressees dates what is passed on."""
    above = next((row.text for row in reversed(paper.rows[paper.body_start : at]) if not row.furniture), "")
    below = paper.rows[at + 1].text if at + 1 < paper.end else ""
    addressed = below.endswith(("：", ":")) and is_addressee(below[:-1])
    return bool(day_match(paper.rows[at])) and (addressed or ("关于" in above and bool(ends_in_kind(above)) and not is_text(above)))


def day_match(row: Row) -> re.Match[str] | None:
    return _SIGNED.fullmatch(row.text.strip())


def _signed_here(rows: list[Row], at: int, start: int, end: int) -> Signed | None:
    row = rows[at]
    match = day_match(row)
    passage = row.passage.stripped()
    if not match and len(passage) < 80:  # letters set apart: 2 0 2 6 年 3 月
        passage = passage.tight()
        match = _SIGNED.fullmatch(passage.text)
    if not match:
        return None
    before, after = passage[: match.start("day")].stripped(" （"), passage[match.end("day") :].stripped(" ）")
    day = passage[match.start("day") : match.end("day")]
    if re.match(r"\s*印[发制]?", after.text) or re.search(r"印[发制]日期", before.text):
        return None
    own = names(before) if before else []
    if before and not own and not re.fullmatch(r"(?:成文日期|日期|签发日期|落款)?[：:]?|特此\w{2}。?|.*。", before.text):
        return None
    if after and not _REMARK.match(after.text) and not re.match(r"[（）]|此件|抄送|主题词|附件|盖章", after.text):
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
    if not above.endswith(("。", "！", "）")) and not _NOTE.match(above) and not re.match("特此|此致|敬礼", above):
        return None
    return line if may_be_name(line.tight().text) and not ends_in_kind(line.text) else None


def _collect_up(rows: list[Row], at: int, start: int) -> tuple[int, list[Passage]]:
    """The lines of names directly above the day."""
    first, found = at, []
    for above in range(at - 1, max(start, at - 12) - 1, -1):
        text = rows[above].text.strip()
        if rows[above].furniture and len(text) < 3 or re.fullmatch(r"[（](?:印章|盖章|公章|章|此页无正文|本页无正文)[）]", text):
            continue
        if _NUMBERED.match(text) or _NOTE.match(text) or text.endswith("："):
            break
        if _PERSON.fullmatch(text):
            continue
        here = names(rows[above].passage)
        if not here:
            break
        found = here + found
        first = above
    return first, found


def _signed_without_day(paper: Paper, annex: int) -> Signed | None:
    """A signature whose day was lost: names alone as the last line of the text."""
    last = next((i for i in range(min(annex, paper.end) - 1, paper.body_start, -1) if not _passed_over(paper.rows[i])), None)
    if last is None or last <= paper.body_start:
        return None
    row = paper.rows[last]
    if _NUMBERED.match(row.text) or len(row.text) > 60 or not names(row.passage) or len(row.text) < 4:
        return None
    above = paper.rows[last - 1].text.rstrip()
    if not above.endswith(("。", "）", "！")) and not _NOTE.match(above) and not names(paper.rows[last - 1].passage):
        return None
    first, more = _collect_up(paper.rows, last, paper.body_start)
    return Signed(first, last, (*more, *names(row.passage)), row.passage[:0])


def _passed_over(row: Row) -> bool:
    return row.furniture or bool(_REMARK.match(row.text)) or bool(re.match(r"抄\s*送|主题词|联系|印发", row.text)) or len(row.text) < 2


def _signed_in_head(paper: Paper) -> Signed | None:
    """A day under the title or beside the name in the head (minutes, decisions of a meeting)."""
    for at in range(paper.head_end):
        row = paper.rows[at]
        if row.furniture:
            continue
        match = re.fullmatch(rf"[（(]?\s*(?P<before>.{{0,40}}?)\s*(?P<day>{DAY})\s*(?P<after>.{{0,60}}?)[）)]?", row.text.strip())
        if not match or "关于" in row.text or ends_in_kind(row.text) or "印发" in match["after"] or "年" not in match["day"]:
            continue
        passage = row.passage.stripped()
        before = passage[match.start("before") : match.end("before")].stripped()
        own = names(before) if before else []
        if before and not own or match["after"] and not re.search(r"通过|批准|公布|发布|修[订正]", match["after"]):
            continue
        return Signed(at, at, tuple(own), passage[match.start("day") : match.end("day")], in_head=True)
    return None
