"""流水: what was written cannot be changed unseen, and the first broken line is named."""

from datetime import datetime, timedelta

import pytest

from shuniu.conftest import NOW, acting
from shuniu.journal.hashing import START, digest_of, hash_of_line
from shuniu.journal.models import Line, Seal
from shuniu.journal.operations import seal_day, seal_past_days
from shuniu.journal.verification import verify
from shuniu.matters import operations
from shuniu.org import moment
from shuniu.org.refusals import Refused


@pytest.fixture
def three_days(office):
    """A matter a day for three days, and it is the fourth."""
    for day in range(3):
        with moment.standing_at(datetime(2026, 6, 8 + day, 9, 0)):
            matter = operations.capture(title=f"第{day}天的事", by=acting(office.li))
            operations.place(matter, lead=office.housing, by=acting(office.li))
    return office


def test_an_untouched_journal_is_whole(three_days):
    seal_past_days(three_days.unit)
    report = verify()
    assert (report.clean, report.lines, report.chains, report.seals) == (True, 6, 3, 3)


def test_each_line_holds_the_hash_of_the_line_before(office):
    matter = operations.capture(title="井盖", by=acting(office.li))
    operations.place(matter, lead=office.housing, by=acting(office.li))
    first, second = Line.objects.about(matter)
    assert first.hash == hash_of_line(START, first)
    assert second.hash == hash_of_line(first.hash, second)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"verb": "matter.merged"}, "was changed"),
        ({"particulars": {"title": "别的事"}}, "the particulars"),
        ({"at": moment.aware(NOW - timedelta(days=9))}, "was changed"),
        ({"actor": None}, "was changed"),
    ],
)
def test_a_changed_line_is_named(three_days, change, words):
    line = Line.objects.order_by("subject_id", "seq")[2]
    Line.objects.filter(pk=line.pk).update(**change)
    report = verify()
    assert not report.clean
    assert report.broken.startswith(f"matter {line.subject_id}, line 1")
    assert words in report.broken


def test_a_removed_line_is_missed(three_days):
    victim = Line.objects.filter(seq=1).order_by("pk").first()
    Line.objects.filter(pk=victim.pk)._raw_delete("default")
    assert "a line is missing" in verify().broken


def test_a_chain_cut_at_its_end_is_caught_by_the_seal(three_days):
    seal_past_days(three_days.unit)
    last = Line.objects.filter(seq=2).order_by("pk").last()
    # Whoever cuts the end takes along what hangs on it.
    for hanging in [f for f in Line._meta.get_fields(include_hidden=True) if f.one_to_many or f.one_to_one]:
        hanging.related_model.objects.filter(**{hanging.field.name: last})._raw_delete("default")
    Line.objects.filter(pk=last.pk)._raw_delete("default")
    assert verify().broken == "seal of 2026-06-10 (青岚县人民政府办公室): 2 lines were sealed, 1 are there"


def test_a_whole_rewritten_chain_is_caught_by_the_seal(three_days):
    """Whoever can recompute the hashes of a chain still cannot recompute the seals that were printed."""
    seal_past_days(three_days.unit)
    line = Line.objects.order_by("subject_id", "seq")[1]
    line.particulars = {"title": "改过的事"}
    line.digest = digest_of(line.particulars)
    first = Line.objects.get(subject_kind="matter", subject_id=line.subject_id, seq=1)
    Line.objects.filter(pk=line.pk).update(
        particulars=line.particulars, digest=line.digest, hash=hash_of_line(first.hash, line)
    )
    assert "are not those that were sealed" in verify().broken


def test_forgotten_particulars_leave_the_chain_whole(three_days):
    line = Line.objects.first()
    Line.objects.filter(pk=line.pk).update(particulars={}, forgotten_at=moment.now())
    assert verify().clean


def test_a_day_that_is_not_over_is_not_sealed(office):
    with pytest.raises(ValueError, match="over"):
        seal_day(office.unit, NOW.date())


def test_sealing_twice_gives_the_first_seal(three_days):
    assert len(seal_past_days(three_days.unit)) == 3
    assert seal_past_days(three_days.unit) == []
    assert Seal.objects.count() == 3


def test_a_refused_verb_leaves_no_line(office):
    matter = operations.capture(title="井盖", by=acting(office.li))
    with pytest.raises(Refused):
        operations.acknowledge(matter, by=acting(office.du))
    assert [line.verb for line in Line.objects.about(matter)] == ["matter.captured"]


def test_a_line_is_never_changed_nor_deleted_by_hand(office):
    operations.capture(title="井盖", by=acting(office.li))
    line = Line.objects.get()
    with pytest.raises(TypeError):
        line.save()
    with pytest.raises(TypeError):
        line.delete()


def test_one_units_proof_does_not_read_anothers_lines(office, other_office):
    operations.capture(title="井盖", by=acting(office.li))
    operations.capture(title="来函", by=acting(other_office.li))
    assert verify(office.unit).lines == 1
