"""May this person do this in the archive now, and if not, why not. Checks are named by their ids (archives.md §10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from shuniu.archives.choices import LENGTH, Fate, Outcome, Period
from shuniu.archives.models import (
    Appraisal,
    ArchiveItem,
    ClassTable,
    Destruction,
    FilingDecision,
    Fonds,
    HandOver,
    LegalHold,
    Loan,
)
from shuniu.archives.suggesting import Proposal
from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Person
from shuniu.org.refusals import ALLOWED, Verdict, refuse
from shuniu.routing.choices import Purpose
from shuniu.routing.models import Slip

LONGEST_LOAN = 30
FEWEST_WITNESSES = 2


def _office(actor: Actor) -> Verdict:
    return ALLOWED if actor.in_office else refuse(_("归档由办公室来做"), "office")


def may_look(actor: Actor) -> Verdict:
    """归档的页: the office; others borrow what their own bodies had."""
    return _office(actor)


# 定归不归


def may_decide(actor: Actor, matter: Matter, table: ClassTable | None) -> Verdict:
    """归档: a closed matter, its slips at their end, by the table that the archive agreed to (A-01, A-04)."""
    if matter.is_task:
        return refuse(_("任务跟着原事项一起归档"), "task")
    if matter.state == State.MERGED:
        return refuse(_("已并入别的事项,跟着那一件归档"), "merged")
    if matter.is_open:
        return refuse(_("还没有办结,办结以后才归档"), "state")
    if table is None:
        return refuse(_("还没有同意过的归档范围和保管期限表。先在归档设置里写上同意的机关和文号"), "A-04")
    # A circulation holds nothing up: who has not read yet reads on.
    if Slip.objects.filter(matter=matter, ended_at=None).exclude(purpose=Purpose.CIRCULATE).exists():
        return refuse(_("处理单还在走,走完才归档"), "A-02")
    return _office(actor)


def may_file_again(actor: Actor, decision: FilingDecision | None) -> Verdict:
    """改定: what was not filed may still be; what has its code keeps it."""
    if decision is None:
        return ALLOWED
    if decision.is_filed:
        return refuse(_("已经归档,档号给出不改"), "A-03")
    return _office(actor)


def period_is_explained(proposal: Proposal, period: str, reason: str) -> Verdict:
    """缩短要写理由: shorter than the table says, or not filed at all, only with a reason."""
    if period and period not in Period.values:
        return refuse(_("保管期限是永久、30年、10年之一"), "period")
    if LENGTH.get(period, 0) < LENGTH.get(proposal.period, 0) and not reason.strip():
        return refuse(
            _("表上是%(period)s(%(why)s)。比表上短,写一句为什么")
            % {"period": proposal.period_label, "why": proposal.why},
            "A-04",
        )
    return ALLOWED


def incomplete_is_explained(missing: Sequence[str], reason: str) -> Verdict:
    """不齐的: without slip, original or signed draft it is not filed as complete (A-02)."""
    if missing and not reason.strip():
        return refuse(_("缺%s。补上再归;补不上的写明为什么,按不齐归") % "、".join(missing), "A-02")
    return ALLOWED


def stays_settled(matter: Matter) -> Verdict:
    """重新打开: what has its code is not taken up again; what comes later is a matter of its own, linked to it."""
    if matter.flag("filed"):
        return refuse(_("已经归档,不能重新打开;要接着办就另立一件,关联这一件"), "A-03")
    return ALLOWED


def may_pack(actor: Actor) -> Verdict:
    return _office(actor)


# 全宗和表


def may_settle(actor: Actor, fonds: Fonds | None = None) -> Verdict:
    """归档设置: the director, or the keeper the office has named."""
    if actor.has(Role.DIRECTOR, Role.DEPUTY):
        return ALLOWED
    if fonds and fonds.keeper_id and actor.person is not None and actor.person.pk == fonds.keeper_id:
        return ALLOWED
    return refuse(_("归档设置由主任、副主任或档案员来定"), "power")


# 移交


def may_hand_over(actor: Actor, handover: HandOver, outcome: str | None) -> Verdict:
    """移交: the list was tested and nothing failed (A-05); the fonds code is known."""
    if handover.handed_at is not None:
        return refuse(_("已经移交"), "state")
    if outcome is None:
        return refuse(_("先做四性检测,检测记录跟着移交走"), "A-05")
    if outcome == Outcome.FAIL:
        return refuse(_("四性检测没有通过,退回有问题的件或补好再测"), "A-05")
    if not Fonds.objects.filter(unit=handover.unit_id).exclude(code="").exists():
        return refuse(_("还没有全宗号。档案馆给了以后写进归档设置,再移交"), "fonds")
    return _office(actor)


def may_receive(actor: Actor, handover: HandOver) -> Verdict:
    """接收: another person than the one who handed over."""
    if handover.received_at is not None:
        return refuse(_("已经接收"), "state")
    if handover.handed_at is None:
        return refuse(_("移交的人还没有签"), "state")
    if actor.person is not None and actor.person.pk == handover.handed_by_id:
        return refuse(_("移交和接收要两个人签;请档案室的同事来接"), "two")
    return _office(actor)


def may_send_back(actor: Actor, handover: HandOver) -> Verdict:
    if handover.received_at is not None:
        return refuse(_("已经接收"), "state")
    return _office(actor)


def may_change_list(actor: Actor, handover: HandOver) -> Verdict:
    return may_send_back(actor, handover)


# 借阅


def may_read(actor: Actor, item: ArchiveItem) -> Verdict:
    """看件内: the office and the leaders; others while it is lent to them. Words of everybody stand on the slip."""
    if item.destroyed_at is not None:
        return refuse(_("已经销毁,只留目录"), "state")
    if actor.in_office or actor.has(Role.LEADER, Role.HEAD):
        return ALLOWED
    if item.loans.filter(borrower=actor.person, granted=True, returned_at=None).exists():
        return ALLOWED
    return refuse(_("先申请借阅,批了就能看"), "loan")


def may_ask_loan(actor: Actor, item: ArchiveItem, due_on: date, today: date) -> Verdict:
    """借: whoever may know of the matter; at most thirty days."""
    if item.destroyed_at is not None:
        return refuse(_("已经销毁,只留目录"), "state")
    if actor.person is None:
        return refuse(_("要有人来借"), "clock")
    if not today <= due_on <= today + timedelta(days=LONGEST_LOAN):
        return refuse(_("最多借%d天") % LONGEST_LOAN, "term")
    return ALLOWED


def may_grant_loan(actor: Actor, loan: Loan) -> Verdict:
    """批借: a body's own files by its head; minutes by a leader; the rest by the office; never to oneself."""
    if loan.decided_at is not None:
        return refuse(_("已经批过了"), "state")
    if actor.person is None or actor.person.pk == loan.borrower_id:
        return refuse(_("自己借的请别人来批"), "self")
    if loan.item.matter.kind in ("minute_item", "meeting") and not loan.item.matter.is_restricted:
        if actor.has(Role.LEADER, Role.HEAD, Role.DIRECTOR):
            return ALLOWED
        return refuse(_("会议材料由领导或主任批"), "power")
    borrower = loan.borrower
    lead = loan.item.matter.lead
    if lead is not None and borrower.division_id == lead.pk and lead.head_id == actor.person.pk:
        return ALLOWED
    return _office(actor)


