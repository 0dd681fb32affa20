"""规则: one module for each thing a text is checked for; importing it enters its rules in the book."""

from shuniu.proofing.rules import (
    addresses,
    attachments,
    bodies,
    care,
    citations,
    dates,
    figures,
    hours,
    leaders,
    leaning,
    listing,
    marks,
    numbering,
    quantities,
    quotation,
    recipients,
    spelling,
    titles,
    units,
    wording,
)

__all__ = [
    "addresses", "attachments", "bodies", "care", "citations", "dates", "figures", "hours", "leaders", "leaning", "listing",
    "marks", "numbering", "quantities", "quotation", "recipients", "spelling", "titles", "units", "wording",
]  # fmt: skip
