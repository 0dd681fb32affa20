"""叫法: which body of this unit a printed name means — full name, short form, former name, or its counterpart above."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from shuniu.org.choices import DivisionKind
from shuniu.org.models import Alias, Division, Unit

NAME, ALIAS, COUNTERPART = "name", "alias", "counterpart"

_PREFIX = re.compile(r"^(?:[\u4e00-\u9fff]{2,4}?(?:省|市|自治区|自治州|州|县|区)|省|市|县|区|州)(?=[\u4e00-\u9fff]{2})")
_ABOVE = re.compile(r"^(?:国家|国务院|中央|[\u4e00-\u9fff]{0,4}?(?:省|自治区|市|州))(?![\u4e00-\u9fff]{0,2}(?:场|区管|政工程))")
_EDGES = re.compile(r"^[\s、,,。;;::()()]+|[\s、,,。;;::()()]+$")
_BODY_ENDS = tuple("局委办厅室镇乡部队站院校会")


@dataclass(frozen=True)
class Known:
    """A printed name recognised: the body, and whether by name, alias or as the counterpart of a body above."""

    division: Division
    how: str
    said: str


class Lexicon:
    """单位名称对照: built once for each proposal from divisions and aliases of one unit (two statements)."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        rows = Division.objects.current().filter(unit=unit).select_related("liaison", "head", "upper")
        self.divisions: dict[int, Division] = {division.pk: division for division in rows}
        self._names: dict[str, tuple[Division, str]] = {}
        for name, pk in Alias.objects.filter(unit=unit).values_list("name", "division_id"):
            if pk in self.divisions:
                self._names[name] = (self.divisions[pk], ALIAS)
        for division in self.divisions.values():
            self._names[division.name] = (division, NAME)
        places = {unit.place, unit.place.removesuffix("县").removesuffix("区").removesuffix("市")} - {""}
        self._places = tuple(sorted(places, key=len, reverse=True))
        # The office itself is named in every letter to it, and 办公室 in the name of every body's office.
        spelt = sorted(
            (
                name
                for name, (division, _how) in self._names.items()
                if (len(name) >= 3 or (len(name) == 2 and name.endswith(_BODY_ENDS)))
                and not (division.kind == DivisionKind.OFFICE and name.endswith(("办公室", "办", "政府")))
            ),
            key=len,
            reverse=True,
        )
        self._pattern = re.compile("|".join(map(re.escape, spelt))) if spelt else None

    @property
    def office(self) -> Division | None:
        """The general office itself."""
        own = [d for d in self.divisions.values() if d.kind == DivisionKind.OFFICE]
        return min(own, key=lambda d: (d.upper_id is not None, d.order, d.pk)) if own else None

    def find(self, printed: str) -> Known | None:
        """The body a printed name means; None if it is nobody's here."""
        said = _EDGES.sub("", printed)
        hit = self._look(said)
        if hit:
            return Known(hit[0], hit[1], printed)
        bare = said
        for place in self._places:
            bare = bare.removeprefix(place)
        bare = bare.removeprefix("县").removeprefix("人民政府")
        hit = self._look(bare)
        if hit:
            return Known(hit[0], NAME if hit[1] == NAME else ALIAS, printed)
        bare = _PREFIX.sub("", said)
        hit = self._look(bare) if bare != said else None
        return Known(hit[0], COUNTERPART, printed) if hit else None

    def _look(self, said: str) -> tuple[Division, str] | None:
        return self._names.get(said)

    def mentions(self, text: str) -> Counter[int]:
        """How often each body is named in a text, by id."""
        found: Counter[int] = Counter()
        if self._pattern is not None:
            for match in self._pattern.finditer(text):
                before = text[match.start() - 1] if match.start() else ""
                if before not in ("市", "省"):
                    found[self._names[match[0]][0].pk] += 1
        return found

    def places(self, text: str) -> list[tuple[int, int, Division]]:
        """Where each body is named in a text, from left to right."""
        if self._pattern is None:
            return []
        return [
            (match.start(), match.end(), self._names[match[0]][0])
            for match in self._pattern.finditer(text)
            if text[: match.start()][-1:] not in ("市", "省")
        ]

    def is_above(self, body: str) -> bool:
        """上级: named in the unit's list of bodies above, or by its level."""
        body = body.strip()
        if not body or self.is_own(body):
            return False
        return any(body.startswith(n) or n.startswith(body) for n in self.unit.upper_names or []) or bool(
            _ABOVE.match(body)
        )

    def is_own(self, body: str) -> bool:
        """下级或本级: one of the bodies of this unit."""
        known = self.find(body)
        return known is not None and known.how != COUNTERPART
