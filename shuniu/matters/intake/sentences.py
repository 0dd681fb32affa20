"""How the verbs of intake read to a human."""

from django.utils.translation import gettext_noop as _

from shuniu.journal.verbs import sentence
from shuniu.matters.models import Matter


def whoever_holds_it(line):
    matter = Matter.objects.select_related("holder").filter(pk=line.subject_id).first()
    return [matter.holder] if matter and matter.holder and matter.holder_id != line.actor_id else []


sentence(
    "matter.left_unread",
    term="没读出来",
    reads=_("没读出来:{problem}"),
    operation="shuniu.matters.intake.operations.leave_unread",
    weighty=False,
)
sentence(
    "matter.field_corrected",
    term="更正读出来的",
    reads=_("{actor}把读出来的{field}从“{before}”改成“{value}”"),
    operation="shuniu.matters.intake.operations.correct_field",
    weighty=False,
)
sentence(
    "matter.vouched",
    term="看过无密级",
    reads=_("{actor}看过原件,确认没有密级标志"),
    operation="shuniu.matters.intake.operations.vouch",
)
sentence(
    "matter.sheet_returned",
    term="纸回来了",
    reads=_("签过的纸扫描回来了:{name}"),
    operation="shuniu.matters.intake.operations.bring_home",
    tells=whoever_holds_it,
)
sentence(
    "unowned.given",
    term="没人管的给人",
    reads=_("{actor}把没人管的“{what}”给了{to}"),
    operation="shuniu.matters.unowned.shelf.give",
)
sentence(
    "unowned.dropped",
    term="今年不办",
    reads=_("{actor}定“{what}”今年不办:{reason}"),
    operation="shuniu.matters.unowned.shelf.drop",
    forgets=("reason",),
)
sentence(
    "ledger.brought",
    term="导入台账",
    reads=_("{actor}从台账“{name}”导入 {rows} 件"),
    operation="shuniu.matters.ledgers.bringing.bring",
)
sentence(
    "ledger.taken_back",
    term="撤回导入的台账",
    reads=_("{actor}撤回从台账“{name}”导入的 {rows} 件"),
    operation="shuniu.matters.ledgers.bringing.take_back",
)