def may_take_back(actor: Actor, loan: Loan) -> Verdict:
    """还: looked through by the office, not by the borrower alone."""
    if not loan.is_out:
        return refuse(_("没有借出"), "state")
    if actor.person is not None and actor.person.pk == loan.borrower_id:
        return refuse(_("归还要另一个人清点"), "self")
    return _office(actor)


# 鉴定、销毁、不许动


def may_appraise(actor: Actor) -> Verdict:
    return _office(actor)


def may_conclude(actor: Actor, appraisal: Appraisal) -> Verdict:
    """鉴定: concluded by another than who began it, one of the group."""
    if appraisal.concluded_at is not None:
        return refuse(_("已经有鉴定意见"), "state")
    if actor.person is None or actor.person.pk == appraisal.opened_by_id:
        return refuse(_("鉴定要两个人:提的人不能自己定"), "two")
    if not appraisal.group.filter(pk=actor.person.pk).exists():
        return refuse(_("由鉴定小组的人来定"), "group")
    return ALLOWED


def may_list_for_destruction(actor: Actor, appraisal: Appraisal) -> Verdict:
    if appraisal.concluded_at is None:
        return refuse(_("还没有鉴定意见"), "state")
    if hasattr(appraisal, "destruction"):
        return refuse(_("销毁清单已经有了"), "state")
    if not appraisal.lines.filter(fate=Fate.DESTROY).exists():
        return refuse(_("这次鉴定没有要销毁的"), "empty")
    return _office(actor)


