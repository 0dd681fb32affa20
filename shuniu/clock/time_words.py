"""时限用语: the time words of official papers made into dates (supervision.md §5, "Time words → date").

Pure: `today` is the day the paper counts from (its date on the register), `plan_year` the year its plan is for.
Two entrances: `read_deadline` for wording that is known to be a time limit (a column, a label, an owner annotation),
and `deadline_in_sentence` for running text, where a date is only a deadline if the sentence says so.

The last day counts: 6月底前 is 30 June, 上旬 the 10th, 一季度 31 March, 上半年 30 June, 年底前 and 年内 31 December.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

DIGITS = "〇零一二三四五六七八九"
NUMBER = r"(?:\d{1,3}|[〇零一二两三四五六七八九十廿卅百]{1,5})"


@dataclass(frozen=True)
class Milestone:
    """阶段节点: one date among several, with its wording."""

    text: str
    date: date | None


@dataclass(frozen=True)
class Deadline:
    """完成时限: the wording, its last day, whether it repeats or has no end, and the stages if there are several."""

    text: str | None = None
    date: date | None = None
    recurring: bool = False
    milestones: tuple[Milestone, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)


NONE = Deadline()


# ------------------------------------------------------------------ numbers and days


def chinese_number(words: str) -> int | None:
    """十二, 二十, 〇八, 两, 廿三, 12 as an integer; None if it is none. Up to 999."""
    if words.isdigit() and words.isascii():
        return int(words)
    words = words.replace("两", "二").replace("廿", "二十").replace("卅", "三十")
    if not words or not set(words) <= set(DIGITS + "十百"):
        return None
    if not set(words) & set("十百"):
        return int("".join(str(_digit(c)) for c in words))
    total, current = 0, 0
    for c in words:
        if c == "百":
            total, current = total + (current or 1) * 100, 0
        elif c == "十":
            total, current = total + (current or 1) * 10, 0
        else:
            current = _digit(c)
    return total + current


def _digit(character: str) -> int:
    return max(DIGITS.index(character) - 1, 0)


def year_number(words: str) -> int | None:
    """2026, 二〇二六, 二零二六 as a year; two digits (26年) as this century."""
    if words.isdigit() and words.isascii():
        number = int(words)
        return number if number > 99 else 2000 + number
    if set(words) <= set(DIGITS):
        return int("".join(str(_digit(c)) for c in words))
    return None


def last_day_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def last_day_of_quarter(year: int, quarter: int) -> date:
    return last_day_of_month(year, quarter * 3)


def safe_date(year: int, month: int, day: int) -> date | None:
    """A date, or None where the calendar has no such day (damaged numbers)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months_later(day: date, months: int) -> date | None:
    """The same day `months` later; the last of the month where that day is missing."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# ------------------------------------------------------------------ points in time

_YEAR = r"(?:(?P<{0}year>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{{3}})年(?:度)?|(?P<{0}rel>今年|本年度?|当年|明年|次年|翌年|后年))?"
_CLOCK = r"(?:\s?(?:上午|下午|中午|晚上?|早上|凌晨|傍晚)?\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?(?:[时点](?:\d{1,2}分|半|整)?|[：:]\d\d)|\s?(?:上午|下午|中午|晚上?|下班)(?=[前之以]))?"
_TENTH = r"(?:上旬|中旬|下旬|月?初|月?[底末]|中(?=[前完]))"
_POINT = re.compile(
    "|".join(
        (
            # 2026年6月30日17时, 今年6月30日
            _YEAR.format("d") + rf"(?P<month>{NUMBER})\s?月\s?份?(?P<day>{NUMBER})\s?[日号]" + _CLOCK,
            # 2026-06-30, 2026.6.30, 2026/6/30
            r"(?P<iyear>(?:19|20)\d\d)[-./](?P<imonth>\d{1,2})[-./](?P<iday>\d{1,2})(?!\d)(?:\s?\d{1,2}:\d\d)?",
            # 2026年6月底, 6月上旬, 6月份, 6月
            _YEAR.format("m")
            + rf"(?:(?P<from>{NUMBER})\s?月?\s?[-—–－~～至到]+\s?)?(?P<mmonth>{NUMBER})\s?月(?!\d|[内后起个])(?:份)?(?P<tenth>{_TENTH})?",
            # 2026年第三季度, 一季度末
            _YEAR.format("q") + r"第?(?P<quarter>[一二三四1-4])季度?(?:[底末])?",
            # 2026年上半年
            _YEAR.format("h") + r"(?P<half>[上下])半年(?:[底末])?",
            # 2026年底, 今年年内, 年底, 年内, 全年, 2026年全年
            _YEAR.format("e") + r"(?P<end>年[底末终内]|(?<=年)[底末内终]|(?<=年度)[底末内]|全年|岁末|年度内)",
            # 2026年内, 2026年底 without a second 年; 2026年前, 到2026年
            r"(?P<yyear>(?:19|20)\d\d)年(?:度)?(?P<ytail>[底末内终])?(?!\d|[一二三四五六七八九十]{1,2}月)",
            r"(?P<yrel>今年|明年|本年度)(?P<yrtail>[底末内])?",
            # 今天18时, 明日
            r"(?P<near>今[天日晚]|当[天日]|明[天日]|后天)" + _CLOCK,
            # 22日17时 (the month is understood)
            rf"(?<![\d月起])(?P<bareday>{NUMBER})[日号](?![起内均前]?[至内])" + _CLOCK,
            # 月底, 本月底, 下月中旬, 本月内
            r"(?P<thismonth>本月|当月|下个?月|次月)(?P<mtenth>上旬|中旬|下旬|[初底末内])?|(?P<monthend>(?<![\d一二三四五六七八九十])月[底末])",
            # 国庆节前, 五一前: the day before
            r"(?P<feast>元旦|六一|五一|七一|八一|教师节|国庆|建党节|建军节|劳动节)(?:国际)?(?:劳动|儿童)?节?(?=之?前|以前)",
            # 30日内, 五个工作日内, 3个月内, 两年内, 24小时内
            rf"(?P<count>{NUMBER})\s?个?\s?(?P<measure>工作日|自然日|日历日|日|天|月|年|周|星期|小时)(?:之|以)?内",
        )
    )
)
_NEXT_YEAR = {"明年", "次年", "翌年"}
_FEASTS = {
    "元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "六一": (6, 1), "七一": (7, 1), "建党节": (7, 1), "八一": (8, 1),
    "建军节": (8, 1), "教师节": (9, 10), "国庆": (10, 1),
}  # fmt: skip
_NEAR = {"今": 0, "当": 0, "明": 1, "后": 2}
_TENTHS = {"上旬": 10, "中旬": 20, "初": 10, "月初": 10, "中": 20}


@dataclass(frozen=True)
class Point:
    """A moment named in a text; `date` is its last day, None if it cannot be told."""

    text: str
    start: int
    end: int
    date: date | None
    form: str
    year_said: bool


def points(
    text: str,
    *,
    today: date | None,
    plan_year: int | None = None,
    after_working_days: Callable[[date, int], date] | None = None,
) -> list[Point]:
    """Every moment named in `text`, in order. A year said once holds for the bare months after it."""
    found: list[Point] = []
    year = plan_year or (today.year if today else None)
    for match in _POINT.finditer(text):
        g = match.groupdict()
        said = next((y for y in (g["dyear"], g["iyear"], g["myear"], g["qyear"], g["hyear"], g["eyear"], g["yyear"]) if y), None)
        relative = next((r for r in (g["drel"], g["mrel"], g["qrel"], g["hrel"], g["erel"], g["yrel"]) if r), None)
        if said:
            year = year_number(said)
        elif relative in _NEXT_YEAR:
            base = year if relative in ("次年", "翌年") else (today.year if today else year)
            year = base + 1 if base else None
        elif relative == "后年":
            year = today.year + 2 if today else None
        elif relative and today:
            year = today.year
        form, day = _day_of(g, year, today, plan_year, after_working_days)
        if form == "none":
            continue
        point = Point(match.group(), match.start(), match.end(), day, form, bool(said or relative))
        if found and found[-1].form == "year" and found[-1].end == point.start:
            year_only = found.pop()
            point = Point(year_only.text + point.text, year_only.start, point.end, day, form, True)
        found.append(point)
    return found


def _day_of(g, year, today, plan_year, after_working_days) -> tuple[str, date | None]:
    if g["day"]:
        month, day = chinese_number(g["month"]), chinese_number(g["day"])
        if not month or not day or month > 12 or day > 31:
            return "none", None
        return "day", safe_date(year, month, day) if year else None
    if g["iyear"]:
        return "day", safe_date(int(g["iyear"]), int(g["imonth"]), int(g["iday"]))
    if g["mmonth"]:
        month = chinese_number(g["mmonth"])
        if not month or month > 12:
            return "none", None
        if not year:
            return "month", None
        tenth = _TENTHS.get(g["tenth"] or "")
        return "month", date(year, month, tenth) if tenth else last_day_of_month(year, month)
    if g["quarter"]:
        quarter = chinese_number(g["quarter"])
        return "quarter", last_day_of_quarter(year, quarter) if year and quarter else None
    if g["half"]:
        return "half", (date(year, 6, 30) if g["half"] == "上" else date(year, 12, 31)) if year else None
    if g["end"]:
        return ("whole" if g["end"] == "全年" else "year end"), date(year, 12, 31) if year else None
    if g["yyear"] or g["yrel"]:
        ended = g["ytail"] or g["yrtail"]
        return ("year end" if ended else "year"), date(year, 12, 31) if year else None
    if g["near"]:
        return "day", today + timedelta(days=_NEAR[g["near"][0]]) if today else None
    if g["bareday"]:
        day = chinese_number(g["bareday"])
        if not day or day > 31:
            return "none", None
        return "day", _coming(day, today) if today else None
    if g["thismonth"] or g["monthend"]:
        if not today:
            return "month", None
        later = 1 if (g["thismonth"] or "")[:1] in "下次" and g["thismonth"] else 0
        first = months_later(today.replace(day=1), later)
        tenth = _TENTHS.get(g["mtenth"] or "")
        return "month", first.replace(day=tenth) if tenth else last_day_of_month(first.year, first.month)
    if g["feast"]:
        return "day", _eve_of(g["feast"], year, today)
    count = chinese_number(g["count"])
    if not count:
        return "none", None
    return "within", _within(count, g["measure"], today, plan_year, after_working_days)


def _eve_of(feast: str, year: int | None, today: date | None) -> date | None:
    """国庆节前: the last day before it; a New Year's Day that is over means the next one."""
    if not year:
        return None
    eve = date(year, *_FEASTS[feast]) - timedelta(days=1)
    if today and eve < today and feast == "元旦":
        return date(eve.year + 1, 12, 31)
    return eve


