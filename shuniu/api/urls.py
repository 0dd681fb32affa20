"""The interface under /api/1/."""

from django.urls import path

from shuniu.api.endpoints import api

urlpatterns = [path("api/1/", api.urls)]
