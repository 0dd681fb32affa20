"""版头的各种组合: one to six names, none to five signers, short and long titles — the head keeps its measures."""

import itertools
from dataclasses import replace

import pytest

from shuniu.layout.tests.texts import CELL, NOTICE, PITCH, at_line, end, pages, run, words

pytest.importorskip("typst")
NAMES = (
    "青岚县人民政府",
    "青岚县发展和改革局",
    "青岚县人力资源和社会保障局",
    "青岚县水利局",
    "县总工会",
    "县农业农村局",
)
SIGNERS = ("陆怀远", "顾青禾", "沈行", "何文静", "裴子衡")
TITLES = (
    "关于值班的通知",
    "青岚县人民政府关于做好2026年度中小河流治理和水库除险加固专项资金管理使用监督检查有关工作的请示",
)
HEADS = tuple(itertools.product(range(1, 7), (0, 1, 2, 5), TITLES))


def text_with(names, signers, title):
    return replace(
        NOTICE, mark=NAMES[:names], signers=SIGNERS[:signers], title=title, attachments=(), copy_number=""
    )


@pytest.mark.parametrize("names", range(1, 7))
def test_name_number_rule_and_title_keep_their_distances(names):
    for _names, signers, title in (head for head in HEADS if head[0] == names):
        page = pages(text_with(names, signers, title))[0]
        red = [g for g in page.glyphs if g.red and g.char.strip()]
        number = run(page, NOTICE.number)
        rule = next(m for m in page.marks if m.red)
        first_line = run(page, "签发人：") if signers else number
        title_rows = [row for row in page.rows() if abs(row[0].size - 22) < 0.2]
        assert min(g.top for g in red) == pytest.approx(72, abs=1)
        assert first_line[0].y - max(g.bottom for g in red) == pytest.approx(2 * PITCH, abs=3), (
            signers,
            title,
        )
        assert rule.top - (number[0].y + 16 * 25.4 / 72) == pytest.approx(4, abs=1)
        assert (number[0].y - 37) / PITCH == pytest.approx(round((number[0].y - 37) / PITCH), abs=0.02)
        assert "".join(words(row) for row in title_rows) == title
        assert any(words(row).startswith("为做好2026") for row in page.rows()), (
            "the first page shows the body"
        )
        if signers:
            rows = -(-signers // 2)
            assert number[0].y - first_line[0].y == pytest.approx((rows - 1) * PITCH, abs=0.2)
            assert max(end(run(page, name)) for name in SIGNERS[:signers]) == pytest.approx(184 - CELL, abs=1)


@pytest.mark.parametrize("names", range(2, 7))
def test_joint_names_are_spread_to_one_width_with_the_word_document_in_the_middle_of_their_height(names):
    page = pages(text_with(names, 0, TITLES[0]))[0]
    red = [g for g in page.glyphs if g.red and g.char.strip()]
    beside = [g for g in red if g.char in "文件" and g.left > max(o.left for o in red if o.char == "县")]
    each = [g for g in red if g not in beside]
    rows = {}
    for glyph in each:
        rows.setdefault(round(glyph.baseline), []).append(glyph)
    assert len(rows) == names
    assert (
        max(min(g.left for g in row) for row in rows.values())
        - min(min(g.left for g in row) for row in rows.values())
        < 2
    )
    assert (
        max(max(g.right for g in row) for row in rows.values())
        - min(max(g.right for g in row) for row in rows.values())
        < 2
    )
    middle = (min(g.top for g in each) + max(g.bottom for g in each)) / 2
    assert (min(g.top for g in beside) + max(g.bottom for g in beside)) / 2 == pytest.approx(middle, abs=1)
    assert max(g.bottom for g in each) < at_line(11)
