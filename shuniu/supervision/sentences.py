"""How each verb of supervision reads to a human, and who is told."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from shuniu.journal.verbs import sentence

_AT = "shuniu.supervision.operations."


def _chased(line):
    """Who got the word, and who else is to hear of a slip."""
    from shuniu.supervision.models import Chase

    chase = Chase.objects.select_related("to").filter(pk=line.particulars.get("chase")).first()
    return [chase.to, *chase.informed.all()] if chase else []


def _director(line):
    """A slip waits for the director's word."""
    from shuniu.org.readings import director_of

    director = director_of(line.unit)
    return [director] if director.pk != line.actor_id else []


def _leader(line):
    from shuniu.supervision.models import Escalation

    asked = Escalation.objects.select_related("leader").filter(pk=line.particulars.get("escalation")).first()
    return [asked.leader] if asked else []


def _asker(line):
    from shuniu.supervision.models import Escalation

    asked = (
        Escalation.objects.select_related("asked_by").filter(pk=line.particulars.get("escalation")).first()
    )
    return [asked.asked_by] if asked else []


def _checkers(line):
    from shuniu.supervision.models import SpotCheck

    check = (
        SpotCheck.objects.select_related("first_checker", "second_checker")
        .filter(pk=line.particulars.get("check"))
        .first()
    )
    pair = [check.first_checker, check.second_checker] if check else []
    return [person for person in pair if person is not None and person.pk != line.actor_id]


def _holder(line):
    from shuniu.matters.models import Matter

    matter = Matter.objects.select_related("holder").filter(pk=line.subject_id).first()
    return [matter.holder] if matter and matter.holder and matter.holder_id != line.actor_id else []


for name, term, reads, operation, options in (
    ("item.proposed", "拟立项", _("拟立项:{why}"), "registering.propose", {"weighty": False}),
    ("item.declined", "不立项", _("{actor}不立项:{reason}"), "registering.decline", {"weighty": False}),
    ("item.registered", "立项", _("{actor}立项({scope}){object}。{why}"), "registering.register", {}),
    ("item.broken_down", "拆解", _("{actor}拆成{parts}项"), "registering.break_down", {}),
    (
        "item.stage_ended",
        "阶段性办结",
        _("{actor}核定阶段性办结:{words}"),
        "registering.end_stage",
        {"tells": _holder},
    ),
    ("item.written_off", "销号", _("{actor}同意销号"), "registering.write_off", {}),
    (
        "item.made_routine",
        "转为常态",
        _("{actor}转为常态,按季报"),
        "registering.make_routine",
        {"tells": _holder},
    ),
    ("item.cancelled", "撤销交办", _("{actor}撤销交办:{reason}"), "registering.cancel", {"tells": _holder}),
    (
        "item.concluded",
        "督查结论",
        _("{actor}作出结论并反馈{object}:{conclusion}"),
        "registering.conclude",
        {},
    ),
    (
        "item.review_asked",
        "申请复核",
        _("{actor}记下复核申请:{words}"),
        "registering.ask_review",
        {"tells": _director},
    ),
    (
        "item.review_decided",
        "答复复核",
        _("{actor}答复复核({outcome}):{answer}"),
        "registering.decide_review",
        {},
    ),
    (
        "chase.proposed",
        "拟督办单",
        _("{actor}拟督办单给{to},等定"),
        "chasing.chase",
        {"tells": _director, "weighty": False},
    ),
    ("chase.sent", "催办", _("{actor}催{to}:{words}"), "chasing.chase", {"tells": _chased}),
    ("chase.dropped", "不发督办单", _("{actor}定不发督办单"), "chasing.drop", {"weighty": False}),
    (
        "escalation.asked",
        "请领导出面",
        _("{actor}请{leader}出面:{what}"),
        "stepping_in.escalate",
        {"tells": _leader},
    ),
    (
        "escalation.answered",
        "领导定了",
        _("{leader}定:“{words}”"),
        "stepping_in.answer",
        {"tells": _asker, "weighty": False},
    ),
    ("draw.made", "抽查", _("{actor}从{lots}件里抽{drawn}件,种子 {seed}"), "spot_checking.draw", {}),
    (
        "check.given",
        "定核查人",
        _("{actor}请{first}、{second}核查"),
        "spot_checking.name_checkers",
        {"tells": _checkers},
    ),
    (
        "check.made",
        "记抽查结果",
        _("{actor}抽查:{outcome}。{words}"),
        "spot_checking.record_check",
        {"tells": _holder},
    ),
    ("parcel.sent", "交给别的单位", _("{actor}交给{to}:{words}"), "handing.hand_to_unit", {}),
    ("parcel.replied", "回执", _("{from_} {by} {kind}:{words}"), "handing.send_reply", {"tells": _holder}),
):
    sentence(name, term=term, reads=reads, operation=_AT + operation, **options)
