"""各部分的样子: how the parts of an official text look on their line, told by form alone."""

from __future__ import annotations

import re

from shuniu.clock.moments import chinese_number
from shuniu.proofing.kinds import bare_title, kind_of
from shuniu.proofing.numerals import CHINESE_DIGITS

NUMERALS = "一二三四五六七八九十百"
NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fffA-Za-z]{2,14})\s?(?P<open>[\[［(（【〔〖〈《<｛{])\s?(?P<year>\d{2,4}|[０-９]{4})\s?年?\s?(?P<close>[\]］)）】〕〗〉》>｝}])"
    r"\s?(?P<nth>第?)\s?(?P<serial>[\d０-９]{1,5}|[一二三四五六七八九十]{1,3})\s?号"
)
NUMBER_ALONE = re.compile(
    rf"(?:(?:\d{{6}}|特急|加急|特提|平急)[\s\u3000]+)?(?:{NUMBER.pattern}|[〔(（\[［]\d{{4}}[〕)）\]］]\s?第?\d+\s?[号期]|[（(]?第\s?[\d{NUMERALS}]+\s?[号期次][）)]?)"
    r"(?P<beside>[\s\u3000]+(?:签发人.*|[\u4e00-\u9fff]{2,4}(?:[\s\u3000]+[\u4e00-\u9fff]{2,4})?))?"
)
# The head of minutes: who issues them, and when.
UNDER_THE_NUMBER = re.compile(r"[\u4e00-\u9fff]{4,30}[\s\u3000]+\d{4}年\d{1,2}月\d{1,2}日")
_BODY_SUFFIX = (
    r"(?:政府|办公室|办公厅|局|委员会|委|厅|部|办|中心|指挥部|小组|公司|集团|医院|学校|中学|小学|管委会|室|科|股|处|院|社|会|队|站|所"
    r"|单位|部门|机构|县|市|省|区|乡|镇|街道|办事处|村|专班|学院|党组|党委|企业|馆|园|厂|联)"
)
BODY_NAME = re.compile(
    rf"[\u4e00-\u9fff（）()“”\s\u3000、]{{2,60}}{_BODY_SUFFIX}(?:[（(][^）)]{{1,12}}[）)])?"
)
DATE_LINE = re.compile(
    rf"(?:[\d０-９]{{2,4}}|[{CHINESE_DIGITS}]{{2,4}})\s?[年./\-－—]\s?(?:[\d０-９]{{1,2}}|[{NUMERALS}元]{{1,3}})\s?[月./\-－—]"
    rf"(?:\s?(?:[\d０-９]{{1,2}}|[{NUMERALS}]{{1,3}})\s?[日号]?)?|[{CHINESE_DIGITS}]{{4}}年[{NUMERALS}]{{1,3}}月[{NUMERALS}]{{1,3}}日"
)
_LEVELS = (
    re.compile(
        rf"(?P<n>[{NUMERALS}]{{1,3}})\s?[、.．，,：:；;·](?!第?[{NUMERALS}]{{1,2}}(?:季度|产业|级|线|轮))"
    ),
    re.compile(rf"[（(](?P<n>[{NUMERALS}]{{1,3}})[）)]"),
    re.compile(r"(?P<n>[\d０-９]{1,2})\s?[.．、，](?![\d０-９])"),
    re.compile(r"[（(](?P<n>[\d０-９]{1,2})[）)]"),
)
_SPACED_HEADING = re.compile(rf"(?P<n>[{NUMERALS}]{{1,3}})[ \u3000]+(?=[\u4e00-\u9fff]{{2,24}}$)")
NOTE_OF_ATTACHMENTS = re.compile(
    rf"附(?:件|表)?\s?[{NUMERALS}\d]{{0,3}}\s?[：:]|附件\s?[{NUMERALS}\d]{{1,3}}[.．、]|附件\s+\d|附件《|附[：:]"
)
ATTACHMENT_LABEL = re.compile(
    rf"附件\s?[{NUMERALS}\d]{{0,3}}(?:[：:]?$|\s?[：:、.．]?\s?(?P<title>[^。；]{{2,40}})$)"
)
ITEM = re.compile(r"\d{1,2}\s?[.．、，]|[（(]\d{1,2}[）)]|[《]")
ATTENDANCE = re.compile(r"(?:出席|列席|请假|缺席|参会|参加)(?:人员|单位|领导)?\s?[：:]")
COPIES = re.compile(r"(?:抄送|抄报|主送|分送|送)\s?[：:]")
PRINT_LINE = re.compile(r"[^。]*[年./\-－—].*(?:印发|印制|印)$")
ABOUT_THE_PAPER = re.compile(r"[（(]?(?:此件|本件|联系人|联系电话|联系方式|公开方式|公开属性|此文)")
HEADED = re.compile(r"[\u4e00-\u9fff（）、\s\u3000]{2,40}(?:文件|令|纪要|公报|电报)$")
_ADDRESSED = re.compile(
    r"各|局|委|府|办|部|厅|单位|镇|乡|会|长|同志|院|校|公司|中心|室|科|民|组|队|站|所|县|市|省|企业|书记|主任"
)


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
    return bool(ATTACHMENT_LABEL.fullmatch(said)) and not re.match(rf"附件[^{NUMERALS}\W\d]", said)


def is_recipients(said: str) -> bool:
    """主送机关: bodies or persons, ending in a colon."""
    if not re.search(r"[：:]$", said) or len(said) > 200 or re.search(r"如下|。|要求|事项", said):
        return False
    return bool(_ADDRESSED.search(said)) and not level_of(said)[0] and not is_note(said)


def lacks_only_the_colon(said: str) -> bool:
    """主送机关 by every sign but the colon."""
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


def is_issuer(said: str) -> bool:
    """发文机关署名: a body, or a post with a name."""
    if _SIGNED_BY.fullmatch(said):
        return True
    return (
        len(said) <= 60
        and bool(BODY_NAME.fullmatch(said))
        and not re.search(r"附件|关于|特此|各|的|请$", said)
    )


def is_foot(said: str) -> bool:
    """抄送, 出席 and the like, or the print line."""
    return bool(
        COPIES.match(said) or ATTENDANCE.match(said) or (PRINT_LINE.fullmatch(said) and len(said) < 60)
    )


def is_remark(said: str) -> bool:
    """附注: a line in brackets, or one about the paper itself."""
    return bool(re.fullmatch(r"[（(].*[）)]", said) or (ABOUT_THE_PAPER.match(said) and len(said) < 60))
