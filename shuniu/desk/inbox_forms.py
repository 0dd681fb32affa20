"""What a person may change of a proposal before pressing, checked: the whole, and each demand with lead and date."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shuniu.matters import kinds
from shuniu.matters.choices import DemandOutcome
from shuniu.matters.forms import ActForm, MatterField, MomentField
from shuniu.matters.models import Demand, Matter
from shuniu.matters.proposing import Choice, Wanted, sharing_of
from shuniu.org import moment
from shuniu.org.models import Division
from shuniu.org.name_fields import DivisionName, PersonName

OTHER = "other"
OUTCOMES = [
    (DemandOutcome.TASK, gettext_lazy("成任务")),
    (DemandOutcome.COVERED, gettext_lazy("已有")),
    (DemandOutcome.DROPPED, gettext_lazy("不适用")),
]


class Accepting(ActForm):
    """就这么办. Begun with the proposal; what is typed wins over it."""

    title = forms.CharField(label=gettext_lazy("标题"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("类别"), required=False)
    lead_pick = forms.CharField(label=gettext_lazy("牵头"), required=False)
    lead = DivisionName(label=gettext_lazy("牵头"), required=False)
    holder = PersonName(label=gettext_lazy("给谁"), required=False)
    leader = PersonName(label=gettext_lazy("分管领导"), required=False)
    helpers = forms.MultipleChoiceField(label=gettext_lazy("配合"), required=False)
    helper = DivisionName(label=gettext_lazy("再加一家配合"), required=False)
    shares = forms.MultipleChoiceField(label=gettext_lazy("分给有关的"), required=False)
    due = MomentField(label=gettext_lazy("时限"), required=False)
    hard = forms.BooleanField(label=gettext_lazy("硬时限"), required=False)

    def __init__(self, *arguments, bodies: list[Division], demands: list[Demand], **options):
        self.bodies = {body.pk: body for body in bodies}
        # What was settled without a task may be settled anew as long as the matter lies in the tray.
        self.demands = [d for d in demands if d.task_id is None]
        super().__init__(*arguments, **options)
        self.fields["kind"].choices = [
            ("", _("未定")),
            *((c, n) for c, n in kinds.choices() if c not in ("", "task")),
        ]
        self.fields["shares"].choices = self.fields["helpers"].choices = [(str(pk), body.name) for pk, body in self.bodies.items()]
        for demand in self.demands:
            for name, made in (
                ("outcome", forms.ChoiceField(choices=OUTCOMES, required=False)),
                ("lead", DivisionName(required=False)),
                ("due", MomentField(required=False)),
                ("other", MatterField(required=False)),
                ("reason", forms.CharField(max_length=200, required=False)),
            ):
                made.label = _("第%d项") % demand.order
                for attribute, value in (("unit", self.actor.unit), ("actor", self.actor)):
                    if hasattr(made, attribute):
                        setattr(made, attribute, value)
                made.widget.attrs.setdefault("id", f"id_d{demand.pk}_{name}")
                self.fields[f"d{demand.pk}_{name}"] = made

    def clean(self):
        cleaned = super().clean() or {}
        pick = cleaned.get("lead_pick") or ""
        chosen = cleaned.get("lead")
        if chosen is None and pick != OTHER and pick.isdigit():
            chosen = self.bodies.get(int(pick))
        if chosen is None and "lead" not in self.errors:
            self.add_error("lead", _("还没有选牵头单位"))
        cleaned["body"] = chosen
        return cleaned

    def choice(self, proposal: dict, *, basis: str) -> Choice:
        """What was chosen, ready to be accepted."""
        data = self.cleaned_data
        helpers = [self.bodies[int(pk)] for pk in data["helpers"] if int(pk) in self.bodies]
        if data["helper"]:
            helpers.append(data["helper"])
        wanted = [
            Wanted(
                demand,
                data[f"d{demand.pk}_outcome"] or DemandOutcome.TASK,
                lead=data[f"d{demand.pk}_lead"],
                due=data[f"d{demand.pk}_due"],
                reason=data[f"d{demand.pk}_reason"],
                covered_by=data[f"d{demand.pk}_other"],
            )
            for demand in self.demands
        ]
        return Choice(
            lead=data["body"],
            title=data["title"],
            kind=data["kind"] or None,
            holder=data["holder"],
            leader=data["leader"],
            helpers=tuple(helpers),
            due=data["due"],
            due_basis=basis,
            hard=data["hard"] if data["due"] else None,
            demands=tuple(wanted),
            sharing=sharing_of(proposal, self.bodies, chosen={int(pk) for pk in data["shares"]}),
        )


def beginning(matter: Matter, proposal: dict, demands: list[Demand]) -> dict:
    """The form as the proposal would fill it in."""
    lead = proposal.get("lead") or {}
    candidates = {c["pk"] for c in proposal.get("candidates", ())}
    begun = {
        "title": proposal.get("title") or matter.title,
        "kind": (proposal.get("kind") or {}).get("value") or matter.kind,
        "lead_pick": str(lead["value"]) if lead.get("value") in candidates else "",
        "lead": "" if lead.get("value") in candidates else lead.get("name", ""),
        "holder": _named_holder(proposal),
        "helpers": [str(h["pk"]) for h in proposal.get("helpers", ())],
        "shares": [str(row["pk"]) for row in (proposal.get("concerned") or {}).get("to", ())],
        "due": field_moment((proposal.get("due") or {}).get("value")) or field_moment(matter.due),
        "hard": bool((proposal.get("hard") or {}).get("value")),
    }
    parts = {p["pk"]: p for p in proposal.get("demands", ())}
    for demand in demands:
        part = parts.get(demand.pk) or {}
        covered = part.get("covered")
        settled = demand.outcome != DemandOutcome.OPEN
        other = covered["slug"] if covered else ""
        begun |= {
            f"d{demand.pk}_outcome": demand.outcome if settled else part.get("outcome") or DemandOutcome.TASK,
            f"d{demand.pk}_lead": part.get("name") or (demand.lead.name if demand.lead else ""),
            f"d{demand.pk}_due": field_moment(part.get("due") or demand.due),
            f"d{demand.pk}_other": demand.covered_by.slug if demand.covered_by else other,
            f"d{demand.pk}_reason": demand.reason if demand.outcome == DemandOutcome.DROPPED else "",
        }
    return begun


def _named_holder(proposal: dict) -> str:
    """Only a person whom the words name is filled in; else the body's liaison has it."""
    holder = proposal.get("holder") or {}
    usual = {c.get("holder_pk") for c in proposal.get("candidates", ())}
    return holder.get("name", "") if holder.get("value") and holder["value"] not in usual else ""


def field_moment(value: datetime | str | None) -> str:
    """For <input type="datetime-local">: office time without zone."""
    if not value:
        return ""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.local(at).strftime("%Y-%m-%dT%H:%M")


class Correcting(ActForm):
    """更正读出来的一项."""

    name = forms.CharField(max_length=20)
    value = forms.CharField(label=gettext_lazy("原件上是"), max_length=300, required=False)


class Giving(ActForm):
    """没人管的给谁."""

    division = DivisionName(label=gettext_lazy("给哪家"), required=False)
    person = PersonName(label=gettext_lazy("给谁"), required=False)
    reason = forms.CharField(label=gettext_lazy("为什么今年不办"), max_length=200, required=False)
