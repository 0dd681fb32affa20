"""手写: a drawing that the pad sends with the form, checked before it is kept; kept, it is a stored file like any other."""

from __future__ import annotations

import base64
import binascii
import io
import warnings

from django.utils.translation import gettext as _
from PIL import Image

from shuniu.files.arrivals import Arrival
from shuniu.files.choices import MediaKind
from shuniu.files.operations import keep
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused

MOST_BYTES = 60_000
MOST_SIDE = 2400
_HEAD = "data:image/png;base64,"


def drawing(sent: str) -> bytes:
    """The PNG inside what the pad sent; nothing was drawn: no bytes. Refused when it is too large or no drawing."""
    if not sent:
        return b""
    if not sent.startswith(_HEAD) or len(sent) > len(_HEAD) + MOST_BYTES * 4 // 3 + 4:
        raise Refused(_("手写的图太大或不是图,擦掉一些再试;文字都还在"), "ink", "ink")
    try:
        data = base64.b64decode(sent[len(_HEAD) :], validate=True)
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
                size = picture.size
                picture.verify()
    except (
        binascii.Error,
        OSError,
        SyntaxError,
        ValueError,
        Warning,
        Image.DecompressionBombError,
    ) as problem:
        raise Refused(_("手写的图没有传完整,再写一次;文字都还在"), "ink", "ink") from problem
    if len(data) > MOST_BYTES or max(size) > MOST_SIDE:
        raise Refused(_("手写的图太大或不是图,擦掉一些再试;文字都还在"), "ink", "ink")
    return data


def kept(data: bytes, *, by: Actor) -> str:
    """存手迹: into the store, unaltered; gives its SHA-256, or "" when nothing was drawn."""
    if not data:
        return ""
    return keep(Arrival(name=_("手迹.png"), kind=MediaKind.PNG, data=data), by=by)[0].sha256
