"""检查: what the record knows is wrong with a draft, beside what the words themselves show.

A finding names its rule, its place, why, and if possible what one press would put there instead. `error` must be
mended or excused with a word before the draft goes to be checked; a `hint` may be left alone; a `fact` is only told.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shuniu.documents import deciding, proof_reading
from shuniu.documents.addressees import bodies_in
from shuniu.documents.choices import TO_NOBODY, Direction, Disclosure, DocumentKind, NumberState
from shuniu.documents.models import Document, Number
from shuniu.documents.precedents import days_left
from shuniu.documents.wording import Wording
from shuniu.org import moment
from shuniu.proofing.findings import Severity

ERROR, HINT, FACT = "error", "hint", "fact"
LONGEST, LONGEST_SPECIAL = 5000, 4000  # 2024 rules §1; what only reports or answers is not counted
_UNWRITTEN = re.compile(r"…{1,2}|×{2,}|〔\s*〕号")


@dataclass(frozen=True)
class Finding:
    """One finding; `fix` is the whole text of the place as it would be after the press."""

    rule: str
    severity: str
    why: str
    key: str = ""
    quote: str = ""
    fix: str | None = None
    instead: str = ""  # what would stand where `quote` stands
    press: str = ""  # what the press is called; else 改

    @property
    def is_of_head(self) -> bool:
        """Settled among the 要素, not in the text."""
        return self.key in ("disclosure", "signer", "answers")

    @property
    def mark(self) -> str:
        """By which an excuse knows it again: the rule and the words, not the place."""
        return hashlib.sha256(f"{self.rule}\n{self.quote or self.why}".encode()).hexdigest()


def findings_of(document: Document, wording: Wording | None = None) -> list[Finding]:
    """All findings, errors first, in the order of the paper; what was excused is left out."""
    wording = wording or document.wording
    excused = {excuse.mark for excuse in document.excuses.all()}
    found = [one for one in _all(document, wording) if one.mark not in excused]
    places = {key: place for place, (key, _text) in enumerate(wording.places())}
    order = {ERROR: 0, HINT: 1, FACT: 2}
    return sorted(found, key=lambda one: (order[one.severity], places.get(one.key, -1)))


def open_errors(document: Document) -> list[Finding]:
    return [one for one in findings_of(document) if one.severity == ERROR]


def _all(document: Document, wording: Wording) -> Iterable[Finding]:
    yield from _head(document, wording)
    yield from _unwritten(wording)
    yield from _read(document, wording)
    yield from _against_last_time(document, wording)
    yield from _amounts(document, wording)


def _head(document: Document, wording: Wording) -> Iterable[Finding]:
    if not wording.title:
        yield Finding("title", ERROR, _("还没有标题"), "title")
    if not wording.paragraphs:
        yield Finding("body", ERROR, _("还没有正文"))
    if not wording.recipients and document.kind not in TO_NOBODY:
        yield Finding("recipients", ERROR, _("还没有主送机关"), "recipients")
    if not document.disclosure:
        yield Finding("disclosure", ERROR, _("还没有定公开属性"), "disclosure")
    if document.signer is None:
        yield Finding("signer", ERROR, _("还没有定签发人"), "signer")
    if document.kind == DocumentKind.REPLY and document.answers_id is None:
        yield Finding("reply", ERROR, _("批复要对应一份请示,请写明答复哪一件"), "answers")
    unit = document.matter.unit
    names = [name for name in re.split(r"[，,、]", wording.recipients) if name.strip()]
    if document.direction == Direction.UP and len(names) > 1:
        yield Finding(
            "DR-02", ERROR, _("上行文只主送一个机关,其他的用抄送"), "recipients", wording.recipients
        )
    if document.direction == Direction.UP and wording.copies:
        lower = [n for n in re.split(r"[，,、;；]", wording.copies) if deciding.is_lower(unit, n.strip())]
        if lower:
            yield Finding(
                "DR-02", ERROR, _("上行文不抄送下级:%s") % _("、").join(lower), "copies", wording.copies
            )
    if document.kind == DocumentKind.REQUEST and names and not deciding.is_superior(unit, names[0].strip()):
        yield Finding(
            "REQUEST_TO_NON_SUPERIOR",
            ERROR,
            _("%s不是上级,不用请示,用函") % names[0].strip(),
            "recipients",
            names[0],
        )


def _unwritten(wording: Wording) -> Iterable[Finding]:
    for key, text in wording.places():
        if _UNWRITTEN.search(text):
            yield Finding("unwritten", ERROR, _("这里还没有写:“%s”") % text[:24], key, text)


_SEVERITIES = {Severity.ERROR: ERROR, Severity.WARNING: ERROR, Severity.HINT: HINT}
# What the record itself knows better: who is a superior, and the number that is given only after sign-off.
_RECORD_KNOWS = frozenset({"L-14", "REQUEST_TO_NON_SUPERIOR"})


def _read(document: Document, wording: Wording) -> Iterable[Finding]:
    for key, quote, why, fix, found in proof_reading.read(document, wording):
        if found.rule not in _RECORD_KNOWS:
            yield Finding(
                found.rule, _SEVERITIES[found.severity], why, key, quote, fix, found.suggestion or ""
            )


def _against_last_time(document: Document, wording: Wording) -> Iterable[Finding]:
    former = document.precedent
    if former is None:
        return
    unit, last = document.matter.unit, former.wording
    here = {body.name for body in bodies_in(unit, f"{wording.recipients}，{wording.copies}")}
    for body in bodies_in(unit, f"{last.recipients}，{last.copies}"):
        if body.name not in here:
            yield Finding(
                "recipient_of_last_time", HINT, _("送%s?上次送了") % body.name, "copies", body.name,
                fix="，".join(filter(None, [wording.copies, body.name])), press=_("加"),
            )  # fmt: skip
    for key, day in days_left(wording, last):
        yield Finding("day_of_last_time", HINT, _("“%s”和上次一样,今年也是这一天?") % day, key, day)


def _amounts(document: Document, wording: Wording) -> Iterable[Finding]:
    limit = LONGEST if document.important else LONGEST_SPECIAL
    length = wording.length
    told = _("%(n)s字(上限%(most)s)") % {"n": f"{length:,}", "most": f"{limit:,}"}
    yield Finding("length", HINT if length > limit else FACT, told)
    this, last = issued_so_far(document)
    told = ngettext("今年发文{n}件,去年同期{last}件", "今年发文{n}件,去年同期{last}件", this).format(
        n=this, last=last
    )
    yield Finding("count", HINT if last and this > last else FACT, told)
    if document.disclosure == Disclosure.ACTIVE:
        yield Finding("publish", FACT, _("主动公开:形成后20个工作日内公开"))


def issued_so_far(document: Document) -> tuple[int, int]:
    """(this year, last year up to the same day) over all series of the unit: one statement."""
    today = moment.today()
    given = Number.objects.filter(series__unit_id=document.matter.unit_id, state=NumberState.GIVEN)
    this = given.filter(year=today.year).count()
    try:
        same_day = today.replace(year=today.year - 1)
    except ValueError:  # 29 February
        same_day = today.replace(year=today.year - 1, day=28)
    last = given.filter(year=today.year - 1, at__date__lte=same_day).count()
    return this, last
