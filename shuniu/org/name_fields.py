"""Fields in which a person or body is named: by characters, alias, pinyin or initials; one meaning, or a question.

A form that uses them gives each its unit (`field.unit`), since names are looked up inside one unit only.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shuniu.org.models import Division, Person
from shuniu.org.naming import divisions_called, people_called

_PARTED = re.compile(r"[、,，;；\s]+")


def parted(text: str) -> list[str]:
    """隔开的几个: the words of a line, parted by 、 , ; or spaces, of either width."""
    return [word for word in _PARTED.split(text) if word]


class NameField(forms.CharField):
    """A name typed or picked; several meanings are a question, none is said with what to do."""

    list_id = "people"

    def called(self, text: str) -> list[Any]:
        """What the words may mean in the unit, best first."""
        return people_called(text, self.unit)

    def __init__(self, **options):
        super().__init__(**options)
        self.unit: Any = None  # given by the form, before anything is cleaned
        self.widget.attrs.update({"list": self.list_id, "autocomplete": "off"})

    def clean(self, value) -> Person | Division | None:
        text = super().clean(value)
        if not text:
            return None
        found = self.called(text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_("名单里没有“%s”。可以写姓名、拼音或首字母") % text)
        names = _("、").join(str(one) for one in found)
        raise ValidationError(_("“%(text)s”可能是:%(names)s。写全一点") % {"text": text, "names": names})


class PersonName(NameField):
    """人员."""


class DivisionName(NameField):
    """部门."""

    list_id = "divisions"

    def called(self, text: str) -> list[Any]:
        return divisions_called(text, self.unit)


class Names(forms.CharField):
    """几个人或单位, parted by 、 , ; or spaces; each by characters, pinyin or initials; a body stands for its people."""

    def __init__(self, **options):
        super().__init__(**options)
        self.unit: Any = None  # given by the form, before anything is cleaned
        self.widget.attrs.update({"list": "people", "autocomplete": "off"})

    def clean(self, value) -> list[Person | Division]:
        text = super().clean(value)
        found: list[Person | Division] = []
        for word in parted(text or ""):
            called = people_called(word, self.unit) or divisions_called(word, self.unit)
            if len(called) == 1:
                found.append(called[0])
            elif not called:
                raise ValidationError(_("名单里没有“%s”。可以写姓名、拼音或首字母") % word)
            else:
                names = _("、").join(str(one) for one in called)
                raise ValidationError(
                    _("“%(text)s”可能是:%(names)s。写全一点") % {"text": word, "names": names}
                )
        return list(dict.fromkeys(found))
