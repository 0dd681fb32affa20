"""The order of work, the lights and the chase ladder: product.md §5.1 to §5.3, contracts.md §3 and §5 rows 6 to 24.

11 June 2026 is a Thursday; 19 to 21 June are the days off of 端午; 10 October 2026 is a make-up Saturday.
"""

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuniu.clock.calendar import chinese_calendar_seed
from shuniu.matters.ranking import (
    DEFAULT,
    AnswerAbove,
    Difficulty,
    Facts,
    Focus,
    Instruction,
    Part,
    Peak,
    Placed,
    first_five,
    is_hard_spot,
    is_hot_spot,
    ladder,
    light,
    order,
    points,
    rank,
    wording,
)

CALENDAR = chinese_calendar_seed()
NOW = datetime(2026, 6, 11, 9, 0)


def at(text):
    return datetime.fromisoformat(text)


def score(facts, now=NOW, focus=(), **more):
    return points(facts, now=now, focus=focus, calendar=CALENDAR, **more).total


def lit(facts, now=NOW):
    return light(facts, now=now, calendar=CALENDAR)


def colour(facts, now=NOW):
    return lit(facts, now).colour


def names(facts, now=NOW):
    return [cause.name for cause in lit(facts, now).causes]


def step(facts, now=NOW):
    return ladder(facts, now=now, calendar=CALENDAR).number


def matter(**known):
    return Facts(id="m", **known)


def hard(due, **known):
    return matter(due=at(due), hard=True, **known)


def soft(due, **known):
    return matter(due=at(due), **known)


# The worked example of 5.1: the five lines of sketch 7.1 at 11:15

FIVE_LINES = {
    "now": "2026-06-11T11:15",
    "focus": [{"tag": "防汛", "until": "2026-09-30"}],
    "matters": [
        {"id": "端午值班表", "arrived": "2026-06-08T09:00", "due": "2026-06-12T17:30"},
        {
            "id": "二季度通报稿", "arrived": "2026-05-28T09:00", "due": "2026-06-15T17:30", "hard": True,
            "peak": {"day": "2026-06-18", "workdays": 15},
        },
        {
            "id": "旧小区改造资金方案", "arrived": "2026-06-03T09:00", "due": "2026-06-12T17:30", "hard": True,
            "instructions": [{"by": "head", "at": "2026-06-08T10:00"}], "asked": 2, "postponed": 1,
        },
        {
            "id": "沿河路井盖", "arrived": "2026-06-11T09:05", "due": "2026-06-11T17:00", "hard": True,
            "safety": True, "disputed": True, "waiting": 3,
        },
        {
            "id": "向市防办报值守安排", "arrived": "2026-06-10T16:00", "due": "2026-06-11T12:00", "hard": True,
            "safety": True, "focus": ["防汛"], "from_above": True,
        },
    ],
}  # fmt: skip


def test_the_five_first_lines_of_the_directors_page_weigh_what_the_design_says():
    answer = rank(FIVE_LINES)
    assert answer["order"] == [
        "向市防办报值守安排",
        "沿河路井盖",
        "旧小区改造资金方案",
        "二季度通报稿",
        "端午值班表",
    ]
    assert [answer["points"][one] for one in answer["order"]] == [77, 74, 69, 28, 14]
    assert json.dumps(answer["points"]["端午值班表"]) == "14"


def test_the_situations_printed_in_the_contract_are_answered_as_printed():
    first = {
        "now": "2026-06-11T09:00", "focus": [],
        "matters": [
            {"id": "x", "arrived": "2026-06-10T09:00", "due": "2026-06-15T17:30", "hard": True, "waiting": 1},
            {"id": "y", "arrived": "2026-06-01T09:00", "due": "2026-06-10T17:30", "hard": True},
        ],
    }  # fmt: skip
    assert rank(first) == {
        "order": ["y", "x"],
        "points": {"x": 21, "y": 40},
        "lights": {"x": "green", "y": "red"},
        "chase": {"x": 0, "y": 3},
        "causes": {"x": [], "y": ["hard_passed"]},
    }
    second = {
        "now": "2026-06-11T09:00", "focus": [],
        "matters": [
            {"id": "z", "arrived": "2026-06-10T09:00", "due": "2026-06-16T17:30", "figures_differ": True, "from_above": True},
        ],
    }  # fmt: skip
    assert rank(second) == {
        "order": ["z"],
        "points": {"z": 19},
        "lights": {"z": "amber"},
        "chase": {"z": 0},
        "causes": {"z": ["figures_differ"]},
    }


