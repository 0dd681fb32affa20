"""纸上的一天: with the server off, last night's 应急本 is on the duty PC and says who has what due (product §13)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pypdfium2
import pytest

from shuniu.conftest import acting
from shuniu.desk import emergency_book
from shuniu.desk.health import lines
from shuniu.files import typesetting
from shuniu.matters import operations
from shuniu.matters.choices import Visibility
from shuniu.notices.models import Shift
from shuniu.org import moment
from shuniu.org.models import Person
from shuniu.service import jobs


def words_of(path) -> str:
    if path.suffix == ".html":
        return path.read_text()
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


@pytest.fixture
def night(office, settings, tmp_path, monkeypatch):
    """An evening with something due, somebody on duty, one restricted matter; then the night's work is done."""
    settings.SHUNIU_EMERGENCY = str(tmp_path / "值班电脑")
    Person.objects.filter(pk=office.du.pk).update(phone="000-0137")
    now = moment.now()
    Shift.objects.create(person=office.bai, starts=now + timedelta(hours=8), ends=now + timedelta(hours=32))
    clerk = acting(office.li)
    matter = operations.capture(title="排查下穿通道", source_type="paper", by=clerk)
    operations.place(
        matter, lead=office.housing, due=moment.aware(datetime(2026, 6, 15, 17, 30)), hard=True, by=clerk
    )
    secret = operations.capture(
        title="丁某上访", source_type="visit", visibility=Visibility.RESTRICTED, by=clerk
    )
    assert secret.holder is not None
    jobs.load()
    monkeypatch.setattr(jobs, "_ASKED", set())  # another test of this process has asked for the same night
    with moment.standing_at(datetime(2026, 6, 12, 2, 45)):
        jobs.work_once()
    return tmp_path / "值班电脑" / office.unit.code


def test_after_the_night_the_book_lies_in_the_folder_of_the_duty_pc(night, office):
    path = emergency_book.newest(night)
    assert path is not None and path.name.startswith("应急本.")
    said = words_of(path)
    for word in ("排查下穿通道", "杜衡", "000-0137", "6月15日 17:30", "白露", "赵启山"):
        assert word in said, word
    assert "丁某" not in said and "限定" in said  # its number and holder, never what it is about
    assert emergency_book.newest(emergency_book.folder_of(office.unit)).read_bytes() == path.read_bytes()


def test_health_says_when_it_was_written_and_whether_the_copy_is_there(night, office):
    def told():
        return next(line for line in lines(office.unit) if line.name == "应急本")

    assert told().colour == "green", told()
    assert str(night) in told().told
    for path in night.iterdir():
        path.unlink()
    assert told().colour == "amber" and "没有抄到" in told().remedy


def test_without_a_typesetter_paper_day_still_comes(office, monkeypatch):
    def none(*_arguments, **_options):
        raise typesetting.CannotSet("没有字体")

    monkeypatch.setattr(emergency_book, "as_pdf", none)
    path = emergency_book.write(office.unit)
    assert path.suffix == ".html" and "应 急 本" in path.read_text()


def test_seven_nights_are_kept(office):
    for day in range(1, 11):
        with moment.standing_at(datetime(2026, 6, day, 2, 30)):
            path = emergency_book.write(office.unit)
    dated = sorted(one.name for one in path.parent.glob("应急本-*"))
    assert len(dated) == 7 and dated[0].startswith("应急本-2026-06-04")


def test_the_office_fetches_it_and_nobody_else(night, as_, office):
    assert as_(office.chen).get("/health/emergency-book/").status_code == 200
    for person in (office.du, office.zeng, office.zhao):
        assert as_(person).get("/health/emergency-book/").status_code == 403
