"""OFD: what is written can be read back, character by character, where the PDF has it."""

import io
import zipfile

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from shuniu.layout.ofd import NAMESPACE, read_ofd
from shuniu.layout.ofd_writing import to_ofd
from shuniu.layout.tests.texts import AT, REQUEST, pages, paper
from shuniu.org.refusals import Refused

pytest.importorskip("typst")


@pytest.fixture(scope="module")
def ofd() -> bytes:
    return to_ofd(paper(REQUEST).pdf, title=REQUEST.title, at=AT)


def test_every_page_says_the_same_as_the_pdf(ofd):
    read = read_ofd(ofd)
    assert [page.lines for page in read] == [tuple(page.words.split("\n")) for page in pages(REQUEST)]
    assert {(round(page.width), round(page.height)) for page in read} == {(210, 297)}


def test_characters_stand_where_the_pdf_has_them(ofd):
    with zipfile.ZipFile(io.BytesIO(ofd)) as archive:
        content = etree.fromstring(archive.read("Doc_0/Pages/Page_0/Content.xml"))
    placed = {}
    for thing in content.iter(f"{{{NAMESPACE}}}TextObject"):
        left, top, *_size = (float(part) for part in thing.get("Boundary").split())
        code = thing[1]
        x = left
        steps = [0.0, *(float(step) for step in (code.get("DeltaX") or "").split())]
        for char, step in zip(code.text, steps, strict=True):
            x += step
            placed[(char, round(x, 1), round(top + float(code.get("Y")), 1))] = thing.get("Size")
    wanted = {
        (g.char, round(g.x, 1), round(g.baseline, 1)) for g in pages(REQUEST)[0].glyphs if g.char.strip()
    }
    near = {(char, x + dx, y + dy) for char, x, y in placed for dx in (-0.1, 0, 0.1) for dy in (-0.1, 0, 0.1)}
    assert {(c, round(x, 1), round(y, 1)) for c, x, y in wanted} <= {
        (c, round(x, 1), round(y, 1)) for c, x, y in near
    }


def test_fonts_are_inside_and_hold_the_characters(ofd):
    with zipfile.ZipFile(io.BytesIO(ofd)) as archive:
        fonts = [
            TTFont(io.BytesIO(archive.read(name))) for name in archive.namelist() if name.endswith(".otf")
        ]
        pictures = [name for name in archive.namelist() if name.endswith(".png")]
    assert fonts
    known = {chr(code) for font in fonts for code in font.getBestCmap()}
    assert {g.char for page in pages(REQUEST) for g in page.glyphs if g.char.strip()} <= known
    assert len(pictures) == 1
    assert len(ofd) < 600_000


def test_the_same_paper_gives_the_same_file(ofd):
    assert to_ofd(paper(REQUEST).pdf, title=REQUEST.title, at=AT) == ofd


@pytest.mark.parametrize("spoil", ["no zip", "no root", "entity", "cut"])
def test_a_damaged_or_foreign_file_is_refused(ofd, spoil):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if spoil == "no root":
            archive.writestr("x.xml", "<x/>")
        else:
            archive.writestr("OFD.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>')
    data = {"no zip": b"PK no", "cut": ofd[: len(ofd) // 2]}.get(spoil, out.getvalue())
    with pytest.raises(Refused) as refused:
        read_ofd(data)
    assert refused.value.code == "ofd"
