"""四性检测: authenticity, completeness, usability, security of items, check by check with evidence (archives.md §7).

Each check looks at all items and says what it found; `PROGRAM` names the version that looked.
"""

from __future__ import annotations

import hashlib
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import pypdfium2
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from shuniu import __version__
from shuniu.archives.choices import Outcome, PartRole, Period
from shuniu.archives.codes import is_code
from shuniu.archives.models import ArchiveItem, ItemPart, ItemSerial
from shuniu.archives.pieces import content_hash, record_bytes
from shuniu.files.secrecy import find_mark, find_mark_in_name
from shuniu.files.store import Missing, store
from shuniu.journal.hashing import START, digest_of, hash_of_line
from shuniu.journal.models import Line
from shuniu.org.models import Unit

PROGRAM = f"shuniu {__version__}"
AUTHENTICITY, COMPLETENESS, USABILITY, SECURITY = "authenticity", "completeness", "usability", "security"
PROPERTIES = {
    AUTHENTICITY: gettext_lazy("真实性"),
    COMPLETENESS: gettext_lazy("完整性"),
    USABILITY: gettext_lazy("可用性"),
    SECURITY: gettext_lazy("安全性"),
}
# Formats that are kept for good, and those taken as they came with a print beside them.
LASTING = {
    "application/pdf", "application/ofd", "image/tiff", "image/jpeg", "image/png", "text/csv", "text/plain",
    "application/json", "audio/wav", "audio/x-wav", "audio/mpeg",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
SHOWN = 20  # findings written out for each check; the rest is counted


@dataclass
class Check:
    """一项: its id by stage, what was asked, what was found. `soft` findings warn, others fail."""

    code: str
    trait: str
    name: str
    looked: int = 0
    soft: bool = False
    found: list[str] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        if not self.found:
            return Outcome.PASS.value
        return Outcome.WARN.value if self.soft else Outcome.FAIL.value

    def as_dict(self) -> dict:
        return {
            "code": self.code, "property": self.trait, "name": str(self.name), "looked": self.looked,
            "outcome": self.outcome, "found": self.found[:SHOWN], "count": len(self.found),
        }  # fmt: skip


class Bench:
    """检测台: what several checks need is read once."""

    def __init__(self, unit: Unit, items: Sequence[ArchiveItem]) -> None:
        self.unit, self.items = unit, items
        self.parts = [(item, part) for item in items for part in item.parts.all()]
        self._bytes: dict[str, bytes | None] = {}

    def bytes_of(self, part: ItemPart) -> bytes | None:
        """The content of a part as it is now; None when it is not there or no longer the same."""
        if part.record is not None:
            return record_bytes(part.record)
        if part.sha256 not in self._bytes:
            self._bytes = {
                part.sha256: self._read(part.sha256)
            }  # one at a time: a year does not fit into memory
        return self._bytes[part.sha256]

    def _read(self, sha256: str) -> bytes | None:
        try:
            return store().read(sha256)
        except Missing:
            return None

    def chains(self) -> dict[int, list[Line]]:
        """The journal of each item's matter in order."""
        ids = [item.matter_id for item in self.items]
        found: dict[int, list[Line]] = defaultdict(list)
        for start in range(0, len(ids), 500):
            for line in Line.objects.filter(
                subject_kind="matter", subject_id__in=ids[start : start + 500]
            ).order_by("subject_id", "seq"):
                found[line.subject_id].append(line)
        return found


def run_checks(unit: Unit, items: Sequence[ArchiveItem]) -> list[Check]:
    """Every check of the four properties over these items."""
    bench = Bench(unit, items)
    done = []
    for code, kind, name, soft, look in CHECKS:
        check = Check(code, kind, str(name), soft=soft, looked=len(items))
        check.found = list(look(bench))
        done.append(check)
    return done


def outcome_of(checks: Iterable[Check]) -> str:
    outcomes = {check.outcome for check in checks}
    for worst in (Outcome.FAIL.value, Outcome.WARN.value):
        if worst in outcomes:
            return worst
    return Outcome.PASS.value


def _named(item: ArchiveItem, what: str) -> str:
    return f"{item.code}: {what}"


# 真实性


def content_is_what_was_filed(bench: Bench):
    """Source and fixing information: every part hashes to what was written down when it was filed."""
    for item, part in bench.parts:
        data = bench.bytes_of(part)
        if data is None or hashlib.sha256(data).hexdigest() != part.sha256:
            yield _named(item, _("%s 和归档时不一样了,或不见了") % part.name)
    for item in bench.items:
        if content_hash([part.sha256 for part in item.parts.all()]) != item.content:
            yield _named(item, _("件内的份数或次序变了"))


def the_journal_says_the_same(bench: Bench):
    """The chain of each matter is whole, and its line of filing names this code and this content."""
    chains = bench.chains()
    for item in bench.items:
        previous, told = START, False
        for seq, line in enumerate(chains.get(item.matter_id, ()), start=1):
            broken = line.seq != seq or hash_of_line(previous, line) != line.hash
            if broken or (line.forgotten_at is None and digest_of(line.particulars) != line.digest):
                yield _named(item, _("流水第%d行断了") % seq)
                break
            previous = line.hash
            if line.verb == "archive.decided" and line.particulars.get("content") == item.content:
                told = True
        else:
            if not told:
                yield _named(item, _("流水里没有这次归档"))


def metadata_is_legal(bench: Bench):
    """Values have the type, length and range they should."""
    for item in bench.items:
        if item.fonds_code and not is_code(str(item.code)):
            yield _named(item, _("档号不合格式"))
        if item.period not in Period.values or not item.title.strip():
            yield _named(item, _("题名或保管期限不对"))
        if not 1949 <= item.year <= item.filed_at.year + 1:
            yield _named(item, _("年度不对"))


def metadata_agrees_with_files(bench: Bench):
    """What the list says of a file is what the file is."""
    for item, part in bench.parts:
        data = bench.bytes_of(part)
        if data is not None and len(data) != part.size:
            yield _named(item, _("%s 的大小和目录不符") % part.name)


# 完整性


def required_elements_are_there(bench: Bench):
    for item in bench.items:
        lacks = [
            str(word)
            for word, value in ((_("责任者"), item.issuer), (_("题名"), item.title), (_("日期"), item.dated))
            if not value
        ]
        if lacks:
            yield _named(item, _("缺%s") % "、".join(lacks))


def numbers_have_no_gaps(bench: Bench):
    """A-03: in each class that is looked at, every number up to the last is there once."""
    for serial in ItemSerial.objects.filter(
        unit=bench.unit, year__in={item.year for item in bench.items}
    ).order_by("year", "period", "org_code"):
        named = {
            "category": serial.category,
            "year": serial.year,
            "period": serial.period,
            "org_code": serial.org_code,
        }
        numbers = set(ArchiveItem.objects.filter(unit=bench.unit, **named).values_list("number", flat=True))
        gaps = sorted(set(range(1, serial.last + 1)) - numbers)
        if gaps:
            yield f"{serial.year}-{serial.period}-{serial.org_code}: " + _("缺件号 %s") % gaps[:5]


def each_has_its_slip(bench: Bench):
    """Process history: the slip lies with the paper."""
    for item in bench.items:
        if not any(part.role in (PartRole.SLIP, PartRole.DISPATCH) for part in item.parts.all()):
            yield _named(item, _("没有处理单"))


def nothing_is_missing(bench: Bench):
    """A-02: what was filed as incomplete says so again here."""
    for item in bench.items:
        if item.missing:
            yield _named(item, _("缺%s") % "、".join(item.missing))


# 可用性


def formats_last(bench: Bench):
    for item, part in bench.parts:
        if part.media_type not in LASTING:
            yield _named(item, _("%(name)s 是 %(type)s,长期保存请另配 PDF/A 或 OFD") % {
                "name": part.name, "type": part.media_type,
            })  # fmt: skip


def content_opens(bench: Bench):
    """Opened here, in memory; an encrypted or broken one does not open."""
    for item, part in bench.parts:
        data = bench.bytes_of(part)
        if data is not None and not _opens(part.media_type, data):
            yield _named(item, _("%s 打不开,或加了密") % part.name)


def _opens(media_type: str, data: bytes) -> bool:
    try:
        if media_type == "application/pdf":
            with pypdfium2.PdfDocument(data) as document:
                return len(document) > 0
        if media_type.startswith("image/"):
            with Image.open(io.BytesIO(data)) as image:
                image.verify()
    except Exception:  # whatever a reader says of a broken file, it does not open
        return False
    return True


# 安全性


def no_secrets(bench: Bench):
    """Nothing classified: titles, names and what was read of the pages."""
    for item in bench.items:
        if find_mark(item.title) or find_mark_in_name(item.title):
            yield _named(item, _("题名带密级标志"))
    for item, part in bench.parts:
        texts = [part.name]
        if part.record is not None:
            texts += [str(value) for value in part.record.values() if isinstance(value, str)]
        if find_mark_in_name(part.name) or any(find_mark(text) for text in texts):
            yield _named(item, _("%s 带密级标志") % part.name)


def nothing_foreign(bench: Bench):
    """No programs among the records."""
    for item, part in bench.parts:
        data = bench.bytes_of(part)
        if data is not None and data[:4] in (b"MZ\x90\x00", b"\x7fELF", b"\xca\xfe\xba\xbe"):
            yield _named(item, _("%s 是程序,不是档案") % part.name)


_Look = Callable[[Bench], Iterable[str]]
CHECKS: tuple[tuple[str, str, object, bool, _Look], ...] = (
    ("1-1", AUTHENTICITY, gettext_lazy("内容和归档时的摘要一致"), False, content_is_what_was_filed),
    ("1-2", AUTHENTICITY, gettext_lazy("流水完好,归档的一行和件一致"), False, the_journal_says_the_same),
    ("1-3", AUTHENTICITY, gettext_lazy("元数据的值合规"), False, metadata_is_legal),
    ("1-4", AUTHENTICITY, gettext_lazy("元数据和文件属性一致"), False, metadata_agrees_with_files),
    ("2-1", COMPLETENESS, gettext_lazy("必填的都有"), False, required_elements_are_there),
    ("2-2", COMPLETENESS, gettext_lazy("件号连续不缺"), False, numbers_have_no_gaps),
    ("2-3", COMPLETENESS, gettext_lazy("每件有处理单"), False, each_has_its_slip),
    ("2-4", COMPLETENESS, gettext_lazy("该有的文件都在"), True, nothing_is_missing),
    ("3-1", USABILITY, gettext_lazy("格式适合长期保存"), True, formats_last),
    ("3-2", USABILITY, gettext_lazy("打得开,没有加密"), False, content_opens),
    ("4-1", SECURITY, gettext_lazy("没有涉密标志"), False, no_secrets),
    ("4-2", SECURITY, gettext_lazy("没有夹带程序"), False, nothing_foreign),
)


def report_of(checks: Sequence[dict]) -> dict[str, list[dict]]:
    """By property, for pages and paper; names in the language of whoever reads."""
    names = {code: str(name) for code, _kind, name, _soft, _look in CHECKS}
    found: dict[str, list[dict]] = {str(PROPERTIES[kind]): [] for kind in PROPERTIES}
    for check in checks:
        found[str(PROPERTIES[check["property"]])].append(
            {
                **check,
                "name": names.get(check["code"], check["name"]),
                "outcome_label": str(Outcome(check["outcome"]).label),
            }
        )
    return found
