"""限额: how large, long and deep a file may be, so that no single arrival can stop the office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from shuniu.files.refusals import CannotTake, Why

if TYPE_CHECKING:
    from shuniu.files.choices import MediaKind

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one arrival may cost. Sizes in bytes, pictures in pixels, text in characters.

    The defaults take a 600 dpi A3 scan and a mail with a hundred attachments, and keep the memory of one
    reading below about one gigabyte.
    """

    size: int = 64 * MEGABYTE
    unpacked: int = 256 * MEGABYTE  # of everything inside archives and mails together
    ratio: int = 150  # unpacked to packed, looked at only above `ratio_from`
    ratio_from: int = 16 * MEGABYTE
    members: int = 500
    depth: int = 5
    pages: int = 500
    scanned_pages: int = 200
    pixels: int = 90_000_000
    characters: int = 4_000_000
    xml_part: int = 48 * MEGABYTE
    rows: int = 200_000
    converter_seconds: int = 60


class Budget:
    """What is left of the limits while one arrival with everything in it is read."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._unpacked = limits.unpacked
        self._members = limits.members
        self._pages = limits.pages
        self._scanned = limits.scanned_pages
        self._characters = limits.characters

    def spend_unpacked(self, size: int) -> None:
        self._unpacked -= size
        if self._unpacked < 0:
            raise CannotTake(
                Why.TOO_LARGE,
                _("里面的东西展开后超过 {limit} MB，没有收，也没有留底。请拆成几份再送。").format(
                    limit=self.limits.unpacked // MEGABYTE
                ),
            )

    def spend_member(self) -> None:
        self._members -= 1
        if self._members < 0:
            raise CannotTake(
                Why.TOO_LARGE,
                _("里面的文件超过 {limit} 个，没有收，也没有留底。请拆成几份再送。").format(limit=self.limits.members),
            )

    def spend_pages(self, count: int = 1) -> None:
        self._pages -= count
        if self._pages < 0:
            raise CannotTake(
                Why.TOO_LARGE,
                _("页数超过 {limit} 页，没有收，也没有留底。请拆成几份再送。").format(limit=self.limits.pages),
            )

    def spend_scanned_page(self) -> None:
        self._scanned -= 1
        if self._scanned < 0:
            raise CannotTake(
                Why.TOO_LARGE,
                _("要识别的扫描页超过 {limit} 页，没有收，也没有留底。请拆成几份再送。").format(
                    limit=self.limits.scanned_pages
                ),
            )

    def spend_text(self, text: str) -> str:
        self._characters -= len(text)
        if self._characters < 0:
            raise CannotTake(
                Why.TOO_LARGE,
                _("文字超过 {limit} 万字，没有收，也没有留底。请拆成几份再送。").format(
                    limit=self.limits.characters // 10_000
                ),
            )
        return text

    def check_picture(self, width: int, height: int, kind: MediaKind | None = None) -> None:
        if width * height > self.limits.pixels:
            raise CannotTake(
                Why.TOO_LARGE,
                _("图片有 {width}×{height} 点，太大了，没有收，也没有留底。请用 300 dpi 重新扫描。").format(
                    width=width, height=height
                ),
            )

    def check_depth(self, depth: int) -> None:
        if depth > self.limits.depth:
            raise CannotTake(
                Why.TOO_LARGE,
                _("压缩包一层套一层，超过 {limit} 层，没有收，也没有留底。请解开后再送。").format(limit=self.limits.depth),
            )
