"""版面的位置: every rule of GB/T 9704-2012 that paper can show, read back from the glyphs of the PDF (L-01 to L-40)."""

import io
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from shuniu.layout.paper import preview
from shuniu.layout.tests.texts import (
    BODY,
    CELL,
    LETTER,
    MINUTES,
    NOTICE,
    OFFICE,
    ORDER,
    PITCH,
    REQUEST,
    WORDS,
    at_line,
    end,
    line,
    middle,
    pages,
    paper,
    run,
    seal,
    wide_table,
    words,
)
from shuniu.layout.text import Attachment, Issuer, OfficialText, Paragraph, Signing

pytest.importorskip("typst")
MM = 1.0  # the tolerance of the standard's checks
ALL = {"notice": NOTICE, "letter": LETTER, "order": ORDER, "minutes": MINUTES, "request": REQUEST}
LONG = replace(NOTICE, body=(Paragraph(WORDS * 3),) * 12, attachments=())


def near(value: float, slack: float = MM):
    return pytest.approx(value, abs=slack)


def red_ink(page):
    return [g for g in page.glyphs if g.red and g.char.strip()]


def signed_page(text):
    return next(p for p in pages(text) if "2026年6月11日" in p.words)


def body_rows(page):
    return [row for row in page.rows() if 37 <= row[0].y < 260 and abs(row[0].size - 16) < 0.5]


@pytest.mark.parametrize("name", ALL)
def test_the_paper_is_a4_and_nothing_of_the_text_leaves_the_text_area(name):
    for page in pages(ALL[name]):
        assert (page.width, page.height) == (near(210, 0.1), near(297, 0.1))
        for row in page.rows():
            if row[0].y > 262 or any(g.red for g in row):
                continue
            assert min(g.left for g in row) >= 28 - 0.5, words(row)
            assert max(g.right for g in row) <= 184 + 0.5, words(row)
            assert row[0].y >= 37 - 0.1


def test_a_full_page_holds_22_lines_of_28_characters():
    page = pages(LONG)[1]
    rows = body_rows(page)
    assert len(rows) == 22
    assert [row[0].y for row in rows] == [near(at_line(k), 0.1) for k in range(22)]
    full = [row for row in rows if len(row) == 28]
    assert max(len(row) for row in rows) == 28
    assert len(full) >= 10
    for row in full:
        assert row[0].x == near(28, 0.2)
        assert end(row) == near(184, 0.5)
        assert row[14].x - row[0].x == near(14 * CELL, 0.6)


def test_body_and_levels_are_size_3_in_their_faces():
    page = pages(NOTICE)[0]
    faces = {g.font for g in line(page, "为做好2026")[:3]}
    assert {round(g.size, 1) for row in body_rows(page) for g in row} == {16.0}
    first = line(page, "一、落实值守责任")
    second = line(page, "（一）主要负责人")
    assert {g.font for g in first}.isdisjoint(faces)
    assert (first[0].x, second[0].x) == (near(28 + 2 * CELL), near(28 + 2 * CELL))
    third = next(row for p in pages(NOTICE) for row in p.rows() if words(row).startswith("1.专人值守"))
    assert third[0].x == near(28 + 2 * CELL)
    assert third[2].font in faces


def test_the_title_is_size_2_in_the_middle_and_splits_no_name():
    page = pages(NOTICE)[0]
    rows = [row for row in page.rows() if abs(row[0].size - 22) < 0.2]
    assert "".join(words(row) for row in rows) == NOTICE.title
    assert words(rows[0]).startswith(OFFICE + "关于")
    for row in rows:
        assert middle(row) == near(106)


@pytest.mark.parametrize(
    ("name", "top"), [("notice", 72), ("request", 72), ("minutes", 72), ("letter", 30), ("order", 57)]
)
def test_the_name_in_red_begins_where_the_standard_says(name, top):
    ink = red_ink(pages(ALL[name])[0])
    assert min(g.top for g in ink) == near(top)
    assert min(g.left for g in ink) >= 28 - 0.5
    assert max(g.right for g in ink) <= 184 + 0.5
    assert (min(g.left for g in ink) + max(g.right for g in ink)) / 2 == near(106)
    assert {g.colour for g in ink} == {(255, 0, 0)}


