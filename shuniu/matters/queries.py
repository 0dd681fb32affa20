"""Questions to a set of matters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import RawSQL

from shuniu.matters import sight
from shuniu.matters.choices import State, Visibility, Weight
from shuniu.org.choices import Role

# Small facts about the records around a matter: name → (table, its column that points here, condition). Written out,
# because fourteen questions put together from models cost more than the page.
FLAGS = {
    "instructions": ("matters_instruction", "matter_id", "denied_at IS NULL"),
    "consent": ("matters_instruction", "matter_id", "confirmed_at IS NOT NULL AND x.denied_at IS NULL"),
    "tasks": ("matters_matter", "parent_id", ""),
    "open_tasks": ("matters_matter", "parent_id", "is_open"),
    "demands": ("matters_demand", "matter_id", ""),
    "open_demands": ("matters_demand", "matter_id", "outcome = 'open'"),
    "papers": ("matters_paper", "matter_id", ""),
    "extension_asked": ("matters_duechange", "matter_id", "granted IS NULL"),
    "extensions": ("matters_duechange", "matter_id", ""),
    "difficulties": ("matters_difficulty", "matter_id", ""),
    "refusals": ("matters_refusal", "matter_id", ""),
    "in_dispute": ("matters_dispute", "matter_id", "ruled_at IS NULL"),
    "led_for_now": ("matters_dispute", "matter_id", "ruled_at IS NULL AND x.provisional_id IS NOT NULL"),
    "feedbacks": ("matters_feedback", "matter_id", ""),
    "asked": ("matters_formfield", "matter_id", ""),
    "helps": ("matters_help", "matter_id", ""),
    "absorbed": ("matters_matter", "merged_into_id", ""),
}


# More emergencies at once than this are no list any more.
MOST_EMERGENCIES = 50


def add_flag(name: str, table: str, column: str, condition: str = "") -> None:
    """A small fact that a higher app keeps about matters. Called while apps start."""
    FLAGS[name] = (table, column, condition)
    _flags_sql.cache_clear()


@lru_cache(maxsize=1)
def _flags_sql() -> str:
    return " || ".join(
        f"CASE WHEN EXISTS (SELECT 1 FROM {table} x WHERE x.{column} = matters_matter.id"
        + (f" AND x.{condition}" if condition else "")
        + f") THEN ' {name} ' ELSE '' END"
        for name, (table, column, condition) in FLAGS.items()
    )


class MatterQuerySet(models.QuerySet):
    def of(self, path: str) -> Exists:
        """Is the matter of a row among these: `path` leads from the row to the number of its matter.

        Asked row by row. As a list of ids the embedded engine first writes down all of them, a hundred thousand.
        """
        return Exists(self.filter(pk=OuterRef(path)))

    def visible_to(self, actor):
        """What this person may know of (product §4.5).

        The office and the head see the whole list of the unit; leaders what is major, and what they lead, hold or
        asked for; the director everything; liaisons what their body leads, helps or refused; everybody what is in their own
        hand or came to them on a slip. 限定 is for its holder, its leader, the director and named persons. The administrator reads no matters.
        """

        if not actor or actor.person is None or not actor.reads_matters:
            return self.none()
        me = actor.person
        held = Q(holder=me) | Q(standing_in_for=me)
        named = Q(pk__in=RawSQL("SELECT matter_id FROM matters_clearance WHERE person_id = %s", [me.pk]))
        if actor.has(Role.DIRECTOR):
            return self.filter(unit=actor.unit)
        mine = held | Q(leader=me) | named
        if actor.has(Role.DEPUTY, Role.STAFF, Role.HEAD):
            return self.filter(unit=actor.unit).filter(~Q(visibility=Visibility.RESTRICTED) | mine)
        mine |= sight.ways(me.pk) & ~Q(visibility=Visibility.RESTRICTED)
        if actor.has(Role.LEADER):
            asked_for = self._has("instructions", leader=me)
            mine |= (asked_for | Q(importance=Weight.HEAVY)) & ~Q(visibility=Visibility.RESTRICTED)
        if actor.has(Role.LIAISON) and me.division_id:
            helping = self._has("helps", division=me.division_id)
            refused = self._has("refusals", division=me.division_id)  # a party to a dispute reads how it ends
            own = Q(lead=me.division_id) | helping | refused
            mine |= own & ~Q(visibility=Visibility.RESTRICTED)
        return self.filter(unit=actor.unit).filter(mine)

    def _has(self, name, **of):
        """Is there such a record beside the matter? Asked of each row that is looked at, so that a list costs the same
        whatever a body has helped with or a leader has asked for over the years."""
        beside = self.model._meta.get_field(name).related_model._default_manager  # type: ignore[union-attr]
        return Q(Exists(beside.filter(matter=OuterRef("pk"), **of)))

    def open(self):
        return self.filter(is_open=True)

    def whole(self):
        """Matters proper, without their tasks."""
        return self.filter(part=0)

    def pending(self):
        """收件: what has arrived and is not yet placed."""
        return self.filter(state=State.PENDING)

    def held_by(self, person):
        return self.filter(holder=person, is_open=True)

    def without_one_active_holder(self):
        """The number that must be 0 (product §4.3)."""
        return self.filter(is_open=True).filter(Q(holder=None) | Q(holder__left_on__isnull=False))

    def overdue(self, at):
        return self.filter(is_open=True, due__lt=at).exclude(state=State.SHELVED)

    def emergencies(self):
        """突发没完. Written out, because the index of a part of the table (emergencies_open) is only taken for words that
        the database can see; a parameter hides them."""
        words = RawSQL(
            "matters_matter.kind = 'incident' AND matters_matter.is_open",
            [],
            output_field=models.BooleanField(),
        )
        return self.filter(words)

    def reds(self, at: datetime, *, also: Iterable[int] = ()):
        """红: a date that is hard or owed above has passed, or an emergency is open, the earliest date first; `also` are
        those that a higher app knows to be red. Two statements."""
        in_hand = self.filter(is_open=True).exclude(state=State.SHELVED)
        passed = Q(due__lt=at) & (Q(hard=True) | Q(from_above=True))
        now_on = in_hand.emergencies().order_by("pk").values_list("pk", flat=True)
        if apart := [*also, *now_on[:MOST_EMERGENCIES]]:
            return in_hand.filter(passed | Q(pk__in=apart)).order_by(F("due").asc(nulls_last=True), "-pk")
        # On an ordinary day there is none, and what is late is read in the order of its index (open_by_due).
        return in_hand.filter(passed).order_by("due", "pk")

    def with_flags(self):
        """The small facts that rules ask about, in the same statement as the matter (see Matter.flag)."""
        return self.annotate(flags=RawSQL(_flags_sql(), [], output_field=models.TextField()))

    def with_names(self):
        return self.select_related("holder", "holder__division", "lead", "leader", "standing_in_for")
