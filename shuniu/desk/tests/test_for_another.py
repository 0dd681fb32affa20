"""代办 on the pages: whose word it is stands beside it, and what is major is asked about first."""

from __future__ import annotations

import gzip
from datetime import date, timedelta
from decimal import Decimal

import pytest

from shuniu.conftest import acting
from shuniu.matters import operations as matters
from shuniu.org import moment
from shuniu.org import operations as people
from shuniu.routing import operations as slips
from shuniu.routing.choices import Box, Purpose
from shuniu.routing.models import Consultation, Part
from shuniu.routing.planned import Planned


def body(response) -> str:
    data = response.content
    return (gzip.decompress(data) if response.get("Content-Encoding") == "gzip" else data).decode()


@pytest.fixture
def ask(office):
    """`ask(title)`: proposed by 王芳, it waits for 赵局."""

    def waits(title: str) -> Part:
        by = acting(office.li)
        matter = matters.place(
            matters.capture(title=title, source_type="paper", by=by),
            lead=office.housing,
            holder=office.li,
            by=by,
        )
        stages = [
            Planned("拟办", (office.wang,), box=Box.PROPOSAL),
            Planned("批示", (office.zhao,), box=Box.INSTRUCT, key="leader"),
        ]
        slip = slips.start(matter, stages=stages, purpose=Purpose.RECEIPT, by=by)
        slips.decide(slip.stages.get(position=0).parts.get(), by=acting(office.wang), opinion="拟同意")
        return Part.objects.waiting().get(stage__slip=slip)

    return waits


def test_a_delegate_finds_it_marked_with_whose_it_is_and_signs_for_him(office, ask, as_):
    small, large = ask("修缮3万元"), ask("购置12万元")
    today = date(2026, 6, 11)
    people.delegate(
        office.zhao, receiver=office.bai, since=today, until=today, basis="委托书", whole=True,
        money_limit=Decimal(50_000), by=acting(office.zhao),
    )  # fmt: skip
    bai = as_(office.bai)
    for address in ("/", "/slips/?view=mine"):
        page = body(bai.get(address))
        assert "修缮3万元" in page and "代赵启山" in page and "购置12万元" not in page
    assert "代赵启山" in body(bai.get(f"/slips/{small.stage.slip_id}/"))
    page = body(bai.get(f"/slips/{large.stage.slip_id}/"))
    assert "超出授权额度5万元(委托书):这件12万元,由赵启山本人办" in page
    bai.post(f"/slips/{small.stage.slip_id}/decision/", {"verdict": "agree", "part": small.pk})
    assert Part.objects.get(pk=small.pk).signature == "白露(代赵启山)"
    answer = bai.post(f"/slips/{large.stage.slip_id}/decision/", {"verdict": "agree", "part": large.pk})
    assert (answer.status_code, Part.objects.get(pk=large.pk).verdict) == (409, "")


@pytest.fixture
def away(office):
    """赵局 is away, 陈主任 stands in."""
    people.set_stand_in(office.zhao, stand_in=office.chen, by=acting(office.chen), mutual=False)
    now = moment.now()
    people.announce(office.zhao, starts=now, ends=now + timedelta(days=2), by=acting(office.zhao))


def test_the_stand_in_is_sent_to_ask_first_and_then_writes(office, ask, away, as_):
    part, chen = ask("购置80万元"), as_(office.chen)
    page = body(chen.get(f"/papers/{part.pk}/"))
    where = f"/slips/{part.stage.slip_id}/consultation/?part={part.pk}&amp;next=/papers/{part.pk}/"
    assert "先请示赵启山" in page and where in page and 'name="words"' not in page
    assert chen.post(f"/papers/{part.pk}/decision/", {"press": "agree"}).status_code == 409
    asked = {"part": part.pk, "whom": office.zhao.pk, "words": "先付一半", "next": f"/papers/{part.pk}/"}
    answer = chen.post(f"/slips/{part.stage.slip_id}/consultation/", asked)
    assert (answer.status_code, answer["Location"]) == (302, f"/papers/{part.pk}/")
    assert Consultation.objects.get().words == "先付一半"
    assert 'name="words"' in body(chen.get(f"/papers/{part.pk}/"))
    chen.post(f"/papers/{part.pk}/decision/", {"press": "agree", "words": "先付一半"})
    assert Part.objects.get(pk=part.pk).signature == "陈敬之(代赵启山)"
    assert "陈敬之(代赵启山)请示赵启山" in body(as_(office.zhao).get("/leader/absence/"))


def test_he_may_give_it_back_with_a_question_without_asking(office, ask, away, as_):
    part = ask("购置80万元")
    as_(office.chen).post(f"/papers/{part.pk}/decision/", {"press": "question", "question": "报价单呢?"})
    assert Part.objects.get(pk=part.pk).verdict == "returned"
