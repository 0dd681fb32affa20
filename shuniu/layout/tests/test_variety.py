"""各种各样的公文: whatever is put in, nothing leaves the paper, nothing overlaps, nothing is lost."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from shuniu.layout.glyphs import pages_of
from shuniu.layout.paper import to_pdf
from shuniu.layout.tests.texts import AT, PITCH, middle, seal, wide_table, words
from shuniu.layout.text import (
    Attachment,
    Attendance,
    Issuer,
    Layout,
    OfficialText,
    Paragraph,
    Side,
    Signing,
    Table,
)

pytest.importorskip("typst")
NAMES = (
    "青岚县人民政府",
    "青岚县发展和改革局",
    "青岚县人力资源和社会保障局",
    "青岚县水利局",
    "县总工会",
    "青岚县白鹭镇人民政府",
)
PEOPLE = ("陆怀远", "顾青禾", "沈行", "何文静", "裴子衡")
WORDS = "要把防汛值守摆在突出位置，严格执行领导带班制度；第3季度投入120万元，（含配套）“四项制度”落实到人。"
bodies = st.lists(
    st.one_of(
        st.builds(
            lambda n, s: Paragraph((WORDS * 12)[:n], side=s), st.integers(1, 400), st.sampled_from(Side)
        ),
        st.builds(
            lambda n, level: Paragraph(
                (WORDS * 12)[:n], level, ("一、", "（一）", "1.", "（1）")[level - 1] + "落实责任。"
            ),
            st.integers(0, 120),
            st.integers(1, 4),
        ),
        st.builds(lambda n, wide: wide_table(n, wide), st.integers(1, 45), st.booleans()),
    ),
    min_size=1,
    max_size=9,
)


@st.composite
def texts(draw) -> OfficialText:
    layout = draw(st.sampled_from(Layout))
    count = draw(st.integers(1, 6)) if layout == Layout.ORDINARY else 1
    signing = draw(st.sampled_from(Signing))
    attached = draw(st.lists(bodies, max_size=3))
    people = draw(st.integers(1, 5)) if layout == Layout.ORDINARY and draw(st.booleans()) else 0
    return OfficialText(
        title="关于"
        + ("进一步做好防汛抗旱物资储备和应急值守工作" * 3)[: draw(st.integers(2, 60))]
        + "的通知",
        layout=layout,
        mark=NAMES[:count],
        mark_ending={"letter": "", "order": "令", "minutes": "纪要"}.get(layout, "文件"),
        number="岚政办发〔2026〕31号",
        copy_number=draw(st.sampled_from(["", "000012"])),
        urgency=draw(st.sampled_from(["", "特急"])),
        signers=PEOPLE[:people],
        recipients="，".join(["各乡镇人民政府"] * draw(st.integers(0, 6))),
        recipients_in_record=draw(st.booleans()),
        body=(Paragraph(WORDS), *draw(bodies)),
        attachments=tuple(
            Attachment(f"防汛任务分解表之{i}", tuple(blocks)) for i, blocks in enumerate(attached)
        ),
        issuers=tuple(Issuer(name, seal(draw(st.sampled_from([42.0, 45.0])))) for name in NAMES[:count]),
        signing=signing,
        doc_date=date(2026, 6, draw(st.sampled_from([5, 11]))),
        note=draw(st.sampled_from(["", "此件公开发布"])),
        attendance=(Attendance("出席", "、".join(PEOPLE)),) if layout == Layout.MINUTES else (),
        copies_to="，".join(["县委办公室"] * draw(st.integers(0, 60))),
        printer=draw(st.sampled_from(["", "青岚县人民政府办公室"])),
        print_date=date(2026, 6, 12),
    )


@settings(max_examples=40, deadline=None, derandomize=True, phases=(Phase.generate,))
@given(texts())
def test_nothing_leaves_the_paper_overlaps_or_is_lost(text):
    found = pages_of(to_pdf(text, at=AT).pdf)
    whole = ""
    for page in found:
        upright = page.width < page.height
        low, high, left, right = (36.5, 262.5, 27.4, 184.7) if upright else (27.5, 184.7, 34.4, 260.6)
        # Without the page number, which stands outside the text area.
        page = replace(
            page, glyphs=tuple(g for g in page.glyphs if (g.baseline < 264 if upright else g.left > 34))
        )
        rows = page.rows()
        whole += "".join(words(row) for row in rows)
        for row in rows:
            if any(g.red for g in row):
                continue
            assert low <= row[0].top and row[0].bottom <= high, words(row)
            assert left <= min(g.left for g in row) and max(g.right for g in row) <= right, words(row)
        _nothing_overlaps(page)
    for block in (*text.body, *(block for one in text.attachments for block in one.blocks)):
        if isinstance(block, Table):
            assert all(whole.count(cell) for cell in block.rows[-1])
        else:
            assert block.whole[:20] in whole and block.whole[-12:] in whole
    _record_block_closes(text, found)
    assert [
        row
        for page in found
        for row in page.rows()
        if abs(row[0].size - 22) < 0.2 and abs(middle(row) - 106) > 1 and page.width < page.height
    ] == []


def _nothing_overlaps(page) -> None:
    black = [g for g in page.glyphs if g.char.strip()]
    for above, below in pairwise(sorted(black, key=lambda g: (round(g.x / 3), g.baseline))):
        if round(above.x / 3) == round(below.x / 3) and above.baseline != below.baseline:
            ink = min(above.bottom, below.bottom) - max(above.top, below.top)
            across = min(above.right, below.right) - max(above.left, below.left)
            assert ink < 0.6 or across < 0.6, f"{above.char} lies on {below.char}"


def _record_block_closes(text: OfficialText, found) -> None:
    rows = bool(text.copies_to) or (bool(text.recipients) and text.recipients_in_record)
    printed = text.layout != Layout.LETTER
    if not rows and not printed:
        return
    assert len(found) % 2 == 0
    if printed:
        rules = [m for m in found[-1].marks if m.width > 150 and not m.red and m.height < 0.5]
        assert max(m.bottom for m in rules) == pytest.approx(262, abs=0.5)
        assert "2026年6月12日印发" in found[-1].words
    assert found[0].height > 290
    if text.signing == Signing.STAMPED:
        return  # a title stands in the middle of the height of its stamp, not on a line
    grid = {
        round((row[0].y - 37) / PITCH, 1) % 1
        for page in found[:1]
        for row in page.rows()
        if abs(row[0].size - 16) < 0.1
    }
    assert grid <= {0.0}
