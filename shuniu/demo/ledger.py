"""入册: lives written down in bulk, with their journal, search words and counters, as if the verbs had done it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import Count, Model

from shuniu.demo.chronicle import Chronicle
from shuniu.demo.lives import Life
from shuniu.journal.models import Line
from shuniu.matters.models import (
    Demand,
    Difficulty,
    Dispute,
    DueChange,
    Feedback,
    Help,
    Instruction,
    Matter,
    Reading,
    Refusal,
    SearchText,
    Serial,
    Shelving,
    Tally,
)
from shuniu.matters.operations.arriving import text_hash
from shuniu.matters.operations.changing import SHARDS
from shuniu.matters.search import pieces, place_of
from shuniu.org.models import Unit

BATCH = 1000
_MODELS: dict[str, type[Model]] = {
    "reading": Reading, "demand": Demand, "instruction": Instruction, "due_change": DueChange, "shelving": Shelving,
    "refusal": Refusal, "dispute": Dispute, "feedback": Feedback, "difficulty": Difficulty, "help": Help,
}  # fmt: skip


def next_matter_pk() -> int:
    """The first free number of the table; the generator gives numbers out itself, because the journal hashes them."""
    last = Matter.objects.order_by("-pk").values_list("pk", flat=True).first()
    return (last or 0) + 1


@transaction.atomic
def enter(unit: Unit, lives: list[Life], on_progress: Callable[[int, int], None] | None = None) -> int:
    """Write matters, what hangs on them and their lines; gives the number of lines."""
    chronicle = Chronicle(unit)
    for start in range(0, len(lives), BATCH):
        some = lives[start : start + BATCH]
        Matter.objects.bulk_create([life.matter(unit.pk) for life in some], batch_size=BATCH)
        _enter_rows(some)
        _enter_words(some)
        for life in some:
            for verb, at, by, said in life.in_order():
                chronicle.tell(verb, kind="matter", subject=life.pk, at=at, by=by, **said)
        if on_progress:
            on_progress(start + len(some), len(lives))
    lines = chronicle.write()
    _keep_numbers(unit, lives)
    recount(unit)
    _reset_sequences()
    return lines


def _enter_rows(lives: list[Life]) -> None:
    waiting: dict[str, list[Model]] = {name: [] for name in _MODELS}
    for life in lives:
        for name, rows in life.rows.items():
            for row in rows:
                if name == "reading":
                    row = dict(row, text_hash=text_hash(row["text"]), pages=_pages(row["text"]))
                waiting[name].append(_MODELS[name](matter_id=life.pk, **row))
    for name, found in waiting.items():
        _MODELS[name].objects.bulk_create(found, batch_size=BATCH)


def _pages(text: str) -> list[dict]:
    return [{"number": 1, "start": 0, "end": len(text), "source": "layer"}] if text else []


def _enter_words(lives: list[Life]) -> None:
    found = []
    for life in lives:
        fields = life.fields
        head = f"{fields['title']} {life.serial}号 {fields['source_body']} {fields['source_person']}"
        found += [
            SearchText(pk=place_of(life.pk, chunk), matter_id=life.pk, chunk=chunk, terms=terms)
            for chunk, terms in pieces(head, life.draft.text)
        ]
    SearchText.objects.bulk_create(found, batch_size=BATCH)


def _keep_numbers(unit: Unit, lives: list[Life]) -> None:
    last: Counter[int] = Counter()
    for life in lives:
        last[life.year] = max(last[life.year], life.serial)
    for year, number in last.items():
        Serial.objects.update_or_create(unit=unit, year=year, defaults={"last": number})


def recount(unit: Unit) -> None:
    """计数 from the rows themselves, for a unit whose history was entered in bulk."""
    Tally.objects.filter(unit=unit).delete()
    rows = (
        Matter.objects.filter(unit=unit)
        .values_list("lead_id", "state", "visibility")
        .annotate(many=Count("pk"))
        .order_by()
    )
    counted: Counter[tuple] = Counter()
    for lead, state, visibility, many in rows:
        counted[lead, state, visibility == "restricted"] += many
    Tally.objects.bulk_create(
        Tally(
            unit=unit, lead_id=lead, state=state, restricted=restricted, shard=shard,
            count=many // SHARDS + (shard < many % SHARDS),
        )
        for (lead, state, restricted), many in sorted(counted.items(), key=str)
        for shard in range(SHARDS)
    )  # fmt: skip


def _reset_sequences() -> None:
    """Numbers given by hand leave PostgreSQL's own counter behind."""
    from django.core.management.color import no_style

    statements = connection.ops.sequence_reset_sql(no_style(), [Matter, Line])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
