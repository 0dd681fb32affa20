"""交接: one page for everything a leaver still holds, each item proposed to somebody, confirmed in one press."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shuniu.matters import operations, rules
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.models import Person
from shuniu.org.naming import people_called
from shuniu.org.readings import director_of, stand_in_of
from shuniu.org.refusals import Refused


def proposed_heirs(leaver: Person) -> dict[int, tuple[Person, str]]:
    """matter id → (who, why): the B first, else the colleague of the same body with the least in hand."""
    items = Matter.objects.filter(is_open=True).filter(Q(holder=leaver) | Q(standing_in_for=leaver))
    stand_in = stand_in_of(leaver, moment.now())
    colleagues = list(
        Person.objects.active().filter(unit=leaver.unit, division=leaver.division).exclude(pk=leaver.pk).in_order()
    )
    load = Counter(Matter.objects.filter(is_open=True, holder__in=colleagues).values_list("holder_id", flat=True))
    proposals = {}
    for matter in items.only("pk"):
        if stand_in is not None:
            proposals[matter.pk] = (stand_in, _("B角"))
        elif colleagues:
            heir = min(colleagues, key=lambda person: (load[person.pk], person.rank))
            proposals[matter.pk] = (heir, _("同部门,手上%d件") % load[heir.pk])
            load[heir.pk] += 1
        else:
            proposals[matter.pk] = (director_of(leaver.unit), _("先由主任接着"))
    return proposals


@login_required
@require_http_methods(["GET", "POST"])
def handing_over(request, pk):
    """交接页: GET proposes, POST hands over everything at once or nothing."""
    leaver = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    verdict = rules.may_hand_over(request.actor, leaver)
    items = list(
        Matter.objects.filter(is_open=True)
        .filter(Q(holder=leaver) | Q(standing_in_for=leaver))
        .select_related("lead")
        .order_by("due", "pk")
    )
    proposals = proposed_heirs(leaver) if verdict else {}
    typed, problems = {}, []
    if request.method == "POST" and verdict:
        to = {}
        for matter in items:
            typed[matter.pk] = request.POST.get(f"to-{matter.pk}", "").strip()
            called = people_called(typed[matter.pk], request.actor.unit)
            if len(called) == 1:
                to[matter.pk] = called[0]
            elif typed[matter.pk]:
                problems.append(_("%(number)s:没认出“%(name)s”是谁") % {"number": matter.number, "name": typed[matter.pk]})
        if not problems:
            try:
                moved = operations.hand_over(leaver, to=to, by=request.actor)
            except Refused as refused:
                problems.append(refused.reason)
            else:
                messages.success(request, _("%(count)d 件都交接好了") % {"count": len(moved)})
                return redirect("person", pk=leaver.pk)
    # What may not be read is still handed over, but by number only.
    readable = set(Matter.objects.visible_to(request.actor).filter(pk__in=[m.pk for m in items]).values_list("pk", flat=True))
    rows = []
    for matter in items:
        heir, why = proposals.get(matter.pk, (None, ""))
        name = typed.get(matter.pk, heir.name if heir else "")
        rows.append({"matter": matter, "readable": matter.pk in readable, "heir": name, "why": why})
    context = {"leaver": leaver, "rows": rows, "verdict": verdict, "problems": problems}
    return render(request, "matters/handing_over.html", context, status=422 if problems else 200)
