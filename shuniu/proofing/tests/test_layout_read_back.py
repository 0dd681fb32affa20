"""The layout of a Word file and of a PDF is read back: what the office sets itself passes, each fault is named."""

import io
import re
import zipfile
from dataclasses import replace

import pytest

from shuniu.layout.docx_out import to_docx
from shuniu.layout.tests.texts import LETTER, MINUTES, NOTICE, ORDER, REQUEST, paper
from shuniu.layout.text import Paragraph
from shuniu.proofing.layout.book import PAPER, TITLES, WORD
from shuniu.proofing.layout.paper import laid_out as on_paper
from shuniu.proofing.layout.word import laid_out
from shuniu.proofing.sources import text_of_docx, text_of_pdf

ALL = {"notice": NOTICE, "letter": LETTER, "order": ORDER, "minutes": MINUTES, "request": REQUEST}


def spoilt(data, part, old, new, count=0):
    """The file with something in one of its parts put differently."""
    before, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                text, hits = re.subn(old, new, content.decode(), count=count)
                assert hits, old
                content = text.encode()
            after.writestr(name, content)
    return out.getvalue()


def rules(findings):
    return {finding.rule for finding in findings}


@pytest.mark.parametrize("name", ALL)
def test_what_the_office_sets_itself_as_word_passes(name):
    assert [(f.rule, f.excerpt) for f in laid_out(to_docx(ALL[name]))] == []


@pytest.mark.parametrize("name", ALL)
def test_what_the_office_sets_itself_on_paper_passes(name):
    pytest.importorskip("typst")
    assert [(f.rule, f.excerpt) for f in on_paper(paper(ALL[name]).pdf) if f.counted] == []


BODY = "word/document.xml"
FAULTS = {
    "L-01": (BODY, r'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'),
    "L-02": (BODY, r'w:top="\d+"', 'w:top="1440"'),
    "L-03": (BODY, r'w:line="580"', 'w:line="480"'),
    "L-04": (BODY, r'w:spacing w:val="-5"', 'w:spacing w:val="0"'),
    "L-05": (BODY, r"仿宋_GB2312", "宋体"),
    "L-06": (BODY, r'w:sz w:val="44"', 'w:sz w:val="36"'),
    "L-08": (BODY, r'w:color w:val="FF0000"', 'w:color w:val="000000"'),
    "L-12": (BODY, r'w:color="FF0000"', 'w:color="000000"'),
    "L-14": (BODY, r'w:firstLineChars="0"|(?<=<w:ind )(?=w:leftChars="0" w:left="0" w:rightChars="0" w:right="0"/>)', 'w:firstLineChars="200" '),
    "L-16": (BODY, r'w:firstLineChars="200" w:firstLine="640"', 'w:firstLineChars="0"'),
    "L-17": (BODY, r"黑体|楷体_GB2312", "仿宋_GB2312"),
    "L-21": (BODY, r"<w:pageBreakBefore[^>]*/>", ""),
    "L-27": (BODY, r'w:tblpYSpec="bottom"', 'w:tblpYSpec="top"'),
    "L-28": (BODY, r'w:val="single" w:sz="8"', 'w:val="single" w:sz="4"'),
    "L-29": (BODY, r'w:sz w:val="28"', 'w:sz w:val="32"'),
    "L-31": ("word/settings.xml", r"<w:evenAndOddHeaders[^>]*/>", ""),
}  # fmt: skip


@pytest.mark.parametrize("rule", FAULTS)
def test_a_fault_of_layout_in_a_word_file_is_named(rule):
    assert rule in rules(laid_out(spoilt(to_docx(NOTICE), *FAULTS[rule])))


def test_a_heading_that_may_part_from_its_text_is_named():
    headed = replace(NOTICE, body=(Paragraph(level=1, heading="一、总体要求"), *NOTICE.body[-1:]))
    assert "L-40" in rules(
        laid_out(spoilt(to_docx(headed), BODY, r'<w:keepNext w:val="1"/>', '<w:keepNext w:val="0"/>'))
    )


def test_a_letter_without_its_lines_or_with_a_number_on_its_first_page_is_named():
    letter = to_docx(LETTER)
    assert "L-34" in rules(laid_out(spoilt(letter, BODY, r"thickThinSmallGap", "single")))
    assert "L-32" in rules(laid_out(spoilt(letter, BODY, r"<w:titlePg[^>]*/>", "")))


def test_a_page_that_says_it_is_empty_is_named_in_both_forms():
    pytest.importorskip("typst")
    empty = replace(NOTICE, body=(*NOTICE.body, Paragraph("（此页无正文）")))
    assert "L-35" in rules(laid_out(to_docx(empty)))
    assert "L-35" in rules(on_paper(paper(empty).pdf))


@pytest.mark.parametrize("name", ALL)
def test_word_and_paper_tell_the_same_words(name):
    pytest.importorskip("typst")

    def plain(text):
        return sorted(re.sub(r"\s|\|", "", line) for line in text.splitlines())

    told = "".join(plain(text_of_pdf(paper(ALL[name]).pdf)))
    written = "".join(plain(text_of_docx(to_docx(ALL[name]))))
    assert sorted(told) == sorted(written)


def test_every_layout_rule_has_its_title():
    assert {*WORD, *PAPER} <= set(TITLES)
