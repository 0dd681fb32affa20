"""定样表、附样子、填数、附佐证: the office asks once in one shape; what a body gives stays with its feedback."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db.models import Max
from django.utils.translation import gettext as _

from shuniu.files.arrivals import Arrival
from shuniu.files.operations import keep
from shuniu.journal.recording import record
from shuniu.matters import rules
from shuniu.matters.choices import FieldKind, PaperRole
from shuniu.matters.models import Feedback, FormField, FormValue, Link, Matter, Paper
from shuniu.matters.models.asked import MOST_FIELDS
from shuniu.matters.operations.changing import change, locked
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, require

SAMPLE = "sample"  # Link.why: a finished matter that shows what good looks like
MOST_PROOFS = 3


def set_form(matter: Matter, *, fields: Sequence[tuple[str, str]], by: Actor) -> list[FormField]:
    """定样表: at most five named fields. On a matter they are asked of every task it was split into."""
    wanted = [(name.strip()[:30], kind) for name, kind in fields if name.strip()]
    if len(wanted) > MOST_FIELDS:
        raise Refused(_("最多五栏;多了就不是一句话能填的了"), "many", "fields")
    if len({name for name, _kind in wanted}) < len(wanted):
        raise Refused(_("有两栏同名"), "twice", "fields")
    with record("matter.form_set", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_set_form(by, matter))
        if FormValue.objects.filter(field__matter=matter).exists():
            raise Refused(_("已经有单位填了,不能再改栏;要补问的写在反馈里"), "filled", "fields")
        matter.form_fields.all().delete()
        made = FormField.objects.bulk_create(
            FormField(matter=matter, order=order, name=name, kind=FieldKind(kind))
            for order, (name, kind) in enumerate(wanted, start=1)
        )
        change(line, matter)
        line["fields"] = "、".join(name for name, _kind in wanted) or _("不要样表")
    return made


def form_of(matter: Matter) -> list[FormField]:
    """样表 of a task: its own fields, else those of the matter it is part of."""
    ids = [pk for pk in (matter.pk, matter.parent_id) if pk]
    fields = list(FormField.objects.filter(matter__in=ids))
    own = [field for field in fields if field.matter_id == matter.pk]
    return own or fields


def mark_sample(paper: Paper, *, by: Actor, sample: bool = True) -> Paper:
    """附样表: a paper of the matter becomes what the doers are shown as an example, or no longer."""
    with record("matter.sample_given", by=by, subject=paper.matter) as line:
        matter = locked(paper.matter)
        require(rules.may_give_sample(by, matter))
        role = PaperRole.SAMPLE if sample else PaperRole.ATTACHMENT
        Paper.objects.filter(pk=paper.pk).update(role=role)
        line["name"] = paper.file.name
    paper.refresh_from_db()
    return paper


def give_sample(matter: Matter, *, arrival: Arrival, by: Actor) -> Paper:
    """附样表 from a file: looked at by the guard before, shown to the doers of the matter and of its tasks."""
    with record("matter.sample_given", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_give_sample(by, matter))
        file = keep(arrival, by=by)[0]
        last = matter.papers.aggregate(last=Max("order"))["last"] or 0
        paper = Paper.objects.create(matter=matter, file=file, role=PaperRole.SAMPLE, order=last + 1)
        line["name"] = file.name
    return paper


def show_as_sample(matter: Matter, *, other: Matter, by: Actor) -> Link:
    """照去年的样子: a finished matter is shown to the doers as an example."""
    with record("matter.sample_given", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_give_sample(by, matter, other))
        link, _new = Link.objects.get_or_create(matter=matter, other=other, why=SAMPLE)
        line["name"] = f"{other.number} {other.title}"
    return link


def fill(feedback: Feedback, values: Mapping[int, str], fields: Iterable[FormField]) -> list[FormValue]:
    """填的数, checked by the kind of the field; called inside the verb that gives the feedback."""
    made = []
    for field in fields:
        text = (values.get(field.pk) or "").strip()
        if text:
            made.append(FormValue(feedback=feedback, field=field, value=_value(field, text)))
    return FormValue.objects.bulk_create(made)


def _value(field: FormField, text: str) -> str:
    if field.kind in (FieldKind.NUMBER, FieldKind.SAME):
        try:
            number = Decimal(text.replace(",", "").replace(",", ""))
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite():
            raise Refused(_("“%s”要填数,例如 38") % field.name, "number", f"field{field.pk}")
        return f"{number.normalize():f}"
    if field.kind == FieldKind.DATE:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError as wrong:
            raise Refused(
                _("“%s”要填日期,例如 2026-06-17") % field.name, "date", f"field{field.pk}"
            ) from wrong
    return text[:200]


def add_proof(feedback: Feedback, *, arrival: Arrival, by: Actor) -> Paper:
    """附佐证: a photograph of the thing, looked at by the guard before, beside the words it proves."""
    with record("matter.proof_added", by=by, subject=feedback.matter) as line:
        matter = locked(feedback.matter)
        require(rules.may_add_proof(by, feedback))
        if Paper.objects.filter(feedback=feedback).count() >= MOST_PROOFS:
            raise Refused(_("一次最多附三张"), "many", "photos")
        file = keep(arrival, by=by)[0]
        last = matter.papers.aggregate(last=Max("order"))["last"] or 0
        paper = Paper.objects.create(
            matter=matter, file=file, role=PaperRole.PROOF, order=last + 1, feedback=feedback
        )
        change(line, matter)
        line["name"] = file.name
    return paper


def verify_feedback(feedback: Feedback, *, by: Actor, remark: str = "", untrue: bool = False) -> Feedback:
    """核实反馈: somebody other than the doer has looked; filled from here on, or marked as untrue."""
    with record("matter.feedback_verified", by=by, subject=feedback.matter) as line:
        matter = locked(feedback.matter)
        feedback = Feedback.objects.select_for_update().get(pk=feedback.pk)
        feedback.matter = matter
        require(rules.may_verify_feedback(by, feedback))
        feedback.verified_by, feedback.verified_at, feedback.untrue = by.person, moment.now(), untrue
        feedback.save(update_fields=["verified_by", "verified_at", "untrue"])
        # To look is not a movement of the matter: silence goes on counting.
        line.update(words=feedback.words, found=_("与实际不符") if untrue else _("属实"), remark=remark[:200])
    return feedback
