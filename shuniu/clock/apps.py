from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClockConfig(AppConfig):
    name = "shuniu.clock"
    label = "clock"
    verbose_name = _("日历与时限")
