from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "shuniu.files"
    label = "files"
    verbose_name = _("文件")

    def ready(self):
        from shuniu.files import sentences  # noqa: F401
