"""一张单子: a sheet as plain data, the same for the PDF and for the page that a browser prints.

Paper speaks the language of the office whatever the language of the one who prints it, so the words here are not
translated; they are the words of the forms themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

PEN_MARK = 2.5  # millimetres of each black square at the corners of a space for the pen; see `returning`


@dataclass(frozen=True)
class Fact:
    """栏: a label and what stands beside it; `wide` takes a whole row."""

    label: str
    value: str
    wide: bool = False


@dataclass(frozen=True)
class Facts:
    """栏目: the fields at the head of a sheet, two to a row."""

    facts: tuple[Fact, ...]
    kind: str = "facts"


@dataclass(frozen=True)
class Opinion:
    """一条意见: words as they were said, name and full date even without words; `ink` names a drawing."""

    words: str
    signed: str
    date: str
    word: str = ""  # 同意, 已阅: what was pressed, never put among the words
    note: str = ""  # 口头,周谨言记
    ink: str = ""


@dataclass(frozen=True)
class Box:
    """意见栏: what was said here; `pen` millimetres are left free for the pen and marked so that a scan shows where."""

    label: str
    opinions: tuple[Opinion, ...] = ()
    lines: tuple[str, ...] = ()
    pen: int = 0
    room: int = 10
    kind: str = "box"


@dataclass(frozen=True)
class Column:
    """列: its head and its width in millimetres; 0 shares what is left."""

    title: str
    width: int = 0
    centred: bool = False


@dataclass(frozen=True)
class Table:
    """表: its head stands on every page; an empty cell is room for the pen."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    row_height: int = 8
    kind: str = "table"


@dataclass(frozen=True)
class Tone:
    """颜色: said in words and drawn as a shape, so that it is the same on a black and white printer."""

    name: str  # 蓝 黄 红
    shape: str  # circle triangle square
    words: str
    colour: str
    kind: str = "tone"


@dataclass(frozen=True)
class Words:
    """一段话, optionally with a head of its own."""

    text: str
    head: str = ""
    small: bool = False
    kind: str = "words"


@dataclass(frozen=True)
class Signatures:
    """签字: a line for each."""

    who: tuple[str, ...]
    kind: str = "signatures"


Block = Facts | Box | Table | Tone | Words | Signatures


@dataclass(frozen=True)
class Sheet:
    """一张单子: what stands on it, in order; `code` is the number in the corner and nothing else."""

    name: str
    unit: str
    number: str
    code: str
    printed: str
    title: str
    blocks: Sequence[Block]
    copy: int = 1
    landscape: bool = False
    ending: str = ""
    inks: dict[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def again(self) -> str:
        """第2次打印, from the second on."""
        return f"第{self.copy}次打印" if self.copy > 1 else ""

    def as_data(self) -> dict[str, Any]:
        """For the template: everything but the drawings."""
        data = asdict(self)
        data.pop("inks")
        return {**data, "again": self.again, "pen_mark": PEN_MARK, "has_code": bool(self.code)}
