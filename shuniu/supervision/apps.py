"""The supervision app plugs its sentences, listeners, panels and departures in when it starts."""

from django.apps import AppConfig
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    name = "shuniu.supervision"
    label = "supervision"
    verbose_name = _("督查督办")

    def ready(self):
        from shuniu.matters import panels, queries, readings, sight
        from shuniu.org import moment
        from shuniu.supervision import hands, listeners, presenting, sentences, standing  # noqa: F401
        from shuniu.supervision.models import Escalation

        queries.add_flag("supervised", "supervision_item", "matter_id")
        queries.add_flag("chased", "supervision_chase", "matter_id")
        queries.add_flag("put_to_leader", "supervision_escalation", "matter_id")
        queries.add_flag("sent_out", "supervision_parcel", "matter_id")
        queries.add_flag("sent_here", "supervision_parcel", "arrived_id")
        changes = ", ".join(f"'{verb}'" for verb in hands.CHANGES)
        queries.add_flag(
            "changed_hands",
            "journal_line",
            "subject_id",
            f"subject_kind = 'matter' AND x.verb IN ({changes})",
        )
        # One light everywhere: what only supervision knows is told to it as facts of the matter.
        readings.also_known(standing.CHASED, standing.chased_in)
        readings.also_known(standing.REPORTS, lambda value: standing.report_in(value, moment.today()))
        # Whoever was asked to check something, or to decide it, may know of what it is about.
        sight.also_seen_by(
            lambda person: Q(Exists(Escalation.objects.filter(matter=OuterRef("pk"), leader=person)))
        )
        panels.register(
            panels.Panel("supervision", "supervision/_panel.html", presenting.panel, panels.MAIN, order=40)
        )
        panels.register(
            panels.Panel(
                "hands", "supervision/_hands.html", hands.panel, panels.SIDE, flag="changed_hands", order=58
            )
        )
