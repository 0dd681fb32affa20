"""拟送核的单子: the usual way of a draft (official-documents §5), to be looked at before it starts."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from shuniu.documents import rules
from shuniu.documents.models import Document
from shuniu.matters.models import Help, Matter
from shuniu.org import moment
from shuniu.org.choices import DivisionKind, Role
from shuniu.org.models import Division, Person
from shuniu.org.readings import director_of, leader_for
from shuniu.routing.choices import Box
from shuniu.routing.conditions import head_of
from shuniu.routing.planned import Planned


@dataclass(frozen=True)
class Way:
    """谁核、谁会签、要不要法审和上会、谁签."""

    reviewer: Person
    office_reviewer: Person
    signers: tuple[Person, ...]
    countersigners: tuple[Division, ...] = field(default=())
    legal: Person | Division | None = None
    deliberation: Person | None = None


def reviewer_for(document: Document) -> Person:
    """部门核稿: the head of the drafter's section; the drafter being that, a deputy, else the director."""
    division = document.drafter.division
    candidates = [division.head if division else None]
    candidates += list(
        Person.objects.active()
        .filter(unit_id=document.matter.unit_id)
        .with_role(Role.DEPUTY)
        .order_by("rank", "id")
    )
    candidates.append(director_of(document.matter.unit))
    director = candidates[-1]
    for person in candidates:
        # The director reviews for the office; somebody else checks for the section where there is one.
        if person and person.is_active and rules.may_check(person, document) and person != director:
            return person
    return next(p for p in candidates if p and p.is_active and rules.may_check(p, document))


def office_reviewer_for(document: Document) -> Person:
    director = director_of(document.matter.unit)
    if rules.may_check(director, document):
        return director
    deputies = (
        Person.objects.active()
        .filter(unit_id=document.matter.unit_id)
        .with_role(Role.DEPUTY)
        .order_by("rank", "id")
    )
    return next((p for p in deputies if rules.may_check(p, document)), director)


def signer_for(document: Document) -> Person | None:
    """签发人: the leader in charge; the head where the paper is the head's to sign."""
    matter = document.matter
    candidates = [matter.leader]
    if matter.lead is not None:
        candidates.append(leader_for(matter.lead, moment.today()))
    candidates.append(head_of(matter))
    candidates += list(
        Person.objects.active()
        .filter(unit_id=matter.unit_id)
        .with_role(Role.LEADER)
        .order_by("rank", "id")[:1]
    )
    return next((person for person in candidates if person and rules.may_sign(person, document)), None)


def way_for(document: Document, *, countersigners: tuple[Division, ...] = ()) -> Way:
    signer = document.signer or signer_for(document)
    return Way(
        reviewer_for(document),
        office_reviewer_for(document),
        (signer,) if signer else (),
        countersigners or concerned(document),
        legal=legal_office(document) if document.normative else None,
    )


def concerned(document: Document) -> tuple[Division, ...]:
    """会签谁: the bodies that lead or help what the paper rests on, the office itself left out."""
    bases = Matter.objects.filter(linked_from__matter=document.matter).select_related("lead")
    bodies = [basis.lead for basis in bases if basis.lead is not None]
    bodies += [help_.division for help_ in Help.objects.filter(matter__in=bases).select_related("division")]
    outside = (b for b in bodies if b.kind not in (DivisionKind.OFFICE, DivisionKind.LEADERSHIP))
    return tuple(dict.fromkeys(outside))


def legal_office(document: Document) -> Division | None:
    return (
        Division.objects.filter(unit_id=document.matter.unit_id, closed_on=None, name__contains="司法")
        .order_by("order", "id")
        .first()
    )


def stages(document: Document, way: Way) -> list[Planned]:
    """The stops in their order; what the regulation demands cannot be dropped."""
    planned = [
        Planned(
            _("部门核稿"), (way.reviewer,), box=Box.REVIEW, key="division_review",
            mandatory=_("拟稿的人不能自己核,先由科室负责人核一遍"),
        )
    ]  # fmt: skip
    if way.countersigners:
        planned.append(Planned(_("会签"), way.countersigners, box=Box.COUNTERSIGN, key="countersign"))
    if way.legal is not None:
        planned.append(
            Planned(
                _("合法性审核"), (way.legal,), box=Box.REVIEW, key="legal_review",
                mandatory=_("规范性文件要合法性审核,会签和征求意见代替不了") if document.normative else "",
            )
        )  # fmt: skip
    planned.append(
        Planned(
            _("办公室审核"), (way.office_reviewer,), box=Box.REVIEW, key="office_review",
            mandatory=_("送领导以前办公室先审(条例第二十条)"),
        )
    )  # fmt: skip
    if way.deliberation is not None:
        planned.append(Planned(_("集体审议"), (way.deliberation,), box=Box.OTHER, key="deliberation"))
    planned.append(signing(way.signers))
    return planned


def signing(signers: tuple[Person, ...]) -> Planned:
    return Planned(
        _("签发"), signers, box=Box.SIGN, key="sign", mandatory=_("公文经签发才能编号、用印、发出")
    )