def test_the_number_stands_two_lines_under_the_name_in_the_middle_and_the_red_line_4_mm_under_it():
    page = pages(NOTICE)[0]
    number = line(page, "岚政办发")
    assert number[0].y - max(g.bottom for g in red_ink(page)) == near(2 * PITCH, 3)
    assert middle(number) == near(106)
    rule = next(m for m in page.marks if m.red)
    assert (rule.left, rule.right) == (near(28), near(184))
    assert rule.top - (number[0].y + 16 * 25.4 / 72) == near(4)
    title = next(row for row in page.rows() if abs(row[0].size - 22) < 0.2)
    assert title[0].y - rule.bottom == near(2 * PITCH, 2)


def test_an_upward_text_has_its_number_left_and_its_signers_right_two_in_a_row():
    page = pages(REQUEST)[0]
    label = run(page, "签发人：")
    first, second, third = run(page, "陆怀远"), run(page, "顾青禾"), run(page, "沈行")
    number = run(page, "岚政〔2026〕9号")
    assert number[0].x == near(28 + CELL)
    assert end(second) == near(184 - CELL)
    assert third[0].x == near(first[0].x)
    assert number[0].baseline == near(third[0].baseline, 0.2)
    assert label[0].baseline == near(first[0].baseline, 0.2)
    assert first[0].font != label[0].font or "Noto" in first[0].font
    assert label[0].y - max(g.bottom for g in red_ink(page)) == near(2 * PITCH, 3)
    for other in (NOTICE, LETTER, MINUTES):
        assert "签发人" not in pages(other)[0].words


def test_the_recipients_stand_one_line_under_the_title_flush_left():
    page = pages(NOTICE)[0]
    last_of_title = [row for row in page.rows() if abs(row[0].size - 22) < 0.2][-1]
    recipients = line(page, "各乡镇人民政府")
    assert recipients[0].x == near(28)
    assert words(recipients).endswith("：")
    assert recipients[0].baseline - last_of_title[0].baseline == near(2 * PITCH, 2)
    assert line(page, "为做好2026")[0].x == near(28 + 2 * CELL)


@pytest.mark.parametrize("name", ALL)
def test_the_first_page_shows_some_of_the_body(name):
    beginning = ALL[name].body[0].words[:4]
    assert any(words(row).startswith(beginning) for row in pages(ALL[name])[0].rows())


def test_the_list_of_attachments_says_what_is_attached_in_its_order_without_end_mark():
    page = next(p for p in pages(NOTICE) if "附件：" in p.words)
    first = line(page, "附件：1.")
    second = line(page, "2.各乡镇")
    assert first[0].x == near(28 + 2 * CELL)
    assert run(page, "1.汛期")[0].x == near(second[0].x, 0.3)
    assert words(first) == "附件：1.汛期值守电话表"
    assert not words(second).endswith("。")
    body_end = page.rows()[page.rows().index(first) - 1]
    assert first[0].baseline - body_end[0].baseline == near(2 * PITCH, 0.3)
    labels = [(p.rows()[0], [r for r in p.rows() if abs(r[0].size - 22) < 0.2]) for p in pages(NOTICE)[1:]]
    shown = [
        ("".join(map(words, title)), words(label))
        for label, title in labels
        if words(label).startswith("附件")
    ]
    assert shown == [(one.title, f"附件{i + 1}") for i, one in enumerate(NOTICE.attachments)]


def test_an_attachment_begins_a_page_with_its_label_on_line_1_and_its_title_on_line_3():
    page = next(p for p in pages(NOTICE) if words(p.rows()[0]) == "附件1")
    label, title, text = page.rows()[:3]
    assert (label[0].x, label[0].y) == (near(28), near(37))
    assert title[0].baseline == near(label[0].baseline + 2 * PITCH)
    assert middle(title) == near(106)
    assert text[0].baseline == near(label[0].baseline + 4 * PITCH)


