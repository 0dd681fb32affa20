"""先后与催办: shown to all, changed by the director, counted with at once, and written down."""

from datetime import datetime

import pytest

from shuniu.conftest import acting
from shuniu.desk.ordering_form import plain
from shuniu.journal.models import Line
from shuniu.journal.verification import verify
from shuniu.matters import operations
from shuniu.matters.ranking import DEFAULT, STANDARD
from shuniu.matters.readings import ladder_of, weights_of, why_of
from shuniu.org import moment
from shuniu.org.models import Unit
from shuniu.org.refusals import Refused

ADDRESS = "/settings/order/"
NOW = plain(DEFAULT, STANDARD)


def own(office) -> Unit:
    return Unit.objects.get(pk=office.unit.pk)


def test_the_three_examples_stand_as_the_points_of_the_design_add_up(office, as_):
    page = as_(office.li).get(ADDRESS)
    assert [(one.place, one.total) for one in page.context["examples"]] == [(1, 77), (2, 74), (3, 69)]
    assert [f"{day.month}/{day.day}" for _word, day in page.context["ladder"]] == [
        "6/9",
        "6/11",
        "6/12",
        "6/16",
        "6/18",
    ]


def test_looking_at_a_change_changes_nothing(office, as_):
    page = as_(office.chen).post(ADDRESS, {**NOW, "head": "40"})
    assert next((one.title, one.was, one.total) for one in page.context["examples"]) == ("资金方案", 69, 84)
    assert (weights_of(own(office)), Line.objects.filter(verb="order.set").count()) == (DEFAULT, 0)


def test_the_director_changes_it_and_the_order_follows(office, as_):
    client = as_(office.chen)
    assert (
        client.post(
            ADDRESS, {**NOW, "safety": "12.5", "distance_0": "50", "red": "8", "agreed": "1"}
        ).status_code
        == 302
    )
    unit = own(office)
    assert unit.settings == {
        "weights": {"safety": 12.5, "distances": [[0, 50], [1, 28], [3, 18], [5, 10]]},
        "ladder": {"red": 8},
    }
    line = Line.objects.get(verb="order.set")
    assert (line.actor, line.particulars["what"]) == (
        office.chen,
        "硬时限今天 35→50、安全 20→12.5、督办·红:过了几个工作日 5→8",
    )
    due = moment.aware(datetime(2026, 6, 11, 17, 30))
    matter = operations.capture(title="护栏", by=acting(office.li), due=due, hard=True, safety=True)
    assert why_of(matter).total == 63  # 50 + 12.5, halves go up
    late = operations.capture(
        title="井盖", by=acting(office.li), due=moment.aware(datetime(2026, 6, 3, 17, 30)), hard=True
    )
    assert why_of(late).step.number == 4  # six working days late: red only after eight
    assert verify().clean


def test_back_to_the_standard_is_one_press(office, as_):
    client = as_(office.chen)
    client.post(ADDRESS, {**NOW, "safety": "30", "agreed": "1"})
    assert client.post(ADDRESS, {**NOW, "safety": "30", "standard": "1"}).status_code == 302
    unit = own(office)
    assert (weights_of(unit), ladder_of(unit), unit.settings) == (
        DEFAULT,
        STANDARD,
        {"weights": {}, "ladder": {}},
    )


@pytest.mark.parametrize("who", ["wang", "li", "du", "zhao", "zeng"])
def test_nobody_else_changes_it(office, as_, who):
    answer = as_(office.people[who]).post(ADDRESS, {**NOW, "safety": "30", "agreed": "1"})
    assert (answer.status_code, "先后的分值和催办的日子由办公室主任定" in answer.content.decode()) == (
        422,
        True,
    )
    assert weights_of(own(office)) == DEFAULT


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"safety": "-1"}, "safety"), ({"safety": ""}, "safety"), ({"safety": "1e9"}, "safety"), ({"safety": "nan"}, "safety"),
        ({"asked": "20"}, "asked_most"), ({"yellow": "1"}, "yellow"), ({"red": "3"}, "red"), ({"blue": "0"}, "blue"),
    ],
)  # fmt: skip
def test_values_that_do_not_go_together_stay_in_the_form_with_their_reason(office, as_, wrong, field):
    answer = as_(office.chen).post(ADDRESS, {**NOW, **wrong, "agreed": "1"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert weights_of(own(office)) == DEFAULT


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": {"safety": -1}, "rungs": {}},
        {"weights": {}, "rungs": {"red": 2}},
        {"weights": {}, "rungs": {}},
    ],
)
def test_the_verb_refuses_what_the_form_would(office, wrong):
    with pytest.raises(Refused):
        operations.set_order(**wrong, by=acting(office.chen))


def test_settings_that_no_longer_fit_fall_back_to_the_standard(office):
    office.unit.settings = {"weights": {"gone": 1}, "ladder": {"red": "soon"}}
    assert (weights_of(office.unit), ladder_of(office.unit)) == (DEFAULT, STANDARD)
