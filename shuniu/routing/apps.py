"""The routing app plugs its sentences, listeners and departures in when it starts."""

from django.apps import AppConfig


class RoutingConfig(AppConfig):
    name = "shuniu.routing"
    verbose_name = "流转"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from shuniu.matters import kinds, panels
        from shuniu.org import entrusting
        from shuniu.routing import listeners, presenting, sentences, sight  # noqa: F401
        from shuniu.routing.choices import DELEGABLE

        panels.register(panels.Panel("slips", "routing/_panel.html", presenting.panel, panels.MAIN, order=20))
        panels.register(
            panels.Panel("time", "routing/_bar.html", presenting.bar, panels.SIDE, flag="slips", order=60)
        )
        # What a delegation may name besides bodies; `delegated` asks for these two.
        entrusting.add_sort("purpose", _("哪种单子"), lambda: [(one.value, one.label) for one in DELEGABLE])
        entrusting.add_sort("kind", _("哪类事项"), kinds.choices)
