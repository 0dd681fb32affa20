"""保密的门: nothing that bears a secrecy mark becomes part of a draft, by whichever way it came."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shuniu.documents.wording import Wording
from shuniu.files import secrecy


def guard(wording: Wording) -> None:
    """Raises LooksSecret; what was there before stays, what was typed is not kept anywhere."""
    attached = [text for a in wording.attachments for text in (a.title, a.text)]
    for text in ("\n".join(text for _key, text in wording.places()), *attached):
        secrecy.check_text(text, place=_("稿子"))


def guard_words(*words: str) -> None:
    for text in words:
        secrecy.check_text(text, place=_("意见"))
