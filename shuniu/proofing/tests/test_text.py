"""A text is taken apart by form, nothing breaks the check, and what a machine can mend it mends."""

import pytest

from shuniu.demo.county_house import county_house
from shuniu.org.roster import Roster
from shuniu.proofing.checking import checked
from shuniu.proofing.draft import Part
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House
from shuniu.proofing.mending import mended
from shuniu.proofing.taking_apart import taken_apart

REQUEST = """青岚县水利局文件
岚水字〔2026〕18号　签发人：王珂
青岚县水利局关于拨付资金的请示
青岚县人民政府：
恳请拨付资金20万元。
妥否，请批示。
附件：1.审核表
2.合同
青岚县水利局
2026年6月8日
（联系人：王珂，电话：000-0000）
附件1
审核表
合计　20万元
附件2
合同
第一条　总则
抄送：县财政局。
青岚县水利局办公室　2026年6月9日印发
"""


def test_every_line_of_a_request_has_its_part():
    assert [line.part for line in taken_apart(REQUEST).lines] == [
        Part.MARK, Part.NUMBER, Part.TITLE, Part.RECIPIENTS, Part.BODY, Part.BODY, Part.NOTE_OF_ATTACHMENTS,
        Part.NOTE_OF_ATTACHMENTS, Part.ISSUER, Part.DATE, Part.REMARK, Part.ATTACHMENT_LABEL, Part.ATTACHMENT_TITLE,
        Part.ATTACHMENT, Part.ATTACHMENT_LABEL, Part.ATTACHMENT_TITLE, Part.ATTACHMENT, Part.COPIES, Part.PRINT,
    ]  # fmt: skip


def test_lines_stand_where_the_text_has_them():
    draft = taken_apart("  " + REQUEST.replace("\n", "\n\n　　"))
    assert all(draft.text[line.start : line.end] == line.text for line in draft.lines)


def test_a_fragment_is_asked_for_nothing_it_does_not_have():
    assert taken_apart("请各科室交回钥匙。").fragment
    assert checked("值班表见附件，由县教育局负责。", county_house()) == []


@pytest.mark.parametrize(
    "nonsense",
    ["", "\n\n", "：", "《" * 500, "附件", "附件：", "一、" * 300, "1" * 3000, "（" * 300 + "）" * 300, "关于", "2026年", "〔2026〕号", "、，。；",
     "各乡镇人民政府：" * 200, "周五（13月45日）", "6月31日（星期三）", "一、\n" * 1200, "😀 12 人", "\u3000" * 900, "签发人：", "抄送："],
)  # fmt: skip
def test_no_text_breaks_the_check(nonsense):
    for finding in checked(nonsense, county_house()):
        assert finding.start is None or 0 <= finding.start <= finding.end <= len(nonsense)


def test_an_office_that_tells_nothing_of_itself_is_still_served():
    assert [f.rule for f in checked("请于6月20日(星期五)前交回。", House(year=2026))] == ["weekday", "P-22"]


def test_a_renamed_body_is_named_even_where_the_list_of_bodies_is_not_complete():
    found = checked("请县环保局办理。", House(Roster("办公室"), 2026, renamed={"环保局": "生态环境局"}))
    assert [(f.rule, f.excerpt, f.suggestion) for f in found] == [("renamed", "环保局", "生态环境局")]


def test_a_repealed_paper_that_is_cited_says_why_it_is_no_longer_in_force():
    house = House(year=2026, repealed={"岚政发〔2015〕21号": "2026年7月20日废止"})
    found = checked("按照《通告》（岚政发〔2015〕21号）执行。", house)
    assert [f.told(str) for f in found] == ["引用的文件已经失效：2026年7月20日废止"]


def test_an_identity_number_is_told_by_its_last_place():
    good, bad = "11010519491231002X", "110105194912310021"
    assert [f.rule for f in checked(f"户主证件号{good}，另一号{bad}。")] == ["personal"]


def test_a_secrecy_mark_is_an_error():
    assert [(f.rule, f.severity) for f in checked("机密★1年\n会议已开。") if f.rule == "secret"] == [
        ("secret", Severity.ERROR)
    ]


def test_too_many_papers_this_year_is_a_hint_and_not_counted():
    found = checked(REQUEST, House(county_house().roster, 2026, sent_this_year=140, sent_last_year=131))
    assert [(f.rule, f.counted) for f in found] == [("yearly", False)]


def test_an_excuse_outlives_changes_elsewhere():
    before = checked("会议已经开完。库房现有雨衣 40件。")
    after = checked("会议前天已经开完，各科都到了。现在库房现有雨衣 40件。")
    assert [f.key for f in before] == [f.key for f in after]


def test_mending_takes_every_remedy_and_leaves_the_rest():
    text = "请于2026.6.20前报送,事故减少1倍。"
    assert mended(text, checked(text)) == "请于2026年6月20日前报送，事故减少1倍。"
