"""档案: what is filed for good, and what happens to it afterwards."""

from shuniu.archives.models.handing import ArchivePackage, HandOver, HandOverItem, TestRun
from shuniu.archives.models.items import ArchiveItem, FilingDecision, ItemPart, ItemSerial
from shuniu.archives.models.keeping import Appraisal, AppraisalLine, Destruction, LegalHold, Loan, Witness
from shuniu.archives.models.tables import ClassLine, ClassTable, Fonds, OrgCode

__all__ = [
    "Appraisal",
    "AppraisalLine",
    "ArchiveItem",
    "ArchivePackage",
    "ClassLine",
    "ClassTable",
    "Destruction",
    "FilingDecision",
    "Fonds",
    "HandOver",
    "HandOverItem",
    "ItemPart",
    "ItemSerial",
    "LegalHold",
    "Loan",
    "OrgCode",
    "TestRun",
    "Witness",
]
