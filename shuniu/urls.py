"""Addresses: nouns, one list for each app."""

from django.urls import include, path

urlpatterns = [
    path("", include("shuniu.supervision.urls")),
    path("", include("shuniu.desk.urls")),
    path("", include("shuniu.desk.urls_inbox")),
    path("", include("shuniu.routing.urls")),
    path("", include("shuniu.notices.urls")),
    path("", include("shuniu.sheets.urls")),
    path("", include("shuniu.documents.urls")),
    path("", include("shuniu.archives.urls")),
    path("", include("shuniu.matters.urls")),
    path("", include("shuniu.org.urls")),
    path("", include("shuniu.api.urls")),
    path("accounts/", include("allauth.urls")),
]

handler400 = "shuniu.desk.refusing.bad_request"
handler403 = "shuniu.desk.refusing.forbidden"
handler404 = "shuniu.desk.refusing.not_found"
handler500 = "shuniu.desk.refusing.server_error"
