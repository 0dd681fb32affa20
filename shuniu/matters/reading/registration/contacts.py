"""联系人、联系电话: whether the issuer names somebody to ask and a number to ring; an empty form names nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shuniu.matters.reading.registration.people import SURNAMES
from shuniu.matters.reading.text import Passage

_ROLE = r"(?:(?:业务|政策|技术|工作|会务|报名|日常)(?:咨询|联系)|联\s*系\s*人|联\s*络\s*人|联系同志|经\s*办\s*人|承\s*办\s*人|咨询人|业务联系人|工作联系人|收件人|联络员|来\s*电\s*人|来\s*话\s*人|发\s*话\s*人)"
_NAME = rf"(?:[×*＊xX]{{2,4}}|[小老][{SURNAMES}×](?![\u4e00-\u9fff])|[{SURNAMES}][×*＊xX某]{{1,3}}|[\u4e00-\u9fff][×*＊]{{2,3}}|(?:欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|[{SURNAMES}])\s*[\u4e00-\u9fff×](?:\s*[\u4e00-\u9fff×])?|[×*＊\u4e00-\u9fff](?:同志|老师|主任|科长|处长|部长|经理|先生|女士|医生|护士|大夫|干事|会计|秘书|院长|站长|所长|队长|校长|某某?))"
# 王科, 李局 are persons, 王某科 is none
_NOT_A_NAME = rf"(?!(?![{SURNAMES}][科处局工总](?:[，。；：:、）)（(\s\d]|电话|$))[\u4e00-\u9fff]{{1,10}}(?:科|室|处|部|办|局|站|所|股|中心|院|委)(?:[，。；：:、）)（(\s\d]|电话|$))(?!(?:联系|电话|方式|手机|职务|单位|及|姓名|签字|签名|信息|名单|于|请|和|的|应|须|年|月))"
_PERSON = re.compile(
    rf"{_ROLE}\s*(?:(?:及|和|与|、|/)?\s*(?:联系)?\s*(?:电话|方式|手机))?\s*(?:[（(][^）)]{{0,20}}[）)])?\s*(?:[：:]|为|是|\s)\s*(?:[^\s，。；：:]{{2,16}}(?:局|科|室|处|部|办|中心|院|委|股|站|队|助理|检察官|法官|书记员|专干|文书|干事)\s*[：:]?\s*)?{_NOT_A_NAME}{_NAME}"
)
_TITLED = rf"(?:[×*＊xX]{{2,4}}|[小老][{SURNAMES}×](?![\u4e00-\u9fff])|[{SURNAMES}][×*＊xX某]{{1,3}}|[\u4e00-\u9fff][×*＊]{{2,3}}|(?!公[室司])[{SURNAMES}][\u4e00-\u9fff]{{0,2}}(?:同志|老师|主任|科长|处长|经理|部长|先生|女士|医生|护士|大夫|干事|会计|秘书|院长|站长|所长|队长|校长))"
_RING = re.compile(
    rf"(?:与|向|找|联系)[^，。；：\n]{{0,24}}?{_TITLED}(?:同志|老师|主任|科长)?(?:联系|咨询|反映|[（(，,]?(?:联系)?电话)|{_NOT_A_NAME}(?:[×*]{{2,4}}|[{SURNAMES}][×*某]{{1,3}})\s*(?:同志|老师)?\s*[，、：:（(\s]\s*(?:联系)?(?:电话|手机)?\s*[：:]?\s*[\d×*]{{6,}}"
)
# （孟某，5021001）: a name and a number in one bracket.
_IN_BRACKETS = re.compile(
    rf"[（(]\s*(?:联系人\s*[：:]?\s*)?{_TITLED}\s*[，、：:\s]\s*(?:联系)?(?:电话|手机)?\s*[：:]?\s*(?:\d[\d×*-]{{5,}}|1[×*]{{5,}})"
)
_CALL = (
    r"(?:电\s*话|热\s*线|手\s*机(?:号码?)?|联\s*系\s*方\s*式|咨询|技术支持|总\s*机|座\s*机|致电|拨打|TEL|Tel)"
)
_MASK = r"[×*＊xX]"
_DIGITS = (
    r"(?:[（(]?0\d{2,3}[）)]?\s*[-—–－―]*\s*)?(?:\d{7,8}|\d{3,4}[\s-]\d{4})(?!\d)|1[3-9]\d\s\d{4}\s\d{4}|"
    rf"1[3-9](?:\d|{_MASK}){{9}}|\d{{2,}}{_MASK}{{2,}}\d+|1{_MASK}{{6,}}|[（(]?0\d{{2,3}}[）)]?\s*[-—–－]+\s*{_MASK}{{3,}}|\d{{2,}}{_MASK}{{4,}}|"
    r"400[-—\s]?\d{3,4}[-—\s]?\d{3,4}|12\d{3}(?!\d)|96\d{3,4}(?!\d)|1[01]\d(?!\d)"
)
_MASKED = re.compile(
    rf"(?:电\s*话|手\s*机(?:号码?)?|联\s*系\s*方\s*式)\s*(?:号码)?(?:[（(][^）)\d]{{0,12}}[）)])?\s*[：:]\s*{_MASK}{{3,}}"
)
_PHONE = re.compile(
    rf"{_CALL}\s*(?:号码)?(?:[（(][^）)\d]{{0,12}}[）)])?\s*(?:[：:/／]|为|是|及|传真|邮箱|联系)?[^\d，。；\n]{{0,16}}?(?:{_DIGITS})",
    re.I,
)
_BRACKETED = re.compile(rf"(?:联系|来电|致电|咨询)\s*[（(]\s*(?:{_DIGITS})")
_EXTENSION = re.compile(
    rf"{_CALL}\s*(?:[（(][^）)\d]{{0,12}}[）)])?\s*[：:]\s*(?:\D{{0,10}})\d{{3,6}}(?!\d|[年月日号室楼])"
)
# 交镇民政办小李处，电话…: to whom a paper is handed in, with a number to ring.
_DESK = re.compile(
    rf"(?:局|科|室|处|部|办|委|股|中心|站|队|会|所)(?:[小老][{SURNAMES}×]|{_TITLED})(?:同志)?[处收]?[，（(\s]*(?:联系)?(?:电话)?[：:]?\s*(?:{_DIGITS})"
)
_IN_LINE = re.compile(
    rf"(?:联系方式|联系电话|咨询电话|联系人[^：:]{{0,6}})\s*[：:][^。；\n]{{0,30}}?(?<![\u4e00-\u9fff]){_TITLED}[\s，、：:（(]*(?:{_DIGITS})"
)
_NUMBER_THEN_NAME = re.compile(rf"(?:{_DIGITS})\s*[（(]\s*(?:联系人\s*[：:]?\s*)?{_TITLED}\s*[）)]")
# 值班室（6630001）
_OF_AN_OFFICE = re.compile(r"(?:室|科|股|处|办|中心|局|部)\s*[（(]\s*(?:电话\s*[：:]?\s*)?\d{7,8}\s*[）)]")
# 联系人：×××（8612）: behind a name the short number of the house.
_SHORT_BESIDE_NAME = re.compile(
    rf"{_ROLE}\s*[：:][^。；，\n\d]{{1,12}}[（(，,\s]\s*\d{{4,6}}(?!\d|[年月日号室楼.-])"
)
_INSIDE = re.compile(r"(?:内线|分机|短号)\s*(?:电话)?\s*[：:]?\s*\d{3,6}(?!\d)")
_BESIDE_NAME = re.compile(rf"{_ROLE}[^。；\n]{{0,40}}?(?:{_DIGITS})")
_FAX = re.compile(r"(?<!话[/／、及和兼（(])传\s*真\s*(?:号码)?\s*[：:]\s*[\d\s（）()—–-]{6,22}")
_ROLE_ALONE = re.compile(rf"^{_ROLE}\s*[：:]?$")
_CALL_ALONE = re.compile(
    r"^(?:[一二三四五六七八九十\d]{1,2}[、.．]|（[一二三四五六七八九十]）)?\s*.{0,6}?(?:电\s*话|热线|联系方式)\s*[：:]?$"
)
_NAME_ALONE = re.compile(rf"^{_NOT_A_NAME}{_NAME}$")
_DIGITS_ALONE = re.compile(rf"^(?:{_DIGITS}).{{0,20}}$")
# 四、联系方式 heads lines that need no label of their own: 县教育局基教股 王某某，8612345.
_HEADS_CONTACTS = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、])?\s*"
    r"(?:联系方式|联系人(?:及|和|、)?(?:联系)?(?:方式|电话)|联系人|业务咨询|咨询方式|咨询电话|联系电话|咨询联系方式)\s*[：:]?$"
)
_HEADING = 20
_NEXT_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|附\s*件")
_LISTED_PERSON = re.compile(
    rf"(?:^|[\s，、：（）]|局|科|室|处|部|办|股|站|中心|院|会){_TITLED}\s*[，、：:（(\s]*(?:联系)?(?:电话|手机)?[：:]?\s*(?:{_DIGITS})"
)
_LISTED_NUMBER = re.compile(rf"(?<![\d-])(?:{_DIGITS})")


def person_given(rows: Iterable[Passage]) -> Passage | None:
    """The place where the issuer names a person to turn to."""
    before: Passage | None = None
    under = False
    for row in rows:
        text = row.text
        under = (len(text) < _HEADING and bool(_HEADS_CONTACTS.match(text))) or (
            under and not _NEXT_HEADING.match(text)
        )
        match = _LISTED_PERSON.search(text) if under else None
        if match:
            return row[match.start() : match.end()]
        if before is not None and _ROLE_ALONE.match(before.text) and _NAME_ALONE.match(text):
            return row
        match = _PERSON.search(text)
        if match:
            return row[match.start() : match.end()]
        match = (
            _RING.search(text)
            or _IN_BRACKETS.search(text)
            or _IN_LINE.search(text)
            or _DESK.search(text)
            or _NUMBER_THEN_NAME.search(text)
        )
        if match:
            return row[match.start() : match.end()]
        before = row
    return None


def phone_given(rows: Iterable[Passage]) -> Passage | None:
    """The place where the issuer gives a telephone number; a fax alone is none."""
    before: Passage | None = None
    under = False
    for row in rows:
        under = (len(row.text) < _HEADING and bool(_HEADS_CONTACTS.match(row.text))) or (
            under and not _NEXT_HEADING.match(row.text)
        )
        text = _FAX.sub(lambda found: "＃" * len(found.group()), row.text)
        if before is not None and _CALL_ALONE.match(before.text) and _DIGITS_ALONE.match(text):
            return row
        match = _LISTED_NUMBER.search(text) if under else None
        if match:
            return row[match.start() : match.end()]
        for pattern in (
            _PHONE,
            _MASKED,
            _EXTENSION,
            _BESIDE_NAME,
            _BRACKETED,
            _INSIDE,
            _IN_BRACKETS,
            _SHORT_BESIDE_NAME,
            _OF_AN_OFFICE,
            _NUMBER_THEN_NAME,
        ):
            match = pattern.search(text)
            if match:
                return row[match.start() : match.end()]
        before = row
    return None
