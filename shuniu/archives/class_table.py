"""归档范围和保管期限表: the table that every office begins with; as data, to be agreed by the archive before use.

A line says whose papers, of which kinds, with which words in the title, and whether only the important ones. The first
line that fits is proposed, so the particular stand before the general; "" as the period means that it is not filed.
"""

from __future__ import annotations

from dataclasses import dataclass

from shuniu.archives.choices import Origin, Period

# Papers of bodies, not calls and letters of people, in whose titles the same words say less.
OFFICIAL = (
    "circular",
    "request",
    "report",
    "letter",
    "minute_item",
    "meeting",
    "instruction",
    "higher_remark",
    "dispatch",
    "",
)
Y, D30, D10, NOT = Period.PERMANENT.value, Period.THIRTY.value, Period.TEN.value, ""


@dataclass(frozen=True)
class Row:
    """一条."""

    number: str
    text: str
    period: str
    origin: str = Origin.ANY.value
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    important: bool = False


FIRST_TABLE: tuple[Row, ...] = (
    Row("9.1", "请柬、贺信、一般信封和只需知道的电话记录", NOT, words=("请柬", "贺信", "贺电")),
    Row("8.3", "对办公室的意见和答复", D10, kinds=("feedback",)),
    Row("1.1", "本机关制定的规章、政策、制度", Y, Origin.OWN.value, words=("办法", "规定", "细则", "制度", "实施意见")),
    Row("1.2", "党组会、常务会、办公会的纪要和重要会议的主要文件", Y, Origin.OWN.value, ("minute_item", "meeting"), ("纪要", "常务会", "党组", "办公会", "全体会议")),
    Row("1.3", "工作会议的典型材料", D30, Origin.OWN.value, ("minute_item", "meeting")),
    Row("1.4", "会上讨论没有通过的稿子", D10, Origin.OWN.value, words=("未通过", "讨论稿")),
    Row("2.1", "机构设立、变更、撤销和人员任免", Y, kinds=OFFICIAL, words=("机构", "编制", "任免", "任职", "免职")),
    Row("2.2", "年度工作总结、综合统计", Y, Origin.OWN.value, words=("年度总结", "工作总结", "统计年报", "总评")),
    Row("2.3", "土地、房屋、重要合同和资产登记", Y, kinds=OFFICIAL, words=("土地", "房产", "产权", "资产登记")),
    Row("2.4", "一般合同、协议", D10, kinds=("expiring",), words=("合同", "协议")),
    Row("2.5", "采购项目的文件", D30, words=("采购", "招标", "中标")),
    Row("2.6", "印章启用、废止和用印登记", D30, words=("印章", "用印")),
    Row("3.1", "上级对本机关业务的重要文件", Y, Origin.ABOVE.value, important=True),
    Row("3.2", "上级只需阅知的文件", NOT, Origin.ABOVE.value, ("reading",)),
    Row("3.3", "上级检查本机关工作的重要文件", Y, kinds=("inspection",), important=True),
    Row("3.4", "上级检查本机关工作的一般文件", D30, kinds=("inspection",)),
    Row("3.5", "上级要本机关办理的一般文件", D30, Origin.ABOVE.value),
    Row("4.1", "下级的重要请示和批复", Y, Origin.BELOW.value, ("request",), important=True),
    Row("4.2", "下级的一般请示和批复", D30, Origin.BELOW.value, ("request",)),
    Row("4.3", "下级的重要报告", D30, Origin.BELOW.value, ("report",), important=True),
    Row("4.4", "下级的年度计划、总结和一般报告", D10, Origin.BELOW.value),
    Row("5.1", "同级来函,需要办理的重要件", D30, Origin.EQUAL.value, important=True),
    Row("5.2", "同级来函和征求意见的一般件", D10, Origin.EQUAL.value),
    Row("6.1", "有领导批示或重要结果的信访件", Y, kinds=("petition", "letter_to_head"), important=True),
    Row("6.2", "一般信访件", D10, Origin.PEOPLE.value, ("petition", "letter_to_head", "disclosure")),
    Row("6.3", "热线工单", D10, kinds=("hotline",)),
    Row("6.4", "代表建议和委员提案的办理", D30, kinds=("suggestion", "proposal")),
    Row("7.1", "重点督办事项", D30, kinds=("instruction", "higher_remark"), important=True),
    Row("7.2", "一般督办事项和领导交办", D10, kinds=("instruction", "higher_remark", "oral", "found")),
    Row("7.3", "突发事件的报告和处置", D30, kinds=("incident",)),
    Row("8.1", "值班、用车、接待、会务的登记", D10, kinds=("duty", "visit", "activity", "meeting_above", "recurring", "brief", "media", "figures")),
    Row("8.2", "用车、用房、领物、维修一类的日常事", NOT, kinds=("service",)),
    Row("9.9", "其他有查考价值的文件", D10),
)  # fmt: skip
