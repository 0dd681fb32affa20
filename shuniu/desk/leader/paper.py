"""一件: the paper as a leader reads it — reflowed text, what is asked, who said what so far, what is proposed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shuniu.desk.leader.waiting import Waiting, waiting_for
from shuniu.documents.signing import Signing, signing_of
from shuniu.matters.models import Demand, Matter, Paper, Reading
from shuniu.matters.reading.text import normalise
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import DivisionKind
from shuniu.org.models import Person
from shuniu.org.refusals import Verdict as Ruling
from shuniu.routing import powers, readings, rules
from shuniu.routing.choices import Box, Purpose, StageState, Verdict
from shuniu.routing.models import Part, Slip, Stage

FIRST = 3000  # characters of the first screen; the rest is one press away and keeps the page light
MOST_POINTS = 6
MOST_FIGURES = 4
SIZES = (("usual", gettext_lazy("字")), ("large", gettext_lazy("大")), ("huge", gettext_lazy("特大")))
_MONEY = re.compile(r"\d[\d,]*(?:\.\d+)?\s*(?:亿元|百万元|万元|千元|元)")
_READY = re.compile(r"^\s*常用批语\s*[:：]\s*(.+)$", re.MULTILINE)
_PARTED = re.compile(r"[;；|/]")
USUAL = (gettext_lazy("同意"), gettext_lazy("同意拟办"), gettext_lazy("请…阅处"))
MOST_READY = 8


@dataclass(slots=True)
class Opinion:
    """一条意见: who, at which stop, what; `differs` when it was no."""

    who: str
    stage: str
    word: str
    words: str
    ink: str  # the address of the handwriting
    differs: bool
    is_proposal: bool


def ready_sentences(person: Person) -> list[str]:
    """现成的话: those that the leader's work card names after 常用批语, else the usual three."""
    said = _READY.search(person.work_card or "")
    own = [one.strip() for one in _PARTED.split(said.group(1)) if one.strip()] if said else []
    return own[:MOST_READY] or [str(one) for one in USUAL]


def reflowed(text: str) -> list[str]:
    """阅读版: the words of the original with the broken lines put together; not one character is changed."""
    page = normalise(text)
    found = []
    for passage in page.paragraphs:
        if passage.places:
            as_printed = page.original[passage.places[0] : passage.places[-1] + 1]
            found.append(re.sub(r"[ \t\u3000]*\n[ \t\u3000]*", "", as_printed).strip())
    return [paragraph for paragraph in found if paragraph]


