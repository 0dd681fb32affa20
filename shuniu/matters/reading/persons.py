"""责任人: persons whom minutes charge by name; asked only where no unit is named."""

from __future__ import annotations

import re

from shuniu.clock.time_words import points
from shuniu.matters.reading.units import surely_unit

_TITLE = "老师|主任|科长|股长|局长|处长|院长|校长|所长|站长|队长|组长|书记|县长|镇长|乡长|经理|师傅|秘书|干事|同志|工"
_NAME = rf"(?:[老小][\u4e00-\u9fff]|[\u4e00-\u9fff]{{0,2}}[×＊某]{{1,3}}|各班班主任|[\u4e00-\u9fff]{{1,3}}(?:副?(?:{_TITLE})))"
_NAMES = rf"{_NAME}(?:[、和及与]{_NAME})*"
_SUBJECT = re.compile(
    rf"(?:^|[，。；：！？\s])(?:请|让|由)?(?P<who>(?!由){_NAMES})(?P<rest>[^，。；：！？]{{2,}})"
)
_BY = re.compile(
    r"(?:由|请|责成|安排)(?P<who>[^，。；：由]{2,20}?)(?:同志)?(?P<rest>(?:具体|牵头|总体|全面)?(?:负责|牵头|落实|联系|主抓|协调|准备|采购|拟|起草|制定|制作|安排|汇总|整理|通知|跟进|办理|组织|改|写|做好|完成|提供|收集|对接|统计|检查|布置|推荐)|(?=\d{1,2}[月日]|[本下]?周|月底|明天|今天))"
)
# 主任主持召开, 校长强调: what persons say or do in the meeting gives them no work.
_SAYS = re.compile(
    r"主持|指出|强调|汇报|通报|介绍|说明|讲话|表示|认为|传达|提出|要求|批示|参加|列席|出席|作了|宣读|领学|总结|[^，。；]{0,8}[了过]|[、的]|说|问"
)
_WORKS = re.compile(
    r"(?:再|也|同时|具体|继续)?(?:负责|牵头|落实|联系|主抓|协调|准备|采购|拟|起草|制定|制作|安排|汇总|整理|通知|跟进|办理|组织|改|写|做|完成|提供|收集|对接|统计|检查|布置|推荐|排|印|审|查|核|把|交|报|发|订|领|要|去|打印|校对)"
)


def persons_in_charge(text: str) -> tuple[str, ...]:
    """Persons made responsible by name (由李××准备, 刘老师负责…, 小陈6月9日前改好), as printed, without 同志."""
    names: list[str] = []
    found = [(m.start(), m["who"]) for m in _BY.finditer(text) if not surely_unit(m["who"])]
    for match in _SUBJECT.finditer(text):
        rest = match["rest"]
        first = next(iter(points(rest[:16], today=None)), None)
        if not _SAYS.match(rest) and (_WORKS.match(rest) or (first is not None and first.start <= 1)):
            found.append((match.start("who"), match["who"]))
    for _, words in sorted(found):
        for name in re.split(r"[、和及与]", words):
            name = re.sub(r"(?:同志|等)$", "", name.strip())
            if 2 <= len(name) <= 10 and name not in names:
                names.append(name)
    return tuple(names)
