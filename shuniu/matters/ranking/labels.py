"""叫法: what each weight and each day of the ladder is called where the director sets them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

WEIGHTS = {
    "overdue": gettext_lazy("硬时限过了"),
    "distance_0": gettext_lazy("硬时限今天"),
    "distance_1": gettext_lazy("还有1个工作日"),
    "distance_3": gettext_lazy("还有3个工作日"),
    "distance_5": gettext_lazy("还有5个工作日"),
    "head": gettext_lazy("主要领导批示(30天内)"),
    "in_charge": gettext_lazy("分管领导批示(30天内)"),
    "asked": gettext_lazy("被问一次"),
    "asked_most": gettext_lazy("被问,最多"),
    "postponed": gettext_lazy("延期一次"),
    "postponed_most": gettext_lazy("延期,最多"),
    "disputed": gettext_lazy("有争议"),
    "silent": gettext_lazy("五个工作日无动静"),
    "waiting": gettext_lazy("有人在等,每家"),
    "waiting_most": gettext_lazy("有人在等,最多"),
    "safety": gettext_lazy("安全"),
    "focus": gettext_lazy("阶段重点"),
    "from_above": gettext_lazy("上级硬任务"),
    "peak": gettext_lazy("该备了"),
}
RUNGS = {
    "remind": gettext_lazy("提醒:时限前几个工作日"),
    "blue": gettext_lazy("督办·蓝:过了几个工作日"),
    "yellow": gettext_lazy("督办·黄:过了几个工作日"),
    "red": gettext_lazy("督办·红:过了几个工作日"),
}
