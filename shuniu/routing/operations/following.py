"""催办、挂起、到时生效."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from shuniu.journal.models import Line
from shuniu.journal.recording import record
from shuniu.matters.operations.changing import change
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, require
from shuniu.routing import rules
from shuniu.routing.advancing import settle
from shuniu.routing.choices import StageState
from shuniu.routing.locking import locked_part, locked_slip
from shuniu.routing.models import Part, Slip, Suspension
from shuniu.routing.operations.speaking import keep_words


def chase(part: Part, *, by: Actor, words: str = "") -> None:
    """催办: one line to the one person who has it; nothing moves, and silence goes on counting."""
    with record("slip.chased", by=by, subject=part.stage.slip.matter) as line:
        part = locked_part(part)
        chased = Line.objects.about(part.stage.slip.matter).filter(verb="slip.chased").order_by("-seq")
        last = next((found.at for found in chased[:50] if found.particulars.get("part") == part.pk), None)
        require(rules.may_chase(by, part, last))
        line.update(part=part.pk, stage=part.stage.title, holder=part.holder.name, words=words)


def suspend(slip: Slip, *, reason: str, by: Actor) -> Suspension:
    """挂起: the slip rests and its clock stands, until taken up again."""
    if not reason.strip():
        raise Refused(_("挂起要说一句等什么"), "reason", "reason")
    with record("slip.suspended", by=by, subject=slip.matter) as line:
        slip = locked_slip(slip)
        require(rules.may_suspend(by, slip))
        pause = Suspension.objects.create(slip=slip, since=moment.now(), by=by.somebody, reason=reason[:200])
        line.update(slip=slip.title, reason=reason)
        change(line, slip.matter)
    return pause


def resume(slip: Slip, *, by: Actor) -> Slip:
    """恢复: the clock runs again."""
    with record("slip.resumed", by=by, subject=slip.matter) as line:
        slip = locked_slip(slip)
        require(rules.may_resume(by, slip))
        slip.suspensions.filter(ended=None).update(ended=moment.now())
        line["slip"] = slip.title
        change(line, slip.matter)
    return slip


def settle_word(part: Part, *, by: Actor) -> Part:
    """到时生效: the sixty seconds are over, the word stands and the slip goes on. Twice does no harm."""
    with transaction.atomic():
        part = locked_part(part)
        stands = part.settles_at is not None and part.retracted_at is None and part.settles_at <= moment.now()
        if not stands or part.instruction_id or part.stage.state != StageState.OPEN:
            return part
        with record("slip.settled", by=by, subject=part.stage.slip.matter) as line:
            keep_words(part)
            settle(part.stage)
            line.update(part=part.pk, stage=part.stage.title, name=part.signature)
    return part
