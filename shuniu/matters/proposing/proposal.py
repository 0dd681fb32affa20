"""拟办建议: what 就这么办 would do with an arrival, each part with its reason. It decides nothing (product §8.3).

The proposal is plain JSON, kept beside the reading and shown before anybody presses:
{"made", "title", "kind": {value, why, sure}, "lead": {value, name, why, sure}, "candidates": [{pk, name, holder, why,
against}], "holder": {value, name, load}, "leader": {value, name, why}, "helpers": [{pk, name, why}],
"due": {value, basis, sure, odd}, "hard": {value, why}, "demands": [{pk, order, lead, name, why, sure, due, outcome,
covered}], "same", "similar": [{pk, slug, number, title, why, sure}], "missing", "collisions", "not_same": [pk],
"unsure": [names of what somebody must look at], "concerned": {"of", "to": [{pk, name, holder, lines, why}], "left",
"fields"}}. Moments are ISO strings.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from shuniu.clock.office_calendar import calendar_for
from shuniu.matters import kinds
from shuniu.matters.choices import DemandOutcome, ReadingState, SourceType, Urgency
from shuniu.matters.models import Demand, Matter, Reading
from shuniu.matters.operations import propose
from shuniu.matters.proposing import around, dates, sorts
from shuniu.matters.proposing.concerned import concerned
from shuniu.matters.proposing.lexicon import Known, Lexicon
from shuniu.matters.proposing.sameness import Alike, Neighbours, like_before, met_already, same_matter
from shuniu.matters.proposing.whose import NAMED, PRINTED, Candidate, Field, is_clear, name_of
from shuniu.matters.telling import packed, unpacked
from shuniu.matters.telling import told as _
from shuniu.org import moment
from shuniu.org.choices import ChargeKind
from shuniu.org.models import Charge, Division, Person

TEXT_LOOKED_AT = 6000  # who is named far behind in an annex leads nothing


def prepare(matter: Matter, *, said: dict[str, Any] | None = None) -> dict:
    """拟: make the proposal and keep it beside the reading. `said` is what a sentence stated outright
    ({"lead": Division, "helpers": [Division], "holder": Person, "leader": Person, "kind", "title"}); it needs no look."""
    proposal = build(matter, said=said)
    propose(matter, proposal=packed(proposal))
    return proposal


def proposal_of(reading: Reading | None) -> dict:
    """The proposal as it was kept, its reasons in the language of the reader; empty when there is none."""
    return unpacked(reading.proposal or {}) if reading is not None else {}


def build(matter: Matter, *, said: dict[str, Any] | None = None) -> dict:
    """The proposal for a matter that lies in the tray, as it would be made now."""
    reading = Reading.objects.filter(matter=matter).first()
    if said is None:
        said = _said_before(matter, reading)
    demands = list(matter.demands.select_related("lead").all())
    fields = reading.fields if reading else {}
    lexicon = Lexicon(matter.unit)
    sender = matter.source_body
    field = Field(lexicon, sender=sender)
    near = Neighbours(matter)
    relation = _relation(sender, lexicon)
    kind = _kind(matter, fields, relation, len(demands), field, said)
    before = like_before(matter, near)
    text = f"{matter.title}\n{reading.text[:TEXT_LOOKED_AT] if reading else ''}"

    whole, parts = _whose(matter, text, demands, lexicon, field, before, near, said)
    lead = whole[0].division if whole else None
    holder = said.get("holder") or (whole[0].holder if whole else None)
    due = _due(matter, fields, demands, kind["value"])
    helpers = _helpers(lead, parts, demands, lexicon, said)
    named = {lead.pk if lead else None, *(h["pk"] for h in helpers), *(p["lead"] for p in parts)}
    same = [a for a in same_matter(matter, reading, demands, near) if a.matter.pk not in _not_same(reading)]
    for part in parts:
        if part["due"] and due["value"] and _moment(part["due"]) > _moment(due["value"]):
            part["due"] = due["value"]  # a task is never later than its matter (S-03)
    hard, hard_why = _hard(matter, relation, due, kind["value"])
    clear = bool(said.get("lead")) or is_clear(whole)
    proposal = {
        "made": moment.now().isoformat(),
        "title": said.get("title") or sorts.to_do(matter.title, kind["value"]),
        "kind": kind,
        "lead": {
            "value": lead.pk if lead else None,
            "name": lead.name if lead else "",
            "why": whole[0].why if whole else _("没有看出归谁,请选一家"),
            "sure": clear,
        },
        "candidates": [_candidate(c) for c in whole],
        "holder": {
            "value": holder.pk if holder else None,
            "name": holder.name if holder else "",
            "load": field.load(holder) if holder else 0,
        },
        "leader": _leader(lead, said),
        "helpers": helpers,
        "due": due,
        "hard": {"value": hard, "why": hard_why},
        "demands": parts,
        "concerned": concerned(matter, demands, parts, field),
        "same": [_alike(a) for a in same],
        "similar": [_alike(a) for a in before],
        "missing": around.omissions(before, named=named - {None}, divisions=lexicon.divisions),
        "collisions": around.collisions(matter, holder=holder, due=_moment(due["value"]) or matter.due),
        "not_same": sorted(_not_same(reading)),
        "said": _kept(said),
    }
    proposal["unsure"] = _unsure(matter, reading, proposal)
    return proposal


def _relation(sender: str, lexicon: Lexicon) -> str:
    if not sender:
        return sorts.OUTSIDE
    if lexicon.is_above(sender):
        return sorts.ABOVE
    if lexicon.is_own(sender):
        return sorts.BELOW
    return sorts.BESIDE


def _kind(matter: Matter, fields: dict, relation: str, demands: int, field: Field, said: dict) -> dict:
    code = said.get("kind") or matter.kind
    if code:
        return {"value": code, "label": str(kinds.of(code).label), "why": _("来的时候就写明了"), "sure": True}
    learnt = field.habit("kind")
    title = str(_value(fields, "title") or matter.title)
    found = sorts.sort_of(
        title=title,
        form=str(_value(fields, "kind") or ""),
        relation=relation,
        number=str(_value(fields, "doc_number") or ""),
        urgent=matter.urgency > Urgency.ORDINARY,
        demands=demands,
        replies=len(_listed(fields, "reply_deadlines")),
    )
    if learnt and (found is None or found.code != learnt[0]):
        label = str(kinds.of(learnt[0]).label)
        return {
            "value": learnt[0], "label": label, "why": _("这家的来文前%d次都归这一类") % learnt[1], "sure": found is None
        }  # fmt: skip
    if found is None:
        return {"value": "", "label": "", "why": _("没有看出是哪一类"), "sure": False}
    return {"value": found.code, "label": str(kinds.of(found.code).label), "why": found.why, "sure": found.sure}


def _whose(
    matter: Matter,
    text: str,
    demands: list[Demand],
    lexicon: Lexicon,
    field: Field,
    before: list[Alike],
    near: Neighbours,
    said: dict,
) -> tuple[list[Candidate], list[dict]]:
    """The candidates for the whole, and for each demand its own lead, date and whether it is met already."""
    parts, leads = [], Counter()
    for demand in demands:
        printed = _printed(demand.lead_text, lexicon)
        own = field.candidates(f"{demand.heading} {demand.text}", title=demand.text[:60], printed=printed)
        met = met_already(demand, near, received=matter.received)
        first = own[0] if own else None
        if first and (printed or is_clear(own)):
            leads[first.division.pk] += 1
        parts.append((demand, first, bool(first and is_clear(own)), met))
    precedents = [a.matter for a in before]
    caller = lexicon.find(matter.source_body) if matter.source_type == SourceType.CALL else None
    whole = field.candidates(text, title=matter.title, precedents=precedents, caller=caller)
    if said.get("lead"):
        whole = [c for c in whole if c.division.pk == said["lead"].pk] or [Candidate(said["lead"])]
        whole[0].reasons = [(PRINTED, _("这句话里说了"))]
    elif leads:
        whole = _led_by_demands(whole, leads, len(demands), lexicon)
    refused_in = precedents + [a.matter for a in same_matter(matter, None, [], near)]
    whole = field.weighed(whole, refused_in=refused_in)
    return whole, [_part(*part, whole=whole, field=field) for part in parts]


def _led_by_demands(whole: list[Candidate], leads: Counter, count: int, lexicon: Lexicon) -> list[Candidate]:
    """A paper whose demands mostly name one body is led by it."""
    by_pk = {c.division.pk: c for c in whole}
    for order, (pk, n) in enumerate(leads.items()):  # in the order of the paper: the first named leads a tie
        candidate = by_pk.setdefault(pk, Candidate(lexicon.divisions[pk]))
        weight = 60 * n / max(count, 1) + 2 * NAMED * (order == 0)
        candidate.weight += weight
        candidate.others = count - n
        candidate.reasons.append((weight, _("%(count)d项要求里%(n)d项归它") % {"count": count, "n": n}))
    return sorted(by_pk.values(), key=lambda c: (-c.weight, c.division.order, c.division.pk))


def _part(
    demand: Demand, first: Candidate | None, clear: bool, met: Alike | None, *, whole: list[Candidate], field: Field
) -> dict:
    division: Division | None = demand.lead or (first.division if first else None)
    why = first.why if first else ""
    if division is None and whole:
        division, why = whole[0].division, _("没有另写,跟着牵头单位")
    return {
        "pk": demand.pk,
        "order": demand.order,
        "lead": division.pk if division else None,
        "name": division.name if division else "",
        "holder": field.holder_of(division).name if division else "",
        "why": why,
        "sure": clear and demand.sure,
        "due": _iso(demand.due),
        "outcome": DemandOutcome.COVERED if met and met.sure else DemandOutcome.TASK,
        "covered": _alike(met) if met else None,
    }


def _printed(names: str, lexicon: Lexicon) -> list[Known]:
    found = [lexicon.find(name) for name in names.split("、") if name.strip()]
    return [known for known in found if known]


def _helpers(lead: Division | None, parts: list[dict], demands: list[Demand], lexicon: Lexicon, said: dict) -> list[dict]:
    """配合: who leads another demand, and who is printed as helping."""
    found: dict[int, dict] = {}
    for division in said.get("helpers") or ():
        found[division.pk] = {"pk": division.pk, "name": division.name, "why": _("这句话里说了")}
    for demand in demands:
        for known in _printed(demand.support_text, lexicon):
            pk = known.division.pk
            why = _("第%d项写明配合") % demand.order
            found.setdefault(pk, {"pk": pk, "name": known.division.name, "why": why})
    for part in parts:
        if part["lead"] and part["outcome"] == DemandOutcome.TASK:
            why = _("第%d项归它") % part["order"]
            found.setdefault(part["lead"], {"pk": part["lead"], "name": part["name"], "why": why})
    if lead is not None:
        found.pop(lead.pk, None)
    return list(found.values())


def _due(matter: Matter, fields: dict, demands: list[Demand], kind: str) -> dict:
    """时限: the last of what the paper sets, or the clock of the kind; said outright it is never replaced."""
    calendar = calendar_for(matter.unit)
    now = moment.now()
    basis, sure, due = "", True, matter.due
    if due is not None:
        basis = matter.due_basis or _("来的时候就说了")
    else:
        replies = [r for r in _listed(fields, "reply_deadlines") if r.get("due")]
        dated = [(_moment(r["due"]), _("原文:%s") % r["value"], r.get("sure", True)) for r in replies]
        if not dated or len(demands) > 1:  # with one demand, the day of the reply is the day of the whole
            dated += [(d.due, _("第%(n)d项要求:%(text)s") % {"n": d.order, "text": d.due_text}, bool(d.due_text)) for d in demands if d.due]
        if dated:
            due, basis, sure = max(dated, key=lambda row: row[0])
        elif kind:
            term = dates.by_kind(kinds.of(kind), matter.received, calendar)
            if term:
                due, basis = term
    odd = dates.oddities(due, now=now, calendar=calendar) if due else []
    sure = sure and not any(o["sort"] == "past" for o in odd)
    return {"value": _iso(due), "basis": basis, "sure": sure, "odd": odd}


def _hard(matter: Matter, relation: str, due: dict, kind: str) -> tuple[bool, str]:
    if matter.hard is not None:
        return matter.hard, _("来的时候就说了")
    if not due["value"]:
        return False, ""
    if matter.urgency > Urgency.ORDINARY:
        return True, str(Urgency(matter.urgency).label)
    if relation == sorts.ABOVE and (matter.from_above or matter.demands.filter(due__isnull=False).exists() or kind != "reading"):
        return True, _("上级定的日子")
    return False, _("可以商量的日子")


def _leader(lead: Division | None, said: dict) -> dict:
    person: Person | None = said.get("leader")
    if person is not None:
        return {"value": person.pk, "name": person.name, "why": _("这句话里说了")}
    today = moment.today()
    division, steps = lead, 0
    while division is not None and steps < 4:
        charge = (
            Charge.objects.filter(division=division, kind=ChargeKind.IN_CHARGE)
            .on(today)
            .select_related("leader")
            .order_by("-since")
            .first()
        )
        if charge:
            why = _("分管%(body)s(%(basis)s)") % {"body": division.name, "basis": charge.basis or _("领导分工")}
            return {"value": charge.leader_id, "name": charge.leader.name, "why": why}
        division, steps = division.upper, steps + 1
    return {"value": None, "name": "", "why": _("分工表里没有这一家") if lead else ""}


def _unsure(matter: Matter, reading: Reading | None, proposal: dict) -> list[str]:
    """请核对: what somebody must look at before it may be taken in one go with others."""
    found = [name for name in ("lead", "kind", "due") if not proposal[name]["sure"]]
    if reading is not None:
        if reading.state != ReadingState.READ:
            found.append("reading")
        found += [
            name
            for name, value in reading.fields.items()
            if name in ("issuer", "doc_number", "title", "urgency", "reply_deadlines") and not value.get("sure", True)
        ]
    found += [f"demand-{p['order']}" for p in proposal["demands"] if not p["lead"]]
    if any(same["sure"] for same in proposal["same"]):
        found.append("same")
    return found


def _candidate(candidate: Candidate) -> dict:
    return {
        "pk": candidate.division.pk,
        "name": candidate.division.name,
        "holder": candidate.holder.name if candidate.holder else "",
        "holder_pk": candidate.holder.pk if candidate.holder else None,
        "load": candidate.load,
        "why": candidate.why,
        "against": candidate.against,
    }


def _alike(alike: Alike) -> dict:
    matter = alike.matter
    return {
        "pk": matter.pk,
        "slug": matter.slug,
        "number": name_of(matter),
        "title": matter.title,
        "why": alike.why,
        "sure": alike.sure,
    }


def _not_same(reading: Reading | None) -> set[int]:
    return set((reading.proposal or {}).get("not_same", ())) if reading else set()


def _kept(said: dict) -> dict:
    """What was said, as it is kept: rows by their id."""
    kept = {name: said[name] for name in ("kind", "title") if said.get(name)}
    kept |= {name: said[name].pk for name in ("lead", "holder", "leader") if said.get(name)}
    if said.get("helpers"):
        kept["helpers"] = [division.pk for division in said["helpers"]]
    return kept


def _said_before(matter: Matter, reading: Reading | None) -> dict:
    """What the sentence stated when it came; bodies and people that are gone meanwhile are left out."""
    kept = (reading.proposal or {}).get("said") if reading else None
    if not kept:
        return {}
    said = {name: kept[name] for name in ("kind", "title") if name in kept}
    bodies = Division.objects.current().filter(unit=matter.unit_id).select_related("liaison", "head", "upper")
    people = Person.objects.active().filter(unit=matter.unit_id).select_related("division")
    if "lead" in kept:
        said["lead"] = bodies.filter(pk=kept["lead"]).first()
    for name in ("holder", "leader"):
        if name in kept:
            said[name] = people.filter(pk=kept[name]).first()
    if "helpers" in kept:
        said["helpers"] = list(bodies.filter(pk__in=kept["helpers"]))
    return {name: value for name, value in said.items() if value}


def _value(fields: dict, name: str):
    return (fields.get(name) or {}).get("value")


def _listed(fields: dict, name: str) -> list[dict]:
    return (fields.get(name) or {}).get("items") or []


def _iso(at: datetime | None) -> str:
    return at.astimezone(moment.OFFICE_ZONE).isoformat() if at else ""


def _moment(iso: str) -> datetime | None:
    return datetime.fromisoformat(iso) if iso else None
