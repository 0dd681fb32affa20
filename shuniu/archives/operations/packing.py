"""成包: an item or a year as a file that outlives this program; written beside, proved, then put in its place."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from shuniu.archives import rules
from shuniu.archives.models import ArchiveItem, ArchivePackage
from shuniu.archives.package import checking
from shuniu.archives.package.making import Tell, write_package
from shuniu.journal.recording import record
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, require


def folder_of(unit) -> Path:
    return Path(settings.SHUNIU_DATA) / "packages" / unit.code


def path_of(package: ArchivePackage) -> Path:
    """Where the file lies; it may have been taken away, the row says what it was."""
    return folder_of(package.unit) / package.name


def pack_year(year: int, *, by: Actor, tell: Tell | None = None) -> ArchivePackage:
    """一年成包: every item of the year that this person may know of, with those destroyed as stubs."""
    items = ArchiveItem.objects.visible_to(by).filter(year=year).in_order()
    return _pack(
        items,
        title=_("%(unit)s %(year)d年档案") % {"unit": by.unit.name, "year": year},
        by=by,
        year=year,
        tell=tell,
    )


def pack_item(item: ArchiveItem, *, by: Actor) -> ArchivePackage:
    """一件成包."""
    items = ArchiveItem.objects.visible_to(by).filter(pk=item.pk)
    return _pack(items, title=f"{item.code} {item.title}", by=by, item=item)


def _pack(
    items, *, title: str, by: Actor, year: int | None = None, item: ArchiveItem | None = None, tell: Tell | None = None
) -> ArchivePackage:  # fmt: skip
    require(rules.may_pack(by))
    found: Sequence[ArchiveItem] = list(
        items.select_related(
            "filed_by", "decision__line__table", "matter__lead", "unit", "unit__fonds"
        ).prefetch_related("parts")
    )
    if not found:
        raise Refused(_("还没有归档的件,没有可成包的"), "empty")
    at = moment.now()
    folder = folder_of(by.unit)
    folder.mkdir(parents=True, exist_ok=True)
    what = str(year) if year else found[0].code.file_name
    handle, unfinished = tempfile.mkstemp(prefix=".unfinished-", dir=folder)
    try:
        with os.fdopen(handle, "w+b") as out:
            write_package(out, by.unit, found, title=title, at=at, tell=tell)
            out.flush()
            os.fsync(out.fileno())
            out.seek(0)
            digest = hashlib.file_digest(out, "sha256").hexdigest()
            size = out.seek(0, os.SEEK_END)
        report = checking.verify(Path(unfinished))
        if not report.clean:
            raise Refused(_("包写出来验不过(%s),没有留下。请先做四性检测") % report.broken, "broken")
        name = f"{what}-{moment.local(at):%Y%m%d-%H%M%S}-{digest[:8]}.zip"
        with record("archive.packed", by=by) as line:
            line.subject = ArchivePackage.objects.create(
                unit=by.unit, year=year, item=item, name=name, sha256=digest, size=size, items=len(found),
                made_at=at, made_by=by.person,
            )  # fmt: skip
            line.update(name=name, items=len(found), sha256=digest, head=report.head)
            os.replace(unfinished, folder / name)
    finally:
        Path(unfinished).unlink(missing_ok=True)
    return line.subject
