"""An office whose archive has agreed to its table, and closed matters to be filed."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client

from shuniu.archives import operations as archive
from shuniu.archives.models import ClassTable
from shuniu.clock.office_calendar import calendar_for
from shuniu.conftest import acting
from shuniu.files import operations as files
from shuniu.files.arrivals import Arrival
from shuniu.files.choices import MediaKind, TextSource
from shuniu.files.pages import Page
from shuniu.matters import operations
from shuniu.matters.choices import PaperRole
from shuniu.matters.models import Matter, Paper
from shuniu.org import moment
from shuniu.org.models import Account


def settled(office, *, code="Z109"):
    """全宗 and table, as the director writes them down once."""
    director = acting(office.chen)
    archive.settle_fonds(code=code, archive_name="青岚县档案馆", keeper=office.bai, by=director)
    table = ClassTable.objects.get(unit=office.unit, version=1)
    archive.agree_table(
        table, approved_by="青岚县档案局", number="岚档函〔2025〕3号", on=date(2025, 1, 6), by=director
    )
    return office


@pytest.fixture
def filing(office):
    return settled(office)


def closed(office, title, *, at=datetime(2025, 9, 3, 10), kind="request", text="", body="", file=b"", **more):
    """A matter that came, was answered and closed on a day of 2025."""
    clerk = acting(office.li)
    with moment.standing_at(at):
        matter = operations.capture(
            title=title, source_type="paper", kind=kind, text=text, source_body=body, by=clerk, **more
        )
        if file:
            [stored] = files.keep(
                Arrival(
                    f"{title}.txt", MediaKind.TEXT, file, pages=(Page(1, file.decode(), TextSource.LAYER),)
                ),
                by=clerk,
            )
            Paper.objects.create(matter=matter, file=stored, role=PaperRole.ORIGINAL)
        operations.answer_at_once(matter, answer="已办,已答复来文单位", by=clerk)
    return Matter.objects.get(pk=matter.pk)


@pytest.fixture
def close(filing):
    return lambda title, **more: closed(filing, title, **more)


@pytest.fixture
def as_(office):
    calendar_for(office.unit)

    def sign_in(person) -> Client:
        client = Client()
        client.force_login(Account.objects.get(person=person))
        return client

    return sign_in
