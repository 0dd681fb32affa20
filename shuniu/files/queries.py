"""Questions to sets of stored files."""

from __future__ import annotations

from django.db import models


class StoredFileQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Files of the actor's unit. A page goes through the matter a file hangs on, which knows who may read it."""
        return self.filter(unit=actor.unit)

    def with_bytes(self, sha256):
        """The same bytes, if this unit has them already: a file dropped twice."""
        return self.filter(sha256=sha256)


class SecrecyRefusalQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(unit=actor.unit)
