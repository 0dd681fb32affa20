"""Words with fixed meaning about files: what a file really is, where its text came from, what is being done with it."""

from __future__ import annotations

from enum import Enum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class MediaKind(Enum):
    """文件类型: what a file is by its content. Value: media type, name on screen, usual endings of its name."""

    PDF = ("application/pdf", _("PDF 文件"), ("pdf",))
    PNG = ("image/png", _("PNG 图片"), ("png",))
    JPEG = ("image/jpeg", _("JPEG 图片"), ("jpg", "jpeg", "jpe", "jfif"))
    TIFF = ("image/tiff", _("TIFF 扫描件"), ("tif", "tiff"))
    WEBP = ("image/webp", _("WEBP 图片"), ("webp",))
    BMP = ("image/bmp", _("BMP 图片"), ("bmp", "dib"))
    GIF = ("image/gif", _("GIF 图片"), ("gif",))
    DOCX = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _("Word 文档"),
        ("docx", "docm", "dotx", "wps"),
    )
    XLSX = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _("Excel 表格"),
        ("xlsx", "xlsm", "xltx", "et"),
    )
    PPTX = (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _("演示文稿"),
        ("pptx", "pptm", "ppsx", "dps"),
    )
    DOC = ("application/msword", _("旧版 Word 或 WPS 文档"), ("doc", "wps", "dot", "wpt"))
    XLS = ("application/vnd.ms-excel", _("旧版 Excel 表格"), ("xls", "et", "xlt"))
    OFD = ("application/ofd", _("OFD 版式文件"), ("ofd",))
    RTF = ("application/rtf", _("RTF 文档"), ("rtf", "doc"))
    EML = ("message/rfc822", _("电子邮件"), ("eml", "mht", "mhtml"))
    MSG = ("application/vnd.ms-outlook", _("Outlook 邮件"), ("msg",))
    ZIP = ("application/zip", _("ZIP 压缩包"), ("zip",))
    HTML = ("text/html", _("网页"), ("html", "htm", "xhtml"))
    CSV = ("text/csv", _("CSV 表格"), ("csv", "tsv"))
    TEXT = ("text/plain", _("纯文本"), ("txt", "text", "md", "log", "ics", "json", "xml"))
    # Recognised only in order to say clearly why they cannot be taken.
    RAR = ("application/vnd.rar", _("RAR 压缩包"), ("rar",))
    SEVEN_ZIP = ("application/x-7z-compressed", _("7Z 压缩包"), ("7z",))
    GZIP = ("application/gzip", _("GZ 压缩包"), ("gz", "tgz"))
    ENCRYPTED_OFFICE = ("application/x-encrypted-office", _("加了密码的 Office 文件"), ("docx", "xlsx", "pptx"))
    OTHER_OFFICE = ("application/x-ole-storage", _("其他 Office 文件"), ("ppt", "dps", "vsd", "odt", "ods", "odp"))
    UNKNOWN = ("application/octet-stream", _("认不出的文件"), ())

    @property
    def media_type(self) -> str:
        return self.value[0]

    @property
    def label(self) -> str | Promise:
        return self.value[1]

    @property
    def endings(self) -> tuple[str, ...]:
        return self.value[2]

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")

    @classmethod
    def of_media_type(cls, media_type: str) -> MediaKind:
        """The kind stored as this media type; UNKNOWN when there is none."""
        return next((kind for kind in cls if kind.media_type == media_type), cls.UNKNOWN)


class TextSource(models.TextChoices):
    """文字来源: whether the words of a page were written there or read from a picture."""

    LAYER = "layer", _("文字层")
    OCR = "ocr", _("识别")
    CELLS = "cells", _("表格")
    BODY = "body", _("正文")


class Stage(models.TextChoices):
    """What is being done now, for the bar (product.md §8.3)."""

    TAKE_IN = "take_in", _("收下")
    RECOGNISE = "recognise", _("认文件类型")
    READ_TEXT = "read_text", _("读文字")
    OCR = "ocr", _("识别扫描页")
    CONVERT = "convert", _("转换格式")


class Channel(models.TextChoices):
    """来路: by which door a file came in."""

    DROPPED = "dropped", _("拖入")
    PASTED = "pasted", _("粘贴")
    FOLDER = "folder", _("收件夹")
    MAIL = "mail", _("邮箱")
    INTERFACE = "interface", _("接口")
    MADE = "made", _("本系统生成")
