"""May this person do this in supervision now, and if not, why not. Checks are named by their ids (supervision.md §11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shuniu.matters import kinds
from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.matters.proposing.likeness import ALIKE, grams, likeness
from shuniu.matters.ranking.chase import BLUE, RED, Step
from shuniu.matters.rules import may_go_out
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Person
from shuniu.org.readings import director_of, present
from shuniu.org.refusals import ALLOWED, Verdict, refuse
from shuniu.supervision.models import Chase, Escalation, Item, Review, SpotCheck

HUNDRED = 100
REVIEW_DAYS = 30


def directs(actor: Actor) -> bool:
    """主任, or who stands in the director's place today."""
    if actor.person is None:
        return False
    if actor.has(Role.DIRECTOR):
        return True
    if not actor.has(Role.DEPUTY):
        return False
    known = actor.person.__dict__.get("directs_today")  # asked once for all the presses of a page
    if known is None:
        known = present(director_of(actor.unit), moment.now())[0].pk == actor.person.pk
        actor.person.__dict__["directs_today"] = known
    return known


def _director(actor: Actor, what: str) -> Verdict:
    return ALLOWED if directs(actor) else refuse(_("%s由办公室主任定") % what, "power")


def _office(actor: Actor) -> Verdict:
    return ALLOWED if actor.in_office else refuse(_("只有办公室可以做这一步"), "office")


def item_of(matter: Matter) -> Item | None:
    return Item.objects.filter(matter=matter).first()


def gave(actor: Actor, matter: Matter) -> bool:
    """交办的人: the leaders whose words stand on it; without words, who gave it out, or the director."""
    if actor.person is None:
        return False
    if matter.flag("instructions"):
        return matter.instructions.filter(denied_at=None, leader=actor.person).exists()
    return actor.person.pk == matter.created_by_id or actor.has(Role.DIRECTOR)


# 立项、拆解、销号


def may_register(actor: Actor, matter: Matter, item: Item | None = None) -> Verdict:
    """立项: one matter one item, only what is open and needs an answer; the director approves."""
    if item is not None and item.registered_at is not None:
        return refuse(_("已经立项"), "state")
    if matter.state == State.PENDING:
        return refuse(_("还没分办,先分办再立项"), "state")
    if not matter.is_open:
        return refuse(_("已经“%s”,不用立项") % State(matter.state).label, "state")
    if kinds.of(matter.kind).to_read:
        return refuse(_("阅知件不立项:没有要办要报的"), "to_read")
    return _director(actor, _("立项"))


def may_inspect(
    *, approved_by: Person | None, plan: str, object: str, title: str, open_ones: Sequence[Item] = ()
) -> Verdict:
    """政府督查 (S-10): approved by the head, with a plan and an object, and not the same again for the same object."""
    if approved_by is None or Role.HEAD not in approved_by.role_names():
        return refuse(_("政府督查要政府或主要负责人批准,请写明批准人"), "S-10")
    if not plan.strip():
        return refuse(_("政府督查要有督查方案:内容、对象、范围、时间"), "S-10")
    if not object.strip():
        return refuse(_("写明督查对象"), "S-10")
    for other in open_ones:
        if other.object == object.strip() and likeness(grams(other.matter.title), grams(title)) >= ALIKE:
            return refuse(
                _("%(number)s 正在对同一对象督查同一件事,不重复督查") % {"number": other.matter.number},
                "S-10",
            )
    return ALLOWED


def may_decline(actor: Actor, item: Item | None) -> Verdict:
    if item is None or not item.is_proposed:
        return refuse(_("没有拟立项"), "state")
    return _director(actor, _("立不立项"))


def may_break_down(actor: Actor, matter: Matter) -> Verdict:
    if matter.is_task:
        return refuse(_("任务下面不再分任务;请在原事项上拆"), "depth")
    if not matter.is_open or matter.state == State.PENDING:
        return refuse(_("“%s”的事项不能拆解") % State(matter.state).label, "state")
    return _office(actor)


def leaves_are_whole(matter: Matter, leaves: Sequence, others: int = 0) -> Verdict:
    """拆解得够不够: S-01 one lead, S-02 test, deliverable and date, S-03 dates, S-04 weights. `others`: weights given before."""
    if not leaves:
        return refuse(_("至少拆出一项"), "empty")
    for number, leaf in enumerate(leaves, start=1):
        where = {"n": number}
        if leaf.lead is None:
            return refuse(_("第%(n)d项要有一个牵头单位") % where, "S-01")
        if any(helper.pk == leaf.lead.pk for helper in leaf.helpers):
            return refuse(_("第%(n)d项的牵头单位不能又是配合单位") % where, "S-01")
        if not leaf.finish_test.strip():
            return refuse(_("第%(n)d项要写办成的标准,能量的就写数") % where, "S-02")
        if not leaf.deliverable.strip():
            return refuse(_("第%(n)d项要写交什么") % where, "S-02")
        if leaf.due is None and not leaf.continuous:
            return refuse(_("第%(n)d项要有时限,或者写明长期坚持") % where, "S-02")
        if leaf.due is not None and matter.due is not None and leaf.due > matter.due:
            return refuse(_("第%(n)d项的时限晚于整件事的时限") % where, "S-03")
    total = others + sum(leaf.weight or 0 for leaf in leaves)
    if total != HUNDRED:
        return refuse(_("各项权重加起来是%(total)d,要正好100") % {"total": total}, "S-04")
    return ALLOWED


