"""What wraps every page: refusals become pages, headers keep the outside out, a resting screen locks, the language is
the person's own, and the quiet line travels with pieces of pages too."""

from __future__ import annotations

import time
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from shuniu.desk.context import LOCK_AFTER
from shuniu.desk.health import took
from shuniu.desk.refusing import refused_page
from shuniu.org.refusals import Refused

# No script or style inside a page, nothing from any other host.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-src 'self' blob:; frame-ancestors 'self'; base-uri 'none'; "
    "manifest-src 'self'; object-src 'none'"
)
# Seconds between two notes in the session that somebody is there: a row is not written for every page.
NOTE_EVERY = 60
OPEN_WHILE_LOCKED = ("/locked/", "/accounts/", "/assets/", "/static/", "/settings/language/")
# Where strangers may go: signing in, the first run of an empty office, the look of the pages. The interface for
# programs asks for its own key.
OPEN_TO_STRANGERS = ("/accounts/", "/assets/", "/static/", "/first/", "/as/", "/settings/language/", "/api/")


class HeadersMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        begun = time.perf_counter()
        response = self.get_response(request)
        if getattr(request, "resolver_match", None) and not request.path.startswith("/assets/"):
            took.append((f"/{request.resolver_match.route}", (time.perf_counter() - begun) * 1000))
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(self), microphone=(self), geolocation=()")
        if response.get("Content-Type", "").startswith("text/html"):
            # A shared machine must not show yesterday's page after signing out.
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class InterfaceMiddleware:
    """界面语言: the person's own choice, wherever they sit; else what the browser asks for in the cookie, else Chinese."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if request.user.is_authenticated:
            chosen = (request.user.interface or {}).get("language") or chosen
        if chosen not in dict(settings.LANGUAGES):
            chosen = settings.LANGUAGE_CODE
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        return response


class EntranceMiddleware:
    """进门: every page knows who asks, so that pages below need not look; strangers sign in and come back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(OPEN_TO_STRANGERS) or request.actor:
            return self.get_response(request)
        if request.user.is_authenticated:
            return render(request, "desk/no_person.html", status=403)
        if getattr(request, "htmx", None):
            return HttpResponse(status=401, headers={"HX-Redirect": "/accounts/login/"})
        from shuniu.desk.entrance import entrance_address

        return HttpResponseRedirect(entrance_address(request))


class LockMiddleware:
    """锁屏: fifteen minutes without an act and the session asks for the password again; what was sent is kept."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if (
            settings.SHUNIU_DEMO
            or not request.user.is_authenticated
            or request.path.startswith(OPEN_WHILE_LOCKED)
        ):
            return self.get_response(request)
        now = int(time.time())
        acted = request.session.get("acted", now)
        if request.session.get("locked") or now - acted > LOCK_AFTER.total_seconds():
            request.session["locked"] = True
            return self._ask(request)
        if "acted" not in request.session or now - acted >= NOTE_EVERY:
            request.session["acted"] = now
        return self.get_response(request)

    def _ask(self, request):
        if getattr(request, "htmx", None) or request.path.startswith("/api/"):
            return HttpResponse(status=423)
        if request.method == "POST":
            from shuniu.desk.entrance import locked_page

            return locked_page(request, address=request.get_full_path(), kept=request.POST)
        return HttpResponseRedirect("/locked/?" + urlencode({"next": request.get_full_path()}))


class RefusalMiddleware:
    """A refusal of a rule becomes a page that says what happened, what was kept and what to do."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        return _with_quiet_line(request, response)

    def process_exception(self, request, exception):
        if not isinstance(exception, Refused):
            return None
        # Who may not read here at all is told so; who may, and came too late or too early, is in conflict.
        return refused_page(request, exception, status=403 if exception.code == "role" else 409)


def _with_quiet_line(request, response):
    """A piece of a page brings the line of what was just done along, outside of its own place."""
    htmx = getattr(request, "htmx", None)
    if not htmx or response.streaming or response.status_code != 200 or "HX-Redirect" in response.headers:
        return response
    if not response.get("Content-Type", "").startswith("text/html") or not len(get_messages(request)):
        return response
    line = render_to_string("desk/pieces/quiet_along.html", {}, request)
    response.content = response.content + line.encode()
    return response
