"""来文登记: the registration fields of an incoming document, each with its place in the original.

A grammar of how officials lay a paper out (official-documents.md §1–4), not a list of papers: the page is divided into
head, addressees, body, signature and what follows (`layout`); each field is then looked for where that part keeps it.
What had to be restored or guessed from a weaker place is proposed as 请核对.
"""

from __future__ import annotations

import re
from datetime import date

from shuniu.matters.reading.registration import furniture, kinds
from shuniu.matters.reading.registration.addressees import addresses_nobody
from shuniu.matters.reading.registration.bodies import names
from shuniu.matters.reading.registration.contacts import person_given, phone_given
from shuniu.matters.reading.registration.days import full_day
from shuniu.matters.reading.registration.enclosures import find_enclosures
from shuniu.matters.reading.registration.layout import lay_out
from shuniu.matters.reading.registration.marks import copied_to, secrecy_in, urgency_in
from shuniu.matters.reading.registration.numbers import (
    ORDER_BEHIND,
    PLAIN_BEHIND,
    Numbered,
    inside_marks,
    numbers_in,
    plain_number,
)
from shuniu.matters.reading.registration.parts import Paper, begins_anew
from shuniu.matters.reading.registration.replies import reply_deadlines
from shuniu.matters.reading.registration.title import Headed, find_title, issuers_in_title, letterhead
from shuniu.matters.reading.shapes import Found, Registration, ReplyDeadline
from shuniu.matters.reading.text import Page, Passage

__all__ = ["read_registration"]

# What is rung, faxed or slipped through says when at its head; above other papers 时间 is the web page's.
_MESSAGE = re.compile(
    r"(?:电话|来电|通话)(?:通知|记录|传达|处理)?单?|传真(?:电报)?|(?:工作)?联系单|交办单|督办单"
)
_EDGE = 16  # a line shorter than this ended of its own will
_SPACES_KEPT_BESIDE = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def read_registration(page: Page, *, doc_date: date | None = None) -> Registration:
    """来文登记: the fields a register wants; None or () where the document does not say.

    `doc_date` is the day on the register, used only where the document itself bears no date and a year is wanted.
    """
    paper = lay_out(page)
    title = find_title(paper)
    day = _date(paper, doc_date)
    number = _number(paper)
    issued = day.value if day else doc_date or _about(paper, number, title)
    lines = [row.passage for row in paper.rows[: paper.body_start] if not row.furniture] + _paragraphs(paper)
    person, phone = person_given(lines), phone_given(lines)
    return Registration(
        issuer=_issuers(paper, title),
        doc_number=number,
        title=_found(page, title.passage, sure=title.sure) if title else None,
        kind=_kind(paper, title),
        recipients=_recipients(paper),
        date=day,
        cc=tuple(
            _found(page, body)
            for body in copied_to(
                [row.passage for row in paper.rows[paper.head_start : paper.end] if not row.furniture]
            )
        ),
        urgency=_urgency(paper),
        secrecy=_secrecy(paper),
        attachments=tuple(_found(page, item, sure=sure) for item, sure in find_enclosures(paper)),
        reply_deadlines=_replies(paper, issued),
        contact_person_present=Found(True, person.span()) if person else Found(False),
        contact_phone_present=Found(True, phone.span()) if phone else Found(False),
    )


def printed(page: Page, passage: Passage) -> str:
    """The words as the paper prints them: original characters without line ends, noise and spaces between letters."""
    tight = passage.tight()
    if not any(character in _SPACES_KEPT_BESIDE for character in passage.text):
        return "".join(page.original[place] for place in tight.places)
    text = passage.text
    kept = [
        place
        for at, place in enumerate(passage.places)
        if not text[at].isspace()
        or (
            0 < at < len(text) - 1
            and text[at - 1] in _SPACES_KEPT_BESIDE
            and text[at + 1] in _SPACES_KEPT_BESIDE
        )
    ]
    return "".join(page.original[place] for place in kept)


def _found(page: Page, passage: Passage, *, sure: bool = True) -> Found[str]:
    return Found(printed(page, passage), passage.span(), sure)


# ------------------------------------------------------------------ who, which, when


