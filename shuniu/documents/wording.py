"""文稿: what a document says, as plain data: title, addressees, paragraphs, attachments, copies. No fonts, no layout.

A paragraph keeps its key as long as it lives, so that remarks, locks and merging know which one is meant. Levels are
seen from how a paragraph begins (一、 （一） 1. （1）), because that is how people write them. Lines with tabs are a table.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import ClassVar

_LEVELS = (
    (1, re.compile(r"^[一二三四五六七八九十百]+、")),
    (2, re.compile(r"^[（(][一二三四五六七八九十百]+[）)]")),
    (3, re.compile(r"^\d{1,2}[.．](?!\d)")),
    (4, re.compile(r"^[（(]\d{1,2}[）)]")),
)
_SPACE = re.compile(r"[ \u3000\t]+$|^[ \u3000]+", re.MULTILINE)
_COUNTED = re.compile(r"\s+")


@dataclass(frozen=True)
class Paragraph:
    key: str
    text: str

    @property
    def level(self) -> int:
        """1 to 4 for 一、（一）1.（1）; 0 for what bears no number."""
        return next((level for level, form in _LEVELS if form.match(self.text)), 0)

    @property
    def is_table(self) -> bool:
        lines = self.text.splitlines()
        return len(lines) > 1 and all("\t" in line for line in lines)


@dataclass(frozen=True)
class Attachment:
    """附件: its title as it stands in the list, and its text, which may be empty when it is a file of its own."""

    title: str
    text: str = ""


@dataclass(frozen=True)
class Wording:
    """`recipients` and `copies` as written on paper; `note` as 此件公开发布, without its brackets."""

    title: str = ""
    recipients: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    copies: str = ""
    note: str = ""

    FIELDS: ClassVar = ("title", "recipients", "copies", "note")

    @classmethod
    def from_json(cls, data: dict) -> Wording:
        return cls(
            **{name: str(data.get(name, "")) for name in cls.FIELDS},
            paragraphs=tuple(Paragraph(str(p["key"]), str(p["text"])) for p in data.get("paragraphs", ())),
            attachments=tuple(
                Attachment(str(a["title"]), str(a.get("text", ""))) for a in data.get("attachments", ())
            ),
        )

    def to_json(self) -> dict:
        return asdict(self)

    @property
    def sha256(self) -> str:
        """Of the words alone, without keys: the same words have the same hash, whoever typed them."""
        said = [
            *(getattr(self, name) for name in self.FIELDS),
            [p.text for p in self.paragraphs],
            [[a.title, a.text] for a in self.attachments],
        ]
        return hashlib.sha256(
            json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        ).hexdigest()

    @property
    def length(self) -> int:
        """字数: of the text, without tables and attachments (2024 rules §1)."""
        return sum(len(_COUNTED.sub("", p.text)) for p in self.paragraphs if not p.is_table)

    @property
    def body(self) -> str:
        return "\n".join(p.text for p in self.paragraphs)

    def text(self, key: str) -> str:
        """What stands at a place: a paragraph by its key, or title, recipients, copies, note."""
        if key in self.FIELDS:
            return str(getattr(self, key))
        return next((p.text for p in self.paragraphs if p.key == key), "")

    def with_text(self, key: str, text: str) -> Wording:
        if key in self.FIELDS:
            return replace(self, **{key: text})  # type: ignore[arg-type]
        return replace(
            self, paragraphs=tuple(replace(p, text=text) if p.key == key else p for p in self.paragraphs)
        )

    def places(self) -> list[tuple[str, str]]:
        """Every place with its text, in the order of the paper."""
        return [
            ("title", self.title),
            ("recipients", self.recipients),
            *((p.key, p.text) for p in self.paragraphs),
            ("note", self.note),
            ("copies", self.copies),
        ]


def tidy(text: str) -> str:
    """One paragraph as kept: line ends as \\n, no indents, because layout sets them."""
    return _SPACE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")


def keyed(texts: Iterable[str], *, taken: Iterable[str] = ()) -> tuple[Paragraph, ...]:
    """New paragraphs with keys that no other paragraph of this document has had."""
    number = max((int(k[1:]) for k in taken if re.fullmatch(r"p\d+", k)), default=0)
    made = []
    for text in texts:
        if text := tidy(text):
            number += 1
            made.append(Paragraph(f"p{number}", text))
    return tuple(made)


def paragraphs_of(text: str) -> list[str]:
    """A text as typed or pasted, cut into paragraphs; neighbouring lines with tabs stay together as a table."""
    found: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not line.strip():
            found.append("")
        elif "\t" in line.strip() and found and "\t" in found[-1]:
            found[-1] += "\n" + line.strip(" \u3000")
        else:
            found.append(line.strip(" \u3000"))
    return [one for one in found if one]