def may_approve_destruction(actor: Actor, destruction: Destruction) -> Verdict:
    """批准销毁: the head of the unit, not whoever made the list (A-08)."""
    if destruction.approved_at is not None:
        return refuse(_("已经批准"), "state")
    if actor.person is not None and actor.person.pk == destruction.made_by_id:
        return refuse(_("列清单的人不能自己批"), "two")
    if actor.has(Role.HEAD, Role.DIRECTOR):
        return ALLOWED
    return refuse(_("销毁由单位负责人批准"), "A-08")


def may_witness(actor: Actor, destruction: Destruction) -> Verdict:
    if destruction.approved_at is None:
        return refuse(_("还没有批准"), "A-08")
    if destruction.done_at is not None:
        return refuse(_("已经销毁"), "state")
    if actor.person is None or not actor.in_office:
        return refuse(_("监销由办公室的两位同事来签"), "office")
    if destruction.witnesses.filter(person=actor.person).exists():
        return refuse(_("您已经签过"), "state")
    return ALLOWED


def may_destroy(actor: Actor, destruction: Destruction) -> Verdict:
    """销毁: a list, the head's approval, two who watch and sign, and nothing held (A-08)."""
    if destruction.done_at is not None:
        return refuse(_("已经销毁"), "state")
    if destruction.approved_at is None:
        return refuse(_("还没有批准"), "A-08")
    signed = set(destruction.witnesses.values_list("person_id", flat=True))
    if len(signed) < FEWEST_WITNESSES:
        return refuse(_("要两人监销并签字,现在签了%d人") % len(signed), "A-08")
    if actor.person is not None and actor.person.pk in signed:
        return refuse(_("动手的人不能又是监销的人"), "two")
    held = held_items(destruction)
    if held:
        codes = "、".join(str(item.code) for item in held[:3])
        return refuse(_("%s 因信访、诉讼、审计或检查不许动,先解除") % codes, "A-08")
    return _office(actor)


def held_items(destruction: Destruction) -> list[ArchiveItem]:
    lines = destruction.appraisal.lines.filter(fate=Fate.DESTROY)
    return list(
        ArchiveItem.objects.filter(
            appraisal_lines__in=lines, holds__in=LegalHold.objects.filter(ended_at=None)
        ).distinct()
    )


def may_hold(actor: Actor) -> Verdict:
    return _office(actor)


def may_release(actor: Actor, hold: LegalHold) -> Verdict:
    """解除: by the director, who answers for it."""
    if hold.ended_at is not None:
        return refuse(_("已经解除"), "state")
    if actor.has(Role.DIRECTOR, Role.DEPUTY):
        return ALLOWED
    return refuse(_("解除由主任或副主任来定"), "power")


def two_or_more(people: Sequence[Person], actor: Actor) -> Verdict:
    """鉴定小组: at least two besides the one who begins it."""
    others = {person.pk for person in people} - {actor.person.pk if actor.person else 0}
    if len(others) < 2:
        return refuse(_("鉴定小组至少再写两个人"), "group")
    return ALLOWED
