"""Words with fixed meaning about outgoing documents (official-documents §1, §5, §6, §9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DocumentKind(models.TextChoices):
    """文种: the fifteen of the regulation, art. 8; nothing else goes out under its own name."""

    RESOLUTION = "resolution", _("决议")
    DECISION = "decision", _("决定")
    ORDER = "order", _("命令")
    COMMUNIQUE = "communique", _("公报")
    ANNOUNCEMENT = "announcement", _("公告")
    PUBLIC_NOTICE = "public_notice", _("通告")
    OPINION = "opinion", pgettext_lazy("document", "意见")
    NOTICE = "notice", pgettext_lazy("document", "通知")
    CIRCULAR = "circular", pgettext_lazy("document", "通报")
    REPORT = "report", pgettext_lazy("document", "报告")
    REQUEST = "request", pgettext_lazy("document", "请示")
    REPLY = "reply", pgettext_lazy("document", "批复")
    MOTION = "motion", pgettext_lazy("document", "议案")
    LETTER = "letter", pgettext_lazy("document", "函")
    MINUTES = "minutes", pgettext_lazy("document", "纪要")


K = DocumentKind
# 公告、通告、公报、纪要、决议: nobody in particular is written to.
TO_NOBODY = (K.ANNOUNCEMENT, K.PUBLIC_NOTICE, K.COMMUNIQUE, K.MINUTES, K.RESOLUTION, K.ORDER, K.DECISION)
# The word that ends a title, as it is written on paper whatever the language of the page.
WRITTEN = {
    K.RESOLUTION: "决议", K.DECISION: "决定", K.ORDER: "命令", K.COMMUNIQUE: "公报", K.ANNOUNCEMENT: "公告",
    K.PUBLIC_NOTICE: "通告", K.OPINION: "意见", K.NOTICE: "通知", K.CIRCULAR: "通报", K.REPORT: "报告",
    K.REQUEST: "请示", K.REPLY: "批复", K.MOTION: "议案", K.LETTER: "函", K.MINUTES: "纪要",
}  # fmt: skip


class Direction(models.TextChoices):
    """行文方向."""

    UP = "up", _("上行")
    LEVEL = "level", _("平行")
    DOWN = "down", _("下行")


class Disclosure(models.TextChoices):
    """公开属性: proposed by the drafter, checked by the office, fixed by the signer."""

    ACTIVE = "active", _("主动公开")
    ON_REQUEST = "on_request", _("依申请公开")
    NOT_PUBLIC = "not_public", _("不予公开")


class State(models.TextChoices):
    """走到哪一步 (official-documents §5); after sign-off each word says what has been done."""

    DRAFT = "draft", _("拟稿")
    DIVISION_REVIEW = "division_review", _("部门核稿")
    COUNTERSIGN = "countersign", _("会签")
    LEGAL_REVIEW = "legal_review", _("合法性审核")
    OFFICE_REVIEW = "office_review", _("办公室审核")
    DELIBERATION = "deliberation", _("集体审议")
    AWAITING_SIGN = "awaiting_sign", _("待签发")
    SIGNED = "signed", _("已签发")
    RECHECK = "recheck", _("已复核")
    REGISTERED = "registered", _("已编号")
    PRINTING = "printing", _("已印制")
    SEALED = "sealed", _("已用印")
    ISSUED = "issued", _("已核发")
    FILED = "filed", _("已归档")
    VOID = "void", _("已作废")
    REVOKED = "revoked", _("已撤销")
    REPEALED = "repealed", _("已废止")


S = State
UNSIGNED = (
    S.DRAFT, S.DIVISION_REVIEW, S.COUNTERSIGN, S.LEGAL_REVIEW, S.OFFICE_REVIEW, S.DELIBERATION, S.AWAITING_SIGN,
)  # fmt: skip
UNDER_REVIEW = UNSIGNED[1:]
ENDED = (S.VOID, S.REVOKED, S.REPEALED)
IN_FORCE = (S.ISSUED, S.FILED)
# Before sign-off a slip may send a draft on, back and straight back; nobody signs what the office has not passed.
MOVES = {
    *((here, there) for here in UNSIGNED for there in UNSIGNED if here != there),
    (S.AWAITING_SIGN, S.SIGNED),
    (S.SIGNED, S.RECHECK),
    (S.SIGNED, S.DRAFT),  # recheck found something of substance: written anew and signed again
    (S.RECHECK, S.DRAFT),
    (S.RECHECK, S.REGISTERED),
    (S.REGISTERED, S.PRINTING),
    (S.PRINTING, S.SEALED),
    (S.PRINTING, S.ISSUED),  # 纪要 and what bears no seal
    (S.SEALED, S.ISSUED),
    (S.ISSUED, S.FILED),
    *((here, S.VOID) for here in (*UNSIGNED, S.SIGNED, S.RECHECK, S.REGISTERED, S.PRINTING, S.SEALED)),
    *((here, there) for here in IN_FORCE for there in (S.REVOKED, S.REPEALED)),
}
# Which stage of a slip puts the draft into which state.
STAGE_STATES = {
    "division_review": S.DIVISION_REVIEW,
    "countersign": S.COUNTERSIGN,
    "legal_review": S.LEGAL_REVIEW,
    "office_review": S.OFFICE_REVIEW,
    "deliberation": S.DELIBERATION,
    "sign": S.AWAITING_SIGN,
}


class NumberState(models.TextChoices):
    """文号用到哪一步."""

    RESERVED = "reserved", _("预留")
    GIVEN = "given", _("已用")
    VOID = "void", _("作废")


class Role(models.TextChoices):
    """收的是主送还是抄送."""

    MAIN = "main", _("主送")
    COPY = "copy", _("抄送")


class Way(models.TextChoices):
    """怎么送到."""

    HERE = "here", _("本系统内签收")
    UNIT = "unit", _("本库单位收件")
    PACKAGE = "package", _("邮件包")
    PAPER = "paper", _("纸质")
