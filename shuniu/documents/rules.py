"""May this person do this to a document now, and if not, why not. Page and verb ask the same function."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shuniu.documents.choices import (
    ENDED,
    IN_FORCE,
    UNDER_REVIEW,
    Direction,
    Disclosure,
    DocumentKind,
    NumberState,
    State,
)
from shuniu.documents.models import Document, Number, Remark, Seal, Series
from shuniu.matters.models import Matter
from shuniu.matters.rules import may_go_out
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Person
from shuniu.org.refusals import ALLOWED, Verdict, refuse
from shuniu.routing.choices import Origin, Purpose
from shuniu.routing.models import Part
from shuniu.routing.rules import whose


def _office(actor: Actor) -> Verdict:
    return ALLOWED if actor.in_office else refuse(_("只有办公室可以做这一步"), "office")


def _at(document: Document, *states: str) -> Verdict:
    if document.state in states:
        return ALLOWED
    return refuse(_("这份文现在是“%s”,还不到或过了这一步") % State(document.state).label, "state")


def is_drafter(actor: Actor, document: Document) -> bool:
    return actor.person is not None and actor.person.pk == document.drafter_id


def part_in_hand(actor: Actor, document: Document) -> Part | None:
    """The share of the sending slip that this person has now."""
    if actor.person is None:
        return None
    waiting = Part.objects.waiting().filter(
        stage__slip__matter=document.matter_id,
        stage__slip__purpose=Purpose.DISPATCH,
        stage__slip__ended_at=None,
    )
    parts = waiting.select_related("stage__slip__matter", "holder", "standing_in_for").order_by("pk")
    return next((part for part in parts if whose(actor, part) is not None), None)


def may_draft(actor: Actor, matter: Matter | None = None) -> Verdict:
    """拟稿: only the office writes to the outside (DR-14); a division gives it its text as a file."""
    if actor.person is None or not actor.in_office:
        return refuse(_("对外行文由办公室拟稿(内设机构不对外正式行文);可以把稿子交办公室"), "office")
    if matter is not None and not matter.is_open:
        return refuse(_("事项已经办结,先重新打开"), "state")
    return ALLOWED


def may_write(actor: Actor, document: Document) -> Verdict:
    """改稿: the drafter while it is a draft, else whoever has it to review; nobody once it is signed."""
    if document.is_signed:
        return refuse(_("已经签发的文不能改;有实质性改动,由复核退回,改后请原签发人重签"), "signed")
    if document.state == State.DRAFT:
        if is_drafter(actor, document) or actor.in_office:
            return ALLOWED
        return refuse(_("稿子在%s手上写,可以写旁批") % document.drafter.name, "drafter")
    if part_in_hand(actor, document) is not None:
        return ALLOWED
    if document.state == State.COUNTERSIGN and is_drafter(actor, document):
        return ALLOWED  # what the countersigners say is worked in while they go on
    return refuse(_("稿子正在“%s”,由拿着的人改;别人可以写旁批") % State(document.state).label, "review")


def may_set_head(actor: Actor, document: Document) -> Verdict:
    """定要素: kind, signer, disclosure; by whoever may change the words."""
    return may_write(actor, document)


def may_remark(actor: Actor, document: Document) -> Verdict:
    if actor.person is None:
        return refuse(_("旁批要有人来写"), "clock")
    if document.is_signed:
        return refuse(_("已经签发,不再收意见"), "signed")
    return ALLOWED


def may_answer(actor: Actor, remark: Remark) -> Verdict:
    """答复意见: the drafter or the office says what became of it; nobody answers their own."""
    if remark.answered_at is not None:
        return refuse(_("已经答复过了"), "answered")
    if remark.document.is_signed:
        return refuse(_("已经签发"), "signed")
    if actor.person is None or actor.person.pk == remark.by_id:
        return refuse(_("意见由别人来答复"), "self")
    if is_drafter(actor, remark.document) or actor.has(Role.DIRECTOR, Role.DEPUTY):
        return ALLOWED
    return refuse(_("由拟稿人%s答复") % remark.document.drafter.name, "drafter")


def may_excuse(actor: Actor, document: Document) -> Verdict:
    return may_write(actor, document)


def may_send_for_review(actor: Actor, document: Document) -> Verdict:
    """送核."""
    if document.state != State.DRAFT:
        return _at(document, State.DRAFT)
    if not (is_drafter(actor, document) or actor.has(Role.DIRECTOR, Role.DEPUTY)):
        return refuse(_("由拟稿人%s送核") % document.drafter.name, "drafter")
    returned = part_in_hand(actor, document)
    if returned is None and _on_its_way(document):
        return refuse(_("单子还没有退到您手上"), "slip")
    return ALLOWED


def _on_its_way(document: Document) -> bool:
    return document.matter.slips.under_way().filter(purpose=Purpose.DISPATCH).exists()


def may_check(person: Person, document: Document) -> Verdict:
    """The author is not the checker (A-20)."""
    if person.pk == document.drafter_id:
        return refuse(_("%s是拟稿人,不能核自己的稿") % person.name, "author")
    return ALLOWED


def may_sign(person: Person, document: Document) -> Verdict:
    """签发权限: upward and important ones by the head, others by a leader (art. 22); a delegate signs on the leader's part."""
    roles = set(person.grants.filter(until=None).values_list("role", flat=True))
    if Role.HEAD in roles:
        return ALLOWED
    if document.direction == Direction.UP or document.important or document.kind == DocumentKind.ORDER:
        why = (
            _("上行文由主要负责人签发")
            if document.direction == Direction.UP
            else _("重要文件由主要负责人签发")
        )
        return refuse(_("%(why)s,%(name)s没有这个权限") % {"why": why, "name": person.name}, "power")
    if Role.LEADER in roles:
        return ALLOWED
    return refuse(_("%s没有签发权限;有授权的,由领导本人的那一份上代签") % person.name, "power")


