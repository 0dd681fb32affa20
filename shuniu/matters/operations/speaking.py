"""原话、问过、困难: what leaders said, what was asked, what is stuck. Words are kept as they were."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from shuniu.clock.office_calendar import calendar_for
from shuniu.journal.models import Line
from shuniu.journal.recording import record
from shuniu.matters import rules
from shuniu.matters.choices import InstructionForm
from shuniu.matters.models import Clearance, Difficulty, Instruction, Matter, Question
from shuniu.matters.operations.changing import change, locked
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person
from shuniu.org.refusals import Refused, require


def instruct(
    matter: Matter,
    *,
    leader: Person,
    words: str,
    by: Actor,
    form: str = InstructionForm.WRITTEN,
    image_sha256: str = "",
    at: datetime | None = None,
) -> Instruction:
    """批示、口头交办: a leader's words, letter by letter. Written down by the office they wait for one tap."""
    if not words.strip() and not image_sha256:
        raise Refused(_("原话是空的"), "words", "words")
    with record("matter.instructed", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_instruct(by, leader))
        now = moment.now()
        own = by.person is not None and by.person.pk == leader.pk
        instruction = Instruction.objects.create(
            matter=matter,
            leader=leader,
            form=form,
            words=words,
            image_sha256=image_sha256,
            at=at or now,
            written_down_by=None if own else by.person,
            confirmed_at=now if own else None,
        )
        change(line, matter)
        line.update(leader=leader.name, words=words, form=str(InstructionForm(form).label))
    return instruction


def confirm_words(instruction: Instruction, *, by: Actor) -> Instruction:
    """确认原话: the leader taps once: yes, I said so."""
    with record("matter.words_confirmed", by=by, subject=instruction.matter) as line:
        locked(instruction.matter)
        instruction.refresh_from_db()
        require(rules.may_confirm_words(by, instruction))
        Instruction.objects.filter(pk=instruction.pk).update(confirmed_at=moment.now())
        line.update(leader=instruction.leader.name, words=instruction.words)
    instruction.refresh_from_db()
    return instruction


def deny_words(instruction: Instruction, *, by: Actor, correction: str = "") -> Instruction:
    """不是这么说的: the words written down stay as they were, marked as denied; a correction is a new instruction."""
    with record("matter.words_denied", by=by, subject=instruction.matter) as line:
        matter = locked(instruction.matter)
        instruction.refresh_from_db()
        require(rules.may_confirm_words(by, instruction))
        now = moment.now()
        Instruction.objects.filter(pk=instruction.pk).update(denied_at=now)
        if correction.strip():
            Instruction.objects.create(
                matter=matter,
                leader=instruction.leader,
                form=InstructionForm.ORAL,
                words=correction,
                at=now,
                confirmed_at=now,
            )
        line.update(leader=instruction.leader.name, words=instruction.words, correction=correction)
    instruction.refresh_from_db()
    return instruction


def ask(matter: Matter, *, by: Actor, words: str = "") -> Question:
    """问一句: a leader or the director asks how it stands; it counts, and the holder sees it."""
    with record("matter.asked", by=by, subject=matter) as line:
        matter = locked(matter)
        question = Question.objects.create(matter=matter, by=by.somebody, at=moment.now(), words=words[:200])
        # No `change`: to be asked is not a movement of the matter; silence goes on counting.
        line["words"] = words
    return question


def raise_difficulty(
    matter: Matter, *, stuck: str, by: Actor, tried: str = "", needed: str = ""
) -> Difficulty:
    """我有困难: what is stuck, tried, needed. An answer is owed by the end of the next working day."""
    if not stuck.strip():
        raise Refused(_("说一句卡在哪里"), "stuck", "stuck")
    with record("matter.difficulty_raised", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_feed_back(by, matter))
        now = moment.now()
        calendar = calendar_for(matter.unit)
        owed = moment.aware(calendar.end_of_work(calendar.add_working_days(moment.local(now).date(), 1)))
        difficulty = Difficulty.objects.create(
            matter=matter,
            by=by.somebody,
            raised=now,
            stuck=stuck,
            tried=tried,
            needed=needed,
            answer_due=max(owed, now + timedelta(hours=1)),
        )
        change(line, matter)
        line.update(stuck=stuck, needed=needed)
    return difficulty


def answer_difficulty(difficulty: Difficulty, *, answer: str, by: Actor) -> Difficulty:
    """答复困难: what the office does about it."""
    if not answer.strip():
        raise Refused(_("写一句怎么帮"), "answer", "answer")
    with record("matter.difficulty_answered", by=by, subject=difficulty.matter) as line:
        matter = locked(difficulty.matter)
        difficulty.refresh_from_db()
        require(rules.may_answer_difficulty(by, difficulty))
        Difficulty.objects.filter(pk=difficulty.pk).update(
            answered=moment.now(), answered_by=by.person, answer=answer
        )
        change(line, matter)
        line["answer"] = answer
    difficulty.refresh_from_db()
    return difficulty


def open_restricted(matter: Matter, *, by: Actor) -> None:
    """看限定件: who looked at a restricted matter, once a day for each person. Ordinary items have no read-marks."""
    start = moment.now().replace(hour=0, minute=0, second=0, microsecond=0)
    seen = Line.objects.about(matter).filter(verb="matter.opened", actor=by.person, at__gte=start)
    if not matter.is_restricted or seen.exists():
        return
    with record("matter.opened", by=by, subject=matter) as line:
        locked(matter)
        line["number"] = matter.number


def clear(matter: Matter, *, person: Person, by: Actor) -> Clearance:
    """限定放开: let one more named person know of a restricted matter."""
    with record("matter.cleared", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_set_demand(by, matter))
        clearance, _new = Clearance.objects.get_or_create(
            matter=matter, person=person, defaults={"given_by": by.person, "since": moment.now()}
        )
        line["person"] = person.name
    return clearance
