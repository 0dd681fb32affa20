"""Words with fixed meaning about matters (product §4.1, §4.2). No other state words appear on any screen."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Five words and four side words."""

    PENDING = "pending", _("待分办")
    GIVEN = "given", _("待签收")
    IN_HAND = "in_hand", _("办理中")
    REPORTED = "reported", _("待核")
    DONE = "done", pgettext_lazy("state", "办结")
    DISPUTED = "disputed", _("待定")
    SHELVED = "shelved", pgettext_lazy("state", "缓办")
    MERGED = "merged", pgettext_lazy("state", "并入")
    RETURNED = "returned", pgettext_lazy("state", "退回")


OPEN_STATES = (
    State.PENDING,
    State.GIVEN,
    State.IN_HAND,
    State.REPORTED,
    State.DISPUTED,
    State.SHELVED,
)
CLOSED_STATES = (State.DONE, State.MERGED, State.RETURNED)

S = State
# Allowed moves; everything else is refused with the state's own word. Undoing a verb walks a pair backwards.
MOVES = {
    (S.PENDING, S.GIVEN),
    (S.PENDING, S.IN_HAND),  # the placer keeps it
    (S.PENDING, S.DONE),  # 当场答复
    (S.PENDING, S.SHELVED),
    (S.PENDING, S.MERGED),
    (S.PENDING, S.RETURNED),
    (S.GIVEN, S.IN_HAND),
    (S.GIVEN, S.DISPUTED),  # 不归我们
    (S.GIVEN, S.SHELVED),
    (S.GIVEN, S.MERGED),
    (S.GIVEN, S.DONE),
    (S.GIVEN, S.REPORTED),
    (S.IN_HAND, S.GIVEN),  # 改派
    (S.IN_HAND, S.REPORTED),
    (S.IN_HAND, S.DONE),
    (S.IN_HAND, S.DISPUTED),
    (S.IN_HAND, S.SHELVED),
    (S.IN_HAND, S.MERGED),
    (S.REPORTED, S.DONE),
    (S.REPORTED, S.IN_HAND),  # 退回重办
    (S.REPORTED, S.MERGED),
    (S.DISPUTED, S.GIVEN),  # 裁定; a dispute is ruled first, it is not shelved or merged away
    (S.SHELVED, S.PENDING),  # 到日自动回
    (S.SHELVED, S.MERGED),
    (S.DONE, S.IN_HAND),  # something was missed
    (S.MERGED, S.PENDING),
    (S.RETURNED, S.PENDING),
}


class SourceType(models.TextChoices):
    """来源: from where it reached the office."""

    PAPER = "paper", _("来文")
    CALL = "call", _("电话")
    INSTRUCTION = "instruction", _("批示")
    ORAL = "oral", _("口头")
    MEETING = "meeting", _("会议")
    VISIT = "visit", _("来访")
    HOTLINE = "hotline", _("热线")
    PLAN = "plan", _("计划")
    FOUND = "found", _("自发现")
    MAIL = "mail", _("邮件")


class Visibility(models.TextChoices):
    NORMAL = "normal", _("普通")
    INTERNAL = "internal", _("内部")
    RESTRICTED = "restricted", _("限定")  # named persons only; reading is recorded


class Urgency(models.IntegerChoices):
    ORDINARY = 0, _("普通")
    URGENT = 1, _("加急")
    EXTRA = 2, _("特急")


class Weight(models.IntegerChoices):
    """Three steps for importance, hardness and difficulty (轻重、难易)."""

    LIGHT = 1, _("轻")
    MIDDLE = 2, _("中")
    HEAVY = 3, _("重")


class Effort(models.TextChoices):
    FINE = "fine", _("精办")
    USUAL = "usual", _("常办")
    SIMPLE = "simple", _("简办")


class DemandOutcome(models.TextChoices):
    """What became of one demand of a paper: a task, or already met, or not ours to do, with a reason."""

    OPEN = "open", _("未定")
    TASK = "task", _("成任务")
    COVERED = "covered", _("已有")
    DROPPED = "dropped", _("不适用")


class InstructionForm(models.TextChoices):
    WRITTEN = "written", _("批示")
    ORAL = "oral", _("口头")


class PaperRole(models.TextChoices):
    ORIGINAL = "original", _("原件")
    ATTACHMENT = "attachment", _("附件")
    PROOF = "proof", _("佐证")
    SAMPLE = "sample", _("样表")
    SHEET = "sheet", _("回来的纸")


class FieldKind(models.TextChoices):
    """样表的栏: what may be written into it. SAME is a number that every body should give alike."""

    TEXT = "text", _("文字")
    NUMBER = "number", _("各家各的数")
    SAME = "same", _("各家应一样的数")
    DATE = "date", _("日期")


class ReadingState(models.TextChoices):
    WAITING = "waiting", _("等待识别")
    WORKING = "working", _("识别中")
    READ = "read", _("已读出")
    FAILED = "failed", _("没读出来")


class ArrivingState(models.TextChoices):
    """正在收: what became of a file that is looked at before it is kept."""

    READING = "reading", _("正在看")
    TAKEN = "taken", _("已收")
    REFUSED = "refused", _("没有收")
    STOPPED = "stopped", _("停下了")


class Gap(models.TextChoices):
    """没人管的几种: how it was found (product §7.12)."""

    YEARLY = "yearly", _("年年有,今年没列")
    ORPHAN = "orphan", _("经手人已离岗")
    REMAINS = "remains", _("交接遗留")
    REFUSED = "refused", _("都说不归我们,还没定")
    UNANSWERED = "unanswered", _("来文的要求没有着落")
    NO_STAND_IN = "no_stand_in", _("职责没有B角")
    NO_PERSON = "no_person", _("职责没有落到人")
