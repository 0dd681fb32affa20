"""口令: what it must be, said in the office's words."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """口令长度: one rule that helps; the framework's own sentence is not translated everywhere."""

    def validate(self, password, user=None):
        if len(password) < self.min_length:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self):
        return _("口令至少%d个字。一句自己记得住的话最好。") % self.min_length
