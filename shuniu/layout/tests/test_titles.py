"""标题回行: a trapezoid or a diamond, and no word, name or number split."""

import pytest

from shuniu.layout.titles import WIDEST, pieces, title_lines, width_of

OFFICE = "青岚县人民政府办公室"
TITLES = (
    "青岚县人民政府办公室关于做好2026年端午假期值班和应急管理工作的通知",
    "青岚县人民政府关于印发《青岚县政府性债务风险应急处置预案》的通知",
    "青岚县人民政府办公室关于转发市人民政府办公室进一步做好基层医疗卫生机构能力建设工作实施意见的通知",
    "青岚县发展和改革局青岚县财政局青岚县水利局关于申请2026年第三季度中小河流治理专项补助资金的请示",
    "青岚县人民政府关于表扬2025年度全县安全生产和消防工作先进集体和先进个人的通报",
    "青岚县人民政府办公室关于成立第七次全国人口普查领导小组的通知",
)
NAMES = (OFFICE, "青岚县人民政府", "青岚县发展和改革局", "青岚县财政局", "青岚县水利局")


@pytest.mark.parametrize("title", TITLES)
def test_lines_grow_then_shrink_and_none_is_too_wide(title):
    lines = title_lines(title, NAMES)
    widths = [width_of(line) for line in lines]
    assert "".join(lines) == title
    assert 2 <= len(lines) <= 4
    assert max(widths) <= WIDEST
    top = widths.index(max(widths))
    assert widths[: top + 1] == sorted(widths[: top + 1])
    assert widths[top:] == sorted(widths[top:], reverse=True)
    assert not any(line[0] in "的和与及》）、" or line[-1] in "《（" for line in lines)


@pytest.mark.parametrize("title", TITLES)
def test_no_name_number_or_date_is_split(title):
    lines = title_lines(title, NAMES)
    for whole in (*NAMES, "2026年", "2025年度", "第三季度", "第七次"):
        if whole in title and not any(whole in name for name in NAMES if name != whole and name in title):
            assert any(whole in line for line in lines), (whole, lines)


def test_a_short_title_stays_on_one_line_and_line_ends_a_person_set_are_kept():
    assert title_lines("关于值班的通知") == ("关于值班的通知",)
    assert title_lines("青岚县人民政府\n关于值班的通知") == ("青岚县人民政府", "关于值班的通知")
    assert title_lines("") == ()


def test_a_number_stays_with_its_unit_and_a_mark_with_its_word():
    assert "2026年" in pieces("做好2026年工作")
    assert any("办法》" in piece for piece in pieces("印发《办法》的通知"))


def test_a_title_without_a_place_to_break_is_broken_all_the_same():
    lines = title_lines("坝" * 50, ("坝" * 50,))
    assert "".join(lines) == "坝" * 50
    assert max(map(width_of, lines)) <= WIDEST
