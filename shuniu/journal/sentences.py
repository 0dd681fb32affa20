"""How lines read to a human."""

from __future__ import annotations

from django.utils.translation import gettext

from shuniu.journal.models import Line
from shuniu.journal.verbs import verb_of


class _Known(dict):
    """Particulars for a sentence; a missing one is left out, so that old lines still read."""

    def __missing__(self, key):
        return ""


def read(line: Line) -> str:
    """A line as a sentence: "周谨言 交给 城市管理局鲁山"."""
    return words(
        line.verb,
        line.particulars,
        actor=line.actor.name if line.actor else "",
        acting_for=line.acting_for.name if line.acting_for else "",
        forgotten=line.forgotten_at is not None,
    )


def words(name: str, particulars: dict, *, actor: str, acting_for: str = "", forgotten: bool = False) -> str:
    """The sentence of a verb from plain values; no actor: time itself."""
    verb = verb_of(name)
    known = _Known({k: v for k, v in particulars.items() if not isinstance(v, dict | list)})
    known["actor"] = _who(actor, acting_for)
    if forgotten:
        for name in verb.forgets:
            known[name] = gettext("(已按规定删除)")
    return gettext(verb.reads).format_map(known).strip()


def _who(actor: str, acting_for: str) -> str:
    if not actor:
        return gettext("到时自动")
    if acting_for:
        return gettext("%(actor)s(代%(for)s)") % {"actor": actor, "for": acting_for}
    return actor
