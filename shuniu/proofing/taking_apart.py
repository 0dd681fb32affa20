"""拆分: a plain text into its parts, known by form alone; any may be missing (contracts.md §2)."""

from __future__ import annotations

import re

from shuniu.proofing.draft import Attached, Draft, Line, Part
from shuniu.proofing.forms import (
    ABOUT_THE_PAPER,
    ATTACHMENT_LABEL,
    ATTENDANCE,
    BODY_NAME,
    COPIES,
    DATE_LINE,
    HEADED,
    ITEM,
    NUMBER_ALONE,
    NUMERALS,
    PRINT_LINE,
    UNDER_THE_NUMBER,
    is_foot,
    is_issuer,
    is_label,
    is_note,
    is_recipients,
    is_remark,
    is_table_row,
    lacks_only_the_colon,
    level_of,
    looks_like_title,
)


def taken_apart(text: str) -> Draft:
    """稿子 of a plain text: one paragraph a line, leading and trailing blanks do not matter."""
    raws = [(found.start(), found[0].rstrip()) for found in re.finditer(r"[^\s].*", text)]
    lines = _Reader(raws).read()
    attached = []
    for index, line in enumerate(lines):
        if line.part is Part.ATTACHMENT_LABEL:
            following = lines[index + 1] if index + 1 < len(lines) else None
            attached.append(
                Attached(line, following if following and following.part is Part.ATTACHMENT_TITLE else None)
            )
    return Draft(text, tuple(lines), tuple(attached))


