"""今日: one page for everybody, by role."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from shuniu.desk.pages import leader, liaison
from shuniu.desk.today import LeaderToday, Today, along, today_of
from shuniu.desk.today.next_press import presses_of
from shuniu.journal.models import Line
from shuniu.journal.sentences import read
from shuniu.org import moment

OFFICE_PAGES = ("director", "deputy", "staff")
# What an inspection looks at: power passed on, roles and fields changed. Titles of matters are in none of them.
EXCEPTIONS = (
    "delegation.given", "delegation.revoked", "role.granted", "role.withdrawn", "charge.set", "person.left",
)  # fmt: skip
ROWS = 30  # of a list; the rest is a link
FEW = 5  # so many more are shown without being asked for
HOURS = mark_safe("".join(f'<text x="{(hour - 8) * 10}%" y="12">{hour}</text>' for hour in range(8, 18)))


def today(request):
    """今日: by role; the same page for everybody, mine first, then what waits, then what was done."""
    role, shown = today_of(request.actor)
    if role == "administrator":
        return redirect("health")
    if isinstance(shown, LeaderToday):
        return leader.home(request, shown)
    if role == "liaison":
        return liaison.home(request)
    context = {"today": shown, "role": role}
    if role in OFFICE_PAGES:
        context |= day_line(shown) | heaps_of(shown, request.GET.get("list", ""))
        context["presses"] = presses_of(request.actor, shown.first)
    elif role == "driver":
        context |= {"shown": shown.items[:ROWS], "more": len(shown.items[ROWS:])}
    elif role == "inspection":
        context["exceptions"] = exceptions_of_month(request.actor)
    name = "today" if role in OFFICE_PAGES else f"today_{role}"
    return render(request, f"desk/{name}.html", context)


def heaps_of(shown: Today, code: str) -> dict:
    """接着的、顺手办、等别人、以后: named with their number, and only the one asked for is written out."""
    named = (
        ("rest", _("接着的"), shown.rest),
        ("small", _("顺手办(10分钟内)"), shown.small),
        ("waiting", _("等别人"), shown.waiting),
        ("later", _("以后"), shown.later),
    )
    heaps = [
        {"code": name, "word": word, "items": items, "shown": items[:ROWS], "more": len(items[ROWS:])}
        for name, word, items in named
        if items
    ]
    opened = next((heap for heap in heaps if heap["code"] == code), None)
    if opened is None and heaps and heaps[0]["code"] == "rest" and len(shown.rest) <= FEW:
        opened = heaps[0]
    return {"heaps": heaps, "opened": opened}


def exceptions_of_month(actor) -> list[dict]:
    """本月例外: the acts of the journal that an inspection asks for, newest first."""
    first = moment.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    lines = (
        Line.objects.filter(unit=actor.unit, at__gte=first, verb__in=EXCEPTIONS)
        .select_related("actor", "acting_for")
        .order_by("-at", "-id")[:100]
    )
    return [{"at": line.at, "words": read(line)} for line in lines]


def day_line(shown: Today) -> dict:
    """今天的线: hours, the marks of what is due today, and where one stands now; x from 0 to 100."""
    today = shown.now.date()
    return {
        "hours": HOURS,
        "dues": sorted({along(i.due) for i in shown.items if i.due and i.due.date() == today}),
        "now_at": along(shown.now) if 8 <= shown.now.hour < 18 else None,
    }
