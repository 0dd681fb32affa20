"""The sheets app plugs its sentences, listeners and panels in when it starts."""

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "shuniu.sheets"
    verbose_name = "单子"

    def ready(self):
        from shuniu.matters import panels, queries, rules
        from shuniu.sheets import listeners, presenting, sentences  # noqa: F401

        rules.LOOKS.add("sheet.printed")
        queries.add_flag("inks_waiting", "sheets_ink", "matter_id", "settled_at IS NULL")
        panels.register(
            panels.Panel(
                "inks", "sheets/_inks.html", presenting.inks, panels.MAIN, flag="inks_waiting", order=5
            )
        )
        panels.register(panels.Panel("print", "sheets/_print.html", presenting.press, panels.FOOT, order=40))
