"""排版: a template and plain data into an A4 PDF, with the fonts of this house. Nothing is fetched from outside.

Fonts are looked for in this order: the office's own folder (`fonts` beside its data: 方正小标宋, 仿宋_GB2312 …), then
what the system has (Fandol, Noto CJK …). Which were used is said, and a missing 仿宋 is said too; where there is no
Chinese font at all nothing is set, because squares on paper are worse than no paper.
"""

from __future__ import annotations

import base64
import importlib.util
import io
import json
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image

from shuniu.org.refusals import Refused

# For each use the families that serve it, the best first; after them whatever serves the running text.
SONG = (
    "方正书宋_GBK", "FZShuSong-Z01", "SimSun", "NSimSun", "FandolSong", "Noto Serif CJK SC", "Noto Serif SC",
    "Source Han Serif SC", "AR PL UMing CN", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Zen Hei",
)  # fmt: skip
FANGSONG = (
    "仿宋_GB2312",
    "FangSong_GB2312",
    "方正仿宋_GBK",
    "FZFangSong-Z02",
    "FangSong",
    "STFangsong",
    "FandolFang R",
)
KAI = (
    "楷体_GB2312",
    "KaiTi_GB2312",
    "方正楷体_GBK",
    "KaiTi",
    "STKaiti",
    "FandolKai",
    "LXGW WenKai",
    "AR PL UKai CN",
)
HEI = (
    "方正黑体_GBK",
    "FZHei-B01",
    "SimHei",
    "FandolHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
)
TITLE = ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S")

# Beside the office's own fonts, those that a package brought; they come after what the system has.
FREE = "free"

# The typesetter keeps the document of a call in itself.
_LOCK = threading.Lock()


