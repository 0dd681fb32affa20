"""到时的事 of the archive: lent items are chased, and three days a year say how far the filing is (A-06)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from shuniu.archives import operations
from shuniu.org.models import Unit


@dataclass(frozen=True)
class Daily:
    """每天一次 from the hour `when` on."""

    name: str
    when: time
    do: Callable[[Unit], int]


PERIODIC = (
    Daily("archives.chase_loans", time(8, 5), operations.chase_loans),
    Daily("archives.report_standing", time(8, 20), operations.report_standing),
)