def may_leave_office_review(document: Document) -> Verdict:
    """办公室审核 passes what is answered, complete and free of errors; leaders see nothing before it."""
    waiting = document.remarks.filter(answered_at=None).count()
    if waiting:
        return refuse(_("还有%d条意见没有答复,逐条说明采纳没有") % waiting, "remarks")
    if not document.disclosure:
        return refuse(_("还没有定公开属性"), "disclosure")
    if document.disclosure == Disclosure.NOT_PUBLIC and not document.disclosure_reason:
        return refuse(_("不予公开要写理由"), "disclosure")
    differing = Part.objects.filter(
        stage__slip__matter=document.matter_id, stage__slip__purpose=Purpose.DISPATCH, stage__key="countersign",
        verdict="disagree", retracted_at=None,
    )  # fmt: skip
    settled = Part.objects.filter(
        stage__slip__matter=document.matter_id,
        stage__origin=Origin.TALKS,
        stage__state="closed",
        verdict="agree",
    )
    if differing.exists() and not settled.exists():
        return refuse(_("会签还有不同意见没有谈拢,未协商一致的不得发(DR-12)"), "DR-12")
    return ALLOWED


def may_recheck(actor: Actor, document: Document) -> Verdict:
    """复核: the office, after sign-off, and not by who drafted it."""
    verdict = _office(actor) and _at(document, State.SIGNED)
    if not verdict:
        return verdict
    return may_check(actor.somebody, document)


def may_send_back(actor: Actor, document: Document) -> Verdict:
    """复核退回: something of substance must change; the same signer signs again."""
    return _office(actor) and _at(document, State.SIGNED, State.RECHECK)


def may_register(actor: Actor, document: Document, number: Number | None = None) -> Verdict:
    """登记编号: after sign-off and recheck, never before."""
    verdict = _office(actor) and _at(document, State.RECHECK)
    if not verdict or number is None:
        return verdict
    if number.series_id != document.series_id or number.state != NumberState.RESERVED:
        return refuse(_("这个号不是给这个系列预留的,或者已经用了"), "number")
    if number.year != moment.today().year:
        return refuse(_("预留的是%d年的号,跨年不能再用") % number.year, "year")
    return ALLOWED


def may_reserve(actor: Actor, series: Series) -> Verdict:
    if series.retired_at is not None:
        return refuse(_("这个机关代字已经停用"), "retired")
    return _office(actor)


def may_void_number(actor: Actor, number: Number) -> Verdict:
    """作废一个号: it stays in the register with its reason and is never given again."""
    if number.state == NumberState.VOID:
        return refuse(_("这个号已经作废"), "void")
    if number.state == NumberState.GIVEN:
        return refuse(_("这个号已经用在“%s”上;要作废整份文") % number.document, "given")
    return _office(actor)


def may_keep_series(actor: Actor) -> Verdict:
    if actor.is_clock or actor.has(Role.DIRECTOR, Role.DEPUTY, Role.ADMIN):
        return ALLOWED
    return refuse(_("机关代字和印章由办公室主任、副主任来设"), "power")


def may_print(actor: Actor, document: Document) -> Verdict:
    return _office(actor) and _at(document, State.REGISTERED, State.PRINTING)


def may_seal(actor: Actor, document: Document) -> Verdict:
    """用印: only what was signed, numbered and printed; the words printed are the words signed."""
    verdict = _office(actor) and _at(document, State.PRINTING)
    if not verdict:
        return verdict
    signed, printed = document.signed_version, document.printings.order_by("-at", "-id").first()
    if signed is None or printed is None or printed.version.sha256 != signed.sha256:
        return refuse(_("印出来的和签发的不一样,不能用印"), "hash")
    return ALLOWED


def bears_a_seal(document: Document) -> bool:
    return document.kind != DocumentKind.MINUTES


def may_issue(actor: Actor, document: Document) -> Verdict:
    """核发: sealed, or printed where no seal is needed; and nothing goes out before a leader was asked (A-22)."""
    ready = (State.SEALED,) if bears_a_seal(document) else (State.PRINTING,)
    verdict = _office(actor) and _at(document, *ready)
    return verdict and may_go_out(document.matter)


def may_receive(actor: Actor, document: Document) -> Verdict:
    """记签收: of what went on paper or by mail."""
    return _office(actor) and _at(document, *IN_FORCE)


def may_file(actor: Actor, document: Document) -> Verdict:
    return _office(actor) and _at(document, State.ISSUED)


def may_void(actor: Actor, document: Document) -> Verdict:
    """作废: before it went out; after that it can only be revoked or repealed."""
    if document.state in ENDED:
        return refuse(_("已经“%s”") % State(document.state).label, "state")
    if not document.can_move_to(State.VOID):
        return refuse(_("已经发出去的不能作废,只能撤销或废止"), "issued")
    if is_drafter(actor, document) and document.state in (State.DRAFT, *UNDER_REVIEW):
        return ALLOWED
    if actor.has(Role.DIRECTOR, Role.DEPUTY):
        return ALLOWED
    return refuse(_("签发以后由主任、副主任作废"), "power")


def may_end(actor: Actor, document: Document) -> Verdict:
    """撤销、废止: of what is in force, by decision; the office writes it down."""
    return _office(actor) and _at(document, *IN_FORCE)


def may_use_seal(actor: Actor, seal: Seal) -> Verdict:
    """用印: by who keeps it, else the office; a seal out of use is not used."""
    if seal.stopped_on is not None:
        return refuse(_("这枚印章已经停用"), "stopped")
    return _office(actor)
