"""The archives app plugs its sentences, panel and departures in when it starts."""

from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    name = "shuniu.archives"
    verbose_name = "归档"

    def ready(self):
        from shuniu.archives import presenting, rules, sentences
        from shuniu.archives.operations.lending import still_out
        from shuniu.matters import closing, panels, queries
        from shuniu.org import departures

        assert sentences
        queries.add_flag("filed", "archives_archiveitem", "matter_id")
        panels.register(
            panels.Panel("archive", "archives/_panel.html", presenting.panel, panels.SIDE, order=70)
        )
        closing.also_asks_before_reopening(rules.stays_settled)
        departures.register(still_out)
