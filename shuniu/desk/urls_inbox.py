"""Addresses of 收件 and 没人管."""

from django.urls import path, re_path

from shuniu.desk.pages import arrivals, batches, inbox, unowned

urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/arrivals/", arrivals.arrivals, name="arrivals"),
    path("inbox/arrivals/<slug:token>/stop/", arrivals.stopping, name="arrival_stopping"),
    path("inbox/batch/", batches.batch, name="inbox_batch"),
    path("inbox/placed/", batches.placed_today, name="inbox_placed"),
    path("inbox/unowned/", unowned.shelf, name="unowned"),
    path("inbox/unowned/<int:pk>/", unowned.pressing, name="unowned_pressing"),
    re_path(r"^inbox/undoing/(?P<lines>[0-9,]{1,2000})/$", batches.undoing, name="inbox_undoing"),
    path("inbox/<slug:slug>/", inbox.inbox, name="inbox_one"),
    path("inbox/<slug:slug>/placing/", inbox.placing, name="inbox_placing"),
    path("inbox/<slug:slug>/fields/", inbox.correcting, name="inbox_correcting"),
    path("inbox/<slug:slug>/sameness/", inbox.sameness, name="inbox_sameness"),
    path("inbox/<slug:slug>/progress/", inbox.progress, name="inbox_progress"),
]
