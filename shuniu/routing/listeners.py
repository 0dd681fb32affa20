"""What routing hears from below: an absence begins or ends, and open parts follow in the same transaction."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shuniu.clock.errands import errand
from shuniu.journal.recording import listen
from shuniu.matters.models import Matter
from shuniu.matters.operations import end_reading
from shuniu.org import departures
from shuniu.org.actor import Actor
from shuniu.org.models import Person
from shuniu.routing import rules
from shuniu.routing.choices import Mode, Verdict
from shuniu.routing.models import Part
from shuniu.routing.operations import bring_back, lend, settle_word
from shuniu.routing.usual_routes import write_usual


@listen("absence.began")
def parts_go_to_the_stand_in(line):
    person = Person.objects.select_related("unit").get(pk=line.subject_id)
    lend(person, by=Actor.clock(person.unit))


@listen("absence.ended")
def parts_come_back(line):
    person = Person.objects.select_related("unit").get(pk=line.subject_id)
    bring_back(person, by=Actor.clock(person.unit))


@listen("unit.founded")
def the_usual_routes_are_there_from_the_first_day(line):
    write_usual(by=Actor.clock(line.unit))


@listen("slip.read")
def a_paper_to_read_ends_when_all_have_read_it(line):
    """阅件: nobody waits for it any more, so it is over. A 办件 is never closed by reading."""
    matter = Matter.objects.select_related("unit").get(pk=line.subject_id)
    if not rules.is_read_through(matter):
        return
    readers = Part.objects.filter(
        stage__slip__matter=matter, stage__mode=Mode.INFORM, verdict=Verdict.READ
    ).count()
    result = ngettext("{n}人已阅", "{n}人已阅", readers).format(n=readers)
    end_reading(matter, result=result, by=Actor.clock(matter.unit))


@errand("slip.settle")
def the_seconds_are_over(found):
    """A word kept back for sixty seconds stands from now on."""
    part = Part.objects.select_related("stage__slip__matter").filter(pk=found.payload["part"]).first()
    if part is not None:
        settle_word(part, by=Actor.clock(found.unit))


def open_parts(person: Person) -> tuple[int, str]:
    waiting = Part.objects.waiting()
    count = waiting.filter(holder=person).count() + waiting.filter(standing_in_for=person).count()
    return count, _("份流转没办完")


departures.register(open_parts, word=gettext_lazy("交接流转"), address="/people/{pk}/slips/")
