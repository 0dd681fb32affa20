"""健康: for the administrator; the state of the house, never the content of a matter."""

from __future__ import annotations

import json
import platform

from django.contrib import messages
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shuniu import __version__
from shuniu.clock import errands
from shuniu.desk import emergency_book, health
from shuniu.desk.refusing import refused_page
from shuniu.org import moment, rules
from shuniu.org.choices import Role
from shuniu.org.refusals import refuse, require
from shuniu.routing import moving

EMERGENCY = "desk.emergency_book"
BACKUP = "service.backup"  # registered by the service that runs the jobs


def may_look(actor):
    if actor.has(Role.ADMIN, Role.DIRECTOR):
        return rules.ALLOWED
    return refuse(_("健康由系统管理员和主任看"), "role")


def page(request: HttpRequest) -> HttpResponse:
    verdict = may_look(request.actor)
    if not verdict:
        return refused_page(request, verdict)
    context = {"lines": health.lines(request.actor.unit), "may": rules.may_keep_accounts(request.actor)}
    return render(request, "desk/health.html", context)


def slips(request: HttpRequest) -> HttpResponse:
    """卡住的流转单, by number only: whoever keeps the system puts them into a hand and reads nothing of the matter."""
    verdict = may_look(request.actor)
    if not verdict:
        return refused_page(request, verdict)
    stuck = moving.stuck(request.actor.unit).values("pk", "started_at")[:200]
    return render(request, "desk/health_slips.html", {"stuck": stuck})


@require_POST
def backup(request: HttpRequest) -> HttpResponse:
    """现在备一次: asked of whoever does the jobs, so that the page need not wait."""
    require(rules.may_keep_accounts(request.actor))
    now = moment.now()
    errands.ask(BACKUP, unit=request.actor.unit, key=f"{BACKUP}:asked:{now:%Y%m%d%H%M}")
    messages.success(request, _("开始备份了,好了这里会显示。"))
    return redirect("/health/")


@require_POST
def verification(request: HttpRequest) -> HttpResponse:
    require(rules.may_keep_accounts(request.actor))
    now = moment.now()
    errands.ask(health.VERIFIED, unit=request.actor.unit, key=f"{health.VERIFIED}:asked:{now:%Y%m%d%H%M}")
    messages.success(request, _("开始验了,好了这里会显示。"))
    return redirect("/health/")


@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    """应急本: GET gives the newest to the office (titles of matters stand in it), POST asks for a new one."""
    actor = request.actor
    if request.method == "POST":
        require(rules.may_keep_accounts(actor) or may_look(actor))
        now = moment.now()
        errands.ask(EMERGENCY, unit=actor.unit, key=f"{EMERGENCY}:asked:{now:%Y%m%d%H%M}")
        messages.success(request, _("开始写了,好了这里会显示。"))
        return redirect("/health/")
    if not actor.in_office:
        return refused_page(
            request, refuse(_("应急本上有在办事项,由办公室取;值班电脑从指定的文件夹取"), "role")
        )
    path = emergency_book.newest(emergency_book.folder_of(actor.unit))
    if path is None:
        raise Http404
    kind = "application/pdf" if path.suffix == ".pdf" else "text/html; charset=utf-8"
    response = HttpResponse(path.read_bytes(), content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, path.name) or "attachment"
    response["Cache-Control"] = "no-store, private"
    return response


def diagnosis(request: HttpRequest) -> HttpResponse:
    """诊断包: versions and the lines of this page, nothing of any matter or person."""
    verdict = may_look(request.actor)
    if not verdict:
        return refused_page(request, verdict)
    told = {
        "version": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "database": connection.vendor,
        "at": moment.local(moment.now()).isoformat(timespec="seconds"),
        "lines": [
            {"name": line.name, "light": line.colour, "told": line.told}
            for line in health.lines(request.actor.unit)
        ],
    }
    response = HttpResponse(json.dumps(told, ensure_ascii=False, indent=1), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="shuniu-diagnosis.json"'
    return response
