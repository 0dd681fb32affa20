"""Why a file was not taken: what happened, what was kept, what to do (product.md §9.3)."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

from shuniu.org.refusals import Refused


class Why(StrEnum):
    """The sort of refusal, for counting and for choosing what the page offers; never shown alone."""

    SECRET = "secret"
    UNCERTAIN = "uncertain"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    BROKEN = "broken"
    LOCKED = "locked"
    HOSTILE = "hostile"
    UNKNOWN = "unknown"
    MISSING_READER = "missing_reader"


class CannotTake(Refused):
    """收不了: the file did not come in. `reason` is a whole message for a person, `why` its sort.

    As text it is only the sort: what reaches a log says nothing of the name or the content of a file.
    """

    __hash__ = Exception.__hash__

    def __init__(self, why: Why, reason: str) -> None:
        super().__init__(reason, code=why.value)
        self.args = (why.value,)
        self.why = why
        self.inside = ""  # the name of the part it was about, said in `reason` too

    def __str__(self) -> str:
        return self.why.value

    __repr__ = Exception.__repr__


class CannotRead(CannotTake):
    """读不了: the file may be sound, but the part of the program that reads such files is not installed."""

    def __init__(self, reason: str) -> None:
        super().__init__(Why.MISSING_READER, reason)


class LooksSecret(CannotTake):
    """像是涉密件: a secrecy mark was seen. `mark` and `place` are for the person at the desk only.

    They live in this exception, on the page that answers, and nowhere else (product.md §13).
    """

    def __init__(self, mark: str, place: str) -> None:
        super().__init__(
            Why.SECRET,
            _("这份文件像是涉密件（{place}有“{mark}”字样），没有收，也没有留底。请走机要。").format(place=place, mark=mark),
        )
        self.mark = mark
        self.place = place


def broken(label: object) -> CannotTake:
    return CannotTake(
        Why.BROKEN,
        _("这份{kind}打不开，像是传坏了或没传完，没有收，也没有留底。请向来件方要一份完好的再送。").format(kind=label),
    )


def locked(label: object) -> CannotTake:
    return CannotTake(
        Why.LOCKED,
        _("这份{kind}加了密码，看不到内容，没有收，也没有留底。请去掉密码后再送。").format(kind=label),
    )