class CannotSet(Refused):
    """排不了: no typesetter or no Chinese font on this machine; the page for printing in the browser still works."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, code="typesetting")


@dataclass(frozen=True)
class Faces:
    """用了哪几种字: families for each use, the first is the one that shows."""

    song: tuple[str, ...]
    fangsong: tuple[str, ...]
    kai: tuple[str, ...]
    hei: tuple[str, ...]
    title: tuple[str, ...]
    has_fangsong: bool
    of_the_office: tuple[str, ...]  # families that lie in the office's own folder

    @property
    def shown(self) -> tuple[str, ...]:
        """The families that are really seen on paper, each once."""
        return tuple(
            dict.fromkeys(use[0] for use in (self.title, self.fangsong, self.song, self.kai, self.hei))
        )

    @property
    def said(self) -> str:
        """One sentence for the page: which fonts, and what is missing."""
        said = _("用的字体:%s。") % _("、").join(self.shown)
        if not self.has_fangsong:
            said += (
                " "
                + _("没有找到仿宋,正文用%s代替;把仿宋放进数据目录的 fonts 里就会用上。") % self.fangsong[0]
            )
        return said


@dataclass(frozen=True)
class Typeset:
    """排好的: the bytes of the PDF and the faces it was set in."""

    pdf: bytes
    faces: Faces


def own_folder() -> Path:
    """The folder in which an office puts fonts that it has a licence for."""
    return Path(settings.SHUNIU_DATA) / "fonts"


def faces() -> Faces:
    """用哪几种字: what was found on this machine. Raises CannotSet where there is nothing Chinese to set with."""
    return _machine()[1]


def set_type(
    template: Path,
    data: Mapping[str, Any],
    *,
    at: datetime,
    drawings: Mapping[str, str] | None = None,
    standard: str = "",
) -> Typeset:
    """排成 PDF: `template` reads `data.json`, with `fonts` in it, and the drawings (SVG by file name) beside it.

    Words are data, never source, so that nothing a person types can be taken for a command. The same data at the same
    moment give the same bytes. `standard` is one of PDF/A (`a-2b`). Raises CannotSet.
    """
    compiler, found = _machine()
    moment = at.astimezone(UTC).replace(microsecond=0)
    with _LOCK:
        pdf = compiler.compile(
            input=_sources(template, data, found, drawings),
            format="pdf",
            timestamp=moment,
            pdf_standards=[standard] if standard else [],
        )
    return Typeset(bytes(pdf), found)


def _sources(
    template: Path, data: Mapping[str, Any], found: Faces, drawings: Mapping[str, str] | None
) -> dict[str, bytes]:
    return {
        "main.typ": template.read_bytes(),
        "data.json": json.dumps({**data, "fonts": asdict(found)}, ensure_ascii=False).encode(),
        **{name: drawing.encode() for name, drawing in (drawings or {}).items()},
    }


def drawing_of(picture: bytes) -> str:
    """图: a stored picture as an SVG that holds its very bytes; the typesetter takes drawings as text only."""
    with Image.open(io.BytesIO(picture)) as image:
        width, height, kind = image.width, image.height, (image.format or "PNG").lower()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/{kind};base64,'
        f'{base64.b64encode(picture).decode()}"/></svg>'
    )


def _machine() -> tuple[Any, Faces]:
    if importlib.util.find_spec("typst") is None:
        raise CannotSet(_("排版组件没有装,出不了 PDF。可以用浏览器打印这一页,内容一样。"))
    folder = own_folder()
    # A font put into the folder is found without starting anew.
    stamp = (
        tuple(sorted((p.name, p.stat().st_mtime_ns) for p in folder.rglob("*"))) if folder.is_dir() else ()
    )
    return _found(str(folder) if stamp else "", stamp)


@lru_cache(maxsize=2)
def _found(folder: str, _stamp: tuple) -> tuple[Any, Faces]:
    """One typesetter for all sheets: looking through the fonts of a machine takes longer than setting a page."""
    import typst

    fonts = typst.Fonts(
        include_system_fonts=True, include_embedded_fonts=False, font_paths=[folder] if folder else []
    )
    return typst.Compiler(font_paths=fonts), choose(
        fonts.families(),
        own=tuple(
            sorted(
                {f.family for f in fonts.fonts() if folder and f.path and _is_own(Path(f.path), Path(folder))}
            )
        ),
    )


def _is_own(path: Path, folder: Path) -> bool:
    return path.is_relative_to(folder) and not path.is_relative_to(folder / FREE)


def font_files() -> tuple[tuple[Path, int], ...]:
    """字体文件: where each face that may be used lies, and its place in a collection."""
    return tuple((path, index) for _family, path, index in _faces_in_files())


def file_of(family: str) -> tuple[Path, int]:
    """Where a family lies that `faces()` named: those come from files only."""
    return next((path, index) for name, path, index in _faces_in_files() if name == family)


def _faces_in_files() -> list[tuple[str, Path, int]]:
    import typst

    _machine()
    folder = own_folder()
    fonts = typst.Fonts(include_embedded_fonts=False, font_paths=[str(folder)] if folder.is_dir() else [])
    return [(font.family, Path(font.path), font.index) for font in fonts.fonts() if font.path]


def choose(families: list[str], *, own: tuple[str, ...] = ()) -> Faces:
    """Which of the families serve which use; the office's own come before the system's. Raises CannotSet."""
    there = {name.casefold(): name for name in families}

    def serving(use: tuple[str, ...]) -> tuple[str, ...]:
        found = [there[name.casefold()] for name in use if name.casefold() in there]
        return tuple(sorted(found, key=lambda name: name not in own))

    song = serving(SONG)
    fangsong = serving(FANGSONG)
    if not song and not fangsong:
        raise CannotSet(
            _(
                "这台机器上没有中文字体,出不了 PDF。可以用浏览器打印这一页;或请管理员装上 Noto CJK(fonts-noto-cjk)。"
            )
        )
    running = song or fangsong
    return Faces(
        song=running,
        fangsong=(*fangsong, *running),
        kai=(*serving(KAI), *fangsong, *running),
        hei=(*serving(HEI), *running),
        title=(*serving(TITLE), *running),
        has_fangsong=bool(fangsong),
        of_the_office=own,
    )
