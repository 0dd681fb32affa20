"""Who acts: passed to every verb, never fetched from a session inside one."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shuniu.org.choices import Role

if TYPE_CHECKING:
    from shuniu.org.models import Person, Unit

OFFICE_ROLES = frozenset({Role.DIRECTOR, Role.DEPUTY, Role.STAFF})


@dataclass(frozen=True)
class Actor:
    """经手的人: a person with the roles in force now; `person` is None when time itself acts (`clock`).

    `acting_for` is the person whose power is used (AB角, 授权委托); both names go into the journal (D-10).
    """

    unit: Unit
    person: Person | None
    roles: frozenset[str] = field(default_factory=frozenset)
    acting_for: Person | None = None
    device: str = ""

    @classmethod
    def of(cls, person: Person, *, device: str = "", acting_for: Person | None = None) -> Actor:
        """The actor that a person is right now."""
        return cls(
            unit=person.unit,
            person=person,
            roles=frozenset(person.role_names()),
            acting_for=acting_for,
            device=device,
        )

    @classmethod
    def clock(cls, unit: Unit) -> Actor:
        """Time itself: jobs that do what falls due. It may not decide, only move what rules move."""
        return cls(unit=unit, person=None, device="clock")

    def in_the_name_of(self, person: Person | None) -> Actor:
        """The same person with somebody else's power, or with none but their own."""
        return dataclasses.replace(self, acting_for=person)

    @property
    def somebody(self) -> Person:
        """The person who acts, where a rule has already seen to it that time itself does not."""
        assert self.person is not None, "time itself says and signs nothing"
        return self.person

    @property
    def is_clock(self) -> bool:
        return self.person is None

    def has(self, *roles: str) -> bool:
        return bool(self.roles.intersection(roles))

    @property
    def in_office(self) -> bool:
        """Belongs to the general office: sees the whole office list except 限定."""
        return bool(self.roles & OFFICE_ROLES)

    @property
    def reads_matters(self) -> bool:
        """The administrator keeps the system and does not read the matters, unless another role is held too."""
        return bool(self.roles - {Role.ADMIN, Role.INSPECTION})

    @property
    def name(self) -> str:
        return self.person.name if self.person else ""
