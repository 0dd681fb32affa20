"""The documents app plugs its kind, sentences, listeners and panel in when it starts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "shuniu.documents"
    verbose_name = "发文"

    def ready(self):
        from shuniu.documents import listeners, presenting, sentences  # noqa: F401
        from shuniu.matters import kinds, panels, queries

        kinds.register(
            kinds.Kind("dispatch", _("发文"), "plan", ("working", 5))  # type: ignore[arg-type]
        )
        queries.add_flag("document", "documents_document", "matter_id")
        queries.add_flag("linked_from", "matters_link", "other_id")
        panels.register(
            panels.Panel("document", "documents/_panel.html", presenting.panel, panels.MAIN, order=15)
        )
        panels.register(
            panels.Panel("document_start", "documents/_start.html", presenting.start, panels.FOOT, order=30)
        )
