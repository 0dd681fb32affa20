"""纯文本、网页、RTF、CSV: words without pages."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

from django.utils.translation import gettext as _
from lxml import etree, html
from striprtf.striprtf import rtf_to_text

from shuniu.files.arrivals import Arrival, Reading
from shuniu.files.choices import TextSource
from shuniu.files.encodings import decode
from shuniu.files.pages import Page
from shuniu.files.refusals import broken

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer"}
    | {"form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table"}
    | {"tbody", "thead", "tr", "ul"}
)
_UNSEEN = ("head", "script", "style", "template", "noscript")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", re.I)
_RTF_PICTURE = re.compile(r"\{\\\*?\\?(?:pict|objdata|themedata|datastore)\b[^{}]*\}")
_MANY_BREAKS = re.compile(r"\n{3,}")


def read(arrival: Arrival, reading: Reading) -> Arrival:
    return one_page(arrival, reading, _decoded(arrival))


def read_csv(arrival: Arrival, reading: Reading) -> Arrival:
    text = _decoded(arrival)
    separator = "\t" if text.count("\t") > text.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error:
        return one_page(arrival, reading, text)
    return one_page(arrival, reading, "\n".join(pipe_row(row) for row in rows if any(row)), source=TextSource.CELLS)


def read_html(arrival: Arrival, reading: Reading) -> Arrival:
    return one_page(arrival, reading, html_text(arrival.data))


def read_rtf(arrival: Arrival, reading: Reading) -> Arrival:
    return one_page(arrival, reading, rtf_text(arrival.data))


def one_page(
    arrival: Arrival, reading: Reading, text: str, *, source: TextSource = TextSource.BODY, place: str = ""
) -> Arrival:
    """The arrival with its text as the only page, after the guard has read it."""
    text = _MANY_BREAKS.sub("\n\n", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""))
    reading.guard_text(text, place=place or _("正文"))
    reading.budget.spend_pages()
    return replace(arrival, pages=(Page(1, text, source),))


def pipe_row(cells: list[str]) -> str:
    """A row of a table as a line: cells between bars, line ends inside a cell become spaces."""
    return " | ".join(" ".join(cell.split()) for cell in cells).strip()


def html_text(data: bytes, declared: str = "") -> str:
    """What a reader of the page sees: blocks as lines, rows of tables as pipe rows, nothing of scripts."""
    if found := _DECLARED.search(data[:2048]):
        declared = declared or found[1].decode("ascii")
    text = decode(data, declared=declared)
    if text is None or not text.strip():
        return ""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    tree = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True))
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    out: list[str] = []
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            if node.tag in _BLOCKS or node.tag == "br":
                out.append("\n")
            elif node.tag in ("td", "th") and node.getprevious() is not None:
                out.append(" | ")
            out.append(_collapsed(node.text, node))
        else:
            if node.tag in _BLOCKS:
                out.append("\n")
            out.append(_collapsed(node.tail, node.getparent()))
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(out).split("\n"))
    return "\n".join(line for line in lines if line)


def rtf_text(data: bytes) -> str:
    source = _RTF_PICTURE.sub("", data.decode("latin-1"))
    code_page = "gb18030" if "\\ansicpg936" in source[:2000] or "\\ansicpg" not in source[:2000] else "cp1252"
    return rtf_to_text(source, encoding=code_page, errors="replace").replace("|\n", "\n")


def _collapsed(text: str | None, node: etree._Element | None) -> str:
    if not text:
        return ""
    if node is not None and node.tag == "pre":
        return text
    return re.sub(r"[ \t\r\n]+", " ", text) if text.strip() else (" " if text else "")


def _decoded(arrival: Arrival) -> str:
    text = decode(arrival.data)
    if text is None:
        raise broken(arrival.kind.label)
    return text
