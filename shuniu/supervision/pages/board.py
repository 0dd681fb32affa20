"""督: the board of lights, one week of one row, and the lists behind the tabs (product §7.7)."""

from __future__ import annotations

from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from shuniu.matters.choices import SourceType
from shuniu.matters.models import Matter
from shuniu.matters.todo import lines_by, lines_of
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.refusals import Refused
from shuniu.supervision import lists, rules
from shuniu.supervision.board import SORTS, board, names_of
from shuniu.supervision.choices import Axis
from shuniu.supervision.given_out import ABOVE, of_row
from shuniu.supervision.history import stood
from shuniu.supervision.models import Chase, Item, SpotCheck
from shuniu.supervision.weeks import end_of_week, monday_of

ROWS = 50
SHOWN = 12  # reds, and ambers, on the board itself
QUARTERS = (
    gettext_lazy("%(year)d年一季度"), gettext_lazy("%(year)d年二季度"), gettext_lazy("%(year)d年三季度"),
    gettext_lazy("%(year)d年四季度"),
)  # fmt: skip
SORT_WORDS = {
    "name": gettext_lazy("按名称"),
    "leader": gettext_lazy("按分管领导"),
    "urgent": gettext_lazy("按最急的事"),
}


def reader(request: HttpRequest) -> Actor:
    """Who reads matters; the administrator keeps the system and does not."""
    if not request.actor or not request.actor.reads_matters:  # type: ignore[attr-defined]
        raise Refused(_("管理员和纪检看不到事项内容;需要时请另授办公室角色"), "role")
    return request.actor  # type: ignore[attr-defined]


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    actor = reader(request)
    code = request.GET.get("view") or request.GET.get("light", "")
    if code:
        return _list(request, actor, code)
    axis = request.GET.get("by", "")
    axis = axis if axis in Axis.values else Axis.BODY
    source = request.GET.get("source", "")
    source = source if source == ABOVE or source in SourceType.values else ""
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "name"
    quarter = _quarter(request.GET.get("quarter", ""))
    shown = board(actor, axis=axis, source=source, sort=sort, until=quarter)
    office = actor.in_office
    context = {
        "board": shown,
        "axes": Axis.choices,
        "sources": [(ABOVE, _("上级交办")), *SourceType.choices],
        "sorts": [(name, SORT_WORDS[name]) for name in SORTS],
        "quarter": request.GET.get("quarter", "") if quarter else "",
        "quarters": _quarters(),
        "reds": shown.reds[:SHOWN],
        "ambers": shown.ambers[:SHOWN],
        "may_chase": office or actor.has(Role.LEADER, Role.HEAD),
        "may_escalate": actor.has(Role.DIRECTOR, Role.DEPUTY),
        "may_draw": bool(rules.may_draw(actor)),
        "to_chase": shown.to_chase if office else 0,
        "views": lists.VIEWS,
        "waiting": _waiting(actor),
    }
    return render(request, "supervision/board.html", context)


def _waiting(actor: Actor) -> dict:
    """What waits for a word: slips to confirm, items proposed, checks drawn."""
    if not actor.in_office:
        return {}
    director = actor.has(Role.DIRECTOR)
    slips = (
        list(
            Chase.objects.filter(
                Matter.objects.visible_to(actor).of("matter_id"),
                sent_at=None,
                dropped_at=None,
                confirmed_by=None,
            )
            .select_related("matter", "to")
            .order_by("-step", "at")[:6]
        )
        if director
        else []
    )
    proposed = Item.objects.filter(
        matter__unit=actor.unit,
        proposed_at__isnull=False,
        registered_at=None,
        declined_at=None,
        matter__is_open=True,
    ).count()
    drawn = list(
        SpotCheck.objects.filter(draw__unit=actor.unit, checked_at=None).values_list("draw__seed", flat=True)
    )
    return {"slips": slips, "proposed": proposed, "drawn": len(drawn), "seed": drawn[-1] if drawn else None}


def _list(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    view, matters = lists.of(code, actor)
    text = request.GET.get("page", "1")
    number = min(max(int(text), 1), 200) if text.isdigit() and len(text) < 5 else 1
    found = lines_of(matters[(number - 1) * ROWS : number * ROWS + 1], actor=actor, most=ROWS + 1)
    context = {
        "view": view,
        "views": lists.VIEWS,
        "rows": found[:ROWS],
        "more": len(found) > ROWS,
        "number": number,
        "keep": f"view={view.code}&",
        "in_office": actor.in_office,
    }
    return render(request, "supervision/list.html", context)


@require_GET
def week(request: HttpRequest, monday: str) -> HttpResponse:
    """一格: how the matters of one row stood at the end of one week."""
    actor = reader(request)
    try:
        first = monday_of(date.fromisoformat(monday))
    except ValueError:
        raise Http404 from None
    if first > moment.today():
        raise Http404
    axis, key = request.GET.get("by", Axis.BODY), request.GET.get("of", "")
    if axis not in Axis.values or len(key) > 20:
        raise Http404
    seen = of_row(Matter.objects.visible_to(actor), axis, key)
    then = {one.pk: one for one in stood(actor.unit, seen, end_of_week(first))}
    order = {"red": 0, "amber": 1, "green": 2, "none": 3}
    lines = lines_by(then, actor=actor)
    lines.sort(key=lambda line: (order[then[line.pk].light.colour], line.due or datetime.max))
    found = [{"line": line, "light": then[line.pk].light} for line in lines]
    context = {
        "monday": first,
        "end": end_of_week(first),
        "found": found[:200],
        "name": _row_name(actor, axis, key),
        "back": f"/supervise/?by={axis}",
    }
    return render(request, "supervision/week.html", context)


def _row_name(actor: Actor, axis: str, key: str) -> str:
    row = names_of(actor, axis, {key}).get(key)
    return row.name if row else ""


def _quarter(text: str) -> date | None:
    """2026-1 → the last day of the first quarter; the present one, a later one and nonsense give None."""
    year, _dash, number = text.partition("-")
    if not (year.isdigit() and len(year) == 4 and number in ("1", "2", "3", "4")):
        return None
    last = date(int(year), int(number) * 3, 31 if number in ("1", "4") else 30)
    return last if last < moment.today() else None


def _quarters() -> list[tuple[str, str]]:
    """The four quarters before this one, the newest first."""
    today = moment.today()
    year, number = today.year, (today.month - 1) // 3 + 1
    found = []
    for _n in range(4):
        year, number = (year - 1, 4) if number == 1 else (year, number - 1)
        found.append((f"{year}-{number}", QUARTERS[number - 1] % {"year": year}))
    return found