def test_case_a_date_four_characters_from_the_right_name_centred_on_it_seal_over_both():
    for text in (NOTICE, REQUEST):
        page = next(
            p
            for p in pages(text)
            if "2026年6月11日" in p.words and p is not pages(text)[0] or p.words.count("2026年6月11日")
        )
        day = run(page, "2026年6月11日")
        name = [row for row in page.rows() if words(row) == text.issuers[0].name][-1]
        stamp = next(m for m in page.marks if m.kind == "picture")
        assert end(day) == near(184 - 4 * CELL)
        assert middle(name) == near(middle(day))
        assert day[0].baseline - name[0].baseline == near(PITCH, 0.2)
        assert (stamp.width, stamp.height) == (near(text.issuers[0].seal.width_mm, 0.3),) * 2
        assert (stamp.left + stamp.right) / 2 == near(middle(day))
        assert stamp.top < name[0].top and day[0].bottom < stamp.bottom
        words_middle = (name[0].y + day[0].y + 16 * 25.4 / 72) / 2
        assert 0 < words_middle - (stamp.top + stamp.bottom) / 2 < PITCH
        before = [row for row in page.rows() if row[0].baseline < name[0].baseline - 0.5][-1]
        assert 0 <= stamp.top - before[0].baseline - 0.12 * 16 * 25.4 / 72 <= PITCH


def test_case_a_a_long_name_ends_at_the_edge_and_takes_its_date_with_it():
    long = "青岚县人民政府防汛抗旱指挥部办公室和县应急管理局"
    page = signed_page(replace(REQUEST, issuers=(Issuer(long, seal()),)))
    name, day = line(page, long), run(page, "2026年6月11日")
    assert end(name) == near(184)
    assert middle(name) == near(middle(day), 1.5)


@pytest.mark.parametrize("count", [2, 3, 4, 6])
def test_case_a_joint_every_seal_on_its_name_none_touching_the_last_over_the_date(count):
    names = [
        "青岚县财政局",
        "青岚县水利局",
        "青岚县农业农村局",
        "青岚县教育局",
        "青岚县卫健局",
        "青岚县应急局",
    ][:count]
    text = replace(
        REQUEST, signers=(), issuers=tuple(Issuer(name, seal()) for name in names), mark=tuple(names)
    )
    page = next(p for p in pages(text) if any(m.kind == "picture" for m in p.marks))
    seals = [m for m in page.marks if m.kind == "picture"]
    assert len(seals) == count
    day = run(page, "2026年6月11日")
    for name, one in zip(names, seals, strict=True):
        here = run(page, name)
        assert middle(here) == near((one.left + one.right) / 2)
        assert one.top < here[0].baseline < one.bottom
        assert one.left >= 28 - 0.2 and one.right <= 184 + 0.2
    for i, one in enumerate(seals):
        for other in seals[i + 1 :]:
            apart = ((one.left - other.left) ** 2 + (one.top - other.top) ** 2) ** 0.5
            assert apart > 42
    assert seals[-1].top < day[0].baseline < seals[-1].bottom
    assert middle(day) == near((seals[-1].left + seals[-1].right) / 2)


@pytest.mark.parametrize("name", [OFFICE, "县水利局"])
def test_case_b_without_seal_the_date_begins_two_characters_after_the_name(name):
    page = signed_page(replace(REQUEST, signing=Signing.UNSEALED, issuers=(Issuer(name),)))
    signed = [row for row in page.rows() if words(row) == name][-1]
    day = run(page, "2026年6月11日")
    body_end = line(page, "妥否")
    assert day[0].x - signed[0].x == near(2 * CELL)
    assert signed[0].baseline - body_end[0].baseline == near(2 * PITCH, 0.2)
    assert day[0].baseline - signed[0].baseline == near(PITCH, 0.2)
    assert (
        end(max((signed, day), key=end)) == near(184 - 2 * CELL)
        if name != OFFICE
        else end(signed) == near(184 - 2 * CELL)
    )


