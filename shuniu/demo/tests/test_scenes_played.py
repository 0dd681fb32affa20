"""Scenes B, C and D of product §3.3, minute by minute from the demo office through the pages: who holds what, who was
disturbed, and that nothing is ever in nobody's hand."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from shuniu.clock import errands
from shuniu.demo.county_texts import BRIDGING
from shuniu.demo.generator import fill
from shuniu.demo.scenes import SCENES, wipe
from shuniu.demo.tests.conftest import acting
from shuniu.journal.models import Line
from shuniu.matters import operations as matters
from shuniu.matters.choices import State
from shuniu.matters.models import Feedback, Instruction, Matter
from shuniu.notices.choices import INTERRUPTING
from shuniu.notices.models import Notice
from shuniu.org import moment
from shuniu.org.choices import DivisionKind
from shuniu.org.models import Account, Division, Person
from shuniu.routing import operations as slips
from shuniu.routing.choices import Box, Purpose
from shuniu.routing.models import Part, Slip
from shuniu.routing.planned import Planned

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def telegram(django_db_setup, django_db_blocker):
    """17:20:05: the telegram has just come in."""
    with django_db_blocker.unblock():
        wipe()
        fill("county", scale=0.02, until=SCENES["B"].at)
        yield
        wipe()


@pytest.fixture(scope="module")
def morning(django_db_setup, django_db_blocker):
    """10:14: two bodies have said that the manholes are not theirs; the head is in the provincial capital."""
    with django_db_blocker.unblock():
        wipe()
        fill("county", scale=0.02, until=datetime(2026, 6, 11, 10, 14))
        yield
        wipe()


def on(hour: str) -> datetime:
    return datetime.fromisoformat(f"2026-06-11 {hour}")


class Desk:
    """The pages in the hands of one person at one minute; after each minute nothing may be in nobody's hand."""

    def __init__(self, name: str, hour: str):
        self.name, self.at = name, on(hour)
        self.client = Client()
        self.client.force_login(Account.objects.get(person__name=name))

    def read(self, address: str) -> str:
        with moment.standing_at(self.at):
            answer = self.client.get(address)
        assert answer.status_code == 200, (self.name, address, answer.status_code)
        return answer.content.decode()

    def press(self, address: str, **fields):
        with moment.standing_at(self.at):
            answer = self.client.post(address, fields)
        assert answer.status_code in (200, 204, 302), (
            self.name,
            address,
            answer.status_code,
            answer.content.decode()[-3000:],
        )
        assert Matter.objects.without_one_active_holder().count() == 0
        assert Part.objects.without_one_active_holder().count() == 0
        return answer


def fresh(matter: Matter) -> Matter:
    return Matter.objects.get(pk=matter.pk)


def numbered(serial: int, part: int = 0) -> Matter:
    return Matter.objects.get(year=2026, serial=serial, part=part)


def disturbed(matter: Matter) -> set[str]:
    """Whom this matter and its parts made a phone ring for."""
    rows = Notice.objects.filter(
        matter__serial=matter.serial, matter__year=matter.year, reason__in=INTERRUPTING
    )
    return set(rows.values_list("person__name", flat=True))


def as_proposed(client: Client, address: str) -> dict[str, object]:
    """The form of the page exactly as it came: what a press of 就这么办 sends."""
    form = client.get(address).context["form"]
    values = {form[name].html_name: form[name].value() for name in form.fields}
    return {
        name: "on" if value is True else value for name, value in values.items() if value not in (None, False)
    }


def start(name: str, matter: Matter, *stages: Planned, hour: str, purpose: str = Purpose.RECEIPT) -> Slip:
    with moment.standing_at(on(hour)):
        return slips.start(matter, stages=stages, by=acting(name), purpose=purpose)


def who(name: str) -> Person:
    return Person.objects.get(name=name)


def decide_on_paper(name: str, part: Part, words: str, hour: str, *, seconds: int) -> None:
    """The leader's page: words, one press; they stand once the seconds are over."""
    Desk(name, hour).press(f"/papers/{part.pk}/decision/", words=words, press="agree")
    later = moment.aware(on(hour)) + timedelta(seconds=seconds + 1)
    with moment.standing_at(moment.local(later)):
        errands.drain(later)


