"""The table of secrecy marks: what must be refused, and what must be let in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuniu.files.refusals import LooksSecret, Why
from shuniu.files.secrecy import check_name, check_text, find_mark, find_mark_in_name

MARKS = [
    "机密★1年",
    "机密 ★ 1 年",
    "机密★",
    "秘密★5年",
    "绝密★30年",
    "绝密★长期",
    "绝密★启用前",
    "绝密",
    "秘密",
    "机 密",
    "机　密　★　十　年",
    "机密☆10年",
    "机密*10年",
    "机密＊",
    "机密⭐3年",
    "機密★1年",
    "絕密★長期",
    "祕密★5年",
    "機密",
    "机\u200b密★1年",
    "机密\uf0ab1年",
    "机密1年",
    "秘密·5年",
    "机密（20年）",
    "秘密 10年",
    "机密★十年",
    "机密★6个月",
    "000012\n机密★1年\n特急",
    "000012 机密★1年 特急",
    "000012 机密 特急",
    "机密 特急",
    "特急 机密",
    "000012机密特急岚政办发〔2026〕3号",
    "密级：机密",
    "密级:秘密",
    "密 级：机 密",
    "密级：机密★5年",
    "密级　机密",
    "密级\n机密",
    "密级 | 机密",
    "密级\n秘密 保管期限 10年",
    "保密等级：秘密",
    "涉密等级：机密",
    "密级和保密期限：秘密★3年",
    "密级：【绝密】",
    "密级为机密",
    "机密 注意保存",
    "秘密文件，妥善保管",
    "绝密材料 阅后收回",
    "机密件，严禁复印、外传",
    "机密 001号",
    "份号：000012 秘密",
    "机密★2026年12月31日前",
    "绝密·特急",
    "涉密文件",
    "【机密】",
    "（秘密）",
    "[绝密]",
    "机密级",
    "机密文件",
    "绝密件",
    "秘密资料",
    "密级：□绝密 ☑机密 □秘密",
    "密级：绝密□ 机密√ 秘密□",
    "关于青石水库安全保卫的通知（机密）",
    "【秘密】关于青石水库安全保卫的通知",
    "秘密  岚政函〔2026〕3号",
    "1 | 关于青石水库安全保卫的通知 | 机密 | 2026-06-01",
    "机\n密\n★\n一\n年",
    "绝\n密",
    "本文件属于国家秘密，请按规定保管。",
    "此件为机密级，阅后退回。",
    "本材料属机密，不得复制。",
    "本会议涉及国家秘密，请勿记录。",
    "岚政发〔2026〕9号\n机密★3年\n青岚县人民政府文件",
    "青岚县人民政府文件机密★3年岚政发〔2026〕9号关于做好工作的通知各乡镇人民政府现将有关事项通知如下",
    "本文件密级为“机密★1年”，请妥善保管并按时退还。",
]

SCANNED_MARKS = [
    "机密食1年",
    "机蜜★1年",
    "杌密★1年",
    "秘密大5年",
    "泌密★5年",
    "密★1年",
    "★10年",
    "机密女",
    "000012机密x1年",
]

TALK = [
    "保守国家秘密是每个公民的义务。",
    "要严格遵守保密纪律，不得泄露国家秘密。",
    "涉及国家秘密、商业秘密、个人隐私的，不予公开。",
    "国家秘密的密级分为绝密、机密、秘密三级。",
    "绝密级国家秘密不超过30年，机密级不超过20年，秘密级不超过10年。",
    "绝密 | 机密 | 秘密 | 合计",
    "绝密\n30年\n机密\n20年\n秘密\n10年",
    "级别 | 期限\n绝密 | 不超过30年\n机密 | 不超过20年\n秘密 | 不超过10年",
    "密级：□绝密 □机密 □秘密 ☑非密",
    "密级：无",
    "密级：内部",
    "密级：绝密/机密/秘密/非密（请选填）",
    "密级：",
    "工作秘密",
    "商业秘密",
    "工作秘密★3年",
    "工作秘密按照内部资料管理，保管期限10年。",
    "商业秘密保护期限5年。",
    "供应商应当对知悉的商业秘密予以保密，保密期限5年。",
    "他秘密地离开了会场。",
    "秘密战线的先进事迹报告会定于周五召开。",
    "关于开展保密宣传教育月活动的通知",
    "县国家保密局",
    "机要文件由机要室统一收发。",
    "密切联系群众，密闭管理",
    "各单位要指定专人负责保密工作，对涉密人员进行登记，不得在互联网上处理国家秘密\n信息。",
    "凡是在工作中知悉的国家秘密、工作秘密，都必须严格保守，任何人不得以任何方式泄露国家\n秘密",
    "密级为机密的文件应当由专人送达。",
    "如本文件涉及国家秘密，请先行脱密处理。",
    "该信息属于国家秘密的，不予公开。",
    "本通知不涉及国家秘密，可以公开。",
    "机密级以上的会议应当在符合要求的场所召开。",
    "国家秘密文件应当在首页左上角标注“机密★20年”字样，由定密责任人确定。",
    "电子文件的密级标志应当与正文不可分离，例如“秘密★5年”的样式见附件说明。",
    "要保守国家**秘密**，不得外传",
    "负有保守国家秘密义务的人员*",
    "五角星★是评比的标志，每个★计1分",
    "星级饭店★★★★★",
    "选举采取秘密写票的方式，设立秘密写票处。",
    "无记名秘密投票",
    "青岚县机密科技有限公司",
    "涉密文件应当存放在保密柜内",
    "秘密文件、资料的收发、传递、保管、销毁，由保密员负责",
    "机密级以上文件严禁复印",
]

MARKED_NAMES = [
    "【机密】关于防汛的通知.docx",
    "(秘密)会议纪要.pdf",
    "机密-关于防汛.doc",
    "机密_关于防汛.doc",
    "关于防汛的通知（机密★1年）.pdf",
    "绝密.docx",
    "秘密 会议纪要.docx",
    "机密★1年.pdf",
    "机密1年 关于防汛.pdf",
    "關於防汛（機密）.pdf",
    "机密/附件1.docx",
    "a\\绝密文件\\附件.docx",
    "机 密.pdf",
    "关于防汛的通知-秘密.docx",
    "机密文件_20260611.pdf",
    "密级：机密.txt",
    "机密通知.docx",
    "000012机密.tif",
    "【涉密】会议材料.docx",
]

ORDINARY_NAMES = [
    "保守国家秘密法学习材料.docx",
    "商业秘密保护条例.pdf",
    "工作秘密管理办法.docx",
    "工作秘密清单.xlsx",
    "秘密战线事迹.docx",
    "机要收发登记.xlsx",
    "保密工作总结.docx",
    "密切联系群众.docx",
    "涉密人员登记表（空表）.xlsx",
    "关于防汛的通知.pdf",
]


@pytest.mark.parametrize("text", MARKS)
def test_a_mark_is_seen(text):
    assert find_mark(text) is not None


@pytest.mark.parametrize("text", [text for text in MARKS if "|" not in text])
def test_a_mark_is_seen_among_other_lines_and_in_a_scan(text):
    page = f"青岚县水利局\n{text}\n关于汛前检查情况的报告\n县人民政府：\n现将汛前检查情况报告如下。"
    assert find_mark(page) is not None
    assert find_mark(page, scanned=True) is not None


@pytest.mark.parametrize("text", SCANNED_MARKS)
def test_a_misread_mark_is_seen_in_a_scan(text):
    assert find_mark(f"青岚县人民政府文件\n{text}\n现将有关事项通知如下。", scanned=True) is not None


@pytest.mark.parametrize("text", TALK)
def test_talk_about_secrets_is_let_in(text):
    assert find_mark(text) is None
    assert find_mark(f"青岚县人民政府办公室文件\n各乡镇人民政府：\n{text}\n特此通知。", scanned=True) is None


@pytest.mark.parametrize("name", MARKED_NAMES)
def test_a_mark_in_a_name_is_seen(name):
    assert find_mark_in_name(name) is not None


@pytest.mark.parametrize("name", ORDINARY_NAMES)
def test_an_ordinary_name_is_let_in(name):
    assert find_mark_in_name(name) is None


def test_the_refusal_says_where_the_mark_stood_and_where_to_go():
    with pytest.raises(LooksSecret) as refused:
        check_text("机密★1年", place="首页")
    assert refused.value.reason == "这份文件像是涉密件（首页有“机密★”字样），没有收，也没有留底。请走机要。"
    assert refused.value.why == Why.SECRET


def test_what_a_log_would_show_of_a_refusal_is_the_fact_alone():
    with pytest.raises(LooksSecret) as refused:
        check_name("机密-青石水库.docx")
    assert (str(refused.value), repr(refused.value.args)) == ("secret", "('secret',)")


@given(
    level=st.sampled_from(["绝密", "机密", "秘密", "絕密", "機密", "祕密"]),
    star=st.sampled_from("★☆⭐＊*"),
    term=st.sampled_from(["", "1年", "１年", "10年", "十年", "长期", "6个月"]),
    gaps=st.lists(st.sampled_from(["", " ", "\u3000", "\u00a0", "\u200b", "\t"]), min_size=6, max_size=6),
    before=st.sampled_from(["", "000012", "特急\n", "附件\n", "岚政发〔2026〕9号\n"]),
    scanned=st.booleans(),
)
def test_however_a_mark_is_set_it_is_seen(level, star, term, gaps, before, scanned):
    pieces = [*level, star, *term][:6]
    mark = "".join(gap + piece for gap, piece in zip(gaps, pieces, strict=False)) + "".join([*level, star, *term][6:])
    assert find_mark(f"{before}{mark}\n关于做好汛前检查的通知", scanned=scanned) is not None


@given(text=st.text(alphabet="绝机秘密级件★☆*年1十长期国家工作商业，。：|□☑（）“” \n本文属于的", max_size=80), scanned=st.booleans())
def test_no_text_is_too_odd_to_be_looked_through(text, scanned):
    find_mark(text, scanned=scanned)
    find_mark_in_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "密" * 200_000 + "本文件" * 50_000,
        "1" * 5000 + "秘密" + "1" * 5000 + "甲",
        "|".join(["秘密1" + "1" * 40 + "甲"] * 2000),
        "本文件" * 20_000 + "密",
        "【" * 5000 + "机密" + "】" * 5000 + "甲",
        "密级" * 30_000,
    ],
)
def test_an_endless_line_is_looked_through_in_reasonable_steps(text):
    find_mark(text)
    find_mark(text, scanned=True)
    find_mark_in_name(text)
