"""The line of steps of a received paper, drawn by hand like the rows of a list: it stands on most pages of matters.

{% step_line steps %}     签收 12:00 · 登记 · 初审 …, each marked as done, being done or to come (`steps` is receiving.Steps)
"""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from shuniu.matters.ranking import wording
from shuniu.org import moment
from shuniu.routing.receiving import Step, Steps

register = template.Library()


@register.simple_tag
def step_line(steps: Steps) -> SafeString:
    now = moment.local(moment.now())
    drawn = "".join(_drawn(step, now) for step in steps.steps)
    return mark_safe(
        f'<div class="steps-line"><span class="chip">{escape(steps.word)}</span>'
        f'<ol class="steps" aria-label="{escape(_("收文办理"))}">{drawn}</ol></div>'
    )


def _drawn(step: Step, now) -> str:
    hour = wording.hour(moment.local(step.at), now) if step.at else ""
    beside = f'<span class="steps__who">{escape(" ".join(filter(None, (step.who, hour))))}</span>'
    return (
        f'<li data-state="{step.state}"><b>{escape(step.word)}</b>'
        f'<span class="visually-hidden"> {escape(step.said)}</span>{beside if step.who or hour else ""}</li>'
    )