def may_end_stage(actor: Actor, matter: Matter, item: Item | None) -> Verdict:
    """阶段性办结: somebody other than the doer says that this stage is done; it keeps running."""
    if item is None or item.registered_at is None:
        return refuse(_("没有立项"), "state")
    if not matter.is_open:
        return refuse(_("已经“%s”") % State(matter.state).label, "state")
    if actor.person is not None and actor.person.pk in (matter.holder_id, matter.reported_by_id):
        return refuse(_("办的人不能自己定,请另一位来核"), "S-06")
    return _office(actor)


def may_write_off(actor: Actor, matter: Matter, item: Item | None, *, words: bool | None = None) -> Verdict:
    """销号: after 办结; agreed by the leader who gave it, or the office where no leader did."""
    if item is None or item.registered_at is None:
        return refuse(_("没有立项,不用销号"), "state")
    if item.written_off_at is not None:
        return refuse(_("已经销号"), "state")
    if matter.state != State.DONE:
        return refuse(_("还没有办结,办结以后才能销号"), "state")
    if item.is_inspection and item.fed_back_at is None:
        return refuse(_("政府督查要先作出结论并反馈督查对象"), "S-10")
    if item.is_inspection and item.reviews.filter(decided_at=None).exists():
        return refuse(_("督查对象申请了复核,答复以后才能销号"), "S-10")
    if (
        item.is_inspection
        and item.fed_back_at
        and moment.now() < item.fed_back_at + timedelta(days=REVIEW_DAYS)
    ):
        return refuse(_("结论反馈后三十天内督查对象可以申请复核,期满再销号"), "S-10")
    leaders = set(matter.instructions.filter(denied_at=None).values_list("leader_id", flat=True))
    if actor.person is not None and actor.person.pk in leaders:
        return ALLOWED
    if leaders:
        return refuse(_("领导交办的,由批示的领导同意销号"), "power")
    return _director(actor, _("销号"))


def may_make_routine(actor: Actor, matter: Matter, item: Item | None) -> Verdict:
    """转为常态: what is kept up for ever leaves the list of what is to be finished."""
    if item is None or item.registered_at is None:
        return refuse(_("没有立项"), "state")
    if item.routine_at is not None or item.written_off_at is not None:
        return refuse(_("已经转为常态或销号"), "state")
    if not item.continuous:
        return refuse(_("有完成时限的不能转为常态,请办结后销号"), "state")
    return _director(actor, _("转为常态"))


def may_cancel(actor: Actor, matter: Matter) -> Verdict:
    """撤销交办: only by whoever gave the task, with a reason."""
    if not matter.is_open or matter.state in (State.PENDING, State.REPORTED):
        return refuse(_("“%s”的事项不能撤销交办") % State(matter.state).label, "state")
    if actor.person is not None and actor.person.pk == matter.holder_id:
        return refuse(_("在谁手上谁不能撤销;请交办的人来撤"), "self")
    if gave(actor, matter):
        return ALLOWED
    return refuse(_("只有交办的人能撤销"), "power")


def may_conclude(actor: Actor, item: Item | None) -> Verdict:
    if item is None or not item.is_inspection or item.registered_at is None:
        return refuse(_("只有政府督查要作结论"), "state")
    if item.fed_back_at is not None:
        return refuse(_("结论已经反馈;有异议走复核"), "state")
    return _director(actor, _("督查结论"))


def may_ask_review(actor: Actor, item: Item | None, at: datetime) -> Verdict:
    """申请复核: within thirty days of the conclusion (S-10); the office writes it down, or the object's own people."""
    if item is None or item.fed_back_at is None:
        return refuse(_("结论还没有反馈"), "state")
    if at > item.fed_back_at + timedelta(days=REVIEW_DAYS):
        return refuse(_("收到结论已过三十天,不能再申请复核"), "S-10")
    if actor.person is None:
        return refuse(_("要有人来申请"), "clock")
    return ALLOWED


def may_decide_review(actor: Actor, review: Review) -> Verdict:
    """答复复核: by the director or a leader; those who took part step aside (art. 17)."""
    if review.decided_at is not None:
        return refuse(_("已经答复过了"), "state")
    if actor.person is None or actor.person.pk in (review.item.concluded_by_id, review.written_down_by_id):
        return refuse(_("参加过这次督查的人要回避,请另一位来答复"), "S-10")
    if actor.has(Role.DIRECTOR, Role.DEPUTY, Role.LEADER, Role.HEAD):
        return ALLOWED
    return refuse(_("复核由主任、副主任或领导答复"), "power")


# 催办


