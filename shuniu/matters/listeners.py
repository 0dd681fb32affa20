"""What matters hear from below: an absence begins or ends, and the work follows in the same transaction."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shuniu.journal.recording import listen
from shuniu.matters.models import Matter
from shuniu.matters.operations import bring_back, lend
from shuniu.org import departures
from shuniu.org.actor import Actor
from shuniu.org.models import Person


@listen("absence.began")
def move_to_the_stand_in(line):
    """An absence moves the holder to the B of the AB pair at the hour it begins."""
    person = Person.objects.select_related("unit").get(pk=line.subject_id)
    lend(person, by=Actor.clock(person.unit))


@listen("absence.ended")
def move_back(line):
    """It moves back likewise."""
    person = Person.objects.select_related("unit").get(pk=line.subject_id)
    bring_back(person, by=Actor.clock(person.unit))


def open_items(person: Person) -> tuple[int, str]:
    held = Matter.objects.filter(is_open=True, holder=person).count()
    lent = Matter.objects.filter(is_open=True, standing_in_for=person).count()
    return held + lent, _("件没办完的事项")


departures.register(open_items)
