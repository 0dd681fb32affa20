"""Questions to the words that were sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Count

from shuniu.matters.ranking.chase import CHASE
from shuniu.matters.ranking.facts import MOST_UNANSWERED


class ChaseQuerySet(models.QuerySet):
    def unanswered(self):
        """催了没有回音: words of a person to a holder; what the clock sends asks for nothing."""
        return self.filter(answered_at=None, sent_at__isnull=False, by__isnull=False, step__gte=CHASE)

    def unheard(self):
        """催了三次没有回音: the matters, as `matter`; found along the index of what is unanswered."""
        counted = self.unanswered().order_by().values("matter").annotate(times=Count("pk"))
        return counted.filter(times__gte=MOST_UNANSWERED).values("matter")