def test_case_c_the_stamp_stands_four_characters_from_the_right_with_the_full_title_before_it():
    page = pages(ORDER)[0]
    stamp = next(m for m in page.marks if m.kind == "picture")
    post, day = run(page, "青岚县人民政府县长"), run(page, "2026年6月11日")
    assert stamp.right == near(184 - 4 * CELL)
    assert stamp.left - end(post) == near(2 * CELL)
    assert (stamp.top + stamp.bottom) / 2 == near(post[0].y + 8 * 25.4 / 72)
    assert end(day) == near(184 - 4 * CELL)
    body_end = line(page, "第九次") if "第九次" in page.words.split("\n")[-5:] else page.rows()[-4]
    assert post[0].baseline > body_end[0].baseline + 2 * PITCH


def test_the_note_stands_in_brackets_under_the_date_two_characters_in():
    page = next(p for p in pages(NOTICE) if "（此件公开发布）" in p.words)
    note, day = line(page, "（此件公开发布）"), run(page, "2026年6月11日")
    assert note[0].x == near(28 + 2 * CELL)
    assert note[0].baseline - day[0].baseline == near(PITCH, 0.2)


@pytest.mark.parametrize("name", ["notice", "order", "minutes", "request"])
def test_the_record_block_ends_the_last_even_page_at_the_foot_of_the_text_area(name):
    found = pages(ALL[name])
    assert len(found) % 2 == 0
    rules = sorted((m for m in found[-1].marks if m.width > 150 and not m.red), key=lambda m: m.top)
    assert all((rule.left, rule.right) == (near(28), near(184)) for rule in rules)
    assert rules[-1].bottom == near(262)
    assert (rules[0].height, rules[-1].height) == (near(0.35, 0.02), near(0.35, 0.02))
    assert all(rule.height == near(0.25, 0.02) for rule in rules[1:-1])
    printed = run(found[-1], "2026年6月12日印发")
    assert end(printed) == near(184 - CELL)
    assert {round(g.size, 1) for g in printed} == {14.0}
    assert [row for row in found[-1].rows() if words(row).startswith(OFFICE)][-1][0].x == near(28 + CELL)


def test_copies_end_with_a_full_stop_and_run_on_under_the_first_name():
    text = replace(NOTICE, copies_to="，".join(["县委办公室", "县人大常委会办公室", "县政协办公室"] * 5))
    page = pages(text)[-1]
    rows = page.rows()
    at = next(i for i, row in enumerate(rows) if words(row).startswith("抄送："))
    assert rows[at][0].x == near(28 + CELL)
    assert rows[at + 1][0].x == near(rows[at][3].x, 1.5)
    block = "".join(words(row) for row in rows[at:])
    assert "县政协办公室。" in block
    assert max(end(row) for row in rows[at : at + 2]) <= 184 - CELL + 0.6


def test_recipients_in_the_record_block_have_no_line_under_them():
    text = replace(NOTICE, recipients_in_record=True)
    page = pages(text)[-1]
    to, copies = line(page, "主送："), line(page, "抄送：")
    between = [m for m in page.marks if m.width > 150 and to[0].baseline < m.top < copies[0].baseline]
    assert between == []
    assert "主送" not in pages(text)[0].words


@pytest.mark.parametrize("name", ALL)
def test_page_numbers_run_on_and_stand_on_the_outer_side_7_mm_under_the_text(name):
    text = ALL[name]
    found = pages(text)
    blank = [number for number, page in enumerate(found, 1) if not page.rows()]
    for number, page in enumerate(found[: blank[0] - 1 if blank else None], 1):
        if text.layout == "letter" and number == 1:
            assert "—" not in page.words
            continue
        row = page.rows()[-1]
        assert words(row) == f"—{number}—"
        assert {round(g.size, 1) for g in row} == {14.0}
        dash = row[0]
        assert (dash.top + dash.bottom) / 2 == near(269)
        if number % 2:
            assert end(row) == near(184 - CELL)
        else:
            assert row[0].x == near(28 + CELL)


