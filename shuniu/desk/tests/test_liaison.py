"""联络员的手机页: only this body's part, the leader's words, a sample, what was given before (product §7.14)."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from shuniu.conftest import acting
from shuniu.files.arrivals import open_arrival
from shuniu.files.operations import keep
from shuniu.matters import operations
from shuniu.matters.choices import PaperRole, State
from shuniu.matters.models import Dispute, Feedback, Matter, Paper
from shuniu.org import moment
from shuniu.org.refusals import Refused


def at(day: int, hour: int = 17, minute: int = 30) -> datetime:
    return moment.aware(datetime(2026, 6, day, hour, minute))


def given(office, title="沿河路井盖", *, due=None, number=1):
    """A matter of the office with one part for housing and one for the city's body."""
    li = acting(office.li)
    whole = operations.capture(title=title, source_type="call", by=li, due=at(19))
    whole = operations.place(whole, lead=office.office, holder=office.li, by=li)
    operations.instruct(whole, leader=office.zhao, words="先堵上,再说账。", by=acting(office.zhao))
    part = operations.Part
    mine = operations.give_part(whole, part=part("管网底数表", office.housing, due=due or at(11)), by=li)
    theirs = operations.give_part(whole, part=part("夜里围挡补盖", office.city, due=at(11)), by=li)
    return whole, mine, theirs


def photo(name="现场.png") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/png")


def paper_of(matter, name: str, text: str, by) -> Paper:
    file = keep(open_arrival(text.encode(), name), by=by)[0]
    return Paper.objects.create(matter=matter, file=file, role=PaperRole.ATTACHMENT)


def page(client, address="/") -> str:
    return client.get(address).content.decode()


def test_the_page_shows_only_this_bodys_part_the_words_a_sample_and_what_was_given_before(office, as_):
    """A-13."""
    before, _mine, _theirs = given(office, "岚河大桥排水管网排查")
    earlier = before.tasks.get(part=1)
    with moment.standing_at(datetime(2026, 5, 28, 15, 0)):
        operations.feed_back(earlier, words="管网底数表报过:排水井38座", by=acting(office.du))
    whole, mine, _other = given(office)
    paper = paper_of(whole, "管网底数样表.txt", "路段 座数", acting(office.li))
    operations.mark_sample(paper, by=acting(office.li))
    shown = page(as_(office.du))
    assert "先堵上,再说账。" in shown
    assert "管网底数样表.txt" in shown and f"/mine/{mine.slug}/samples/{paper.pk}/" in shown
    assert "您给过:5月28日" in shown and "排水井38座" in shown and "直接用" in shown
    assert "夜里围挡补盖" not in shown  # another body's part
    assert as_(office.du).get(f"/mine/{mine.slug}/samples/{paper.pk}/").getvalue().decode() == "路段 座数"


def test_a_paper_that_the_office_did_not_give_as_a_sample_stays_with_the_office(office, as_):
    whole, mine, _other = given(office)
    paper = paper_of(whole, "内部.txt", "不给看", acting(office.li))
    assert as_(office.du).get(f"/mine/{mine.slug}/samples/{paper.pk}/").status_code == 404
    assert as_(office.lu).get(f"/mine/{mine.slug}/samples/{paper.pk}/").status_code == 404


def test_what_was_given_before_is_used_in_one_press(office, as_):
    _before, earlier, _theirs = given(office, "岚河大桥排水管网排查")
    said = operations.feed_back(earlier, words="管网底数表报过:排水井38座", by=acting(office.du))
    _whole, mine, _other = given(office)
    as_(office.du).post(f"/mine/{mine.slug}/feedback/", {"reuse": said.pk})
    assert mine.feedbacks.get().words == "管网底数表报过:排水井38座(6月11日报过,沿用)"


def test_nobody_uses_the_words_of_another_body(office, as_):
    _whole, mine, theirs = given(office)
    said = operations.feed_back(theirs, words="围挡15处", by=acting(office.lu))
    answer = as_(office.du).post(f"/mine/{mine.slug}/feedback/", {"reuse": said.pk})
    assert answer.status_code == 404 and not mine.feedbacks.exists()


def test_a_line_with_three_photographs_goes_up_and_a_fourth_stays(office, as_):
    _whole, mine, _other = given(office)
    client = as_(office.du)
    client.post(f"/matters/{mine.slug}/acknowledgement/", {"next": "/"})
    answer = client.post(
        f"/mine/{mine.slug}/feedback/",
        {"words": "北关路管网已换140米", "photos": [photo(f"{n}.png") for n in range(4)]},
    )
    assert answer.status_code == 302 and answer["Location"] == "/"
    said = mine.feedbacks.get()
    assert (said.words, said.standing) == ("北关路管网已换140米", "自报")
    assert {p.role for p in mine.papers.all()} == {PaperRole.PROOF}
    assert said.proofs.count() == 3 or said.proofs.count() == 1  # equal bytes are one file, three papers


