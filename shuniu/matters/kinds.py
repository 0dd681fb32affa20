"""Kinds of matter are registered, never branched on. The thirty-two kinds of an office are product §16.5.

A higher app registers its own kind or enriches one (panel, route). `matters` knows none of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """类别: `term` is the default time allowed: ("hours" | "working" | "calendar" | "months", n), or None as set."""

    code: str
    label: str
    channel: str = ""
    term: tuple[str, int] | None = None
    kit: str = ""
    restricted: bool = False  # personal data: 限定 from the start
    must_ask_first: bool = False
    safety: bool = False
    to_read: bool = False  # 阅件: no deadline, nothing to answer, ends when everybody has read it
    panel: str = ""


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    _KINDS[kind.code] = kind
    return kind


def of(code: str) -> Kind:
    """The kind, or a plain one for a code of an app that is not installed any more."""
    return _KINDS.get(code) or Kind(code, code or str(_("未定")))


def all_kinds() -> list[Kind]:
    return list(_KINDS.values())


def choices() -> list[tuple[str, str]]:
    return [(kind.code, kind.label) for kind in _KINDS.values()]


def register_office_kinds() -> None:
    """The thirty-two kinds of §16.5 with their clocks."""
    for kind in (
        Kind("circular", _("上级来文(落实)"), "network"),
        Kind("telegram", _("紧急电报"), "telegram", ("hours", 2)),
        Kind("reading", _("上级来文(阅知)"), "network", to_read=True),
        Kind("request", _("下级请示"), "network", ("working", 7)),
        Kind("report", _("下级报告"), "network", ("working", 3)),
        Kind("letter", _("平级来函"), "network", ("working", 5)),
        Kind("opinions", _("征求意见"), "network", ("working", 5)),
        Kind("figures", _("要数"), "mail", ("hours", 8)),
        Kind("instruction", _("领导批示"), "paper"),
        Kind("oral", _("领导口头交办"), "corridor"),
        Kind("minute_item", _("会议议定事项"), "meeting"),
        Kind("higher_remark", _("上级领导批示"), "paper", ("calendar", 30)),
        Kind("inspection", _("迎检"), "phone", None, kit="迎检"),
        Kind("visit", _("来访接待"), "mail", ("calendar", 3), kit="接待"),
        Kind("meeting_above", _("上级会议通知"), "network"),
        Kind("meeting", _("本级会议"), "plan", ("working", 15), kit="会议"),
        Kind("suggestion", _("代表建议"), "plan", ("months", 3)),
        Kind("proposal", _("委员提案"), "plan", ("months", 3)),
        Kind("hotline", _("热线工单"), "hotline", ("working", 3)),
        Kind("petition", _("信访来访"), "visit", ("calendar", 60), restricted=True),
        Kind("letter_to_head", _("县长信箱"), "web", ("working", 5)),
        Kind("disclosure", _("依申请公开"), "mail", ("working", 20)),
        Kind("incident", _("突发事件"), "phone", ("hours", 1), safety=True),
        Kind("brief", _("信息报送"), "network", ("working", 2)),
        Kind("media", _("媒体采访"), "phone", ("hours", 4), must_ask_first=True),
        Kind("service", _("车房物印"), "sentence", ("hours", 8)),
        Kind("duty", _("值班与请假"), "plan"),
        Kind("activity", _("党群活动"), "plan", ("calendar", 30)),
        Kind("recurring", _("定期报送"), "plan"),
        Kind("found", _("自己发现的"), "found", ("working", 2)),
        Kind("feedback", _("对办公室的意见"), "web", ("working", 2)),
        Kind("expiring", _("到期的合同证照"), "plan", ("calendar", 60)),
        Kind("task", _("任务")),
        Kind("", _("未定")),
    ):
        register(kind)
