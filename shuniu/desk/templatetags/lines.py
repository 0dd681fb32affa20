"""The lines of today, drawn by hand like the rows of long lists, and for the same reason.

{% line_rows items %}     清单: lights, dates, whose hand, why
{% line_first items %}    先办这几件, numbered, with the sums behind 为什么这样排
{% line_brief items %}    a brief: title, and one sentence below it

Everything typed by people goes through `escape`; the rest is ours. `items` are `matters.todo.Item`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from shuniu.desk import assets
from shuniu.desk.templatetags.office import chip_tone, holder_words, light_word, points
from shuniu.desk.today.next_press import Press
from shuniu.matters.ranking import lights, wording
from shuniu.matters.todo import Item
from shuniu.org import moment

register = template.Library()


class Pen:
    """What is the same for all lines of a page: the hour, whose page it is, the shapes, what was already drawn."""

    def __init__(self, context):
        actor = context.get("actor")
        self.me = actor.person.pk if actor else None
        self.now = moment.local(moment.now())
        self.shapes = assets.address("icons.svg")
        self.lights: dict[tuple, str] = {}
        self.causes: dict[int, str] = {}

    def cause(self, item: Item) -> str:
        known = self.causes.get(item.pk)
        if known is None:
            known = self.causes[item.pk] = escape(wording.sentence(item.light, self.now))
        return known

    def light(self, item: Item) -> str:
        lit, cause = item.light, self.cause(item)
        drawn = self.lights.get(key := (lit.colour, lit.filled, cause))
        if drawn is None:
            hollow = "" if lit.filled else "-hollow"
            drawn = self.lights[key] = (
                f'<svg class="light" data-colour="{lit.colour}" role="img" '
                f'aria-label="{light_word(lit.colour)} {cause}"><title>{cause}</title>'
                f'<use href="{self.shapes}#light-{lit.colour}{hollow}"></use></svg>'
            )
        return drawn

    def when(self, due: datetime) -> str:
        return escape(wording.moment(due, self.now))

    def holder(self, item: Item) -> str:
        return escape(holder_words(item, self.me))

    def line(self, item: Item, press: Press | None = None) -> str:
        """The inside of one line: light, title, date, whose hand; below it the cause or the next step, and why."""
        due = f'<time datetime="{item.due:%Y-%m-%dT%H:%M}">{self.when(item.due)}</time>' if item.due else ""
        late = " late" if item.is_late else ""
        mine = " data-me" if item.holder_id == self.me else ""
        more = ""
        if item.light.colour in (lights.RED, lights.AMBER):
            more = f'<span class="lit__cause" data-colour="{item.light.colour}">{self.cause(item)}</span>'
        elif item.next_step:
            more = f"<span>{escape(item.next_step)}</span>"
        for row in item.rows:
            more += f'<span class="chip" data-tone="{chip_tone(row)}">{escape(wording.chip(row, self.now))}</span>'
        if press is not None:
            more += f'<a href="{press.address}">{escape(press.word)} ▸</a>'
        return (
            f'<span class="row__light">{self.light(item)}</span>'
            f'<a class="row__title" href="{item.address}" data-panel>{escape(item.title)}</a>'
            f'<span class="row__when{late}">{due}</span><span class="row__who"{mine}>{self.holder(item)}</span>'
            f'<span class="row__more">{more}</span>'
        )

    def why(self, number: int, item: Item) -> str:
        """合计: the reasons of one line with their points, as anybody can add them up."""
        sums = "".join(
            f"<dt>{escape(wording.chip(row, self.now))}</dt><dd>{points(row.points)}</dd>"
            for row in item.rows
        )
        cause = f'<p class="soft">{self.cause(item)}</p>' if item.light.causes else ""
        return (
            f'<div class="why"><p><b>{number}</b> {escape(item.title)}</p><dl class="sum">{sums}'
            f"<dt>{_('合计')}</dt><dd>{points(item.score.total)}</dd></dl>{cause}</div>"
        )

    def brief(self, item: Item) -> str:
        due = f" · {self.when(item.due)}" if item.due else ""
        return (
            f'<span class="row__light">{self.light(item)}</span>'
            f'<a class="row__title" href="{item.address}" data-panel>{escape(item.title)}</a>'
            f'<span class="row__more"><span>{self.holder(item)}{due} · <span class="lit__cause" '
            f'data-colour="{item.light.colour}">{self.cause(item)}</span></span></span>'
        )


def pen_of(context) -> Pen:
    """One pen for a page: the lists of a page share what is already drawn."""
    pen = context.render_context.get(Pen)
    if pen is None:
        pen = context.render_context[Pen] = Pen(context)
    return pen


@register.simple_tag(takes_context=True)
def line_rows(context, items: Sequence[Item]) -> SafeString:
    """清单."""
    pen = pen_of(context)
    rows = "".join(
        f'<li class="row" data-row data-href="{item.address}">{pen.line(item)}</li>' for item in items
    )
    return mark_safe(f'<ul class="rows" data-rows>{rows}</ul>')


@register.simple_tag(takes_context=True)
def line_first(context, items: Sequence[Item]) -> SafeString:
    """先办这几件, each with the press that comes next where there is one."""
    pen = pen_of(context)
    presses = context.get("presses") or {}
    rows = "".join(
        f'<li data-row data-href="{item.address}"><span class="row__number">{number}</span>'
        f"{pen.line(item, presses.get(item.pk))}</li>"
        for number, item in enumerate(items, start=1)
    )
    return mark_safe(f'<ol class="first" data-rows>{rows}</ol>')


@register.simple_tag(takes_context=True)
def line_sums(context, items: Sequence[Item]) -> SafeString:
    """为什么这样排: the sums of the first ones."""
    pen = pen_of(context)
    return mark_safe("".join(pen.why(number, item) for number, item in enumerate(items, start=1)))


@register.simple_tag(takes_context=True)
def line_brief(context, items: Sequence[Item]) -> SafeString:
    """简报."""
    pen = pen_of(context)
    rows = "".join(
        f'<li class="row" data-row data-href="{item.address}">{pen.brief(item)}</li>' for item in items
    )
    return mark_safe(f'<ul class="rows" data-rows>{rows}</ul>')


@register.simple_tag(takes_context=True)
def lights_inside(context) -> SafeString:
    """The shapes of the lights inside the page, so that its first screen asks for nothing else."""
    pen_of(context).shapes = ""
    return assets.lights_inside()


@register.simple_tag(takes_context=True)
def line_told(context, item: Item) -> SafeString:
    """One line of a brief with its basis one press away: each reason as anybody can check it."""
    pen = pen_of(context)
    reasons = "".join(f"<li>{escape(wording.chip(row, pen.now))}</li>" for row in item.rows)
    causes = f"<li>{pen.cause(item)}</li>" if item.light.causes else ""
    more = f'<details class="basis"><summary>{_("依据")}</summary><ul>{causes}{reasons}</ul></details>'
    return mark_safe(pen.brief(item) + (more if reasons or causes else ""))
