"""Everything that can be done to the list of people and bodies."""

from shuniu.org.operations.absences import announce, begin, cancel, end
from shuniu.org.operations.accounts import close_account, found_unit, set_password
from shuniu.org.operations.delegating import delegate, revoke_delegation
from shuniu.org.operations.divisions import add_division, change_division, set_duty
from shuniu.org.operations.people import (
    add_person,
    appoint,
    change_person,
    grant_role,
    leave,
    set_charge,
    set_stand_in,
    withdraw_role,
)
from shuniu.org.operations.signing import set_signing

__all__ = [
    "add_division",
    "add_person",
    "announce",
    "appoint",
    "begin",
    "cancel",
    "change_division",
    "change_person",
    "close_account",
    "delegate",
    "end",
    "found_unit",
    "grant_role",
    "leave",
    "revoke_delegation",
    "set_charge",
    "set_duty",
    "set_password",
    "set_signing",
    "set_stand_in",
    "withdraw_role",
]
