"""Addresses of notices: nouns."""

from django.urls import path

from shuniu.notices import pages

urlpatterns = [
    path("notices/", pages.page, name="notices"),
    path("notices/settings/", pages.mine, name="notice_choice"),
    path("shifts/", pages.shifts, name="shifts"),
    path("shifts/<int:pk>/dropping/", pages.shift_dropping, name="shift_dropping"),
    path("settings/channels/", pages.channel_list, name="channels"),
    path("settings/channels/<slug:code>/", pages.channel, name="channel"),
    path("settings/channels/<slug:code>/closing/", pages.channel_closing, name="channel_closing"),
    path("settings/channels/<slug:code>/trial/", pages.channel_trial, name="channel_trial"),
]
