"""核校: what the words themselves show (proofing), told at the places of the draft, with what one press would put there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from django.utils.translation import gettext as _

from shuniu.documents.choices import ENDED, NumberState
from shuniu.documents.models import Document, Number
from shuniu.documents.official import official
from shuniu.documents.wording import Wording
from shuniu.layout.text import Line, plain_lines
from shuniu.matters.intake.roster import roster_of
from shuniu.org import moment
from shuniu.org.models import Alias
from shuniu.proofing.checking import checked
from shuniu.proofing.findings import Finding
from shuniu.proofing.house import House


def house_of(document: Document) -> House:
    """家底 of the unit: its people and bodies, names no longer in use, papers no longer in force."""
    unit = document.matter.unit
    former = Alias.objects.filter(unit=unit, former=True).select_related("division")
    ended = (
        Number.objects.filter(series__unit=unit, state=NumberState.GIVEN, document__state__in=ENDED)
        .select_related("series", "document__ending")
        .order_by("pk")
    )
    return House(
        roster=roster_of(unit),
        year=moment.today().year,
        renamed={alias.name: alias.division.name for alias in former},
        repealed={str(number): number.document.ending.reason for number in ended if number.document},
    )


def read(document: Document, wording: Wording) -> Iterator[tuple[str, str, str, str | None, Finding]]:
    """(place, quote, why, the place as it would be, the finding) for each finding of the proofreader."""
    lines = plain_lines(official(document, wording))
    text = "\n".join(line.words for line in lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.words) + 1)
    for finding in checked(text, house_of(document)):
        why = finding.told(_)
        if finding.start is None or finding.end is None:
            yield "", "", why, None, finding
            continue
        place = bisect_right(starts, finding.start) - 1
        line, at = lines[place], starts[place]
        key = _key(line, wording)
        quote = text[finding.start : finding.end]
        fix = None
        if key and finding.suggestion is not None and finding.end <= at + len(line.words):
            fix = _fixed(line, wording.text(key), finding.start - at, finding.end - at, finding.suggestion)
        yield key, quote, why, fix, finding


def _key(line: Line, wording: Wording) -> str:
    """The place of the draft that a line of the paper comes from; "" for what the record writes itself."""
    if line.place in ("title", "recipients", "note"):
        return line.place
    if line.place == "copies_to":
        return "copies"
    part, _dot, rest = line.place.partition(".")
    if part == "body":
        number = int(rest.partition(".")[0])
        return wording.paragraphs[number].key
    return ""


def _fixed(line: Line, standing: str, start: int, end: int, suggestion: str) -> str | None:
    """The text of the place after the press; None where the paper adds words that the draft does not have."""
    plain = standing.replace("\n", "")
    at = line.words.find(plain)
    if at < 0 or plain != standing or start < at or end > at + len(plain):
        return None
    return plain[: start - at] + suggestion + plain[end - at :]