def test_blank_pages_before_the_record_block_carry_no_number_and_neither_does_it():
    # The body fills an even page so far that the record block has no room under it.
    for lines in range(10, 60):
        text = replace(REQUEST, body=(Paragraph("坝" * 26 + "坝" * 28 * lines),), note="", signers=())
        found = pages(text)
        if len(found) >= 4 and not found[-2].words.strip():
            break
    else:
        raise AssertionError("no length of body led to a blank page")
    assert all("—" not in page.words for page in found[-2:])
    assert "—" in found[-3].words


def test_printed_on_one_side_the_record_block_closes_the_last_page_whatever_its_number():
    text = replace(REQUEST, title="关于值守的请示", body=(Paragraph("妥否，请批示。"),), signers=(), note="")
    assert len(pages(text, both_sides=False)) == 1
    assert len(pages(text, both_sides=True)) == 2
    assert "印发" in pages(text, both_sides=False)[0].words


def test_a_letter_has_its_double_lines_and_its_number_at_the_right_under_the_first():
    page = pages(LETTER)[0]
    rules = sorted((m for m in page.marks if m.red), key=lambda m: m.top)
    assert len(rules) == 4
    assert all(rule.width == near(170) and (rule.left + rule.right) / 2 == near(105) for rule in rules)
    assert rules[0].height > rules[1].height and rules[2].height < rules[3].height
    assert rules[0].top - max(g.bottom for g in red_ink(page)) == near(4)
    assert rules[3].bottom == near(277)
    number = run(page, "岚政办函〔2026〕8号")
    assert end(number) == near(184)
    assert number[0].y - rules[1].bottom == near(4.9)
    assert run(page, "000003")[0].x == near(28)
    title = next(row for row in page.rows() if abs(row[0].size - 22) < 0.2)
    assert title[0].baseline - number[0].baseline == near(3 * PITCH, 1.2)
    last = pages(LETTER)[-1]
    assert "抄送：县水利局。" in last.words
    assert "印发" not in last.words
    assert [m for m in last.marks if m.width > 150 and not m.red] == []


def test_a_joint_letter_shows_only_the_name_of_the_lead():
    page = pages(replace(LETTER, mark=(OFFICE, "青岚县水利局")))[0]
    assert "".join(g.char for g in red_ink(page)) == OFFICE


def test_an_order_has_its_number_two_lines_under_the_name_and_the_body_two_lines_under_that():
    page = pages(ORDER)[0]
    number, body = run(page, "第5号"), line(page, "《青岚县城市绿化")
    assert number[0].y - max(g.bottom for g in red_ink(page)) == near(2 * PITCH, 3)
    assert middle(number) == near(106)
    assert body[0].baseline - number[0].baseline == near(3 * PITCH, 0.2)


def test_minutes_list_who_was_there_with_names_under_the_first():
    page = next(p for p in pages(MINUTES) if "出席：" in p.words)
    rows = page.rows()
    at = next(i for i, row in enumerate(rows) if words(row).startswith("出席："))
    assert rows[at][0].x == near(28 + 2 * CELL)
    assert rows[at + 1][0].x == near(rows[at][3].x)
    assert rows[at][0].font != rows[at][4].font
    assert words(line(page, "请假"))[:3] == "请假："


def test_the_page_of_the_seal_shares_words_of_the_body_at_every_length():
    for lines in range(1, 24):
        text = replace(REQUEST, body=(Paragraph("坝" * (26 + 28 * lines)),), note="", signers=())
        page = next(p for p in pages(text) if any(m.kind == "picture" for m in p.marks))
        assert "坝坝" in page.words, lines
        assert "此页无正文" not in page.words


@pytest.mark.parametrize("name", ALL)
def test_no_line_begins_with_a_closing_or_ends_with_an_opening_mark(name):
    for page in pages(ALL[name]):
        for row in page.rows():
            assert row[0].char not in "，。、；：！？）》〉”’」』】", words(row)
            assert row[-1].char not in "（《〈“‘「『【", words(row)


