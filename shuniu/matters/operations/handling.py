"""承办: acknowledge, say how it stands, report it done, have it checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.matters import rules
from shuniu.matters.choices import State
from shuniu.matters.models import Dispute, Feedback, Matter
from shuniu.matters.operations.asking import fill, form_of
from shuniu.matters.operations.changing import change, hand_to, locked
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, require


def acknowledge(matter: Matter, *, by: Actor) -> Matter:
    """签收: the holder has it and is at it."""
    with record("matter.acknowledged", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_acknowledge(by, matter))
        # 请另一家看: who signs for it takes it, and nothing is left to rule.
        Dispute.objects.filter(matter=matter, ruled_at=None, provisional=None).update(
            ruled_at=moment.now(), ruled_by=by.person, ruled_for=matter.lead_id, ruling=_("自己接了")
        )
        change(line, matter, state=State.IN_HAND)
    return matter


def feed_back(matter: Matter, *, words: str, by: Actor, values: Mapping[int, str] | None = None) -> Feedback:
    """反馈: one line on how it stands; self-reported (空心) until somebody else has checked it.

    `values`: what was put into the fields of the form, by id of the field; they are kept with this feedback.
    """
    if not words.strip() and not _filled(values):
        raise Refused(_("写一句进展就行"), "words", "words")
    with record("matter.fed_back", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_feed_back(by, matter))
        feedback = Feedback.objects.create(
            matter=matter, by=by.somebody, at=moment.now(), words=words.strip()
        )
        figures = _fill(feedback, matter, values)
        change(line, matter)
        line["words"] = ";".join(said for said in (feedback.words, figures) if said)
    return feedback


def _filled(values: Mapping[int, str] | None) -> bool:
    return any(value.strip() for value in (values or {}).values())


def _fill(feedback: Feedback, matter: Matter, values: Mapping[int, str] | None) -> str:
    """What was put into the form, kept with the feedback; in words for the journal."""
    if not _filled(values):
        return ""
    made = fill(feedback, values or {}, form_of(matter))
    return ",".join(f"{one.field.name} {one.value}" for one in made)


def report_done(
    matter: Matter,
    *,
    result: str,
    by: Actor,
    values: Mapping[int, str] | None = None,
    as_feedback: bool = False,
) -> Matter:
    """报结: the doer says it is done and how; it waits for a check by somebody else (S-06).

    With `values`, or with `as_feedback` where proofs are to follow, the report is also a feedback that keeps them.
    """
    if not result.strip():
        raise Refused(_("写一句结果:办成了什么,凭什么说办成了"), "result", "result")
    with record("matter.reported", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_report_done(by, matter))
        line["result"] = result
        if as_feedback or _filled(values):
            feedback = Feedback.objects.create(matter=matter, by=by.somebody, at=moment.now(), words=result)
            _fill(feedback, matter, values)
        change(
            line,
            matter,
            state=State.REPORTED,
            reported_at=moment.now(),
            reported_by=by.person,
            result=result,
        )
    return matter


def verify(matter: Matter, *, by: Actor, remark: str = "") -> Matter:
    """核实办结: somebody other than the doer looked; the light is filled from here on."""
    with record("matter.verified", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_verify(by, matter))
        now = moment.now()
        matter.feedbacks.filter(verified_by=None).exclude(by=by.person).update(
            verified_by=by.person, verified_at=now
        )
        line["remark"] = remark
        change(line, matter, state=State.DONE, completed=now, verified_by=by.person)
    return matter


def send_back(matter: Matter, *, reason: str, by: Actor, untrue: bool = False) -> Matter:
    """退回重办: weak, or (`untrue`) not as reported; back to the same hand."""
    if not reason.strip():
        raise Refused(_("说一句差在哪里"), "reason", "reason")
    with record("matter.sent_back", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_verify(by, matter))
        if untrue and not matter.feedbacks.filter(verified_by=None).update(untrue=True):
            mark_untrue(matter)
        line.update(reason=reason, untrue=untrue)
        change(line, matter, state=State.IN_HAND, reported_at=None, reported_by=None)
    return matter


def mark_untrue(matter: Matter) -> None:
    """不实: the last word of the doer; a report that came without a word before it is kept as one."""
    last = matter.feedbacks.last()
    if last is not None:
        Feedback.objects.filter(pk=last.pk).update(untrue=True)
    elif matter.reported_by is not None and matter.reported_at is not None:
        Feedback.objects.create(
            matter=matter, by=matter.reported_by, at=matter.reported_at, words=matter.result, untrue=True
        )


def complete(matter: Matter, *, result: str, by: Actor) -> Matter:
    """办结: a small thing of the office's own, done and said in one line. What is owed or late is reported instead."""
    if not result.strip():
        raise Refused(_("写一句结果"), "result", "result")
    with record("matter.completed", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_complete(by, matter))
        line["result"] = result
        change(
            line,
            matter,
            state=State.DONE,
            completed=moment.now(),
            reported_by=by.person,
            reported_at=moment.now(),
            result=result,
        )
    return matter


def reopen(matter: Matter, *, reason: str, by: Actor) -> Matter:
    """重新打开: something was missed; back to whoever had it, or to who stands in for them."""
    if not reason.strip():
        raise Refused(_("说一句为什么要重新打开"), "reason", "reason")
    with record("matter.reopened", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_reopen(by, matter))
        line["reason"] = reason
        holder = matter.standing_in_for or matter.holder or by.somebody
        change(
            line,
            matter,
            state=State.IN_HAND,
            completed=None,
            verified_by=None,
            reported_at=None,
            reported_by=None,
            **hand_to(holder),
        )
    return matter


def plan(matter: Matter, *, day: date | None, by: Actor) -> Matter:
    """排定: the day on which I mean to do it; mine to move freely."""
    with record("matter.planned", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_plan(by, matter))
        change(line, matter, planned=day)
        line["day"] = day.isoformat() if day else ""
    return matter


def set_next_step(matter: Matter, *, step: str, by: Actor) -> Matter:
    """下一步: one line, verb first."""
    with record("matter.step_set", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_feed_back(by, matter))
        change(line, matter, next_step=step.strip()[:200])
        line["step"] = matter.next_step
    return matter
