"""字体: free faces from a Debian package by its name, put beside the office's own; nothing is shipped with the program.

方正小标宋, 仿宋_GB2312 and their kin need a licence, so an office puts them into its folder itself. Fandol (GPL with
the font exception) comes inside `texlive-lang-chinese`; only its font files are kept, without TeX and without root.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from shuniu.files.typesetting import FREE, own_folder

PACKAGE = "texlive-lang-chinese"
WANTED = "[Ff]andol[FSHK]*.otf"
_LONGEST = 900  # seconds for 50 MB over a bad line


class CannotInstall(Exception):
    """装不上: nothing was changed; what to do instead."""


def install() -> tuple[Path, ...]:
    """装字体: fetches the package with the machine's own client and keeps its Fandol files. Raises CannotInstall.

    Asked for by a person at the keyboard and by nobody else; an office without a line outside copies files into the
    folder instead.
    """
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise CannotInstall(
            _("这台机器没有 apt-get 和 dpkg-deb，装不了。请把字体文件直接放进资料夹的 fonts 里。")
        )
    with tempfile.TemporaryDirectory() as place:
        _run(["apt-get", "download", PACKAGE], place)
        return keep(next(Path(place).glob("*.deb")), own_folder() / FREE)


def keep(package: Path, folder: Path) -> tuple[Path, ...]:
    """Unpacks a package and keeps its font files in `folder`; also for a package that was carried in by hand."""
    with tempfile.TemporaryDirectory() as place:
        _run(["dpkg-deb", "-x", str(package.resolve()), "x"], place)
        found = sorted(Path(place, "x").rglob(WANTED))
        if not found:
            raise CannotInstall(_("包里没有要的字体。请把字体文件直接放进资料夹的 fonts 里。"))
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(Path(shutil.copy(font, folder / font.name)) for font in found)


def _run(command: list[str], place: str) -> None:
    try:
        subprocess.run(command, cwd=place, check=True, capture_output=True, timeout=_LONGEST)
    except (OSError, subprocess.SubprocessError) as error:
        raise CannotInstall(
            _("没有取到字体包，什么都没有改。连上外网再试，或把字体文件直接放进资料夹的 fonts 里。")
        ) from error
