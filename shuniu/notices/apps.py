"""The notices app hears every verb and plugs its own sentences in when it starts."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "shuniu.notices"
    verbose_name = "通知"

    def ready(self):
        from shuniu.notices import sentences, telling  # noqa: F401
