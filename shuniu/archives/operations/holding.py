"""不许动: put on by the office with its basis, taken off by the director with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from shuniu.archives import rules
from shuniu.archives.choices import HoldReason
from shuniu.archives.models import ArchiveItem, LegalHold
from shuniu.journal.recording import record
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, require


def hold(items: Sequence[ArchiveItem], *, why: str, basis: str, by: Actor) -> LegalHold:
    """不许动: nothing of these is destroyed while it stands."""
    if why not in HoldReason.values:
        raise Refused(_("写明是信访、诉讼、审计还是检查"), "why", "why")
    if not basis.strip():
        raise Refused(_("写明依据,比如立案号"), "words", "basis")
    if not items:
        raise Refused(_("选出是哪几件"), "empty", "items")
    with record("archive.held", by=by) as line:
        require(rules.may_hold(by))
        made = LegalHold.objects.create(
            unit=by.unit, why=why, basis=basis.strip()[:200], since=moment.now(), by=by.somebody
        )
        made.items.set(items)
        line.subject = made
        line.update(
            why=str(HoldReason(why).label), basis=made.basis, codes=[str(item.code) for item in items],
            count=len(items),
        )  # fmt: skip
    return made


def release(held: LegalHold, *, reason: str, by: Actor) -> LegalHold:
    """解除."""
    if not reason.strip():
        raise Refused(_("写一句为什么解除"), "words", "reason")
    with record("archive.released", by=by, subject=held) as line:
        held = LegalHold.objects.select_for_update().get(pk=held.pk)
        require(rules.may_release(by, held))
        LegalHold.objects.filter(pk=held.pk).update(
            ended_at=moment.now(), ended_by=by.somebody, ended_why=reason.strip()[:200]
        )
        line.update(basis=held.basis, reason=reason.strip())
    held.refresh_from_db()
    return held
