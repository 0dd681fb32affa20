"""What sheets hear from below: a scanned sheet came back, and its ink is looked for in the same transaction."""

from __future__ import annotations

import logging

from django.db import transaction

from shuniu.files.refusals import CannotTake
from shuniu.journal.recording import listen
from shuniu.matters.models import Paper
from shuniu.org.actor import Actor
from shuniu.sheets.operations import find_ink

logger = logging.getLogger(__name__)


@listen("matter.sheet_returned")
def look_for_ink(line):
    """The ink waits at the matter. A page that cannot be drawn keeps nobody from having the scan."""
    paper = Paper.objects.select_related("matter__unit", "file").get(pk=line.particulars["paper"])
    try:
        with transaction.atomic():
            find_ink(paper, by=Actor.clock(paper.matter.unit))
    except CannotTake:
        logger.warning("no ink could be looked for on paper %s", paper.pk)
