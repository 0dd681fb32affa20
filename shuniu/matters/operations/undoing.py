"""撤回: walk one reversible verb back, from the values its own line kept."""

from __future__ import annotations

from typing import Any

from django.db.models import Field, ForeignKey
from django.utils.translation import gettext as _

from shuniu.journal.models import Line
from shuniu.journal.recording import record
from shuniu.matters import rules
from shuniu.matters.choices import DemandOutcome, State
from shuniu.matters.models import Matter, Shelving
from shuniu.matters.operations.changing import change, hand_to, locked
from shuniu.matters.search import index
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person
from shuniu.org.refusals import Refused, require


def undo(matter: Matter, *, line: Line, by: Actor) -> Matter:
    """撤回一步: the matter is again as it was before `line`. Tasks born of a placing that nobody touched go too."""
    with record("matter.undone", by=by, subject=matter) as entry:
        matter = locked(matter)
        require(rules.may_undo(by, line, matter))
        fields = {name: _as_it_was(name, value) for name, value in line.particulars.get("was", {}).items()}
        if "holder" in fields:
            # The hand it was in may meanwhile be away or gone: the rule of hands decides, not the old value.
            was = fields.get("standing_in_for") or fields["holder"]
            fields.update(hand_to(was if isinstance(was, Person) else by.somebody))
        if line.verb == "matter.shelved":
            Shelving.objects.filter(matter=matter, ended=None).update(ended=moment.now())
        if line.verb == "matter.placed":
            for task in matter.tasks.filter(is_open=True).order_by("pk"):
                _withdraw_part(task, by=by)
        change(entry, matter, **fields)
        if "title" in fields:
            index(matter)
        entry.update(verb=line.verb, seq=line.seq)
    return matter


def _as_it_was(name: str, value: Any) -> Any:
    """The value of a field from what its line kept: a number of another record, a date as text."""
    field = Matter._meta.get_field(name)
    assert isinstance(field, Field)
    if isinstance(field, ForeignKey):
        return field.remote_field.model._default_manager.filter(pk=value).first()
    return field.to_python(value) if value is not None else None


def _withdraw_part(task: Matter, *, by: Actor) -> None:
    """A task given with the placing folds back into its matter; one that was already taken up keeps the placing."""
    if Line.objects.about(task).count() > 1:
        raise Refused(_("任务 %s 已经有人动过,不能整个撤回") % task.number, "moved_on")
    with record("matter.part_withdrawn", by=by, subject=task) as entry:
        task = locked(task)
        task.from_demands.update(outcome=DemandOutcome.OPEN, task=None)
        change(entry, task, state=State.MERGED, merged_into=task.parent)
