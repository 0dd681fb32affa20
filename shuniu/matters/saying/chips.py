"""筹码: what is shown before Enter, each pointing at the words it rests on (product §8.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from .people import Placed
from .sentence import Chip, Sentence
from .times import Times

_WEEKDAYS = "一二三四五六日"


def chips_for(
    sentence: Sentence,
    times: Times,
    who: Placed,
    spot: tuple[str, int, int] | None,
    counted: tuple[int, int, int] | None,
    hard_span: tuple[int, int] | None,
) -> Sentence:
    """The sentence with its chips, in the order of reading: what, who, when, where, how firm."""
    chips = [Chip("intent", sentence.intent)]
    if sentence.source_type:
        chips.append(Chip("source", sentence.source_type))
    chips += [Chip(key, value, span) for key, value, span in who.spans]
    if sentence.leader_in_charge:
        chips.append(Chip("leader", sentence.leader_in_charge))
    if sentence.due:
        chips.append(Chip("due", said(sentence.due), times.due_span))
    if sentence.start:
        chips.append(
            Chip("again" if sentence.intent == "shelve" else "start", said(sentence.start), times.start_span)
        )
    if sentence.end:
        chips.append(Chip("end", said(sentence.end), times.end_span))
    chips += [Chip("other", said(moment)) for moment in sentence.ambiguous]
    if sentence.recurrence:
        chips.append(Chip("recurrence", sentence.recurrence, times.due_span))
    if spot:
        chips.append(Chip("place", spot[0], (spot[1], spot[2])))
    if counted:
        chips.append(Chip("people", str(counted[0]), (counted[1], counted[2])))
    if sentence.hard is not None:
        chips.append(Chip("hard" if sentence.hard else "soft", "", hard_span))
    if sentence.visibility:
        chips.append(Chip("restricted", sentence.visibility))
    if sentence.urgent:
        chips.append(Chip("urgent", "!"))
    if sentence.key_work:
        chips.append(Chip("key_work", sentence.key_work))
    if sentence.kit:
        chips.append(Chip("kit", sentence.kit))
    chips += [Chip("part_of", number) for number in sentence.likely[:1]]
    chips += [Chip("note", note) for note in sentence.notes]
    return replace(sentence, chips=tuple(chips))


def said(moment: datetime) -> str:
    """6月12日(周五)09:00."""
    return f"{moment.month}月{moment.day}日(周{_WEEKDAYS[moment.weekday()]}){moment:%H:%M}"
