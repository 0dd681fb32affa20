"""What every page of the archive begins with: who reads, which year, which tab."""

from __future__ import annotations

from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shuniu.archives import rules
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused

TABS = (
    ("archive", gettext_lazy("等着定")),
    ("archive_items", gettext_lazy("目录")),
    ("archive_handovers", gettext_lazy("移交")),
    ("archive_loans", gettext_lazy("借阅")),
    ("archive_appraisals", gettext_lazy("鉴定销毁")),
    ("archive_holds", gettext_lazy("不许动")),
    ("archive_settings", gettext_lazy("归档设置")),
)


def reader(request: HttpRequest) -> Actor:
    """Whoever reads matters at all."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor or actor.person is None:
        raise Http404
    if not actor.reads_matters:
        raise Refused(_("管理员和纪检看不到事项内容;需要时请另授办公室角色"), "role")
    return actor


def office(request: HttpRequest) -> Actor:
    actor = reader(request)
    verdict = rules.may_look(actor)
    if not verdict:
        raise Refused(verdict.reason, "role")
    return actor


def year_asked(request: HttpRequest) -> int:
    """The year of the address; else the one being filed now: last year until the summer, then this one."""
    text = request.GET.get("year", "") or request.POST.get("year", "")
    if text.isdigit() and 1949 <= int(text) <= 2200:
        return int(text)
    today = moment.today()
    return today.year - 1 if today.month <= 6 else today.year


def page_asked(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return min(max(int(text), 1), 200) if text.isdigit() and len(text) < 5 else 1


def typed(data: QueryDict, name: str) -> str:
    """What was typed there, at most two hundred characters; a NUL is in no word of anybody and no database takes it."""
    return data.get(name, "").replace("\x00", "")[:200]


def frame(here: str) -> dict:
    return {"tabs": TABS, "here": here}
