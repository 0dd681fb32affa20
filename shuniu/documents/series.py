"""文号系列: which letters a kind of paper takes. An office that has set none gets the usual two at its first paper."""

from __future__ import annotations

from shuniu.documents.choices import DocumentKind
from shuniu.documents.models import Series
from shuniu.org.models import Unit

LETTERS = (DocumentKind.LETTER,)


def series_for(unit: Unit, kind: str) -> Series:
    """The series made for this kind, else the first that is for any."""
    standing = list(Series.objects.filter(unit=unit, retired_at=None))
    for_kind = next((one for one in standing if kind in one.kinds), None)
    found = for_kind or next((one for one in standing if not one.kinds), None)
    if found is None:
        made = Series.objects.get_or_create(
            unit=unit, code=_letters(unit, kind), defaults={"issuer": unit.name, "kinds": _kinds(kind)}
        )
        return made[0]
    return found


def _kinds(kind: str) -> list[str]:
    return [kind] if kind in LETTERS else []


def _letters(unit: Unit, kind: str) -> str:
    """青岚县人民政府办公室 → 青政办发: the first character of the place, and of what it is."""
    place = (unit.place or unit.name)[:1]
    office = "政办" if "政府办公室" in unit.name else "办"
    return f"{place}{office}{'函' if kind in LETTERS else '发'}"
