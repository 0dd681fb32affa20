"""Questions to sets of documents."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, Q

from shuniu.documents.choices import IN_FORCE, UNSIGNED, State
from shuniu.matters.models import Matter


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """A document is seen by whoever may know of its matter."""
        return self.filter(Matter.objects.visible_to(actor).of("matter_id"))

    def being_written(self):
        return self.filter(state__in=UNSIGNED)

    def signed_not_issued(self):
        return self.filter(
            state__in=[State.SIGNED, State.RECHECK, State.REGISTERED, State.PRINTING, State.SEALED]
        )

    def issued(self):
        return self.filter(state__in=IN_FORCE)

    def with_names(self):
        return self.select_related("matter__holder", "matter__unit", "drafter", "signer").prefetch_related(
            "numbers__series"
        )


class AddresseeQuerySet(models.QuerySet):
    def by_document(self):
        """{document: (sent, received)}, in one statement."""
        rows = (
            self.filter(sent_at__isnull=False)
            .values("document_id")
            .annotate(sent=Count("pk"), received=Count("pk", filter=Q(received_at__isnull=False)))
            .order_by()
        )
        return {row["document_id"]: (row["sent"], row["received"]) for row in rows}
