"""到时的事 of notices: three digests a day, a look ahead, and taking back what has been acted on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from functools import partial

from shuniu.notices import digests, looking_ahead, sending, telling  # noqa: F401  (registers its errands)
from shuniu.notices.choices import DIGEST_HOURS
from shuniu.notices.models import Digest, Notice
from shuniu.org import moment
from shuniu.org.models import Unit

KEPT = timedelta(days=90)


@dataclass(frozen=True)
class Periodic:
    """定时: `when` is an hour of the day or a distance; `do(unit)` gives how much was done."""

    name: str
    when: time | timedelta
    do: Callable[[Unit], int]


def clear_old(unit: Unit) -> int:
    """Notices are a by-product of the journal; after a quarter nothing asks for them any more."""
    before = moment.now() - KEPT
    gone, _by_model = Notice.objects.filter(unit=unit, at__lt=before).delete()
    Digest.objects.filter(unit=unit, day__lt=moment.local(before).date()).delete()
    return gone


PERIODIC: tuple[Periodic, ...] = (
    *(
        Periodic(f"notices.digest_{hour:%H%M}", hour, partial(digests.write, hour=hour))
        for hour in DIGEST_HOURS
    ),
    Periodic("notices.look_ahead", timedelta(minutes=5), looking_ahead.look),
    Periodic("notices.withdraw", timedelta(seconds=20), sending.withdraw_what_is_done),
    Periodic("notices.clear_old", time(2, 40), clear_old),
)