def _coming(day: int, today: date) -> date | None:
    """A bare 22日: of the month of `today`, of the next one if that day is over."""
    this = safe_date(today.year, today.month, day)
    if this and this >= today:
        return this
    first = months_later(today.replace(day=1), 1)
    return (safe_date(first.year, first.month, day) if first else None) or this


def _within(count, measure, today, plan_year, after_working_days) -> date | None:
    """First day excluded, last included. Years count from the start of the programme, both included."""
    if measure == "年":
        start = plan_year or (today.year if today else None)
        return date(start + count - 1, 12, 31) if start and start + count <= 9999 else None
    if not today:
        return None
    if measure == "月":
        return months_later(today, count)
    if measure == "工作日":
        return after_working_days(today, count) if after_working_days else None
    days = {"周": 7 * count, "星期": 7 * count, "小时": -(-count // 24)}.get(measure, count)
    return today + timedelta(days=days)


# ------------------------------------------------------------------ repeating and endless

_REPEATS = re.compile(
    r"每[一两二三四半\d]?个?(?:年度?|季度?|月|周|星期|日|天|半年|学期|学年|旬)(?!底数)|按(?:月|季度?|年度?|周|旬|日|学期)(?!照)|逐[月季年日周]|"
    r"每(?=逢)|月月|年年|天天"
)
_ENDLESS = re.compile(
    r"(?:全年|年内|长期|常年|始终|一直)?(?:持续|长期|常态化?|不断|滚动)(?:推进|坚持|实施|开展|抓好|进行|落实|执行|跟进|更新|用力|发力|加强|完善|深化|优化|巩固|提升|化)"
    r"|^[（]?(?:全年|年内)?(?:持续|长期|常态化?|经常(?:性)?|常年|日常|定期|适时|贯穿全年)(?:性?工作|任务|性)?$|贯穿(?:全年|始终)|24小时(?:不间断|值班|值守|把守|巡查|监测|在岗|轮班)"
)


def repeats(text: str) -> bool:
    """Whether a time limit says that it comes again or never ends (每季度, 按月, 持续推进, 长期坚持)."""
    return bool(_REPEATS.search(text) or _ENDLESS.search(text))


# ------------------------------------------------------------------ the two entrances

_BEFORE = r"(?:之前|以前|前|之内|以内|内|止|为止|截止)"
_TAIL = re.compile(rf"\s?{_BEFORE}")
_LEAD_IN = re.compile(r"(?:力争|争取|确保|务必|最迟|不晚于|不迟于|原则上|计划|预计|到|于|在|至)+$")
_COUNTED_FROM = re.compile(
    r"(?:(?:自|从)[^，。；、（）]{0,16}?|[^，。；、（）自从在于要须]{0,12})(?:之日|之时|后|会后|起)(?:起|开始|后)?$"
)


def read_deadline(
    phrase: str,
    *,
    today: date | None = None,
    plan_year: int | None = None,
    after_working_days: Callable[[date, int], date] | None = None,
) -> Deadline:
    """Wording known to be a time limit, as in a column 完成时限. The last date is the deadline, all are milestones."""
    phrase = phrase.strip().strip("。；，、:：")
    if not phrase:
        return NONE
    moments = [p for p in points(phrase, today=today, plan_year=plan_year, after_working_days=after_working_days)
               if not _starts_only(phrase, p)]
    recurring = repeats(phrase)
    every = bool(_REPEATS.search(phrase))
    if every and all(p.form != "day" or not p.year_said for p in moments):
        moments = [p for p in moments if p.form in ("year end", "whole") and not re.search("每年$", phrase[: p.start])]
    if not moments:
        return Deadline(text=phrase, recurring=recurring) if recurring or _says_when(phrase) else NONE
    deadline = _from_moments(phrase, moments, recurring)
    if len(moments) == 1 and len(phrase) <= 16 and not re.search(r"[，；。]|(?:完成|办结|落实|到位)$", phrase):
        return replace(deadline, text=phrase)  # 9月投入使用, 年内持续推进: the cell as printed
    return deadline


def deadline_in_sentence(
    text: str,
    *,
    today: date | None = None,
    plan_year: int | None = None,
    after_working_days: Callable[[date, int], date] | None = None,
) -> Deadline:
    """The deadline a task's own text states: a date with 前, 内, 底, or with the verb that says what is done by then.

    Not deadlines: the day something starts (3月4日起), a day that is past (截至2025年底), periods in which a policy
    applies, dates of cited papers, and what describes a thing (2000年底前建成的小区).
    """
    moments = [
        p for p in points(text, today=today, plan_year=plan_year, after_working_days=after_working_days)
        if _is_due(text, p) and not (p.year_said and p.date and today and p.date < today)
    ]
    guard = re.search(r"24小时[^，。；]{0,12}(?:值班|值守|把守|巡查|在岗|监测|待命)", text)
    recurring = bool(guard)
    if not moments:
        return Deadline(text=guard.group() if guard else None, recurring=recurring)
    return _from_moments(text, moments, recurring)


def _from_moments(text: str, moments: list[Point], recurring: bool) -> Deadline:
    dated = [p for p in moments if p.date]
    last = max(dated, key=lambda p: (p.date, p.start)) if dated else moments[-1]
    stones = tuple(Milestone(_wording(text, p), p.date) for p in moments) if len(moments) > 1 else ()
    return Deadline(_wording(text, last), last.date, recurring, stones)


def _wording(text: str, point: Point) -> str:
    """The point with its 前 or 内, and with what it is counted from (印发之日起30日内)."""
    tail = _TAIL.match(text, point.end)
    end = tail.end() if tail else point.end
    start = point.start
    if point.form == "within":
        counted = _COUNTED_FROM.search(text[max(0, start - 24) : start])
        if counted:
            start -= len(counted.group())
    return text[start:end].strip()


_START = re.compile(r"\s?(?:起|开始|始|以来|之后|以后|后|启动|正式?施行|起施行|至今)")
_AS_OF = re.compile(r"(?:截至|截止到?|截止目前|自|从|对|比|较|自从|继)$")


def _starts_only(text: str, point: Point) -> bool:
    if point.form == "within":
        return False
    after = text[point.end :]
    if _START.match(after) and not re.match(r"\s?(?:后|之后|以后)?[前内]", after):
        return True
    return bool(re.search(r"(?:^|[^日])(?:自|从)$", text[: point.start])) and not _TAIL.match(after)


_DONE = (
    "完成|建成|竣工|投入使用|投用|投产|投运|开工|动工|启用|通车|上线|到位|交付|验收|运营|运行|实现|达到|印发|出台|制定|"
    "形成|落实|整改|结束|办结|销号|清零|全部|基本|全面|报送|上报|提交|报[县市省镇区校院局备批审请]|开园|开业|挂牌|成立|组建|开馆|开放|召开|开展|拿出|力争|确保|争取|建立|入驻|封顶|达标|通过|公布|公示|搬迁|拆除|发放|兑现"
)
_VERB_NEAR = re.compile(rf"[^，。；：、（）]{{0,4}}?(?:{_DONE})")
_VERB_AFTER_COMMA = re.compile(rf"[，,][^，。；：、（）]{{0,8}}?(?:{_DONE})")
_DESCRIBES = re.compile(r"[^，。；：、]{0,10}的(?!期限|要求|目标|时限|标准)")
_SHARP = {"day", "month", "quarter", "half", "year end", "within"}


def _is_due(text: str, point: Point) -> bool:
    before, after = text[max(0, point.start - 12) : point.start], text[point.end : point.end + 24]
    if _in_title_or_number(text, point) or _starts_only(text, point):
        return False
    tail = _TAIL.match(after)
    if re.search(r"(?:截至|截止到?|截止目前|比|较|同比|[自从])$", before) and not tail:
        return False
    if re.search(r"每(?:年|月|季度?|周|半年|学期|天|日)?$", before):
        return False
    if point.form == "within":
        return bool(re.search(r"(?:之日起|之日后|后|会后|通知|决定|文件|接到|收到|印发|发布|公布|起|力争|争取|用|在|于|，|^|。)$", before)) or bool(
            re.match(rf"[^，。；]{{0,6}}(?:{_DONE})", after)
        )
    if point.text.endswith("内") and point.form in ("year end", "month"):
        return True
    if tail:
        rest = after[tail.end() :]
        return not re.match(r"[^，。；：、]{1,8}(?:建成|建设|建造|建|设立|取得|登记|注册|开工|实施|毕业|参加工作|立项|出生|办理|签订|形成|发生|购买|入学)[^，。；：、]{0,3}的", rest) and not re.match(
            r"(?:建成|建设|建造|设立|取得|登记|注册|开工|毕业|参加工作|立项|出生|签订|形成|发生|购买|入学)[^，。；：、]{0,3}的", rest)
    if point.form == "year":
        return bool(re.search(r"(?:到|至|力争|争取|确保)$", before)) and bool(re.match(r"[，,]|[^，。；：、]{0,10}(?:" + _DONE + ")", after))
    if point.form == "whole":
        return bool(re.search(r"(?:力争|争取|确保|，|。|；|^)$", before)) and bool(re.match(rf"[^，。；：、]{{0,2}}(?:{_DONE}|新[增建]|改造|培育|引进|培训|举办|发放|争取)", after))
    if point.form not in _SHARP:
        return False
    if _DESCRIBES.match(after) and not re.match(r"[，,]", after):
        return False
    if re.search(r"(?:到|至|力争|争取|确保|不迟于|不晚于|最迟)$", before) and point.form != "day":
        return True
    if re.match(r"\s?(?:[-—–－~～至到])", after):
        return False
    sharp = point.form in ("quarter", "half", "year end") or point.text.endswith(("底", "末", "旬"))
    return bool(_VERB_NEAR.match(after)) or (sharp and bool(_VERB_AFTER_COMMA.match(after)))


def _in_title_or_number(text: str, point: Point) -> bool:
    """Inside 《》 a date belongs to the name of a paper."""
    before = text[: point.start]
    return before.rfind("《") > before.rfind("》")


def _says_when(phrase: str) -> bool:
    """A time limit in words that give no day (春节前, 汛期前, 学期末) but are one all the same."""
    return bool(re.search(r"(?:前|之前|以前|内|期间|期末|结束)$", phrase))


def month_of_each(words: str) -> Iterator[int]:
    """The months named in a plan (3、6、9月)."""
    for match in re.finditer(NUMBER, words):
        month = chinese_number(match.group())
        if month and month <= 12:
            yield month
