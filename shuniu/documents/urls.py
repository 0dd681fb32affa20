"""Addresses of outgoing documents."""

urlpatterns: list = []