class _Reader:
    """Goes once from the first line to the last; `self.at` is the next one to place."""

    def __init__(self, raws: list[tuple[int, str]]) -> None:
        self.raws = raws
        self.at = 0
        self.lines: list[Line] = []

    def read(self) -> list[Line]:
        self._head()
        self._title()
        self._recipients()
        self._rest()
        return self.lines

    def _said(self, ahead: int = 0) -> str:
        index = self.at + ahead
        return self.raws[index][1] if index < len(self.raws) else ""

    def _place(self, part: Part) -> None:
        start, text = self.raws[self.at]
        level, ordinal = level_of(text) if part in (Part.BODY, Part.ATTACHMENT) else (0, 0)
        row = part in (Part.BODY, Part.ATTACHMENT) and is_table_row(text)
        self.lines.append(Line(text, start, part, level, ordinal, row))
        self.at += 1

    def _head(self) -> None:
        while self.at < min(len(self.raws), 16):
            said = self._said()
            if re.fullmatch(r"\d{6}", said):
                self._place(Part.COPY_NUMBER)
            elif re.fullmatch(r"特提|特急|加急|平急|(?:绝密|机密|秘密)(?:★.{0,6})?", said):
                self._place(Part.URGENCY)
            elif said.startswith("签发人"):
                self._place(Part.SIGNERS)
            elif NUMBER_ALONE.fullmatch(said) or (self.lines and UNDER_THE_NUMBER.fullmatch(said)):
                self._place(Part.NUMBER)
            elif self._is_mark(said):
                self._place(Part.MARK)
            else:
                return

    def _is_mark(self, said: str) -> bool:
        if len(said) > 40 or not re.fullmatch(r"[\u4e00-\u9fff（）、\s\u3000]+", said) or "关于" in said:
            return False
        following = [self._said(n) for n in range(1, 8) if self._said(n)]
        if said.endswith("文件"):
            return True
        if not (HEADED.fullmatch(said) or BODY_NAME.fullmatch(said)):
            return False
        for other in following:  # a name, further names, then the number
            if NUMBER_ALONE.fullmatch(other):
                return True
            if not (BODY_NAME.fullmatch(other) or other.endswith("文件")):
                return False
        return False

    def _title(self) -> None:
        said = self._said()
        if not said or len(said) > 90 or level_of(said)[0] or is_note(said):
            return
        if looks_like_title(said) or self._stands_like_title(said):
            self._place(Part.TITLE)

    def _stands_like_title(self, said: str) -> bool:
        """No kind and no 关于, but the place of a title: under a head, over recipients, or of a signed text."""
        if re.search(r"[。；：:？]$", said) or len(said) > 50 or "，" in said:
            return False
        if any(line.part in (Part.MARK, Part.NUMBER) for line in self.lines):
            return not DATE_LINE.fullmatch(said)
        following = self._said(1)
        if is_recipients(following) or COPIES.match(following):
            return True
        return any(
            DATE_LINE.fullmatch(raw[1]) for raw in self.raws[self.at + 2 :]
        ) and not DATE_LINE.fullmatch(said)

    def _recipients(self) -> None:
        if not any(line.part is Part.TITLE for line in self.lines):
            if self.lines and is_recipients(self._said()):
                self._place(Part.RECIPIENTS)
            elif is_recipients(self._said()) and lacks_only_the_colon(self._said().rstrip("：:")):
                self._place(Part.RECIPIENTS)
            return
        while re.fullmatch(r"[（(][^。]*[）)]", self._said()):  # （2026年6月9日…通过）
            self._place(Part.REMARK)
        if is_recipients(self._said()) or lacks_only_the_colon(self._said()):
            self._place(Part.RECIPIENTS)

    def _rest(self) -> None:
        signature = self._signature()
        issuer_from, dated_at = signature
        in_attachment = False
        while self.at < len(self.raws):
            said, index = self._said(), self.at
            if issuer_from <= index < dated_at:
                self._place(Part.ISSUER)
            elif index == dated_at:
                self._place(Part.DATE)
            elif ATTENDANCE.match(said) and index > 0:
                self._place(Part.ATTENDANCE)
            elif COPIES.match(said) and index > 0:
                self._place(Part.COPIES)
            elif PRINT_LINE.fullmatch(said) and len(said) < 60 and index > 0:
                self._place(Part.PRINT)
            elif is_label(said) and (index > dated_at >= 0 or self._stands_alone(said)):
                in_attachment = True
                self._attachment_head()
            elif not in_attachment and is_note(said) and not index > dated_at >= 0:
                self._note()
            elif (
                not in_attachment
                and (index > dated_at >= 0 or ABOUT_THE_PAPER.match(said))
                and is_remark(said)
            ):
                self._place(Part.REMARK)
            else:
                self._place(Part.ATTACHMENT if in_attachment else Part.BODY)

    def _stands_alone(self, said: str) -> bool:
        return (
            bool(re.fullmatch(rf"附件\s?[{NUMERALS}\d]{{0,3}}", said)) and self.at > 0 and bool(self._said(1))
        )

    def _attachment_head(self) -> None:
        whole = ATTACHMENT_LABEL.match(self._said())
        self._place(Part.ATTACHMENT_LABEL)
        if whole and whole["title"]:
            return
        said = self._said()
        if (
            said
            and len(said) <= 50
            and not re.search(r"[。；：:]$", said)
            and not is_label(said)
            and not level_of(said)[0]
        ):
            self._place(Part.ATTACHMENT_TITLE)

    def _note(self) -> None:
        self._place(Part.NOTE_OF_ATTACHMENTS)
        while self.at < len(self.raws) and ITEM.match(self._said()) and len(self._said()) < 60:
            self._place(Part.NOTE_OF_ATTACHMENTS)

    def _signature(self) -> tuple[int, int]:
        """(first line of the issuers, line of the date); -1 for what is not there."""
        end = next(
            (
                i for i in range(self.at, len(self.raws))
                if ATTACHMENT_LABEL.fullmatch(self.raws[i][1]) and re.fullmatch(rf"附件\s?[{NUMERALS}\d]{{0,3}}", self.raws[i][1])
            ),
            len(self.raws),
        )  # fmt: skip
        dated = next((i for i in range(self.at, end) if DATE_LINE.fullmatch(self.raws[i][1])), -1)
        titled = any(line.part is Part.TITLE for line in self.lines)
        if dated == 0:  # a date alone is a piece of text, no signature
            return -1, -1
        if dated < 0:
            if not titled:
                return -1, -1
            last = end - 1
            while last > self.at and (is_foot(self.raws[last][1]) or is_remark(self.raws[last][1])):
                last -= 1
            if last > self.at and is_issuer(self.raws[last][1]):
                return last, last + 1
            return -1, -1
        first = dated
        while first > self.at and is_issuer(self.raws[first - 1][1]):
            first -= 1
        return first, dated