# 5.1, row by row


@pytest.mark.parametrize(
    ("due", "weight"),
    [
        ("2026-05-11T17:30", 40),
        ("2026-06-10T17:30", 40),
        ("2026-06-11T08:59", 40),
        ("2026-06-11T09:00", 35),
        ("2026-06-11T17:30", 35),
        ("2026-06-12T17:30", 28),
        ("2026-06-13T17:30", 28),  # Saturday: by the Friday before
        ("2026-06-15T17:30", 18),
        ("2026-06-16T17:30", 18),
        ("2026-06-17T17:30", 10),
        ("2026-06-18T17:30", 10),
        ("2026-06-21T17:30", 10),  # the last day off: by the 18th
        ("2026-06-22T17:30", 0),
    ],
)
def test_a_date_weighs_by_working_days_and_a_soft_one_half(due, weight):
    assert score(hard(due)) == weight
    assert score(soft(due)) == weight / 2


@pytest.mark.parametrize(
    ("known", "weight"),
    [
        ({"instructions": (Instruction("head", at("2026-06-10T09:00")),)}, 25),
        ({"instructions": (Instruction("in_charge", at("2026-06-10T09:00")),)}, 15),
        ({"asked": 1}, 5),
        ({"asked": 3}, 15),
        ({"asked": 4}, 15),
        ({"postponed": 1}, 6),
        ({"postponed": 2}, 12),
        ({"postponed": 3}, 12),
        ({"disputed": True}, 10),
        ({"last_event": at("2026-06-04T17:00")}, 8),
        ({"last_event": at("2026-06-05T08:00")}, 0),
        ({"waiting": 1}, 3),
        ({"waiting": 4}, 12),
        ({"waiting": 9}, 12),
        ({"safety": True}, 20),
        ({"focus": ("防汛",)}, 12),
        ({"focus": ("招商",)}, 0),
        ({"from_above": True}, 10),
        ({"peak": Peak(date(2026, 6, 18), 5)}, 10),
        ({"peak": Peak(date(2026, 6, 18), 4)}, 0),
    ],
)
def test_each_row_of_the_table_weighs_what_is_printed(known, weight):
    assert score(matter(**known), focus=[Focus("防汛", date(2026, 6, 30))]) == weight


def test_half_points_stay_and_only_the_screen_rounds():
    mine = soft("2026-06-11T17:30", waiting=1)
    told = points(mine, now=NOW, calendar=CALENDAR)
    assert told.total == 20.5
    assert told.shown == 21
    assert points(soft("2026-06-11T17:30"), now=NOW, calendar=CALENDAR).shown == 18


def test_of_two_leaders_the_higher_counts_once_and_the_other_is_only_shown():
    both = matter(
        instructions=(
            Instruction("in_charge", at("2026-06-10T09:00")),
            Instruction("head", at("2026-06-08T09:00")),
            Instruction("head", at("2026-06-09T09:00")),
        )
    )
    rows = points(both, now=NOW, calendar=CALENDAR).rows
    assert [(row.chip, row.points) for row in rows] == [("head", 25), ("in_charge", 0)]


@pytest.mark.parametrize("by, weight", [("head", 25), ("in_charge", 15)])
def test_the_thirtieth_calendar_day_of_an_instruction_still_counts(by, weight):
    assert score(matter(instructions=(Instruction(by, at("2026-05-12T08:00")),))) == weight
    assert score(matter(instructions=(Instruction(by, at("2026-05-11T23:00")),))) == 0


def test_an_instruction_not_yet_given_weighs_nothing():
    assert score(matter(instructions=(Instruction("head", at("2026-06-11T09:01")),))) == 0


def test_dispute_and_silence_add_while_one_row_counts_once():
    assert score(matter(disputed=True, last_event=at("2026-06-01T09:00"))) == 18
    two = [Focus("防汛", date(2026, 6, 30)), Focus("供水", date(2026, 6, 30))]
    assert score(matter(focus=("防汛", "供水")), focus=two) == 12


def test_a_focus_counts_on_its_last_day():
    focus = [Focus("防汛", date(2026, 6, 11))]
    assert score(matter(focus=("防汛",)), focus=focus) == 12
    assert score(matter(focus=("防汛",)), at("2026-06-12T00:00"), focus) == 0