def chases(actor: Actor) -> bool:
    """催办的人: the office, and leaders; what others say of the kind is a question."""
    return actor.in_office or actor.has(Role.LEADER, Role.HEAD)


def may_chase(actor: Actor, matter: Matter, step: Step | None = None) -> Verdict:
    """催一下: the office, or a leader; nobody who rests for a reason is chased."""
    if not matter.is_open or matter.state == State.PENDING:
        return refuse(_("“%s”的事项不用催") % State(matter.state).label, "state")
    if not chases(actor):
        return refuse(_("由办公室或领导来催"), "power")
    if actor.person is not None and actor.person.pk == matter.holder_id:
        return refuse(_("就在您自己手上"), "self")
    return ALLOWED


def may_confirm(actor: Actor, chase: Chase) -> Verdict:
    """发督办单: slips go out with the director's word; red ones with a leader's."""
    if not chase.is_waiting:
        return refuse(_("已经发出或不发了"), "state")
    if chase.step == RED and chase.confirmed_by_id is not None:
        return refuse(_("红色督办单等领导定"), "power")
    return _director(actor, _("督办单"))


def needs_director(step: int) -> bool:
    return step >= BLUE


def may_drop(actor: Actor, chase: Chase) -> Verdict:
    if not chase.is_waiting:
        return refuse(_("已经发出或不发了"), "state")
    return _director(actor, _("发不发督办单"))


# 请领导出面


def may_escalate(actor: Actor, matter: Matter) -> Verdict:
    if not matter.is_open or matter.state == State.PENDING:
        return refuse(_("“%s”的事项不用请领导出面") % State(matter.state).label, "state")
    if actor.has(Role.DIRECTOR, Role.DEPUTY):
        return ALLOWED
    return refuse(_("请领导出面由主任、副主任提"), "power")


def may_answer(actor: Actor, escalation: Escalation) -> Verdict:
    """领导一按就是定: only the leader who was asked."""
    if escalation.answered_at is not None:
        return refuse(_("已经答复过了"), "state")
    if actor.person is None or actor.person.pk != escalation.leader_id:
        return refuse(_("只有%s本人能定") % escalation.leader.name, "leader")
    return ALLOWED


# 抽查


def may_draw(actor: Actor) -> Verdict:
    return _office(actor)


def may_name_checkers(actor: Actor, check: SpotCheck, people: Sequence[Person]) -> Verdict:
    """两人核: two, both other than who did it, reported it, or passed it at the desk (S-06)."""
    if check.checked_at is not None:
        return refuse(_("已经核过了"), "state")
    if len({person.pk for person in people}) != 2:
        return refuse(_("抽查要两个人"), "two")
    matter = check.matter
    for person in people:
        if person.pk in (matter.holder_id, matter.reported_by_id):
            return refuse(_("%s办过这件事,不能来核") % person.name, "S-06")
        if person.pk == matter.verified_by_id:
            return refuse(_("%s已经核过一次,请另一位") % person.name, "S-06")
        if matter.lead_id is not None and person.division_id == matter.lead_id and not actor.in_office:
            return refuse(_("%s是承办单位的人,不能来核") % person.name, "S-06")
    return _office(actor)


def may_record(actor: Actor, check: SpotCheck) -> Verdict:
    """记抽查结果: by one of the two."""
    if check.checked_at is not None:
        return refuse(_("已经核过了"), "state")
    pair = (check.first_checker_id, check.second_checker_id)
    if None in pair:
        return refuse(_("先定两位核查人"), "two")
    if actor.person is not None and actor.person.pk in pair:
        return ALLOWED
    return refuse(_("由两位核查人中的一位来记"), "power")


# 交给别的单位


def may_hand_to_unit(actor: Actor, matter: Matter) -> Verdict:
    if matter.is_restricted:
        return refuse(_("限定事项不能交给别的单位"), "visibility")
    if not matter.is_open or matter.state == State.PENDING:
        return refuse(_("“%s”的事项不能交出去") % State(matter.state).label, "state")
    consent = may_go_out(matter)
    return consent and _director(actor, _("交给别的单位"))


def may_score(kind: str, basis: str) -> Verdict:
    """评分的由头 (S-11): what the rules of 2024 and 2026 forbid is refused unless an administrator states the legal basis."""
    if kind in FORBIDDEN_SCORES and not basis.strip():
        return refuse(
            _("“%s”不能作为考核内容;确有法定依据的由管理员写明依据") % FORBIDDEN_SCORES[kind], "S-11"
        )
    return ALLOWED


FORBIDDEN_SCORES = {
    "remarked": gettext_lazy("受到领导批示"),
    "published": gettext_lazy("信息刊发、媒体报道"),
    "meetings": gettext_lazy("开了几次会"),
    "documents": gettext_lazy("发了几个文"),
    "photos": gettext_lazy("拍照留痕"),
    "notes": gettext_lazy("学习笔记"),
    "check_in": gettext_lazy("打卡、在线时长、登录率"),
    "ranking": gettext_lazy("积分排名"),
    "likes": gettext_lazy("点赞转发"),
}