def test_a_photograph_with_a_secrecy_mark_leaves_nothing_but_the_words(office, as_):
    _whole, mine, _other = given(office)
    secret = SimpleUploadedFile("机密★一年.png", photo().read(), content_type="image/png")
    answer = as_(office.du).post(
        f"/mine/{mine.slug}/feedback/", {"words": "在办", "photos": [secret]}, follow=True
    )
    assert "涉密" in answer.content.decode()
    assert mine.feedbacks.count() == 1 and not mine.papers.exists()


def test_pictures_without_words_say_so_themselves_and_nothing_at_all_is_asked_again(office, as_):
    _whole, mine, _other = given(office)
    operations.acknowledge(mine, by=acting(office.du))
    client = as_(office.du)
    answer = client.post(f"/mine/{mine.slug}/feedback/", {"words": "  "})
    assert answer.status_code == 422 and "写一句进展就行" in answer.content.decode()
    client.post(f"/mine/{mine.slug}/feedback/", {"photos": [photo()]})
    assert mine.feedbacks.get().words == "照片1张"


def test_what_was_typed_stays_when_it_is_refused(office, as_):
    _whole, mine, _other = given(office)
    operations.acknowledge(mine, by=acting(office.du))
    (field,) = operations.set_form(mine, fields=[("井座数", "number")], by=acting(office.li))
    answer = as_(office.du).post(
        f"/mine/{mine.slug}/feedback/", {"words": "差不多了", f"field{field.pk}": "三十来座"}
    )
    shown = answer.content.decode()
    assert (
        answer.status_code == 422
        and "要填数" in shown
        and 'value="差不多了"' in shown
        and 'value="三十来座"' in shown
    )
    assert not mine.feedbacks.exists()


def test_signed_and_passed_on_inside_the_own_body(office, as_):
    _whole, mine, _other = given(office)
    client = as_(office.du)
    shown = page(client)
    assert (
        f'action="/mine/{mine.slug}/passing-on/"' in shown
        and ">吕工</button>" in shown
        and ">鲁山</button>" not in shown
    )
    client.post(f"/matters/{mine.slug}/acknowledgement/", {"next": "/"})
    client.post(f"/mine/{mine.slug}/passing-on/", {"to": office.lv.pk})
    mine.refresh_from_db()
    assert mine.holder == office.lv and "管网底数表" not in page(client)
    refused = client.post(f"/mine/{mine.slug}/passing-on/", {"to": office.lu.pk})
    mine.refresh_from_db()
    assert refused.status_code == 409 and mine.holder == office.lv


def test_not_ours_is_held_by_the_director_the_same_second(office, as_):
    """A-4."""
    _whole, mine, _other = given(office)
    as_(office.du).post(
        f"/matters/{mine.slug}/refusal/",
        {"reason": "路面附属归城管", "clause": "2024年纪要第3条", "next": "/"},
    )
    mine.refresh_from_db()
    assert (mine.state, mine.holder) == (State.DISPUTED, office.chen)
    assert Dispute.objects.get(matter=mine).ruled_at is None


def test_another_date_is_offered_before_it_is_due_only(office, as_):
    _whole, mine, _other = given(office)
    client = as_(office.du)
    assert f"/matters/{mine.slug}/extension/" in page(client)
    with moment.standing_at(datetime(2026, 6, 12, 9, 0)):
        assert f"/matters/{mine.slug}/extension/" not in page(client)


def test_two_extensions_later_the_first_date_stands_with_reasons_and_names(office, as_):
    """A-18."""
    _whole, mine, _other = given(office, due=at(12))
    for day, why in ((16, "等设计院图纸"), (18, "材料没到")):
        asked = operations.ask_extension(mine, wanted=at(day), reason=why, by=acting(office.du))
        operations.decide_extension(asked, granted=True, by=acting(office.chen))
        mine.refresh_from_db()
    with moment.standing_at(datetime(2026, 6, 18, 9, 0)):
        own, office_side = page(as_(office.du)), page(as_(office.chen), f"/matters/{mine.slug}/")
    for shown in (own, office_side):
        assert (
            "等设计院图纸" in shown
            and "材料没到" in shown
            and "周五 6/12" in shown.replace("6月12日 周五", "周五 6/12")
        )
    assert "杜衡" in own and "陈敬之" in office_side
    mine.refresh_from_db()
    assert mine.first_due == at(12)


def test_self_reported_is_hollow_until_somebody_else_has_looked(office, as_):
    """A-16."""
    _whole, mine, _other = given(office)
    operations.acknowledge(mine, by=acting(office.du))
    said = operations.feed_back(mine, words="换了140米", by=acting(office.du))
    hollow = 'data-hollow="yes"'
    assert hollow in page(as_(office.du))
    assert hollow in page(as_(office.chen), f"/matters/{mine.slug}/")
    seen = as_(office.chen).get(f"/api/1/matters/{mine.slug}").json()
    assert [(one["words"], one["verified_by"]) for one in seen["feedbacks"]] == [("换了140米", None)]
    refused = as_(office.du).post(f"/feedbacks/{said.pk}/verification/")
    assert refused.status_code == 409
    as_(office.li).post(f"/feedbacks/{said.pk}/verification/", {"found": "true"})
    said.refresh_from_db()
    assert said.verified_by == office.li and hollow not in page(as_(office.du))
    operations.report_done(mine, result="全部换完", by=acting(office.du))
    assert "light-green-hollow" in page(as_(office.du)) or "-hollow" in page(as_(office.du))
    assert "-hollow" in page(as_(office.chen), "/matters/?view=office")


