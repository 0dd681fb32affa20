"""Backup while people write, restore elsewhere, and the proof that nothing was lost or changed."""

import json
import zipfile

import pytest

COUNTS = """
from shuniu.journal.models import Line
from shuniu.matters.models import Matter
import json
print(json.dumps([Matter.objects.count(), Line.objects.count(), Unit.objects.count()]))
"""


def test_a_backup_made_while_somebody_writes_restores_whole_and_proves_clean(make_office, tmp_path):
    office = make_office("office").found()
    (office.folder / "files").mkdir()
    (office.folder / "files" / "原件.pdf").write_bytes(b"%PDF-1.4 " + bytes(range(256)) * 40)
    with office.begin_writing(120) as writer:
        ahead = [writer.stdout.readline() for _ in range(10)]
        made = office.ask("backup", "--to", tmp_path / "safe.shuniu-backup")
        during = [line for line in writer.stdout if line.strip()]
    assert writer.returncode == 0
    assert len(ahead) + len(during) == 120

    elsewhere = make_office("elsewhere")
    told = elsewhere.ask("restore", made["backup"])
    assert told["clean"] is True
    assert told["files"] == 2  # the original and the key
    assert (elsewhere.folder / "files" / "原件.pdf").read_bytes() == (
        office.folder / "files" / "原件.pdf"
    ).read_bytes()
    matters, lines, units = json.loads(elsewhere.python(COUNTS))
    assert units == 1
    assert 10 <= matters <= 120
    assert lines == told["lines"] == matters
    assert elsewhere.ask("verify", "--json")["clean"] is True


def test_a_restored_office_goes_on_numbering_where_it_stopped(make_office, tmp_path):
    office = make_office("office").found()
    with office.begin_writing(3) as writer:
        before = [int(line) for line in writer.stdout]
    office.ask("backup", "--to", tmp_path / "safe.shuniu-backup")
    elsewhere = make_office("elsewhere")
    elsewhere.ask("restore", tmp_path / "safe.shuniu-backup")
    with elsewhere.begin_writing(2) as writer:
        after = [int(line) for line in writer.stdout]
    assert len(set(before + after)) == 5
    assert json.loads(elsewhere.python(COUNTS)) == [5, 5, 1]
    assert elsewhere.ask("verify", "--json")["clean"] is True


@pytest.fixture
def safe(office, tmp_path):
    """A backup of an office with one matter."""
    with office.begin_writing(1) as writer:
        assert len(writer.stdout.readlines()) == 1
    office.ask("backup", "--to", tmp_path / "safe.shuniu-backup")
    return tmp_path / "safe.shuniu-backup"


def refused(office, words, line):
    done = office.shuniu(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert line in done.stderr.strip().splitlines()[-1]


def test_a_backup_is_never_restored_over_something(office, safe):
    refused(office, ["restore", safe], "不是空的")
    assert office.ask("verify", "--json")["lines"] == 1


def test_a_backup_that_was_changed_or_cut_is_refused_and_leaves_nothing(office, safe, tmp_path):
    empty = type(office)(tmp_path / "empty")
    changed = tmp_path / "changed.shuniu-backup"
    with zipfile.ZipFile(safe) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[:-1] + b"x" if name == "files/secret.key" else content)
    refused(empty, ["restore", changed], "secret.key 被改过或坏了")
    cut = tmp_path / "cut.shuniu-backup"
    cut.write_bytes(safe.read_bytes()[:-400])
    refused(empty, ["restore", cut], "读不了，不是完整的备份")
    refused(empty, ["restore", tmp_path / "none"], "没有这个备份")
    stranger = tmp_path / "stranger.zip"
    with zipfile.ZipFile(stranger, "w") as other:
        other.writestr("photo.jpg", b"")
    refused(empty, ["restore", stranger], "这不是枢纽的备份")
    assert not empty.folder.exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".restoring")] == []


def test_a_path_that_climbs_out_of_the_folder_is_refused(office, safe, tmp_path):
    climbing = tmp_path / "climbing.shuniu-backup"
    with zipfile.ZipFile(safe) as source, zipfile.ZipFile(climbing, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json":
                manifest = json.loads(content)
                manifest["parts"]["files/../../climbed"] = manifest["parts"]["files/secret.key"]
                content = json.dumps(manifest)
            target.writestr(name, content)
        target.writestr("files/../../climbed", b"x")
    refused(type(office)(tmp_path / "deep" / "empty"), ["restore", climbing], "不该有的路径")
    assert not (tmp_path / "climbed").exists()


def test_a_backup_into_a_place_that_takes_nothing_is_one_plain_line(office, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    refused(office, ["backup", "--to", blocked / "inside" / "x.shuniu-backup"], "写不进去")


def test_a_changed_line_of_the_journal_is_named_and_the_exit_code_says_so(office, safe):
    office.python(
        "from django.db import connection\n"
        "c = connection.cursor()\n"
        "c.execute(\"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_line'\")\n"
        "for (name,) in c.fetchall(): c.execute(f'DROP TRIGGER \"{name}\"')\n"
        "c.execute(\"UPDATE journal_line SET particulars = '{}' WHERE verb = 'matter.captured'\")\n"
    )
    done = office.shuniu("verify", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["clean"] is False
    assert "line 1" in json.loads(done.stdout)["broken"]


@pytest.mark.parametrize("command", ["verify", "backup", "doctor"])
def test_a_question_to_a_folder_without_an_office_founds_none(office, tmp_path, command):
    nowhere = type(office)(tmp_path / "nowhere")
    refused(nowhere, [command], "这里还没有办公室的资料")
    assert not nowhere.folder.exists()


def test_the_doctor_names_what_is_well_and_what_is_not(office):
    findings = {one["name"]: one for one in json.loads(office.shuniu("doctor", "--json").stdout)}
    assert findings["数据库"]["state"] == "good"
    assert findings["备份"] == {
        "name": "备份",
        "state": "mind",
        "told": "还没有备份",
        "remedy": "shuniu backup",
    }
    assert findings["在谁手上"]["state"] == "good"
    office.ask("backup")
    (office.folder / "secret.key").chmod(0o644)
    findings = {one["name"]: one for one in json.loads(office.shuniu("doctor", "--json").stdout)}
    assert findings["备份"]["state"] == "good"
    assert findings["资料夹"]["state"] == "mind"


def test_nightly_errands_seal_yesterday_and_make_one_backup(office):
    office.python(
        "from datetime import timedelta\n"
        "director = Person.objects.get(name='周谨言')\n"
        "with moment.standing_at(moment.now() - timedelta(days=1)):\n"
        "    operations.capture(title='昨天的事', by=Actor.of(director))\n"
    )
    told = office.python(
        "from shuniu.service import jobs\n"
        "from shuniu.journal.models import Seal\n"
        "from datetime import timedelta\n"
        "jobs.load()\n"
        "tomorrow = (moment.now() + timedelta(days=1)).replace(hour=3)\n"
        "from shuniu.clock.models import Errand\n"
        "with moment.standing_at(tomorrow):\n"
        "    first, again = jobs.work_once(), jobs.work_once()\n"
        "print(first > 3, again, Errand.objects.exclude(problem='').count(), Seal.objects.count() >= 1)\n"
    )
    assert told.split() == ["True", "0", "0", "True"]
    assert len(list((office.folder / "backups").iterdir())) == 1
