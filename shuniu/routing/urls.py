"""Addresses of slips: nouns."""

from django.urls import path

from shuniu.routing.pages import handing_over, routes, slips, starting

urlpatterns = [
    path("matters/<slug:slug>/slips/", starting.start, name="slip_start"),
    path("people/<int:pk>/slips/", handing_over.handing_over, name="slips_handing_over"),
    path("slips/", slips.slips, name="slips"),
    path("slips/<int:pk>/", slips.slip, name="slip"),
    path("slips/<int:pk>/unsticking/", slips.stuck, name="slip_unsticking"),
    path("slips/<int:pk>/<slug:noun>/", slips.act, name="slip_act"),
    path("settings/routes/", routes.routes, name="routes"),
    path("settings/routes/new/", routes.route, name="route_new"),
    path("settings/routes/usual/", routes.usual, name="routes_usual"),
    path("settings/routes/<int:pk>/", routes.route, name="route"),
    path("settings/routes/<int:pk>/retirement/", routes.retirement, name="route_retirement"),
]
