"""Addresses of supervision: nouns."""

from django.urls import path

from shuniu.supervision.pages import acting, board, chasing, escalations, items, ledger, spot_checks

urlpatterns = [
    path("supervise/", board.page, name="supervise"),
    path("supervise/weeks/<slug:monday>/", board.week, name="supervise_week"),
    path("supervise/chasing/", chasing.page, name="chasing"),
    path("supervise/chasing/<int:pk>/confirmation/", chasing.confirmation, name="chase_confirmation"),
    path("supervise/chasing/<int:pk>/dropping/", chasing.dropping, name="chase_dropping"),
    path("supervise/items/", items.page, name="supervise_items"),
    path("supervise/spot-checks/", spot_checks.page, name="spot_checks"),
    path("supervise/spot-checks/<int:pk>/", spot_checks.draw, name="spot_check_draw"),
    path("supervise/spot-checks/checks/<int:pk>/checkers/", spot_checks.checkers, name="spot_check_checkers"),
    path("supervise/spot-checks/checks/<int:pk>/finding/", spot_checks.finding, name="spot_check_finding"),
    path("supervise/escalations/<int:pk>/", escalations.page, name="escalation"),
    path("supervise/ledger/", ledger.page, name="supervise_ledger"),
    path("supervise/ledger/file/", ledger.file, name="supervise_ledger_file"),
    path("matters/<slug:slug>/supervision/breakdown/", acting.breakdown, name="supervision_breakdown"),
    path("matters/<slug:slug>/supervision/reviews/<int:pk>/", acting.review, name="supervision_review"),
    path("matters/<slug:slug>/supervision/<slug:noun>/", acting.act, name="supervision_act"),
]
