"""How each verb of a slip reads to a human, and who is told."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from shuniu.journal.verbs import sentence
from shuniu.routing.models import Part

_AT = "shuniu.routing.operations."


def whoever_has_it(line):
    """The people in whose hands the slips of this matter are now, but not the one who has just acted."""
    waiting = Part.objects.waiting().filter(stage__slip__matter=line.subject_id).select_related("holder")
    return list({part.holder for part in waiting if part.holder_id != line.actor_id})


def the_one_chased(line):
    part = Part.objects.select_related("holder").filter(pk=line.particulars.get("part")).first()
    return [part.holder] if part else []


for name, term, reads, operation, options in (
    ("started", "起单", _("{actor}起“{slip}”:{stages}"), "starting.start", {"tells": whoever_has_it}),
    (
        "decided",
        "表态",
        _("{actor}在“{stage}”{word}。{opinion}"),
        "speaking.decide",
        {"tells": whoever_has_it, "forgets": ("opinion",)},
    ),
    (
        "read",
        "已阅",
        _("{actor}已阅。{opinion}"),
        "speaking.decide",
        {"weighty": False, "forgets": ("opinion",)},
    ),
    (
        "consulted",
        "请示",
        _("{actor}请示{whom}(“{stage}”):{words}"),
        "speaking.consult",
        {"forgets": ("words",)},
    ),
    (
        "settled",
        "到时生效",
        _("{name}在“{stage}”的话生效"),
        "following.settle_word",
        {"weighty": False, "tells": whoever_has_it},
    ),
    (
        "returned",
        "退回",
        _("{actor}在“{stage}”退给{holder}({way}):{opinion}"),
        "moving.return_to",
        {"tells": whoever_has_it, "forgets": ("opinion",)},
    ),
    ("withdrawn", "撤回", _("{actor}撤回在“{stage}”说的话。{reason}"), "moving.withdraw", {}),
    (
        "jumped",
        "跳转",
        _("{actor}跳到“{to}”,略过{skipped}:{reason}"),
        "moving.jump",
        {"tells": whoever_has_it},
    ),
    ("revoked", "撤销流转", _("{actor}撤销“{slip}”:{reason}"), "moving.revoke", {}),
    (
        "relocated",
        "调整",
        _("{actor}把“{stage}”调整给{holders}:{reason}"),
        "moving.relocate",
        {"tells": whoever_has_it},
    ),
    (
        "signer_added",
        "加签",
        _("{actor}加签{where}:{holders}({stage})"),
        "editing.add_before",
        {"tells": whoever_has_it},
    ),
    ("signer_dropped", "减签", _("{actor}在“{stage}”减去{holder}:{reason}"), "editing.drop_part", {}),
    ("stage_dropped", "减签", _("{actor}减去“{stage}”:{reason}"), "editing.drop_stage", {}),
    ("circulated", "传阅", _("{actor}送{holders}传阅"), "editing.circulate", {"tells": whoever_has_it}),
    (
        "reassigned",
        "转办",
        _("{actor}把“{stage}”转给{holder}。{reason}"),
        "holding.reassign",
        {"tells": whoever_has_it},
    ),
    ("claimed", "认领", _("{actor}认领“{stage}”"), "holding.claim", {}),
    # Of an absence both are told once (notices), not paper by paper.
    ("lent", "外出转手", _("{before}外出,“{stage}”由{holder}代"), "holding.lend", {}),
    ("brought_back", "销假转回", _("“{stage}”回到{holder}手上"), "holding.bring_back", {"weighty": False}),
    (
        "handed_over",
        "交接",
        _("“{stage}”由{before}交给{holder}"),
        "holding.hand_over",
        {"tells": whoever_has_it},
    ),
    (
        "chased",
        "催办",
        _("{actor}催{holder}({stage})。{words}"),
        "following.chase",
        {"tells": the_one_chased},
    ),
    ("suspended", "挂起", _("{actor}挂起“{slip}”:{reason}"), "following.suspend", {}),
    ("resumed", "恢复", _("{actor}恢复“{slip}”"), "following.resume", {}),
):
    once = options.get("tells") is whoever_has_it
    sentence(f"slip.{name}", term=term, reads=reads, operation=_AT + operation, once=once, **options)

sentence(
    "route.saved",
    term="改常用流程",
    reads=_("{actor}改常用流程“{name}”:{stops}"),
    operation=_AT + "routes.save_route",
)
sentence(
    "route.retired",
    term="停用常用流程",
    reads=_("{actor}停用常用流程“{name}”"),
    operation=_AT + "routes.retire_route",
)
