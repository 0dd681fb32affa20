"""A demo is made once in a folder of its own, is never mixed with a real office, and half a demo is no demo."""

import json
import shutil

import pytest


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The folder of the small demo office, made once."""
    from shuniu.service.tests.conftest import Office

    office = Office(tmp_path_factory.mktemp("demo") / "demo")
    done = office.shuniu("demo", "small", "--fill-only")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    return office.folder


@pytest.fixture
def demo(office, filled):
    """A copy of the small demo office."""
    shutil.rmtree(office.folder)
    shutil.copytree(filled, office.folder)
    return office


def test_the_demo_stands_at_its_moment_and_its_journal_is_whole(demo):
    note = json.loads((demo.folder / "demo.json").read_text())
    assert note == {"kind": "small", "now": "2026-06-11T16:05", "ready": True}
    assert demo.ask("verify", "--json")["clean"] is True
    assert len(list((demo.folder / "papers").iterdir())) >= 40
    findings = {one["name"]: one for one in json.loads(demo.shuniu("doctor", "--json").stdout)}
    assert findings["时钟"]["told"] == "演示办公室停在 2026-06-11 16:05"
    assert findings["在谁手上"]["state"] == "good"


def test_a_demo_that_is_there_is_not_made_again(demo):
    before = (demo.folder / "demo.json").stat().st_mtime_ns
    assert demo.shuniu("demo", "small", "--fill-only").returncode == 0
    assert (demo.folder / "demo.json").stat().st_mtime_ns == before


def test_another_demo_or_a_real_office_in_the_folder_is_left_alone(demo, founded, tmp_path):
    refused = demo.shuniu("demo", "county", "--fill-only")
    assert (refused.returncode, "另一个演示（small）" in refused.stderr) == (2, True)
    real = type(demo)(tmp_path / "real")
    shutil.copytree(founded, real.folder)
    refused = real.shuniu("demo", "small", "--fill-only")
    assert (refused.returncode, "里面已经有单位" in refused.stderr) == (2, True)
    refused = real.shuniu("demo", "small", "--fill-only", "--fresh")
    assert (refused.returncode, "不是演示资料，没有动" in refused.stderr) == (2, True)
    assert real.ask("verify", "--json")["lines"] == 0


def test_a_demo_stopped_half_way_is_made_anew(demo):
    (demo.folder / "demo.json").write_text('{"kind": "small", "now": "2026-06-11T16:05", "ready": false}')
    (demo.folder / "left-over").write_text("")
    assert demo.shuniu("demo", "small", "--fill-only").returncode == 0
    assert not (demo.folder / "left-over").exists()
    assert json.loads((demo.folder / "demo.json").read_text())["ready"] is True


def test_the_demo_moves_by_whole_weeks_and_its_journal_is_whole(demo):
    moved = demo.shuniu("demo", "shift", "2")
    assert (moved.returncode, "演示挪到了 2026-06-25 16:05" in moved.stderr) == (0, True), moved.stderr
    note = json.loads((demo.folder / "demo.json").read_text())
    assert note == {"kind": "small", "now": "2026-06-25T16:05", "ready": True}
    assert demo.ask("verify", "--json")["clean"] is True
    refused = demo.shuniu("demo", "shift", "soon")
    assert (refused.returncode, "挪几周写一个整数" in refused.stderr) == (2, True)
