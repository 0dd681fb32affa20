"""What the program says to the person at the keyboard: in the language of the terminal, Chinese by default.

The same catalog as the pages, read without the framework, so that a refusal needs no database.
"""

import gettext
from pathlib import Path

_ = gettext.translation("django", Path(__file__).resolve().parent.parent / "locale", fallback=True).gettext


class Plain(Exception):
    """坏在输入或用法: what is wrong and, where it helps, what to do. Nothing was changed; the exit code is 2."""
