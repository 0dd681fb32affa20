"""公文正文的结构: one official text as plain frozen values, and its plain-text form.

What the standard adds (brackets, labels, indents, the numbers of attachments, 。 after 抄送) is never stored: it is
made when the text is set or told. There is no field for a classification, because no such text may enter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final, Literal

from django.utils.translation import gettext as _
from pydantic import ConfigDict, TypeAdapter, ValidationError

from shuniu.org.refusals import Refused

FORM: Final = 1  # of the JSON; a later one must go on reading this one


class Layout(StrEnum):
    """版式: the ordinary one, and the three special ones of clause 10."""

    ORDINARY = "ordinary"
    LETTER = "letter"
    ORDER = "order"
    MINUTES = "minutes"


class Signing(StrEnum):
    """落款方式: 加盖印章 (case A), 不加盖印章 (B), 加盖签发人签名章 (C), or no signature at all (纪要, 公报)."""

    SEALED = "sealed"
    UNSEALED = "unsealed"
    STAMPED = "stamped"
    NONE = "none"


class Side(StrEnum):
    """一段排在哪里: first line indented by two characters, flush left, centred, or flush right."""

    INDENTED = "indented"
    FLUSH = "flush"
    CENTRED = "centred"
    RIGHT = "right"


@dataclass(frozen=True)
class Picture:
    """印章、签名章: the bytes of a PNG or JPEG, and how wide it stands on paper."""

    image: bytes
    width_mm: float = 42.0


@dataclass(frozen=True)
class Issuer:
    """发文机关署名: one body that signs. `post` and `stamp` are for 签名章: the full title, and the drawn name."""

    name: str
    seal: Picture | None = None
    post: str = ""
    stamp: Picture | None = None


@dataclass(frozen=True)
class Paragraph:
    """一段: a heading of level 1–4 (一、 （一） 1. （1）, with its number), running words, or both in one line.

    Level 0 has no heading. `heading` with empty `words` stands on a line of its own; with words it runs in.
    """

    words: str = ""
    level: int = 0
    heading: str = ""
    side: Side = Side.INDENTED
    kind: Literal["paragraph"] = "paragraph"

    @property
    def whole(self) -> str:
        return self.heading + self.words


@dataclass(frozen=True)
class Table:
    """表: cells row by row; the first `header_rows` stand again on every page. Landscape tables take pages of their own.

    `widths` are shares, as many as there are columns; empty means that they follow the longest words.
    """

    rows: tuple[tuple[str, ...], ...]
    header_rows: int = 1
    caption: str = ""
    unit: str = ""
    source: str = ""
    landscape: bool = False
    widths: tuple[float, ...] = ()
    kind: Literal["table"] = "table"


Block = Paragraph | Table


@dataclass(frozen=True)
class Attachment:
    """附件: its title and what it says; without blocks it is listed only and travels as a file of its own."""

    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Attendance:
    """纪要的名单: the label 出席, 请假 or 列席, and the names as one line."""

    label: str
    names: str


@dataclass(frozen=True)
class OfficialText:
    """公文: everything that stands on the paper of one official document.

    `mark` are the names in red, the lead first, and `mark_ending` what follows them (文件, 令, 纪要, nothing on a
    letter). `title` may hold line ends where a person wants them; otherwise the lines are worked out. `recipients`,
    `note`, `copies_to` are without label, bracket and end punctuation.
    """

    title: str
    layout: Layout = Layout.ORDINARY
    document_kind: str = ""
    mark: tuple[str, ...] = ()
    mark_ending: str = "文件"
    number: str = ""
    copy_number: str = ""
    urgency: str = ""
    signers: tuple[str, ...] = ()
    recipients: str = ""
    recipients_in_record: bool = False
    body: tuple[Block, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    issuers: tuple[Issuer, ...] = ()
    signing: Signing = Signing.SEALED
    doc_date: date | None = None
    note: str = ""
    attendance: tuple[Attendance, ...] = ()
    copies_to: str = ""
    printer: str = ""
    print_date: date | None = None

    @property
    def one_line_title(self) -> str:
        return self.title.replace("\n", "")

    @property
    def signature_case(self) -> str:
        """落款的五种排法: A, A′, B, B′ or C; empty where nothing is signed."""
        case = {Signing.SEALED: "A", Signing.UNSEALED: "B", Signing.STAMPED: "C", Signing.NONE: ""}[
            self.signing
        ]
        return case + "′" if case in ("A", "B") and len(self.issuers) > 1 else case

    def label_of(self, attachment: int) -> str:
        """附件序号: 附件 where there is one, 附件1, 附件2 … where there are several; counted from 0."""
        return "附件" if len(self.attachments) == 1 else f"附件{attachment + 1}"


# A text that is kept


@dataclass(frozen=True)
class _Stored:
    form: Literal[1]
    text: OfficialText
    __pydantic_config__ = ConfigDict(extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")


@cache
def _adapter() -> TypeAdapter[_Stored]:
    return TypeAdapter(_Stored)


def to_json(text: OfficialText) -> dict[str, Any]:
    """存成 JSON: every field in the order of its declaration, so that equal texts give equal bytes."""
    return _adapter().dump_python(_Stored(FORM, text), mode="json")


def from_json(stored: dict[str, Any]) -> OfficialText:
    """从 JSON 读回. Raises Refused where it is no official text of a form this version knows."""
    try:
        return _adapter().validate_python(stored).text
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise Refused(
            _("这份公文的结构读不懂（%s）。原来的内容没有动；请用写它的那个版本打开，或重新导入 Word。")
            % where,
            code="text_form",
        ) from error


# A text that is told


@dataclass(frozen=True)
class Line:
    """纯文本的一行, and the place in the structure that it came from (`title`, `body.3`, `attachments.0.title` …)."""

    place: str
    words: str


# What a paste from elsewhere sometimes brings; no paper shows it and no XML may hold it.
_NOT_WORDS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain_words(words: str) -> str:
    """Words without control characters."""
    return _NOT_WORDS.sub("", words)


def date_words(day: date | None) -> str:
    """成文日期: 2026年3月5日, no leading zeros; empty where no day is set."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def plain_lines(text: OfficialText) -> tuple[Line, ...]:
    """纯文本，一段一行: the parts in the order of the paper, each told where it came from."""
    return tuple(line for line in _lines(text) if line.words)


