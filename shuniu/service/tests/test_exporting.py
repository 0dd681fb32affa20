"""什么也不困住: everything comes out in forms that any program reads, goes into an empty office, and is the same there."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from shuniu.archives import operations as archive
from shuniu.archives.models import ClassTable
from shuniu.conftest import acting, make_office
from shuniu.files import operations as files
from shuniu.files.arrivals import Arrival
from shuniu.files.choices import MediaKind, TextSource
from shuniu.files.pages import Page
from shuniu.files.store import store
from shuniu.journal.operations import seal_past_days
from shuniu.matters import operations
from shuniu.matters.choices import PaperRole
from shuniu.matters.models import Matter, Paper
from shuniu.notices.models import Channel
from shuniu.org import moment
from shuniu.org.models import Account, Unit
from shuniu.service import exporting, importing
from shuniu.service.plain import Plain


@pytest.fixture
def lived_in(db, clock_stands):
    """An office with a paper, its file, a filed item, sealed days, and things that must not get out."""
    office = make_office()
    clerk, director = acting(office.li), acting(office.chen)
    with moment.standing_at(datetime(2026, 6, 9, 10, 0, 0, 123456)):
        matter = operations.capture(
            title="=关于修路的请示", source_type="paper", kind="request", text="请批。", by=clerk
        )
        [stored] = files.keep(
            Arrival("原件.txt", MediaKind.TEXT, b"please", pages=(Page(1, "please", TextSource.LAYER),)),
            by=clerk,
        )
        Paper.objects.create(matter=matter, file=stored, role=PaperRole.ORIGINAL)
        operations.answer_at_once(matter, answer="同意", by=clerk)
        archive.settle_fonds(code="Z109", by=director)
        archive.agree_table(
            ClassTable.objects.get(), approved_by="局", number="1号", on=date(2026, 1, 6), by=director
        )
        archive.decide(Matter.objects.get(pk=matter.pk), by=clerk)
    seal_past_days(office.unit)
    account = Account.objects.get(person=office.li)
    account.set_password("不该出去的口令1")
    account.save()
    Channel.objects.create(unit=office.unit, code="mail", secrets={"password": "不该出去的口令2"})
    return office


def exported(folder: Path) -> dict:
    out = exporting._Folder(folder)
    return exporting.write(out, lambda *_said: None)


def every_row():
    found = {}
    for model in exporting.exported_models():
        label = model._meta.label_lower
        found[label] = [
            {f.attname: exporting._value(label, f, row) for f in exporting.stored_fields(model)}
            for row in model._base_manager.order_by("pk")
        ]
    return found


def emptied():
    """The same database, with nothing of the office left in it, and its files gone."""
    from django.db import transaction

    store().remove(list(store().hashes()))
    with transaction.atomic():
        for model in reversed(exporting.exported_models()):
            model._base_manager.all()._raw_delete("default")


def test_what_was_exported_comes_back_row_for_row_with_its_journal_and_files(lived_in, tmp_path):
    manifest = exported(tmp_path / "out")
    before, kept = every_row(), sorted(store().hashes())
    emptied()
    assert not Unit.objects.exists()
    source = importing._Source(tmp_path / "out")
    importing.fill(source, importing._manifest(source), lambda *_said: None)
    report = importing.prove(manifest)
    assert report["clean"], report
    assert report["lines"] == manifest["journal"]["lines"] > 5
    assert report["seals"] == manifest["journal"]["seals"] == 2
    assert every_row() == before
    assert sorted(store().hashes()) == kept
    # Life goes on: the next number is the next number.
    with moment.standing_at(datetime(2026, 6, 12, 9)):
        after = operations.capture(title="导入以后", source_type="call", by=acting(lived_in.li))
    assert after.serial == 2


def test_no_password_and_no_key_is_in_it(lived_in, tmp_path):
    exported(tmp_path / "out")
    everything = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    for secret in ("不该出去的口令", "argon2", "session"):
        assert secret.encode() not in everything
    rows = (tmp_path / "out/tables/org.account.jsonl").read_text().splitlines()
    assert {json.loads(row)["password"] for row in rows} == {"!"}


def test_it_is_read_without_the_program(lived_in, tmp_path):
    manifest = exported(tmp_path / "out")
    index = (tmp_path / "out/index.html").read_text()
    [page] = (tmp_path / "out/pages").glob("*.html")
    assert f"pages/{page.name}" in index and "http" not in index
    text = page.read_text()
    assert "关于修路的请示" in text and "同意" in text and "../files/" in text
    [said] = manifest["files"].values()
    assert said["name"] == "原件.txt" and (tmp_path / "out" / said["path"]).read_bytes() == b"please"
    with (tmp_path / "out/tables/matters.matter.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["title"] == "'=关于修路的请示"  # no spreadsheet takes it for a formula


def test_a_changed_export_is_refused_and_leaves_nothing(lived_in, tmp_path):
    exported(tmp_path / "out")
    path = tmp_path / "out/tables/matters.matter.jsonl"
    path.write_text(path.read_text().replace("修路", "修桥"))
    emptied()
    source = importing._Source(tmp_path / "out")
    with pytest.raises(Plain, match="被改过或坏了"):
        importing.fill(source, importing._manifest(source), lambda *_said: None)
    assert not Unit.objects.exists()


def test_an_office_is_never_written_over(lived_in, tmp_path):
    exported(tmp_path / "out")
    source = importing._Source(tmp_path / "out")
    with pytest.raises(Plain, match="已经有一个办公室"):
        importing.fill(source, importing._manifest(source), lambda *_said: None)
    (tmp_path / "there.zip").write_bytes(b"x")
    with pytest.raises(Plain, match="导出不覆盖"):
        exporting.export(tmp_path / "there.zip")


@pytest.mark.parametrize("content", [b"", b"PK", b'{"kind": "other"}'])
def test_what_is_no_export_is_said_to_be_none(tmp_path, content):
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(Plain):
        importing._manifest(importing._Source(tmp_path / "x.zip"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("manifest.json", content)
    (tmp_path / "y.zip").write_bytes(buffer.getvalue())
    with pytest.raises(Plain, match="不是枢纽的导出"):
        importing._manifest(importing._Source(tmp_path / "y.zip"))
