"""收件流水: whatever reaches the office becomes a matter in the tray, read and proposed on, or is refused with a reason."""

from shuniu.matters.intake.arriving import STANDS_STILL
from shuniu.matters.intake.operations import correct_field, leave_unread, not_the_same
from shuniu.matters.intake.reading_out import read_now, understand
from shuniu.matters.intake.receiving import Taken, already_here, receive_file, receive_text
from shuniu.matters.intake.roster import roster_of
from shuniu.matters.intake.sentence import hear, receive_sentence

__all__ = [
    "STANDS_STILL",
    "Taken",
    "already_here",
    "correct_field",
    "hear",
    "leave_unread",
    "not_the_same",
    "read_now",
    "receive_file",
    "receive_sentence",
    "receive_text",
    "roster_of",
    "understand",
]