def test_what_an_untrue_feedback_says_is_not_offered_again(office, as_):
    _before, earlier, _theirs = given(office, "岚河大桥排水管网排查")
    said = operations.feed_back(earlier, words="管网底数表报过:排水井38座", by=acting(office.du))
    operations.verify_feedback(said, untrue=True, by=acting(office.li))
    given(office)
    assert "您给过" not in page(as_(office.du))


def test_figures_asked_before_stand_in_the_field_already(office, as_):
    """Asked once, answered many (product §13)."""
    _before, earlier, _theirs = given(office, "岚河大桥排查")
    (field,) = operations.set_form(earlier, fields=[("井座数", "number")], by=acting(office.li))
    operations.feed_back(earlier, words="", values={field.pk: "38"}, by=acting(office.du))
    _whole, mine, _other = given(office)
    operations.set_form(mine, fields=[("井座数", "number"), ("完成日", "date")], by=acting(office.li))
    shown = page(as_(office.du))
    assert 'value="38"' in shown and "上次填的" in shown


def test_the_answers_of_all_bodies_are_one_table_with_what_does_not_agree(office, as_):
    whole, mine, theirs = given(office)
    client = as_(office.li)
    client.post(
        f"/matters/{whole.slug}/asked/",
        {"name": ["缺盖数", "围挡数", ""], "kind": ["same", "number", "text"]},
    )
    missing, fences = operations.form_of(mine)
    as_(office.du).post(
        f"/mine/{mine.slug}/feedback/", {f"field{missing.pk}": "23", f"field{fences.pk}": "8"}
    )
    as_(office.lu).post(
        f"/mine/{theirs.slug}/feedback/", {f"field{missing.pk}": "21", f"field{fences.pk}": "15"}
    )
    shown = page(client, f"/matters/{whole.slug}/asked/")
    assert shown.count('class="differs"') == 2 and "对不上" in shown and "<td>23</td>" in shown  # 8 + 15
    again = client.post(f"/matters/{whole.slug}/asked/", {"name": ["别的"], "kind": ["text"]})
    assert again.status_code == 422 and "已经有单位填了" in again.content.decode()


def test_a_form_has_at_most_five_fields(office):
    whole, _mine, _theirs = given(office)
    with pytest.raises(Refused, match="最多五栏"):
        operations.set_form(whole, fields=[(f"栏{n}", "text") for n in range(6)], by=acting(office.li))


def test_the_page_asks_as_much_at_three_items_as_at_one(office, as_):
    client = as_(office.du)
    counts = []
    for n in (1, 3):
        while Matter.objects.filter(holder=office.du).count() < n:
            _whole, mine, _theirs = given(office)
            operations.feed_back(mine, words=f"说了{n}句", by=acting(office.du))
        page(client)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(client)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_nothing_asked_says_so(office, as_):
    shown = page(as_(office.lu))
    assert "今天没有要您办的" in shown and "没有别的了" in shown


def test_a_difficulty_shows_until_when_it_is_answered_and_then_the_answer(office, as_):
    _whole, mine, _theirs = given(office, due=at(15))
    client = as_(office.du)
    client.post(f"/matters/{mine.slug}/difficulty/", {"stuck": "图纸在省院", "next": "/"})
    assert "图纸在省院" in page(client) and "前答复您" in page(client)
    difficulty = mine.difficulties.get()
    operations.answer_difficulty(difficulty, answer="我来协调", by=acting(office.chen))
    assert "答复:我来协调" in page(client)


def test_a_difficulty_stands_first_on_the_directors_page_the_morning_after_its_day(office, as_):
    """A-34."""
    _whole, mine, _theirs = given(office, due=at(18))
    operations.raise_difficulty(mine, stuck="图纸在省院", by=acting(office.du))  # Thursday 10:00
    client = as_(office.chen)
    for moment_of, first in (
        (
            datetime(2026, 6, 12, 8, 0),
            False,
        ),  # the morning after: still within the working day, beside the page
        (datetime(2026, 6, 12, 17, 31), True),  # Friday after work: its working day is over
        (datetime(2026, 6, 15, 8, 0), True),  # and the morning after that
    ):
        with moment.standing_at(moment_of):
            shown = page(client)
        assert "图纸在省院" in shown
        assert ("超过一个工作日" in shown) is first
        if first:
            assert shown.index("超过一个工作日") < shown.index('id="first"')
    assert Feedback.objects.filter(matter=mine).count() == 0
