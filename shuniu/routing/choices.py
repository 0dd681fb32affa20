"""Words with fixed meaning about slips, stages and parts (examples C2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Purpose(models.TextChoices):
    """为什么走这张单."""

    RECEIPT = "receipt", _("收文处理")
    REQUEST = "request", _("请示呈批")
    CONSULT = "consult", _("征求意见")
    CIRCULATE = "circulate", _("传阅")
    DISPATCH = "dispatch", _("发文签批")
    ASIDE = "aside", _("先问一下")  # a slip inside a part: somebody first, then back to me


# On these somebody decides; reading and a question aside are not powers that one could pass on.
DELEGABLE = (Purpose.RECEIPT, Purpose.REQUEST, Purpose.CONSULT, Purpose.DISPATCH)


class Mode(models.TextChoices):
    """一个环节里几个人怎么算数."""

    ALL = "all", _("会签(人人表态)")
    ANY = "any", _("或签(一人即可)")
    SHARE = "share", _("票签(够数即可)")
    INFORM = "inform", _("传阅(不等)")


class StageState(models.TextChoices):
    PLANNED = "planned", _("还没到")
    OPEN = "open", _("正在办")
    CLOSED = "closed", _("走过了")
    DROPPED = "dropped", _("减掉了")


class StageOutcome(models.TextChoices):
    """走过的环节是怎么结束的."""

    PASSED = "passed", _("通过")
    DIFFERS = "differs", _("有不同意见")
    FAILED = "failed", _("票数不够")
    RETURNED = "returned", pgettext_lazy("slip", "退回")
    MOVED = "moved", _("没有等完")  # jumped over, relocated, revoked: the open parts were released


class Origin(models.TextChoices):
    """这个环节、这一份是怎么来的."""

    PLANNED = "planned", _("起单时定的")
    ADDED = "added", _("加签")
    RETURNED = "returned", pgettext_lazy("slip", "退回")
    WITHDRAWN = "withdrawn", _("撤回")
    PASSED_ON = "passed_on", _("转办")
    TALKS = "talks", _("协调")
    RELOCATED = "relocated", _("调整")


class Box(models.TextChoices):
    """意见写进处理笺的哪一栏 (official-documents §8)."""

    FIRST_CHECK = "first_check", _("初审")
    PROPOSAL = "proposal", _("拟办")
    INSTRUCT = "instruct", _("批示")
    COUNTERSIGN = "countersign", _("会签")
    REVIEW = "review", _("核稿")
    SIGN = "sign", _("签发")
    HANDLE = "handle", _("承办")
    READ = "read", _("传阅")
    OTHER = "other", _("其他")


class Verdict(models.TextChoices):
    """一份经办的结果. The first five are words of a person, the rest is what the slip did with the part."""

    AGREE = "agree", _("同意")
    DISAGREE = "disagree", _("不同意")
    ABSTAIN = "abstain", _("弃权")
    READ = "read", _("已阅")
    RETURNED = "returned", pgettext_lazy("slip", "退回")
    PASSED_ON = "passed_on", _("转办")
    RELEASED = "released", _("不用再办")


SPOKEN = (Verdict.AGREE, Verdict.DISAGREE, Verdict.ABSTAIN, Verdict.READ, Verdict.RETURNED)


class SlipOutcome(models.TextChoices):
    COMPLETED = "completed", _("走完")
    REVOKED = "revoked", _("撤销")


class Slot(models.TextChoices):
    """常用流程里的空格: filled when the slip starts, from who and what it is about."""

    STARTER = "starter", _("起单人")
    SECTION_HEAD = "section_head", _("起单人的科长")
    DIRECTOR = "director", _("办公室主任")
    LEADER = "leader", _("分管领导")
    HEAD = "head", _("主要负责人")
    LEAD = "lead", _("牵头单位联络员")
    HELPERS = "helpers", _("配合单位联络员")
    LEADERS = "leaders", _("各位领导")
    PERSON = "person", _("指定的人")
