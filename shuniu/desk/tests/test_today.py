"""今日: what stands on a person's page, and what it costs to find out."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuniu.conftest import acting
from shuniu.desk.today import DirectorToday, LeaderToday, LiaisonToday, OfficeToday, StaffToday, today_of
from shuniu.matters import operations
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.models import Person
from shuniu.org.operations import announce
from shuniu.routing import operations as slips
from shuniu.routing.choices import Mode, Purpose
from shuniu.routing.planned import Planned

# Session, person, the grey number at 收件, and then what stands on the page of each.
STATEMENTS = {"chen": 9, "wang": 9, "li": 7, "zhao": 14, "du": 5}


def at(day: int, hour: int = 17, minute: int = 30) -> datetime:
    return moment.aware(datetime(2026, 6, day, hour, minute))


def give(office, title, *, to, due=None, by=None, **facts):
    """A matter placed with the body of the one who shall hold it."""
    by = acting(by or office.li)
    matter = operations.capture(title=title, source_type="call", by=by, due=due, **facts)
    return operations.place(matter, lead=to.division, holder=to, by=by)


def titles(items) -> list[str]:
    return [item.title for item in items]


def test_the_first_three_of_a_clerk_are_in_the_order_of_their_points(office):
    give(office, "采购清单", to=office.li, due=at(24))
    give(office, "值守安排", to=office.li, due=at(11, 12, 0), hard=True, safety=True)
    give(office, "通报稿", to=office.li, due=at(12), hard=True)
    give(office, "档案整理", to=office.li, due=at(30))
    assert titles(StaffToday(acting(office.li)).first) == ["值守安排", "通报稿", "采购清单"]


def test_what_does_not_fit_into_the_hours_left_waits_unless_it_is_hard_and_due_today(office):
    long, short = (give(office, title, to=office.li, due=at(12), hard=True) for title in ("长的", "短的"))
    today = give(office, "今天的", to=office.li, due=at(11), hard=True)
    Matter.objects.filter(pk__in=[long.pk, today.pk]).update(size_minutes=60 * 9)
    Matter.objects.filter(pk=short.pk).update(size_minutes=30)
    # The hard one of today takes more than the day has; nothing else fits beside it.
    assert titles(StaffToday(acting(office.li)).first) == ["今天的"]
    Matter.objects.filter(pk=today.pk).update(size_minutes=30)
    assert titles(StaffToday(acting(office.li)).first) == ["今天的", "短的"]


def test_small_things_waiting_things_and_later_things_stand_apart(office):
    for n in range(5):
        give(office, f"要紧{n}", to=office.li, due=at(12), hard=True)
    small = give(office, "小事", to=office.li)
    Matter.objects.filter(pk=small.pk).update(size_minutes=8)
    later = give(office, "以后", to=office.li)
    operations.plan(later, day=(moment.today() + timedelta(days=5)), by=acting(office.li))
    shown = StaffToday(acting(office.li))
    assert (titles(shown.small), titles(shown.later), len(shown.first), len(shown.rest)) == (
        ["小事"],
        ["以后"],
        3,
        2,
    )


def test_the_director_also_sees_what_is_hard_and_due_in_other_hands_but_not_what_is_late(office):
    give(office, "别人明天的", to=office.du, due=at(12), hard=True)
    give(office, "别人的软时限", to=office.du, due=at(12))
    give(office, "我的", to=office.chen, due=at(15))
    late = give(office, "别人逾期的", to=office.du, due=at(11, 9, 0), hard=True)
    shown = DirectorToday(acting(office.chen))
    assert titles(shown.first) == ["别人明天的", "我的"]
    assert titles(shown.reds) == [late.title]


def test_a_dispute_asks_the_director_for_a_decision_until_it_is_ruled(office):
    matter = give(office, "井盖", to=office.lu, due=at(11), hard=True)
    operations.refuse(matter, reason="管网属住建", by=acting(office.lu))
    assert [d["kind"] for d in DirectorToday(acting(office.chen)).decisions] == ["dispute"]
    operations.rule(matter, lead=office.city, ruling="先堵上", by=acting(office.chen))
    assert DirectorToday(acting(office.chen)).decisions == []


def test_a_difficulty_unanswered_past_a_working_day_stands_first_on_the_page(office, as_):
    matter = give(office, "水库名录", to=office.du, due=at(18))
    operations.acknowledge(matter, by=acting(office.du))
    operations.raise_difficulty(matter, stuck="要等统计局的底数", by=acting(office.du))
    client = as_(office.chen)
    assert "超过一个工作日" not in client.get("/").content.decode()
    with moment.standing_at(datetime(2026, 6, 15, 10, 0)):
        page = client.get("/").content.decode()
        assert page.index("超过一个工作日") < page.index('id="first"')


def test_unowned_work_is_said_before_anything_else(office, as_):
    give(office, "没人管的", to=office.bai)
    Person.objects.filter(pk=office.bai.pk).update(left_on=moment.today())
    page = as_(office.chen).get("/").content.decode()
    assert page.index("没人管") < page.index('id="first"')


def test_where_the_leaders_are(office):
    announce(
        office.zhao, starts=at(11, 8, 0), ends=at(12), kind="trip", where="省城 招商", by=acting(office.chen)
    )
    [day] = OfficeToday(acting(office.chen)).leaders
    assert (day.person.name, day.absence.where) == ("赵启山", "省城 招商")


def test_a_leader_reads_what_was_asked_then_what_must_be_known(office):
    asked = give(office, "问过的", to=office.du, due=at(20))
    operations.ask(asked, by=acting(office.zhao))
    give(office, "逾期的", to=office.du, due=at(11, 9, 0), hard=True)
    give(office, "平安的", to=office.du, due=at(20))
    shown = LeaderToday(acting(office.zhao))
    assert (titles(shown.asked), titles(shown.to_know), shown.kept_away) == (["问过的"], ["逾期的"], 1)


def test_a_leader_is_asked_for_the_spoken_word_and_confirms_it_with_one_press(office, as_):
    matter = give(office, "资金方案", to=office.du)
    words = operations.instruct(
        matter, leader=office.zhao, words="月底前到账", form="oral", by=acting(office.chen)
    )
    client = as_(office.zhao)
    assert "“月底前到账”" in client.get("/").content.decode()
    client.post(f"/instructions/{words.pk}/confirmation/", {"confirmed": "yes"})
    assert f'action="/instructions/{words.pk}/confirmation/"' in client.get("/").content.decode() or (
        "月底前到账" not in client.get("/").content.decode()
    )


def test_a_liaison_finds_the_leaders_words_with_the_part(office, as_):
    matter = give(office, "管网底数表", to=office.du, due=at(11), hard=True)
    operations.instruct(
        matter, leader=office.zhao, words="先堵上,再说账。", form="written", by=acting(office.zhao)
    )
    assert titles(LiaisonToday(acting(office.du)).pressing) == ["管网底数表"]
    page = as_(office.du).get("/").content.decode()
    assert "“先堵上,再说账。”" in page
    assert f'action="/matters/{matter.slug}/acknowledgement/"' in page


def test_a_liaison_acknowledges_and_reports_in_one_line_without_scripts(office, as_):
    matter = give(office, "管网底数表", to=office.du, due=at(11), hard=True)
    client = as_(office.du)
    client.post(f"/matters/{matter.slug}/acknowledgement/")
    assert "说一句就行" in client.get("/").content.decode()
    client.post(f"/matters/{matter.slug}/feedback/", {"words": "已换140米,剩60米周四完"})
    assert [f.words for f in matter.feedbacks.all()] == ["已换140米,剩60米周四完"]


def test_the_administrator_lands_on_health(office, as_):
    assert as_(office.zeng).get("/")["Location"] == "/health/"


def test_another_unit_learns_nothing(office, other_office, as_):
    give(office, "沿河路井盖", to=office.li, due=at(11), hard=True)
    shown = DirectorToday(acting(other_office.chen))
    assert (shown.items, shown.reds, shown.decisions, shown.done_today) == ([], [], [], [])


def test_a_page_with_nothing_late_has_no_red_pixel(office, as_):
    give(office, "平安的", to=office.li, due=at(20))
    assert (
        re.findall(
            r'data-colour="red"|data-tone="red"|class="[^"]*late', as_(office.li).get("/").content.decode()
        )
        == []
    )


@pytest.mark.parametrize("who", ["chen", "wang", "li", "zhao", "du"])
def test_today_asks_the_database_the_same_number_of_times_for_one_and_three(office, as_, who):
    person = getattr(office, who)
    counted = []
    for rows in (1, 3):
        while Matter.objects.count() < rows * 3:
            n = Matter.objects.count()
            give(office, f"我的{n}", to=person if who != "zhao" else office.du, due=at(11), hard=True)
            give(office, f"别人的{n}", to=office.lu, due=at(11, 9, 0), hard=True)
            disputed = give(office, f"争议{n}", to=office.lu, due=at(12))
            operations.refuse(disputed, reason="不归我们", by=acting(office.lu))
            operations.instruct(
                disputed, leader=office.zhao, words="快办", form="oral", by=acting(office.chen)
            )
        client = as_(person)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counted.append(len(queries))
    assert counted == [STATEMENTS[who]] * 2


def test_the_role_that_sees_most_decides_the_page(office):
    assert today_of(acting(office.chen))[0] == "director"
    assert today_of(acting(office.zeng))[0] == "administrator"


def test_of_a_long_day_a_liaison_finds_five_in_full_and_the_rest_in_lines(office, as_):
    for n in range(40):
        give(office, f"件{n:02}", to=office.du, due=at(11), hard=True)
    page = as_(office.du).get("/").content.decode()
    assert (
        page.count('<article class="card asked"'), page.count('class="row" data-row'), "今天 40 件" in page,
        re.findall(r'href="(\S+)">还有 (\d+) 件', page),
    ) == (5, 30, True, [("/matters/?view=mine", "5")])  # fmt: skip


def test_a_heap_shows_thirty_lines_and_says_how_many_more_there_are(office, as_):
    for n in range(40):
        give(office, f"件{n:02}", to=office.li, due=at(24))
    page = as_(office.li).get("/?list=rest").content.decode()
    rest = int(re.search(r"接着的 (\d+)", page)[1])
    assert (page.count('class="row" data-row'), re.findall(r"还有 (\d+) 件", page)) == (30, [str(rest - 30)])


def test_what_colleagues_of_my_body_hold_is_counted_and_opened_without_what_is_restricted(office, as_):
    give(office, "配合排查", to=office.lv)
    hidden = give(office, "限定的事", to=office.lv)
    Matter.objects.filter(pk=hidden.pk).update(visibility="restricted")
    client = as_(office.du)
    assert "本单位别人手上" in client.get("/").content.decode()
    opened = client.get("/?list=body").content.decode()
    assert ("配合排查" in opened, "限定的事" in opened) == (True, False)


def test_a_deputy_is_told_of_no_difficulty_with_a_restricted_matter(office):
    seen, hidden = (give(office, title, to=office.du, due=at(18)) for title in ("看得见的", "限定的"))
    for matter in (seen, hidden):
        operations.acknowledge(matter, by=acting(office.du))
        operations.raise_difficulty(matter, stuck=f"{matter.title}卡住了", by=acting(office.du))
    Matter.objects.filter(pk=hidden.pk).update(visibility="restricted")
    shown = {who.name: OfficeToday(acting(who)).difficulties for who in (office.chen, office.wang)}
    assert {name: [d.matter.title for d in found] for name, found in shown.items()} == {
        office.chen.name: ["看得见的", "限定的"],
        office.wang.name: ["看得见的"],
    }


def test_what_people_type_is_text_in_a_line_drawn_by_hand(office, as_):
    matter = give(office, "<b>井盖</b>", to=office.li, due=at(24))
    Matter.objects.filter(pk=matter.pk).update(next_step="<script>1</script>")
    page = as_(office.li).get("/").content.decode()
    assert ("<b>井盖" in page, "<script>1" in page, "&lt;b&gt;井盖&lt;/b&gt;" in page) == (False, False, True)


@pytest.mark.parametrize("who", ["wang", "li"])
def test_papers_waiting_for_my_word_stand_on_today_before_those_to_read(office, as_, who):
    person, li = getattr(office, who), acting(office.li)
    for n, mode in enumerate((Mode.INFORM, Mode.ALL, Mode.ALL)):
        found = give(office, f"流转{n}", to=office.du, due=at(12))
        purpose = Purpose.CIRCULATE if mode == Mode.INFORM else Purpose.CONSULT
        slips.start(found, stages=[Planned("会签", (person,), mode)], by=li, purpose=purpose)
    shown = today_of(acting(person))[1]
    assert [(one.title, one.to_read) for one in shown.to_say] == [
        ("流转1", False),
        ("流转2", False),
        ("流转0", True),
    ]
    page = as_(person).get("/").content.decode()
    assert "要我表态 3" in page
    assert "请我看" in page
    assert today_of(acting(office.bai))[1].to_say == []
