"""机关代字、印章: what the office numbers and seals with, and a seal used for something that is no document."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shuniu.documents import rules
from shuniu.documents.models import Seal, SealUse, Series
from shuniu.documents.operations.issuing import next_row
from shuniu.journal.recording import record
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Person
from shuniu.org.refusals import Refused, require


def add_series(*, code: str, issuer: str, by: Actor, kinds: tuple[str, ...] = ()) -> Series:
    """设机关代字."""
    code = code.strip()
    if not 2 <= len(code) <= 12 or not all("\u4e00" <= char <= "\u9fff" for char in code):
        raise Refused(_("机关代字是 2 到 12 个汉字,例如 岚政办发"), "code", "code")
    with record("series.added", by=by) as line:
        require(rules.may_keep_series(by))
        if Series.objects.filter(unit=by.unit, code=code).exists():
            raise Refused(_("“%s”已经有了") % code, "twice", "code")
        series = Series.objects.create(
            unit=by.unit, code=code, issuer=issuer.strip() or by.unit.name, kinds=list(kinds)
        )
        line.subject = series
        line.update(code=code, issuer=series.issuer)
    return series


def add_seal(*, name: str, by: Actor, keeper: Person | None = None) -> Seal:
    """登记一枚印章."""
    if not name.strip():
        raise Refused(_("写明印文"), "name", "name")
    with record("office_seal.added", by=by) as line:
        require(rules.may_keep_series(by))
        if Seal.objects.filter(unit=by.unit, name=name.strip(), stopped_on=None).exists():
            raise Refused(_("“%s”已经有了") % name.strip(), "twice", "name")
        seal = Seal.objects.create(unit=by.unit, name=name.strip(), keeper=keeper)
        line.subject = seal
        line.update(name=seal.name, keeper=keeper.name if keeper else "")
    return seal


def use_seal(
    seal: Seal, *, title: str, copies: int, applicant: Person, approver: Person, by: Actor, spoiled: int = 0
) -> SealUse:
    """用印登记 of what has no sending slip: a certificate, a contract. A leader of the unit approves, never the asker."""
    if not title.strip():
        raise Refused(_("写明用在什么上;空白纸、空白介绍信不能盖"), "title", "title")
    with record("office_seal.used", by=by, subject=seal) as line:
        seal = Seal.objects.select_for_update(of=("self",)).select_related("keeper").get(pk=seal.pk)
        require(rules.may_use_seal(by, seal))
        if approver.pk == applicant.pk:
            raise Refused(_("申请的人不能自己批"), "self", "approver")
        roles = set(approver.grants.filter(until=None).values_list("role", flat=True))
        if not roles & {Role.HEAD, Role.LEADER, Role.DIRECTOR}:
            raise Refused(_("用印要单位领导批准,%s不是") % approver.name, "power", "approver")
        use = SealUse.objects.create(
            seal=seal, **next_row(seal), at=moment.now(), title=title.strip()[:200], copies=max(copies, 1),
            applicant=applicant, approver=approver, keeper=seal.keeper or by.somebody, spoiled=max(spoiled, 0),
        )  # fmt: skip
        line.update(title=use.title, serial=use.serial, copies=use.copies, approver=approver.name)
    return use
