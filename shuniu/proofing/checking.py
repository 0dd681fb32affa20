"""核校: every rule of the book asked about one text, and one finding kept where several speak of the same thing."""

from __future__ import annotations

import re

from shuniu.proofing import rules  # noqa: F401  # the import enters the rules in the book
from shuniu.proofing.book import BOOK, Found, Rule
from shuniu.proofing.draft import Draft
from shuniu.proofing.findings import Finding
from shuniu.proofing.house import House
from shuniu.proofing.taking_apart import taken_apart

_AROUND = 4
# No sentence is so long, no number, no row of blanks or brackets: it is not prose, and reading it would take for ever.
_UNREADABLE = re.compile(r"[^。；！？\n]{2000,}|\d{40,}|[^\S\n]{200,}")
# The first of a pair gives way to the second where they overlap: the second says it more exactly.
_GIVES_WAY = frozenset({
    ("P-22", "P-47"), ("P-22", "P-21"), ("P-22", "P-13"), ("P-22", "P-25"), ("P-22", "P-14"), ("P-22", "P-16"),
    ("P-22", "P-15"), ("P-22", "P-01"), ("P-22", "P-07"), ("P-22", "L-14"), ("P-22", "L-19"), ("P-22", "L-21"),
    ("P-22", "P-35"), ("P-22", "P-18"), ("P-22", "P-19"), ("P-22", "P-20"), ("P-22", "L-25"), ("P-22", "P-17"),
    ("P-24", "P-13"), ("P-24", "P-47"), ("P-24", "L-21"), ("P-24", "L-19"), ("P-24", "P-25"), ("P-24", "L-25"),
    ("P-04", "L-25"), ("P-05", "L-25"), ("P-07", "L-25"), ("P-06", "L-25"), ("P-23", "L-25"),
    ("P-02", "P-03"), ("P-19", "kind"), ("P-15", "P-31"), ("P-38", "P-39"), ("P-38", "P-31"), ("P-31", "P-36"),
    ("P-07", "weekday"), ("P-05", "weekday"), ("P-27", "P-07"), ("P-27", "P-28"), ("P-27", "P-29"), ("P-28", "P-29"),
    ("P-26", "P-25"), ("P-26", "P-27"), ("roster", "P-48"), ("P-46", "figures"), ("P-34", "P-38"),
})  # fmt: skip


def checked(text: str, house: House | None = None) -> list[Finding]:
    """检查: all findings on a plain text, in the order of the text; those on the whole document come last."""
    return findings_on(
        taken_apart(_UNREADABLE.sub(lambda run: "□" * len(run[0]), text)), house or House(), text
    )


def findings_on(draft: Draft, house: House, said: str | None = None) -> list[Finding]:
    """The findings on a text already taken apart; `said` is the text itself where runs of it were blotted out."""
    said = draft.text if said is None else said
    found: list[Finding] = []
    for rule in BOOK.values():
        if draft.fragment and not rule.fragment:
            continue
        found += [_finding(rule, one, said) for one in rule.look(draft, house)]
    return sorted(_settled(found), key=lambda f: (f.start is None, f.start or 0, f.end or 0, f.rule))


def _finding(rule: Rule, one: Found, text: str) -> Finding:
    excerpt = around = ""
    if one.start is not None and one.end is not None:
        excerpt = text[one.start : one.end]
        around = text[max(0, one.start - _AROUND) : one.end + _AROUND]
    return Finding(
        rule.id, one.start, one.end, one.severity or rule.severity, one.suggestion, one.why or rule.title,
        one.facts, excerpt, around,
    )  # fmt: skip


def _settled(found: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    seen = set()
    for finding in found:
        place = (finding.rule, finding.start, finding.end)
        gives_way = any(
            (finding.rule, other.rule) in _GIVES_WAY and _overlap(finding, other) for other in found
        )
        if place not in seen and not gives_way:
            seen.add(place)
            kept.append(finding)
    return kept


def _overlap(one: Finding, other: Finding) -> bool:
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return False
    return one.start < other.end and other.start < one.end
