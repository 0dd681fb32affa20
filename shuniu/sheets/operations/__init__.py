"""Verbs about sheets: print one, keep the ink that came back, say whose it is."""

from shuniu.sheets.operations.inking import confirm_ink, drop_ink, find_ink
from shuniu.sheets.operations.printing import (
    Printed,
    print_ledger,
    print_of_matter,
    print_of_person,
    times_printed,
)

__all__ = [
    "Printed",
    "confirm_ink",
    "drop_ink",
    "find_ink",
    "print_ledger",
    "print_of_matter",
    "print_of_person",
    "times_printed",
]
