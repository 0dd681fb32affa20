"""Addresses of the frame: today, search, help, settings, health, entrance."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from shuniu.desk import assets, entrance
from shuniu.desk.pages import (
    coordination,
    finding,
    first,
    health,
    help,
    leader,
    ledgers,
    liaison,
    ordering,
    places,
    settings,
    today,
)

urlpatterns = [
    path("", today.today),
    # The package's pages by e-mail are not for an office without one.
    path("accounts/email/", RedirectView.as_view(url="/settings/")),
    path("accounts/password/reset/", entrance.forgotten),
    path("accounts/signup/", RedirectView.as_view(url="/accounts/login/")),
    path("as/", entrance.become),
    *(
        path(f"{name}/", places.place, {"name": name})
        for name in ("affairs", "docs", "meetings")
    ),
    path("plan/", places.plan),
    path("reports/", places.reports),
    re_path(r"^assets/(?P<stem>[a-z]+)\.(?P<digest>[0-9a-f]+)\.(?P<suffix>[a-z]+)$", assets.serve),
    path("feedbacks/<int:pk>/verification/", liaison.feedback_verification, name="feedback_verification"),
    path("first/", first.found),
    path("first/backup/", first.backup),
    path("first/division-of-work/", first.division_of_work),
    path("first/ledgers/", first.ledgers),
    path("first/people/", first.people),
    path("first/phone/", first.phone),
    path("health/", health.page, name="health"),
    path("health/backup/", health.backup),
    path("health/diagnosis/", health.diagnosis),
    path("health/slips/", health.slips),
    path("health/verification/", health.verification),
    path("help/", help.page),
    path("ledgers/", ledgers.page),
    path("ledgers/<slug:key>/taking-back/", ledgers.taking_back),
    path("leader/absence/", leader.absence),
    path("leader/brief/", leader.hush),
    path("leader/kept/", leader.kept_away),
    path("locked/", entrance.locked),
    path("matters/<slug:slug>/coordination/", coordination.page, name="coordination"),
    path("matters/<slug:slug>/unsigned/", coordination.unsigned_of, name="unsigned"),
    path("unsigned/", coordination.unsigned, name="unsigned_all"),
    path("matters/<slug:slug>/asked/", liaison.asked, name="asked"),
    path("mine/<slug:slug>/feedback/", liaison.report, name="my_feedback"),
    path("mine/<slug:slug>/passing-on/", liaison.pass_on, name="passing_on"),
    path("mine/<slug:slug>/samples/<int:pk>/", liaison.sample, name="sample"),
    path("papers/agreement/", leader.agreement, name="leader_agreement"),
    path("papers/<int:pk>/", leader.paper, name="leader_paper"),
    path("papers/<int:pk>/decision/", leader.decision, name="leader_decision"),
    path("papers/<int:pk>/ink/", leader.handwriting, name="leader_ink"),
    path("papers/<int:pk>/withdrawal/", leader.withdrawal, name="leader_withdrawal"),
    path("search/", finding.search),
    path("search/beside/", finding.besides),
    path("search/palette/", finding.palette),
    path("sentences/", finding.sentences),
    path("settings/", settings.page),
    path("settings/accounts/", settings.accounts),
    path("settings/accounts/<int:pk>/closing/", settings.closing),
    path("settings/accounts/<int:pk>/password/", settings.password),
    path("settings/interface/", settings.interface),
    path("settings/order/", ordering.page),
    path("settings/signing/", leader.factor),
    path("settings/language/", entrance.language),
]
