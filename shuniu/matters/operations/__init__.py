"""Everything that can be done to a matter. Pages, API, jobs, imports and tests call these, and nothing else writes.

All verbs are keyword-only after the matter, take the actor as `by`, write one line in the journal and return the
changed record. A refusal raises `Refused` with the reason the page shows, and leaves no trace.
"""

from shuniu.matters.operations.arriving import capture, learn, propose, read_out
from shuniu.matters.operations.asking import (
    add_proof,
    form_of,
    give_sample,
    mark_sample,
    set_form,
    show_as_sample,
    verify_feedback,
)
from shuniu.matters.operations.disputing import (
    assent,
    lead_due,
    lead_for_now,
    leave_duties,
    offer,
    put_to_leader,
    refuse,
    rule,
    set_principle,
    take_into_duties,
    talk_again,
)
from shuniu.matters.operations.handling import (
    acknowledge,
    complete,
    feed_back,
    plan,
    reopen,
    report_done,
    send_back,
    set_next_step,
    verify,
)
from shuniu.matters.operations.holding import bring_back, hand_over, lend
from shuniu.matters.operations.ordering import set_order
from shuniu.matters.operations.placing import (
    Part,
    answer_at_once,
    assign,
    give_part,
    merge,
    place,
    return_to_sender,
    settle_demand,
)
from shuniu.matters.operations.reading import end_reading
from shuniu.matters.operations.speaking import (
    answer_difficulty,
    ask,
    clear,
    confirm_words,
    deny_words,
    instruct,
    open_restricted,
    raise_difficulty,
)
from shuniu.matters.operations.timing import (
    ask_extension,
    decide_extension,
    resume,
    set_due,
    shelve,
)
from shuniu.matters.operations.undoing import undo

__all__ = [
    "Part",
    "acknowledge",
    "add_proof",
    "answer_at_once",
    "answer_difficulty",
    "ask",
    "ask_extension",
    "assent",
    "assign",
    "bring_back",
    "capture",
    "clear",
    "complete",
    "confirm_words",
    "decide_extension",
    "deny_words",
    "end_reading",
    "feed_back",
    "form_of",
    "give_part",
    "give_sample",
    "hand_over",
    "instruct",
    "lead_due",
    "lead_for_now",
    "learn",
    "leave_duties",
    "lend",
    "mark_sample",
    "merge",
    "offer",
    "open_restricted",
    "place",
    "plan",
    "propose",
    "put_to_leader",
    "raise_difficulty",
    "read_out",
    "refuse",
    "reopen",
    "report_done",
    "resume",
    "return_to_sender",
    "rule",
    "send_back",
    "set_due",
    "set_form",
    "set_next_step",
    "set_order",
    "set_principle",
    "settle_demand",
    "shelve",
    "show_as_sample",
    "take_into_duties",
    "talk_again",
    "undo",
    "verify",
    "verify_feedback",
]
