"""Questions to notices: which still stand, and which are not said yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import RawSQL

from shuniu.clock.office_calendar import calendar_for
from shuniu.journal.models import Line
from shuniu.matters.models import Instruction
from shuniu.notices.choices import INTERRUPTING, Reason
from shuniu.org import moment
from shuniu.routing.models import Part

# Lines that are no act upon the matter: that somebody looked at it settles nothing.
NO_ACT = ("matter.opened",)
_HANDS: list[str] = []


def also_in_hand(subselect: str) -> None:
    """A higher app says what else is in a person's hand: a subselect of (matter id) where `%(person)s` is the
    column of the person. Called while apps start; twice the same is once."""
    if subselect not in _HANDS:
        _HANDS.append(subselect)


class NoticeQuerySet(models.QuerySet):
    def standing(self, unit, at: datetime):
        """还在: not acted on by the person (or the one stood in for) since, and not out of their hand.

        What was said only for knowledge goes by itself after the next working day.
        """
        return self.standing_since(unit, still_fresh(unit, at))

    def standing_since(self, unit, fresh: datetime):
        """还在, what was said only for knowledge from `fresh` on (see `still_fresh`)."""
        since = Line.objects.filter(
            subject_kind="matter", subject_id=OuterRef("matter_id"), seq__gt=OuterRef("after")
        ).exclude(verb__in=NO_ACT)
        by_person = (
            Q(actor=OuterRef("person_id"))
            | Q(acting_for=OuterRef("person_id"))
            | Q(actor=OuterRef("instead_of_id"))
        )
        part = Part.objects.waiting().filter(
            stage__slip__matter=OuterRef("matter_id"), holder=OuterRef("person_id")
        )
        words = Instruction.objects.filter(
            matter=OuterRef("matter_id"), leader=OuterRef("person_id"), confirmed_at=None, denied_at=None
        )
        held = Q(matter__is_open=True) & (Q(matter__holder=F("person")) | Exists(part)) | Exists(words)
        for subselect in _HANDS:
            inner = subselect.replace("%(person)s", "notices_notice.person_id")
            held |= Q(matter_id__in=RawSQL(inner, []))
        known = Q(in_hand=False, at__gte=fresh) & ~Q(reason=Reason.RING)
        rung = Q(reason=Reason.RING, matter__is_open=True) & ~Exists(since)
        return self.filter(unit=unit).filter(
            rung | (~Exists(since.filter(by_person)) & (known | (Q(in_hand=True) & held)))
        )

    def interrupting(self):
        """打扰: said at once, for a reason, not in a digest."""
        return self.filter(reason__in=INTERRUPTING, digest=None)

    def with_words(self):
        """Everything a list of them shows, in one statement."""
        return self.select_related("line__actor", "line__acting_for", "matter", "matter__holder", "person")


def still_fresh(unit, at: datetime) -> datetime:
    """From when on what was said only for knowledge still stands: the working day before."""
    calendar = calendar_for(unit)
    day = calendar.add_working_days(moment.local(at).date(), -1)
    return moment.aware(datetime.combine(day, datetime.min.time()))


class ShiftQuerySet(models.QuerySet):
    def at(self, at: datetime):
        """值班: on duty at this moment and not away."""
        away = apps.get_model("org", "Absence").objects.at(at).values("person")
        return self.filter(starts__lte=at, ends__gt=at, person__left_on=None).exclude(person__in=away)

    def coming(self, at: datetime):
        return self.filter(ends__gt=at)


class DeliveryQuerySet(models.QuerySet):
    def may_go_back(self, at: datetime):
        """Sent, with a receipt, and not longer ago than the messengers let one take back."""
        return self.filter(
            sent_at__gte=at - timedelta(hours=24), withdrawn_at=None, sent_at__isnull=False
        ).exclude(receipt="")
