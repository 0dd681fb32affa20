"""The documents app plugs its kinds, sentences and panels in when it starts."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "shuniu.documents"
    verbose_name = "发文"
