"""Questions to the journal."""

from django.db import models


class LineQuerySet(models.QuerySet):
    def about(self, subject):
        """经过: the chain of one subject, oldest first."""
        return self.filter(subject_kind=subject._meta.model_name, subject_id=subject.pk).order_by("seq")

    def about_any(self, kind: str, ids):
        return self.filter(subject_kind=kind, subject_id__in=list(ids)).order_by("at", "id")

    def of_unit(self, unit):
        return self.filter(unit=unit)
