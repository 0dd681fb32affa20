"""怎么说: title and number only and a way to the page; of what is 限定 not a word leaves the house."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from shuniu.journal.sentences import read
from shuniu.matters.models import Matter
from shuniu.notices.channels.base import Message
from shuniu.notices.choices import DIGEST_LINES, Reason
from shuniu.notices.models import Digest, Notice
from shuniu.org import moment
from shuniu.org.models import Account, Person


def of_notice(notice: Notice) -> Message:
    """打扰的一条: the reason first, then number and title."""
    with override(_language(notice.person)):
        name = named(notice.matter) if notice.matter else _("有一条通知")
        if notice.reason == Reason.RING and notice.matter is not None:
            return Message(str(Reason.RING.label), tuple(_to_ring(notice)), "/notices/")
        link = "/notices/"
        if notice.matter is not None and not notice.matter.is_restricted:
            link = f"/matters/{notice.matter.slug}/"
        return Message(f"{Reason(notice.reason).label}:{name}", (), link)


def of_digest(digest: Digest) -> Message:
    """汇总: at most ten lines, the rest as a number."""
    with override(_language(digest.person)):
        lines = digest_lines(digest.notices.select_related("matter", "line__actor", "line__acting_for"))
        shown = lines[:DIGEST_LINES]
        more = len(lines) - len(shown)
        if more:
            shown.append(ngettext("还有 %(n)d 件", "还有 %(n)d 件", more) % {"n": more})
        count = ngettext("%(n)d 件事", "%(n)d 件事", len(lines)) % {"n": len(lines)}
        return Message(f"{digest.hour:%H:%M} {count}", tuple(shown), "/notices/")


def digest_lines(notices) -> list[str]:
    """One line for each matter, newest first; 限定 ones together are one line, however many."""
    lines: dict[object, str] = {}
    for notice in notices:
        if notice.matter is None:
            lines.setdefault(("line", notice.line_id), read(notice.line) if notice.line else _("有一条通知"))
        elif notice.matter.is_restricted:
            lines.setdefault(("restricted", notice.matter_id), named(notice.matter))
        else:
            lines.setdefault(notice.matter_id, named(notice.matter))
    return list(lines.values())


def named(matter: Matter) -> str:
    """Number and title as it may leave the house."""
    return _("有一件限定事项") if matter.is_restricted else f"{matter.number} {matter.title}"


def _to_ring(notice: Notice) -> list[str]:
    """All that were found in the same look: name, number, which matter."""
    beside = Notice.objects.filter(person=notice.person, reason=Reason.RING, told_at=notice.told_at)
    rows = beside.select_related("matter__holder").order_by("pk")
    return [f"{ring_whom(row.matter)} {named(row.matter)}" for row in rows if row.matter is not None]


def ring_whom(matter: Matter) -> str:
    """Whom the duty desk is to ring: name and number."""
    holder = matter.holder
    return f"{holder.name} {holder.phone or _('(没有号码)')}" if holder is not None else ""


def trial(person: Person) -> Message:
    """试一条: what an administrator sends to himself."""
    at = moment.local(moment.now())
    return Message(_("试一条:通知能送到"), (f"{person.name} {at:%Y-%m-%d %H:%M:%S}",), "/notices/")


def _language(person: Person) -> str:
    """The language in which this person reads the pages."""
    account = Account.objects.filter(person=person).only("interface").first()
    return ((account.interface if account else None) or {}).get("language") or "zh-hans"
