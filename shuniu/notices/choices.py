"""Words with fixed meaning about notices (product §9.4)."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Reason(models.TextChoices):
    """为什么现在打扰: the four, the duty desk's own, and everything else, which waits."""

    EMERGENCY = "emergency", _("突发")
    EXTRA = "extra", _("特急")
    LEADERS_WORD = "word", _("领导新批示")
    LAST_HOURS = "hours", _("两小时内到时限,还没动")
    RING = "ring", _("请打电话")
    LATER = "later", pgettext_lazy("notice", "等汇总")


INTERRUPTING = (Reason.EMERGENCY, Reason.EXTRA, Reason.LEADERS_WORD, Reason.LAST_HOURS, Reason.RING)
# The kinds of matter that are an emergency by themselves.
EMERGENCIES = frozenset({"incident"})


class Group(models.TextChoices):
    """按谁算打扰: budgets are set and measured for these three."""

    LEADERS = "leaders", _("领导")
    STAFF = "staff", pgettext_lazy("notice", "办公室")
    LIAISONS = "liaisons", _("联络员")


DIGEST_HOURS = (time(8, 15), time(11, 40), time(16, 30))
DIGEST_LINES = 10
# Digests and interruptions that a person may get on an ordinary day.
BUDGETS = {Group.STAFF: (3, 2), Group.LIAISONS: (1, 2), Group.LEADERS: (2, 3)}
QUIET_FROM, QUIET_UNTIL = time(18, 30), time(7, 30)
