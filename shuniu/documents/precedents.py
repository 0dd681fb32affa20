"""去年稿: what this office wrote last time about the same thing, and the same text moved to this year."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from shuniu.documents.models import Document
from shuniu.documents.wording import Wording
from shuniu.matters.models import Matter
from shuniu.matters.proposing.likeness import grams, likeness
from shuniu.org.actor import Actor

ALIKE = 0.3  # titles from here on are worth showing
MOST_READ = 400  # the newest so many are looked through
_YEAR = re.compile(
    r"(?:19|20)\d{2}(?=年)"
)  # not of a number that is cited: that paper stays the paper it was
_DATED = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[（(]星期[一二三四五六日][）)])?|[\u4e00-\u9fff]{2,12}〔\d{4}〕\d+号"
)


@dataclass(frozen=True)
class Precedent:
    document: Document
    likeness: float


def precedents_of(actor: Actor, title: str, *, most: int = 3) -> list[Precedent]:
    """像这一件的旧文, the most alike first; of equally alike ones the newest."""
    wanted = grams(title)
    titles = (
        Document.objects.visible_to(actor)
        .issued()
        .order_by("-matter_id")
        .values_list("pk", "matter__title")[:MOST_READ]
    )
    likely = sorted(((likeness(wanted, grams(said)), pk) for pk, said in titles), reverse=True)[:most]
    found = Document.objects.select_related("matter__unit").prefetch_related("numbers__series", "signatures")
    by_key = found.in_bulk([pk for alike, pk in likely if alike >= ALIKE])
    return [Precedent(by_key[pk], alike) for alike, pk in likely if pk in by_key]


def title_for(matter: Matter) -> str:
    """What the paper would be about: the title of the matter, without the words around it."""
    return re.sub(r"^(?:转发|落实|办理|关于)?", "", matter.title).strip()


def moved(wording: Wording, *, years: int, today: date) -> Wording:
    """照去年: the same words with the years moved; days stay as they are and are shown to be looked at."""
    change = lambda text: _YEAR.sub(lambda m: str(int(m[0]) + years), text)  # noqa: E731
    return replace(
        wording,
        title=change(wording.title),
        paragraphs=tuple(replace(p, text=change(p.text)) for p in wording.paragraphs),
        attachments=tuple(
            replace(a, title=change(a.title), text=change(a.text)) for a in wording.attachments
        ),
    )


def days_left(wording: Wording, former: Wording) -> list[tuple[str, str]]:
    """还是去年的: (key, words) of days and cited numbers that stand as the former text had them, years aside."""
    plain = lambda day: re.sub(r"^\d{4}年", "", day)  # noqa: E731
    old = {plain(day) for p in former.paragraphs for day in _DATED.findall(p.text)}
    return [(p.key, day) for p in wording.paragraphs for day in _DATED.findall(p.text) if plain(day) in old]
