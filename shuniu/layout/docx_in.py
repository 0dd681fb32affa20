"""导入 Word: a text written elsewhere, taken apart by its form and its styles as well as can be.

What is told apart by form: the red name, the number, the signers, the title, the recipients, the levels of the
body, the attachments, the signature, the note and the record block. What is not recognised stays in the body, in its
order, so that no word is lost.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import docx
from django.utils.translation import gettext as _

from shuniu.layout.docx_look import Row, rows_of
from shuniu.layout.text import (
    Attachment,
    Attendance,
    Block,
    Issuer,
    Layout,
    OfficialText,
    Paragraph,
    Side,
    Signing,
)
from shuniu.org.refusals import Refused

_NUMBER = re.compile(r"^[\u4e00-\u9fff]{0,14}[〔\[［【(（]\d{4}[〕\]］】)）]第?\d+号$|^第\d+号$")
_DATE = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$")
_SIGNERS = re.compile(r"签发人[：:]")
_RECORD = re.compile(r"^(主送|抄送)[：:](.*?)。?$")
_PRINTED = re.compile(r"^(.*?)\s*(\d{4})年(\d{1,2})月(\d{1,2})日印发$")
_MADE = re.compile(r"^(\S*)\t(\d{4})年(\d{1,2})月(\d{1,2})日$")
_LABEL = re.compile(r"^附件\s*(\d*)[：:]?$")
_NOTE_LIST = re.compile(r"^附件[：:](?:1[.．、])?(.+)$")
_NOTE_ITEM = re.compile(r"^\d+[.．、](.+)$")
_ATTENDANCE = re.compile(r"^(出席|请假|列席|缺席)[：:](.+)$")
_KIND = re.compile(
    r"(决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|办法|方案|规定)(（试行）)?$"
)
_LEVELS = (
    re.compile(r"^[一二三四五六七八九十]+、"),
    re.compile(r"^（[一二三四五六七八九十]+）"),
    re.compile(r"^\d+[.．]"),
    re.compile(r"^（\d+）"),
)
_LONGEST_HEADING = 40


def from_docx(data: bytes) -> OfficialText:
    """导入 Word. Raises Refused where the file is no DOCX; a text without any form becomes a body and a title."""
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # a parser of a stranger's file may stumble in any way
        raise Refused(
            _(
                "这个文件不是能打开的 Word 文档（.docx）。稿子没有动；请在 Word 或 WPS 里另存为 .docx 再导入。"
            ),
            code="not_docx",
        ) from error
    rows = [row for row in rows_of(document) if row.words or row.table]
    return _Reader(rows).read()


class _Reader:
    """Takes the rows one after another; what a part does not want is left for the next."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.at = 0

    def read(self) -> OfficialText:
        text = OfficialText(title="", signing=Signing.UNSEALED, mark_ending="")
        text = self._head(text)
        text = self._title(text)
        text = self._record(text)
        main, attached = self._split()
        text = self._listed(replace(text, body=()), main)
        return replace(text, attachments=_merged(text.attachments, attached))

    def _head(self, text: OfficialText) -> OfficialText:
        """版头: everything above the title that has a form of its own."""
        mark: list[str] = []
        while self.at < len(self.rows):
            row = self.rows[self.at]
            words = row.words
            if row.table is None and row.red:
                mark.append(words)
            elif row.table is None and re.fullmatch(r"\d{6}", words):
                text = replace(text, copy_number=words)
            elif words in ("特急", "加急"):
                text = replace(text, urgency=words)
            elif row.table is None and _number_part(words):
                text = replace(text, number=_number_part(words))
                text = _with_signers(text, words)
            elif text.number and (made := _MADE.match(words)):
                # 纪要 says who made it and when above its red line.
                text = replace(
                    text, issuers=(Issuer(made[1]),) if made[1] else (), doc_date=_day(*made.groups()[1:])
                )
            elif _SIGNERS.search(words):
                text = _with_signers(text, words)
            elif text.signers and not text.number and re.search(r"\d{4}〕\d+号", words):
                parts = words.split()
                text = replace(text, number=parts[0], signers=(*text.signers, *parts[1:]))
            else:
                break
            self.at += 1
        return _with_mark(text, mark)

    def _title(self, text: OfficialText) -> OfficialText:
        lines: list[str] = []
        while self.at < len(self.rows):
            row = self.rows[self.at]
            titled = row.table is None and (
                row.size >= 20 or (row.centred and not lines and len(row.words) < 80)
            )
            if not titled or (lines and not row.centred):
                break
            lines.append(row.words)
            self.at += 1
            if _KIND.search(row.words):
                break
        if not lines and self.at < len(self.rows) and _KIND.search(self.rows[self.at].words):
            lines.append(self.rows[self.at].words)
            self.at += 1
        text = replace(text, title="".join(lines).replace("\n", ""))
        if self.at < len(self.rows):
            words = self.rows[self.at].words
            if (
                words.endswith(("：", ":"))
                and self.rows[self.at].level == 0
                and len(words) < 200
                and not _opens_body(words)
            ):
                text = replace(text, recipients=words[:-1])
                self.at += 1
        return text

    def _record(self, text: OfficialText) -> OfficialText:
        """版记: from the end of the file upwards."""
        while len(self.rows) > self.at:
            words = self.rows[-1].words
            printed, copied = _PRINTED.match(words), _RECORD.match(words)
            if printed:
                text = replace(text, printer=printed[1].strip(), print_date=_day(*printed.groups()[1:]))
            elif copied and copied[1] == "抄送":
                text = replace(text, copies_to=copied[2])
            elif copied:
                text = replace(text, recipients=copied[2], recipients_in_record=True)
            else:
                break
            self.rows.pop()
        return text

    def _split(self) -> tuple[list[Row], list[tuple[str, tuple[Block, ...]]]]:
        """The text proper, and the attachments behind it, each from its label on."""
        rest = self.rows[self.at :]
        starts = [i for i, row in enumerate(rest) if row.table is None and _LABEL.match(row.words)]
        main = rest[: starts[0]] if starts else rest
        attached = []
        for start, end in pairwise([*starts, len(rest)]):
            own = rest[start + 1 : end]
            titled = 0
            while (
                titled < len(own)
                and own[titled].table is None
                and (own[titled].size >= 20 or (titled == 0 and own[titled].centred))
            ):
                titled += 1
            title = "".join(row.words for row in own[:titled]).replace("\n", "")
            attached.append((title, tuple(_block(row) for row in own[titled:])))
        return main, attached

    def _listed(self, text: OfficialText, main: list[Row]) -> OfficialText:
        """What follows the body: note list, names, date, note, attendance."""
        attendance: list[Attendance] = []
        while main and (there := _ATTENDANCE.match(main[-1].words)):
            attendance.insert(0, Attendance(there[1], there[2]))
            main.pop()
        if main and main[-1].words.startswith("（") and main[-1].words.endswith("）") and _date_above(main):
            text = replace(text, note=main.pop().words[1:-1])
        day = _DATE.match(main[-1].words) if main else None
        names: list[str] = []
        if day and (found := _day(*day.groups())):
            main.pop()
            text = replace(text, doc_date=found)
            while main and _is_name(main[-1]) and len(names) < 8:
                names.insert(0, main.pop().words)
        start = next((i for i, row in enumerate(main) if _NOTE_LIST.match(row.words)), None)
        listed: list[str] = []
        if start is not None:
            first = _NOTE_LIST.match(main[start].words)
            listed.append(first[1] if first else "")
            end = start + 1
            while end < len(main) and (item := _NOTE_ITEM.match(main[end].words)):
                listed.append(item[1])
                end += 1
            del main[start:end]
        minutes = text.mark_ending == "纪要"
        return replace(
            text,
            layout=_layout_of(text),
            body=tuple(_block(row) for row in main),
            attachments=tuple(Attachment(title) for title in listed),
            attendance=tuple(attendance),
            issuers=tuple(Issuer(name) for name in names) or text.issuers,
            signing=Signing.NONE if minutes or not names else Signing.UNSEALED,
        )


