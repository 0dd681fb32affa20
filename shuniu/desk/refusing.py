"""拒绝与出错的页: what happened, what was kept, what to do; never a code alone (product §9.3)."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def came_from(request: HttpRequest) -> str:
    """The page one came from, if it is ours; else 今日."""
    came = urlsplit(request.headers.get("Referer", ""))
    if came.netloc == request.get_host() and came.path:
        return came.path + (f"?{came.query}" if came.query else "")
    return "/"


def refused_page(request: HttpRequest, refusal, *, status: int = 403) -> HttpResponse:
    """`refusal`: a Verdict that says no, or a Refused. What was typed is shown again, so that nothing is lost."""
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "password") and len(value) > 1 and not value.isdigit()
    ]
    context = {"refusal": refusal, "back": came_from(request), "kept": kept[:20]}
    return render(request, "desk/refused.html", context, status=status)


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    return _told(
        request,
        404,
        _("没有这一页"),
        _("地址可能写错了,或者这件事不在您看得见的范围里。"),
        _("从今日找起,或者按 Ctrl K 找。"),
    )


def forbidden(request: HttpRequest, exception=None, reason: str = "") -> HttpResponse:
    return _told(
        request,
        403,
        _("这一页没有打开"),
        _("页面开得太久,或者不是从这里打开的,送来的没有收下。写的还在原来的页面上。"),
        _("回到原处,刷新一次再送。"),
    )


def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return _told(
            request,
            413,
            _("送来的太多了"),
            _("没有收下,什么都没有改。您那边的文件和写的字都还在。"),
            _("分几次送:一次不超过 64 MB,文件不超过 50 份。"),
        )
    return _told(request, 400, _("没看懂送来的东西"), _("什么都没有改,原来的都在。"), _("回到原处再试一次。"))


def server_error(request: HttpRequest) -> HttpResponse:
    """Without anything that could fail again: no database, no actor."""
    return HttpResponse(
        render_to_string(
            "desk/failed.html",
            {
                "heading": _("这一步没有做成"),
                "kept": _("已经存下的都在,没存的还在您的页面里(按返回能看到)。"),
                "todo": _("过一会儿再试。还不行,把时间和在做的事告诉系统管理员。"),
                "back": "/",
            },
        ),
        status=500,
    )


def _told(request: HttpRequest, status: int, heading: str, kept: str, todo: str) -> HttpResponse:
    inside = bool(getattr(request, "actor", None))
    context = {"heading": heading, "kept": kept, "todo": todo, "status": status, "back": came_from(request)}
    template = "desk/problem.html" if inside else "desk/problem_outside.html"
    return render(request, template, context, status=status)
