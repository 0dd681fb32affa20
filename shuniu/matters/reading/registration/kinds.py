"""文种: the kind of a document, from its title or from what it calls itself (official-documents.md §1)."""

from __future__ import annotations

import re

# Longest first where one ends in the other; the value is what the register calls it.
_BY_ENDING = {
    "会议纪要": "纪要",
    "纪要": "纪要",
    "复函": "函",
    "答复函": "函",
    "回复函": "函",
    "邀请函": "函",
    "公函": "函",
    "便函": "函",
    "商洽函": "函",
    "督办函": "函",
    "函告": "函",
    "函复": "函",
    "函": "函",
    "批复": "批复",
    "请示": "请示",
    "决议": "决议",
    "决定": "决定",
    "命令": "命令",
    "公报": "公报",
    "公告": "公告",
    "通告": "通告",
    "通知书": "通知",
    "通知单": "通知",
    "通知": "通知",
    "通报": "通报",
    "报告": "报告",
    "议案": "议案",
    "答复意见": "答复",
    "答复": "答复",
    "回复": "答复",
    "意见": "意见",
    "令": "令",
    "公示": "公示",
    "启事": "启事",
    "公开信": "公开信",
    "倡议书": "倡议书",
    "简报": "简报",
    "声明": "声明",
    "指示": "指示",
    "说明": "说明",
    "方案": "方案",
    "办法": "办法",
    "规定": "规定",
    "细则": "细则",
    "条例": "条例",
    "规则": "规则",
    "制度": "制度",
    "要点": "要点",
    "计划": "计划",
    "总结": "总结",
    "规划": "规划",
    "预案": "预案",
    "章程": "章程",
    "快报": "快报",
    "专报": "专报",
    "贺信": "贺信",
    "慰问信": "慰问信",
    "感谢信": "感谢信",
    "表扬信": "表扬信",
    "提示": "提示",
    "提醒": "提醒",
    "倡议": "倡议",
    "须知": "须知",
    "安排": "安排",
}
_ENDING = re.compile("(" + "|".join(sorted(_BY_ENDING, key=len, reverse=True)) + ")$")
# Texts that go out inside a 通知: such a title names the kind only if the paper does not name another itself.
LOOSE = (
    "说明",
    "方案",
    "办法",
    "规定",
    "细则",
    "条例",
    "规则",
    "制度",
    "要点",
    "计划",
    "总结",
    "规划",
    "预案",
    "章程",
    "提示",
    "提醒",
    "须知",
    "安排",
)
_TAIL = re.compile(r"(?:（[^（）]{0,24}）|[。：★☆\s]|[（(][^（）()]{0,24}[）)])+$")
# 征求意见 asks for opinions; it does not make the paper an 意见.
_ASKS_OPINION = re.compile(
    r"(?:征求|征询|征集|听取|收集)[^，。]{0,80}(?:意见|意见建议|建议和意见|意见的?建议)$"
)

_NAMES = "紧急通知|补充通知|通知|通报|批复|函复|函告|答复|回复|纪要|公告|通告|公示|报告|请示|公报|意见|决定|决议|命令"
_SELF = {"函复": "函", "函告": "函", "回复": "答复", "紧急通知": "通知", "补充通知": "通知"}
_HEREBY = re.compile(rf"[特专](?:此|致)\s*({_NAMES}|函达|致函|函请|函商|函)(?=[。！!，,（\s]|$)")
_FOLLOWS = re.compile(rf"({_NAMES})如\s*下")
_OPENS = re.compile(
    r"(?:提出|制定|形成)(?:了?)(?:如下|以下)(?:[^，。：]{0,10})(意见)|(?:作出|作|做出)(?:如下|以下)(决定|决议|批复|答复|通报)|"
    r"(?:现|予以|给予|进行)(?:予以|给予)?(通报|公告|公示|通告)"
)
_REQUEST = re.compile(
    r"(?:妥|当|可|是)否[，,]?\s*(?:请|敬请|恳请)|请(?:予|审议)?(?:批示|审批|批准|批复)[。！]?$"
)
_THIS = re.compile(r"^此(复|函|令|告)[。！]?$")


def ends_in_kind(text: str) -> str | None:
    """The kind word a title ends in, as the register calls it; None where it ends otherwise."""
    text = _bare(text)
    if _ASKS_OPINION.search(text):
        return None
    match = _ENDING.search(text)
    return _BY_ENDING[match.group()] if match else None


def _bare(title: str) -> str:
    tight = re.sub(r"\s+", "", title).replace("覆", "复")
    bare = _TAIL.sub("", tight)
    return bare or tight.strip("（）()")


def kind_end(text: str) -> int:
    """How many characters at the end of a title make its kind word, tail in brackets not counted; 0 for none."""
    match = _ENDING.search(_bare(text))
    return len(match.group()) if match else 0


def names_itself(text: str) -> re.Match[str] | None:
    """Where the text says what it is: 特此通知 outweighs 通知如下, which outweighs 予以通报."""
    text = text.replace("覆", "复")
    hereby = list(_HEREBY.finditer(text))
    if hereby:
        return hereby[-1]
    return _FOLLOWS.search(text) or _OPENS.search(text)


def called(match: re.Match[str]) -> str:
    word = next(group for group in match.groups() if group)
    return "函" if word in ("函达", "致函", "函请", "函商", "函") else _SELF.get(word, word)


def asks_for_approval(text: str) -> re.Match[str] | None:
    """妥否，请批示: only a 请示 ends so."""
    return _REQUEST.search(text)


def closes_with_this(text: str) -> str | None:
    """此复 ends a 批复, 此函 a 函, 此令 an order."""
    match = _THIS.match(re.sub(r"\s+", "", text))
    return {"复": "批复", "函": "函", "令": "令", "告": "公告"}[match[1]] if match else None
