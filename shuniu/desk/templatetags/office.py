"""How an office writes things: days, lights, names, figures, buttons with their reasons. `{% load office %}`.

{{ due|when }}            今天17:00 · 明天 · 周四 6/18 · 6月18日 周四 · 2027年1月4日
{{ due|when_hour }}       the same, always with the hour: 明天12:00
{{ day|day_word }}        今天 · 明天 · 周四 6/18
{{ at|clock }}            09:04
{{ 4300000|money }}       430万元             {{ 3412|figure }}   3,412          {{ size|file_size }}  1.3MB
{% icon "inbox" %}
{% light lit %}           the shape; {% light lit "sentence" %} with its cause (`lit` is ranking.lights.Light)
{% press may.complete "办结" url="/matters/2026-1/completion/" key="D" look="main" %}   greyed with the reason beside it
{% press verdict "签收" post=url %}    a one-press form instead of a link
{% holder matter %}       我 · 城管局 鲁山 · 程刚(代 何文静)
{% reason row %}          one reason of the order in words: 硬时限 今天12:00 (`row` is ranking.points.Row)
{{ row|chip_tone }}       red for what is overdue, else nothing
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from shuniu.desk import assets
from shuniu.matters.ranking import lights, wording
from shuniu.matters.ranking.lights import Light
from shuniu.matters.todo import Item
from shuniu.org import moment as office_moment
from shuniu.org.choices import DivisionKind, Role

register = template.Library()

_WORDS = {
    lights.RED: lambda: _("红"),
    lights.AMBER: lambda: _("黄"),
    lights.GREEN: lambda: _("绿"),
    lights.NONE: lambda: _("无灯"),
}


def light_word(colour: str) -> str:
    """灯的颜色, in a word."""
    return _WORDS[colour]()


def _local(value: date | datetime | None) -> date | datetime | None:
    return office_moment.local(value) if isinstance(value, datetime) and value.tzinfo else value


def _now() -> datetime:
    return office_moment.local(office_moment.now())


@register.filter
def when(value: date | datetime | None) -> str:
    """时限的说法: the hour only where it matters, that is today."""
    value = _local(value)
    if value is None:
        return ""
    return wording.moment(value, _now()) if isinstance(value, datetime) else wording.day(value, _now())


@register.filter
def when_hour(value: datetime | None) -> str:
    value = _local(value)
    return "" if value is None else wording.hour(value, _now())


@register.filter
def day_word(value: date | datetime | None) -> str:
    value = _local(value)
    return wording.day(value, _now()) if value is not None else ""


@register.filter
def clock(value: datetime | None) -> str:
    value = _local(value)
    return f"{value:%H:%M}" if isinstance(value, datetime) else ""


@register.filter
def iso(value: date | datetime | None) -> str:
    """For <time datetime> and date fields."""
    value = _local(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if value is not None else ""


@register.filter
def money(value: float | Decimal | None) -> str:
    """金额: 430万元, 8,600元."""
    if value is None:
        return ""
    amount = Decimal(value)
    if abs(amount) >= 10_000:
        return _("{amount}万元").format(amount=f"{(amount / 10_000).normalize():,f}")
    return _("{amount}元").format(amount=f"{amount.normalize():,f}")


@register.filter
def figure(value: float | None) -> str:
    return "" if value is None else f"{value:,}"


@register.filter
def file_size(value: int | None) -> str:
    size = float(value or 0)
    for name in ("B", "KB", "MB", "GB"):
        if size < 1024 or name == "GB":
            return f"{size:.0f}{name}" if size >= 10 or name == "B" else f"{size:.1f}{name}"
        size /= 1024
    return ""


@lru_cache(maxsize=128)
def _icon(name: str, sprite: str) -> SafeString:
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite, name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """图标: drawn by us, decoration beside a word, so hidden from screen readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        assets.address("icons.svg"),
        name,
    )


@register.simple_tag
def sprite() -> str:
    """图形: the address of the drawn shapes, asked once by a list that draws many."""
    return assets.address("icons.svg")


@register.simple_tag
def light(lit: Light | None, with_words: str = "") -> SafeString:
    """灯: shape, word, and its cause: in the title of the shape, or visible beside it."""
    if lit is None:
        return mark_safe("")
    word = _WORDS[lit.colour]()
    cause = wording.sentence(lit, _now())
    shape = format_html(
        '<svg class="light" data-colour="{}" role="img" aria-label="{}"><title>{}</title>'
        '<use href="{}#light-{}{}"></use></svg>',
        lit.colour,
        f"{word} {cause}" if not with_words else word,
        cause,
        assets.address("icons.svg"),
        lit.colour,
        "" if lit.filled else "-hollow",
    )
    if not with_words:
        return shape
    return format_html(
        '<span class="lit">{}<span class="lit__cause" data-colour="{}">{}</span></span>',
        shape,
        lit.colour,
        cause,
    )


