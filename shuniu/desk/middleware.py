"""A refusal of a rule becomes a page that says what happened, what was kept and what to do."""

from __future__ import annotations

from django.shortcuts import render

from shuniu.org.refusals import Refused


class RefusalMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Refused):
            return None
        return render(request, "desk/refused.html", {"refusal": exception}, status=409)
