"""A paper placed and three usual hands: 李明 drafts, 王芳 checks, 陈主任 decides, 赵局 leads."""

from __future__ import annotations

import pytest

from shuniu.conftest import acting
from shuniu.matters import operations as matters
from shuniu.routing import operations as slips
from shuniu.routing.choices import Box, Purpose
from shuniu.routing.planned import Planned


@pytest.fixture
def matter(office):
    by = acting(office.li)
    arrived = matters.capture(
        title="关于拨付首期资金的请示", source_type="paper", source_body="住建局", by=by
    )
    return matters.place(arrived, lead=office.housing, holder=office.li, by=by)


@pytest.fixture
def begin(office, matter):
    """A slip of just these stages."""

    def started(*stages, purpose=Purpose.CONSULT):
        return slips.start(matter, stages=list(stages), by=acting(office.li), purpose=purpose)

    return started


@pytest.fixture
def slip(office, begin):
    """拟办 王芳 → 批示 陈主任 → 承办 杜衡."""
    return begin(
        Planned("拟办", (office.wang,), box=Box.PROPOSAL),
        Planned("批示", (office.chen,), box=Box.INSTRUCT),
        Planned("承办", (office.du,), box=Box.HANDLE),
        purpose=Purpose.RECEIPT,
    )


@pytest.fixture
def says(office):
    """`says(slip, person, …)`: this person's open part at the current stage speaks."""

    def spoken(slip, person, verdict="agree", opinion="", **more):
        return slips.decide(mine(slip, person), by=acting(person), verdict=verdict, opinion=opinion, **more)

    return spoken


def mine(slip, person):
    """The open part of this person, wherever on the slip."""
    return slip.stages.get(state="open", parts__holder=person, parts__verdict="").parts.get(
        holder=person, verdict=""
    )


def at(slip) -> tuple[str, list[str]] | None:
    """Where it is: (stage, whose hands); None when it has ended."""
    slip.refresh_from_db()
    stage = slip.current
    if stage is None:
        return None
    return stage.title, [p.holder.name for p in stage.parts.filter(verdict="", opened_at__isnull=False)]


def way(slip) -> list[str]:
    """The slip as the paper one reads, without what was dropped."""
    return [s.title for s in slip.stages.exclude(state="dropped")]
