"""Zip packages and the XML in them, opened so that neither a bomb nor an entity can hurt."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from lxml import etree

from shuniu.files.choices import MediaKind
from shuniu.files.limits import MEGABYTE, Budget, Limits
from shuniu.files.refusals import CannotTake, Why, locked

_LOCKED_FLAG = 0x1
_OFFICE = b"http://schemas.openxmlformats.org/"
_DIALECTS = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _OFFICE + b"wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", _OFFICE + b"drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _OFFICE + b"officeDocument/2006/relationships"),
)


class Package:
    """A zip file in memory whose members were counted and measured before the first byte is unpacked."""

    def __init__(self, archive: zipfile.ZipFile, kind: MediaKind, budget: Budget) -> None:
        self._archive = archive
        self._budget = budget
        self.members = [info for info in archive.infolist() if not info.is_dir()]
        limits = budget.limits
        if len(self.members) > limits.members * 20:
            raise _bomb(limits)
        if any(info.flag_bits & _LOCKED_FLAG for info in self.members):
            raise locked(kind.label)
        total = sum(info.file_size for info in self.members)
        packed = sum(info.compress_size for info in self.members)
        if total > limits.unpacked or (total > limits.ratio_from and total > packed * limits.ratio):
            raise _bomb(limits)
        self.names = {info.filename for info in self.members}

    def read(self, member: str | zipfile.ZipInfo, *, limit: int | None = None) -> bytes:
        """The bytes of a member; never more than it declared, nor than `limit`."""
        info = self._archive.getinfo(member) if isinstance(member, str) else member
        most = min(info.file_size, limit or self._budget.limits.unpacked)
        if info.file_size > most:
            raise _bomb(self._budget.limits)
        with self._archive.open(info) as file:
            data = file.read(most + 1)
        if len(data) > most:  # the directory lied about the size
            raise _bomb(self._budget.limits)
        return data

    def xml(self, name: str) -> etree._Element:
        """A part as a tree. The strict dialect of Office differs in its names only, and is read like the usual one."""
        data = self.read(name, limit=self._budget.limits.xml_part)
        for strict, usual in _DIALECTS:
            data = data.replace(strict, usual)
        return parse_xml(data)

    def main_part(self, default: str) -> str:
        """The name of the document itself: some programs call it otherwise than everybody else."""
        if "_rels/.rels" in self.names:
            for node in self.xml("_rels/.rels").iter("{*}Relationship"):
                target = node.get("Target", "").lstrip("/")
                if node.get("Type", "").endswith("/officeDocument") and target in self.names:
                    return target
        return default

    def named(self, *, start: str, end: str = ".xml") -> list[str]:
        """Names of members, in the order of the numbers in them: slide2 before slide10."""
        return sorted((n for n in self.names if n.startswith(start) and n.endswith(end)), key=lambda n: (len(n), n))


@contextmanager
def opened(data: bytes, kind: MediaKind, budget: Budget) -> Iterator[Package]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield Package(archive, kind, budget)


def parse_xml(data: bytes) -> etree._Element:
    """An XML tree without entities, without the network; a document type is refused, no office format has one."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise CannotTake(
            Why.HOSTILE,
            _("这份文件里藏着不该有的内容（XML 实体），没有收，也没有留底。请向来件方核实后另要一份。"),
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    return etree.fromstring(data, parser)


def _bomb(limits: Limits) -> CannotTake:
    return CannotTake(
        Why.HOSTILE,
        _("这份文件展开后大得不正常（超过 {limit} MB 或压缩得过头），没有收，也没有留底。请解开、挑出要用的再送。").format(limit=limits.unpacked // MEGABYTE),
    )
