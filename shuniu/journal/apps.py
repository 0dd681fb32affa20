from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "shuniu.journal"
    label = "journal"
    verbose_name = _("流水")

    def ready(self):
        from shuniu.journal.recording import record
        from shuniu.journal.verbs import sentence
        from shuniu.org import acts
        from shuniu.org.sentences import VERBS

        acts.use_recorder(record)
        for name, term, reads, operation in VERBS:
            sentence(name, term=term, reads=reads, operation=f"shuniu.org.operations.{operation}")
