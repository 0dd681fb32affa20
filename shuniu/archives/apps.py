"""The archives app plugs its sentences and panels in when it starts."""

from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    name = "shuniu.archives"
    verbose_name = "归档"
