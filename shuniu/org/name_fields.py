"""Fields in which a person or body is named: by characters, alias, pinyin or initials; one meaning, or a question.

A form that uses them gives each its unit (`field.unit`), since names are looked up inside one unit only.
"""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shuniu.org.models import Division, Person
from shuniu.org.naming import divisions_called, people_called


class NameField(forms.CharField):
    """A name typed or picked; several meanings are a question, none is said with what to do."""

    look_up = staticmethod(people_called)
    list_id = "people"

    def __init__(self, **options):
        super().__init__(**options)
        self.unit = None
        self.widget.attrs.update({"list": self.list_id, "autocomplete": "off"})

    def clean(self, value) -> Person | Division | None:
        text = super().clean(value)
        if not text:
            return None
        found = type(self).look_up(text, self.unit)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_("名单里没有“%s”。可以写姓名、拼音或首字母") % text)
        names = "、".join(str(one) for one in found)
        raise ValidationError(_("“%(text)s”可能是:%(names)s。写全一点") % {"text": text, "names": names})


class PersonName(NameField):
    """人员."""


class DivisionName(NameField):
    """部门."""

    look_up = staticmethod(divisions_called)
    list_id = "divisions"
