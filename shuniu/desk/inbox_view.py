"""What the page of 收件 shows of one arrival: fields with their places, the original with what is lit in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shuniu.files.models import PageText
from shuniu.files.pages import locate
from shuniu.files.previews import can_render
from shuniu.matters.choices import ReadingState
from shuniu.matters.models import Demand, Matter, Paper, Reading

# In the order of the register.
FIELDS = {
    "issuer": gettext_lazy("来文单位"),
    "doc_number": gettext_lazy("文号"),
    "title": gettext_lazy("标题"),
    "kind": gettext_lazy("文种"),
    "urgency": gettext_lazy("紧急"),
    "recipients": gettext_lazy("主送"),
    "date": gettext_lazy("成文日期"),
    "reply_deadlines": gettext_lazy("报送期限"),
    "attachments": gettext_lazy("附件"),
    "cc": gettext_lazy("抄送"),
}
ALWAYS = (
    "issuer",
    "doc_number",
    "title",
)  # shown also when nothing was read, so that a person can fill them in
PICTURED_PAGES = 12
SHOWN_CHARACTERS = 30_000


@dataclass(frozen=True)
class FieldRow:
    """One line of 读出来的: `sure` None means nothing was read."""

    name: str
    label: str
    value: str
    sure: bool | None
    where: str
    editable: bool
    note: str = ""


@dataclass(frozen=True)
class Stretch:
    """A run of the text under the same marks; `first` names the marks that begin here."""

    text: str
    marks: str = ""
    first: str = ""
    unsure: bool = False


@dataclass(frozen=True)
class Lit:
    """A rectangle on a page in fractions of its sides."""

    mark: str
    left: float
    top: float
    width: float
    height: float
    unsure: bool


@dataclass(frozen=True)
class Sheet:
    """One page as a picture with what is lit on it."""

    paper: int
    number: int
    lit: list[Lit] = field(default_factory=list)


@dataclass(frozen=True)
class Original:
    """The text in stretches, and the pages that can be shown as they look."""

    stretches: list[Stretch] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    cut: bool = False
    papers: list[Paper] = field(default_factory=list)


Mark = tuple[str, int, int, bool]  # name, start, end, unsure


def field_rows(reading: Reading | None) -> list[FieldRow]:
    """读出来的, line by line; unsure ones are 请核对."""
    fields = reading.fields if reading else {}
    failed = reading is not None and reading.state == ReadingState.FAILED
    rows = []
    for name, label in FIELDS.items():
        found = fields.get(name)
        if found is None and not (name in ALWAYS and (fields or failed)):
            continue
        value = (found or {}).get("value") or ""
        words = "、".join(map(str, value)) if isinstance(value, list) else str(value)
        sure = bool(found.get("sure", True)) if found and words else None
        was = (found or {}).get("was")
        note = _("读成“%s”,按上次更正的") % was if was else ""
        editable = name not in ("reply_deadlines", "attachments", "cc")
        rows.append(FieldRow(name, str(label), words, sure, _where(found, reading), editable, note))
    return rows


def _where(found: dict | None, reading: Reading | None) -> str:
    """p1, or the line where there is only one page of plain text; for a corrected field: who looked."""
    if not found or not reading:
        return ""
    if found.get("corrected"):
        return _("人工更正")
    start = found.get("start")
    if start is None:
        return ""
    pages = [p for p in reading.pages if p["start"] <= start <= p["end"]]
    if pages and (len(reading.pages) > 1 or pages[0].get("file")):
        return f"p{pages[0]['number']}"
    return _("第%d行") % (reading.text.count("\n", 0, start) + 1)


def marks_of(reading: Reading | None, demands: Iterable[Demand]) -> list[Mark]:
    """Everything that points into the text."""
    marks: list[Mark] = []
    for name, found in (reading.fields if reading else {}).items():
        if name not in FIELDS:
            continue
        for item in found.get("items") or [found]:
            if item.get("start") is not None and not found.get("corrected"):
                marks.append((name, item["start"], item["end"], not item.get("sure", True)))
    marks += [(f"demand-{d.order}", d.start, d.end, False) for d in demands if d.start is not None]
    return marks


def original_of(
    matter: Matter, reading: Reading | None, demands: list[Demand], papers: list[Paper]
) -> Original:
    """The original beside the proposal. Pictures cost one statement whatever their number."""
    if reading is None:
        return Original(papers=papers)
    marks = marks_of(reading, demands)
    shown = reading.text[:SHOWN_CHARACTERS]
    return Original(
        stretches=stretches_of(shown, marks),
        sheets=_sheets(reading, papers, marks),
        cut=len(reading.text) > len(shown),
        papers=papers,
    )


def stretches_of(text: str, marks: list[Mark]) -> list[Stretch]:
    """The text cut wherever a mark begins or ends; marks may lie in one another."""
    inside = [(n, max(0, s), min(e, len(text)), u) for n, s, e, u in marks if s < len(text) and e > s]
    cuts = sorted({0, len(text), *(s for _n, s, _e, _u in inside), *(e for _n, _s, e, _u in inside)})
    begun: set[str] = set()
    found = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        here = [(n, u) for n, s, e, u in inside if s <= start and end <= e]
        names = list(dict.fromkeys(n for n, _u in here))
        first = next((n for n in names if n not in begun), "")
        begun.update(names)
        found.append(Stretch(text[start:end], " ".join(names), first, any(u for _n, u in here)))
    return found


def _sheets(reading: Reading, papers: list[Paper], marks: list[Mark]) -> list[Sheet]:
    by_file = {paper.file_id: paper for paper in papers if can_render(paper.file.kind)}
    pages = [p for p in reading.pages if p.get("file") in by_file][:PICTURED_PAGES]
    if not pages:
        # A scan that was not read still has its pages.
        return [Sheet(paper.pk, 1) for paper in by_file.values()][:PICTURED_PAGES]
    rows = PageText.objects.filter(
        file__in={p["file"] for p in pages}, number__in={p["number"] for p in pages}
    )
    texts = {(row.file_id, row.number): row.page for row in rows}
    sheets = []
    for page in pages:
        text = texts.get((page["file"], page["number"]))
        lit = []
        for name, start, end, unsure in marks if text else ():
            first, last = max(start, page["start"]), min(end, page["end"])
            if first < last:
                for place in locate(text, first - page["start"], last - page["start"]):
                    lit.append(Lit(name, place.left, place.top, place.width, place.height, unsure))
        sheets.append(Sheet(by_file[page["file"]].pk, page["number"], lit))
    return sheets
