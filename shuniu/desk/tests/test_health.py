"""健康: the administrator's page says how the house is and nothing of what is in it."""

import json
from datetime import timedelta

from shuniu.clock.errands import ask
from shuniu.conftest import acting
from shuniu.desk import health, jobs
from shuniu.journal.models import Line
from shuniu.matters import operations
from shuniu.org import moment
from shuniu.org.models import Account, Person


def told(unit, name: str):
    return next(line for line in health.lines(unit) if line.name == name)


def test_all_open_matters_have_exactly_one_holder(office):
    operations.capture(title="井盖", source_type="call", by=acting(office.li))
    line = told(office.unit, "在谁手上")
    assert (line.colour, line.told) == ("green", "1 件在办,全部恰有1人")
    Person.objects.filter(pk=office.li.pk).update(left_on=moment.today())
    assert told(office.unit, "在谁手上").colour == "red"


def test_the_daily_proof_adds_up(office):
    by = acting(office.li)
    first, second, third = (
        operations.capture(title=t, source_type="call", by=by) for t in ("甲", "乙", "丙")
    )
    operations.answer_at_once(first, answer="已答", by=by)
    operations.merge(second, into=third, by=by)
    line = told(office.unit, "今日平账")
    assert line.told == "收 3 = 办结 1 + 在办 1 + 并入 1 + 退回 0"


def test_the_nightly_walk_says_when_the_journal_was_whole(office):
    operations.capture(title="井盖", source_type="call", by=acting(office.li))
    assert told(office.unit, "痕迹链").colour == "none"
    row = ask(health.VERIFIED, unit=office.unit, key="tonight")
    jobs.verify_journal(office.unit)
    type(row).objects.filter(pk=row.pk).update(done=moment.now())
    assert told(office.unit, "痕迹链").told == "1 条,今天 10:00 验过,没有断"


def test_a_changed_line_shows_red(office):
    operations.capture(title="井盖", source_type="call", by=acting(office.li))
    Line.objects.update(verb="matter.completed")
    row = ask(health.VERIFIED, unit=office.unit, key="tonight")
    jobs.verify_journal(office.unit)
    type(row).objects.filter(pk=row.pk).update(done=moment.now())
    assert told(office.unit, "痕迹链").colour == "red"


def test_an_errand_nobody_does_shows_amber(office):
    ask("desk.nothing", unit=office.unit, key="x", due=moment.now() - timedelta(hours=1))
    assert told(office.unit, "队列").colour == "amber"


def test_health_is_for_the_administrator_and_the_director_only(office, as_):
    assert as_(office.zeng).get("/health/").status_code == 200
    assert as_(office.chen).get("/health/").status_code == 200
    answer = as_(office.li).get("/health/")
    assert (answer.status_code, "健康由系统管理员和主任看" in answer.content.decode()) == (403, True)
    assert as_(office.chen).post("/health/backup/").status_code == 403


def test_nothing_of_a_matter_is_on_the_page_or_in_the_parcel(office, as_):
    operations.capture(title="沿河路井盖缺失", source_type="call", by=acting(office.li))
    client = as_(office.zeng)
    assert "井盖" not in client.get("/health/").content.decode()
    parcel = client.get("/health/diagnosis/").content.decode()
    assert "井盖" not in parcel
    assert sorted(json.loads(parcel)) == ["at", "database", "lines", "python", "system", "version"]


def test_a_password_is_shown_once_and_works(office, as_, client):
    keeper = as_(office.zeng)
    keeper.post(f"/settings/accounts/{office.li.pk}/password/")
    page = keeper.get("/settings/accounts/")
    given = page.context["given"]
    assert given["password"] in page.content.decode()
    assert given["password"] not in keeper.get("/settings/accounts/").content.decode()
    entered = client.post("/accounts/login/", {"login": given["username"], "password": given["password"]})
    assert entered["Location"] == "/"
    assert Line.objects.filter(verb="account.password_set").count() == 1


def test_a_closed_account_is_shut_until_a_new_password_is_given(office, as_):
    keeper, clerk = as_(office.zeng), as_(office.li)
    keeper.post(f"/settings/accounts/{office.li.pk}/closing/")
    assert clerk.get("/").status_code == 302
    keeper.post(f"/settings/accounts/{office.li.pk}/password/")
    assert Account.objects.get(person=office.li).is_active


def test_nobody_but_the_administrator_gives_passwords(office, as_):
    assert as_(office.chen).post(f"/settings/accounts/{office.li.pk}/password/").status_code == 403
    assert as_(office.li).get("/settings/accounts/").status_code == 403


def test_the_administrator_of_one_unit_does_not_reach_the_people_of_another(office, other_office, as_):
    assert as_(office.zeng).post(f"/settings/accounts/{other_office.li.pk}/password/").status_code == 404
