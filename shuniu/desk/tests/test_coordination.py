"""协调: two bodies say it is not theirs (product §7.11, scene D)."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuniu.conftest import acting
from shuniu.matters import operations
from shuniu.matters.choices import State
from shuniu.matters.models import Dispute, Instruction, Matter
from shuniu.org import moment
from shuniu.org.models import Duty, Person
from shuniu.org.operations.divisions import set_duty
from shuniu.org.refusals import Refused


def at(day: int, hour: int = 17, minute: int = 0) -> datetime:
    return moment.aware(datetime(2026, 6, day, hour, minute))


@pytest.fixture
def manholes(office):
    """The matter refused by the city's body, in the director's hand."""
    li, chen = acting(office.li), acting(office.chen)
    Person.objects.filter(pk=office.lu.pk).update(phone="000-1101")
    set_duty(
        number=214,
        what="城市道路井盖的维护与更换,由权属单位负责",
        division=office.city,
        keywords=["井盖"],
        by=chen,
    )
    with moment.standing_at(datetime(2025, 6, 4, 9, 0)):
        before = operations.capture(title="沿河路三处井盖破损", source_type="hotline", by=li)
        before = operations.place(before, lead=office.city, by=li)
        operations.report_done(before, result="三处更换完毕", by=acting(office.lu))
        operations.verify(before, by=chen)
    matter = operations.capture(
        title="沿河路井盖缺失",
        source_type="hotline",
        by=li,
        safety=True,
        due=at(11),
        hard=True,
        place="沿河路",
    )
    matter = operations.place(matter, lead=office.city, by=li)
    operations.refuse(
        matter, reason="管网属住建", clause="2021年移交单", wants="住建认管网", by=acting(office.lu)
    )
    return Matter.objects.get(pk=matter.pk)


def page(client, matter) -> str:
    return client.get(f"/matters/{matter.slug}/coordination/").content.decode()


def say(client, matter, step, **said):
    data = {"step": step} | {f"{step}-{name}": value for name, value in said.items()}
    return client.post(f"/matters/{matter.slug}/coordination/", data)


def test_the_case_shows_what_each_side_says_what_is_common_and_who_decides(office, manholes, as_):
    shown = page(as_(office.chen), manholes)
    for words in (
        "城市管理局",
        "管网属住建",
        "2021年移交单",
        "住建认管网",
        "000-1101",
        "职责清单214条",
        "沿河路三处井盖破损",
        "赵启山",
    ):
        assert words in shown


def test_the_other_body_is_asked_in_the_same_case_and_takes_it_or_says_why_not(office, manholes, as_):
    say(as_(office.chen), manholes, "offer", lead="住房城乡建设局")
    manholes.refresh_from_db()
    assert (manholes.state, manholes.holder) == (State.GIVEN, office.du)
    operations.refuse(manholes, reason="只管管网不管盖", clause="2024年纪要", by=acting(office.du))
    manholes.refresh_from_db()
    assert (manholes.state, manholes.holder) == (State.DISPUTED, office.chen)
    assert Dispute.objects.filter(matter=manholes).count() == 1
    shown = page(as_(office.wang), manholes)
    assert shown.index("管网属住建") < shown.index("只管管网不管盖")
    operations.offer(manholes, lead=office.housing, by=acting(office.chen))
    operations.acknowledge(manholes, by=acting(office.du))
    dispute = Dispute.objects.get(matter=manholes)
    assert (dispute.ruled_for, dispute.ruling) == (office.housing, "自己接了")


def test_a_principle_is_agreed_to_by_both_and_another_wording_asks_again(office, manholes, as_):
    chen = as_(office.chen)
    say(chen, manholes, "principle", principle="先保安全,费用后算")
    lu = as_(office.lu)
    assert "同意这条原则" in page(lu, manholes)
    lu.post(f"/matters/{manholes.slug}/coordination/", {"step": "assent", "division": office.city.pk})
    assert "✓" in page(chen, manholes)
    say(chen, manholes, "principle", principle="先围起来")
    assert "✓" not in page(chen, manholes)
    dispute = Dispute.objects.get(matter=manholes)
    assert dispute.assents.get().principle == "先保安全,费用后算"


def test_a_party_does_not_agree_for_the_other(office, manholes, as_):
    say(as_(office.chen), manholes, "principle", principle="先保安全")
    with pytest.raises(Refused, match="自己说"):
        operations.assent(manholes, division=office.housing, by=acting(office.lu))


def test_a_provisional_lead_begins_and_cannot_refuse_again_while_the_dispute_is_open(office, manholes, as_):
    """A-38, first half."""
    say(as_(office.chen), manholes, "provisional", lead="城市管理局", words="夜里先围挡")
    manholes.refresh_from_db()
    assert (manholes.state, manholes.holder) == (State.GIVEN, office.lu)
    assert Dispute.objects.get(matter=manholes).ruled_at is None
    with pytest.raises(Refused, match="临时牵头"):
        operations.refuse(manholes, reason="还是不归我们", by=acting(office.lu))


def test_the_work_may_be_done_before_the_account_is_settled(office, manholes, as_):
    """先堵上,再说账."""
    operations.lead_for_now(manholes, lead=office.city, words="先围挡", by=acting(office.chen))
    operations.acknowledge(manholes, by=acting(office.lu))
    with pytest.raises(Refused, match="先在协调里定"):
        operations.shelve(manholes, reason="以后再说", by=acting(office.li))
    operations.report_done(manholes, result="23处全部围挡", by=acting(office.lu))
    operations.verify(manholes, by=acting(office.wang))
    say(as_(office.chen), manholes, "ruling", lead="住房城乡建设局", ruling="费用由住建出")
    dispute = Dispute.objects.get(matter=manholes)
    manholes.refresh_from_db()
    assert (dispute.ruled_for, manholes.state, manholes.lead) == (office.housing, State.DONE, office.city)


def test_without_a_provisional_lead_in_a_working_day_the_dispute_stands_first(office, manholes, as_):
    client = as_(office.chen)
    for now, first in (
        (datetime(2026, 6, 12, 17, 0), False),
        (datetime(2026, 6, 12, 17, 31), True),
        (datetime(2026, 6, 15, 8, 0), True),
    ):
        with moment.standing_at(now):
            shown = client.get("/").content.decode()
            assert ("还没有临时牵头" in shown) is first
            assert ("已经过了" in page(client, manholes)) is first
    with moment.standing_at(datetime(2026, 6, 15, 8, 5)):
        operations.lead_for_now(manholes, lead=office.city, words="先围挡", by=acting(office.chen))
        assert "还没有临时牵头" not in client.get("/").content.decode()


def test_the_leader_answers_on_one_screen_and_the_words_are_kept(office, manholes, as_):
    say(
        as_(office.chen),
        manholes,
        "leader",
        lead="城市管理局",
        words="城管先围挡补盖,住建管管网底数和方案",
        leader="赵启山",
    )
    leader = as_(office.zhao)
    shown = page(leader, manholes)
    assert "同意,城市管理局牵头" in shown and "再协商一轮,今天报我" in shown
    leader.post(
        f"/matters/{manholes.slug}/coordination/",
        {"step": "answer", "answer": "agree", "words": "先堵上,再说账。"},
    )
    manholes.refresh_from_db()
    dispute = Dispute.objects.get(matter=manholes)
    assert (manholes.lead, manholes.holder, dispute.ruled_by) == (office.city, office.lu, office.zhao)
    assert Instruction.objects.get(matter=manholes).words == "先堵上,再说账。"


@pytest.mark.parametrize("answer", ["other", "again"])
def test_the_other_two_ready_answers(office, manholes, as_, answer):
    operations.offer(manholes, lead=office.housing, by=acting(office.chen))
    operations.refuse(manholes, reason="只管管网不管盖", clause="2024年纪要", by=acting(office.du))
    operations.put_to_leader(manholes, lead=office.city, words="城管先接", by=acting(office.chen))
    said = str(office.housing.pk) if answer == "other" else "again"
    as_(office.zhao).post(f"/matters/{manholes.slug}/coordination/", {"step": "answer", "answer": said})
    manholes.refresh_from_db()
    dispute = Dispute.objects.get(matter=manholes)
    if answer == "other":
        assert (manholes.lead, dispute.ruling) == (office.housing, "改由住房城乡建设局牵头")
    else:
        assert (manholes.state, manholes.holder, dispute.round) == (State.DISPUTED, office.chen, 2)
        assert dispute.put_to is None


def test_nobody_else_answers_for_the_leader(office, manholes, as_):
    operations.put_to_leader(
        manholes, lead=office.city, words="城管先接", leader=office.zhao, by=acting(office.chen)
    )
    for who in (office.wang, office.lu):
        answer = as_(who).post(
            f"/matters/{manholes.slug}/coordination/", {"step": "answer", "answer": "agree"}
        )
        assert answer.status_code == 409
    assert Dispute.objects.get(matter=manholes).ruled_at is None


def test_the_ruling_becomes_a_line_of_the_duty_register_when_the_director_says_so(office, manholes, as_):
    """A-38, second half."""
    chen = as_(office.chen)
    say(
        chen, manholes, "ruling", lead="城市管理局", ruling="首日处置城管,产权追责住建", own_part="夜里围挡", own_due="2026-06-11T17:00",
        other="住房城乡建设局", other_part="管网底数", other_due="2026-06-11T17:00",
    )  # fmt: skip
    assert {task.title: task.lead.name for task in manholes.tasks.all()} == {
        "夜里围挡": "城市管理局",
        "管网底数": "住房城乡建设局",
    }
    shown = page(chen, manholes)
    assert 'value="214"' in shown and "首日处置城管,产权追责住建" in shown
    say(
        chen,
        manholes,
        "duty",
        number="214",
        what="井盖缺失:首日处置城管,产权追责住建",
        division="城市管理局",
        basis="裁定",
    )
    line = Duty.objects.get(number=214, until=None)
    assert (line.what, line.keywords) == ("井盖缺失:首日处置城管,产权追责住建", ["井盖"])
    assert Dispute.objects.get(matter=manholes).duty == line
    again = say(chen, manholes, "duty", number="215", what="再来", division="城市管理局")
    assert again.status_code == 422 and not Duty.objects.filter(number=215).exists()


def test_a_deputy_does_not_change_the_register(office, manholes, as_):
    operations.rule(manholes, lead=office.city, ruling="城管先办", by=acting(office.chen))
    answer = say(as_(office.wang), manholes, "duty", number="214", what="写进去", division="城市管理局")
    assert answer.status_code == 422 and Duty.objects.get(number=214, until=None).what.startswith("城市道路")


def test_what_was_typed_stays_when_it_is_refused(office, manholes, as_):
    answer = say(as_(office.chen), manholes, "provisional", lead="不认识的局", words="先围挡")
    shown = answer.content.decode()
    assert answer.status_code == 422 and 'value="先围挡"' in shown and "有问题:" in shown


def test_a_matter_that_nobody_disputes_has_no_case_and_another_unit_sees_none(
    office, manholes, other_office, as_
):
    plain = operations.capture(title="别的", source_type="call", by=acting(office.li))
    assert as_(office.chen).get(f"/matters/{plain.slug}/coordination/").status_code == 404
    assert as_(other_office.chen).get(f"/matters/{manholes.slug}/coordination/").status_code == 404
    assert as_(office.zeng).get(f"/matters/{manholes.slug}/coordination/").status_code == 404


def test_who_has_not_signed_stands_in_one_list_with_numbers(office, manholes, as_):
    """Scene B, 17:40."""
    li = acting(office.li)
    Person.objects.filter(pk=office.du.pk).update(phone="000-1102")
    whole = operations.capture(title="强降雨防范", source_type="paper", by=li, urgency=2)
    whole = operations.place(whole, lead=office.office, holder=office.li, by=li)
    for lead in (office.housing, office.city):
        operations.give_part(whole, part=operations.Part("落实两项", lead), by=li)
    operations.acknowledge(whole.tasks.get(part=2), by=acting(office.lu))
    client = as_(office.li)
    shown = client.get(f"/matters/{whole.slug}/unsigned/").content.decode()
    assert "住房城乡建设局" in shown and 'href="tel:000-1102"' in shown and "城市管理局" not in shown
    assert "落实两项" in client.get("/unsigned/").content.decode()
    operations.acknowledge(whole.tasks.get(part=1), by=acting(office.du))
    assert "都签收了" in client.get(f"/matters/{whole.slug}/unsigned/").content.decode()


def test_the_telephone_list_asks_as_much_for_three_as_for_one(office, as_):
    li = acting(office.li)
    whole = operations.capture(title="强降雨防范", source_type="paper", by=li, urgency=2)
    whole = operations.place(whole, lead=office.office, holder=office.li, by=li)
    client, counts = as_(office.li), []
    for more in (1, 2):
        for _each in range(more):
            operations.give_part(whole, part=operations.Part("落实", office.housing), by=li)
        client.get("/unsigned/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/unsigned/")
        counts.append(len(asked))
    assert counts[0] == counts[1] and Matter.objects.filter(parent=whole).count() == 3