@pytest.mark.parametrize("name", ALL)
def test_fonts_are_in_the_file_and_every_character_can_be_read_back(name):
    text = ALL[name]
    pdf = paper(text).pdf
    assert b"/FontFile" in pdf
    assert b"pdfaid" in pdf
    whole = "".join(page.words for page in pages(text)).replace("\n", "")
    assert "\ufffd" not in whole and "\x00" not in whole
    for block in text.body:
        assert (block.heading + block.words)[:12] in whole


def test_a_heading_is_never_the_last_line_of_a_page():
    for lines in range(8, 14):
        text = replace(
            NOTICE,
            attachments=(),
            body=(Paragraph("坝" * 28 * lines), Paragraph("", 1, "二、加强巡查"), *BODY[2:4]),
        )
        for page in pages(text):
            rows = body_rows(page)
            assert not rows or words(rows[-1]) != "二、加强巡查"


def test_a_portrait_table_repeats_its_head_splits_no_row_and_leaves_the_text_on_the_grid():
    table = wide_table(45, landscape=False)
    text = replace(NOTICE, attachments=(), body=(*BODY[:3], table, Paragraph("以上任务按月调度。" + WORDS)))
    with_table = [p for p in pages(text) if "取水口" in p.words]
    assert len(with_table) >= 2
    assert all("完成时限" in p.words for p in with_table)
    after = next(row for p in pages(text) for row in p.rows() if words(row).startswith("以上任务"))
    assert (after[0].y - 37) / PITCH == near(round((after[0].y - 37) / PITCH), 0.05)
    for page in with_table:
        rules = [m for m in page.marks if m.kind == "rule" and not m.red]
        assert max(m.right for m in rules) - min(m.left for m in rules) <= 156.8


def test_a_landscape_table_has_its_page_number_where_the_other_pages_have_it():
    text = replace(NOTICE, attachments=(Attachment("任务分解表", (wide_table(60),)),))
    wide = [(n, p) for n, p in enumerate(pages(text), 1) if p.width > p.height]
    assert len(wide) >= 2
    for number, page in wide:
        assert "完成时限" in page.words
        dashes = [g for g in page.glyphs if g.char == "—"]
        # Turned back to portrait the number is 28 mm above the foot, on the outer side.
        across = sum((g.top + g.bottom) / 2 for g in dashes) / 2
        assert sum((g.left + g.right) / 2 for g in dashes) / 2 == near(297 - 269)
        assert (across > 150) == bool(number % 2)
    assert len(pages(text)) % 2 == 0


def test_the_same_text_at_the_same_moment_gives_the_same_bytes():
    paper.cache_clear()
    first = paper(NOTICE).pdf
    paper.cache_clear()
    assert paper(NOTICE).pdf == first


def test_what_cannot_be_set_well_is_said_and_set_all_the_same():
    crowded = OfficialText(
        title="关于" + "进一步做好防汛抗旱物资储备和应急值守工作" * 4 + "的通知",
        mark=tuple(f"青岚县第{i}工作局" for i in range(1, 7)),
        number="岚政发〔2026〕1号",
        recipients="，".join(["各乡镇人民政府"] * 20),
        body=BODY,
        issuers=(Issuer("青岚县第1工作局"),),
        doc_date=date(2026, 6, 11),
    )
    told = " ".join(paper(crowded).warnings)
    assert "首页排不下正文" in told
    assert "没有印章的图样" in told
    assert not [w for w in paper(NOTICE).warnings if "首页" in w or "印章" in w]


def test_the_preview_is_one_page_of_the_paper_as_a_picture():
    first, last = preview(NOTICE), preview(NOTICE, 99)
    with Image.open(io.BytesIO(first)) as image:
        assert image.format == "PNG"
        assert image.height / image.width == pytest.approx(297 / 210, abs=0.01)
        dots = image.convert("RGB").resize((210, 297)).tobytes()
    reds = sum(
        1 for at in range(0, len(dots), 3) if dots[at] > 200 and dots[at + 1] < 80 and dots[at + 2] < 80
    )
    assert reds > 300
    assert first != last
