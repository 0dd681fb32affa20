"""通道: the ways out of the house, each behind the same two verbs. With none opened nothing leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuniu.notices.channels.apps import Dingtalk, Feishu, Wecom
from shuniu.notices.channels.base import Addressee, Channel
from shuniu.notices.channels.mail import Mail
from shuniu.notices.channels.robots import DingtalkRobot, FeishuRobot, Robot, WecomRobot
from shuniu.org.models import Person

if TYPE_CHECKING:
    from shuniu.notices import models

PAGE = "page"  # a person's choice: only in the page
KNOWN: dict[str, type[Channel]] = {
    one.code: one for one in (Wecom, Dingtalk, Feishu, WecomRobot, DingtalkRobot, FeishuRobot, Mail)
}


def of(row: models.Channel) -> Channel:
    """The channel that a row describes, ready to send."""
    return KNOWN[row.code](
        given=row.given, secrets=row.secrets, cache_key=f"{row.code}:{row.unit_id}:{row.pk}"
    )


def usual_address(code: str, person: Person) -> str:
    """What the office knows of a person already; an account of a messenger has to be written down."""
    known = KNOWN[code]
    if known is Mail:
        return person.email
    return person.phone if issubclass(known, Robot) else ""


def addressee(person: Person, address: str) -> Addressee:
    return Addressee(person.name, address)
