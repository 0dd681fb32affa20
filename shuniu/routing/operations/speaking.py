"""表态: what a person says on a slip, kept letter by letter."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from shuniu.clock import errands
from shuniu.journal.recording import record
from shuniu.matters.choices import InstructionForm
from shuniu.matters.models import Instruction
from shuniu.matters.operations.changing import change
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person
from shuniu.org.refusals import Refused, require
from shuniu.routing import powers, rules
from shuniu.routing.advancing import settle
from shuniu.routing.choices import Verdict
from shuniu.routing.locking import locked_part
from shuniu.routing.models import Consultation, Part


def decide(
    part: Part,
    *,
    by: Actor,
    verdict: str = Verdict.AGREE,
    opinion: str = "",
    image_sha256: str = "",
    hold: timedelta | None = None,
) -> Part:
    """表态、批示、会签、已阅: one word on my part. The opinion is kept as written; no words at all means the circle (圈阅).

    `hold` keeps it back for so long: until then it may be withdrawn and nothing goes on (product §10).
    Raises Refused when it is not mine, not yet, already said, or a dissent without a reason.
    """
    if verdict not in (Verdict.AGREE, Verdict.DISAGREE, Verdict.ABSTAIN, Verdict.READ):
        raise Refused(_("请选同意、不同意、弃权或已阅"), "verdict", "verdict")
    with record(
        "slip.read" if verdict == Verdict.READ else "slip.decided", by=by, subject=part.stage.slip.matter
    ) as line:
        part = locked_part(part)
        require(rules.may_decide(by, part, verdict))
        if verdict == Verdict.DISAGREE and not opinion.strip() and not image_sha256:
            raise Refused(_("不同意要说一句为什么,对方好改"), "opinion", "opinion")
        under = powers.power(by, part).delegation
        say(part, by=by, verdict=verdict, opinion=opinion, image_sha256=image_sha256, hold=hold)
        matter = part.stage.slip.matter
        if not hold:
            keep_words(part)
        settle(part.stage)
        line.by = by.in_the_name_of(part.acting_for)
        change(line, matter)
        line.update(
            part=part.pk,
            stage=part.stage.title,
            word=str(Verdict(verdict).label),
            opinion=opinion,
            image=image_sha256,
            whom=part.acting_for.name if part.acting_for else "",
            basis=under.basis if under else "",
        )
    part.refresh_from_db()
    return part


def consult(part: Part, *, whom: Person, words: str, by: Actor) -> Consultation:
    """请示本人: what whoever is away, or the head, answered when the stand-in asked; both names go on record (D-04, D-10)."""
    with record("slip.consulted", by=by, subject=part.stage.slip.matter) as line:
        part = locked_part(part)
        require(rules.may_consult(by, part, whom))
        if not words.strip():
            raise Refused(_("写下他是怎么答的"), "words", "words")
        asked = Consultation.objects.create(part=part, by=by.somebody, whom=whom, words=words, at=moment.now())
        line.by = by.in_the_name_of(part.standing_in_for)
        line.update(part=part.pk, stage=part.stage.title, whom=whom.name, words=words)
        change(line, part.stage.slip.matter)
    return asked


def keep_words(part: Part) -> None:
    """原话: what a leader wrote stands first on the matter, letter by letter, from the moment it stands at all."""
    if (
        part.stage.box not in rules.LEADERS_BOXES
        or not (part.opinion.strip() or part.image_sha256)
        or part.instruction_id
    ):
        return
    assert part.decided_by is not None and part.decided_at is not None, "kept only once spoken"
    part.instruction = Instruction.objects.create(
        matter=part.stage.slip.matter,
        leader=part.decided_by,
        form=InstructionForm.WRITTEN,
        words=part.opinion,
        image_sha256=part.image_sha256,
        at=part.decided_at,
        confirmed_at=part.decided_at,
    )
    part.save(update_fields=["instruction"])


def say(
    part: Part,
    *,
    by: Actor,
    verdict: str,
    opinion: str,
    image_sha256: str = "",
    hold: timedelta | None = None,
) -> None:
    """Write the word onto the part: who spoke, and in whose name when it is not their own."""
    now = moment.now()
    whose = rules.whose(by, part)
    part.verdict, part.opinion, part.image_sha256 = verdict, opinion, image_sha256
    part.decided_by, part.decided_at = by.person, now
    part.acting_for = (
        whose if whose is not None and by.person is not None and whose.pk != by.person.pk else None
    )
    part.settles_at = now + hold if hold else None
    part.save()
    if hold:
        errands.ask(
            "slip.settle", unit=by.unit, key=f"slip.settle:{part.pk}", due=part.settles_at, part=part.pk
        )
