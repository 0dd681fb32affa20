"""收件: what arrives is one matter in the tray, read, with its place in the original."""

from __future__ import annotations

import pytest

from shuniu.clock.models import Errand
from shuniu.conftest import acting
from shuniu.matters import intake
from shuniu.matters.models import Demand, Matter, Reading
from shuniu.org.models import Alias

CIRCULAR = """特急

云泽市人民政府办公室文件
云政办发〔2026〕22号

云泽市人民政府办公室
关于开展城市内涝点排查整治的紧急通知

各县(市、区)人民政府,市政府有关部门:
为做好今年汛期城市防涝工作,现就有关事项通知如下:
一、全面排查。对下穿通道、低洼小区、老旧管网逐一排查,6月18日前完成。(牵头单位:住房城乡建设局;配合单位:城市管理局)
二、建立台账。对排查出的内涝点逐点登记,明确责任人,6月20日前建立台账。(牵头单位:城市管理局)
三、报告情况。6月26日前将排查整治情况书面报送市政府办公室。(牵头单位:办公室)
联系人:林之远,电话:0000-1234567。

云泽市人民政府办公室
2026年6月10日
"""


@pytest.fixture
def li(office):
    office.unit.upper_names = ["云泽市"]
    office.unit.place = "青岚县"
    office.unit.save()
    for division, name in ((office.housing, "住建局"), (office.city, "城管局")):
        Alias.objects.create(unit=office.unit, division=division, name=name)
    return acting(office.li)


def test_a_pasted_circular_gives_sender_number_date_urgency_and_demands_that_point_into_the_text(li):
    (matter,) = intake.receive_text(CIRCULAR, by=li).matters
    reading = Reading.objects.get(matter=matter)
    fields = reading.fields
    assert fields["issuer"]["value"] == ["云泽市人民政府办公室"]
    assert fields["doc_number"]["value"] == "云政办发〔2026〕22号"
    assert fields["date"]["value"] == "2026-06-10"
    assert fields["urgency"]["value"] == "特急"
    assert matter.from_above and matter.urgency == 2
    assert matter.source_body == "云泽市人民政府办公室"
    for name in ("issuer", "doc_number", "urgency", "title"):
        at = fields[name]
        said = at["value"][0] if isinstance(at["value"], list) else at["value"]
        assert "".join(reading.text[at["start"] : at["end"]].split()) == "".join(said.split())
    demands = list(Demand.objects.filter(matter=matter))
    assert [d.lead_text for d in demands] == ["住房城乡建设局", "城市管理局", "办公室"]
    assert [d.due.strftime("%m-%d") for d in demands] == ["06-18", "06-20", "06-26"]
    assert all(d.text[:6] in reading.text[d.start : d.end] for d in demands)


def test_the_errand_of_a_matter_that_was_read_at_once_is_done(li):
    intake.receive_text(CIRCULAR, by=li)
    (errand,) = Errand.objects.all()
    assert (errand.name, errand.done is not None) == ("intake.read", True)
    assert Matter.objects.count() == 1


def test_a_phone_note_is_a_matter_with_caller_place_and_lead(li, office):
    (matter,) = intake.receive_sentence("城管局鲁山来电 沿河路井盖缺失 请住建局周五前换好", by=li).matters
    proposal = Reading.objects.get(matter=matter).proposal
    assert (matter.source_type, matter.source_person, matter.source_body) == ("call", "鲁山", "城市管理局")
    assert matter.due.strftime("%m-%d") == "06-12"
    assert (proposal["lead"]["name"], proposal["lead"]["sure"]) == ("住房城乡建设局", True)
    assert (proposal["holder"]["name"], proposal["leader"]["name"]) == ("杜衡", "赵启山")


def test_an_oral_word_exists_at_once_and_asks_the_leader_for_one_tap(li, office):
    (matter,) = intake.receive_sentence("请住建局下周三前把井盖的事报个方案 赵县长口头", by=li).matters
    (words,) = matter.instructions.all()
    assert (words.leader, words.awaits_confirmation) == (office.zhao, True)
    assert words.words == "请住建局下周三前把井盖的事报个方案 赵县长口头"