def test_scene_b_an_urgent_paper_at_1720(telegram):
    storm = numbered(1204)
    # 17:20:10: the responsible people hear at once, nobody else; the desk took it in itself.
    assert storm.holder.name == "石磊"
    assert disturbed(storm) == {"沈知行", "周谨言", "吴安澜"}
    assert set(Notice.objects.filter(matter=storm).values_list("reason", flat=True)) == {"extra"}

    # 17:22: the split is accepted as proposed; two demands are met by the morning's measures.
    deputy = Desk("吴安澜", "17:22")
    shown = deputy.read(f"/inbox/{storm.slug}/")
    assert "№1179" in shown and "№1181" in shown
    with moment.standing_at(deputy.at):
        fields = as_proposed(deputy.client, f"/inbox/{storm.slug}/")
    deputy.press(f"/inbox/{storm.slug}/placing/", **fields)
    storm = fresh(storm)
    assert storm.state == State.GIVEN and storm.due == moment.aware(on("20:00"))
    outcomes = {demand.order: demand.outcome for demand in storm.demands.all()}
    assert (outcomes[1], outcomes[3]) == ("covered", "covered")
    # 36 bodies are 14 whom the new demands touch, each with only its own lines; the others are left out with reasons.
    tasks = list(storm.tasks.select_related("lead", "holder").order_by("part"))
    shared = [task for task in tasks if task.lead.kind in (DivisionKind.DEPARTMENT, DivisionKind.TOWNSHIP)]
    holders = {task.holder.name for task in tasks}
    assert "14家(原36家)" in shown and "不发的 22家" in shown
    assert len(shared) == len({task.lead_id for task in shared}) == 14
    assert len(holders) == len(tasks) == 15  # and the office's own report above by 20:00
    told = Line.objects.about(storm).get(verb="matter.shared_out").particulars
    reasons = [re.fullmatch(r"(.+?)\((.+)\)", one) for one in told["left"].split(";")]
    assert (told["count"], told["whole"]) == (14, 36)
    assert sum(one[1].count("、") + 1 for one in reasons) == 22
    assert [one.name for one in storm.form_fields.all()] == ["雨情", "险情", "处置情况"]
    assert {task.title.count(";") for task in shared} == {1}  # two lines each

    # 17:24: the stand-in writes and signs; the words are with every holder unshortened.
    words = "立即落实,城市内涝点逐一有人盯"
    slip = start("吴安澜", storm, Planned("批示", (who("沈知行"),), box=Box.INSTRUCT), hour="17:23")
    part = slip.stages.get().parts.get()
    decide_on_paper("沈知行", part, words, "17:24", seconds=10)
    assert Instruction.objects.get(part=part).words == words
    for task in tasks:
        shown = Desk(task.holder.name, "17:24:30").read(f"/matters/{task.slug}/")
        assert words in shown, task.holder.name
    assert disturbed(storm) <= {"沈知行", "周谨言", "吴安澜", storm.holder.name} | holders

    # 17:40: one list of those who have not signed for it; 17:52 all have.
    first, *rest = tasks
    Desk(first.holder.name, "17:30").press(f"/matters/{first.slug}/acknowledgement/")
    unsigned = Desk("石磊", "17:40").read(f"/matters/{storm.slug}/unsigned/")
    assert [t.holder.name for t in rest if t.holder.name not in unsigned] == []
    for task in (*rest, storm):
        if fresh(task).state == State.GIVEN:
            Desk(task.holder.name, "17:52").press(f"/matters/{task.slug}/acknowledgement/")
    assert {fresh(task).state for task in tasks} == {State.IN_HAND}

    # 19:10 to 19:52: replies grow under the whole; the report goes up, and somebody else sees that it did.
    for task in tasks:
        Desk(task.holder.name, "19:10").press(f"/matters/{task.slug}/report/", result=f"{task.title}:已落实")
    assert Feedback.objects.filter(matter__in=tasks).exists() or {fresh(t).state for t in tasks} == {
        State.REPORTED
    }
    for task in tasks:
        Desk("周谨言", "19:35").press(f"/matters/{task.slug}/verification/")
    assert {fresh(task).state for task in tasks} == {State.DONE}
    Desk(storm.holder.name, "19:48").press(
        f"/matters/{storm.slug}/report/", result="19:48签发,19:52市政府总值班室回执"
    )
    Desk("吴安澜", "19:53").press(f"/matters/{storm.slug}/verification/")
    storm = fresh(storm)
    assert storm.state == State.DONE and storm.first_due == moment.aware(on("20:00"))


