"""Words with fixed meaning about supervision (supervision.md §1 to §4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Scope(models.TextChoices):
    """督办 of an office and 政府督查 share a word and nothing else: kept apart in every list (S-10)."""

    INTERNAL = "internal", _("督办")
    INSPECTION = "inspection", _("政府督查")


class InspectionKind(models.TextChoices):
    """督查的种类 (2020 regulation, art. 14)."""

    GENERAL = "general", _("综合督查")
    SPECIAL = "special", _("专项督查")
    EVENT = "event", _("事件调查")
    DAILY = "daily", _("日常督办")
    LEADS = "leads", _("线索核查")


class Frequency(models.TextChoices):
    """多久报一次."""

    NONE = "", _("不定期")
    WEEKLY = "weekly", _("每周五")
    MONTHLY = "monthly", _("每月5日前")
    QUARTERLY = "quarterly", _("每季首月5日前")


class Axis(models.TextChoices):
    """看法: the rows of the board."""

    BODY = "body", _("按单位")
    LEADER = "leader", _("按领导")
    SOURCE = "source", _("按来源")


class Found(models.TextChoices):
    """抽查结果."""

    TRUE = "true", _("属实")
    WEAK = "weak", _("不到位")
    UNTRUE = "untrue", _("不实")


class ReviewOutcome(models.TextChoices):
    UPHELD = "upheld", _("维持结论")
    CHANGED = "changed", _("改变结论")


class ReplyKind(models.TextChoices):
    """回执: what comes back from another unit."""

    RECEIVED = "received", _("签收")
    PROGRESS = "progress", _("反馈")
    RESULT = "result", pgettext_lazy("of a task", "办结")
    RETURNED = "returned", pgettext_lazy("of a task", "退回")