class LeaderPaper:
    """What stands on the page of one part. Everything is asked for when the template wants it, in fixed number."""

    def __init__(self, actor: Actor, part: Part, *, everything: bool = False) -> None:
        self.actor, self.everything = actor, everything
        self.pk = part.pk
        self.slip: Slip = readings.with_everything(Slip.objects.filter(pk=part.stage.slip_id))[0]
        # The one among the slip's own, so that nothing is read twice.
        self.part = next(p for s in self.slip.stages.all() for p in s.parts.all() if p.pk == part.pk)
        self.stage: Stage = next(s for s in self.slip.stages.all() if s.pk == self.part.stage_id)
        self.part.stage = self.stage
        self.stage.slip = self.slip
        self.matter: Matter = self.slip.matter

    @cached_property
    def verdict(self) -> Ruling:
        """May I say something here now, and if not, why not."""
        word = Verdict.AGREE if self.stage.is_main else Verdict.READ
        return rules.may_decide(self.actor, self.part, word)

    @cached_property
    def is_held(self) -> bool:
        part = self.part
        return bool(part.settles_at and part.settles_at > moment.now() and part.retracted_at is None)

    @property
    def hold(self):
        return rules.held_for(self.part)

    @property
    def hold_seconds(self) -> int:
        return int(self.hold.total_seconds()) if self.hold else 0

    @property
    def needs_proof(self) -> bool:
        return self.stage.is_main and self.stage.box in rules.LEADERS_BOXES

    # What it says

    @cached_property
    def paragraphs(self) -> list[str]:
        reading = Reading.objects.filter(matter=self.matter).only("text").first()
        text = reading.text if reading is not None and reading.text else ""
        if not text:
            text = "\n".join(page.text for paper in self.papers for page in paper.file.pages.all())
        return reflowed(text) if text else []

    @cached_property
    def shown(self) -> list[str]:
        """The first screens; all of it when asked."""
        if self.everything:
            return self.paragraphs
        shown, length = [], 0
        for paragraph in self.paragraphs:
            if shown and length + len(paragraph) > FIRST:
                break
            shown.append(paragraph)
            length += len(paragraph)
        return shown

    @property
    def left(self) -> int:
        """How many characters are not shown yet."""
        return sum(map(len, self.paragraphs[len(self.shown) :]))

    @cached_property
    def papers(self) -> list[Paper]:
        """The originals, with their pages."""
        return list(self.matter.papers.select_related("file").prefetch_related("file__pages"))

    @property
    def pages(self) -> int:
        return sum(len(paper.file.pages.all()) for paper in self.papers)

    @cached_property
    def points(self) -> list[Demand]:
        """要点: what is asked, in the words of the paper."""
        return list(self.matter.demands.select_related("lead")[:MOST_POINTS])

    @cached_property
    def figures(self) -> list[str]:
        """Sums of money that the paper names, as it writes them."""
        texts = [self.matter.title, *(point.text for point in self.points), *self.paragraphs]
        found = [re.sub(r"\s", "", money) for text in texts for money in _MONEY.findall(text)]
        return list(dict.fromkeys(found))[:MOST_FIGURES]

    @cached_property
    def signing(self) -> Signing | None:
        """签发: what there is to see of an outgoing document before it is signed."""
        return signing_of(self.actor, self.matter) if self.slip.purpose == Purpose.DISPATCH else None

    # What was said

    @cached_property
    def opinions(self) -> list[Opinion]:
        """各家意见: on this slip so far, in their order; what was taken back is left out."""
        said = []
        for stage in self.slip.stages.all():
            for part in stage.parts.all():
                if not part.has_spoken or part.pk == self.pk or not stage.is_main:
                    continue
                said.append(
                    Opinion(
                        self._who(part),
                        stage.title,
                        str(Verdict(part.verdict).label),
                        part.opinion,
                        f"/papers/{part.pk}/ink/" if part.image_sha256 else "",
                        part.verdict in (Verdict.DISAGREE, Verdict.RETURNED),
                        stage.box == Box.PROPOSAL,
                    )
                )
        return said

    @staticmethod
    def _who(part: Part) -> str:
        """Outside the office a name stands with its body."""
        body = part.for_division or (part.holder.division if part.holder_id == part.decided_by_id else None)
        if body is None or body.kind in (DivisionKind.OFFICE, DivisionKind.LEADERSHIP):
            return part.signature
        return f"{body.name} {part.signature}"

    @property
    def asks_first(self) -> str:
        """代拿着的件重大,还没有请示 (D-04): the address where the answer is put on record; "" when nobody need be asked."""
        if self.verdict or self.verdict.code != "consult":
            return ""
        here = reverse("leader_paper", args=[self.pk])
        return f"{reverse('slip_act', args=[self.slip.pk, 'consultation'])}?part={self.pk}&next={here}"

    @property
    def lent(self) -> str:
        """Whose it is by right, or who has it for one meanwhile."""
        part, me = self.part, self.actor.person
        if me is None or self.part.decided_by_id is not None:
            return ""
        if powers.owner_of(part).pk != me.pk:
            return _("代%s") % powers.owner_of(part).name
        return _("%s代您拿着") % part.holder.name if part.standing_in_for is not None else ""

    @property
    def proposal(self) -> Opinion | None:
        """拟办: the newest word in its box."""
        return next((one for one in reversed(self.opinions) if one.is_proposal and one.words), None)

    @property
    def others(self) -> list[Opinion]:
        """Everybody else's word, those who differ first."""
        return sorted((o for o in self.opinions if o is not self.proposal), key=lambda o: not o.differs)

    @cached_property
    def proposer(self) -> Stage | None:
        """退回问一句 goes to who proposed: the stop of the proposal, else the last hand; none: who started it."""
        walked = [
            s
            for s in self.slip.stages.all()
            if s.state == StageState.CLOSED and s.is_main and any(p.has_spoken for p in s.parts.all())
        ]
        proposed = [s for s in walked if s.box == Box.PROPOSAL]
        return (proposed or walked or [None])[-1]

    @property
    def proposer_name(self) -> str:
        if self.proposer is None:
            return self.slip.started_by.name
        return _("、").join(p.signature for p in self.proposer.parts.all() if p.has_spoken)

    @property
    def ready(self) -> list[str]:
        person = self.actor.person
        return ready_sentences(person) if person is not None else []

    # Where it stands among the others

    @cached_property
    def waiting(self) -> list[Waiting]:
        return waiting_for(self.actor)

    @cached_property
    def place(self) -> int:
        """第几件, from 1; 0 when it waits no more."""
        return next((n for n, one in enumerate(self.waiting, start=1) if one.part == self.pk), 0)

    @property
    def before(self) -> Waiting | None:
        return self.waiting[self.place - 2] if self.place > 1 else None

    @property
    def after(self) -> Waiting | None:
        if not self.place:
            return self.waiting[0] if self.waiting else None
        return self.waiting[self.place] if self.place < len(self.waiting) else None