def _merged(
    listed: tuple[Attachment, ...], attached: list[tuple[str, tuple[Block, ...]]]
) -> tuple[Attachment, ...]:
    """The list under the body and the attachments themselves are one; a title of its own wins where it is there."""
    made = []
    for index in range(max(len(listed), len(attached))):
        title, blocks = attached[index] if index < len(attached) else ("", ())
        made.append(Attachment(title or (listed[index].title if index < len(listed) else ""), blocks))
    return tuple(made)


def _layout_of(text: OfficialText) -> Layout:
    if text.mark_ending in ("令", "命令"):
        return Layout.ORDER
    if text.mark_ending == "纪要":
        return Layout.MINUTES
    return Layout.LETTER if text.mark and not text.mark_ending else Layout.ORDINARY


def _with_mark(text: OfficialText, mark: list[str]) -> OfficialText:
    if not mark:
        return replace(text, mark_ending="文件")
    endings = ("文件", "命令", "纪要", "令")
    if mark[-1] in endings:
        return replace(text, mark=tuple(mark[:-1]), mark_ending=mark[-1])
    ending = next((end for end in endings if mark[-1].endswith(end)), "")
    names = [*mark[:-1], mark[-1].removesuffix(ending)]
    return replace(text, mark=tuple(names), mark_ending=ending)


