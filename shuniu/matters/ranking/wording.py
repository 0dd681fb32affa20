"""说法: the rows, causes and steps of the ranking as a person reads them, in the language of the moment.

Dates as in product.md §9.1: 今天17:00, 明天, 周四 6/18, beyond a week 6月18日 周四, other years with the year.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from shuniu.matters.ranking.chase import Step
from shuniu.matters.ranking.lights import Cause, Light
from shuniu.matters.ranking.points import Row

_WEEKDAYS = (
    gettext_noop("周一"), gettext_noop("周二"), gettext_noop("周三"), gettext_noop("周四"), gettext_noop("周五"),
    gettext_noop("周六"), gettext_noop("周日"),
)  # fmt: skip


def day(value: date | datetime, now: datetime) -> str:
    """日子: a day as said from `now`."""
    that = value.date() if isinstance(value, datetime) else value
    return _day(that, now.date(), get_language())


@lru_cache(maxsize=2048)
def _day(that: date, today: date, _language: str) -> str:
    """Lists say the same few days over and over; the language is part of the key."""
    apart = (that - today).days
    if -1 <= apart <= 2:
        return (_("昨天"), _("今天"), _("明天"), _("后天"))[apart + 1]
    if that.year != today.year:
        return _("{year}年{month}月{day}日").format(year=that.year, month=that.month, day=that.day)
    if abs(apart) <= 7:
        return f"{weekday(that)} {that.month}/{that.day}"
    return _("{month}月{day}日 {weekday}").format(month=that.month, day=that.day, weekday=weekday(that))


def moment(value: datetime, now: datetime) -> str:
    """时刻: with the hour only where the hour matters, that is today."""
    if value.date() == now.date():
        return _("今天{hour}").format(hour=f"{value:%H:%M}")
    return day(value, now)


def hour(value: datetime, now: datetime) -> str:
    """几点: the day and always the hour, 今天09:12 or 6月3日 周三 09:12."""
    near = (value.date() - now.date()).days in (-1, 0, 1, 2) and get_language() != "en"
    return f"{day(value, now)}{'' if near else ' '}{value:%H:%M}"


def chip(row: Row, now: datetime) -> str:
    """标签: one fact of the order in a few words, e.g. 硬时限 今天12:00."""
    detail = row.detail
    match row.chip:
        case "hard_date":
            return _("硬时限 {when}").format(when=_when(detail["due"], now))
        case "soft_date":
            return _("时限 {when}").format(when=_when(detail["due"], now))
        case "head":
            return _("领导关注（主要领导批示 {day}）").format(day=_short(detail["at"]))
        case "in_charge":
            return _("领导关注（分管领导批示 {day}）").format(day=_short(detail["at"]))
        case "asked":
            return ngettext("问过{n}次", "问过{n}次", detail["times"]).format(n=detail["times"])
        case "postponed":
            return ngettext("延过{n}次", "延过{n}次", detail["times"]).format(n=detail["times"])
        case "disputed":
            return _("有争议")
        case "silent":
            return ngettext("{n}天无动静", "{n}天无动静", detail["days"]).format(n=detail["days"])
        case "waiting":
            return ngettext("{n}家在等", "{n}家在等", detail["count"]).format(n=detail["count"])
        case "safety":
            return _("安全")
        case "focus":
            return _("阶段重点·{tags}").format(tags=_("、").join(detail["tags"]))
        case "from_above":
            return _("上级硬任务")
        case "peak":
            return _("该备了（{day}）").format(day=_short(detail["day"]))
    raise KeyError(row.chip)


def cause(one: Cause, now: datetime) -> str:
    """灯的原因: one sentence without a full stop, e.g. 逾期2天."""
    detail = one.detail
    match one.name:
        case "hard_passed":
            return _late(detail["due"], now)
        case "soft_passed":
            return _("过了软时限（{when}）").format(when=moment(detail["due"], now))
        case "answer_above_passed":
            return _("欠上级的答复已过期（{when}）").format(when=moment(detail["due"], now))
        case "emergency":
            return _("突发事件还没结束")
        case "work_gt_time":
            if detail["left"]:
                return _("还需{needs}天，只剩{left}天").format(needs=detail["needs"], left=detail["left"])
            return _("还需{needs}天，没有时间了").format(needs=detail["needs"])
        case "step_late":
            return _("有一步该在{day}做完，还没做完").format(day=day(detail["due"], now))
        case "silent5":
            return _quiet(detail["days"], get_language())
        case "no_plan":
            return _unplanned(detail["days"], get_language())
        case "figures_differ":
            return _("两个数对不上")
        case "difficulty":
            return ngettext(
                "说了有困难，{n}个工作日没人答复", "说了有困难，{n}个工作日没人答复", detail["days"]
            ).format(n=detail["days"])
        case "disputed":
            return _("有争议，等裁定")
        case "unanswered":
            return _("催了{n}次没有回音").format(n=detail["times"])
        case "report_late":
            return _("该报的进展迟了{n}个工作日").format(n=detail["days"])
        case "not_begun":
            if detail.get("start"):
                return _("{day}起办").format(day=_short(detail["start"]))
            return _("还没开始")
        case "shelved":
            return _("缓办，{day}再看").format(day=_short(detail["until"]))
        case "no_date":
            return _("没有时限")
        case "checked":
            return _("已核")
        case "on_plan":
            return _("按计划")
    raise KeyError(one.name)


def sentence(light: Light, now: datetime) -> str:
    """灯的一句话: all its causes, the first first, and where an agreed new date stands the old one."""
    parts = [cause(one, now) for one in light.causes]
    if light.was_due:
        parts.append(_("延自{day}").format(day=_short(light.was_due)))
    if not light.filled:
        parts.append(_("自报，待核"))
    return " · ".join(parts)


def step(one: Step) -> str:
    """催办阶梯: the name of the step, e.g. 3 督办·蓝."""
    names = (_("看护"), _("提醒"), _("催办"), _("督办·蓝"), _("督办·黄"), _("督办·红"))
    return names[one.number]


def why(one: Step) -> str:
    """为什么是这一阶, in one sentence."""
    days = abs(one.days or 0)
    match one.reason:
        case "settled":
            return _("已办结并核过")
        case "shelved":
            return _("缓办期间不催")
        case "emergency":
            return _("突发事件有自己的时钟")
        case "disputed":
            return _("争议没裁定前由办公室拿着，不催")
        case "awaits_check":
            return _("已报办结，等办公室核")
        case "difficulty":
            return _("时限前说过有困难，先答复，不催")
        case "no_date":
            return _("没有时限，不催")
        case "not_due":
            return _("还没到时候")
        case "not_moved":
            return ngettext(
                "还有{n}个工作日，交办后没有动静", "还有{n}个工作日，交办后没有动静", days
            ).format(n=days)
        case "due_today":
            return _("到期当天")
        case "soft_passed":
            return _("过了软时限，最多催办")
        case "late":
            return ngettext("过时限{n}个工作日", "过时限{n}个工作日", days).format(n=days)
        case "untrue_reports":
            return _("两次自报与实际不符")
        case "unanswered":
            return _("催了三次没有回音")
        case "harm":
            return _("已经造成损失")
    raise KeyError(one.reason)


def _when(due: datetime, now: datetime) -> str:
    return _late(due, now) if due < now else moment(due, now)


def _late(due: datetime, now: datetime) -> str:
    days = (now.date() - due.date()) // timedelta(1)
    if days:
        return _overdue(days, get_language())
    return _("今天{hour}已过").format(hour=f"{due:%H:%M}")


# What stands on every second line is said once for each number and language.
@lru_cache(maxsize=2048)
def _overdue(days: int, _language: str) -> str:
    return ngettext("逾期{n}天", "逾期{n}天", days).format(n=days)


@lru_cache(maxsize=2048)
def _quiet(days: int, _language: str) -> str:
    return ngettext("{n}个工作日没有动静", "{n}个工作日没有动静", days).format(n=days)


@lru_cache(maxsize=2048)
def _unplanned(days: int, _language: str) -> str:
    return ngettext("交办{n}个工作日还没有安排", "交办{n}个工作日还没有安排", days).format(n=days)


def _short(value: date | datetime) -> str:
    return f"{value.month}/{value.day}"


def weekday(that: date) -> str:
    """星期."""
    return _(_WEEKDAYS[that.weekday()])
