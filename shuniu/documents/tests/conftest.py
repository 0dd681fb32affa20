"""A draft in the office of all tests, and the hands through which it goes."""

from __future__ import annotations

import pytest
from django.test import Client

from shuniu.clock.office_calendar import calendar_for
from shuniu.conftest import acting, make_person
from shuniu.documents import operations
from shuniu.documents.models import Document
from shuniu.documents.wording import Wording, keyed
from shuniu.org.choices import DivisionKind, Role
from shuniu.org.models import Account, Alias, Division
from shuniu.routing import operations as slips
from shuniu.routing.choices import Verdict

TEXT = (
    "端午假期为6月19日至21日。为做好假期值班，现就有关事项通知如下：",
    "一、加强值班值守。各单位安排专人在岗，负责同志带班，电话保持畅通。",
    "二、按时报送名单。6月17日下班前把值班人员名单报县政府办公室。",
    "三、及时报告情况。遇有突发情况，第一时间报告，边处置边报告。",
)


@pytest.fixture(autouse=True)
def files_stay_here(settings, tmp_path):
    """What is printed lies in a folder of this test only."""
    settings.SHUNIU_DATA = tmp_path


@pytest.fixture
def office(office):
    """The office of all tests with a head, a township, and the names that papers are addressed to."""
    office.head = make_person(
        office.unit, "陆怀远", office.leaders, Role.LEADER, Role.HEAD, post="县长", rank=1
    )
    office.town = Division.objects.create(
        unit=office.unit, name="青石镇人民政府", kind=DivisionKind.TOWNSHIP, order=30, liaison=office.lu
    )
    Alias.objects.create(unit=office.unit, division=office.housing, name="县住房城乡建设局")
    office.unit.upper_names = ["云泽市人民政府", "云泽市人民政府办公室"]
    office.unit.place = "青岚县"
    office.unit.save()
    return office


def wording(
    *texts: str, title="关于做好端午假期值班工作的通知", recipients="各乡镇人民政府，县政府各部门", **more
) -> Wording:
    return Wording(title=title, recipients=recipients, paragraphs=keyed(texts or TEXT), **more)


@pytest.fixture
def draft(office):
    """A notice by 李明, complete and clean."""
    return operations.start_draft(
        by=acting(office.li),
        about="做好端午假期值班工作",
        wording=wording(),
        disclosure="active",
        recipients="各乡镇人民政府",
    )


def fresh(document: Document) -> Document:
    return Document.objects.get(pk=document.pk)


def waiting(document: Document):
    """The open share of its sending slip."""
    slip = document.matter.slips.filter(purpose="dispatch", ended_at=None).get()
    return slip.current.parts.filter(verdict="").first()


def passed(document: Document, *, words: str = "", verdict: str = Verdict.AGREE):
    """Whoever has it agrees."""
    part = waiting(document)
    return slips.decide(part, by=acting(part.holder), verdict=verdict, opinion=words)


def signed(document: Document) -> Document:
    """From a clean draft to the signature."""
    operations.send_for_review(document, by=acting(document.drafter))
    while not fresh(document).is_signed:
        passed(document)
    return fresh(document)


def numbered(office, document: Document) -> Document:
    document = signed(document)
    operations.recheck(document, by=acting(office.wang))
    operations.register_number(document, by=acting(office.wang))
    return fresh(document)


@pytest.fixture
def as_(office):
    calendar_for(office.unit)

    def sign_in(person) -> Client:
        client = Client()
        client.force_login(Account.objects.get(person=person))
        return client

    return sign_in