@pytest.mark.parametrize(
    ("today", "weight"),
    [("2026-05-27", 0), ("2026-05-28", 10), ("2026-05-30", 10), ("2026-06-18", 10), ("2026-06-19", 0)],
)
def test_the_window_of_a_peak_opens_on_its_nth_working_day_back_and_ends_with_the_peak(today, weight):
    assert score(matter(peak=Peak(date(2026, 6, 18), 15)), at(f"{today}T09:00")) == weight


def test_the_window_counts_a_make_up_saturday():
    # Back from Monday 12 October 2026: the 10th (a make-up Saturday), the 9th, the 8th, then 30 September.
    peak = Peak(date(2026, 10, 12), 4)
    assert score(matter(peak=peak), at("2026-09-29T09:00")) == 0
    assert score(matter(peak=peak), at("2026-09-30T09:00")) == 10


def test_a_date_after_a_make_up_day_is_one_working_day_further():
    now = at("2026-10-09T09:00")
    assert score(hard("2026-10-10T17:30"), now) == 28
    assert score(hard("2026-10-12T17:30"), now) == 18
    assert step(hard("2026-10-12T17:30", moved=False), now) == 1


def test_a_date_on_a_day_off_is_measured_by_the_working_day_before_it():
    due = "2026-06-21T17:30"
    assert score(hard(due), at("2026-06-18T09:00")) == 35
    assert score(hard(due), at("2026-06-20T09:00")) == 35
    assert score(hard(due), at("2026-06-21T17:31")) == 40
    assert step(hard(due), at("2026-06-18T09:00")) == 2
    assert step(hard(due), at("2026-06-20T09:00")) == 2
    assert step(hard(due), at("2026-06-22T09:00")) == 3
    assert colour(hard(due), at("2026-06-20T09:00")) == "green"
    assert colour(hard(due), at("2026-06-22T09:00")) == "red"


def test_an_hour_of_today_that_has_passed_is_overdue_from_the_minute_but_the_ladder_waits_for_the_day_to_end():
    mine = hard("2026-06-11T12:00")
    assert (score(mine, at("2026-06-11T12:00")), colour(mine, at("2026-06-11T12:00"))) == (35, "green")
    late = at("2026-06-11T12:01")
    assert (score(mine, late), colour(mine, late), step(mine, late)) == (40, "red", 2)
    assert step(mine, at("2026-06-12T08:00")) == 3


def test_a_self_reported_matter_keeps_its_points_until_it_is_checked():
    assert score(hard("2026-06-11T17:30", reported_done=True)) == 35
    assert score(hard("2026-06-11T17:30", reported_done=True, verified_by_other=True)) == 0


def test_hot_spots_and_hard_spots_are_facts():
    assert is_hot_spot(matter(asked=1), now=NOW)
    assert is_hot_spot(matter(instructions=(Instruction("in_charge", at("2026-06-01T09:00")),)), now=NOW)
    assert not is_hot_spot(matter(instructions=(Instruction("head", at("2026-04-01T09:00")),)), now=NOW)
    hard_spots = [
        matter(postponed=1),
        matter(disputed=True),
        matter(returned=2),
        matter(last_event=at("2026-06-01T09:00")),
    ]
    assert [is_hard_spot(one, now=NOW, calendar=CALENDAR) for one in hard_spots] == [True] * 4
    assert not is_hard_spot(matter(returned=1), now=NOW, calendar=CALENDAR)


def test_the_director_may_change_a_weight_and_a_weight_that_does_not_exist_is_refused():
    assert score(matter(safety=True), weights=DEFAULT.changed({"safety": 30})) == 30
    with pytest.raises(ValueError, match="没有这一项分值：热闹"):
        DEFAULT.changed({"热闹": 1})
    with pytest.raises(ValueError, match="不能小于零"):
        DEFAULT.changed({"safety": -1})


# Order


def ids(*many, now=NOW, focus=()):
    return [placed.facts.id for placed in order(many, now=now, focus=focus, calendar=CALENDAR)]


