"""日子: every way of saying a day, as candidate dates (contracts.md §1 "Dates", §5 rows 1 to 3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from shuniu.clock.calendar import HOLIDAY_NAMES, Calendar

from .dates import (
    WEEKDAY_AFTER,
    YEAR,
    read_bare_number,
    read_date,
    read_date_range,
    read_iso,
    read_month_day,
    read_month_start,
    read_near,
    read_next_day,
    read_now,
    read_numbered_list,
    read_numbered_range,
    read_two_near,
    read_week,
    read_weekday,
    read_weekend,
)
from .day import Day, Today
from .terms import (
    read_festival,
    read_half_year,
    read_holiday,
    read_holiday_span,
    read_hours_term,
    read_month_part,
    read_quarter,
    read_spelled_term,
    read_working_days,
    read_year_end,
)
from .words import NUM

_SEP = r"\s*(?:到|至|-)\s*"
_UNITS = "天|日|个星期|星期|个礼拜|礼拜|个?周|个月|月|年"
_IN = r"(?P<tail>之内|以内|内|之后|以后|后)"
_EVENT = r"(?P<lead>会议?结束后|散会后|会议?后|提前|会前|会议前)?"
_NAMES = "|".join(sorted(HOLIDAY_NAMES, key=len, reverse=True))
_TO_DO = r"(?=(?:必须|要|得)?(?:办结|办完|办好|答复|回复|反馈|完成|整改到位|拿出|出结果|查清|修好|修复|处理完|回(?=$|[\s,。])|给(?:意见|结果|答复)|报结果|到位|搞定|见效))"
_NOT_A_DAY = (
    r"(?!楼|线|院|车|电池|汽油|柴油|柴|工单|信件|提案|建议|议案|案卷|宿舍|公寓|厅|文件|令|门|机|公告|台风|病房|桌|厅|仓|库|井|泵|房|会议室|码|单元|柜|窗口|领导|"
    r"首长|地块|通知)"
)

_TABLE: list[tuple[str, Callable[[re.Match[str], Today], Day | None]]] = [
    (
        rf"{YEAR}(?P<m>{NUM})月(?P<d>{NUM})[日号]?{_SEP}(?:(?P<m2>{NUM})月)?(?P<d2>{NUM})[日号]",
        read_date_range,
    ),
    (
        r"(?<!\d)(?P<y>20\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)" + rf"(?:{WEEKDAY_AFTER})?",
        read_iso,
    ),
    (rf"{YEAR}(?P<m>{NUM})月(?:份)?(?P<d>{NUM})[日号](?:{WEEKDAY_AFTER})?", read_date),
    (
        rf"(?P<which>(?:本|这|这个|下下个?|下个?|上个?|当)月)(?P<d>{NUM})[日号](?:{WEEKDAY_AFTER})?",
        read_month_day,
    ),
    (
        (
            r"(?P<which>(?:本|这|这个|下下个?|"
            rf"下个?)月)?(?<![\d第])(?P<d>{NUM})[日号]?{_SEP}(?P<d2>{NUM})[日号]{_NOT_A_DAY}"
        ),
        read_numbered_range,
    ),
    (rf"(?<![\d第])(?:{NUM}[、,])+{NUM}[日号]{_NOT_A_DAY}", read_numbered_list),
    (r"第二天|次日(?!起)|隔日(?=[上下中晚返回])|转天", read_next_day),
    (rf"{_EVENT}\s*(?P<n>{NUM})个?工作日(?P<tail>之内|以内|内|之后|以后|后)?", read_working_days),
    (
        rf"过(?P<lead>(?!))?(?P<n2>(?!))?(?P<n>{NUM})(?P<unit>天|周|个?星期|个?月)(?P<tail>)(?=再|以?后)",
        read_spelled_term,
    ),
    (
        rf"(?P<n>半|{NUM})个?半?(?P<unit>小时|钟头|分钟)(?P<tail>之内|以内|内|之后|以后|后|(?=必须|要)?(?=到场|到位|赶到|到达))",
        read_hours_term,
    ),
    (
        (
            rf"(?P<lead>会议?结束后|散会后|会议?后|提前|会议?前)\s*(?P<n>{NUM})(?P<n2>(?!))?个?(?P<unit>天|"
            r"日|周|星期|礼拜)(?P<tail>之内|以内|内)?"
        ),
        read_spelled_term,
    ),
    (
        rf"(?P<lead>(?!))?(?P<n>一(?=[两二])|[两二](?=三)|三(?=[四五])|四(?=五)|五(?=六)|六(?=七)|七(?=八)|八(?=九))(?P<n2>[二两三四五六七八九])(?P<unit>{_UNITS})(?:时间)?{_IN}",
        read_spelled_term,
    ),
    (
        rf"(?P<lead>(?!))?(?P<n2>(?!))?(?P<n>半|{NUM})(?P<unit>个?半?月|{_UNITS})(?:时间)?{_IN}",
        read_spelled_term,
    ),
    (
        rf"(?:限期?|限时|期限|给(?:你们?|他们?)?)(?P<lead>(?!))?(?P<n2>(?!))?(?P<n>{NUM})(?P<unit>天|日|个?周|个?星期|个?月)(?P<tail>时间)?(?![后以之号])",
        read_spelled_term,
    ),
    (
        rf"(?P<lead>(?!))?(?P<n2>(?!))?(?<![\d一二三四五六七八九十第前连])(?P<n>{NUM})(?P<unit>天|日|个?周|个?星期)(?P<tail>时间)?{_TO_DO}",
        read_spelled_term,
    ),
    (
        (
            rf"(?P<name>{_NAMES}|(?<![环季情细章过阳师女儿叶夕化游食艺术购])节|假期|放假|小?长假)(?:之|以)?(?P<side>前(?!后)(?![^\s开召,。把请报]{{2,6}}(?<!委员)会(?:$|[\s,。议]))|"
            rf"后)(?:第一天|第一个工作日|上班)?(?:(?P<n>{NUM})(?P<unit>个工作日|天)(?:内|之内|以内)?)?"
        ),
        read_holiday,
    ),
    (
        rf"(?<![\d第〕号年月一二三四五六七八九十])(?P<d>{NUM})[日号]{_NOT_A_DAY}(?:{WEEKDAY_AFTER})?",
        read_bare_number,
    ),
    (
        r"(?<![\d.])(?P<m>\d{1,2})[./](?P<d>\d{2}|\d(?=前|日|上午|下午|晚|会))(?![\d./%万亿元个倍米公吨千])(?:(?P<y>(?!)))?",
        read_date,
    ),
    (
        r"(?P<which>下下?个?月|(?:\d{1,2}|十?[一二三四五六七八九十])月份?)(?=起|开始|以后再|后再|再(?:说|看|议|办|定|启动|推|安排|弄|搞))|(?<=[到等])(?P<which2>下下?个?月|(?:\d{1,2}|十?[一二三四五六七八九十])月份?)(?=$|[\s,。;])",
        read_month_start,
    ),
    (rf"(?P<name>{_NAMES})节?(?:那天|当天|当日)", read_festival),
    (rf"(?P<name>{_NAMES}|节日|节假日|假期|放假)(?:小?长?假|放假)?期间", read_holiday_span),
    (r"(?:现在|此刻)(?=[到至])", read_now),
    (r"这两天|今明两天|明后两天|明后天|明天后天", read_two_near),
    (
        (
            r"(?P<near>大后天|后天|今天|今日|今儿|明天|明日|明儿|昨天|昨日|昨|前天|今(?=早|晚|晨|夜|上午|下午|起(?!草|码)|"
            r"中午)|明(?=早|晚|晨|上午|下午|中午|起(?!草|码)))"
        ),
        read_near,
    ),
    (r"(?P<which>本|这个?|下下个?|下个?|上个?)?(?:周|星期|礼拜)(?:末|底)(?P<by>之前|以前|前)?", read_weekend),
    (
        (
            r"(?P<which>本|这个?|下下个?|(?<!一)下个?|上个?)?(?<!每)(?<!一个)(?:周|星期|"
            r"礼拜)(?P<wd>[一二三四五六日天])(?!般|致|定|切|些|个|起来)"
        ),
        read_weekday,
    ),
    (
        (
            r"(?P<which>本|这个?|下下个?|(?<!一)下个?|上个?)(?:周|星期|礼拜)(?P<by>之内|以内|内|之前|以前|前)?(?!报|"
            r"转|边|围|期|年)"
        ),
        read_week,
    ),
    (rf"(?P<which>本月|这个?月|下下?个?月|当月|{NUM}月份?)?(?P<part>上旬|中旬|下旬)", read_month_part),
    (
        rf"(?P<which>本月?|这个?月?|下下?个?月?|当月?|{NUM}月份?)(?P<part>底|末)(?!层|下|数|线|座|细)",
        read_month_part,
    ),
    (r"(?P<which>)(?P<part>月底|月末|月内)", read_month_part),
    (rf"(?P<which>本月|这个?月|下个?月|{NUM}月份?)(?P<part>之?内)", read_month_part),
    (r"(?P<which>本|这个?|下个?|当|第?[一二三四1-4])?季度?(?:末|底|内|结束前)", read_quarter),
    (r"(?:今年|明年|本年)?年[底末]|(?:今|明|本)年[底末]|(?:今年|本年|年)内", read_year_end),
    (r"[上下]半年(?=前|内|底|末|之内|结束前)(?:底|末|内)?", read_half_year),
]
_READERS = [(re.compile(pattern), read) for pattern, read in _TABLE]


def find_days(text: str, now: datetime, calendar: Calendar) -> list[Day]:
    """All day expressions of a normalised text, left to right."""
    today, found, at = Today(now, calendar), [], 0
    while at < len(text):
        for pattern, read in _READERS:
            match = pattern.match(text, at)
            day = read(match, today) if match else None
            if day is not None:
                found.append(day)
                today.earlier.append(day)
                at = day.end
                break
        else:
            at += 1
    return found
