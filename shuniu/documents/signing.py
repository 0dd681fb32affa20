"""签发的那一屏: what a leader sees of a draft before signing, on the phone first (product §7.13)."""

from __future__ import annotations

from functools import cached_property

from shuniu.documents import differences
from shuniu.documents.addressees import bodies_in
from shuniu.documents.models import Document, Signature, Version
from shuniu.matters.models import Matter
from shuniu.org.actor import Actor


class Signing:
    """To whom it goes, how long it is, what the checks say, and what changed since this leader last saw it."""

    def __init__(self, actor: Actor, document: Document) -> None:
        self.actor, self.document = actor, document
        self.wording = document.wording

    @cached_property
    def bodies(self) -> int:
        return len(bodies_in(self.document.matter.unit, f"{self.wording.recipients}，{self.wording.copies}"))

    @cached_property
    def seen_before(self) -> Version | None:
        """What this person signed or returned the last time it lay before them."""
        mine = Signature.objects.filter(document=self.document, signer=self.actor.person).select_related(
            "version"
        )
        last = mine.order_by("-at").first()
        return last.version if last is not None else None

    @cached_property
    def changed(self) -> list[differences.Changed]:
        """上次您看过后改了哪里."""
        if self.seen_before is None:
            return []
        found = differences.compare(self.seen_before.wording, self.wording, self.document.authors)
        return [one for one in found if one.is_changed]


def signing_of(actor: Actor, matter: Matter) -> Signing | None:
    """None where the matter is no outgoing document: one small fact tells, without asking."""
    if not matter.flag("document"):
        return None
    found = Document.objects.select_related("drafter", "series").filter(matter=matter).first()
    if found is None:
        return None
    found.matter = matter
    return Signing(actor, found)
