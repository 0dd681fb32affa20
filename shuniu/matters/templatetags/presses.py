"""The buttons of a matter, drawn by hand for the same reason as the rows of a list: there are a dozen on every page."""

from __future__ import annotations

from django import template
from django.middleware.csrf import get_token
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


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
