"""How the verbs of the archive read to a human, and who is told."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from shuniu.journal.verbs import sentence

_AT = "shuniu.archives.operations."


def _borrower(line):
    """Who has it, or asked for it."""
    from shuniu.archives.models import Loan

    loan = Loan.objects.select_related("borrower").filter(pk=line.particulars.get("loan")).first()
    return [loan.borrower] if loan and loan.borrower_id != line.actor_id else []


def _keeper(line):
    """The keeper hears that something is wanted."""
    from shuniu.archives.operations import fonds_of

    fonds = fonds_of(line.unit)
    return [fonds.keeper] if fonds and fonds.keeper and fonds.keeper_id != line.actor_id else []


def _keeper_and_director(line):
    from shuniu.org.readings import director_of

    return [*_keeper(line), director_of(line.unit)]


def _say(verb, term, reads, operation, **more):
    sentence(f"archive.{verb}", term=term, reads=reads, operation=_AT + operation, **more)


_say("fonds_settled", "写全宗", _("{actor}写定全宗 {code} {name}"), "settling.settle_fonds", weighty=False)
_say("org_coded", "定机构代码", _("{actor}定机构代码 {code} {name}"), "settling.name_org", weighty=False)
_say("table_written", "写期限表", _("{actor}写期限表第{version}版"), "settling.write_table", weighty=False)
_say(
    "table_agreed",
    "期限表生效",
    _("{actor}登记:{approved_by}以{number}同意期限表第{version}版"),
    "settling.agree_table",
)
_say("decided", "定归档", _("{actor}定归档:{said} {reason}"), "deciding.decide")
_say("packed", "成包", _("{actor}成包 {name},{items}件"), "packing.pack_year", weighty=False)
_say("listed", "列移交清单", _("{actor}列{year}年移交清单,{items}件"), "handing.make_list")
_say("tested", "四性检测", _("{actor}做四性检测:{items}件,{outcome}"), "handing.test")
_say("handed_over", "移交档案", _("{actor}移交{year}年档案{items}件"), "handing.hand_over", tells=_keeper)
_say("received", "接收档案", _("{actor}接收{year}年档案{items}件"), "handing.receive")
_say("sent_back", "退回档案", _("{actor}退回 {code}:{reason}"), "handing.send_back")
_say(
    "loan_asked",
    "申请借阅",
    _("{actor}要借 {code}:{purpose},{due_on}还"),
    "lending.ask_loan",
    tells=_keeper,
)
_say(
    "loan_decided",
    "批借阅",
    _("{actor}把 {code} {said}{who} {words}"),
    "lending.decide_loan",
    tells=_borrower,
)
_say("loan_returned", "归还档案", _("{actor}收回{who}借的 {code} {state}"), "lending.take_back")
_say("loan_chased", "催还档案", _("请{who}归还 {code},{due_on}到期"), "lending.chase_loans", tells=_borrower)
_say("held", "不许动", _("{actor}定{count}件不许动:{why} {basis}"), "holding.hold")
_say("released", "解除不许动", _("{actor}解除不许动({basis}):{reason}"), "holding.release")
_say("appraisal_opened", "提出鉴定", _("{actor}提出鉴定{count}件"), "appraising.open_appraisal")
_say(
    "appraised",
    "定鉴定意见",
    _("{actor}定鉴定意见:续存{kept}件,销毁{destroyed}件"),
    "appraising.conclude",
)
_say("destruction_listed", "列销毁清单", _("{actor}列销毁清单{count}件"), "appraising.list_for_destruction")
_say("destruction_approved", "批准销毁", _("{actor}批准销毁{count}件"), "appraising.approve_destruction")
_say("destruction_witnessed", "监销", _("{actor}监销并签字,{count}件"), "appraising.witness")
_say("destroyed", "销毁档案", _("{actor}销毁{count}件,监销:{said}"), "appraising.destroy")
_say(
    "standing_reported",
    "报归档进度",
    _("{year}年归档:等着定{undecided}件,已归{filed}件,已接收{received}件"),
    "reporting.report_standing",
    tells=_keeper_and_director,
)
