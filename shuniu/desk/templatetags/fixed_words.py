"""{% load i18n %} of this house: as Django's, but a fixed string is looked up once for each language.

A page says sixty fixed strings. Django puts a lazy translation together for each of them at every request, which took a
tenth of the page of a matter; what a string is in a language does not change while the program runs.
"""

from __future__ import annotations

from django import template
from django.templatetags import i18n
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class Word(template.Node):
    child_nodelists = ()

    def __init__(self, msgid: str) -> None:
        self.msgid = msgid
        self.known: dict[str | None, SafeString] = {}

    def render(self, context) -> SafeString:
        language = get_language()
        said = self.known.get(language)
        if said is None:
            # Percent signs stand doubled in the catalog, as Django's own tag has them.
            said = SafeString(gettext(self.msgid.replace("%", "%%")).replace("%%", "%"))
            self.known[language] = said
        return said


@register.tag("translate")
@register.tag("trans")
def translate(parser, token):
    node = i18n.do_translate(parser, token)
    words = token.split_contents()
    if len(words) == 2 and words[1][0] in "'\"" and words[1][0] == words[1][-1]:
        return Word(words[1][1:-1])
    return node
