from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy

# What is missing is asked for in the words of an office; Django's own speak of fields. Said here, before any form is
# declared, because a field keeps the words it was born with.
Field.default_error_messages["required"] = gettext_lazy("必填,请写上")


class DeskConfig(AppConfig):
    name = "shuniu.desk"
    label = "desk"

    def ready(self):
        from shuniu.desk.leader import adopted  # noqa: F401
        from shuniu.desk.leader.signing import where_to_sign
        from shuniu.desk.liaison import panels
        from shuniu.routing.leaders_words import written_at

        panels.register()
        written_at(where_to_sign)
