"""下一按: on a line of today, the press that most likely comes next, so that it is one press away and not two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from shuniu.matters import rules
from shuniu.matters.choices import SourceType, State
from shuniu.matters.models import Matter
from shuniu.matters.prepared import Question
from shuniu.matters.todo import Item
from shuniu.org.actor import Actor
from shuniu.routing import rules as slip_rules

_PAPERS = (SourceType.PAPER, SourceType.MAIL)
_FIELDS = tuple(field.attname for field in Matter._meta.concrete_fields)


@dataclass(frozen=True, slots=True)
class Press:
    """一按: where it leads and what it is called; the page there asks the same rule again."""

    address: str
    word: str


def presses_of(actor: Actor, items: Sequence[Item]) -> dict[int, Press]:
    """For those of the first lines that are in my own hand: one statement, whatever their number."""
    me = actor.person.pk if actor.person else None
    mine = [item.pk for item in items if item.holder_id == me]
    if not mine or not actor.in_office:
        return {}
    found = {}
    for row in _question.ask(actor, *mine, shape=len(mine)):
        matter = Matter.from_db("default", _FIELDS, [row[name] for name in _FIELDS])
        matter.unit, matter.flags = actor.unit, row["flags"]
        press = _press(actor, matter)
        if press is not None:
            found[matter.pk] = press
    return found


def _mine(actor: Actor, *ids, shape):
    return Matter.objects.visible_to(actor).filter(pk__in=ids).with_flags().values(*_FIELDS, "flags")


_question = Question(_mine)


def _press(actor: Actor, matter: Matter) -> Press | None:
    if matter.is_task or matter.state not in (State.GIVEN, State.IN_HAND) or matter.flag("tasks"):
        return None
    if matter.flag("instructions"):
        if rules.may_split(actor, matter):
            return Press(reverse("matter_splitting", args=[matter.slug]), _("拆成任务"))
        return None
    if matter.source_type in _PAPERS and not matter.flag("slips") and slip_rules.may_start(actor, matter):
        return Press(reverse("slip_start", args=[matter.slug]), _("起流转"))
    return None
