"""字体: the office's own come first, free ones are kept apart and never taken for its own."""

import shutil
import subprocess
from pathlib import Path

import pytest

from shuniu.files import typesetting
from shuniu.layout import fonts

pytestmark = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg-deb takes packages apart")


def package_with(folder: Path, *names: str) -> Path:
    """A package as Debian makes them, with files by these names."""
    place = folder / "tree" / "usr/share/fonts"
    place.mkdir(parents=True)
    for name in names:
        (place / name).write_bytes(b"OTTO")
    (folder / "tree/DEBIAN").mkdir()
    (folder / "tree/DEBIAN/control").write_text(
        "Package: x\nVersion: 1\nArchitecture: all\nMaintainer: x\nDescription: x\n"
    )
    subprocess.run(["dpkg-deb", "-b", folder / "tree", folder / "x.deb"], check=True, capture_output=True)
    return folder / "x.deb"


def test_only_the_faces_wanted_are_kept_of_a_package(tmp_path):
    package = package_with(
        tmp_path, "FandolFang-Regular.otf", "FandolKai-Regular.otf", "FandolBraille-Display.otf"
    )
    kept = fonts.keep(package, tmp_path / "fonts" / typesetting.FREE)
    assert [path.name for path in kept] == ["FandolFang-Regular.otf", "FandolKai-Regular.otf"]
    assert all(path.read_bytes() == b"OTTO" for path in kept)


def test_a_package_without_them_changes_nothing_and_says_what_to_do(tmp_path):
    with pytest.raises(fonts.CannotInstall, match="放进资料夹的 fonts 里"):
        fonts.keep(package_with(tmp_path, "other.otf"), tmp_path / "fonts")
    assert not (tmp_path / "fonts").exists()


def test_free_faces_in_the_folder_of_the_office_are_not_its_own(tmp_path):
    assert typesetting._is_own(tmp_path / "x.otf", tmp_path)
    assert not typesetting._is_own(tmp_path / typesetting.FREE / "x.otf", tmp_path)
