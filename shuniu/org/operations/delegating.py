"""授权委托: power passed on by a written word, for a time, within what it names; taken back at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shuniu.org import moment, rules
from shuniu.org.actor import Actor
from shuniu.org.acts import record
from shuniu.org.entrusting import scope_of, sorts, yuan
from shuniu.org.models import Delegation, Division, Entrusted, Person
from shuniu.org.readings import in_charge_of
from shuniu.org.refusals import Refused, require


def delegate(
    giver: Person,
    *,
    receiver: Person,
    since: date,
    until: date,
    basis: str,
    by: Actor,
    whole: bool = False,
    divisions: Sequence[Division] = (),
    papers: Sequence[tuple[str, str]] = (),
    money_limit: Decimal | None = None,
    wording: str = "",
) -> Delegation:
    """授权委托: the whole of one's own power, or what `divisions` and `papers` (sort, code) name; both narrow it.

    Power that was itself delegated is nobody's own and so is never in it (D-09). The sum is in yuan.
    """
    with record("delegation.given", by=by, subject=giver) as line:
        giver = Person.objects.select_for_update().get(pk=giver.pk)
        require(rules.may_delegate(by, giver))
        verdict = rules.may_receive_delegation(receiver, giver)
        if not verdict:
            raise Refused(verdict.reason, verdict.code, "receiver")
        if until < since:
            raise Refused(_("结束日期要晚于开始日期"), "until", "until")
        if until < moment.today():
            raise Refused(_("这段日子已经过去了"), "past", "until")
        if not basis.strip():
            raise Refused(_("写明书面依据"), "basis", "basis")
        if money_limit is not None and money_limit <= 0:
            raise Refused(_("额度要大于零;不限就空着"), "money", "money_limit")
        _check_scope(giver, since, whole, divisions, papers)
        delegation = Delegation.objects.create(
            giver=giver,
            receiver=receiver,
            whole=whole,
            wording=wording.strip(),
            money_limit=money_limit,
            since=since,
            until=until,
            basis=basis.strip(),
        )
        Entrusted.objects.bulk_create(
            [
                *(
                    Entrusted(delegation=delegation, division=division)
                    for division in dict.fromkeys(divisions)
                ),
                *(
                    Entrusted(delegation=delegation, sort=sort, code=code)
                    for sort, code in dict.fromkeys(papers)
                ),
            ]
        )
        line.update(
            giver=giver.name,
            receiver=receiver.name,
            functions=in_full(delegation),
            basis=delegation.basis,
            since=since.isoformat(),
            until=until.isoformat(),
            delegation=delegation.pk,
        )
    return delegation


def _check_scope(
    giver: Person, since: date, whole: bool, divisions: Sequence[Division], papers: Sequence[tuple[str, str]]
) -> None:
    """It says what it is for: everything, or something, not both and not nothing; and only what is the giver's."""
    if whole == bool(divisions or papers):
        reason = _("已经是全部权限,下面就不用再选") if whole else _("写明委托什么:全部权限,或者选几样")
        raise Refused(reason, "scope", "scope")
    own = {division.pk for division in in_charge_of(giver, since)} if divisions else set()
    other = [division.name for division in divisions if division.pk not in own]
    if other:
        raise Refused(
            _("%(what)s不归%(who)s分管,不能由他委托") % {"what": _("、").join(other), "who": giver.name},
            "charge",
            "divisions",
        )
    known = {(sort.code, code) for sort in sorts() for code, _word in sort.choices()}
    if not known.issuperset(papers):
        raise Refused(_("没有这样的文件或事项"), "papers")


def in_full(delegation: Delegation) -> str:
    """委托的全文 in one line: what, up to how much, until when."""
    said = [scope_of(delegation)]
    if delegation.money_limit is not None:
        said.append(_("%s以内") % yuan(delegation.money_limit))
    said.append(_("到%s为止") % date_format(delegation.until, "Y-m-d"))
    return _(",").join(said)


def revoke_delegation(delegation: Delegation, *, by: Actor) -> Delegation:
    """收回委托: at once, by the giver or the director; what was decided under it stands."""
    with record("delegation.revoked", by=by, subject=delegation.giver) as line:
        Person.objects.select_for_update().get(pk=delegation.giver_id)
        delegation = Delegation.objects.select_related("giver", "receiver").get(pk=delegation.pk)
        require(rules.may_revoke_delegation(by, delegation))
        delegation.revoked_at = moment.now()
        delegation.save(update_fields=["revoked_at"])
        line.update(giver=delegation.giver.name, receiver=delegation.receiver.name, delegation=delegation.pk)
    return delegation
