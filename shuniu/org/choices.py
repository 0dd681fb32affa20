"""Words with fixed meaning about bodies and people."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DivisionKind(models.TextChoices):
    """What a body is to the office; decides where it stands in lists and who answers for it."""

    LEADERSHIP = "leadership", _("领导班子")
    OFFICE = "office", _("办公室")  # the general office itself, and its sections
    DEPARTMENT = "department", _("部门")
    TOWNSHIP = "township", _("乡镇街道")
    DUAL = "dual", _("双重领导单位")


class Role(models.TextChoices):
    """What a person may see and do (product §4.5)."""

    HEAD = "head", _("主要负责人")  # held beside LEADER: full charge, sees the whole of the unit but 限定
    LEADER = "leader", pgettext_lazy("one", "领导")
    DIRECTOR = "director", _("办公室主任")
    DEPUTY = "deputy", _("副主任")
    STAFF = "staff", _("办公室工作人员")
    LIAISON = "liaison", _("联络员")
    DESK = "desk", _("值班与司机")
    INSPECTION = "inspection", _("纪检")
    ADMIN = "admin", _("系统管理员")


class AbsenceKind(models.TextChoices):
    LEAVE = "leave", _("休假")
    TRIP = "trip", _("出差")
    STUDY = "study", _("学习培训")
    SICK = "sick", _("病假")
    SECONDMENT = "secondment", _("借调")
    MEETING = "meeting", _("外出开会")
    OTHER = "other", _("其他")


class ChargeKind(models.TextChoices):
    """How a leader answers for a field (people-and-assessment.md §1)."""

    IN_CHARGE = "in_charge", _("分管")
    ASSISTING = "assisting", _("协管")
    CONTACT = "contact", _("联系")


class SkillLevel(models.IntegerChoices):
    WATCHED = 1, _("看")
    HELPED = 2, _("跟")
    CHECKED = 3, _("办")
    ALONE = 4, _("独办")
    TEACHES = 5, _("带")


class Factor(models.TextChoices):
    """第二道确认: what is asked before a leader's word goes out."""

    NONE = "none", _("不用")
    PASSWORD = "password", _("再输一次口令")
    CODE = "code", _("手机验证码")
    PASSKEY = "passkey", _("通行密钥")
