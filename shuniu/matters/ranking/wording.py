"""说法: the rows, causes and steps of the ranking as a person reads them, in the language of the moment.

Dates as in product.md §9.1: 今天17:00, 明天, 周四 6/18, beyond a week 6月18日 周四, other years with the year.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shuniu.matters.ranking.chase import Step
from shuniu.matters.ranking.lights import Cause, Light
from shuniu.matters.ranking.points import Row


def day(value: date | datetime, now: datetime) -> str:
    """日子: a day as said from `now`."""
    that = value.date() if isinstance(value, datetime) else value
    apart = (that - now.date()).days
    near = {-1: _("昨天"), 0: _("今天"), 1: _("明天"), 2: _("后天")}
    if apart in near:
        return near[apart]
    weekday = _weekday(that)
    if that.year != now.year:
        return _("{year}年{month}月{day}日").format(year=that.year, month=that.month, day=that.day)
    if abs(apart) <= 7:
        return f"{weekday} {that.month}/{that.day}"
    return _("{month}月{day}日 {weekday}").format(month=that.month, day=that.day, weekday=weekday)


def moment(value: datetime, now: datetime) -> str:
    """时刻: with the hour only where the hour matters, that is today."""
    if value.date() == now.date():
        return _("今天{hour}").format(hour=f"{value:%H:%M}")
    return day(value, now)


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
            return _("阶段重点·{tags}").format(tags="、".join(detail["tags"]))
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
            return ngettext("{n}个工作日没有动静", "{n}个工作日没有动静", detail["days"]).format(
                n=detail["days"]
            )
        case "no_plan":
            return ngettext("交办{n}个工作日还没有安排", "交办{n}个工作日还没有安排", detail["days"]).format(
                n=detail["days"]
            )
        case "figures_differ":
            return _("两个数对不上")
        case "difficulty":
            return ngettext(
                "说了有困难，{n}个工作日没人答复", "说了有困难，{n}个工作日没人答复", detail["days"]
            ).format(n=detail["days"])
        case "disputed":
            return _("有争议，等裁定")
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
        case "harm":
            return _("已经造成损失")
    raise KeyError(one.reason)


def _when(due: datetime, now: datetime) -> str:
    return _late(due, now) if due < now else moment(due, now)


def _late(due: datetime, now: datetime) -> str:
    days = (now.date() - due.date()) // timedelta(1)
    if days:
        return ngettext("逾期{n}天", "逾期{n}天", days).format(n=days)
    return _("今天{hour}已过").format(hour=f"{due:%H:%M}")


def _short(value: date | datetime) -> str:
    return f"{value.month}/{value.day}"


def _weekday(that: date) -> str:
    names = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    return names[that.weekday()]
