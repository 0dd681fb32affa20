"""Addresses: nouns, one list for each app."""

from django.urls import include, path

urlpatterns = [
    path("", include("shuniu.desk.urls")),
    path("", include("shuniu.matters.urls")),
    path("", include("shuniu.org.urls")),
    path("", include("shuniu.api.urls")),
    path("accounts/", include("allauth.urls")),
]
