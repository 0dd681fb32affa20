"""事项 and the records around it."""

from shuniu.matters.models.arrival import Arriving, Demand, Habit, Paper, Reading
from shuniu.matters.models.asked import FormField, FormValue
from shuniu.matters.models.events import (
    Assent,
    Difficulty,
    Dispute,
    DueChange,
    Feedback,
    Instruction,
    Question,
    Refusal,
    Shelving,
    Waiting,
)
from shuniu.matters.models.matter import Clearance, Focus, Help, Link, Matter, Pin, SearchText, Serial, Tally
from shuniu.matters.models.unowned import Unowned

__all__ = [
    "Arriving",
    "Assent",
    "Clearance",
    "Demand",
    "Difficulty",
    "Dispute",
    "DueChange",
    "Feedback",
    "Focus",
    "FormField",
    "FormValue",
    "Habit",
    "Help",
    "Instruction",
    "Link",
    "Matter",
    "Paper",
    "Pin",
    "Question",
    "Reading",
    "Refusal",
    "SearchText",
    "Serial",
    "Shelving",
    "Tally",
    "Unowned",
    "Waiting",
]
