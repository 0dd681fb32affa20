"""Everything that the archive can do. Pages, jobs and tests call these."""

from shuniu.archives.operations.appraising import (
    Fated,
    approve_destruction,
    conclude,
    destroy,
    list_for_destruction,
    open_appraisal,
    witness,
)
from shuniu.archives.operations.deciding import Filed, Said, decide, decide_all, file_year
from shuniu.archives.operations.handing import hand_over, make_list, receive, send_back, test
from shuniu.archives.operations.holding import hold, release
from shuniu.archives.operations.lending import ask_loan, chase_loans, decide_loan, take_back
from shuniu.archives.operations.packing import pack_item, pack_year
from shuniu.archives.operations.reporting import report_standing
from shuniu.archives.operations.settling import (
    agree_table,
    fonds_of,
    name_org,
    settle_fonds,
    write_table,
)

__all__ = [
    "Fated",
    "Filed",
    "Said",
    "agree_table",
    "approve_destruction",
    "ask_loan",
    "chase_loans",
    "conclude",
    "decide",
    "decide_all",
    "decide_loan",
    "destroy",
    "file_year",
    "fonds_of",
    "hand_over",
    "hold",
    "list_for_destruction",
    "make_list",
    "name_org",
    "open_appraisal",
    "pack_item",
    "pack_year",
    "receive",
    "release",
    "report_standing",
    "send_back",
    "settle_fonds",
    "take_back",
    "test",
    "witness",
    "write_table",
]
