"""通知的动词: open and close a channel, try it, choose one's own, put somebody on duty."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.notices import channels, rules
from shuniu.notices.channels.base import NotSent
from shuniu.notices.models import Channel, Choice, Shift
from shuniu.notices.sending import channel_for
from shuniu.notices.wording import trial
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person
from shuniu.org.refusals import Refused, require

LONGEST_REST = timedelta(hours=3)
LONGEST_SHIFT = timedelta(days=8)


def open_channel(*, code: str, given: dict[str, str], usual: bool, by: Actor) -> Channel:
    """开通道: settings as typed. A secret left empty keeps the one stored; none of them goes into the journal."""
    known = channels.KNOWN.get(code)
    if known is None:
        raise Refused(_("没有这种通道"), "code")
    with record("channel.opened", by=by, subject=by.unit) as line:
        require(rules.may_open_channels(by))
        row = Channel.objects.select_for_update().filter(unit=by.unit, code=code).first() or Channel(
            unit=by.unit, code=code
        )
        for one in known.fields:
            value = (given.get(one.name) or "").strip()
            kept = row.secrets if one.secret else row.given
            if value or not one.secret:
                kept[one.name] = value
            if one.required and not kept.get(one.name):
                raise Refused(_("%s是空的") % one.label, "empty", one.name)
        if usual:
            Channel.objects.filter(unit=by.unit, usual=True).exclude(pk=row.pk).update(usual=False)
        row.usual = usual
        row.save()
        line.update(channel=str(known.label), host=channels.of(row).goes_to)
    return row


def close_channel(row: Channel, *, by: Actor) -> None:
    """关通道: what was written down for it, keys included, is gone; nothing more leaves this way."""
    with record("channel.closed", by=by, subject=by.unit) as line:
        require(rules.may_open_channels(by))
        if row.unit_id != by.unit.pk:
            raise Refused(_("没有这种通道"), "unit")
        Channel.objects.filter(pk=row.pk).delete()
        line.update(channel=str(channels.KNOWN[row.code].label))


def try_channel(row: Channel, *, address: str, by: Actor) -> None:
    """试一条 to oneself. Raises Refused with what the other side said; nothing is tried again."""
    with record("channel.tried", by=by, subject=by.unit) as line:
        require(rules.may_open_channels(by))
        if row.unit_id != by.unit.pk:
            raise Refused(_("没有这种通道"), "unit")
        address = address.strip() or channels.usual_address(row.code, by.somebody)
        if not address:
            raise Refused(_("写上您在那边的账号,才知道送给谁"), "address", "address")
        line.update(channel=str(channels.KNOWN[row.code].label))
    # After the line is written: the net may take ten seconds, and no table waits for it.
    message = trial(by.somebody).at(row.given.get("site", ""))
    try:
        channels.of(row).send(channels.addressee(by.somebody, address), message)
    except NotSent as problem:
        raise Refused(
            _("没送成,对方说:%s。设置都还在,改好再试。") % problem.code, "refused", "address"
        ) from None


def choose(
    person: Person,
    *,
    by: Actor,
    channel: str = "",
    address: str = "",
    rest_from: time | None = None,
    rest_until: time | None = None,
) -> Choice:
    """我的通知: which one channel, under what name there, and from when to when nothing but 特急 and emergencies."""
    with record("notice.chosen", by=by, subject=person) as line:
        require(rules.may_choose(by, person))
        opened = set(Channel.objects.filter(unit=person.unit_id).values_list("code", flat=True))
        if channel not in ("", channels.PAGE) and channel not in opened:
            raise Refused(_("这个通道没有开"), "channel", "channel")
        if (rest_from is None) != (rest_until is None):
            raise Refused(_("免打扰要写从几点到几点"), "rest", "rest_until")
        if rest_from is not None and rest_until is not None:
            if rest_until <= rest_from:
                raise Refused(_("结束要晚于开始"), "rest", "rest_until")
            long = timedelta(
                hours=rest_until.hour - rest_from.hour, minutes=rest_until.minute - rest_from.minute
            )
            if long > LONGEST_REST:
                raise Refused(_("免打扰一天最多三个小时,再长就报外出,让B角接"), "rest", "rest_until")
        choice, _new = Choice.objects.update_or_create(
            person=person,
            defaults={
                "channel": channel,
                "address": address.strip(),
                "rest_from": rest_from,
                "rest_until": rest_until,
            },
        )
        row, _address = channel_for(person)
        line.update(
            channel=str(channels.KNOWN[row.code].label) if row else str(_("页面")),
            rest=f"{rest_from:%H:%M}—{rest_until:%H:%M}" if rest_from and rest_until else "",
        )
    return choice


def put_on_duty(
    person: Person, *, starts: datetime, ends: datetime, by: Actor, at_desk: bool = True
) -> Shift:
    """排班: who is on duty from an hour to an hour; the same person not twice at once."""
    with record("shift.set", by=by, subject=person) as line:
        Person.objects.select_for_update().get(pk=person.pk)
        require(rules.may_set_shifts(by))
        if person.unit_id != by.unit.pk or not person.is_active:
            raise Refused(_("不是本单位在岗的人"), "unit", "who")
        if ends <= starts:
            raise Refused(_("结束要晚于开始"), "ends", "ends")
        if ends - starts > LONGEST_SHIFT:
            raise Refused(_("一班最长八天,再长请分开排"), "ends", "ends")
        if Shift.objects.filter(person=person, starts__lt=ends, ends__gt=starts).exists():
            raise Refused(_("%s这段时间已经有班") % person.name, "overlap", "starts")
        shift = Shift.objects.create(person=person, starts=starts, ends=ends, at_desk=at_desk)
        line.update(person=person.name, starts=_hour(starts), ends=_hour(ends))
    return shift


def take_off_duty(shift: Shift, *, by: Actor) -> None:
    """撤班."""
    with record("shift.dropped", by=by, subject=shift.person) as line:
        require(rules.may_set_shifts(by))
        if shift.person.unit_id != by.unit.pk:
            raise Refused(_("不是本单位在岗的人"), "unit")
        line.update(person=shift.person.name, starts=_hour(shift.starts), ends=_hour(shift.ends))
        Shift.objects.filter(pk=shift.pk).delete()


def _hour(at: datetime) -> str:
    return moment.local(at).strftime("%Y-%m-%d %H:%M")
