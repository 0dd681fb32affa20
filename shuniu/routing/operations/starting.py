"""起单."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.matters.models import Matter
from shuniu.matters.operations.changing import change, locked
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, require
from shuniu.routing import conditions, rules
from shuniu.routing.advancing import advance, insert
from shuniu.routing.choices import Mode, Origin, Purpose
from shuniu.routing.locking import locked_part
from shuniu.routing.models import Part, Route, Slip
from shuniu.routing.planned import Planned


def start(
    matter: Matter,
    *,
    stages: Sequence[Planned],
    by: Actor,
    purpose: str = Purpose.RECEIPT,
    title: str = "",
    within: Part | None = None,
    route: Route | None = None,
) -> Slip:
    """起单: the paper sets out on its way; the first stage opens at once.

    `stages` as looked at and changed by a person. What a rule demands (`conditions.required`) must be among them.
    `within` makes it a slip inside a part (子单). A `route` that it was copied from asks for its own mandatory stops. Raises Refused when a stage has nobody, a vote asks for more than
    there are, a demanded stage is missing, or such a slip is already under way.
    """
    with record("slip.started", by=by, subject=matter) as line:
        if within is not None:
            within = locked_part(within)
            require(rules.may_add_before(by, within))
            matter = within.stage.slip.matter
        else:
            matter = locked(matter)
            require(rules.may_start(by, matter))
            under_way = matter.slips.under_way().filter(purpose=purpose, within=None).first()
            if under_way is not None:
                raise Refused(_("这件事的“%s”还没走完,先走完或撤销") % under_way.title, "under_way")
        check_stages(matter, purpose, stages)
        if route is not None:
            _check_route(route, stages)
        slip = Slip.objects.create(
            matter=matter,
            purpose=purpose,
            title=(title or str(Purpose(purpose).label))[:60],
            started_by=by.somebody,
            started_at=moment.now(),
            within=within,
        )
        for position, planned in enumerate(stages):
            insert(slip, planned, at=position, origin=Origin.PLANNED)
        advance(slip)
        change(line, matter)
        line.update(slip=slip.title, stages="→".join(planned.title for planned in stages))
    return slip


def check_stages(matter: Matter, purpose: str, stages: Sequence[Planned]) -> None:
    """Raises Refused, naming the stage, when the list cannot be walked."""
    if not any(planned.mode != Mode.INFORM for planned in stages) and purpose != Purpose.CIRCULATE:
        raise Refused(_("流转单至少要有一个办理的环节"), "empty", "stages")
    if not stages:
        raise Refused(_("还没有写给谁"), "empty", "stages")
    for planned in stages:
        if not planned.holders:
            raise Refused(_("“%s”还没有人") % planned.title, "nobody", "stages")
        if planned.mode == Mode.SHARE and not 1 <= (planned.need or 0) <= len(planned.holders):
            raise Refused(
                _("“%(title)s”有 %(count)d 人,要几票同意请写 1 到 %(count)d")
                % {"title": planned.title, "count": len(planned.holders)},
                "need",
                "stages",
            )
    if purpose in (Purpose.ASIDE, Purpose.CIRCULATE):
        return
    asked: dict[str, set] = {}
    for planned in stages:
        asked.setdefault(planned.key, set()).update(planned.holders)
    for wanted in conditions.required(matter, purpose):
        # The person whom the rule means, not only a stage that bears its name.
        if not set(wanted.holders) <= asked.get(wanted.key, set()):
            raise Refused(
                _("少了“%(title)s”:%(why)s") % {"title": wanted.title, "why": wanted.mandatory},
                "mandatory",
                "stages",
            )


def _check_route(route: Route, stages: Sequence[Planned]) -> None:
    keys = {planned.key for planned in stages}
    for stop in route.stops.exclude(mandatory=""):
        if stop.key not in keys:
            raise Refused(
                _("少了“%(title)s”:%(why)s") % {"title": stop.title, "why": stop.mandatory},
                "mandatory",
                "stages",
            )
