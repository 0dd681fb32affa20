"""Everything that can be done to a slip. Pages, API, jobs and tests call these, and nothing else writes.

Each verb locks the matter and then the slip, asks its rule, writes one line into the journal of the matter, and lets
the slip go on by itself. A refusal raises `Refused` with the reason the page shows, and leaves no trace.
"""

from shuniu.routing.operations.editing import (
    add_after,
    add_before,
    add_beside,
    circulate,
    drop_part,
    drop_stage,
)
from shuniu.routing.operations.following import chase, resume, settle_word, suspend
from shuniu.routing.operations.holding import bring_back, claim, hand_over, lend, reassign
from shuniu.routing.operations.moving import jump, relocate, return_to, revoke, withdraw
from shuniu.routing.operations.routes import StopDraft, retire_route, save_route
from shuniu.routing.operations.speaking import consult, decide
from shuniu.routing.operations.starting import start

__all__ = [
    "StopDraft",
    "add_after",
    "add_before",
    "add_beside",
    "bring_back",
    "chase",
    "circulate",
    "claim",
    "consult",
    "decide",
    "drop_part",
    "drop_stage",
    "hand_over",
    "jump",
    "lend",
    "reassign",
    "relocate",
    "resume",
    "retire_route",
    "return_to",
    "revoke",
    "save_route",
    "settle_word",
    "start",
    "suspend",
    "withdraw",
]
