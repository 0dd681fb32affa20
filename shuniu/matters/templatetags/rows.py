"""The rows of long lists, drawn by hand: fifty rows through the template engine cost more than the whole page.

The one place where markup stands in Python. Everything typed by people goes through `escape`; the rest is ours.
"""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def matter_rows(rows: list[dict], shapes: str) -> SafeString:
    """清单的行: one <li class="row"> for each of `rows_for_eyes`; `shapes` is the address of the drawn lights."""
    drawn: dict[tuple, str] = {}
    return mark_safe("".join(_row(row, shapes, drawn) for row in rows))


def _row(row: dict, shapes: str, drawn: dict[tuple, str]) -> str:
    light = drawn.get(key := (row["shape"], row["cause"]))
    if light is None:
        cause = escape(row["cause"])
        light = drawn[key] = (
            f'<svg class="light" data-colour="{row["colour"]}" role="img"><title>{cause}</title>'
            f'<use href="{shapes}#light-{row["shape"]}"></use></svg>'
        )
    address = f"/matters/{row['slug']}/"
    late = " late" if row["late"] else ""
    snippet = f'<span class="row__more">{escape(row["snippet"])}</span>' if row.get("snippet") else ""
    return (
        f'<li class="row" data-row data-href="{address}"><span class="row__light">{light}</span>'
        f'<a class="row__title" href="{address}">{row["number"]} {escape(row["title"])}</a>'
        f'<span class="row__who">{escape(row["who"])}</span><span class="state">{row["state"]}</span>'
        f'<span class="row__when{late}">{row["when"]}</span>{snippet}</li>'
    )
