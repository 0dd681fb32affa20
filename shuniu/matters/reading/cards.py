"""督办单: labels without a colon made like those that have one.

A supervision card or a copy of one prints 【责任单位】县水利局, 责任单位 县水利局, the label and its value on lines of
their own, or a pipe row of label and value. All of them become the line 责任单位：县水利局.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shuniu.clock.time_words import points, repeats
from shuniu.matters.reading.cells import column_of
from shuniu.matters.reading.labels import Role, label_at_start, role_of
from shuniu.matters.reading.outline import marker_at
from shuniu.matters.reading.tables import pipe_cells
from shuniu.matters.reading.text import Passage
from shuniu.matters.reading.units import split_units, surely_unit

_OWNERS = (Role.LEAD, Role.DUTY, Role.SUPPORT)
_ASKED = (*_OWNERS, Role.TIME, Role.PERSON)
_IN_BRACKETS = re.compile(r"[【〖\[]\s?(?P<label>[\u4e00-\u9fff]{2,10})\s?[】〗\]]\s*：?\s*(?P<value>.*)$")
_WITH_SPACE = re.compile(r"(?P<label>[\u4e00-\u9fff]{4,8})\s+(?P<value>\S.*)$")


_LABEL_INSIDE = re.compile(r"(?<=.)[【\[]\s?(?P<label>[\u4e00-\u9fff]{2,8})\s?[】\]](?!：)(?=.)")


def _inline_brackets(line: Passage) -> Passage:
    """…62万亩。【牵头单位】县农业农村局【责任单位】各乡镇: the labels inside a line get their colons too."""
    parts, at = [], 0
    for match in _LABEL_INSIDE.finditer(line.text):
        if role_of(match.group("label")) in _ASKED:
            parts += [line[at : match.end()], Passage("：", (line.places[match.end() - 1],))]
            at = match.end()
    return Passage.joined([*parts, line[at:]]) if parts else line


def with_colons(lines: Sequence[Passage]) -> list[Passage]:
    """The lines, with every label of a card followed by a colon and its value."""
    lines = [_inline_brackets(line) for line in lines]
    done: list[Passage] = []
    at = 0
    bare = _bare_owner_lines(lines)
    while at < len(lines):
        line = lines[at]
        if at in bare:
            done.append(Passage("责任单位：", line.places[:1] * 5) + line)
            at += 1
            continue
        pairs = _pairs_of_pipes(line)
        if pairs:
            done.extend(pairs)
            at += 1
            continue
        match = _IN_BRACKETS.match(line.text) or _WITH_SPACE.match(line.text)
        role = role_of(match.group("label")) if match else None
        if match and match.group("value") and role in _ASKED and _is_value(role, match.group("value")):
            label, value = line[match.start("label") : match.end("label")], line[match.start("value") :]
            done.append(_joined(label, [value]))
            at += 1
            continue
        role = role_of(line.text)
        if role in _ASKED and len(line) >= 3:
            values = _values_below(lines, at + 1, role)
            if values:
                done.append(_joined(line.stripped("：: 【】[]"), values))
                at += 1 + len(values)
                continue
        done.append(line)
        at += 1
    return done


def _heads_a_value(text: str) -> bool:
    return 2 <= len(text) <= 12 and (role_of(text) or column_of(text)) is not None


def _upright_cards(lines: Sequence[Passage]) -> dict[int, int]:
    """{line of a label: line behind its value} of cards printed upright, a label on one line and its value on the next
    ones, card after card: where the first label of a card comes again behind the others."""
    found: dict[int, int] = {}
    at = 0
    while at < len(lines):
        card: dict[int, int] = {}
        end, words = at, set[str]()
        while end < len(lines) and _heads_a_value(lines[end].text) and lines[end].text not in words:
            label, end = end, end + 1
            while end < len(lines) and end - label <= _LONGEST_VALUE and not _heads_a_value(lines[end].text):
                end += 1
            if end == label + 1:
                break
            card[label] = end
            words.add(lines[label].text)
        again = end < len(lines) and lines[end].text == lines[at].text
        if len(card) >= 3 and (again or lines[at].text in {lines[i].text for i in found}):
            if not again:
                # the last card ends with its last label's first line of value
                card[max(card)] = max(card) + 2
            found.update(card)
            at = max(card.values())
        else:
            at += 1
    return found


_LONGEST_VALUE = 5  # lines


def upright_joined(lines: Sequence[Passage]) -> list[Passage]:
    """The lines with every label of an upright card and the value below it on one line, a colon between them."""
    cards = _upright_cards(lines)
    done: list[Passage] = []
    at = 0
    while at < len(lines):
        end = cards.get(at)
        if end is None:
            done.append(lines[at])
            at += 1
            continue
        values = list(lines[at + 1 : end])
        if role_of(lines[at].text) not in _OWNERS:
            values = [Passage.joined(values)]
        done.append(_joined(lines[at], values))
        at = end
    return done


def _bare_owner_lines(lines: Sequence[Passage]) -> set[int]:
    """Lines that hold nothing but units, each right under a numbered item: its owners, if the paper does so twice."""
    found = {
        i
        for i in range(1, len(lines))
        if len(lines[i]) <= 80
        and marker_at(lines[i - 1].text)
        and not re.search(r"[。；：|【】]", lines[i].text)
        and not any(role_of(word) for word in lines[i].text.split())
        and marker_at(lines[i].text) is None
        and (names := split_units(lines[i].text))
        and all(map(surely_unit, names))
        and not (i + 1 < len(lines) and re.match(r"\d{4}年", lines[i + 1].text))
    }
    return found if len(found) >= 2 else set()


def _is_value(role: Role, words: str) -> bool:
    if role is Role.PERSON:
        return len(words) <= 20
    if role is Role.TIME:
        return bool(points(words, today=None)) or repeats(words) or len(words) <= 12
    names = split_units(words)
    return bool(names) and sum(map(surely_unit, names)) * 2 >= len(names)


def _values_below(lines: Sequence[Passage], at: int, role: Role) -> list[Passage]:
    """The lines that can be the value of a label standing alone: several units, or one time."""
    values: list[Passage] = []
    while at < len(lines) and len(values) < 12:
        text = lines[at].text
        if role_of(text) or label_at_start(text) or len(text) > 120 or not _is_value(role, text):
            break
        values.append(lines[at])
        if role in (Role.TIME, Role.PERSON):
            break
        at += 1
    return values


def _joined(label: Passage, values: list[Passage]) -> Passage:
    """Label, colon, values; the signs put in stand at the place behind the word before them."""
    parts = [label, Passage("：", (label.places[-1],))]
    for number, value in enumerate(values):
        if number:
            parts.append(Passage("、", (parts[-1].places[-1],)))
        parts.append(value)
    return Passage.joined(parts)


def _pairs_of_pipes(line: Passage) -> list[Passage]:
    """| 承办单位 | 县住建局 | 办理时限 | 5月底 |: a row of labels and values."""
    cells = pipe_cells(line) if "|" in line.text else None
    if not cells or len(cells) % 2 or len(cells) > 6:
        return []
    labels, values = cells[::2], cells[1::2]
    if not all(c and column_of(c.text) and role_of(c.text) for c in labels) or all(
        column_of(c.text) for c in values
    ):
        return []
    return [_joined(label, [value]) for label, value in zip(labels, values, strict=True) if value]
