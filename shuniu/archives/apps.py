"""The archives app plugs its sentences, panel and departures in when it starts."""

from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    name = "shuniu.archives"
    verbose_name = "归档"

    def ready(self):
        from shuniu.archives import presenting, sentences
        from shuniu.archives.operations.lending import still_out
        from shuniu.matters import panels, queries
        from shuniu.org import departures

        assert sentences
        queries.add_flag("filed", "archives_archiveitem", "matter_id")
        panels.register(
            panels.Panel("archive", "archives/_panel.html", presenting.panel, panels.SIDE, order=70)
        )
        departures.register(still_out)