def plain_text(text: OfficialText) -> str:
    """纯文本: one paragraph a line, no indentation; the form that `shuniu check` reads."""
    return "\n".join(line.words for line in plain_lines(text))


def _lines(text: OfficialText) -> Iterator[Line]:
    for index, name in enumerate(text.mark):
        last = index == len(text.mark) - 1
        yield Line(f"mark.{index}", name + text.mark_ending if last else name)
    yield Line("number", text.number)
    if text.signers:
        yield Line("signers", "签发人：" + "、".join(text.signers))
    yield Line("title", text.one_line_title)
    if text.recipients and not text.recipients_in_record:
        yield Line("recipients", text.recipients + "：")
    yield from _block_lines("body", text.body)
    for index, attachment in enumerate(text.attachments):
        first = "附件：" if index == 0 else ""
        numbered = f"{index + 1}." if len(text.attachments) > 1 else ""
        yield Line(f"attachments.{index}", f"{first}{numbered}{attachment.title}")
    if text.signing != Signing.NONE:
        for index, issuer in enumerate(text.issuers):
            yield Line(f"issuers.{index}", issuer.post if text.signing == Signing.STAMPED else issuer.name)
    yield Line("doc_date", date_words(text.doc_date))
    if text.note:
        yield Line("note", f"（{text.note}）")
    for index, attachment in enumerate(text.attachments):
        if attachment.blocks:
            yield Line(f"attachments.{index}.label", text.label_of(index))
            yield Line(f"attachments.{index}.title", attachment.title)
            yield from _block_lines(f"attachments.{index}.blocks", attachment.blocks)
    for index, listed in enumerate(text.attendance):
        yield Line(f"attendance.{index}", f"{listed.label}：{listed.names}")
    if text.recipients and text.recipients_in_record:
        yield Line("recipients", f"主送：{text.recipients}。")
    if text.copies_to:
        yield Line("copies_to", f"抄送：{text.copies_to}。")
    printed = date_words(text.print_date) + "印发" if text.print_date else ""
    yield Line("printer", "\u3000".join(part for part in (text.printer, printed) if part))


def _block_lines(place: str, blocks: tuple[Block, ...]) -> Iterator[Line]:
    for index, block in enumerate(blocks):
        here = f"{place}.{index}"
        if isinstance(block, Paragraph):
            yield Line(here, block.whole)
            continue
        yield Line(f"{here}.caption", block.caption)
        yield Line(f"{here}.unit", f"单位：{block.unit}" if block.unit else "")
        for row, cells in enumerate(block.rows):
            yield Line(f"{here}.{row}", "\t".join(cell.replace("\n", "") for cell in cells))
        yield Line(f"{here}.source", f"来源：{block.source}" if block.source else "")