@register.simple_tag
def shape(colour: str) -> SafeString:
    """The shape of a light that belongs to no matter, with its word and what it says."""
    return format_html(
        '<svg class="light" data-colour="{}" role="img" aria-label="{}"><use href="{}#light-{}"></use></svg>',
        colour.partition("-")[0],
        _WORDS[colour.partition("-")[0]](),
        assets.address("icons.svg"),
        colour,
    )


@register.simple_tag
def asset(name: str) -> str:
    return assets.address(name)


@register.simple_tag(takes_context=True)
def press(
    context, verdict, word: str, *, url: str = "", post: str = "", key: str = "", look: str = ""
) -> SafeString:
    """按钮: asks the rule first. Not allowed: greyed, with the reason beside it, reachable by keyboard."""
    kbd = format_html(" <kbd>{}</kbd>", key) if key else ""
    kind = format_html(" button--{}", look) if look else ""
    if not verdict:
        return format_html(
            '<span class="row-of"><span class="button" role="button" tabindex="0" aria-disabled="true">{}</span>'
            '<span class="reason">{}</span></span>',
            word,
            verdict.reason,
        )
    press_key = format_html(' data-key="{}"', key) if key else ""
    if not post:
        return format_html('<a class="button{}" href="{}"{}>{}{}</a>', kind, url, press_key, word, kbd)
    return format_html(
        '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button class="button{}"{}>{}{}</button></form>',
        post,
        context.get("csrf_token", ""),
        kind,
        press_key,
        word,
        kbd,
    )


def holder_words(matter, me: int | None) -> str:
    """在谁手上, in words: 我; a person of the office by name; others with their body; a stand-in says for whom.

    Takes a matter with its names, or a line of a list (`matters.todo.Item`).
    """
    if isinstance(matter, Item):
        if matter.holder_id is None:
            return ""
        own = f"{matter.holder_body} {matter.holder_name}" if matter.from_outside else matter.holder_name
        name = _("我") if matter.holder_id == me else own
        if matter.stands_in_for:
            return _("{name}(代 {whom})").format(name=name, whom=matter.stands_in_for)
        return name
    holder = matter.holder
    if holder is None:
        return ""
    if holder.pk == me:
        name = _("我")
    else:
        division = holder.division
        outside = division is not None and division.kind not in (DivisionKind.OFFICE, DivisionKind.LEADERSHIP)
        name = f"{division.name} {holder.name}" if outside and division else holder.name
    if matter.standing_in_for_id:
        return _("{name}(代 {whom})").format(name=name, whom=matter.standing_in_for.name)
    return name


@register.simple_tag(takes_context=True)
def holder(context, matter) -> str:
    actor = context.get("actor")
    return holder_words(matter, actor.person.pk if actor else None)


@register.simple_tag
def reason(row) -> str:
    """标签: one fact of the order in a few words."""
    return wording.chip(row, _now())


@register.simple_tag
def cause(lit: Light) -> str:
    """灯的原因, in one sentence."""
    return wording.sentence(lit, _now())


@register.filter
def points(value: float) -> str:
    """17.5 stays 17.5; whole numbers look whole."""
    return f"{value:g}"


@register.simple_tag
def full_day(value: date | datetime) -> str:
    """6月11日 周四: the head of a page, where 今天 says too little."""
    return _("{month}月{day}日 {weekday}").format(
        month=value.month, day=value.day, weekday=wording.weekday(value)
    )


@register.filter
def chip_tone(row) -> str:
    """The tone of a reason: red only for what is overdue."""
    return "red" if row.fact == "deadline" and row.detail["due"] < row.detail["now"] else ""


@register.simple_tag
def role_word(role: str) -> str:
    """角色 in words."""
    return str(Role(role).label) if role else ""


@register.filter
def at_key(mapping: dict, key):
    """The value of a mapping at a key that only the template knows."""
    return mapping.get(key, "")


@register.simple_tag
def last_pk(items) -> int:
    """Where the next page goes on."""
    return min((item["pk"] if isinstance(item, dict) else item.pk for item in items), default=0)
