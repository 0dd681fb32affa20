from django.apps import AppConfig


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