def test_equal_points_go_by_the_earlier_deadline_to_the_minute_then_the_earlier_arrival():
    later = Facts("later", due=at("2026-06-11T17:31"), arrived=at("2026-06-01T09:00"))
    sooner = Facts("sooner", due=at("2026-06-11T17:30"), arrived=at("2026-06-02T09:00"))
    first = Facts("first", due=at("2026-06-11T17:30"), arrived=at("2026-06-01T09:00"))
    undated = Facts("undated", from_above=True, waiting=2, arrived=at("2026-01-01T09:00"))
    soft_day = Facts("soft_day", due=at("2026-06-12T17:30"), arrived=at("2026-06-03T09:00"), postponed=0)
    assert ids(later, sooner, first) == ["first", "sooner", "later"]
    equal = Facts("equal", waiting=0, asked=1, from_above=False, due=at("2026-06-30T17:30"))
    nothing = Facts("nothing", asked=1, arrived=at("2026-01-01T09:00"))
    assert ids(nothing, equal) == ["equal", "nothing"]
    assert ids(undated, soft_day) == ["undated", "soft_day"]


def test_what_is_shelved_or_settled_is_not_in_the_order_but_what_waits_for_its_check_is():
    shelved = Facts("shelved", due=at("2026-06-11T17:30"), shelved_until=date(2026, 6, 20))
    settled = Facts("settled", reported_done=True, verified_by_other=True)
    reported = Facts("reported", reported_done=True)
    assert ids(shelved, settled, reported) == ["reported"]
    assert ids(shelved, now=at("2026-06-20T08:00")) == ["shelved"]


def test_pins_stand_first_and_among_themselves_by_points():
    plain = Facts("plain", safety=True)
    low = Facts("low", pinned_until=date(2026, 6, 11))
    high = Facts("high", asked=1, pinned_until=date(2026, 6, 30))
    assert ids(plain, low, high) == ["high", "low", "plain"]
    assert ids(plain, low, high, now=at("2026-06-12T09:00")) == ["high", "plain", "low"]


def test_the_first_five_fit_into_the_day_and_hard_dates_of_today_are_always_in():
    placed = order(
        [
            Facts("big", due=at("2026-06-12T17:30"), hard=True, safety=True),
            Facts("today", due=at("2026-06-11T17:30"), hard=True),
            Facts("small", asked=1),
            Facts("tiny"),
        ],
        now=NOW,
        calendar=CALENDAR,
    )
    assert [p.facts.id for p in placed] == ["big", "today", "small", "tiny"]
    chosen = first_five(
        placed, now=NOW, hours_left=2, hours={"big": 6, "today": 1.5, "small": 1, "tiny": 0.5}
    )
    assert [p.facts.id for p in chosen] == ["today", "tiny"]
    assert isinstance(chosen[0], Placed)


# 5.2, row by row

FAR = "2026-07-31T17:30"


@pytest.mark.parametrize(
    ("facts", "shown", "why"),
    [
        (hard("2026-06-10T17:30"), "red", ["hard_passed"]),
        (hard(FAR, answer_above=AnswerAbove(at("2026-06-11T08:00"))), "red", ["answer_above_passed"]),
        (hard(FAR, answer_above=AnswerAbove(at("2026-06-11T08:00"), sent=True)), "green", ["on_plan"]),
        (hard(FAR, answer_above=AnswerAbove(at("2026-06-11T10:00"))), "green", ["on_plan"]),
        (hard(FAR, emergency=True), "red", ["emergency"]),
        (hard("2026-06-15T17:30", work_left_days=3), "amber", ["work_gt_time"]),
        (hard(FAR, steps=(Part(at("2026-06-10T17:30")),)), "amber", ["step_late"]),
        (hard(FAR, steps=(Part(at("2026-06-10T17:30"), done=True),)), "green", ["on_plan"]),
        (hard(FAR, last_event=at("2026-06-04T17:00")), "amber", ["silent5"]),
        (hard(FAR, last_event=at("2026-06-05T09:00")), "green", ["on_plan"]),
        (hard(FAR, assigned=at("2026-06-09T17:00"), has_plan=False), "amber", ["no_plan"]),
        (hard(FAR, assigned=at("2026-06-10T09:00"), has_plan=False), "green", ["on_plan"]),
        (hard(FAR, assigned=at("2026-06-01T09:00")), "green", ["on_plan"]),
        (hard(FAR, figures_differ=True), "amber", ["figures_differ"]),
        (hard(FAR, difficulty=Difficulty(at("2026-06-10T16:00"))), "amber", ["difficulty"]),
        (hard(FAR, difficulty=Difficulty(at("2026-06-11T08:30"))), "green", ["on_plan"]),
        (hard(FAR, difficulty=Difficulty(at("2026-06-08T09:00"), answered=True)), "green", ["on_plan"]),
        (hard(FAR, disputed=True), "amber", ["disputed"]),
        (soft("2026-06-10T17:30"), "amber", ["soft_passed"]),
        (hard(FAR), "green", ["on_plan"]),
        (hard(FAR, begun=False), "none", ["not_begun"]),
        (matter(), "none", ["no_date"]),
        (matter(begun=False), "none", ["not_begun", "no_date"]),
        (hard(FAR, shelved_until=date(2026, 6, 20)), "none", ["shelved"]),
    ],
)
def test_each_row_of_the_table_of_lights_and_its_cause(facts, shown, why):
    assert (colour(facts), names(facts)) == (shown, why)


