"""Characters, numbers and the few word lists that several recognisers share."""

from __future__ import annotations

import re

# One character for one character, so that spans still point into what was typed.
_HALF = {c + 0xFEE0: c for c in range(0x21, 0x7F)} | {0x3000: 0x20, ord("–"): ord("-"), ord("—"): ord("-")}
_HALF |= {ord("～"): ord("-"), ord("~"): ord("-"), ord("﹣"): ord("-"), ord("\t"): 0x20, ord("\n"): 0x20}
_HALF |= {ord("\r"): 0x20, ord("\u00a0"): 0x20}
_HALF[ord("~")] = ord("-")

NUM = r"(?:\d{1,4}|[〇零一二两三四五六七八九十百]+)"
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}

# Stands for a character already understood; verbs may be looked for behind it.
BLANK = "\x00"
GAP = rf"[\s{BLANK},,、;;:]*"


def normalised(text: str) -> str:
    """Full-width letters, digits and marks as half-width ones; same length as the input."""
    return text.translate(_HALF)


def number(said: str | None) -> int | None:
    """A number up to 999 in Arabic or Chinese digits; None if it is not one."""
    if not said:
        return None
    if said.isascii() and said.isdigit():
        return int(said)
    if re.fullmatch(r"[〇零一二三四五六七八九]{2,}", said) and not said.startswith("零"):
        return int("".join(str(_DIGITS[c]) for c in said))
    total, current = 0, None
    for c in said:
        if c == "百":
            total, current = total + (1 if current is None else current) * 100, None
        elif c == "十":
            total, current = total + (current or 1) * 10, None
        elif c in _DIGITS:
            current = _DIGITS[c]
        else:
            return None
    return total + (current or 0)


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with these spans made blank, length kept."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = BLANK * (end - start)
    return "".join(chars)
