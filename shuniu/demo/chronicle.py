"""编年: journal lines written in bulk, each chained to the one before as if its verb had just been done."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from shuniu.journal.hashing import START, digest_of, hash_of
from shuniu.journal.models import Line
from shuniu.org.models import Unit

CHUNK = 2000


class Chronicle:
    """Lines of one unit, collected and then written; within a subject they must be told in order of time."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self._lines: list[Line] = []
        self._heads: dict[tuple[str, int], tuple[int, str]] = defaultdict(lambda: (0, START))
        self.written = 0

    def tell(
        self,
        verb: str,
        *,
        kind: str,
        subject: int,
        at: datetime,
        by: int | None,
        acting_for: int | None = None,
        device: str = "",
        **particulars: object,
    ) -> None:
        """One act: `kind` and `subject` name the record, `by` the person's id (None: time itself)."""
        seq, previous = self._heads[kind, subject]
        fields = {
            "unit_id": self.unit.pk,
            "subject_kind": kind,
            "subject_id": subject,
            "seq": seq + 1,
            "at": at,
            "verb": verb,
            "actor_id": by,
            "acting_for_id": acting_for,
            "device": device,
            "digest": digest_of(particulars),
        }
        line = Line(particulars=particulars, hash=hash_of(previous, **fields), **fields)
        self._heads[kind, subject] = (seq + 1, line.hash)
        self._lines.append(line)

    def write(self) -> int:
        """Put down what was told; gives how many lines there are by now."""
        Line.objects.bulk_create(self._lines, batch_size=CHUNK)
        self.written += len(self._lines)
        self._lines = []
        return self.written