def test_all_reasons_are_told_the_red_ones_first():
    mine = hard("2026-06-10T17:30", figures_differ=True, disputed=True)
    assert names(mine) == ["hard_passed", "figures_differ", "disputed"]


def test_red_and_amber_go_before_none_except_for_what_is_shelved():
    assert colour(matter(figures_differ=True)) == "amber"
    assert colour(matter(emergency=True)) == "red"
    assert colour(matter(begun=False, disputed=True)) == "amber"
    assert colour(hard("2026-06-01T17:30", begun=False)) == "red"
    assert colour(hard("2026-06-01T17:30", emergency=True, shelved_until=date(2026, 6, 20))) == "none"


def test_what_was_shelved_comes_back_on_its_day():
    mine = hard("2026-06-10T17:30", shelved_until=date(2026, 6, 11))
    assert (colour(mine), step(mine)) == ("red", 3)


@pytest.mark.parametrize(
    ("now", "work", "shown"),
    [
        ("2026-06-11T09:00", 2.5, "green"),  # Friday, Monday and half of today: equal
        ("2026-06-11T09:00", 2.6, "amber"),
        ("2026-06-11T11:59", 2.5, "green"),
        ("2026-06-11T12:00", 2.5, "amber"),
        ("2026-06-11T12:00", 2, "green"),
    ],
)
def test_time_left_is_the_working_days_after_today_and_half_of_today_before_noon(now, work, shown):
    assert colour(hard("2026-06-15T17:30", work_left_days=work), at(now)) == shown


def test_silence_counts_working_days_over_a_holiday():
    # After Tuesday 16 June: 17, 18, then 22, 23, 24.
    mine = hard(FAR, last_event=at("2026-06-16T09:00"))
    assert colour(mine, at("2026-06-23T09:00")) == "green"
    assert colour(mine, at("2026-06-24T08:00")) == "amber"


def test_a_red_light_goes_out_by_proof_and_a_second_person_only():
    late = {"due": at("2026-06-10T17:30"), "hard": True}
    assert (colour(matter(**late)), lit(matter(**late)).filled) == ("red", True)
    reported = lit(matter(**late, reported_done=True))
    assert (reported.colour, reported.filled) == ("red", False)
    checked = lit(matter(**late, reported_done=True, verified_by_other=True))
    assert (checked.colour, checked.filled) == ("green", True)


def test_an_agreed_new_date_turns_red_to_green_and_shows_the_first_one():
    moved = lit(hard("2026-06-30T17:30", first_due=at("2026-06-05T17:30")))
    assert (moved.colour, moved.was_due) == ("green", at("2026-06-05T17:30"))
    assert lit(hard("2026-06-30T17:30", first_due=at("2026-06-30T17:30"))).was_due is None


# 5.3, row by row


@pytest.mark.parametrize(
    ("now", "moved", "number"),
    [
        ("2026-06-09T09:00", False, 0),  # T-3
        ("2026-06-10T09:00", False, 1),  # T-2
        ("2026-06-10T09:00", True, 0),
        ("2026-06-11T09:00", False, 1),  # T-1: the step stays
        ("2026-06-11T09:00", True, 0),
        ("2026-06-12T08:00", True, 2),  # T
        ("2026-06-12T23:59", True, 2),
        ("2026-06-13T09:00", True, 2),  # Saturday
        ("2026-06-14T09:00", True, 2),
        ("2026-06-15T08:00", True, 3),  # T+1
        ("2026-06-16T08:00", True, 3),
        ("2026-06-17T08:00", True, 4),  # T+3
        ("2026-06-18T08:00", True, 4),
        ("2026-06-21T08:00", True, 4),  # the days off do not count
        ("2026-06-22T08:00", True, 5),  # T+5
        ("2026-12-22T08:00", True, 5),
    ],
)
def test_the_ladder_climbs_by_working_days(now, moved, number):
    assert step(hard("2026-06-12T17:30", moved=moved), at(now)) == number


