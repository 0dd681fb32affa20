"""交接流转: every open share of a leaver's slips, each proposed to somebody, handed over in one press."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shuniu.matters import rules as matter_rules
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.models import Person
from shuniu.org.naming import people_called
from shuniu.org.readings import director_of, stand_in_of
from shuniu.org.refusals import Refused
from shuniu.routing import operations
from shuniu.routing.models import Part


@login_required
@require_http_methods(["GET", "POST"])
def handing_over(request, pk: int):
    """GET proposes the B or the director, POST hands over everything at once or nothing."""
    leaver = get_object_or_404(Person.objects.visible_to(request.actor).select_related("unit"), pk=pk)
    verdict = matter_rules.may_hand_over(request.actor, leaver)
    parts = (
        list(Part.objects.in_hand_of(leaver).select_related("stage__slip__matter", "holder"))
        if verdict
        else []
    )
    typed: dict[int, str] = {}
    problems: list[str] = []
    if request.method == "POST" and verdict:
        heirs, problems = _heirs(request, parts, typed)
        if not problems:
            try:
                moved = operations.hand_over(leaver, to=heirs, by=request.actor)
            except Refused as refused:
                problems = [refused.reason]
            else:
                messages.success(request, _("%d 份流转都交接好了") % len(moved))
                return redirect("person", pk=leaver.pk)
    heir = stand_in_of(leaver, moment.now()) or director_of(leaver.unit)
    seen = Matter.objects.visible_to(request.actor).filter(pk__in=[p.stage.slip.matter_id for p in parts])
    readable = set(seen.values_list("pk", flat=True))
    rows = [
        {
            "part": part,
            "matter": part.stage.slip.matter,
            "readable": part.stage.slip.matter_id in readable,
            "heir": typed.get(part.pk, heir.name if heir.pk != leaver.pk else ""),
        }
        for part in parts
    ]
    context = {"leaver": leaver, "rows": rows, "verdict": verdict, "problems": problems}
    return render(request, "routing/handing_over.html", context, status=422 if problems else 200)


def _heirs(request, parts: list[Part], typed: dict[int, str]) -> tuple[dict[int, Person], list[str]]:
    heirs: dict[int, Person] = {}
    problems = []
    for part in parts:
        typed[part.pk] = request.POST.get(f"to-{part.pk}", "").strip()
        called = people_called(typed[part.pk], request.actor.unit)
        if len(called) == 1:
            heirs[part.pk] = called[0]
        elif typed[part.pk]:
            said = {"number": part.stage.slip.matter.number, "name": typed[part.pk]}
            problems.append(_("%(number)s:没认出“%(name)s”是谁") % said)
    return heirs, problems
