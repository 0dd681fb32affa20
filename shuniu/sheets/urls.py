"""Addresses of sheets: under what they are about."""

from django.urls import path

from shuniu.sheets import pages

urlpatterns = [
    path("matters/<slug:slug>/sheets/<slug:key>/", pages.of_matter, name="sheet"),
    path("people/<int:pk>/sheets/handing-over/", pages.handing_over, name="sheet_handing_over"),
    path("sheets/ledger/", pages.ledger, name="sheet_ledger"),
    path("inks/<int:pk>/", pages.settle_ink, name="ink"),
    path("inks/<int:pk>/picture/", pages.ink_picture, name="ink_picture"),
]
