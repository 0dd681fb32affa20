"""催一下财政局那个资金的事: which word to whom a spoken line means (product §8.2); nothing is sent here.

The line names a body, a subject, both, or everything that has fallen due. What it means is shown with its step and its
words before anybody presses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.matters.queries import MatterQuerySet
from shuniu.matters.ranking.chase import CARE
from shuniu.matters.saying import Sentence
from shuniu.org.actor import Actor
from shuniu.supervision.chasing import Due, due_for, of_body, worked_out

MOST = 6
# 催今天到期的、全部到期的催一下: nobody is named and nothing else is said.
_DUE = re.compile(r"到期|逾期|过期|到了?时限|过了?时限")
_AROUND = re.compile(r"今[天日]|全部|所有|凡是|已经|[催办促一下再去请都把已的了吧\s,。!]")


@dataclass
class Meant:
    """说的是: the words that would go out, best first; `body` is who was named, `everything` that all due is meant;
    `known` says that the subject was recognised, not only the body."""

    body: str = ""
    everything: bool = False
    known: bool = False
    many: list[Due] = field(default_factory=list)

    @property
    def only(self) -> Due | None:
        """The one that is meant without a doubt."""
        return self.many[0] if self.known and len(self.many) == 1 else None


def meant(said: Sentence, *, actor: Actor) -> Meant:
    """Whom the line means. A number of statements that does not depend on what is found."""
    body = said.lead or ""
    if not body and _means_all(said.text):
        return Meant(everything=True)
    open_ones = (
        Matter.objects.visible_to(actor).open().exclude(state=State.PENDING).exclude(holder=actor.person)
    )
    if known := _likely(open_ones, said.likely, body):
        place = {matter.pk: number for number, matter in enumerate(known)}
        many = worked_out(actor.unit, known, least=CARE)
        return Meant(body, known=True, many=sorted(many, key=lambda one: place[one.matter.pk]))
    # Of the body nothing is called so; what of its has fallen due stands ready.
    return Meant(body, many=due_for(actor, body=body)[:MOST]) if body else Meant()


def _means_all(text: str) -> bool:
    return bool(_DUE.search(text)) and not _AROUND.sub("", _DUE.sub("", text))


def _likely(open_ones: MatterQuerySet, numbers: Sequence[str], body: str) -> list[Matter]:
    """The matters that the subject points at, and of a shared one the part that is in the hands of the body."""
    serials = [int(n.lstrip("№")) for n in numbers if n.lstrip("№").isdigit()]
    if not serials:
        return []
    rows = open_ones.filter(of_body(body) if body else Q(part=0), serial__in=serials)
    rows = rows.select_related("holder", "holder__division", "lead", "lead__head", "lead__liaison", "leader")
    found = sorted(rows[: MOST * 2], key=lambda matter: (serials.index(matter.serial), matter.part))
    # Where the whole is theirs, its parts are chased with it.
    wholes = {matter.serial for matter in found if not matter.is_task}
    return [matter for matter in found if not matter.is_task or matter.serial not in wholes][:MOST]
