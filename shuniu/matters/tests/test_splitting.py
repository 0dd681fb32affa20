"""A leader's words become tasks in one press; two leaders who differ are shown to the director before anything goes out."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from shuniu.conftest import acting, make_person
from shuniu.journal.models import Line
from shuniu.matters import operations
from shuniu.matters.models import Demand, Instruction, Matter
from shuniu.matters.operations import Part
from shuniu.matters.proposing.instructed import propose
from shuniu.matters.proposing.splitting import Differ, split
from shuniu.org import moment
from shuniu.org.choices import Role
from shuniu.org.models import Account
from shuniu.org.refusals import Refused


@pytest.fixture
def matter(office) -> Matter:
    by = acting(office.li)
    arrived = operations.capture(title="沿河路井盖缺失", source_type="hotline", by=by)
    return operations.place(arrived, lead=office.housing, holder=office.li, by=by)


def says(office, matter, words, leader=None):
    leader = leader or office.zhao
    return operations.instruct(matter, leader=leader, words=words, by=acting(leader))


@pytest.fixture
def shen(office):
    return make_person(office.unit, "沈知行", office.leaders, Role.LEADER, post="常务副县长", rank=1)


def read(matter):
    return [
        (part.title, part.lead.name[:2], "".join(h.name[:2] for h in part.helpers), day(part.due))
        for part in propose(matter).parts
    ]


def day(due: datetime | None) -> str:
    return moment.local(due).strftime("%m-%d") if due else ""


def as_(person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (
            "由住房城乡建设局牵头,城市管理局配合,6月20日前拿出方案。",
            [("6月20日前拿出方案", "住房", "城市", "06-20")],
        ),
        (
            "城市管理局先堵上,住房城乡建设局查清管网,6月15日前报我。",
            [("先堵上", "城市", "", "06-15"), ("查清管网,6月15日前报我", "住房", "", "06-15")],
        ),
        (
            "请住房城乡建设局、城市管理局分别核实,6月17日前报结果",
            [
                ("分别核实,6月17日前报结果", "住房", "", "06-17"),
                ("分别核实,6月17日前报结果", "城市", "", "06-17"),
            ],
        ),
        ("先堵上,再说账。", [("先堵上,再说账", "住房", "", "")]),
        (
            "请城市管理局牵头,6月30日前见效,孩子们放假前要有说法。",
            [("6月30日前见效,孩子们放假前要有说法", "城市", "", "06-30")],
        ),
        ("办公室盯住,6月30日前报我", [("盯住,6月30日前报我", "办公", "", "06-30")]),
        ("同意。", []),
        ("同意改期。城市管理局先堵上。", [("先堵上", "城市", "", "")]),
        ("已阅", []),
    ],
)
def test_what_words_give_to_whom_by_when(office, matter, words, parts):
    says(office, matter, words)
    assert read(matter) == parts


def test_a_body_to_which_something_is_reported_does_nothing(office, matter):
    says(office, matter, "住房城乡建设局查清管网,结果抄送城市管理局。")
    assert [(lead, helpers) for _title, lead, helpers, _due in read(matter)] == [("住房", "")]


def test_a_comrade_by_given_name_gets_it(office, matter):
    says(office, matter, "请衡同志盯住。")
    assert [(part.lead, part.holder) for part in propose(matter).parts] == [(office.housing, office.du)]


def test_demands_of_the_paper_that_nobody_has_stand_with_the_words(office, matter):
    Demand.objects.create(
        matter=matter,
        order=1,
        text="报送排查台账",
        lead=office.city,
        due=moment.aware(datetime(2026, 6, 18, 17, 30)),
    )
    says(office, matter, "住房城乡建设局先堵上。")
    assert read(matter) == [("先堵上", "住房", "", ""), ("报送排查台账", "城市", "", "06-18")]


def test_one_press_makes_the_tasks_and_none_needs_a_second_form(office, matter):
    said = says(office, matter, "城市管理局先堵上,住房城乡建设局查清管网,6月15日前报我。")
    before = (said.words, said.image_sha256)
    client = as_(office.chen)
    assert (
        f'href="/matters/{matter.slug}/splitting/"' in client.get(f"/matters/{matter.slug}/").content.decode()
    )
    address = f"/matters/{matter.slug}/splitting/"
    page = client.get(address)
    sent = {"count": str(len(page.context["rows"])), "press": "split"}
    for row in page.context["rows"]:
        for field in row["form"]:
            sent[field.html_name] = field.value() or ""
    assert client.post(address, sent).status_code == 302
    tasks = list(matter.tasks.order_by("part"))
    assert [(t.title, t.lead, t.holder, day(t.due)) for t in tasks] == [
        ("先堵上", office.city, office.lu, "06-15"),
        ("查清管网,6月15日前报我", office.housing, office.du, "06-15"),
    ]
    assert {t.state for t in tasks} == {"given"}
    after = Instruction.objects.get(pk=said.pk)
    assert (after.words, after.image_sha256) == before
    assert Line.objects.about(matter).filter(verb="matter.split").count() == 1
    assert propose(matter).parts == ()


def test_a_row_without_a_lead_is_asked_for_and_nothing_goes_out(office, matter):
    says(office, matter, "先堵上")
    answer = as_(office.chen).post(
        f"/matters/{matter.slug}/splitting/",
        {"count": "1", "p0-title": "先堵上", "p0-lead": "", "press": "split"},
    )
    assert (answer.status_code, matter.tasks.count()) == (422, 0)


def test_a_date_after_the_whole_undoes_the_whole_press(office, matter):
    by = acting(office.li)
    operations.set_due(matter, due=moment.aware(datetime(2026, 6, 16, 17, 30)), basis="领导定", by=by)
    says(office, matter, "先堵上")
    late = moment.aware(datetime(2026, 6, 20, 17, 30))
    with pytest.raises(Refused, match="第2项"):
        split(matter, parts=[Part("先堵上", office.city), Part("查管网", office.housing, due=late)], by=by)
    assert matter.tasks.count() == 0


def test_two_leaders_with_different_dates_are_shown_to_the_director_before_anything_goes_out(
    office, matter, shen
):
    says(office, matter, "住房城乡建设局6月15日前办好。")
    first = says(office, matter, "住房城乡建设局6月18日前办好。", shen)
    parts = [Part("办好", office.housing, due=moment.aware(datetime(2026, 6, 18, 17, 30)))]
    with pytest.raises(Differ) as differ:
        split(matter, parts=parts, by=acting(office.li))
    assert {o.leader for o in differ.value.differences[0].options} == {"赵启山", "沈知行"}
    with pytest.raises(Refused, match="请主任先看"):
        split(matter, parts=parts, by=acting(office.li), chosen={"due": first.pk})
    assert matter.tasks.count() == 0
    page = as_(office.chen).get(f"/matters/{matter.slug}/splitting/").content.decode()
    assert "按赵启山的:6月15日 17:30" in page and "按沈知行的:6月18日 17:30" in page
    split(matter, parts=parts, by=acting(office.chen), chosen={"due": first.pk})
    told = Line.objects.about(matter).get(verb="matter.split").particulars["chosen"]
    assert told == "时限按沈知行的(6月18日 17:30),不按赵启山 6月15日 17:30"
    assert [one.words for one in matter.instructions.all()] == [
        "住房城乡建设局6月15日前办好。", "住房城乡建设局6月18日前办好。",
    ]  # fmt: skip


def test_two_leaders_with_different_leads_who_does_not_lead_helps(office, matter, shen):
    says(office, matter, "住房城乡建设局牵头办好。")
    first = says(office, matter, "城市管理局牵头办好。", shen)
    shown = propose(matter)
    assert [one.about for one in shown.differences] == ["lead"]
    [part] = {(p.lead.name, p.helpers) for p in propose(matter, chosen={"lead": first.pk}).parts if p.helpers}
    assert part == ("城市管理局", (office.housing,))


def test_one_leader_who_says_more_later_differs_from_nobody(office, matter):
    says(office, matter, "住房城乡建设局6月15日前办好。")
    says(office, matter, "城市管理局6月18日前也报一次。")
    assert propose(matter).differences == ()


def test_words_the_leader_denied_give_nothing(office, matter):
    said = operations.instruct(
        matter, leader=office.zhao, words="城市管理局先堵上", form="oral", by=acting(office.chen)
    )
    operations.deny_words(said, by=acting(office.zhao))
    assert propose(matter).parts == ()


def test_only_the_office_gives_out(office, matter):
    says(office, matter, "先堵上")
    operations.assign(matter, to=office.du, by=acting(office.chen))
    with pytest.raises(Refused, match="由办公室"):
        split(matter, parts=[Part("先堵上", office.housing)], by=acting(office.du))
