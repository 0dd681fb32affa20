"""签: the second factor that the unit has chosen, asked at 批 and remembered for the minutes the unit allows."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

from allauth.core import context, ratelimit
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from shuniu.org.actor import Actor
from shuniu.org.choices import Factor
from shuniu.org.models import Unit
from shuniu.org.refusals import Refused
from shuniu.routing.models import Part

REMEMBERED = "signed"  # when this session last proved who writes
MINUTES = 15


@dataclass(frozen=True)
class Asked:
    """What this person is asked for now; `factor` none when nothing is. `why`: it cannot be given at all yet."""

    factor: str
    minutes: int
    why: str = ""
    challenge: str = ""  # for a passkey, what the browser must answer

    @property
    def label(self) -> str:
        return str(Factor(self.factor).label)


def chosen(unit: Unit) -> tuple[str, int]:
    """The unit's choice; without one, nothing beyond being signed in is asked."""
    kept = unit.settings.get("signing", {})
    factor = kept.get("factor", Factor.NONE)
    return (factor if factor in Factor.values else Factor.PASSWORD), int(kept.get("minutes", MINUTES))


def where_to_sign(actor: Actor, part: Part) -> str:
    """The page on which words in a leader's box are written while the unit asks for a second factor; else anywhere."""
    return f"/papers/{part.pk}/" if chosen(actor.unit)[0] != Factor.NONE else ""


def asked(request: HttpRequest, *, needed: bool = True) -> Asked:
    """What to ask at this press. A person without the chosen device is told where to set it up."""
    factor, minutes = chosen(request.actor.unit)
    if not needed or factor == Factor.NONE or _remembered(request, minutes):
        return Asked(Factor.NONE, minutes)
    if factor == Factor.CODE and _device(request, Authenticator.Type.TOTP) is None:
        return Asked(factor, minutes, _("还没有绑手机验证码,先在“两步登录”里绑好再批"))
    if factor == Factor.PASSKEY:
        if _device(request, Authenticator.Type.WEBAUTHN) is None:
            return Asked(factor, minutes, _("还没有通行密钥,先在“两步登录”里加上再批"))
        return Asked(factor, minutes, challenge=_challenge(request))
    if factor == Factor.PASSWORD and not request.user.has_usable_password():
        return Asked(factor, minutes, _("这个账号还没有口令,先请管理员设一个"))
    return Asked(factor, minutes)


def prove(request: HttpRequest, *, needed: bool = True) -> None:
    """Raises Refused when what was asked for is missing or wrong; nothing of what was written is lost by that."""
    factor, minutes = chosen(request.actor.unit)
    if not needed or factor == Factor.NONE or _remembered(request, minutes):
        return
    given = request.POST.get("proof", "").strip()
    if not given:
        raise Refused(_("批之前要再确认一次是您本人;写的都还在"), "proof", "proof")
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        raise Refused(_("错的次数太多,过一分钟再试;写的都还在"), "proof", "proof")
    if not _RIGHT[factor](request, given):
        raise Refused(_WRONG[factor](), "proof", "proof")
    request.session[REMEMBERED] = int(time.time())


def _remembered(request: HttpRequest, minutes: int) -> bool:
    since = time.time() - request.session.get(REMEMBERED, 0)
    return minutes > 0 and 0 <= since < minutes * 60


def _device(request: HttpRequest, sort: str) -> Authenticator | None:
    return Authenticator.objects.filter(user=request.user, type=sort).first()


def _password(request: HttpRequest, given: str) -> bool:
    return request.user.check_password(given)


def _code(request: HttpRequest, given: str) -> bool:
    device = _device(request, Authenticator.Type.TOTP)
    return device is not None and device.wrap().validate_code(given)


def _challenge(request: HttpRequest) -> str:
    from allauth.mfa.webauthn.internal import auth  # asks for the passkey library, which few offices use

    with context.request_context(request):
        return json.dumps(auth.begin_authentication(request.user))


def _passkey(request: HttpRequest, given: str) -> bool:
    from allauth.mfa.webauthn.internal import auth

    try:
        with context.request_context(request):
            auth.complete_authentication(request.user, auth.parse_authentication_response(json.loads(given)))
    except (ValidationError, ValueError, TypeError, KeyError):
        return False
    return True


_RIGHT = {Factor.PASSWORD: _password, Factor.CODE: _code, Factor.PASSKEY: _passkey}
_WRONG = {
    Factor.PASSWORD: lambda: _("口令不对,再输一次;写的都还在"),
    Factor.CODE: lambda: _("验证码不对或已经用过,等下一个再输;写的都还在"),
    Factor.PASSKEY: lambda: _("通行密钥没有通过,再试一次;写的都还在"),
}
