"""读: one reader for each kind of file, behind one door that lets no exception through but CannotTake."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from shuniu.files import secrecy
from shuniu.files.arrivals import Arrival, Reading, Stopped
from shuniu.files.choices import MediaKind, Stage
from shuniu.files.readers import (
    legacy,
    mails,
    old_sheets,
    outlook,
    pdf,
    pictures,
    sheets,
    texts,
    version_pages,
    word,
    zips,
)
from shuniu.files.refusals import CannotTake, Why, broken, locked

K = MediaKind
READERS = {
    K.PDF: pdf.read,
    K.PNG: pictures.read,
    K.JPEG: pictures.read,
    K.TIFF: pictures.read,
    K.WEBP: pictures.read,
    K.BMP: pictures.read,
    K.GIF: pictures.read,
    K.DOCX: word.read,
    K.PPTX: word.read_slides,
    K.XLSX: sheets.read,
    K.XLS: old_sheets.read,
    K.DOC: legacy.read,
    K.OFD: version_pages.read,
    K.RTF: texts.read_rtf,
    K.HTML: texts.read_html,
    K.CSV: texts.read_csv,
    K.TEXT: texts.read,
    K.EML: mails.read,
    K.MSG: outlook.read,
    K.ZIP: zips.read,
}


def read(arrival: Arrival, reading: Reading) -> Arrival:
    """The arrival with pages and parts. Raises CannotTake, or Stopped when the person stopped it; nothing else."""
    reader = READERS.get(arrival.kind, _unreadable)
    reading.progress(Stage.READ_TEXT, 0, 1)
    try:
        return reader(arrival, reading)
    except (CannotTake, Stopped):
        raise
    except RecursionError:
        refusal = CannotTake(
            Why.HOSTILE, _("这份文件里的结构套得太深，读不下去，没有收，也没有留底。请另存为新文件后再送。")
        )
    except (Exception, MemoryError) as error:  # whatever a parser thinks of a damaged file, the office hears one sentence
        refusal = broken(arrival.kind.label)
        del error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how parsers written in Rust give up
            raise
        refusal = broken(arrival.kind.label)
    raise refusal from None  # the chain would carry pieces of the content into a log


def _unreadable(arrival: Arrival, reading: Reading) -> Arrival:
    """Kinds nobody here can look into. At the top they are refused; inside a mail the unit may let them in."""
    secrecy.check_bytes(arrival.data, place=_("文件里"))
    if arrival.kind is MediaKind.ENCRYPTED_OFFICE:
        refusal = locked(arrival.kind.label)
    elif arrival.kind in (MediaKind.RAR, MediaKind.SEVEN_ZIP, MediaKind.GZIP):
        refusal = CannotTake(
            Why.UNKNOWN,
            _("{kind}打不开看，查不了里面有没有密级标志，没有收，也没有留底。请改成 ZIP，或解开后再送。").format(
                kind=arrival.kind.label
            ),
        )
    elif arrival.kind is MediaKind.OTHER_OFFICE:
        refusal = CannotTake(
            Why.UNKNOWN,
            _("这种 Office 文件（如旧版演示文稿、ODT）读不了，没有收，也没有留底。请另存为 docx、xlsx、pptx 或 PDF 再送。"),
        )
    else:
        refusal = CannotTake(
            Why.UNKNOWN,
            _("认不出这是什么文件，查不了里面有没有密级标志，没有收，也没有留底。请另存为 PDF、Word 或图片后再送。"),
        )
    if reading.depth == 0:
        raise refusal
    return replace(arrival, problem=reading.unsure(refusal))