def _number_part(words: str) -> str:
    """The number of a line that may also hold a copy number or a signer, tabs between them."""
    parts = [part.strip() for part in _SIGNERS.split(words)[0].split("\t")]
    return next((part for part in parts if _NUMBER.match(part)), "")


def _with_signers(text: OfficialText, words: str) -> OfficialText:
    parts = _SIGNERS.split(words, maxsplit=1)
    if len(parts) == 2:
        return replace(text, signers=(*text.signers, *_people(parts[1])))
    rest = words.split("\t")[1:]
    if text.signers and rest:
        return replace(text, signers=(*text.signers, *_people(" ".join(rest))))
    if rest and re.fullmatch(r"\d{6}", words.split("\t")[0]):
        return replace(text, copy_number=words.split("\t")[0])
    return text


def _people(words: str) -> list[str]:
    # 沈　行 is one name that was spread; two names stand at least as far apart.
    joined = re.sub(
        r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[\s\u3000]([\u4e00-\u9fff])(?![\u4e00-\u9fff])", r"\1\2", words
    )
    return [name for name in re.split(r"[\s\u3000、，]+", joined) if name]


def _opens_body(words: str) -> bool:
    return (
        bool(re.search(r"(如下|通知|函告|报告|事项)[：:]$", words))
        and "，" in words
        and not words.startswith("各")
    )


def _date_above(main: list[Row]) -> bool:
    return len(main) > 1 and bool(_DATE.match(main[-2].words))


def _is_name(row: Row) -> bool:
    return (
        row.table is None
        and not row.level
        and 3 <= len(row.words) <= 40
        and not re.search(r"[。，：；、！？]|^附件|^\d", row.words)
    )


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _block(row: Row) -> Block:
    if row.table is not None:
        return row.table
    words = row.words.replace("\n", "")
    side = Side.CENTRED if row.centred else Side.INDENTED
    level = row.level or next((i for i, form in enumerate(_LEVELS, 1) if form.match(words)), 0)
    if not level:
        return Paragraph(words, side=side)
    if row.in_heading and row.in_heading != words and words.startswith(row.in_heading):
        return Paragraph(words[len(row.in_heading) :], level, row.in_heading, side)
    first, mark, rest = words.partition("。")
    if rest and len(first) <= _LONGEST_HEADING:
        return Paragraph(rest, level, first + mark, side)
    if len(words) <= _LONGEST_HEADING and not words.endswith(("。", "；")):
        return Paragraph("", level, words, side)
    # A numbered item that is no heading: its number stands with its words.
    return Paragraph(words, side=side)
