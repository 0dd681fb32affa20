"""Papers made for tests: every kind of file the office takes, with invented words only."""

from __future__ import annotations

import io
import struct
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import olefile
import openpyxl
import pytest
import xlwt
from PIL import Image, ImageDraw, ImageFont

from shuniu.files import ocr
from shuniu.files.tests.compound import compound

NOTICE = (
    "青岚县人民政府办公室文件\n"
    "岚政办发〔2026〕3号\n"
    "关于开展汛前排查的通知\n"
    "各乡镇人民政府，县直各单位：\n"
    "请于6月20日前将排查情况报县政府办公室。\n"
    "青岚县人民政府办公室\n"
    "2026年6月11日"
)
LINES = NOTICE.split("\n")
_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
)

needs_recogniser = [
    pytest.mark.ocr,
    pytest.mark.skipif(not ocr.available(), reason="the extra [ocr] is not installed"),
    pytest.mark.skipif(
        not any(Path(path).exists() for path in _FONTS), reason="no Chinese font (fonts-noto-cjk)"
    ),
    pytest.mark.xdist_group("ocr"),
]


def pdf(
    *pages: str,
    info: dict[str, str] | None = None,
    locked: bool = False,
    remark: str = "",
    filled: str = "",
    heading: str = "",
    turned: int = 0,
    attached: dict[str, bytes] | None = None,
    stamp: Image.Image | None = None,
) -> bytes:
    """A PDF with a text layer, 16 pt lines from the top left; the words need no embedded font."""
    objects: list[bytes] = [b"", b""]  # catalogue and page tree come when the pages are known

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    descendant = add(
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor /FontName "
        b"/STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 "
        b"/StemV 80 >> >>"
    )
    font = add(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [%d 0 R] >>"
        % descendant
    )
    pictures = draw = b""
    if stamp:
        jpeg = encoded(stamp, form="JPEG")
        number = add(
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 "
            b"/Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream" % (*stamp.size, len(jpeg), jpeg)
        )
        pictures = b" /XObject << /S %d 0 R >>" % number
        draw = b"q %d 0 0 %d 60 770 cm /S Do Q\n" % (stamp.width * 72 // 200, stamp.height * 72 // 200)
    kids = []
    for text in pages:
        lines = b"".join(
            b"<%s> Tj T*\n" % line.encode("utf-16-be").hex().encode() for line in text.split("\n")
        )
        stream = draw + b"BT /F1 16 Tf 28 TL 80 750 Td\n" + lines + b"ET"
        content = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        annotations = b""
        if remark:
            words = b"<feff" + remark.encode("utf-16-be").hex().encode() + b">"
            note = add(
                b"<< /Type /Annot /Subtype /FreeText /Rect [80 780 300 800] /DA (/F1 12 Tf) /Contents %s >>"
                % words
            )
            annotations = b" /Annots [%d 0 R]" % note
        if filled:
            words = b"<feff" + filled.encode("utf-16-be").hex().encode() + b">"
            widget = add(b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [80 80 300 100] /V %s >>" % words)
            annotations = b" /Annots [%d 0 R]" % widget
        kids.append(
            add(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 %d 0 R >>%s >> "
                b"/Contents %d 0 R /Rotate %d%s >>" % (font, pictures, content, turned, annotations)
            )
        )
    names = b""
    for name, data in (attached or {}).items():
        stream = add(b"<< /Type /EmbeddedFile /Length %d >>\nstream\n%s\nendstream" % (len(data), data))
        title = b"<feff" + name.encode("utf-16-be").hex().encode() + b">"
        file = add(b"<< /Type /Filespec /F %s /UF %s /EF << /F %d 0 R >> >>" % (title, title, stream))
        names += b"%s %d 0 R " % (title, file)
    names = b" /Names << /EmbeddedFiles << /Names [%s] >> >>" % names if names else b""
    if heading:
        words = b"<feff" + heading.encode("utf-16-be").hex().encode() + b">"
        item = len(objects) + 2
        outline = add(b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count 1 >>" % (item, item))
        add(b"<< /Title %s /Parent %d 0 R /Dest [%d 0 R /Fit] >>" % (words, outline, kids[0]))
        names += b" /Outlines %d 0 R" % outline
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R%s >>" % names
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    trailer = b""
    if info:
        pairs = b" ".join(
            b"/%s <feff%s>" % (key.encode(), value.encode("utf-16-be").hex().encode())
            for key, value in info.items()
        )
        trailer += b" /Info %d 0 R" % add(b"<< %s >>" % pairs)
    if locked:
        trailer += b" /ID [<00> <00>] /Encrypt %d 0 R" % add(
            b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"11" * 32, b"22" * 32)
        )
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


def picture(
    text: str, *, size: tuple[int, int] = (1654, 2339), points: int = 44, turn: float = 0
) -> Image.Image:
    """A page as a scanner sees it at 200 dpi."""
    path = next(path for path in _FONTS if Path(path).exists())
    font = ImageFont.truetype(path, points, index=2)
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    left, top = size[0] // 8, size[1] // 12
    for number, line in enumerate(text.split("\n")):
        draw.text((left, top + number * points * 2), line, font=font, fill="black")
    return image.rotate(turn, fillcolor="white", expand=turn % 90 == 0) if turn else image


def encoded(*images: Image.Image, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if len(images) > 1 else {}
    images[0].save(out, form, **({"resolution": 200} if form == "PDF" else {}), **more)
    return out.getvalue()


def scan(text: str = NOTICE, form: str = "PNG", **more) -> bytes:
    return encoded(picture(text, **more), form=form)


def scanned_pdf(*pages: str) -> bytes:
    return encoded(*[picture(page) for page in pages], form="PDF")


def word(
    text: str = NOTICE,
    *,
    table: list[list[str]] | None = None,
    header: str = "",
    title: str = "",
    image: bytes = b"",
) -> bytes:
    paper = docx.Document()
    for line in text.split("\n"):
        paper.add_paragraph(line)
    if table:
        grid = paper.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, value in zip(grid.add_row().cells, row, strict=True):
                cell.text = value
    if header:
        paper.sections[0].header.paragraphs[0].text = header
    if title:
        paper.core_properties.title = title
    if image:
        paper.add_picture(io.BytesIO(image))
    return _saved(paper)


def sheet(rows: list[list], *, name: str = "台账", header: str = "", comment: str = "") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = name
    for row in rows:
        page.append(row)
    if header:
        page.oddHeader.left.text = header
    if comment:
        page["A1"].comment = openpyxl.comments.Comment(comment, "何文静")
    return _saved(book)


def old_sheet(rows: list[list], *, name: str = "台账") -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet(name)
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            page.write(down, across, value)
    return _saved(book)


def old_sheet_with_header(rows: list[list], header: str) -> bytes:
    """The writer of old sheets cannot write Chinese page headers: the record is put in by hand."""
    with olefile.OleFileIO(io.BytesIO(old_sheet(rows))) as ole:
        stream = ole.openstream("Workbook").read()
    words = struct.pack("<HB", len(header), 1) + header.encode("utf-16-le")
    end = stream.rfind(b"\x0a\x00\x00\x00")
    record = struct.pack("<HH", 0x0014, len(words)) + words
    return compound({"Workbook": stream[:end] + record + stream[end:]})


def mail(subject: str, body: str, attachments: dict[str, bytes] | None = None, *, page: str = "") -> bytes:
    message = EmailMessage()
    message["From"] = "王珂 <wangke@shuiliju.example>"
    message["To"] = "青岚县人民政府办公室 <bgs@qinglan.example>"
    message["Subject"] = subject
    message["Date"] = "Thu, 11 Jun 2026 08:30:00 +0800"
    message["Message-ID"] = "<1@shuiliju.example>"
    message.set_content(body)
    if page:
        message.add_alternative(page, subtype="html")
    for name, data in (attachments or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


class _Named(zipfile.ZipInfo):
    """A member whose name is written in the encoding of a Chinese system, without the UTF-8 flag."""

    encoding = "gbk"

    def _encodeFilenameFlags(self):
        return self.filename.encode(self.encoding), self.flag_bits


def packed(members: dict[str, bytes], *, encoding: str = "utf-8") -> bytes:
    """A ZIP; with encoding "gbk" its names are written as Chinese systems write them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = (zipfile.ZipInfo if encoding == "utf-8" else _Named)(name, (2026, 6, 11, 10, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def version_pages(*pages: str, title: str = "", image: bytes = b"") -> bytes:
    """An OFD with one text object per line, 20 mm from the left, 10 mm apart."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    members = {
        "OFD.xml": f'<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:Title>{title}</ofd:Title>'
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
        "Doc_0/DocumentRes.xml": f'<ofd:Res {space} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="90" Type="Image">'
        "<ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>",
    }
    drawn = '<ofd:ImageObject ID="91" ResourceID="90" Boundary="0 0 210 297"/>' if image else ""
    for number, page in enumerate(pages):
        lines = "".join(
            f'<ofd:TextObject ID="{10 + n}" Boundary="20 {20 + 10 * n} 170 8" Font="1" Size="5">'
            f'<ofd:TextCode X="0" Y="4.4" DeltaX="g {max(len(line) - 1, 1)} 5">{line}</ofd:TextCode></ofd:TextObject>'
            for n, line in enumerate(page.split("\n"))
            if line
        )
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {space}><ofd:Content><ofd:Layer>{lines}{drawn}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    whole = {name: f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode() for name, text in members.items()}
    if image:
        whole["Doc_0/Res/scan.png"] = image
    return packed(whole)


def rich_text(text: str = NOTICE) -> bytes:
    body = "".join(
        "\\par\n"
        if char == "\n"
        else char
        if char.isascii()
        else "".join(f"\\'{byte:02x}" for byte in char.encode("gbk"))
        for char in text
    )
    return (
        b"{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}}\\f0 "
        + body.encode("ascii")
        + b"}"
    )


def _saved(thing) -> bytes:
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()
