"""送出: a notice said at once or a digest goes out on one channel, and is taken back when it has been acted on."""

from __future__ import annotations

import logging

from shuniu.clock import errands
from shuniu.clock.models import Errand
from shuniu.notices import channels
from shuniu.notices.channels.base import NotNow, NotSent
from shuniu.notices.models import Channel, Choice, Delivery, Digest, Notice
from shuniu.notices.wording import of_digest, of_notice
from shuniu.org import moment
from shuniu.org.models import Person, Unit

logger = logging.getLogger(__name__)
SEND = "notices.send"


def say_at_once(notice: Notice) -> None:
    """打扰: said now; on the page always, and on the one channel of the person if there is one."""
    notice.told_at = moment.now()
    notice.save(update_fields=["told_at"])
    hand_out(notice.person, notice.unit, notice=notice)


def say_digest(digest: Digest) -> None:
    hand_out(digest.person, digest.unit, digest=digest)


def channel_for(person: Person) -> tuple[Channel | None, str]:
    """走哪条路: the person's own choice, else the usual one of the unit; with the address on it. None: page only."""
    choice = Choice.objects.filter(person=person).first()
    wanted = choice.channel if choice else ""
    if wanted == channels.PAGE:
        return None, ""
    opened = Channel.objects.filter(unit=person.unit_id)
    row = opened.filter(code=wanted).first() if wanted else opened.filter(usual=True).first()
    if row is None:
        return None, ""
    address = (choice.address if choice else "") or channels.usual_address(row.code, person)
    return (row, address) if address else (None, "")


def hand_out(person: Person, unit: Unit, **of) -> None:
    """Asked of whoever does the errands, in the transaction of the act: a killed process loses none."""
    row, _address = channel_for(person)
    if row is None:
        return
    now = moment.now()
    sent = Delivery.objects.create(unit=unit, person=person, channel=row.code, asked_at=now, **of)
    errands.ask(SEND, unit=unit, key=f"{SEND}:{sent.pk}", due=now, delivery=sent.pk)


def send(delivery: Delivery) -> None:
    """送: once; what has been acted on meanwhile is not sent. Raises NotNow to be tried again by the errand."""
    if delivery.sent_at or delivery.problem or not _stands(delivery):
        return
    row, address = channel_for(delivery.person)
    if row is None or row.code != delivery.channel:
        _write_down(delivery, problem="closed")
        return
    if delivery.notice is not None:
        message = of_notice(delivery.notice)
    else:
        assert delivery.digest is not None, "a delivery is of a notice or a digest"
        message = of_digest(delivery.digest)
    message = message.at(row.given.get("site", ""))
    try:
        receipt = channels.of(row).send(channels.addressee(delivery.person, address), message)
    except NotNow:
        raise
    except NotSent as problem:
        # Not tried again: what is wrong is the setting or the address. 健康 shows it; the page has the notice anyway.
        logger.warning("delivery %s on %s was refused: %s", delivery.pk, row.code, problem.code)
        _write_down(delivery, problem=problem.code)
        return
    _write_down(delivery, sent_at=moment.now(), receipt=receipt)


def withdraw_what_is_done(unit: Unit) -> int:
    """收回: messages whose notice no longer stands disappear where the interface lets one take them back."""
    gone = 0
    out = Delivery.objects.may_go_back(moment.now()).filter(unit=unit).select_related("notice", "digest")
    opened = {row.code: row for row in Channel.objects.filter(unit=unit)} if out else {}
    for delivery in out:
        if _stands(delivery) or delivery.channel not in opened:
            continue
        try:
            channels.of(opened[delivery.channel]).withdraw(delivery.receipt)
        except NotNow:
            return gone  # at the next look
        except NotSent as problem:
            _write_down(delivery, withdrawn_at=moment.now(), problem=problem.code)
            continue
        _write_down(delivery, withdrawn_at=moment.now())
        gone += 1
    return gone


def _stands(delivery: Delivery) -> bool:
    """A digest stands while one of its lines does."""
    own = {"pk": delivery.notice_id} if delivery.notice_id else {"digest": delivery.digest_id}
    return Notice.objects.filter(**own).standing(delivery.unit, moment.now()).exists()


def _write_down(delivery: Delivery, **values) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(**values)


@errands.errand(SEND)
def _send(errand: Errand) -> None:
    delivery = (
        Delivery.objects.select_related("unit", "person__unit", "person__account", "notice__matter", "digest")
        .filter(pk=errand.payload["delivery"])
        .first()
    )
    if delivery is not None:
        send(delivery)
