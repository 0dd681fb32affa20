"""What supervision hears from below: the holder's next word answers a chase; what happens to a task handed over comes back."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from shuniu.journal.recording import listen
from shuniu.matters.models import Matter
from shuniu.org import departures
from shuniu.org.models import Person
from shuniu.supervision.choices import ReplyKind
from shuniu.supervision.models import Chase, Escalation, SpotCheck
from shuniu.supervision.operations import answered, send_reply


def _answers(verb: str, name: str) -> None:
    @listen(verb)
    def the_holders_word_answers_the_chase(line):
        """催办有了回音."""
        asked = Chase.objects.filter(matter=line.subject_id, sent_at__isnull=False, answered_at=None)
        if asked.exclude(by=line.actor_id).exists() and line.actor_id is not None:
            answered(line.subject_id, str(line.particulars.get(name, "")))


for _verb, _name in (
    ("matter.fed_back", "words"),
    ("matter.reported", "result"),
    ("matter.completed", "result"),
    ("matter.difficulty_raised", "stuck"),
    ("matter.extension_asked", "reason"),
    ("matter.refused", "reason"),
):
    _answers(_verb, _name)


def _comes_back(verb: str, kind: str, name: str) -> None:
    @listen(verb)
    def the_receipt_goes_back(line):
        """交出去的有了回执."""
        arrived = Matter.objects.filter(pk=line.subject_id, parcel_in__isnull=False).first()
        if arrived is not None:
            by = line.actor.name if line.actor else ""
            send_reply(arrived, kind=kind, words=str(line.particulars.get(name, "")), by_name=by)


for _verb, _kind, _name in (
    ("matter.placed", ReplyKind.RECEIVED, "lead"),
    ("matter.fed_back", ReplyKind.PROGRESS, "words"),
    ("matter.verified", ReplyKind.RESULT, "result"),
    ("matter.completed", ReplyKind.RESULT, "result"),
    ("matter.answered", ReplyKind.RESULT, "answer"),
    ("matter.returned", ReplyKind.RETURNED, "reason"),
):
    _comes_back(_verb, _kind, _name)


def open_checks(person: Person) -> tuple[int, str]:
    """还没核完的抽查 and slips that wait for this person's word (S-12)."""
    mine = Q(first_checker=person) | Q(second_checker=person)
    return SpotCheck.objects.filter(mine, checked_at=None).count(), _("件抽查还没核完")


def open_questions(person: Person) -> tuple[int, str]:
    return Escalation.objects.filter(leader=person, answered_at=None).count(), _("件请出面的还没答复")


departures.register(open_checks)
departures.register(open_questions)
