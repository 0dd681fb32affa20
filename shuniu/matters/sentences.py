"""How each verb of a matter reads to a human, and who is told."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from shuniu.journal.verbs import sentence

_AT = "shuniu.matters.operations."


def _holder(line):
    """The one who has it now."""
    from shuniu.matters.models import Matter

    matter = Matter.objects.select_related("holder").filter(pk=line.subject_id).first()
    return [matter.holder] if matter and matter.holder and matter.holder_id != line.actor_id else []


def _leader(line):
    from shuniu.matters.models import Instruction

    last = Instruction.objects.filter(matter_id=line.subject_id).select_related("leader").last()
    return [last.leader] if last and last.awaits_confirmation else []


for name, term, reads, operation, options in (
    ("captured", "收件", _("{actor}收到:{title}({source} {source_body}{source_person})"), "arriving.capture", {}),
    ("read", "识别", _("读出 {demands} 项要求"), "arriving.read_out", {"weighty": False}),
    ("placed", "分办", _("{actor}分办:{lead}牵头,在{holder}手上"), "placing.place", {"tells": _holder}),
    ("part_given", "加一步", _("{actor}交给{lead}{holder}:{title}"), "placing.give_part", {"tells": _holder}),
    ("part_withdrawn", "收回一步", _("{actor}收回了这一步"), "undoing.undo", {"weighty": False}),
    (
        "demand_settled",
        "说明要求",
        _("{actor}把第{demand}项要求定为{outcome}{other}:{reason}"),
        "placing.settle_demand",
        {"weighty": False},
    ),
    ("assigned", "改派", _("{actor}由{before}改派给{holder}。{reason}"), "placing.assign", {"tells": _holder}),
    ("answered", "当场答复", _("{actor}当场答复:{answer}"), "placing.answer_at_once", {"forgets": ("answer",)}),
    ("merged", "并入", _("{actor}并入{other}。{reason}"), "placing.merge", {}),
    ("returned", "退回", _("{actor}退回{to}:{reason}"), "placing.return_to_sender", {}),
    (
        "refused",
        "不归我们",
        _("{division}({actor}):不归我们,{reason}。{clause} 由{holder}先接住"),
        "disputing.refuse",
        {"tells": _holder},
    ),
    ("ruled", "裁定", _("{actor}定:{lead}牵头,在{holder}手上。{ruling}"), "disputing.rule", {"tells": _holder}),
    ("acknowledged", "签收", _("{actor}签收"), "handling.acknowledge", {"weighty": False}),
    ("fed_back", "反馈", _("{actor}反馈:{words}"), "handling.feed_back", {"forgets": ("words",)}),
    ("reported", "报结", _("{actor}报结:{result}"), "handling.report_done", {"forgets": ("result",)}),
    ("verified", "核实", _("{actor}核实办结。{remark}"), "handling.verify", {}),
    ("sent_back", "退回重办", _("{actor}退回重办:{reason}"), "handling.send_back", {"tells": _holder}),
    ("completed", "办结", _("{actor}办结:{result}"), "handling.complete", {"forgets": ("result",)}),
    ("reopened", "重新打开", _("{actor}重新打开:{reason}"), "handling.reopen", {"tells": _holder}),
    ("planned", "排定", _("{actor}排定 {day}"), "handling.plan", {"weighty": False}),
    ("step_set", "下一步", _("{actor}定下一步:{step}"), "handling.set_next_step", {"weighty": False}),
    ("due_set", "定时限", _("{actor}定时限 {due}。{basis}"), "timing.set_due", {}),
    (
        "extension_asked",
        "要改期",
        _("{actor}申请由 {due_before} 改到 {wanted}:{reason}"),
        "timing.ask_extension",
        {},
    ),
    ("extension_decided", "答复改期", _("{actor}答复改期到 {due}。{answer}"), "timing.decide_extension", {}),
    ("shelved", "缓办", _("{actor}缓办到 {until}:{reason}"), "timing.shelve", {}),
    ("resumed", "到日自动回", _("{actor}回到待分办"), "timing.resume", {"tells": _holder}),
    ("instructed", "原话", _("{leader}({form}):“{words}”"), "speaking.instruct", {"tells": _leader}),
    ("words_confirmed", "确认原话", _("{leader}确认:“{words}”"), "speaking.confirm_words", {}),
    ("words_denied", "更正原话", _("{leader}说不是这么说的。{correction}"), "speaking.deny_words", {}),
    ("asked", "问一句", _("{actor}问:{words}"), "speaking.ask", {"tells": _holder}),
    ("difficulty_raised", "我有困难", _("{actor}有困难:{stuck}。需要:{needed}"), "speaking.raise_difficulty", {}),
    (
        "difficulty_answered",
        "答复困难",
        _("{actor}答复困难:{answer}"),
        "speaking.answer_difficulty",
        {"tells": _holder},
    ),
    ("cleared", "限定放开", _("{actor}让{person}可以看"), "speaking.clear", {"weighty": False}),
    ("opened", "看限定件", _("{actor}看过"), "speaking.open_restricted", {"weighty": False}),
    ("lent", "外出转手", _("{before}外出,由{holder}接着"), "holding.lend", {"weighty": False}),
    ("brought_back", "销假转回", _("{holder}回来,从{before}手上接回"), "holding.bring_back", {"weighty": False}),
    ("handed_over", "交接", _("{actor}把{before}的这件交给{holder}"), "holding.hand_over", {"tells": _holder}),
    ("undone", "撤回", _("{actor}撤回了上一步"), "undoing.undo", {"weighty": False}),
):
    sentence(f"matter.{name}", term=term, reads=reads, operation=_AT + operation, **options)
