"""认手迹: ink on a scanned sheet waits at its matter until a person has said whose it is and what it says."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from shuniu.files.store import store
from shuniu.journal.recording import record
from shuniu.matters import operations as matters
from shuniu.matters.models import Instruction, Paper
from shuniu.matters.operations.changing import locked
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person
from shuniu.org.refusals import Refused, require
from shuniu.sheets import rules
from shuniu.sheets.models import Ink
from shuniu.sheets.returning import cuts_of


def find_ink(paper: Paper, *, by: Actor) -> list[Ink]:
    """找手迹: the spaces for the pen of a sheet that came back, kept as they were scanned. None found: nothing is written."""
    cuts = cuts_of(store().read(paper.file.sha256))
    if not cuts or Ink.objects.filter(paper=paper).exists():
        return []
    kept = [store().keep(cut.picture) for cut in cuts]
    with record("ink.found", by=by, subject=paper.matter) as line:
        matter = locked(paper.matter)
        now = moment.now()
        found = [
            Ink.objects.create(
                matter=matter, paper=paper, page=cut.page, place=cut.place, sha256=sha256, came_at=now
            )
            for cut, sha256 in zip(cuts, kept, strict=True)
        ]
        line.update(count=len(found), name=paper.file.name, sha256=kept)
    return found


def confirm_ink(
    ink: Ink, *, leader: Person, words: str, by: Actor, at: datetime | None = None
) -> Instruction:
    """认手迹: who wrote it and what it says, typed by a person; the picture becomes part of 原话 as it is."""
    with record("ink.confirmed", by=by, subject=ink.matter) as line:
        locked(ink.matter)
        ink = Ink.objects.select_for_update().select_related("matter").get(pk=ink.pk)
        require(rules.may_settle_ink(by, ink))
        if not words.strip():
            raise Refused(_("照着手迹把字打出来,一字不改;只画了圈就写“圈阅”"), "words", "words")
        instruction = matters.instruct(
            ink.matter,
            leader=leader,
            words=words.strip(),
            image_sha256=ink.sha256,
            at=at or ink.came_at,
            by=by,
        )
        Ink.objects.filter(pk=ink.pk).update(
            settled_at=moment.now(), settled_by=by.somebody, instruction=instruction
        )
        line.update(leader=leader.name, sha256=ink.sha256)
    return instruction


def drop_ink(ink: Ink, *, reason: str, by: Actor) -> Ink:
    """不算手迹: nothing was written there, or it is no leader's hand; the scan stays with the matter."""
    with record("ink.dropped", by=by, subject=ink.matter) as line:
        locked(ink.matter)
        ink = Ink.objects.select_for_update().select_related("matter").get(pk=ink.pk)
        require(rules.may_settle_ink(by, ink))
        if not reason.strip():
            raise Refused(_("说一句为什么不算"), "reason", "reason")
        Ink.objects.filter(pk=ink.pk).update(
            settled_at=moment.now(), settled_by=by.somebody, reason=reason.strip()[:200]
        )
        line["reason"] = reason.strip()[:200]
    ink.refresh_from_db()
    return ink
