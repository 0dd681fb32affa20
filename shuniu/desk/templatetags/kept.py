"""{% kept "rail" %}…{% endkept %}: pieces of the frame that are the same from page to page for one person.

Drawn once a minute for each person, language and place, and given again as text. Only pieces that hold nothing of the
page itself may be kept. The secret of the session's forms is part of the key, so that a form in a kept piece stays
valid for its owner and for nobody else.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from threading import Lock

from django import template
from django.utils.translation import get_language

register = template.Library()
SECONDS = 60
MOST = 2000
_kept: OrderedDict[tuple, str] = OrderedDict()
_lock = Lock()


class Kept(template.Node):
    def __init__(self, name: str, nodelist):
        self.name, self.nodelist = name, nodelist

    def render(self, context) -> str:
        request, frame = context.get("request"), context.get("frame")
        secret = request.META.get("CSRF_COOKIE") if request is not None else None
        if frame is None or not frame.actor or not secret:
            return self.nodelist.render(context)
        key = (self.name, get_language(), secret, *frame.same_for, int(time.monotonic() // SECONDS))
        drawn = _kept.get(key)
        if drawn is None:
            drawn = self.nodelist.render(context)
            with _lock:
                _kept[key] = drawn
                while len(_kept) > MOST:
                    _kept.popitem(last=False)
        return drawn


@register.tag
def kept(parser, token):
    name = token.split_contents()[1].strip('"')
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(name, nodelist)
