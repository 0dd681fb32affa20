"""How the verbs of sheets read to a human, and who is told."""

from django.utils.translation import gettext_noop as _

from shuniu.journal.verbs import sentence
from shuniu.matters.models import Matter


def whoever_holds_it(line):
    """The one who has the matter sees to it that the words are read."""
    matter = Matter.objects.select_related("holder").filter(pk=line.subject_id).first()
    return [matter.holder] if matter and matter.holder and matter.holder_id != line.actor_id else []


_AT = "shuniu.sheets.operations."

sentence(
    "sheet.printed",
    term="打印单子",
    reads=_("{actor}打印{name},第{copy}次"),
    operation=_AT + "printing.print_of_matter",
    weighty=False,
)
sentence(
    "ink.found",
    term="待认手迹",
    reads=_("扫描件“{name}”上有手迹 {count} 处,等人认"),
    operation=_AT + "inking.find_ink",
    tells=whoever_holds_it,
)
sentence(
    "ink.confirmed",
    term="认手迹",
    reads=_("{actor}认出{leader}的手迹"),
    operation=_AT + "inking.confirm_ink",
)
sentence(
    "ink.dropped",
    term="不算手迹",
    reads=_("{actor}看过,不算手迹:{reason}"),
    operation=_AT + "inking.drop_ink",
    weighty=False,
)
