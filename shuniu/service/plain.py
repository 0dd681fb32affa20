"""What the program says to the person at the keyboard: in the language of the terminal, Chinese by default.

The same catalog as the pages, read without the framework, so that a refusal needs no database.
"""

import gettext
import os
from pathlib import Path

CATALOGS = Path(__file__).resolve().parent.parent / "locale"


def language() -> str:
    """The language the terminal asks for: "en", or "zh-hans" for everything else, a bare machine included."""
    asked = next(
        (os.environ[name] for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)),
        "",
    )
    return "en" if asked.startswith("en") else "zh-hans"


_ = gettext.translation("django", CATALOGS, languages=[language()], fallback=True).gettext


class Plain(Exception):
    """坏在输入或用法: what is wrong and, where it helps, what to do. Nothing was changed; the exit code is 2."""
