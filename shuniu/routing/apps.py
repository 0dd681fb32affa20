"""The routing app plugs its sentences, listeners and departures in when it starts."""

from django.apps import AppConfig


class RoutingConfig(AppConfig):
    name = "shuniu.routing"
    verbose_name = "流转"

    def ready(self):
        from shuniu.matters import panels
        from shuniu.routing import listeners, presenting, sentences, sight  # noqa: F401

        panels.register(panels.Panel("slips", "routing/_panel.html", presenting.panel, panels.MAIN, order=20))
        panels.register(
            panels.Panel("time", "routing/_bar.html", presenting.bar, panels.SIDE, flag="slips", order=60)
        )