def test_a_soft_date_is_asked_after_and_never_put_on_a_slip():
    assert step(soft("2026-06-01T17:30")) == 2
    assert step(soft("2026-06-11T17:30")) == 2
    assert step(soft("2026-06-15T17:30", moved=False)) == 1
    assert colour(soft("2026-06-01T17:30")) == "amber"


def test_two_untrue_reports_are_yellow_and_harm_is_red_whatever_the_date():
    assert step(hard(FAR, untrue_reports=1)) == 0
    assert step(hard(FAR, untrue_reports=2)) == 4
    assert step(hard("2026-06-01T17:30", untrue_reports=2)) == 5
    assert step(hard(FAR, harm=True)) == 5


@pytest.mark.parametrize(
    "known",
    [
        {"disputed": True},
        {"reported_done": True},
        {"reported_done": True, "verified_by_other": True},
        {"emergency": True},
        {"shelved_until": date(2026, 6, 20)},
        {"difficulty": Difficulty(at("2026-06-01T17:00"))},
    ],
)
def test_nobody_is_chased_while_the_office_holds_it_or_owes_an_answer(known):
    assert step(hard("2026-06-01T17:30", **known)) == 0


def test_a_difficulty_said_in_time_holds_the_ladder_until_it_is_answered():
    due = "2026-06-10T17:30"
    assert step(hard(due, difficulty=Difficulty(at("2026-06-10T17:00")))) == 0
    assert step(hard(due, difficulty=Difficulty(at("2026-06-10T17:00"), answered=True))) == 3
    assert step(hard(due, difficulty=Difficulty(at("2026-06-11T08:00")))) == 3


def test_without_a_date_nobody_is_chased():
    assert step(matter(moved=False)) == 0


# What the command accepts


def situation(**known):
    return {"now": "2026-06-11T09:00", "focus": [], "matters": [{"id": "m", **known}]}


def test_null_and_absent_mean_the_same():
    keys = [
        "title", "arrived", "due", "hard", "instructions", "asked", "postponed", "waiting", "disputed", "safety", "focus",
        "from_above", "peak", "last_event", "moved", "begun", "start", "shelved_until", "assigned", "has_plan",
        "work_left_days", "steps", "figures_differ", "difficulty", "emergency", "answer_above", "reported_done",
        "verified_by_other", "first_due", "untrue_reports", "harm",
    ]  # fmt: skip
    assert (
        rank(situation(**dict.fromkeys(keys)))
        == rank(situation())
        == {
            "order": ["m"],
            "points": {"m": 0},
            "lights": {"m": "none"},
            "chase": {"m": 0},
            "causes": {"m": ["no_date"]},
        }
    )


def test_every_key_of_the_contract_is_read():
    answer = rank(
        situation(
            title="青石水库汛前检查", arrived="2026-06-01T09:00", due="2026-06-11T17:30", hard=True,
            instructions=[{"by": "head", "at": "2026-06-08T10:00"}, {"by": "in_charge", "at": "2026-06-09T10:00"}],
            asked=2, postponed=1, waiting=1, disputed=False, safety=True, focus=["防汛"], from_above=True,
            peak={"day": "2026-06-18", "workdays": 15}, last_event="2026-06-01T09:00", moved=False, begun=True,
            start="2026-06-01", shelved_until=None, assigned="2026-06-01T09:00", has_plan=False, work_left_days=2,
            steps=[{"due": "2026-06-05T17:30", "done": False}, {"due": "2026-06-30", "done": True}], figures_differ=True,
            difficulty={"raised": "2026-06-09T09:00", "answered": "2026-06-10T09:00"}, emergency=False,
            answer_above={"due": "2026-06-10T17:30", "sent": None}, reported_done=False, verified_by_other=False,
            first_due="2026-06-05T17:30", untrue_reports=0, harm=False,
        )
    )  # fmt: skip
    assert answer == {
        "order": ["m"],
        "points": {"m": 35 + 25 + 10 + 6 + 8 + 3 + 20 + 10 + 10},
        "lights": {"m": "red"},
        "chase": {"m": 2},
        "causes": {
            "m": ["answer_above_passed", "work_gt_time", "step_late", "silent5", "no_plan", "figures_differ"]
        },
    }


