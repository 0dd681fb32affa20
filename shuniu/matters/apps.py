from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MattersConfig(AppConfig):
    name = "shuniu.matters"
    label = "matters"
    verbose_name = _("事项")

    def ready(self):
        from shuniu.matters import kinds, listeners, sentences  # noqa: F401
        from shuniu.matters.intake import sentences as intake_sentences  # noqa: F401

        kinds.register_office_kinds()
