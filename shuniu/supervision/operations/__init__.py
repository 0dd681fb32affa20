"""Everything that supervision can do. Pages, jobs and tests call these; the verbs of a matter stay with the matter."""

from shuniu.supervision.operations.chasing import answered, chase, chase_all, confirm, drop, remind
from shuniu.supervision.operations.handing import hand_to_unit, send_reply
from shuniu.supervision.operations.registering import (
    Leaf,
    ask_review,
    break_down,
    cancel,
    conclude,
    decide_review,
    decline,
    end_stage,
    make_routine,
    propose,
    propose_items,
    register,
    write_off,
)
from shuniu.supervision.operations.spot_checking import draw, drawn_again, name_checkers, record_check
from shuniu.supervision.operations.stepping_in import answer, escalate, ready_answers

__all__ = [
    "Leaf",
    "answer",
    "answered",
    "ask_review",
    "break_down",
    "cancel",
    "chase",
    "chase_all",
    "conclude",
    "confirm",
    "decide_review",
    "decline",
    "draw",
    "drawn_again",
    "drop",
    "end_stage",
    "escalate",
    "hand_to_unit",
    "make_routine",
    "name_checkers",
    "propose",
    "propose_items",
    "ready_answers",
    "record_check",
    "register",
    "remind",
    "send_reply",
    "write_off",
]
