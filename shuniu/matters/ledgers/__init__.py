"""台账: what an office has kept in spreadsheets until now, looked at row by row, brought in as matters, taken back as one."""

from shuniu.matters.ledgers.bringing import Brought, batches, bring, take_back
from shuniu.matters.ledgers.columns import FIELDS, SORTS, guessed
from shuniu.matters.ledgers.rows import Ledger, Row, look_at, open_ledger

__all__ = [
    "FIELDS",
    "SORTS",
    "Brought",
    "Ledger",
    "Row",
    "batches",
    "bring",
    "guessed",
    "look_at",
    "open_ledger",
    "take_back",
]
