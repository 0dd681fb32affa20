"""时限用语: the time words of official papers made into dates (supervision.md §5, "Time words → date").

Pure: `today` is the day the paper counts from (its date on the register), `plan_year` the year its plan is for.
Two entrances: `read_deadline` for wording that is known to be a time limit (a column, a label, an owner annotation),
and `deadline_in_sentence` for running text, where a date is only a deadline if the sentence says so.

The last day counts: 6月底前 is 30 June, 上旬 the 10th, 一季度 31 March, 上半年 30 June, 年底前 and 年内 31 December.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from shuniu.clock.calendar import Calendar
from shuniu.clock.moments import (
    NUMBER,
    AfterWorkingDays,
    Point,
    chinese_number,
    last_day_of_month,
    months_later,
    points,
    safe_date,
    year_number,
)

__all__ = [
    "NONE", "NUMBER", "Deadline", "Milestone", "Point", "chinese_number", "deadline_in_sentence", "last_day_of_month",
    "months_later", "points", "read_deadline", "repeats", "safe_date", "year_number",
]  # fmt: skip


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

_BEFORE = r"(?:之前|以前|前(?![后期往来景沿列置瞻]|提(?![交请出供醒]))|之内|以内|内(?![部容外涵设置地陆])|止|为止|截止)"
_TAIL = re.compile(rf"\s?{_BEFORE}")
_COUNTED_FROM = re.compile(
    r"(?:(?:自|从)[^，。；、（）]{0,16}?|[^，。；、（）自从在于要须]{0,12})(?:之日|之时|后|会后|起)(?:起|开始|后)?$"
)


def read_deadline(
    phrase: str,
    *,
    today: date | None = None,
    plan_year: int | None = None,
    after_working_days: AfterWorkingDays | None = None,
    calendar: Calendar | None = None,
    met: date | None = None,
) -> Deadline:
    """Wording known to be a time limit, as in a column 完成时限. The last date is the deadline, all are milestones."""
    phrase = phrase.strip().strip("。；，、:：")
    if not phrase:
        return NONE
    moments = [
        p
        for p in points(
            phrase,
            today=today,
            plan_year=plan_year,
            after_working_days=after_working_days,
            calendar=calendar,
            met=met,
        )
        if not _starts_only(phrase, p)
    ]
    if len(moments) > 1:
        # 10月底完成全年任务: the year is of the task there
        moments = [
            p
            for p in moments
            if p.form != "whole" or not re.match(r"任务|目标|计划|工作|分", phrase[p.end :])
        ]
    recurring = repeats(phrase)
    every = bool(_REPEATS.search(phrase))
    if every and all(p.form != "day" or not p.year_said for p in moments):
        # 按月推进，11月底完成: only what stands beside the repetition is part of it
        moments = [
            p
            for p in moments
            if (p.form in ("year end", "whole") and not re.search("每年$", phrase[: p.start]))
            or not _REPEATS.search(_clause_around(phrase, p))
        ]
    if not moments:
        return Deadline(text=phrase, recurring=recurring) if recurring or _says_when(phrase) else NONE
    deadline = _from_moments(phrase, moments, recurring)
    if (
        len(moments) == 1
        and len(phrase) <= 16
        and not re.search(r"[，；。]|(?:完成|办结|落实|到位)$", phrase)
    ):
        return replace(deadline, text=phrase)  # 9月投入使用, 年内持续推进: the cell as printed
    return deadline


def _clause_around(phrase: str, point: Point) -> str:
    before = re.split(r"[，；。,;]", phrase[: point.start])[-1]
    return before + re.split(r"[，；。,;]", phrase[point.start :])[0]


def deadline_in_sentence(
    text: str,
    *,
    today: date | None = None,
    plan_year: int | None = None,
    after_working_days: AfterWorkingDays | None = None,
    calendar: Calendar | None = None,
    met: date | None = None,
) -> Deadline:
    """The deadline a task's own text states: a date with 前, 内, 底, or with the verb that says what is done by then.

    Not deadlines: the day something starts (3月4日起), a day that is past (截至2025年底), periods in which a policy
    applies, dates of cited papers, and what describes a thing (2000年底前建成的小区).
    """
    moments = [
        p
        for p in points(
            text,
            today=today,
            plan_year=plan_year,
            after_working_days=after_working_days,
            calendar=calendar,
            met=met,
        )
        if _is_due(text, p) and not _is_over(text, p, today)
    ]
    recurring = bool(_GUARD.search(text) or _COMES_AGAIN.search(text))
    if not moments:
        return Deadline(recurring=recurring)
    return _from_moments(text, moments, recurring)


def _is_over(text: str, point: Point, today: date | None) -> bool:
    """A day that was past when the paper was written tells what has been, unless it says 前 without a year; so does
    what the meeting found (会议认为，上半年…)."""
    sentence = re.split(r"[。；！？\n]", text[max(0, point.start - 200) : point.start])[-1]
    if re.match(r"会议(?:认为|指出|肯定|通报了?)|[^，。]{0,20}(?:汇报|通报)了", sentence):
        return not _TAIL.match(text, point.end)
    if not (today and point.date and point.date < today):
        return False
    return point.year_said or not (_TAIL.match(text, point.end) or point.text.endswith(("内", "底", "末")))


_GUARD = re.compile(r"24小时[^，。；]{0,12}(?:值班|值守|把守|巡查|在岗|监测|待命)")
# 每季度通报一次, 每周五召开例会: the sentence orders a thing done again and again. A measure (每天锻炼1小时, 每月补贴300元,
# 每年增长5%) or a wont (每年的植树节) orders nothing of the kind.
_COMES_AGAIN = re.compile(
    # 每月5日前, 每季度首月10日前, 每周五下班前: the day by which it is due again and again
    r"每个?(?:半?年度?|季度?|半?月|周|星期|旬|学期)[^，。；、]{0,6}?(?:[\d一二三四五六七八九十]{1,3}[日号]|[底末初]|下班)|每(?:周|星期)[一二三四五六日末]|每[月周季年][^，。；]{0,10}(?:不少于|至少)[\d一两二三四五六]+[次期篇场条]|"
    r"(?<!人)每(?![^，。；]{0,14}(?:享受|领取|补贴|补助|只可|不超过))隔?(?:\d{1,2}|[一二两三四六])?个?(?:小时|半?年度?|季度?|半?个?月|周|星期|旬|日|天|晚|早|夜|学期)(?!的|人|户|亩|增|减|补|给|约|均)[^，。；]{0,8}?"
    r"(?:至少|定期|对[^，。；]{2,24}?|向[^，。；]{2,20}?|将[^，。；]{2,24}?)?[^，。；、]{0,4}?(?:通报|报送|上报|召开|开展|调度|汇总|汇报|报告|研判|分析|公布|公开|检查|督查|排查|抽查|组织|举办|巡查|评估|更新|发布|预报|反馈|提交|会商|调阅|清点|走访|演练|培训|[一二三四1-9]次|巡|执法|报(?![名销废考刊纸]))"
)


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


def _starts_only(text: str, point: Point) -> bool:
    if point.form == "within":
        return False
    after = text[point.end :]
    if _START.match(after) and not re.match(r"\s?(?:后|之后|以后)?[前内]", after):
        return True
    return bool(
        re.search(r"(?:^|[^日])(?:自|从)$", text[max(0, point.start - 2) : point.start])
    ) and not _TAIL.match(after)


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
    if not tail and re.match(r"拟|预计|计划(?!完成)", after):
        return False  # 四季度拟开工项目: what the thing is
    if re.search(r"(?:截至|截止到?|截止目前|比|较|同比|[自从])$", before) and not tail:
        return False
    if re.search(r"每(?:年|月|季度?|周|半年|学期|天|日)?$", before):
        return False
    if point.text.startswith("当") and re.search(r"[的后现生]$", before):
        return False  # 发现缺岗的当日整改
    if point.form == "within":
        return _within_is_due(text, point)
    if point.text.endswith("内") and point.form in ("year end", "month"):
        return True
    if tail:
        rest = after[tail.end() :]
        return not re.match(
            r"[^，。；：、]{1,8}(?:建成|建设|建造|建|设立|取得|登记|注册|开工|实施|毕业|参加工作|立项|出生|办理|签订|形成|发生|购买|入学)[^，。；：、]{0,3}的",
            rest,
        ) and not re.match(
            r"(?:建成|建设|建造|设立|取得|登记|注册|开工|毕业|参加工作|立项|出生|签订|形成|发生|购买|入学)[^，。；：、]{0,3}的",
            rest,
        )
    if point.form == "year":
        if re.search(r"(?:^|[^达])(?:到|力争|争取|确保)$", before) and not re.match(
            r"(?:起|以来|的|之后|以后|后|[—\-－至~～])|[^，。；：、]{0,6}的", after
        ):
            return True
        if re.match(r"(?:全面|基本|全部)?(?:完成|建成|竣工|投入使用|投用|通车|开工|启用|开放)", after):
            return True
        return bool(re.search(r"(?:到|至|力争|争取|确保)$", before)) and bool(
            re.match(r"[，,]|[^，。；：、]{0,10}(?:" + _DONE + ")", after)
        )
    if point.form == "whole":
        return bool(re.search(r"(?:力争|争取|确保|，|。|；|^)$", before)) and bool(
            re.match(rf"[^，。；：、]{{0,2}}(?:{_DONE}|新[增建]|改造|培育|引进|培训|举办|发放|争取)", after)
        )
    if point.form not in _SHARP:
        return False
    if _DESCRIBES.match(after) and not re.match(r"[，,]", after):
        return False
    if re.match(r"[^，。；：、]{0,14}(?:情况|汇报|总结|形势)", after) and re.search(
        r"(?:听取|通报|汇报|总结|分析|报告|研究|回顾)[^，。；：]{0,12}$", before
    ):
        return False  # 听取上半年经济运行情况汇报: the time the report is about
    if re.search(r"(?:到|至|力争|争取|确保|不迟于|不晚于|最迟)$", before) and point.form != "day":
        return True
    if re.match(r"\s?(?:[-—–－~～至到])", after):
        return False
    sharp = point.form in ("quarter", "half", "year end") or point.text.endswith(("底", "末", "旬"))
    held = point.form in ("month", "quarter", "half") and re.match(r"[^，。；：、（）]{0,2}举办", after)
    return bool(held or _VERB_NEAR.match(after)) or (sharp and bool(_VERB_AFTER_COMMA.match(after)))


_THIS_PAPER = re.compile(
    r"(?:印发|发布|公布|下发|会议|会|施行|实施|通知|(?:本|此)(?:意见|方案|通知|办法|纪要|文件|规定))[^，。；]{0,6}?(?:之日起|之日后|起|后)$|即日起$"
)
_SERVICE = re.compile(
    r"接到|收到|受理|申请|压缩|压减|缩短|控制|审批|时间|时限|不超过|投诉|举报|发现|毕业|登记|注册|退役|取得|自[^，]*之日|[至到]$|发生|每"
)
_SERVED = re.compile(r"接到|收到|受理|申请|投诉|举报|之日|每|后，$")
_YEARS_OF_WORK = re.compile(
    r"[，]?[^，。；]{0,6}?(?:完成|培训|建成|实现|达到|新增|建设|培育|基本|全面|引进|组织|打造|改造|累计|力争|每年|分批|消除|整治|覆盖)"
)


def _within_is_due(text: str, point: Point) -> bool:
    """30日内 counted from this paper is a deadline; 受理后5个工作日内 is a rule of service, 毕业2年内 a condition."""
    clause = re.split(r"[，。；：、（\n]", text[max(0, point.start - 200) : point.start])[-1]
    after = text[point.end : point.end + 24]
    if _THIS_PAPER.search(clause):
        return True
    if _SERVICE.search(clause) or re.match(r"的|可|免|减|给予|享受|不得|未", after):
        return False
    if "年" in point.text:
        return bool(re.search(r"^$|(?:用|力争|争取|确保|在|于|未来|今后|计划|并|年起)$", clause)) and bool(
            _YEARS_OF_WORK.match(after)
        )
    if re.match(rf"[^，。；]{{0,8}}?(?:{_DONE})", after):
        return True
    # 要在一周内拨付进度款: who must do it, and at once the verb
    if not clause and not _SERVED.search(
        re.split(r"[。；\n]", text[max(0, point.start - 200) : point.start])[-1]
    ):
        return bool(re.match(r"[\u4e00-\u9fff]{2}", after))
    return bool(
        re.search(r"(?:(?:要|须|应|请[^，。；]{2,20}|务必|负责)[在于]?|[，。；]于)$", "，" + clause)
    ) and bool(re.match(r"[\u4e00-\u9fff]{2}", after))


def _in_title_or_number(text: str, point: Point) -> bool:
    """Inside 《》 a date belongs to the name of a paper."""
    before = text[: point.start]
    return before.rfind("《") > before.rfind("》")


def _says_when(phrase: str) -> bool:
    """A time limit in words that give no day (春节前, 汛期前, 学期末) but are one all the same."""
    return bool(re.search(r"(?:前|之前|以前|内|期间|期末|结束)$", phrase))