@pytest.mark.parametrize(
    ("bad", "line"),
    [
        ([], "整个输入：要的是一个对象"),
        ({"matters": []}, "now：没有写"),
        ({"now": "2026-06-11T09:00"}, "matters：没有写"),
        ({"now": "gestern", "matters": []}, "now：要写成 2026-06-11T09:00 这样的时间"),
        ({"now": "2026-06-11T09:00Z", "matters": []}, "now：用本地时间"),
        ({"now": "2026-06-11T09:00", "matters": {}}, "matters：要的是一列"),
        ({"now": "2026-06-11T09:00", "matters": [3]}, r"matters\[0\]：要的是一个对象"),
        ({"now": "2026-06-11T09:00", "matters": [{}]}, r"matters\[0\]\.id：没有写"),
        (
            {"now": "2026-06-11T09:00", "matters": [{"id": "a"}, {"id": "a"}]},
            r"matters\[1\]\.id：a 出现了两次",
        ),
        (situation(hard="yes"), r"matters\[0\]\.hard：要的是 true 或 false"),
        (situation(asked=-1), r"matters\[0\]\.asked：要的是 0 到"),
        (situation(asked=True), r"matters\[0\]\.asked：要的是 0 到"),
        (situation(work_left_days=float("nan")), r"work_left_days：要的是不小于零的数"),
        (situation(due="2026-06-31T09:00"), r"matters\[0\]\.due：要写成"),
        (situation(due=20260611), r"matters\[0\]\.due：要写成"),
        (
            situation(instructions=[{"by": "deputy", "at": "2026-06-01T09:00"}]),
            r"instructions\[0\]\.by：只能是",
        ),
        (situation(peak={"day": "2026-06-18"}), r"peak\.workdays：没有写"),
        (situation(focus="防汛"), r"focus：要的是一列文字"),
        (situation(steps=[{"done": True}]), r"steps\[0\]\.due：没有写"),
    ],
)
def test_bad_input_is_refused_with_one_plain_line(bad, line):
    with pytest.raises(ValueError, match=line) as refused:
        rank(bad)
    assert "\n" not in str(refused.value)


# What holds for every situation

moments = st.datetimes(datetime(2025, 12, 1), datetime(2026, 12, 31)).map(
    lambda m: m.replace(second=0, microsecond=0)
)
days = st.dates(date(2025, 12, 1), date(2026, 12, 31))
facts_of_all_kinds = st.builds(
    Facts,
    id=st.uuids().map(str),
    arrived=st.none() | moments,
    due=st.none() | moments,
    hard=st.booleans(),
    instructions=st.lists(
        st.builds(Instruction, st.sampled_from(["head", "in_charge"]), moments), max_size=3
    ).map(tuple),
    asked=st.integers(0, 5),
    postponed=st.integers(0, 4),
    waiting=st.integers(0, 6),
    disputed=st.booleans(),
    safety=st.booleans(),
    focus=st.lists(st.sampled_from(["防汛", "供水", "招商"]), max_size=2).map(tuple),
    from_above=st.booleans(),
    peak=st.none() | st.builds(Peak, days, st.integers(0, 45)),
    last_event=st.none() | moments,
    moved=st.booleans(),
    begun=st.booleans(),
    shelved_until=st.none() | days,
    assigned=st.none() | moments,
    has_plan=st.booleans(),
    work_left_days=st.integers(0, 20),
    steps=st.lists(st.builds(Part, moments, st.booleans()), max_size=2).map(tuple),
    figures_differ=st.booleans(),
    difficulty=st.none() | st.builds(Difficulty, moments, st.booleans()),
    emergency=st.booleans(),
    answer_above=st.none() | st.builds(AnswerAbove, moments, st.booleans()),
    reported_done=st.booleans(),
    verified_by_other=st.booleans(),
    untrue_reports=st.integers(0, 3),
    harm=st.booleans(),
)
focuses = [Focus("防汛", date(2026, 9, 30)), Focus("供水", date(2026, 6, 30))]


@given(
    st.lists(facts_of_all_kinds, max_size=8, unique_by=lambda f: f.id),
    moments,
    st.randoms(use_true_random=False),
)
@settings(max_examples=60, deadline=None)
def test_the_order_is_total_and_does_not_depend_on_how_the_list_came(many, now, random):
    once = order(many, now=now, focus=focuses, calendar=CALENDAR)
    assert {p.facts.id for p in once} == {f.id for f in many if not f.is_shelved(now) and not f.is_settled()}
    keys = [(-p.score.total, p.facts.due or datetime.max, p.facts.arrived or datetime.max) for p in once]
    assert keys == sorted(keys)
    shuffled = list(many)
    random.shuffle(shuffled)
    again = order(shuffled, now=now, focus=focuses, calendar=CALENDAR)
    if len(set(keys)) == len(keys):
        assert [p.facts.id for p in again] == [p.facts.id for p in once]
    assert order([p.facts for p in once], now=now, focus=focuses, calendar=CALENDAR) == once


