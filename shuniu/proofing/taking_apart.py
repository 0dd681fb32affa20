"""拆分: a plain text into its parts, known by form alone; any may be missing (contracts.md §2)."""

from __future__ import annotations

import re

from shuniu.clock.moments import chinese_number
from shuniu.proofing.draft import Attached, Draft, Line, Part
from shuniu.proofing.kinds import bare_title, kind_of
from shuniu.proofing.numerals import CHINESE_DIGITS

_CN = "一二三四五六七八九十百"
NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fffA-Za-z]{2,14})\s?(?P<open>[\[［(（【〔〖〈《<｛{])\s?(?P<year>\d{2,4}|[０-９]{4})\s?年?\s?(?P<close>[\]］)）】〕〗〉》>｝}])"
    r"\s?(?P<nth>第?)\s?(?P<serial>[\d０-９]{1,5}|[一二三四五六七八九十]{1,3})\s?号"
)
_NUMBER_ALONE = re.compile(
    rf"(?:(?:\d{{6}}|特急|加急|特提|平急)[\s\u3000]+)?(?:{NUMBER.pattern}|[〔(（\[［]\d{{4}}[〕)）\]］]\s?第?\d+\s?[号期]|[（(]?第\s?[\d{_CN}]+\s?[号期次][）)]?)"
    r"(?P<beside>[\s\u3000]+(?:签发人.*|[\u4e00-\u9fff]{2,4}(?:[\s\u3000]+[\u4e00-\u9fff]{2,4})?))?"
)
# The head of minutes: who issues them, and when.
_UNDER_THE_NUMBER = re.compile(r"[\u4e00-\u9fff]{4,30}[\s\u3000]+\d{4}年\d{1,2}月\d{1,2}日")
_BODY_SUFFIX = (
    r"(?:政府|办公室|办公厅|局|委员会|委|厅|部|办|中心|指挥部|小组|公司|集团|医院|学校|中学|小学|管委会|室|科|股|处|院|社|会|队|站|所"
    r"|单位|部门|机构|县|市|省|区|乡|镇|街道|办事处|村|专班|学院|党组|党委|企业|馆|园|厂|联)"
)
_BODY_NAME = re.compile(
    rf"[\u4e00-\u9fff（）()“”\s\u3000、]{{2,60}}{_BODY_SUFFIX}(?:[（(][^）)]{{1,12}}[）)])?"
)
_DATE_LINE = re.compile(
    rf"(?:[\d０-９]{{2,4}}|[{CHINESE_DIGITS}]{{2,4}})\s?[年./\-－—]\s?(?:[\d０-９]{{1,2}}|[{_CN}元]{{1,3}})\s?[月./\-－—]"
    rf"(?:\s?(?:[\d０-９]{{1,2}}|[{_CN}]{{1,3}})\s?[日号]?)?|[{CHINESE_DIGITS}]{{4}}年[{_CN}]{{1,3}}月[{_CN}]{{1,3}}日"
)
_LEVELS = (
    re.compile(rf"(?P<n>[{_CN}]{{1,3}})\s?[、.．，,：:；;·](?!第?[{_CN}]{{1,2}}(?:季度|产业|级|线|轮))"),
    re.compile(rf"[（(](?P<n>[{_CN}]{{1,3}})[）)]"),
    re.compile(r"(?P<n>[\d０-９]{1,2})\s?[.．、，](?![\d０-９])"),
    re.compile(r"[（(](?P<n>[\d０-９]{1,2})[）)]"),
)
_SPACED_HEADING = re.compile(rf"(?P<n>[{_CN}]{{1,3}})[ \u3000]+(?=[\u4e00-\u9fff]{{2,24}}$)")
NOTE_OF_ATTACHMENTS = re.compile(
    rf"附(?:件|表)?\s?[{_CN}\d]{{0,3}}\s?[：:]|附件\s?[{_CN}\d]{{1,3}}[.．、]|附件\s+\d|附件《|附[：:]"
)
ATTACHMENT_LABEL = re.compile(
    rf"附件\s?[{_CN}\d]{{0,3}}(?:[：:]?$|\s?[：:、.．]?\s?(?P<title>[^。；]{{2,40}})$)"
)
_ITEM = re.compile(r"\d{1,2}\s?[.．、，]|[（(]\d{1,2}[）)]|[《]")
ATTENDANCE = re.compile(r"(?:出席|列席|请假|缺席|参会|参加)(?:人员|单位|领导)?\s?[：:]")
COPIES = re.compile(r"(?:抄送|抄报|主送|分送|送)\s?[：:]")
_PRINT = re.compile(r"[^。]*[年./\-－—].*(?:印发|印制|印)$")
_ABOUT_THE_PAPER = re.compile(r"[（(]?(?:此件|本件|联系人|联系电话|联系方式|公开方式|公开属性|此文)")
_HEADED = re.compile(r"[\u4e00-\u9fff（）、\s\u3000]{2,40}(?:文件|令|纪要|公报|电报)$")
_ADDRESSED = re.compile(
    r"各|局|委|府|办|部|厅|单位|镇|乡|会|长|同志|院|校|公司|中心|室|科|民|组|队|站|所|县|市|省|企业|书记|主任"
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
            elif _NUMBER_ALONE.fullmatch(said) or (self.lines and _UNDER_THE_NUMBER.fullmatch(said)):
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
        if not (_HEADED.fullmatch(said) or _BODY_NAME.fullmatch(said)):
            return False
        for other in following:  # a name, further names, then the number
            if _NUMBER_ALONE.fullmatch(other):
                return True
            if not (_BODY_NAME.fullmatch(other) or other.endswith("文件")):
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
            return not _DATE_LINE.fullmatch(said)
        following = self._said(1)
        if _is_recipients(following) or COPIES.match(following):
            return True
        return any(
            _DATE_LINE.fullmatch(raw[1]) for raw in self.raws[self.at + 2 :]
        ) and not _DATE_LINE.fullmatch(said)

    def _recipients(self) -> None:
        if not any(line.part is Part.TITLE for line in self.lines):
            if self.lines and _is_recipients(self._said()):
                self._place(Part.RECIPIENTS)
            elif _is_recipients(self._said()) and _lacks_only_the_colon(self._said().rstrip("：:")):
                self._place(Part.RECIPIENTS)
            return
        while re.fullmatch(r"[（(][^。]*[）)]", self._said()):  # （2026年6月9日…通过）
            self._place(Part.REMARK)
        if _is_recipients(self._said()) or _lacks_only_the_colon(self._said()):
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
            elif _PRINT.fullmatch(said) and len(said) < 60 and index > 0:
                self._place(Part.PRINT)
            elif is_label(said) and (index > dated_at >= 0 or self._stands_alone(said)):
                in_attachment = True
                self._attachment_head()
            elif not in_attachment and is_note(said) and not index > dated_at >= 0:
                self._note()
            elif (
                not in_attachment
                and (index > dated_at >= 0 or _ABOUT_THE_PAPER.match(said))
                and _is_remark(said)
            ):
                self._place(Part.REMARK)
            else:
                self._place(Part.ATTACHMENT if in_attachment else Part.BODY)

    def _stands_alone(self, said: str) -> bool:
        return bool(re.fullmatch(rf"附件\s?[{_CN}\d]{{0,3}}", said)) and self.at > 0 and bool(self._said(1))

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
        while self.at < len(self.raws) and _ITEM.match(self._said()) and len(self._said()) < 60:
            self._place(Part.NOTE_OF_ATTACHMENTS)

    def _signature(self) -> tuple[int, int]:
        """(first line of the issuers, line of the date); -1 for what is not there."""
        end = next(
            (
                i for i in range(self.at, len(self.raws))
                if ATTACHMENT_LABEL.fullmatch(self.raws[i][1]) and re.fullmatch(rf"附件\s?[{_CN}\d]{{0,3}}", self.raws[i][1])
            ),
            len(self.raws),
        )  # fmt: skip
        dated = next((i for i in range(self.at, end) if _DATE_LINE.fullmatch(self.raws[i][1])), -1)
        titled = any(line.part is Part.TITLE for line in self.lines)
        if dated == 0:  # a date alone is a piece of text, no signature
            return -1, -1
        if dated < 0:
            if not titled:
                return -1, -1
            last = end - 1
            while last > self.at and (_is_foot(self.raws[last][1]) or _is_remark(self.raws[last][1])):
                last -= 1
            if last > self.at and _is_issuer(self.raws[last][1]):
                return last, last + 1
            return -1, -1
        first = dated
        while first > self.at and _is_issuer(self.raws[first - 1][1]):
            first -= 1
        return first, dated


def level_of(text: str) -> tuple[int, int]:
    """(level 1–4, number) of a line that begins with one; (0, 0) otherwise."""
    for level, form in enumerate(_LEVELS, start=1):
        if found := form.match(text):
            return level, chinese_number(found["n"].translate(_HALF)) or 0
    if found := _SPACED_HEADING.match(text):
        return 1, chinese_number(found["n"]) or 0
    return 0, 0


_HALF = str.maketrans("０１２３４５６７８９", "0123456789")


def is_table_row(text: str) -> bool:
    """A row of cells: bars, tabs, or wide gaps."""
    return "|" in text or "\t" in text or len(re.findall(r"\S[ \u3000]{2,}(?=\S)|\S\u3000(?=\S)", text)) >= 2


def looks_like_title(said: str) -> bool:
    """关于…的通知, or a short line that ends in a kind."""
    bare = bare_title(said)
    ended = said != bare and bool(re.search(r"[。；：:，,]$", said))
    about = re.match(r"[\u4e00-\u9fff（）、\s\u3000]{0,40}关于", said) is not None
    if ended:
        return about and bool(kind_of(said)) and "，" not in bare and re.search(r"[：:]$", said) is None
    if about:
        return not re.search(r"[。；]", bare)
    return (
        bool(kind_of(said))
        and len(bare) >= 4
        and not re.search(r"[，。；：:、！]", re.sub(r"《[^》]*》|[（(][^）)]*[）)]", "", bare))
    )


def is_note(said: str) -> bool:
    """附件说明 begins here."""
    return bool(NOTE_OF_ATTACHMENTS.match(said)) and len(said) < 80


def is_label(said: str) -> bool:
    """附件, 附件1 at the head of an attachment."""
    return bool(ATTACHMENT_LABEL.fullmatch(said)) and not re.match(rf"附件[^{_CN}\W\d]", said)


def _is_recipients(said: str) -> bool:
    if not re.search(r"[：:]$", said) or len(said) > 200 or re.search(r"如下|。|要求|事项", said):
        return False
    return bool(_ADDRESSED.search(said)) and not level_of(said)[0] and not is_note(said)


def _lacks_only_the_colon(said: str) -> bool:
    bare = re.sub(r"[。．.，,；;、]$", "", said)
    if not bare or len(bare) > 120 or re.search(r"[。；：:]", bare) or "关于" in bare:
        return False
    pieces = re.split(r"[、，,]", bare)
    named = all(
        re.fullmatch(rf"[\u4e00-\u9fff（）]{{1,24}}{_BODY_SUFFIX}(?:（[^）]*）)?", piece) for piece in pieces
    )
    return named and bool(
        re.match(r"各|县|市|省|青|机关|局属|全体|所属|[\u4e00-\u9fff]{2,4}(?:县|市|省|镇|乡)", bare)
    )


_SIGNED_BY = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:长|主任|书记|主席|总指挥)[\s\u3000]+[\u4e00-\u9fff\s\u3000]{2,5}"
)


def _is_issuer(said: str) -> bool:
    if _SIGNED_BY.fullmatch(said):
        return True
    return (
        len(said) <= 60
        and bool(_BODY_NAME.fullmatch(said))
        and not re.search(r"附件|关于|特此|各|的|请$", said)
    )


def _is_foot(said: str) -> bool:
    return bool(COPIES.match(said) or ATTENDANCE.match(said) or (_PRINT.fullmatch(said) and len(said) < 60))


def _is_remark(said: str) -> bool:
    return bool(re.fullmatch(r"[（(].*[）)]", said) or (_ABOUT_THE_PAPER.match(said) and len(said) < 60))
