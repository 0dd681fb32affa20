"""代办的: the open parts that others have delegated to a person, as one piece of SQL for the lists.

The same as `powers`, which a test holds it to, but for the sum a paper speaks of, which is read and not asked
(`within_limits`). Lists join it to what they ask anyway, so that nobody's list costs a statement more.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db.models.expressions import RawSQL

from shuniu.matters.choices import Visibility
from shuniu.org import moment
from shuniu.routing.choices import SPOKEN, Mode, StageState
from shuniu.routing.conditions import sums_in

NO_LIMIT = 10**12  # yuan; a delegation without a limit in a column of sums
_SPOKEN = ", ".join(f"'{word.value}'" for word in SPOKEN)
# Of each sort that the items name one must fit. Three steps up from the body that leads: no unit has more.
_NAMED = """EXISTS (SELECT 1 FROM org_entrusted e WHERE e.delegation_id = d.id) AND NOT EXISTS (
 SELECT 1 FROM org_entrusted e WHERE e.delegation_id = d.id AND NOT EXISTS (
 SELECT 1 FROM org_entrusted f WHERE f.delegation_id = d.id AND f.sort = e.sort AND (
 f.division_id IN (m.lead_id, l.upper_id, u.upper_id)
 OR f.sort = 'purpose' AND f.code = s.purpose OR f.sort = 'kind' AND f.code = m.kind)))"""
_OWN_WORD = f"""SELECT 1 FROM routing_part w JOIN routing_stage t ON t.id = w.stage_id WHERE t.slip_id = s.id
 AND t.mode <> '{Mode.INFORM.value}' AND w.decided_by_id = d.receiver_id AND w.acting_for_id IS NULL
 AND w.verdict IN ({_SPOKEN}) AND w.retracted_at IS NULL"""


def open_to(me: str, today: str) -> str:
    """FROM … WHERE …: d delegation, o owner, p part, g stage, s slip, m matter. CROSS: from the few delegations on."""
    return f"""org_delegation d CROSS JOIN org_person o CROSS JOIN org_person r CROSS JOIN routing_part p
 CROSS JOIN routing_stage g CROSS JOIN routing_slip s CROSS JOIN matters_matter m
 LEFT JOIN org_division l ON l.id = m.lead_id LEFT JOIN org_division u ON u.id = l.upper_id
 WHERE d.receiver_id = {me} AND d.revoked_at IS NULL AND d.since <= {today} AND d.until >= {today}
 AND o.id = d.giver_id AND o.left_on IS NULL AND r.id = d.receiver_id AND r.left_on IS NULL
 AND p.verdict = '' AND p.opened_at IS NOT NULL AND p.holder_id <> d.receiver_id
 AND (p.standing_in_for_id = d.giver_id OR p.holder_id = d.giver_id AND p.standing_in_for_id IS NULL)
 AND g.id = p.stage_id AND g.state = '{StageState.OPEN.value}' AND g.mode <> '{Mode.INFORM.value}'
 AND s.id = g.slip_id AND s.started_by_id <> d.receiver_id AND NOT EXISTS ({_OWN_WORD})
 AND m.id = s.matter_id AND m.visibility <> '{Visibility.RESTRICTED.value}' AND (d.whole OR {_NAMED})"""


def delegated_to(person_id: int, column: str, beside: str = "") -> RawSQL:
    """Of those parts one column: p.id, s.id or m.id; `beside`: only those of the row that is asked about."""
    today = moment.today().isoformat()
    also = f" AND {beside}" if beside else ""
    return RawSQL(f"SELECT {column} FROM {open_to('%s', '%s')}{also}", [person_id, today, today])


def limit_for(person_id: int, beside: str) -> RawSQL:
    """额度 for the row that is asked about, the widest where several delegations cover it; null: not delegated."""
    return delegated_to(person_id, f"max(coalesce(d.money_limit, {NO_LIMIT}))", beside)


def within_limits(limits: Iterable[tuple[int, Decimal | int | None]]) -> set[int]:
    """Of (matter, limit) the matters whose sum is within it; asks one statement, and none where nothing is limited."""
    wanted = [(matter, limit) for matter, limit in limits if limit is not None]
    sums = sums_in({matter for matter, limit in wanted if limit < NO_LIMIT})
    return {matter for matter, limit in wanted if sums.get(matter, Decimal(0)) <= limit}
