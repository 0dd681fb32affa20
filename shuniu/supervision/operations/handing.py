"""交给别的单位: a task arrives in the tray of another unit of this database, with the hash of what was sent.

Acknowledgement, progress and result come back as receipts. Neither unit sees the other's list; the two matters know each
other by number only.
"""

from __future__ import annotations

import hashlib
import json

from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.matters import operations as matters
from shuniu.matters.choices import SourceType
from shuniu.matters.models import Matter
from shuniu.matters.operations.changing import change, locked
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Unit
from shuniu.org.refusals import Refused, require
from shuniu.supervision import rules
from shuniu.supervision.choices import ReplyKind
from shuniu.supervision.models import Parcel, Reply


def hash_of(content: dict) -> str:
    """校验: SHA-256 of the sorted, plain JSON; both sides can repeat it."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def hand_to_unit(matter: Matter, *, to: Unit, words: str, by: Actor) -> Parcel:
    """交给别的单位: title, words and date are sent, nothing else of the matter; over there it lies in the tray."""
    if not words.strip():
        raise Refused(_("写明要办什么、交什么"), "words", "words")
    if to.pk == by.unit.pk:
        raise Refused(_("就是本单位,请用分办或加一步"), "unit", "to")
    with record("parcel.sent", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_hand_to_unit(by, matter))
        now = moment.now()
        content = {
            "from": matter.unit.name,
            "number": matter.number,
            "title": matter.title,
            "words": words.strip(),
            "due": matter.due.isoformat() if matter.due else "",
            "sent": now.isoformat(),
            "by": by.name,
        }
        parcel = Parcel.objects.create(
            matter=matter, to=to, content=content, sha256=hash_of(content), sent_at=now, sent_by=by.somebody
        )
        arrived = matters.capture(
            title=matter.title,
            by=Actor.clock(to),
            source_type=SourceType.PAPER,
            source_body=matter.unit.name,
            source_person=by.name,
            text=words.strip(),
            due=matter.due,
            hard=matter.hard,
            urgency=matter.urgency,
        )
        Parcel.objects.filter(pk=parcel.pk).update(arrived=arrived)
        change(line, matter)
        line.update(to=to.name, words=words.strip(), sha256=parcel.sha256)
    parcel.refresh_from_db()
    return parcel


def send_reply(arrived: Matter, *, kind: str, words: str, by_name: str) -> Reply | None:
    """回执: what happens over there comes back here, where the task was given. Called when the journal is heard."""
    parcel = Parcel.objects.select_related("matter__unit").filter(arrived=arrived).first()
    if parcel is None:
        return None
    matter = parcel.matter
    with record("parcel.replied", by=Actor.clock(matter.unit), subject=matter) as line:
        matter = locked(matter)
        now = moment.now()
        content = {
            "parcel": parcel.sha256,
            "kind": kind,
            "words": words,
            "by": by_name,
            "at": now.isoformat(),
        }
        reply = Reply.objects.create(
            parcel=parcel, kind=kind, words=words, by_name=by_name[:40], at=now, sha256=hash_of(content)
        )
        change(line, matter)
        line.update(from_=parcel.to.name, kind=str(ReplyKind(kind).label), words=words, by=by_name)
    return reply
