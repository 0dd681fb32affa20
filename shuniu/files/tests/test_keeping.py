"""Originals are kept once, unaltered and proved; another unit never learns of them."""

import hashlib
import os

import pytest

from shuniu.conftest import acting
from shuniu.files import operations, readings
from shuniu.files.arrivals import open_arrival
from shuniu.files.choices import Channel, MediaKind
from shuniu.files.models import PageText, SecrecyRefusal, StoredFile
from shuniu.files.pages import locate
from shuniu.files.store import FolderStore, Missing, store
from shuniu.files.tests import papers
from shuniu.files.tests.papers import NOTICE
from shuniu.journal.models import Line
from shuniu.journal.sentences import read as as_sentence


@pytest.fixture
def shelf(tmp_path):
    return FolderStore(tmp_path / "files")


def test_bytes_lie_under_their_hash_and_come_back_the_same(shelf):
    sha256 = shelf.keep(b"words")
    assert sha256 == hashlib.sha256(b"words").hexdigest()
    assert (shelf.read(sha256), sha256 in shelf, list(shelf.hashes())) == (b"words", True, [sha256])
    assert (shelf.root / sha256[:2] / sha256[2:4] / sha256).is_file()


def test_the_same_bytes_are_written_once(shelf):
    path = shelf.root / (sha256 := shelf.keep(b"words"))[:2] / sha256[2:4] / sha256
    before = path.stat().st_ino
    shelf.keep(b"words")
    assert (path.stat().st_ino, len(list(shelf.root.rglob("*")))) == (before, 3)


def test_a_file_changed_behind_our_back_is_not_handed_out_and_heals_when_it_arrives_again(shelf):
    sha256 = shelf.keep(b"words")
    path = shelf.root / sha256[:2] / sha256[2:4] / sha256
    os.chmod(path, 0o600)
    path.write_bytes(b"wards")
    with pytest.raises(Missing, match="损坏"):
        shelf.read(sha256)
    shelf.keep(b"words")
    assert shelf.read(sha256) == b"words"


@pytest.mark.parametrize("sha256", ["0" * 64, "../../secret.key", "", "A" * 64])
def test_what_is_not_there_is_said_in_words(shelf, sha256):
    assert sha256 not in shelf
    with pytest.raises(Missing, match="原件"):
        shelf.read(sha256)


def test_a_half_written_file_is_never_an_original(shelf):
    folder = shelf.root / "ab" / "cd"
    folder.mkdir(parents=True)
    (folder / ".unfinished-x").write_bytes(b"wor")
    assert (list(shelf.hashes()), shelf.clear_unfinished(), list(folder.iterdir())) == ([], 1, [])


def test_a_mail_is_kept_with_everything_attached_and_one_line_in_the_journal(office):
    arrival = open_arrival(papers.mail("汛前排查", NOTICE, {"附件.pdf": papers.pdf(NOTICE)}), "来信.eml")
    [mail, attached] = operations.keep(arrival, by=acting(office.li))
    assert [(file.name, file.kind, file.created_by) for file in (mail, attached)] == [
        ("来信.eml", MediaKind.EML, office.li),
        ("附件.pdf", MediaKind.PDF, office.li),
    ]
    assert readings.original(mail) == arrival.data
    [line] = Line.objects.all()
    assert (line.verb, line.subject_id, as_sentence(line)) == ("file.kept", mail.pk, "李明存下原件：来信.eml")


def test_the_same_file_dropped_twice_is_one_file_and_one_line(office):
    arrival = open_arrival(papers.pdf(NOTICE), "通知.pdf")
    first = operations.keep(arrival, by=acting(office.li))
    again = operations.keep(open_arrival(papers.pdf(NOTICE), "通知(1).pdf"), by=acting(office.bai))
    assert (again, StoredFile.objects.count(), Line.objects.count()) == (first, 1, 1)


def test_another_unit_learns_nothing_of_a_file_it_has_itself(office, other_office):
    arrival = open_arrival(papers.pdf(NOTICE), "通知.pdf")
    [ours] = operations.keep(arrival, by=acting(office.li))
    [theirs] = operations.keep(arrival, by=acting(other_office.li))
    assert ours != theirs
    assert list(StoredFile.objects.visible_to(acting(other_office.li))) == [theirs]
    assert list(store().hashes()).count(arrival.sha256) == 1


def test_the_place_of_a_passage_is_the_same_after_keeping(office):
    arrival = open_arrival(papers.pdf("首页", NOTICE), "通知.pdf")
    [file] = operations.keep(arrival, by=acting(office.li))
    page = arrival.pages[1]
    start = page.text.index("6月20日")
    assert readings.places(file, 2, start, start + 5) == locate(page, start, start + 5) != []
    assert [kept.page for kept in PageText.objects.all()] == list(arrival.pages)


def test_of_a_secret_paper_only_the_fact_is_kept(office):
    refusal = operations.note_secrecy_refusal(channel=Channel.MAIL, by=acting(office.li))
    [line] = Line.objects.all()
    assert (line.particulars, as_sentence(line)) == (
        {"channel": "邮箱"},
        "有一份像是涉密的文件没有收（邮箱），没有留底",
    )
    assert (list(SecrecyRefusal.objects.all()), StoredFile.objects.count()) == ([refusal], 0)