def _issuers(paper: Paper, title: Headed | None) -> tuple[Found[str], ...]:
    """All that sign; unsigned: those the title begins with, the mark at the top, the particulars of the page."""
    signed, sure = (list(paper.signed.names), paper.signed.sure) if paper.signed else ([], False)
    if not signed and title:
        above = names(paper.rows[title.first].passage) if title.last > title.first else []
        signed, sure = issuers_in_title(title.passage) or above, title.sure
    if not signed:
        signed, sure = letterhead(paper, title), True
    if not signed and furniture.ISSUER in paper.particulars:
        signed, sure = names(paper.particulars[furniture.ISSUER]), False
    return tuple(_found(paper.page, name.tight(), sure=sure) for name in signed)


def _number(paper: Paper) -> Found[str] | None:
    """The paper's own number: on a line of the head, beside the title, or in the particulars; never one it cites."""
    for row in paper.head:
        if row.furniture:
            continue
        own = _own_number(row.passage)
        if own:
            return _numbered(paper.page, row.passage, own)
    for row in paper.body[-2:]:  # some offices print it beside the signature
        own = _own_number(row.passage)
        if own and own.start == 0 and own.end == len(row.passage):
            return _numbered(paper.page, row.passage, own, sure=False)
    named = paper.particulars.get(furniture.NUMBER)
    if named:
        found = numbers_in(named, alone=True)
        own = found[0] if found else plain_number(named)
        if own:
            return _numbered(paper.page, named, own)
    return None


def _numbered(page: Page, line: Passage, own: Numbered, *, sure: bool = True) -> Found[str]:
    """The number as printed, its digits in half width; where something was lost, as it should read."""
    value = own.value
    if own.sure:
        kept = line[own.start : own.end].tight()
        value = "".join(
            character if character.isascii() and character.isdigit() else page.original[place]
            for character, place in zip(kept.text, kept.places, strict=True)
        )
    return Found(value, line.span(own.start, own.end), own.sure and sure)


def _own_number(line: Passage) -> Numbered | None:
    plain = plain_number(line)
    if plain:
        return plain
    text = line.text
    behind = PLAIN_BEHIND.search(text) or ORDER_BEHIND.search(text)
    if behind and kinds.ends_in_kind(text[: behind.start()]) and len(text) < 60:
        return Numbered(behind.start(1), behind.end(1), re.sub(r"\s+", "", behind[1]), True)
    for it in numbers_in(line, alone=True):
        before, after = text[: it.start].rstrip("（( "), text[it.end :].lstrip("）) ")
        if inside_marks(text, it.start):
            continue
        alone = not before and not after
        if (
            not alone
            and it.value != "".join(text[it.start : it.end].split())
            and "号" not in text[it.start : it.end]
        ):
            continue
        if alone or (not before and _follows_number(after)) or (not after and _leads_number(before)):
            return it
    return None


def _follows_number(after: str) -> bool:
    return not after.startswith(("文", "精神", "要求", "的", "，", "》")) and "。" not in after


def _leads_number(before: str) -> bool:
    return (
        bool(kinds.ends_in_kind(before))
        or before.endswith(("文件", "急", "明电", "号", "：", "年", "月"))
        or len(before) < 3
        or bool(names(Passage(before, tuple(range(len(before))))))
    )


def _date(paper: Paper, registered: date | None) -> Found[date] | None:
    """成文日期: of the signature, else of the particulars; a day without its year takes that of the register."""
    if paper.signed and paper.signed.day:
        text = paper.signed.day.tight().text
        day = full_day(text) or (
            full_day(f"{registered.year}年{text}") if registered and "年" not in text else None
        )
        if day:
            return Found(
                day.day,
                paper.signed.day.span(),
                day.sure and "年" in text or "-" in text or "." in text or "/" in text,
            )
    named = paper.particulars.get(furniture.DATE)
    if not named and any(_MESSAGE.fullmatch(row.passage.tight().text) for row in paper.head):
        named = paper.particulars.get(furniture.WHEN)
    if named:
        day = full_day(named.text)
        if day:
            return Found(day.day, named.span(), False)
    return None


def _about(paper: Paper, number: Found[str] | None, title: Headed | None) -> date | None:
    """A day near the issue of an undated paper, from which bare months count: put up, numbered or titled then."""
    for row in paper.head:
        day = full_day(row.text) if row.furniture else None
        if day:
            return day.day
    for text in (number.value if number else "", title.passage.text if title else ""):
        year = re.search(r"(?:19|20)\d{2}", text)
        if year:
            return date(int(year.group()), 1, 1)
    return None


