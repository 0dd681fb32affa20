"""Words with fixed meaning about the archive (domain: archives.md)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Period(models.TextChoices):
    """保管期限: how long a record is kept, the longest first."""

    PERMANENT = "Y", _("永久")
    THIRTY = "D30", _("30年")
    TEN = "D10", _("10年")

    @property
    def years(self) -> int | None:
        """None: for ever."""
        return {"Y": None, "D30": 30, "D10": 10}[str(self.value)]


LENGTH = {Period.TEN.value: 1, Period.THIRTY.value: 2, Period.PERMANENT.value: 3}


class Category(models.TextChoices):
    """门类: what sort of record it is."""

    DOCUMENTS = "WS", _("文书")
    PHOTOGRAPHS = "ZP", _("照片")
    SOUND = "LY", _("录音")
    VIDEO = "LX", _("录像")
    SCIENCE = "KJ", _("科技")
    ACCOUNTS = "KU", _("会计")


class Origin(models.TextChoices):
    """谁的文件: whose papers a line of the table speaks of."""

    ANY = "any", _("不论")
    OWN = "own", _("本机关")
    ABOVE = "above", _("上级")
    EQUAL = "equal", _("同级和不相隶属")
    BELOW = "below", _("下级")
    PEOPLE = "people", _("群众")


class PartRole(models.TextChoices):
    """件内: what a piece of an item is; `INSIDE` says in which order the pieces lie (DA/T 22-2015)."""

    REPLY = "reply", _("复文")
    PRINT = "print", _("正本")
    SLIP = "slip", _("处理单")
    ORIGINAL = "original", _("来文")
    ATTACHMENT = "attachment", _("附件")
    DISPATCH = "dispatch", _("发文稿纸")
    DRAFT = "draft", _("签发稿")
    AMENDMENT = "amendment", _("重要修改稿")
    PROOF = "proof", _("佐证")
    SHEET = "sheet", _("回来的纸")


# Reply before what it answers, handling slip before the received paper, print before slip and draft of a sent one.
INSIDE = [role.value for role in PartRole]


class Stage(models.TextChoices):
    """检测环节: when the four properties were tested."""

    FILING = "GD", _("归档")
    TRANSFER = "YJ", _("移交")
    KEEPING = "CQ", _("长期保存")


class Outcome(models.TextChoices):
    PASS = "pass", _("通过")
    WARN = "warn", _("通过,有提醒")
    FAIL = "fail", _("不通过")


class HoldReason(models.TextChoices):
    """为什么不许动."""

    PETITION = "petition", _("信访")
    SUIT = "suit", _("诉讼")
    AUDIT = "audit", _("审计")
    INSPECTION = "inspection", _("检查")


class Fate(models.TextChoices):
    """鉴定意见: what becomes of a record whose period is over."""

    EXTEND = "extend", _("续存")
    DESTROY = "destroy", _("销毁")