def test_scene_c_the_leader_is_away(morning):
    # 10:15: the request comes in by the one box and is placed; the head's, above the deputy's limit.
    Desk("梁静", "10:15").press("/inbox/arrivals/", text=BRIDGING)
    request = Matter.objects.pending().order_by("-pk").first()
    assert "垫" in request.title or "资金" in request.title
    lead = "财政局"
    Desk("何文静", "10:20").press(
        f"/matters/{request.slug}/placing/", title=request.title, lead=lead, next_step="等县长定"
    )
    request = fresh(request)
    assert request.holder.name == "陶然"
    # His day says talks until 12:00 and a lunch at 12:30: the product proposes the time between, and presses nobody.
    for hours, what in (((9, 30, 12, 0), "与投资方谈判"), ((12, 30, 13, 30), "与省商务厅工作餐")):
        with moment.standing_at(on("10:16")):
            secretary = acting("何文静")
            event = matters.capture(
                title=what,
                by=secretary,
                source_type="plan",
                starts=moment.aware(datetime(2026, 6, 11, *hours[:2])),
                ends=moment.aware(datetime(2026, 6, 11, *hours[2:])),
            )
            own = secretary.person.division
            matters.place(event, lead=own, holder=secretary.person, leader=who("陆怀远"), by=secretary)
    deputy = Desk("何文静", "10:19")
    usual = deputy.read(f"/matters/{request.slug}/slips/")
    route = re.search(r'href="(\?route=\d+)"[^>]*>请示呈批', usual)
    proposed = deputy.read(f"/matters/{request.slug}/slips/{route[1]}")
    free = re.findall(r"陆怀远: ([^<]*)", proposed)
    assert [one for one in free if "12:00前有安排" in one and "12:05–12:30 有空" in one], free
    slip = start(
        "何文静",
        request,
        Planned("批示", (who("陆怀远"),), box=Box.INSTRUCT),
        hour="10:20",
        purpose=Purpose.REQUEST,
    )
    part = slip.stages.get().parts.get()
    # While he is away the paper lies with his stand-in in his name; both names are kept, and he may still speak.
    assert (part.holder.name, part.standing_in_for.name) == ("沈知行", "陆怀远")

    # A routine paper of the head's goes to the stand-in, who decides it in his name.
    routine = start(
        "何文静", numbered(1176), Planned("批示", (who("陆怀远"),), box=Box.INSTRUCT), hour="10:20"
    )
    lent = routine.stages.get().parts.get()
    decide_on_paper("沈知行", lent, "照办", "10:30", seconds=60)
    lent.refresh_from_db()
    assert (lent.decided_by.name, lent.acting_for.name) == ("沈知行", "陆怀远")

    # 12:11 to 12:15: the head asks back, is answered, and signs; his words are his, letter by letter.
    Desk("陆怀远", "12:11").press(f"/matters/{request.slug}/question/", words="专项债结余够不够?")
    Desk("陶然", "12:13").press(f"/matters/{request.slug}/acknowledgement/")
    Desk("陶然", "12:14").press(
        f"/matters/{request.slug}/feedback/", words="专项债结余够,首期先拨430万元不影响其他项目"
    )
    decide_on_paper("陆怀远", part, "同意先拨一半,余款验收后拨。", "12:15", seconds=60)
    said = Instruction.objects.get(part=part)
    assert (said.leader.name, said.words) == ("陆怀远", "同意先拨一半,余款验收后拨。")
    part.refresh_from_db()
    assert (part.decided_by.name, part.acting_for) == ("陆怀远", None)

    # On his return 不在时 says what was decided in his name.
    back = Desk("陆怀远", "12:16")
    assert numbered(1176).title[:12] in back.read("/leader/absence/")


def test_scene_d_two_bodies_dispute(morning):
    manholes = numbered(1183)
    # 09:30: held by the director the moment the first refusal was in; 10:10 the second body refused too.
    first, second = Line.objects.about(manholes).filter(verb="matter.refused").order_by("seq")
    assert (moment.local(first.at), moment.local(second.at)) == (on("09:30"), on("10:10"))
    assert (manholes.holder.name, manholes.state) == ("周谨言", State.DISPUTED)
    case = f"/matters/{manholes.slug}/coordination/"
    shown = Desk("周谨言", "11:00").read(case)
    for word in ("管网属住建", "我们只管管网不管盖", "2021年管网移交单", "2024年第3号专题会纪要"):
        assert word in shown, word

    # 11:18 the principle and both assents, 11:20 a lead for now and one screen for the leader in charge.
    director = Desk("周谨言", "11:18")
    director.press(case, step="principle", **{"principle-principle": "先保安全,费用后算"})
    for name in ("城市管理局", "住房城乡建设局"):
        director.press(case, step="assent", division=Division.objects.get(name=name).pk)
    director = Desk("周谨言", "11:20")
    director.press(
        case,
        step="provisional",
        **{"provisional-lead": "城市管理局", "provisional-words": "今晚先围挡、补盖"},
    )
    asked = "城管局临时牵头围挡补盖,住建局管管网底数和整改方案"
    director.press(
        case, step="leader", **{"leader-lead": "城市管理局", "leader-words": asked, "leader-leader": "裴子衡"}
    )
    # The lead for now has it in hand already: somebody fences while the leader has not yet looked.
    assert fresh(manholes).holder.name == "鲁山"

    # 11:26: one tap and five characters of his own; 11:30 both have their parts.
    leader = Desk("裴子衡", "11:26")
    assert asked in leader.read(case)
    leader.press(case, step="answer", answer="agree", words="先堵上,再说账。")
    manholes = fresh(manholes)
    assert (manholes.lead.name, manholes.holder.name) == ("城市管理局", "鲁山")
    assert manholes.instructions.get(leader__name="裴子衡").words == "先堵上,再说账。"

    # 16:45: 23 of 23 fenced, reported by who did it and checked by somebody else.
    doer = Desk("鲁山", "11:33")
    if manholes.state == State.GIVEN:
        doer.press(f"/matters/{manholes.slug}/acknowledgement/")
    Desk("鲁山", "16:45").press(f"/matters/{manholes.slug}/feedback/", words="23处全部围挡,照片4张")
    assert fresh(manholes).is_open
