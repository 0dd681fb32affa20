"""排版: fonts in their order, said when one is missing; words are words; the same data give the same bytes."""

from datetime import UTC, datetime

import pypdfium2
import pytest

from shuniu.files import typesetting
from shuniu.files.typesetting import CannotSet, choose, set_type

pytest.importorskip("typst")
AT = datetime(2026, 6, 11, 2, 0, tzinfo=UTC)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def chinese_fonts_here() -> bool:
    try:
        typesetting.faces()
    except CannotSet:
        return False
    return True


def test_the_fonts_of_the_office_come_before_those_of_the_system():
    found = choose(["Noto Serif CJK SC", "SimSun", "FangSong", "仿宋_GB2312"], own=("FangSong",))
    assert found.fangsong[:2] == ("FangSong", "仿宋_GB2312")
    assert found.has_fangsong


def test_a_missing_fangsong_is_said_and_not_passed_over_in_silence():
    found = choose(["Noto Serif CJK SC", "Noto Sans CJK SC"])
    assert not found.has_fangsong
    assert found.fangsong[0] == "Noto Serif CJK SC"
    assert "没有找到仿宋" in found.said
    assert "没有找到仿宋" not in choose(["SimSun", "FangSong"]).said


def test_without_any_chinese_font_nothing_is_set_and_the_way_out_is_said():
    with pytest.raises(CannotSet) as refused:
        choose(["DejaVu Sans", "Liberation Serif"])
    assert "浏览器打印" in refused.value.reason


@pytest.mark.skipif(not chinese_fonts_here(), reason="no Chinese font on this machine")
def test_words_are_words_whatever_they_contain_and_the_same_data_give_the_same_bytes(tmp_path):
    template = tmp_path / "one.typ"
    template.write_text(
        '#let d = json("data.json")\n#set text(font: d.fonts.song)\n#d.words', encoding="utf-8"
    )
    words = '同意 #panic("x") $ * _ @ <a> [b] \\'
    first = set_type(template, {"words": words}, at=AT)
    assert "同意" in text_of(first.pdf)
    assert '#panic("x")' in text_of(first.pdf).replace("\u201c", '"').replace("\u201d", '"')
    assert set_type(template, {"words": words}, at=AT).pdf == first.pdf
