"""一种文件一个做法: a sheet as PDF, scan, DOCX, mail, archive or text."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from functools import lru_cache
from pathlib import Path
from typing import Any

from shuniu.demo.papers.sheets import TABLE, Sheet

_CHINA = timezone(timedelta(hours=8))
_FONTS = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Noto Sans CJK SC", "SimSun")


def pdf(sheet: Sheet, folder: Path, dice: random.Random) -> Path:
    path = folder / f"{sheet.name}.pdf"
    path.write_bytes(set_type(sheet))
    return path


def set_type(sheet: Sheet) -> bytes:
    """The paper as an official one is laid out: mark, number, title in the middle, body on a grid, signature right."""
    return bytes(_compiler().compile(_source(sheet).encode()))


@lru_cache(maxsize=1)
def _compiler() -> Any:
    """One typesetter for all papers: looking through the fonts of the machine takes longer than setting a page."""
    import typst

    return typst.Compiler()


def _source(sheet: Sheet) -> str:
    fonts = ", ".join(f'"{name}"' for name in _FONTS)
    lines = [
        '#set page("a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))',
        f'#set text(font: ({fonts}), size: 16pt, lang: "zh", region: "cn")',
        "#set par(leading: 13pt, spacing: 13pt, first-line-indent: (amount: 2em, all: true), justify: true)",
    ]
    if sheet.urgency:
        lines.append(f"#par(first-line-indent: 0em)[{_safe(sheet.urgency)}]")
    if sheet.head:
        lines.append(
            f'#align(center, text(size: 26pt, weight: "bold", fill: rgb("#c8161d"))[{_safe(sheet.head)}])'
        )
    if sheet.number:
        lines.append(f"#align(center)[{_safe(sheet.number)}]")
    lines.append('#line(length: 100%, stroke: 0.8pt + rgb("#c8161d"))')
    lines.append(f'#v(8pt)\n#align(center, text(size: 22pt, weight: "bold")[{_safe(sheet.title)}])\n#v(8pt)')
    if sheet.to:
        lines.append(f"#par(first-line-indent: 0em)[{_safe(sheet.to)}：]")
    for said in _middle(sheet):
        lines.append(_safe(said) + "\n")
    if sheet.style == TABLE:
        lines.append(_table(sheet))
    lines.append(
        f"#v(20pt)\n#align(right)[{_safe(sheet.issuer)}]\n#align(right)[{_safe(sheet.printed_date)}]"
    )
    return "\n\n".join(lines)


def _middle(sheet: Sheet) -> list[str]:
    found = [sheet.opening] if sheet.opening else []
    if sheet.style != TABLE:
        found += [line for said in sheet.demands() for line in said.split("\n")]
    if sheet.closing:
        found.append(sheet.closing)
    if sheet.contact:
        found.append(f"（联系人：{sheet.contact}）")
    return found


def _table(sheet: Sheet) -> str:
    cells = [f"[{_safe(cell)}]" for row in rows_of(sheet) for cell in row]
    return (
        "#set text(size: 11pt)\n#set par(first-line-indent: 0em, leading: 6pt)\n"
        f"#table(columns: (8mm, 1fr, 28mm, 30mm, 24mm), inset: 5pt, {', '.join(cells)})\n"
        "#set text(size: 16pt)"
    )


def rows_of(sheet: Sheet) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in sheet.demands()]


def _safe(said: str) -> str:
    for mark in "\\#$*_@<>[]`~":
        said = said.replace(mark, "\\" + mark)
    return said


# Scans: the set page as a picture, a little crooked, grey and dirty


def _pictures(sheet: Sheet, dice: random.Random, dots: int = 150) -> list:
    import pypdfium2
    from PIL import Image, ImageFilter

    pages = []
    with pypdfium2.PdfDocument(set_type(sheet)) as paper:
        for page in paper:
            image = page.render(scale=dots / 72).to_pil().convert("L")
            image = image.rotate(dice.uniform(-0.7, 0.7), resample=Image.Resampling.BICUBIC, fillcolor=250)
            noise = Image.effect_noise(image.size, 18)
            image = Image.blend(image, noise, 0.06).filter(ImageFilter.GaussianBlur(0.4))
            pages.append(image.convert("RGB"))
    return pages


def scan_png(sheet: Sheet, folder: Path, dice: random.Random) -> Path:
    path = folder / f"{sheet.name}_扫描.png"
    pages = _pictures(sheet, dice)
    from PIL import Image

    whole = Image.new("RGB", (pages[0].width, sum(p.height for p in pages)), "white")
    top = 0
    for page in pages:
        whole.paste(page, (0, top))
        top += page.height
    whole.convert("L").save(path, optimize=True)
    return path


def scan_tiff(sheet: Sheet, folder: Path, dice: random.Random) -> Path:
    path = folder / f"{sheet.name}_扫描.tiff"
    first, *rest = [p.convert("L") for p in _pictures(sheet, dice)]
    first.save(path, save_all=True, append_images=rest, compression="tiff_lzw")
    return path


def scan_pdf(sheet: Sheet, folder: Path, dice: random.Random) -> Path:
    path = folder / f"{sheet.name}_扫描.pdf"
    first, *rest = _pictures(sheet, dice)
    first.save(path, "PDF", save_all=True, append_images=rest, resolution=150, quality=70)
    return path


# Files with text


def docx(sheet: Sheet, folder: Path, dice: random.Random) -> Path:
    path = folder / f"{sheet.name}.docx"
    path.write_bytes(docx_bytes(sheet))
    return path


def docx_bytes(sheet: Sheet) -> bytes:
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paper = Document()
    paper.core_properties.created = paper.core_properties.modified = datetime.fromisoformat(sheet.date)
    paper.core_properties.author = sheet.issuer

    def line(said: str, where=WD_ALIGN_PARAGRAPH.LEFT, size: int = 16, bold: bool = False) -> None:
        paragraph = paper.add_paragraph()
        paragraph.alignment = where
        run = paragraph.add_run(said)
        run.font.size, run.bold = Pt(size), bold

    middle, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    if sheet.urgency:
        line(sheet.urgency)
    for said, size in ((sheet.head, 24), (sheet.number, 16), (sheet.title, 20)):
        if said:
            line(said, middle, size, said != sheet.number)
    if sheet.to:
        line(f"{sheet.to}：")
    for said in _middle(sheet):
        line(said)
    if sheet.style == TABLE:
        rows = rows_of(sheet)
        table = paper.add_table(rows=len(rows), cols=len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, said in zip(row.cells, cells, strict=True):
                cell.text = said
    line(sheet.issuer, right)
    line(sheet.printed_date, right)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def txt(sheet: Sheet, folder: Path, dice: random.Random) -> Path:
    path = folder / f"{sheet.name}.txt"
    path.write_text(sheet.text(), encoding="utf-8")
    return path


def eml(sheet: Sheet, folder: Path, dice: random.Random) -> Path:
    """A mail with the paper attached as DOCX."""
    path = folder / f"{sheet.name}.eml"
    mail = EmailMessage()
    mail["Subject"] = sheet.title
    mail["From"] = f"{sheet.issuer} <office@example.invalid>"
    mail["To"] = "青岚县人民政府办公室 <inbox@qinglan.example.invalid>"
    mail["Date"] = datetime.fromisoformat(f"{sheet.date}T09:10").replace(tzinfo=_CHINA)
    mail["Message-ID"] = f"<{dice.getrandbits(64):x}@example.invalid>"
    mail.set_content(f"附件是{sheet.title}，请查收，收到后回个信。\n{sheet.issuer}")
    mail.add_attachment(
        docx_bytes(sheet), maintype="application",
        subtype="vnd.openxmlformats-officedocument.wordprocessingml.document", filename=f"{sheet.name}.docx",
    )  # fmt: skip
    mail.set_boundary(f"=={dice.getrandbits(96):x}==")
    path.write_bytes(mail.as_bytes())
    return path


def archive(sheet: Sheet, folder: Path, dice: random.Random) -> Path:
    """The paper and its annex in one archive."""
    path = folder / f"{sheet.name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"{sheet.name}.docx", docx_bytes(sheet))
    return path


def bundle(folder: Path, name: str, paths: Sequence[Path]) -> Path:
    """Several papers that came in one archive."""
    path = folder / f"{name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in paths:
            packed.write(one, one.name)
    return path


def hotline_list(folder: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    """热线交办清单 as a sheet of numbers."""
    import xlsxwriter

    path = folder / "12345热线交办清单_6月12日.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("交办")
        for column, name in enumerate(("工单号", "来电时间", "地点", "反映事项", "承办单位")):
            sheet.write(0, column, name)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
        sheet.set_column(0, 4, 22)
    return path


MAKERS: dict[str, Callable[[Sheet, Path, random.Random], Path]] = {
    "pdf": pdf, "scan_png": scan_png, "scan_tiff": scan_tiff, "scan_pdf": scan_pdf, "docx": docx, "txt": txt,
    "eml": eml, "zip": archive,
}  # fmt: skip
