"""How each verb of an outgoing document reads to a human, and who is told."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from shuniu.journal.verbs import sentence

_AT = "shuniu.documents.operations."


def _drafter(line):
    """Who wrote it hears what became of it."""
    from shuniu.documents.models import Document

    found = Document.objects.select_related("drafter").filter(matter=line.subject_id).first()
    return [found.drafter] if found and found.drafter_id != line.actor_id else []


for name, term, reads, operation, options in (
    ("document.started", "拟稿", _("{actor}拟稿({kind}):{title}。{why}"), "drafting.start_draft", {}),
    ("document.head_set", "定要素", _("{actor}定要素:{kind} {signer} {disclosure}"), "drafting.set_head", {"weighty": False}),
    ("document.version_saved", "存一稿", _("{actor}存第{version}稿:{why}"), "writing.save_version", {"weighty": False}),
    ("document.brought_in", "导入稿子", _("{actor}导入“{source}”,成第{version}稿"), "writing.bring_in", {}),
    (
        "document.remarked", "旁批", _("{actor}旁批:{words}"), "writing.remark",
        {"tells": _drafter, "weighty": False, "forgets": ("words", "quote")},
    ),
    (
        "document.remark_answered", "答复意见", _("{actor}答复{whom}:{words}"), "writing.answer",
        {"weighty": False, "forgets": ("words",)},
    ),
    ("document.excused", "说明", _("{actor}说明“{what}”:{words}"), "writing.excuse", {"weighty": False}),
    ("document.sent_for_review", "送核", _("{actor}送核第{version}稿,到{to}"), "reviewing.send_for_review", {}),
    ("document.signed", "签发", _("{name}签发第{version}稿"), "reviewing.set_state", {"tells": _drafter}),
    ("document.rechecked", "复核", _("{actor}复核第{version}稿。{words}"), "reviewing.recheck", {"weighty": False}),
    ("document.sent_back", "复核退回", _("{actor}复核退回,要重签:{reason}"), "reviewing.send_back", {"tells": _drafter}),
    ("document.registered", "登记编号", _("{actor}编号 {number}"), "numbering.register_number", {}),
    ("document.printed", "印制", _("{actor}印制 {number},{pages}页{copies}份"), "issuing.print_document", {"weighty": False}),
    ("document.sealed", "用印", _("{actor}用印(第{serial}号){seal},{copies}份"), "issuing.seal", {}),
    ("document.issued", "核发", _("{actor}核发 {number},送{sent}。{waiting}"), "issuing.issue", {"tells": _drafter}),
    ("document.sent_out", "记送出", _("{actor}送{name}({way})"), "issuing.note_sent", {"weighty": False}),
    ("document.received", "记签收", _("{name} {by_name} 签收"), "issuing.note_receipt", {"weighty": False}),
    ("document.filed", "发文归档", _("{actor}归档 {number}"), "issuing.mark_filed", {}),
    ("document.voided", "作废", _("{actor}作废 {number}:{reason}"), "ending.void", {"tells": _drafter}),
    ("document.revoked", "撤销发文", _("{actor}记撤销 {number}({decided_by}):{reason}"), "ending.revoke", {}),
    ("document.repealed", "废止", _("{actor}记废止 {number}({decided_by}):{reason}"), "ending.repeal", {}),
    ("number.reserved", "预留文号", _("{actor}预留 {numbers}:{reason}"), "numbering.reserve", {}),
    ("number.voided", "作废文号", _("{actor}作废 {number}:{reason}"), "numbering.void_number", {}),
    ("series.added", "设机关代字", _("{actor}设机关代字 {code}"), "registers.add_series", {}),
    ("office_seal.added", "登记印章", _("{actor}登记印章“{name}”,监印{keeper}"), "registers.add_seal", {}),
    ("office_seal.used", "用印登记", _("{actor}用印(第{serial}号):{title},{copies}份,{approver}批"), "registers.use_seal", {}),
):  # fmt: skip
    sentence(name, term=term, reads=reads, operation=_AT + operation, **options)
