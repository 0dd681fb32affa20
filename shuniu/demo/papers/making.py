"""做样件: each sheet as the files it is to be dropped as, and beside them what should be read from it.

PDF and scans are set with typst; on a machine without a Chinese font the same papers are made as DOCX and plain text,
so that there is always something to drop.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

from shuniu.demo.papers import files
from shuniu.demo.papers.circulars import CIRCULARS
from shuniu.demo.papers.letters import HOTLINE, LETTERS, NOTES
from shuniu.demo.papers.sheets import Sheet
from shuniu.files import typesetting

SHEETS: tuple[Sheet, ...] = (*CIRCULARS, *LETTERS)


def can_set_type() -> bool:
    """Whether papers can be set on this machine: the typesetter is here and so is a Chinese font."""
    try:
        typesetting.faces()
    except typesetting.CannotSet:
        return False
    return True


def make_papers(folder: Path, *, on_progress: Callable[[int, int, str], None] | None = None) -> list[Path]:
    """Write all papers into a folder; gives their paths. The same papers each time, byte for byte where formats allow."""
    folder.mkdir(parents=True, exist_ok=True)
    tell = on_progress or (lambda done, of, what: None)
    pretty = can_set_type()
    jobs = [(sheet, form) for sheet in SHEETS for form in _forms(sheet, pretty)]
    made: list[Path] = []
    expected: dict[str, dict] = {}
    for done, (sheet, form) in enumerate(jobs):
        path = files.MAKERS[form](sheet, folder, random.Random(sheet.name))
        made.append(path)
        expected[path.name] = sheet.expected()
        tell(done + 1, len(jobs) + 2, path.name)
    for name, _form, text, division in NOTES:
        path = folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        made.append(path)
        expected[path.name] = {"division": division}
    made.append(files.hotline_list(folder, HOTLINE))
    made.append(files.bundle(folder, "6月10日来文打包", [p for p in made if p.suffix == ".docx"][:3]))
    tell(len(jobs) + 2, len(jobs) + 2, "expected.json")
    (folder / "expected.json").write_text(
        json.dumps(expected, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    return made


def _forms(sheet: Sheet, pretty: bool) -> list[str]:
    if pretty:
        return list(sheet.forms)
    plain = {"pdf": "docx", "scan_png": "docx", "scan_pdf": "docx", "scan_tiff": "txt"}
    return list(dict.fromkeys(plain.get(form, form) for form in sheet.forms))