@given(days, days, st.integers(0, 45))
@settings(max_examples=300, deadline=None)
def test_a_window_is_open_from_its_nth_working_day_back_through_the_peak(today, day, workdays):
    mine = matter(peak=Peak(day, workdays))
    opens = CALENDAR.add_working_days(day, -workdays)
    assert (score(mine, datetime.combine(today, NOW.time())) == 10) == (opens <= today <= day)


@given(moments, moments, moments, st.booleans())
@settings(max_examples=150, deadline=None)
def test_an_earlier_date_never_weighs_less(one, other, now, is_hard):
    sooner, later = sorted([one, other])
    assert score(matter(due=sooner, hard=is_hard), now) >= score(matter(due=later, hard=is_hard), now)


@given(moments, moments, st.integers(0, 40), st.booleans())
@settings(max_examples=150, deadline=None)
def test_waiting_longer_never_lowers_the_points_of_a_date_nor_the_step(due, now, more, is_hard):
    mine = matter(due=due, hard=is_hard, moved=False)
    later = now + timedelta(days=more)
    assert score(mine, later) >= score(mine, now)
    assert step(mine, later) >= step(mine, now)


@given(facts_of_all_kinds, moments)
@settings(max_examples=150, deadline=None)
def test_every_light_has_a_cause_and_every_point_a_row(facts, now):
    shown = lit(facts, now)
    assert shown.causes
    assert all(wording.cause(cause, now) for cause in shown.causes)
    told = points(facts, now=now, focus=focuses, calendar=CALENDAR)
    assert told.total == sum(row.points for row in told.rows)
    assert all(wording.chip(row, now) for row in told.rows)
    reached = ladder(facts, now=now, calendar=CALENDAR)
    assert wording.step(reached) and wording.why(reached)
    if facts.is_shelved(now):
        assert shown.colour != "red"
    if facts.hard and facts.is_past(now) and not facts.is_shelved(now) and not facts.verified_by_other:
        assert shown.colour == "red"


# How it reads


@pytest.mark.parametrize(
    ("facts", "chips"),
    [
        (hard("2026-06-11T12:00", safety=True), ["硬时限 今天12:00", "安全"]),
        (soft("2026-06-12T17:30"), ["时限 明天"]),
        (hard("2026-06-09T17:30"), ["硬时限 逾期2天"]),
        (soft("2026-06-15T17:30", asked=2), ["时限 周一 6/15", "问过2次"]),
        (matter(peak=Peak(date(2026, 6, 18), 15), waiting=3), ["3家在等", "该备了（6/18）"]),
        (
            matter(instructions=(Instruction("head", at("2026-06-08T09:00")),)),
            ["领导关注（主要领导批示 6/8）"],
        ),
    ],
)
def test_chips_read_as_the_office_speaks(facts, chips):
    assert [wording.chip(row, NOW) for row in points(facts, now=NOW, calendar=CALENDAR).rows] == chips


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (hard("2026-06-09T17:30"), "逾期2天"),
        (hard("2026-06-11T08:00"), "今天08:00已过"),
        (hard("2026-06-15T17:30", work_left_days=3), "还需3天，只剩2.5天"),
        (hard("2026-06-15T17:30", begun=False, start=date(2026, 6, 20)), "6/20起办"),
        (hard(FAR, first_due=at("2026-06-05T17:30")), "按计划 · 延自6/5"),
        (hard(FAR, reported_done=True), "按计划 · 自报，待核"),
        (soft("2026-06-10T17:30"), "过了软时限（昨天）"),
    ],
)
def test_a_light_says_its_cause_in_one_sentence(facts, sentence):
    assert wording.sentence(lit(facts), NOW) == sentence


def test_days_are_said_as_people_say_them():
    said = [wording.day(date(2026, 6, d), NOW) for d in (10, 11, 12, 13, 18, 19)]
    assert said == ["昨天", "今天", "明天", "后天", "周四 6/18", "6月19日 周五"]
    assert wording.day(date(2027, 1, 4), NOW) == "2027年1月4日"
