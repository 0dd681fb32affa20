"""What happened to a matter, as dated facts with an author: rows are ended, not deleted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shuniu.matters.choices import InstructionForm
from shuniu.matters.models.matter import Matter
from shuniu.org.models import Division, Duty, Person


class Instruction(models.Model):
    """原话: a leader's own words, verbatim, with the image of the handwriting. Never edited, only supplemented."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="instructions")
    leader = models.ForeignKey(Person, models.PROTECT, related_name="instructions")
    form = models.CharField(max_length=8, choices=InstructionForm.choices)
    words = models.TextField()
    image_sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    written_down_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    denied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="words_by_day"),
            models.Index(
                fields=["-at"],
                name="words_unconfirmed",
                condition=Q(form=InstructionForm.ORAL, confirmed_at=None, denied_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(denied_at=None),
                name="words_are_confirmed_or_denied_not_both",
            ),
        ]

    @property
    def awaits_confirmation(self) -> bool:
        return self.form == InstructionForm.ORAL and self.confirmed_at is None and self.denied_at is None


class DueChange(models.Model):
    """延期: a request for another date, decided by whoever gave the task. The first date stays on the matter."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="due_changes")
    was = models.DateTimeField()
    wanted = models.DateTimeField()
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(granted=None), name="one_extension_is_asked_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(granted=None) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_decided_extension_has_a_decider",
            ),
        ]


class Shelving(models.Model):
    """缓办: set aside on purpose, by someone, for a reason, to be looked at again on a day."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="shelvings")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    reason = models.CharField(max_length=200)
    waits_for = models.CharField(max_length=100, blank=True)
    look_again = models.DateField()
    state_before = models.CharField(max_length=10)
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(ended=None), name="a_matter_is_shelved_once_at_a_time"
            ),
        ]


class Refusal(models.Model):
    """不归我们: a division says, with reason and clause, that it is not its field."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="refusals")
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="refusals")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    clause = models.CharField(_("依据条文"), max_length=200, blank=True)
    wants = models.CharField(_("要求"), max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]


class Dispute(models.Model):
    """争议: open from the first refusal until somebody rules; the director's office holds the matter meanwhile.

    A provisional lead (临时牵头) may have it in hand before the ruling: the work begins, who owes it is said later.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="disputes")
    opened = models.DateTimeField()
    ruled_at = models.DateTimeField(null=True)
    ruled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ruled_for = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    ruling = models.CharField(max_length=300, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    principle = models.CharField(_("先定原则"), max_length=200, blank=True)
    provisional = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    provisional_at = models.DateTimeField(null=True)
    provisional_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    provisional_words = models.CharField(max_length=200, blank=True)
    put_to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    put_at = models.DateTimeField(null=True)
    put_lead = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    put_words = models.CharField(max_length=300, blank=True)
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, related_name="+")
    duty_dropped = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(ruled_at=None), name="a_matter_has_one_open_dispute"
            ),
            models.CheckConstraint(
                condition=Q(provisional=None) | Q(provisional_at__isnull=False, provisional_by__isnull=False),
                name="a_provisional_lead_was_named_by_somebody",
            ),
        ]


class Assent(models.Model):
    """同意原则: a party agrees to the principle as it was worded; another wording asks again."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="assents")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+")
    principle = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "division", "principle"], name="a_party_agrees_to_a_principle_once"
            ),
        ]


class Feedback(models.Model):
    """反馈: what the doer says; hollow (自报) until somebody else has verified it."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="feedbacks")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.TextField()
    verified_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)
    untrue = models.BooleanField(_("不实"), default=False)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("by")),
                name="feedback_is_verified_by_another",
            ),
        ]

    @property
    def is_hollow(self) -> bool:
        """空心: nobody but the doer has said so."""
        return self.verified_by_id is None or self.untrue

    @property
    def standing(self) -> str:
        """自报、已核、不实, in the word that stands beside it on every screen, sheet and interface."""
        if self.untrue:
            return str(_("不实"))
        return str(_("自报") if self.verified_by_id is None else _("已核"))


class Difficulty(models.Model):
    """我有困难: what is stuck, what was tried, what is needed; an answer is owed within one working day."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="difficulties")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    raised = models.DateTimeField()
    stuck = models.CharField(max_length=300)
    tried = models.CharField(max_length=300, blank=True)
    needed = models.CharField(max_length=300, blank=True)
    answer_due = models.DateTimeField()
    answered = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["raised", "id"]
        indexes = [
            models.Index(fields=["raised", "id"], name="difficulties_unanswered", condition=Q(answered=None)),
        ]


class Question(models.Model):
    """问过: a leader or the director asked how it stands."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="questions")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "id"]


class Waiting(models.Model):
    """等谁: the holder waits for somebody, or somebody waits for the holder (`for_me`)."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="waitings")
    whom = models.CharField(max_length=100)
    for_me = models.BooleanField(default=False)
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since", "id"]
