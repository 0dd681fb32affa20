"""Records of outgoing documents, by noun."""

from shuniu.documents.models.document import Document, Excuse, Hold, Remark, Series, Version
from shuniu.documents.models.issuing import Addressee, Ending, Printing, Seal, SealBook, SealUse, Signature
from shuniu.documents.models.numbers import Number, SeriesYear

__all__ = [
    "Addressee",
    "Document",
    "Ending",
    "Excuse",
    "Hold",
    "Number",
    "Printing",
    "Remark",
    "Seal",
    "SealBook",
    "SealUse",
    "Series",
    "SeriesYear",
    "Signature",
    "Version",
]