# ------------------------------------------------------------------ kind, addressees, marks


def _kind(paper: Paper, title: Headed | None) -> Found[str] | None:
    from_title = _kind_of_title(title)
    if from_title and from_title.value not in kinds.LOOSE:
        return from_title
    return _kind_in_text(paper) or from_title or _kind_of_mark(paper)


def _kind_of_title(title: Headed | None) -> Found[str] | None:
    kind = kinds.ends_in_kind(title.passage.text) if title else None
    if not title or not kind:
        return None
    return Found(
        kind, title.passage.span(max(0, len(title.passage) - kinds.kind_end(title.passage.text))), title.sure
    )


def _kind_of_mark(paper: Paper) -> Found[str] | None:
    """青岚县教育局便函 at the top says 函 even where the letter has no title."""
    for row in paper.head:
        bulletin = None if row.furniture or len(row.text) > _EDGE else re.search(r"[简专快]\s*报$", row.text)
        if bulletin:
            kind = "".join(bulletin.group().split())
            return Found(kind, row.passage.span(bulletin.start(), bulletin.end()), False)
        match = None if row.furniture else re.search(r"(?:便\s*|公\s*)?函$", row.text)
        if match and names(row.passage[: match.start()]):
            return Found("函", row.passage.span(match.start(), match.end()), False)
    return None


def _kind_in_text(paper: Paper) -> Found[str] | None:
    body = [row.passage for row in paper.body]
    for row in body:
        if kinds.asks_for_approval(row.text) and not row.text.startswith("附件"):
            return Found("请示", row.span(), False)
    best = None
    for row in body:
        match = kinds.names_itself(row.text)
        if match and (best is None or match.group().startswith(("特", "专"))):
            best = (row, match)
    if best:
        row, match = best
        return Found(
            kinds.called(match),
            row.span(match.start(), match.end()),
            match.group().startswith(("特", "专")) or "如" in match.group(),
        )
    for row in body:
        kind = kinds.closes_with_this(row.text)
        if kind:
            return Found(kind, row.span(), False)
    return None


def _recipients(paper: Paper) -> Found[str] | None:
    named = paper.particulars.get(furniture.RECIPIENTS)
    if paper.addressees and not (named and addresses_nobody(paper.addressees.text)):
        return _found(paper.page, paper.addressees.stripped("：: "), sure=paper.addressees_sure)
    return _found(paper.page, named.stripped("。：: "), sure=False) if named else None


def _urgency(paper: Paper) -> Found[str] | None:
    named = paper.particulars.get(furniture.URGENCY)
    mark = urgency_in(named) if named else None
    for row in paper.head:
        mark = (
            mark
            or urgency_in(row.passage)
            or (None if len(row.text) > 60 else urgency_in(row.passage, alone=False))
        )
    return _found(paper.page, mark) if mark else None


def _secrecy(paper: Paper) -> Found[str] | None:
    named = paper.particulars.get(furniture.SECRECY)
    mark = secrecy_in(named) if named else None
    for row in paper.head:
        mark = mark or secrecy_in(row.passage)
    return _found(paper.page, mark) if mark else None


def _paragraphs(paper: Paper) -> list[Passage]:
    """The text with lines put together that a copy broke at the edge of the paper."""
    joined: list[Passage] = []
    open_line = False
    for row in paper.rows[paper.body_start : paper.end]:
        if row.furniture:
            continue
        if open_line and not begins_anew(row):
            joined[-1] = joined[-1] + row.passage
        else:
            joined.append(row.passage)
        unfinished = not row.text.endswith(tuple("。；：！？）:;")) or row.text.endswith(
            ("电话：", "联系人：", "方式：")
        )
        open_line = len(row.text) > _EDGE and unfinished
    return joined


def _replies(paper: Paper, issued: date | None) -> tuple[Found[ReplyDeadline], ...]:
    paragraphs = _paragraphs(paper)
    return tuple(
        Found(deadline, words.span(), sure)
        for words, deadline, sure in reply_deadlines(
            paragraphs, issued=issued, addressees=paper.addressees.text if paper.addressees else ""
        )
    )
