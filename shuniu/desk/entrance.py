"""进门: who comes in, who stays locked out, and in a demo office one press becomes any person."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shuniu.org.choices import DivisionKind
from shuniu.org.models import Account, Unit


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """Only addresses of this office; anything else leads to 今日."""
    wanted = request.POST.get("next") or request.GET.get("next") or default
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed and wanted.startswith("/") else default


def entrance_address(request: HttpRequest) -> str:
    """Where a stranger is led: an empty office sets itself up first, a demo office offers its people."""
    if not Unit.objects.exists():
        return "/first/"
    door = "/as/" if settings.SHUNIU_DEMO else "/accounts/login/"
    came = request.get_full_path() if request.method == "GET" else "/"
    return door if came == "/" else f"{door}?{urlencode({'next': came})}"


def locked_page(
    request: HttpRequest, *, address: str, kept: QueryDict | None = None, wrong: bool = False
) -> HttpResponse:
    """锁上了: the password again; what had been sent meanwhile is carried along and sent after it."""
    carried = [
        (name, value)
        for name, values in (kept.lists() if kept is not None else ())
        if name not in ("csrfmiddlewaretoken", "password")
        for value in values
    ]
    context = {"address": address, "carried": carried, "wrong": wrong}
    return render(request, "desk/locked.html", context, status=423 if carried or wrong else 200)


def locked(request: HttpRequest) -> HttpResponse:
    """GET asks for the password, POST opens (or, with `lock`, locks at once)."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    if request.method != "POST":
        return locked_page(request, address=safe_next(request))
    if "lock" in request.POST:
        request.session["locked"] = True
        return HttpResponseRedirect("/locked/")
    if not _password_fits(request):
        if getattr(request, "htmx", None):
            return HttpResponse(status=403)
        return locked_page(request, address=safe_next(request), wrong=True)
    request.session["locked"] = False
    request.session["acted"] = _seconds()
    if getattr(request, "htmx", None):
        return HttpResponse(status=204)
    return HttpResponseRedirect(safe_next(request))


def _seconds() -> int:
    import time

    return int(time.time())


def _password_fits(request: HttpRequest) -> bool:
    """The password of who is signed in; five wrong ones sign them out."""
    if request.user.check_password(request.POST.get("password", "")):
        request.session["wrong"] = 0
        return True
    wrong = request.session.get("wrong", 0) + 1
    request.session["wrong"] = wrong
    if wrong >= 5:
        logout(request)
    return False


def forgotten(request: HttpRequest) -> HttpResponse:
    """忘了口令: an office has no mail to send links by; the administrator sets a new one."""
    return render(request, "account/forgotten.html")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """界面语言: kept with the account, and in a cookie for the page of signing in."""
    chosen = request.POST.get("language", "")
    # The frame's own form says no address, so that it is the same on every page: back to where it was pressed.
    came_from = urlsplit(request.headers.get("Referer", ""))
    back = safe_next(request)
    own = came_from.netloc == request.get_host() and not came_from.path.startswith("//")
    if "next" not in request.POST and own:
        back = came_from.path + (f"?{came_from.query}" if came_from.query else "")
    response = HttpResponseRedirect(back)
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=settings.SECURE,
        )
        if request.user.is_authenticated:
            request.user.interface = {**(request.user.interface or {}), "language": chosen}
            request.user.save(update_fields=["interface"])
    return response


def become(request: HttpRequest) -> HttpResponse:
    """换一个人看: only in a demo office, where everybody is invented."""
    if not settings.SHUNIU_DEMO:
        raise Http404
    accounts = (
        Account.objects.filter(is_active=True, person__left_on=None)
        .exclude(person=None)
        .select_related("person", "person__division", "person__unit")
        .prefetch_related("person__appointments__post", "person__grants")
        .order_by("person__unit_id", "person__rank", "person_id")
    )
    if request.method == "POST":
        account = get_object_or_404(accounts, person_id=request.POST.get("person") or 0)
        login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
        return HttpResponseRedirect(safe_next(request))
    groups: dict[str, list] = {}
    for account in accounts:
        groups.setdefault(_group(account.person), []).append(account.person)
    return render(request, "desk/become.html", {"groups": groups.items(), "next": safe_next(request)})


def _group(person) -> str:
    kind = person.division.kind if person.division else ""
    names = {
        DivisionKind.LEADERSHIP: _("领导"),
        DivisionKind.OFFICE: _("办公室"),
        DivisionKind.TOWNSHIP: _("乡镇"),
    }
    return names.get(kind, _("部门"))
