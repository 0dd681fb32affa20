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


def _director(line):
    """办公室主任, whom the office answers through."""
    from shuniu.org.models import Unit
    from shuniu.org.readings import director_of

    director = director_of(Unit.objects.get(pk=line.unit_id))
    return [director] if director.pk != line.actor_id else []


def _in_charge(line):
    """The leader in charge of the matter."""
    from shuniu.matters.models import Matter

    matter = Matter.objects.select_related("leader").filter(pk=line.subject_id).first()
    return [matter.leader] if matter and matter.leader and matter.leader_id != line.actor_id else []


def _holder_and_leader(line):
    """Who has it hears a leader's word; the leader hears of words written down that wait for the tap."""
    from shuniu.matters.models import Instruction

    last = Instruction.objects.filter(matter_id=line.subject_id).select_related("leader").order_by("pk").last()
    return _holder(line) + ([last.leader] if last and last.awaits_confirmation else [])


sentence(
    "order.set",
    term="定先后与催办",
    reads=_("{actor}改先后的分值和催办的日子:{what}"),
    operation=f"{_AT}ordering.set_order",
)

sentence(
    "matter.split",
    term="拆成任务",
    reads=_("{actor}把{what}拆成{parts}项任务:{leads}。{chosen}"),
    operation="shuniu.matters.proposing.splitting.split",
)
sentence(
    "matter.shared_out",
    term="给有关的",
    reads=_("{actor}把新要求分给有关的{count}家(原{whole}家)。没有给的:{left}"),
    operation="shuniu.matters.proposing.accepting.share_out",
)

for name, term, reads, operation, options in (
    ("captured", "收件", _("{actor}收到:{title}({source} {source_body}{source_person})"), "arriving.capture", {}),
    ("read", "识别", _("读出 {demands} 项要求"), "arriving.read_out", {"weighty": False}),
    ("placed", "分办", _("{actor}分办:{lead}牵头,在{holder}手上"), "placing.place", {"tells": _holder}),
    ("part_given", "加一步", _("{actor}交给{lead}{holder}:{title}"), "placing.give_part", {"tells": _holder}),
    ("read_through", "传阅完毕", _("传阅完毕:{result}"), "reading.end_reading", {}),
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
    ("offered", "请另一家看", _("{actor}请{lead}看,在{holder}手上。{words}"), "disputing.offer", {"tells": _holder}),
    (
        "led_for_now",
        "临时牵头",
        _("{actor}定{lead}临时牵头,在{holder}手上:{words}"),
        "disputing.lead_for_now",
        {"tells": _holder},
    ),
    ("principle_set", "先定原则", _("{actor}提出原则:{principle}"), "disputing.set_principle", {}),
    ("principle_agreed", "同意原则", _("{division}同意原则“{principle}”({actor})"), "disputing.assent", {}),
    (
        "put_to_leader",
        "给领导一屏",
        _("{actor}请{leader}定,建议{lead}牵头:{words}"),
        "disputing.put_to_leader",
        {"tells": _in_charge},
    ),
    ("talked_again", "再协商一轮", _("{actor}要再协商一轮(第{round}轮)。{words}"), "disputing.talk_again", {"tells": _holder}),
    ("duty_taken", "加入职责清单", _("{actor}加入职责清单第{number}条:{what},{division}"), "disputing.take_into_duties", {}),
    ("duty_left", "不入职责清单", _("{actor}定这次裁定不写进职责清单:{reason}"), "disputing.leave_duties", {}),
    ("ruled", "裁定", _("{actor}定:{lead}牵头,在{holder}手上。{ruling}"), "disputing.rule", {"tells": _holder}),
    ("acknowledged", "签收", _("{actor}签收"), "handling.acknowledge", {"weighty": False}),
    ("fed_back", "反馈", _("{actor}反馈:{words}"), "handling.feed_back", {"forgets": ("words",)}),
    (
        "feedback_verified",
        "核实反馈",
        _("{actor}核实反馈“{words}”:{found}。{remark}"),
        "asking.verify_feedback",
        {"forgets": ("words",)},
    ),
    ("proof_added", "附佐证", _("{actor}附佐证:{name}"), "asking.add_proof", {"weighty": False}),
    ("form_set", "定样表", _("{actor}定样表:{fields}"), "asking.set_form", {"weighty": False}),
    ("sample_given", "附样表", _("{actor}附样表:{name}"), "asking.mark_sample", {"weighty": False}),
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
    ("instructed", "原话", _("{leader}({form}):“{words}”"), "speaking.instruct", {"tells": _holder_and_leader}),
    ("words_confirmed", "确认原话", _("{leader}确认:“{words}”"), "speaking.confirm_words", {}),
    ("words_denied", "更正原话", _("{leader}说不是这么说的。{correction}"), "speaking.deny_words", {}),
    ("asked", "问一句", _("{actor}问:{words}"), "speaking.ask", {"tells": _holder}),
    ("difficulty_raised", "我有困难", _("{actor}有困难:{stuck}。需要:{needed}"), "speaking.raise_difficulty", {"tells": _director}),
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
