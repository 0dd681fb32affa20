"""{% aside "旁栏" %}…{% endaside %}: the right column of a page, which is gone when there is nothing to say in it.

A style sheet cannot know this: the lines between two tags are content to it.
"""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()


class Aside(template.Node):
    def __init__(self, label, nodelist):
        self.label, self.nodelist = label, nodelist

    def render(self, context) -> str:
        said = self.nodelist.render(context).strip()
        if not said:
            return ""
        label = self.label.resolve(context)
        return format_html('<aside class="work__side" aria-label="{}">{}</aside>', label, mark_safe(said))


@register.tag
def aside(parser, token):
    label = parser.compile_filter(token.split_contents()[1])
    nodelist = parser.parse(("endaside",))
    parser.delete_first_token()
    return Aside(label, nodelist)
