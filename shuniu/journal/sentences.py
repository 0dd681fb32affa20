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
    verb = verb_of(line.verb)
    known = _Known({k: v for k, v in line.particulars.items() if not isinstance(v, dict | list)})
    known["actor"] = _who(line)
    if line.forgotten_at:
        for name in verb.forgets:
            known[name] = gettext("(已按规定删除)")
    return gettext(verb.reads).format_map(known).strip()


def _who(line: Line) -> str:
    if line.actor_id is None:
        return gettext("到时自动")
    name = line.actor.name
    if line.acting_for_id:
        return gettext("%(actor)s(代%(for)s)") % {"actor": name, "for": line.acting_for.name}
    return name
