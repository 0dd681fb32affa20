"""Addresses: nouns, one list for each app."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
