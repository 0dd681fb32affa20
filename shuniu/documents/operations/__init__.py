"""Everything that can be done to an outgoing document. Pages, API, jobs and tests call these, and nothing else writes.

Each verb locks the matter and then the document, asks its rule, and writes one line into the journal of the matter.
What happens on the slip (核、会签、签发) is done by the verbs of slips; the document follows (listeners).
"""

from shuniu.documents.operations.drafting import set_head, start_draft
from shuniu.documents.operations.ending import repeal, revoke, void
from shuniu.documents.operations.issuing import (
    issue,
    mark_filed,
    note_receipt,
    note_sent,
    print_document,
    seal,
)
from shuniu.documents.operations.numbering import register_number, reserve, void_number
from shuniu.documents.operations.registers import add_seal, add_series, use_seal
from shuniu.documents.operations.reviewing import recheck, send_back, send_for_review
from shuniu.documents.operations.writing import (
    answer,
    bring_in,
    excuse,
    hold,
    keep_writing,
    mend,
    remark,
    save_version,
)

__all__ = [
    "add_seal",
    "add_series",
    "answer",
    "bring_in",
    "excuse",
    "hold",
    "issue",
    "keep_writing",
    "mark_filed",
    "mend",
    "note_receipt",
    "note_sent",
    "print_document",
    "recheck",
    "register_number",
    "remark",
    "repeal",
    "reserve",
    "revoke",
    "save_version",
    "seal",
    "send_back",
    "send_for_review",
    "set_head",
    "start_draft",
    "use_seal",
    "void",
    "void_number",
]
