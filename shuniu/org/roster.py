"""花名册: who and what an office knows by name, and every way people call them.

Pure data and look-ups, built from rows by whoever keeps them. Full forms are those of the office's own list; a body of
another level (市…局) is never taken for one's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

SECTION = "section"
DEPARTMENT = "department"
TOWNSHIP = "township"
DUAL_LEADERSHIP = "dual_leadership"
EXTERNAL = "external"
KINDS = (SECTION, DEPARTMENT, TOWNSHIP, DUAL_LEADERSHIP, EXTERNAL)

# Levels of `upper`: a body above one's own fixes dates one cannot move.
COUNTY, CITY, PROVINCE, STATE = "县", "市", "省", "国家"

# Titles said after a surname, and the posts they may stand for.
_TITLES = {
    "县长": ("县长", "副县长"), "副县长": ("副县长",), "常务": ("常务副县长",),
    "主任": ("主任", "副主任", "室主任"), "副主任": ("副主任",),
    "科长": ("科长",), "科": ("科长",), "县": ("县长", "副县长"), "局长": ("局长", "联络员"), "副局长": ("局长", "联络员"), "局": ("局长", "联络员"),
    "指挥长": ("指挥长", "副指挥长"), "处长": ("处长",), "司机": ("司机",), "会计": ("会计",),
}  # fmt: skip
# Said to anybody in the office: they prove the surname, not the post.
_ADDRESS_AFTER = ("师傅", "工", "姐", "哥", "老师", "同志")
_ADDRESS_BEFORE = ("老", "小")


@dataclass(frozen=True, slots=True)
class Body:
    """单位: `name` in full form, `aliases` all other spellings, `bare` short forms that are ordinary words as well."""

    name: str
    kind: str = DEPARTMENT
    aliases: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    liaison: str = ""
    upper: str = ""
    field: str = ""
    habit: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of body: {self.kind}")


@dataclass(frozen=True, slots=True)
class Member:
    """人: one person; `functions` are fields of work (分工), `rank` the order in which leaders are named (0: none)."""

    name: str
    post: str = ""
    division: str = ""
    is_leader: bool = False
    rank: int = 0
    functions: tuple[str, ...] = ()
    phone: str = ""
    aliases: tuple[str, ...] = ()
    stand_in: str = ""
    directs_office: bool = False
    skills: tuple[tuple[str, int], ...] = ()
    wishes: tuple[str, ...] = ()
    note: str = ""
    left_on: date | None = None

    @property
    def surname(self) -> str:
        """姓."""
        return self.name[:2] if self.name[:2] in COMPOUND_SURNAMES else self.name[:1]


@dataclass(frozen=True, slots=True)
class Room:
    """会议室: `seats` is how many persons it takes."""

    name: str
    seats: int = 0
    aliases: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Car:
    """公务车: `out_until` is the last day it cannot be used."""

    plate: str
    seats: int
    driver: str = ""
    out_until: date | None = None


@dataclass(frozen=True)
class Roster:
    """花名册: finds bodies, persons and rooms by characters, short forms, titles, roles, pinyin and initials."""

    unit: str
    bodies: tuple[Body, ...] = ()
    members: tuple[Member, ...] = ()
    rooms: tuple[Room, ...] = ()
    cars: tuple[Car, ...] = ()
    place: str = ""
    titles_of_head: tuple[str, ...] = ("县长",)
    _bodies: dict[str, Body] = field(init=False, repr=False, compare=False, hash=False)
    _members: dict[str, Member] = field(init=False, repr=False, compare=False, hash=False)
    _rooms: dict[str, Room] = field(init=False, repr=False, compare=False, hash=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        bodies = {key: b for b in self.bodies for key in (b.name, *b.aliases)}
        members = {key: m for m in self.members for key in (m.name, *m.aliases)}
        rooms = {key: r for r in self.rooms for key in (r.name, *r.aliases)}
        object.__setattr__(self, "_bodies", bodies)
        object.__setattr__(self, "_members", members)
        object.__setattr__(self, "_rooms", rooms)
        object.__setattr__(self, "_hash", hash((self.unit, self.bodies, self.members, self.rooms, self.cars)))

    def __hash__(self) -> int:
        # Worked out once: readers keep tables per roster and ask for it with every line.
        return self._hash

    # Bodies

    def body(self, said: str) -> Body | None:
        """The body called so: full form, alias, bare short form, with or without 县 or the county's name before it."""
        for text in (said, said.removeprefix(self.place), said.removeprefix(self.place).removeprefix("县")):
            if text in self._bodies:
                return self._bodies[text]
            for body in self.bodies:
                if text and text in body.bare:
                    return body
        return None

    def names_of_bodies(self) -> dict[str, Body]:
        """Every unmistakable spelling of a body."""
        return dict(self._bodies)

    def bare_names_of_bodies(self) -> dict[str, Body]:
        """Short forms such as 财政 that are also ordinary words: to be trusted only where a body must stand."""
        return {bare: body for body in self.bodies for bare in body.bare}

    def leader_for(self, body: Body | None) -> Member | None:
        """分管领导 of a body, from the division of work; None if nobody has its field."""
        if body is None or not body.field:
            return None
        return self.leader_in_charge_of(body.field)

    # Persons

    @property
    def head(self) -> Member | None:
        """主要领导: the first in rank."""
        return min((m for m in self.members if m.is_leader and m.rank), key=lambda m: m.rank, default=None)

    @property
    def director(self) -> Member | None:
        """办公室主任."""
        return next((m for m in self.members if m.directs_office and m.post == "主任"), None)

    def leader_in_charge_of(self, subject: str) -> Member | None:
        """分管…的领导: the leader, not the head, with this field among the functions."""
        for member in self.leaders():
            if member is not self.head and any(subject in f or f in subject for f in member.functions):
                return member
        return None

    def leaders(self) -> list[Member]:
        """领导 in their order."""
        return sorted((m for m in self.members if m.is_leader), key=lambda m: m.rank)

    def member(self, said: str) -> Member | None:
        """The person called so; None if nobody or more than one could be meant.

        Understands the full name, 何主任, 杜局, 老韩, 小陈, 县长, 常务, 主任, 行政科长, 分管水利的县长.
        """
        said = said.strip()
        if said in self._members:
            return self._members[said]
        if said.endswith("同志") and (known := self._comrade(said.removesuffix("同志"))):
            return known
        return self._by_role(said) or self._by_title(said)

    def present_members(self) -> list[Member]:
        """Members who have not left."""
        return [m for m in self.members if m.left_on is None]

    def _by_role(self, said: str) -> Member | None:
        if said in self.titles_of_head:
            return self.head
        if said in ("主任", "办公室主任", "政府办主任", "县府办主任"):
            return self.director
        charge = re.fullmatch(r"分?管(.{1,8}?)的?(?:副?县长|县领导|领导|副?主任|副?指挥长)", said)
        if charge and said.endswith("主任"):
            return self._in_office(charge.group(1))
        if charge:
            return self.leader_in_charge_of(charge.group(1))
        for suffix in ("科科长", "科长", "室主任", "主任", "室负责人", "科负责人", "负责人", "队长"):
            if said.endswith(suffix):
                stem = said.removesuffix(suffix)
                division = next(
                    (d for d in (stem, stem + "科", stem + "室", stem + "队") if d in self._bodies), ""
                )
                heads = [m for m in self.present_members() if division and m.division == division]
                return next((m for m in heads if m.post in ("科长", "室主任", "队长")), None)
        return next((m for m in self.leaders() if said == m.post), None)

    def _in_office(self, subject: str) -> Member | None:
        deputies = [m for m in self.members if m.directs_office]
        return next((m for m in deputies if any(subject in f or f in subject for f in m.functions)), None)

    def _by_title(self, said: str) -> Member | None:
        for leader in self.leaders():
            if said == leader.surname + leader.post:
                return leader
        for title, posts in sorted(_TITLES.items(), key=lambda pair: -len(pair[0])):
            if said.endswith(title) and len(said) > len(title):
                surname = said.removesuffix(title)
                hits = [m for m in self._surnamed(surname) if m.post in posts or title in m.post]
                hits.sort(key=lambda m: (m.post == "联络员", not m.is_leader))
                if len(hits) == 1 or (hits and hits[0].post != hits[1].post):
                    return hits[0]
                return None
        for address in _ADDRESS_AFTER:
            if said.endswith(address):
                return self._only(said.removesuffix(address))
        if len(said) == 2 and said[0] in _ADDRESS_BEFORE:
            return self._only(said[1])
        return None

    def _comrade(self, said: str) -> Member | None:
        """知行同志: the given name alone, as superiors write it."""
        if said in self._members:
            return self._members[said]
        hits = [m for m in self.present_members() if m.name.removeprefix(m.surname) == said and len(said) > 1]
        return hits[0] if len(hits) == 1 else None

    def by_given_name(self, said: str) -> Member | None:
        """一鸣, 小满: the person with this given name of two characters, liaisons of others excepted."""
        return self._given_names.get(said)

    @cached_property
    def _given_names(self) -> dict[str, Member]:
        table: dict[str, list[Member]] = {}
        for member in self.present_members():
            given = member.name.removeprefix(member.surname)
            if len(given) == 2 and given != "师傅" and member.post != "联络员":
                table.setdefault(given, []).append(member)
        return {given: found[0] for given, found in table.items() if len(found) == 1}

    def _only(self, surname: str) -> Member | None:
        mates = [m for m in self._surnamed(surname) if not m.is_leader and m.post != "联络员"]
        return mates[0] if len(mates) == 1 else None

    def _surnamed(self, surname: str) -> list[Member]:
        return [m for m in self.present_members() if surname and m.surname == surname]

    # Rooms

    def room(self, said: str) -> Room | None:
        """会议室 called so: 305, 305会议室, 大会议室."""
        return self._rooms.get(said) or self._rooms.get(said.removesuffix("会议室").removesuffix("室"))

    def names_of_rooms(self) -> dict[str, Room]:
        """Every spelling of a room."""
        return dict(self._rooms)

    # Sounds

    def by_sound(self, typed: str) -> list[str]:
        """Full names whose pinyin or initials begin with what was typed (lower case letters): zjj, zhujian, dh."""
        typed = typed.lower().replace(" ", "").replace("'", "")
        if not typed.isascii() or not typed:
            return []
        exact = [name for sound, name in self.sounds.items() if sound == typed]
        begun = [name for sound, name in self.sounds.items() if sound.startswith(typed)]
        return list(dict.fromkeys(exact + begun))

    @cached_property
    def sounds(self) -> dict[str, str]:
        """Pinyin and initials of every name and alias, to the full name; the first in the roster keeps a sound."""
        table: dict[str, str] = {}
        entries: list[Body | Member | Room] = [*self.bodies, *self.members, *self.rooms]
        for entry in entries:
            for said in (entry.name, *entry.aliases):
                for sound in sounds_of(said):
                    table.setdefault(sound, entry.name)
        return table


def sounds_of(said: str) -> tuple[str, str]:
    """拼音 and initials of a name, in lower case letters: 住建局 → zhujianju, zjj."""
    # A large dictionary, wanted only when somebody types letters.
    from pypinyin import Style, lazy_pinyin

    full = "".join(lazy_pinyin(said)).lower()
    return full, "".join(lazy_pinyin(said, style=Style.FIRST_LETTER)).lower()


def joined(*groups: Iterable[Body]) -> tuple[Body, ...]:
    """Groups of bodies as one tuple; a spelling given to two bodies is an error in the data."""
    bodies = tuple(body for group in groups for body in group)
    seen: dict[str, str] = {}
    for body in bodies:
        for key in (body.name, *body.aliases):
            if seen.setdefault(key, body.name) != body.name:
                raise ValueError(f"{key} names both {seen[key]} and {body.name}")
    return bodies


_COMPOUND = "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 司徒 夏侯"
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())
