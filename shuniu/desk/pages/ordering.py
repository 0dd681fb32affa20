"""/settings/order/: the weights of the order of work and the days of the ladder, with what they do before they count."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shuniu.clock.office_calendar import calendar_for
from shuniu.desk.ordering_form import Ordering, examples, ladder_days, plain
from shuniu.matters import operations, rules
from shuniu.matters.ranking import DEFAULT, STANDARD
from shuniu.matters.readings import ladder_of, weights_of
from shuniu.org import moment
from shuniu.org.refusals import Refused


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """GET shows what counts now; POST shows what would change, and with `agreed` or `standard` changes it."""
    unit, verdict = request.actor.unit, rules.may_set_order(request.actor)
    weights, rungs = weights_of(unit), ladder_of(unit)
    form = Ordering(request.POST or None, weights=weights, rungs=rungs)
    tried, tried_rungs = weights, rungs
    if request.method == "POST":
        if request.POST.get("standard"):
            form = Ordering(plain(DEFAULT, STANDARD), weights=weights, rungs=rungs)
        if form.is_valid():
            said, days = form.said()
            tried, tried_rungs = DEFAULT.changed(said), STANDARD.changed(days)
            if request.POST.get("agreed") or request.POST.get("standard"):
                try:
                    operations.set_order(weights=said, rungs=days, by=request.actor)
                except Refused as refused:
                    form.add_error(None, refused.reason)
                else:
                    messages.success(request, _("改好了,从下一页起就按新的算。"))
                    return redirect("/settings/order/")
    now, calendar = moment.local(moment.now()), calendar_for(unit)
    due = calendar.working_day_on_or_after(now.date())
    context = {
        "form": form,
        "verdict": verdict,
        "examples": examples(tried, weights, now=now, calendar=calendar),
        "ladder": ladder_days(due, tried_rungs, calendar),
        "due": due,
        "changed": (tried, tried_rungs) != (weights, rungs),
        "standard": weights == DEFAULT and rungs == STANDARD,
    }
    return render(request, "desk/ordering.html", context, status=422 if form.errors else 200)
