"""Eight pages, each the least that answers the question."""

from datetime import UTC, datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from shuniu.bench.ceiling.models import Counter, Event, Matter, Terms
from shuniu.matters.terms import bigrams, runs
from shuniu.org import moment


@login_required
def mine(request):
    found = Matter.objects.filter(holder_id_of=request.user.person_id, is_open=True)
    if after := request.GET.get("after"):
        stamp, pk = (int(part) for part in after.split("_"))
        at = datetime.fromtimestamp(stamp / 1e6, UTC)
        found = found.filter(Q(moved__lt=at) | Q(moved=at, id__lt=pk))
    rows = found.order_by("-moved", "-id")[:50]
    return render(request, "ceiling/list.html", {"rows": rows, "count": rows.count()})


@login_required
def ledger(request):
    """What is late, by its date; of one division when asked."""
    found = Matter.objects.filter(is_open=True, due__lt=moment.now())
    if lead := request.GET.get("lead"):
        found = found.filter(lead_id_of=lead)
    rows = found.order_by("due", "id")[:50]
    return render(request, "ceiling/list.html", {"rows": rows, "count": rows.count()})


@login_required
def month(request):
    """How much is due on each day of eight weeks, and what comes first."""
    now = moment.now()
    coming = Matter.objects.filter(is_open=True, due__gte=now, due__lt=now + timedelta(weeks=8))
    days = coming.annotate(day=TruncDate("due")).values("day").annotate(count=Count("id")).order_by("day")
    rows = coming.order_by("due", "id")[:50]
    return render(request, "ceiling/list.html", {"days": days, "rows": rows, "count": rows.count()})


@login_required
def item(request, pk):
    matter = get_object_or_404(Matter, pk=pk)
    return render(
        request, "ceiling/item.html", {"matter": matter, "events": matter.events.order_by("at", "id")}
    )


@login_required
def create(request):
    with transaction.atomic():
        matter = Matter.objects.create(
            title=request.POST["title"], state="pending", is_open=True, holder=request.user.username,
            holder_id_of=request.user.person_id, lead="", moved=timezone.now(), text=request.POST.get("text", ""),
        )  # fmt: skip
        Event.objects.create(matter=matter, at=matter.moved, actor=request.user.username, words="created")
        Terms.objects.create(matter=matter, terms=bigrams(matter.title + " " + matter.text))
        Counter.objects.filter(lead="", state="pending").update(count=F("count") + 1)
    return HttpResponse(status=201, headers={"Location": f"/item/{matter.pk}/"})


@login_required
def search(request):
    words = runs(request.GET["q"])
    if connection.vendor == "sqlite":
        sql = (
            "SELECT t.matter_id FROM ceiling_terms_fts f JOIN ceiling_terms t ON t.id = f.rowid"
            " WHERE f.terms MATCH %s ORDER BY f.rowid DESC LIMIT 1001"
        )
        values = [" AND ".join('"' + " ".join(terms) + '"' for terms in words)]
    else:
        sql = (
            "WITH c AS MATERIALIZED (SELECT matter_id FROM ceiling_terms"
            " WHERE string_to_array(terms, ' ') @> %s LIMIT 5000) SELECT matter_id FROM c ORDER BY 1 DESC LIMIT 1001"
        )
        values = [[term for terms in words for term in terms]]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        ids = [row[0] for row in cursor.fetchall()]
    rows = Matter.objects.filter(pk__in=ids[:50]).order_by("-id")
    return render(request, "ceiling/list.html", {"rows": rows, "count": len(ids)})


@login_required
def counts(request):
    return render(request, "ceiling/counts.html", {"rows": Counter.objects.order_by("lead", "state")})


@login_required
@transaction.atomic
def change(request, pk):
    matter = get_object_or_404(Matter.objects.select_for_update(), pk=pk)
    Matter.objects.filter(pk=pk).update(state="in_hand", moved=timezone.now())
    Event.objects.create(matter=matter, at=timezone.now(), actor=request.user.username, words="in_hand")
    Counter.objects.filter(lead=matter.lead, state="in_hand").update(count=F("count") + 1)
    return HttpResponse(status=204)
