"""Pages of the desk."""

from __future__ import annotations

from django.shortcuts import render


def today(request):
    return render(request, "desk/today.html", {})
