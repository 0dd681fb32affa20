"""Addresses of the frame: today, search, help, settings, health, entrance."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from shuniu.desk import assets, entrance
from shuniu.desk.pages import finding, first, health, help, places, settings, today

urlpatterns = [
    path("", today.today),
    # The package's pages by e-mail are not for an office without one.
    path("accounts/email/", RedirectView.as_view(url="/settings/")),
    path("accounts/password/reset/", entrance.forgotten),
    path("accounts/signup/", RedirectView.as_view(url="/accounts/login/")),
    path("as/", entrance.become),
    *(
        path(f"{name}/", places.place, {"name": name})
        for name in ("affairs", "docs", "meetings", "supervise")
    ),
    path("plan/", places.plan),
    path("reports/", places.reports),
    re_path(r"^assets/(?P<stem>[a-z]+)\.(?P<digest>[0-9a-f]+)\.(?P<suffix>[a-z]+)$", assets.serve),
    path("first/", first.found),
    path("first/backup/", first.backup),
    path("first/division-of-work/", first.division_of_work),
    path("first/ledgers/", first.ledgers),
    path("first/people/", first.people),
    path("first/phone/", first.phone),
    path("health/", health.page, name="health"),
    path("health/backup/", health.backup),
    path("health/diagnosis/", health.diagnosis),
    path("health/verification/", health.verification),
    path("help/", help.page),
    path("locked/", entrance.locked),
    path("search/", finding.search),
    path("search/beside/", finding.besides),
    path("search/palette/", finding.palette),
    path("sentences/", finding.sentences),
    path("settings/", settings.page),
    path("settings/accounts/", settings.accounts),
    path("settings/accounts/<int:pk>/closing/", settings.closing),
    path("settings/accounts/<int:pk>/password/", settings.password),
    path("settings/interface/", settings.interface),
    path("settings/language/", entrance.language),
]
