"""批量读件: every text.txt under a folder read into a pred.json (the command `shuniu read`).

A text that cannot be read gets a pred.json with empty values and a call of `on_error`; the others go on. Only
text.txt and meta.json are opened.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from shuniu.clock.calendar import chinese_calendar_seed
from shuniu.matters.reading import Reading, read

TEXT, META, ANSWER = "text.txt", "meta.json", "pred.json"


def read_folder(
    src: Path,
    dst: Path,
    *,
    on_progress: Callable[[int, int, Path], None] | None = None,
    on_error: Callable[[Path, str], None] | None = None,
) -> int:
    """Read every `src/**/text.txt` into `dst/<same path>/pred.json`; how many were read without an error.

    `on_progress(done, total, path)` is called after each text with its folder relative to `src`;
    `on_error(path, reason)` for each text that could not be read, and for a meta.json that is none.
    """
    papers = sorted(path for path in src.rglob(TEXT) if path.is_file() or path.is_symlink())
    good = 0
    for done, paper in enumerate(papers, start=1):
        place = paper.parent.relative_to(src)
        try:
            text = decoded(paper.read_bytes())
            day = _doc_date(paper.with_name(META), place, on_error)
            reading = read(text, doc_date=day, calendar=chinese_calendar_seed())
            good += 1
        except (OSError, UnicodeError, ValueError, RecursionError) as trouble:
            reading = Reading()
            if on_error:
                on_error(place / TEXT, str(trouble) or type(trouble).__name__)
        _write(dst / place / ANSWER, reading)
        if on_progress:
            on_progress(done, len(papers), place)
    return good


def decoded(raw: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or GB 18030 as older office software saves it."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    if "\x00" in text:
        raise ValueError("the file is no text")
    return text


def _doc_date(meta: Path, place: Path, on_error: Callable[[Path, str], None] | None) -> date | None:
    """The day on the register, None if the caller does not know it."""
    if not meta.is_file():
        return None
    try:
        said = json.loads(meta.read_text(encoding="utf-8-sig"))
        day = said.get("doc_date") if isinstance(said, dict) else None
        return date.fromisoformat(day) if day else None
    except (OSError, ValueError, TypeError) as trouble:
        if on_error:
            on_error(place / META, str(trouble))
        return None


def _write(path: Path, reading: Reading) -> None:
    """Whole or not at all: a reader never meets half an answer."""
    path.parent.mkdir(parents=True, exist_ok=True)
    words = json.dumps(reading.as_prediction(), ensure_ascii=False, indent=1) + "\n"
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".pred-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(words)
    os.chmod(name, 0o644)
    os.replace(name, path)
