"""The buttons and the lines of a matter, drawn by hand for the same reason as the rows of a list: a dozen on every page."""

from __future__ import annotations

from django import template
from django.middleware.csrf import get_token
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from shuniu.matters.ranking import wording
from shuniu.org import moment

register = template.Library()


@register.simple_tag
def matter_lines(timeline) -> SafeString:
    """经过: each line with its hour; what is weighty is marked."""
    now = moment.local(moment.now())
    drawn = []
    for line in timeline:
        at = moment.local(line.at)
        drawn.append(
            f'<li{" data-weighty" if line.weighty else ""}><time datetime="{at:%Y-%m-%dT%H:%M}">'
            f"{escape(wording.hour(at, now))}</time><span>{escape(line.words)}</span></li>"
        )
    return mark_safe("".join(drawn))


@register.simple_tag(takes_context=True)
def matter_presses(context, presses: list[dict], *, main: bool = False) -> SafeString:
    """按钮: each press that is allowed, or greyed with the reason beside it. `main` makes the first the main one."""
    slug = context["matter"].slug
    drawn = []
    for number, press in enumerate(presses):
        act, verdict = press["act"], press["verdict"]
        look = "button button--main" if main and number == 0 else "button"
        address = f"/matters/{slug}/{act.noun}/"
        label = escape(act.label)
        if not verdict:
            drawn.append(
                f'<span class="row-of"><span class="button" role="button" tabindex="0" aria-disabled="true">{label}'
                f'</span><span class="reason">{escape(verdict.reason)}</span></span>'
            )
        elif act.one_press:
            token = get_token(context["request"])
            drawn.append(
                f'<form method="post" action="{address}"><input type="hidden" name="csrfmiddlewaretoken" '
                f'value="{token}"><button class="{look}">{label}</button></form>'
            )
        else:
            letter = act.key[3:]
            key, shown = (f' data-key="{letter}"', f" <kbd>{letter}</kbd>") if letter else ("", "")
            drawn.append(f'<a class="{look}" href="{address}"{key}>{label}{shown}</a>')
    return mark_safe("".join(drawn))
