"""发文字号: the number of a document, whole or damaged, and how it is told from the numbers of documents it cites."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shuniu.matters.reading.registration.bodies import is_body
from shuniu.matters.reading.registration.days import HAN_YEAR
from shuniu.matters.reading.text import Passage

_OPEN, _CLOSE = r"[〔\[（【〈<﹝{［「]", r"[〕\]）】〉>﹞}］」]"
_CODE = r"(?:[\u4e00-\u9fffA-Z][\u4e00-\u9fffA-Za-z\d·]{0,16}[\u4e00-\u9fffA-Z]|[\u4e00-\u9fff])(?:（[\u4e00-\u9fff]{1,6}）[\u4e00-\u9fff]{0,4})?"
_YEAR = rf"(?:(?:19|20)\d{{2}}|{HAN_YEAR}|(?<={_OPEN})\d{{2}}(?=\s*{_CLOSE}))"

# 岚政办〔2026〕5号 with every loss a web copy brings: a bracket, both, the mark 号.
NUMBER = re.compile(
    rf"(?P<code>{_CODE})\s*(?P<open>{_OPEN})?\s*(?P<year>{_YEAR})\s*(?P<said>年)?\s*(?P<close>{_CLOSE})?"
    rf"\s*(?P<th>第)?\s*[（]?(?P<serial>\d{{1,5}}|(?<={_CLOSE})[一二三四五六七八九十百]{{1,5}}(?=号))[）]?\s*(?P<mark>号|期)?(?!\d|[年月日]|-\d)"
)
# 〔2026〕岚政字第5号, the older order.
YEAR_FIRST = re.compile(
    rf"{_OPEN}(?:19|20)?\d{{2}}{_CLOSE}\s*[\u4e00-\u9fff]{{2,10}}?(?:字)?\s*第?\s*\d{{1,5}}\s*号|{_OPEN}(?:19|20)\d{{2}}{_CLOSE}\s*[\u4e00-\u9fff×](?:\d{{2,4}}|[×]{{1,4}})[\u4e00-\u9fff]{{1,8}}\d{{1,5}}号"
)
# 第5号, 2026年第5号, 第12期（总第40期）: announcements, orders, minutes and bulletins.
PLAIN = re.compile(
    rf"(?:(?:19|20)\d{{2}}\s*年?|{_OPEN}\s*(?:19|20)\d{{2}}\s*{_CLOSE})?\s*第\s*(?:\d{{1,5}}|[一二三四五六七八九十百]{{1,6}})\s*[号期次]"
    rf"(?:\s*[（(]?总第?\s*\d{{1,5}}\s*[号期][）)]?)?|{_OPEN}(?:19|20)\d{{2}}{_CLOSE}\s*\d{{1,4}}\s*[号期]"
)
# …公告 2026年第6号: the number of an announcement on the line of its title.
PLAIN_BEHIND = re.compile(r"\s*(?<![（(])((?:(?:19|20)\d{2}\s*年\s*)?第\s*\d{1,5}\s*[号期])$")
# …人民政府令（第5号）: only an order keeps its number in brackets behind the title.
ORDER_BEHIND = re.compile(r"(?<=令)\s*[（(]\s*(第\s*\d{1,5}\s*号)\s*[）)]$")
_TITLE_BEFORE = re.compile(
    r".*(?:发文字号|文号|字号|通知|通报|决定|决议|批复|意见|公告|通告|纪要|请示|报告|办法|方案|规定|的函|复函|文件|答复)[）)》”]?(?=[\u4e00-\u9fffA-Z])"
)
_NEVER_A_CODE = re.compile(
    r"关于|贯彻|落实|废止|依据|(?:关于|通知|印发|按照|根据|年度?|截至|总第|电话|邮编|第|日期|时间|编号|页)$|^(?:共|至|约)$"
)


_HAS_YEAR = re.compile(rf"(?:19|20)\d{{2}}|\d{{2}}\s*{_CLOSE}|[一二][九〇○零Oo0]")


@dataclass(frozen=True)
class Numbered:
    """A document number in a passage: where it stands there, how it should read, and whether nothing was restored."""

    start: int
    end: int
    value: str
    sure: bool


def numbers_in(passage: Passage, *, alone: bool = False) -> list[Numbered]:
    """Every document number in `passage`; `alone` says the place promises one, so a bare 岚政办202615 counts."""
    found: list[Numbered] = []
    if not _HAS_YEAR.search(passage.text):
        return found
    for match in NUMBER.finditer(passage.text):
        code, begin = match["code"], match.start()
        title = _TITLE_BEFORE.match(code)
        if title:  # …的通知岚政〔2026〕5号: the title ran into the number
            code, begin = code[title.end() :], begin + title.end()
        if match["open"] and passage.text[match.end("code")].isspace() and len(code) > 6 and is_body(code):
            begin, code = (
                match.start("open"),
                "",
            )  # 县防汛抗旱指挥部 （2026）3号: a name, then a number without a code
        if _NEVER_A_CODE.search(code):
            continue
        marks = bool(match["open"]) + bool(match["close"])
        if not match["mark"] and (match["th"] or match["said"] or not (alone or marks)):
            continue
        if not marks and match["mark"] and len(code) > 10 and not alone:
            continue
        if match["said"] and not marks and (match["th"] or not alone):
            continue  # 2026年第6号 has no code; what stands before it is the title
        whole = marks == 2 and bool(match["mark"])
        value = re.sub(r"\s+", "", passage.text[begin : match.end()])
        if not whole:
            value = f"{code}〔{match['year']}〕{match['th'] or ''}{match['serial']}{match['mark'] or '号'}"
        found.append(Numbered(begin, match.end(), value, whole))
    for match in YEAR_FIRST.finditer(passage.text):
        if not any(it.start < match.end() and match.start() < it.end for it in found):
            found.append(Numbered(match.start(), match.end(), re.sub(r"\s+", "", match.group()), True))
    return sorted(found, key=lambda it: it.start)


def plain_number(passage: Passage) -> Numbered | None:
    """第5号 as a line of its own, in brackets or not."""
    match = re.fullmatch(rf"\s*[（(]?\s*({PLAIN.pattern})\s*[）)]?\s*", passage.text)
    if not match:
        return None
    start, end = match.span(1)
    return Numbered(start, end, re.sub(r"\s+", "", match.group(1)), True)


def inside_marks(text: str, at: int) -> bool:
    """Whether place `at` lies within 《…》: there stand the titles of other documents."""
    before = text[:at]
    return before.count("《") > before.count("》") or before.count("“") > before.count("”")
