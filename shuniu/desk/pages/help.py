"""帮助: the keys, what the lights mean, what the order rests on; six lines each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from shuniu.desk.context import PLACES
from shuniu.matters.readings import weights_of

KEYS = (
    (_("到处"), (
        ("Ctrl K  /", _("找,或说一句话")), ("C", _("说一句新的")), ("Ctrl V", _("粘贴就登记")), ("Z", _("撤回刚才那一步")),
        ("?", _("帮助")),
    )),
    (_("清单里"), (
        ("J  K", _("下一行,上一行")), (_("空格"), _("在旁边看")), ("Enter", _("打开")), ("X", _("选中")),
        ("Shift X", _("选到这一行")),
    )),
    (_("对一件事"), (
        ("E", _("就这么办")), ("A", _("派")), ("D", _("办结")), ("T", _("加一步")), ("L", _("缓办")), ("M", _("并入")),
        ("R", _("当场答复")), ("B", _("退回")), ("P", _("打印")),
    )),
)  # fmt: skip


def page(request: HttpRequest) -> HttpResponse:
    places = [(f"G {place.key}", place.word) for place in PLACES]
    context = {"keys": [*KEYS, (_("去处"), places)], "weights": weights_of(request.actor.unit)}
    return render(request, "desk/help.html", context)
