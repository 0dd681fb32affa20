"""拆成任务: one press, n tasks with n holders, all or nothing; what was said is never touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.matters import rules
from shuniu.matters.models import Matter
from shuniu.matters.operations import Part, give_part
from shuniu.matters.operations.changing import change, locked
from shuniu.matters.proposing.instructed import Difference, propose
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, require


class Differ(Refused):
    """两位领导说的不一样: both sides are in `differences`; nothing has gone out."""

    def __init__(self, differences: Sequence[Difference]) -> None:
        said = ";".join(
            f"{one.label}:" + " / ".join(f"{o.leader} {o.value}" for o in one.options) for one in differences
        )
        super().__init__(_("领导的话不一样(%s),请主任先定按哪位的") % said, "differ", "chosen")
        self.differences = tuple(differences)


def split(
    matter: Matter, *, parts: Sequence[Part], by: Actor, chosen: Mapping[str, int] | None = None
) -> list[Matter]:
    """拆成任务: each part becomes a task with its own holder, helpers and date.

    `chosen` says for each difference ("lead", "due") which instruction holds; without it Differ is raised and nothing
    goes out. Only the director or a deputy may choose, and what they chose stands in the line.
    """
    chosen = dict(chosen or {})
    with record("matter.split", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_split(by, matter))
        if not parts:
            raise Refused(_("还没有一项任务"), "empty")
        read = propose(matter)
        open_differences = [one for one in read.differences if _pick(one, chosen) is None]
        if open_differences:
            raise Differ(open_differences)
        if read.differences:
            require(rules.may_settle_differences(by))
        tasks = []
        for number, part in enumerate(parts, start=1):
            try:
                tasks.append(give_part(matter, part=part, by=by))
            except Refused as refused:
                raise Refused(
                    _("第%(n)d项:%(why)s") % {"n": number, "why": refused.reason},
                    refused.code,
                    f"p{number - 1}",
                ) from None
        what = "、".join(dict.fromkeys(said.leader.name for said in read.instructions))
        line.update(
            what=_("%s的批示") % what if what else _("来文的要求"),
            parts=len(tasks),
            leads="、".join(dict.fromkeys(part.lead.name for part in parts)),
            instructions=[said.pk for said in read.instructions],
            chosen=";".join(_chosen(one, chosen) for one in read.differences),
        )
        change(line, matter)
    return tasks


def _pick(difference: Difference, chosen: Mapping[str, int]):
    return next((o for o in difference.options if o.instruction == chosen.get(difference.about)), None)


def _chosen(difference: Difference, chosen: Mapping[str, int]) -> str:
    pick = _pick(difference, chosen)
    others = "、".join(f"{o.leader} {o.value}" for o in difference.options if o is not pick)
    return _("%(what)s按%(who)s的(%(value)s),不按%(others)s") % {
        "what": difference.label,
        "who": pick.leader if pick else "",
        "value": pick.value if pick else "",
        "others": others,
    }
