"""档案包: opens without the program, and a stranger proves it; whatever is done to it is found (§6, A-09, A-10)."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime

import pytest
from lxml import etree

from shuniu.archives import operations as archive
from shuniu.archives.operations.packing import path_of
from shuniu.archives.package import checking
from shuniu.conftest import acting
from shuniu.journal.operations import seal_past_days
from shuniu.matters import operations
from shuniu.org import moment


@pytest.fixture
def year(filing, close):
    """Two items of 2025, one with a file and a leader's words; every day sealed that is over."""
    first = close("关于拨付首期资金的请示", text="请拨付首期资金。", file="请拨付首期资金。".encode())
    operations.instruct(first, leader=filing.zhao, words="同意,请财政抓紧。", by=acting(filing.zhao))
    close("汛前检查的报告", kind="report", text="已检查。", at=datetime(2025, 9, 4, 9))
    archive.file_year(2025, by=acting(filing.li))
    with moment.standing_at(datetime(2026, 6, 12, 1)):
        seal_past_days(filing.unit)
        yield archive.pack_year(2025, by=acting(filing.li))


@pytest.fixture
def opened(year, tmp_path):
    with zipfile.ZipFile(path_of(year)) as archive_file:
        archive_file.extractall(tmp_path / "包")
    return tmp_path / "包"


def test_a_year_is_one_file_that_proves_itself(year):
    report = checking.verify(path_of(year))
    assert (report.clean, report.items, report.unsealed, report.fonds) == (True, 2, 0, "Z109")
    assert report.lines >= 6 and report.head


def test_a_stranger_without_the_program_proves_it_in_the_opened_folder(opened):
    done = subprocess.run(
        [sys.executable, "-I", "verify"],
        cwd=opened,
        capture_output=True,
        text=True,
        env={"PATH": ""},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["items"] == 2
    assert checking.verify(opened).clean  # nor did that leave anything behind


def test_it_is_read_with_a_browser_and_nothing_else(opened):
    index = (opened / "index.html").read_text()
    assert "Z109-WS·2025-Y-BGS-0001" in index and "http" not in index
    folder = opened / "items/Z109-WS.2025-Y-BGS-0001"
    assert (folder / "02-关于拨付首期资金的请示.txt").read_text() == "请拨付首期资金。"
    assert (
        "同意,请财政抓紧。" in (folder / "01-slip.html").read_text()
    )  # the leader's words, letter by letter
    catalogue = (opened / "catalogue.csv").read_text(encoding="utf-8-sig").splitlines()
    assert catalogue[0] == "序号,档号,文号,责任者,题名,日期,密级,页数,备注" and len(catalogue) == 3


def test_the_envelope_says_what_the_standards_ask_for(opened):
    root = etree.parse(str(opened / "items/Z109-WS.2025-Y-BGS-0001/eep.xml")).getroot()
    record = root.find("被签名对象/封装内容/文件实体块/文件实体")
    assert record.findtext("档号") == "Z109-WS·2025-Y-BGS-0001"
    assert record.findtext("保管期限") == "永久"
    assert [d.findtext("文档主从声明") for d in root.iter("文档")] == ["处理单", "来文"]
    assert len(root.findall("被签名对象/封装内容/业务实体块/业务实体")) >= 4


def rewritten(path, change):
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    change(rows)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def sealed_again(folder):
    """A forger puts the hashes of the manifest right; the chain, the seals and the codes must still give it away."""
    manifest = json.loads((folder / "manifest.json").read_text())
    for name in manifest["files"]:
        data = (folder / name).read_bytes() if (folder / name).exists() else b""
        manifest["files"][name] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False))


def change_words(folder):
    rewritten(folder / "journal/lines.jsonl", lambda rows: rows[1]["particulars"].update(forged="是"))


def drop_a_line(folder):
    rewritten(folder / "journal/lines.jsonl", lambda rows: rows.pop(1))


def change_the_hour(folder):
    rewritten(
        folder / "journal/lines.jsonl", lambda rows: rows[0].update(at="2025-09-02T02:00:00.000000+00:00")
    )


def change_a_seal(folder):
    rewritten(folder / "journal/seals.jsonl", lambda rows: rows[-1].update(lines=rows[-1]["lines"] + 1))


def change_a_day(folder):
    rewritten(folder / "journal/days.jsonl", lambda rows: rows[0]["hashes"].pop())


def change_a_file(folder):
    next((folder / "items").glob("*/02-*.txt")).write_text("请拨付二期资金。")


def change_the_slip(folder):
    path = next((folder / "items").glob("*/01-slip.json"))
    path.write_text(path.read_text().replace("同意", "不同意"))


def change_the_order(folder):
    path = next((folder / "items").glob("*/metadata.json"))
    said = json.loads(path.read_text())
    said["parts"].reverse()
    path.write_text(json.dumps(said))


@pytest.mark.parametrize(
    "forge",
    [
        change_words, drop_a_line, change_the_hour, change_a_seal, change_a_day, change_a_file, change_the_slip,
        change_the_order,
    ],
)  # fmt: skip
def test_a_forgery_is_found_even_with_a_new_manifest(opened, forge):
    forge(opened)
    assert not checking.verify(opened).clean
    sealed_again(opened)
    report = checking.verify(opened)
    assert not report.clean and report.broken


def test_a_file_slipped_in_or_taken_out_is_found(opened):
    (opened / "items/extra.txt").write_text("多的")
    assert "items/extra.txt" in checking.verify(opened).broken
    (opened / "items/extra.txt").unlink()
    shutil.rmtree(next((opened / "items").glob("*-0001")))
    assert "missing" in checking.verify(opened).broken


def test_what_is_no_package_is_said_to_be_none(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04rest")
    for path in (tmp_path, tmp_path / "x.zip", tmp_path / "none"):
        with pytest.raises(checking.NotAPackage):
            checking.verify(path)


def test_one_item_is_a_package_of_its_own(filing, close):
    close("请示", text="请批。")
    [item] = archive.file_year(2025, by=acting(filing.li)).items
    package = archive.pack_item(item, by=acting(filing.li))
    report = checking.verify(path_of(package))
    assert (report.clean, report.items) == (True, 1)
    assert report.unsealed == report.lines  # the office has not sealed a day yet, and the report says so
