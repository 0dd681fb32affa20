"""这是什么: the kind of a paper from its form, its title and who sent it (product §16.5). Proposed, never decided."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shuniu.matters.telling import told as _

ABOVE, BELOW, BESIDE, OUTSIDE = "above", "below", "beside", "outside"


@dataclass(frozen=True)
class Sort:
    """A proposed kind with its reason and whether it may be taken without a look."""

    code: str
    why: str
    sure: bool = True


# (pattern over title and first lines, kind, relations it holds for): the first that fits.
_BY_TITLE: tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), code, relations)
    for pattern, code, relations in (
        (r"突发|险情|事故(?:快|速|情况)?报|落水|塌方|起火|火灾|溺水", "incident", (BELOW, OUTSIDE)),
        (r"信访|上访|征地补偿|拆迁补偿", "petition", (OUTSIDE,)),
        (r"信息公开申请|申请公开|依申请公开", "disclosure", (OUTSIDE, BESIDE)),
        (r"采访(?:函|提纲|申请)|媒体(?:询问|采访)", "media", (OUTSIDE, BESIDE, ABOVE)),
        (r"热线|工单|12345", "hotline", (OUTSIDE, ABOVE, BESIDE)),
        (r"代表建议|代表.{0,6}第.{1,6}号建议", "suggestion", (ABOVE, BESIDE, OUTSIDE)),
        (r"(?:委员|政协).{0,8}提案", "proposal", (ABOVE, BESIDE, OUTSIDE)),
        (r"征求.{0,40}意见|征求意见(?:稿|函)", "opinions", (ABOVE, BESIDE, BELOW, OUTSIDE)),
        (r"(?:召开|参加|举办).{0,30}会议|(?:视频会|电视电话会|推进会|调度会|座谈会|工作会).{0,4}(?:的)?通知", "meeting_above", (ABOVE,)),
        (r"(?:来|赴).{0,12}(?:考察|学习|调研|参观)|考察(?:学习)?的函", "visit", (BESIDE, OUTSIDE)),
        (r"(?:检查|督查|督导|暗访|核查|巡查|评估|考核).{0,16}(?:通知|函|安排|方案)", "inspection", (ABOVE,)),
        (r"(?:提供|报送|要|核对|填报).{0,16}(?:数据|统计表|座数|台账数|报表)", "figures", (ABOVE, BESIDE, BELOW, OUTSIDE)),
    )
)
_FOR_READING = re.compile(r"(?:工作要点|工作规则|管理办法|实施细则|条例|规定|名单|情况通报|通报|简报|任免)的?(?:通知)?$")


def sort_of(
    *, title: str, form: str, relation: str, number: str, urgent: bool, demands: int, replies: int
) -> Sort | None:
    """The kind a paper looks like; None when nothing speaks for one.

    `form` is the kind printed (通知, 请示 …), `relation` where the sender stands, `demands` how many things are wanted.
    """
    for pattern, code, relations in _BY_TITLE:
        match = pattern.search(title)
        if match and relation in relations:
            return Sort(code, _("标题里有“%s”") % match[0][:12])
    if form == "请示":
        return Sort("request", _("文种是请示"))
    if form in ("报告", "情况报告"):
        return Sort("report", _("文种是报告"))
    if relation == ABOVE and urgent and re.search(r"[传电]", number):
        return Sort("telegram", _("上级电报,标有紧急程度"))
    if form in ("函", "商函", "复函"):
        return Sort("letter", _("文种是函"), sure=relation in (BESIDE, ABOVE))
    if relation == ABOVE:
        if _FOR_READING.search(title) and not replies and not demands:
            return Sort("reading", _("上级印发,没有读出要办的事"))
        if demands or replies:
            return Sort("circular", _("上级来文,读出%d项要求") % demands if demands else _("上级来文,要求报送"))
        return Sort("reading", _("上级来文,没有读出要办的事"), sure=False)
    if relation == BELOW and form in ("通知", "信息", ""):
        return Sort("brief", _("下级来文,没有请示事项"), sure=False)
    return None


_ABOUT = re.compile(r"^(?P<who>.{0,60}?)关于(?P<what>.{2,120}?)(?:的)?(?P<form>[紧急补充预备]{0,4}(?:通知|函|请示|报告|意见|通报|批复|公告|通告|复函|建议))$")


def to_do(title: str, code: str) -> str:
    """标题 as what is to be done, not what arrived: 关于开展…的通知 → 开展…. A title of another form stays."""
    match = _ABOUT.match(title)
    if not match:
        return title
    what = match["what"].strip()
    if code in ("request", "report", "letter", "opinions", "visit"):
        short = {"request": _("答复请示"), "report": _("阅办报告"), "letter": _("办理来函"),
                 "opinions": _("回复征求意见"), "visit": _("接待来访")}[code]  # fmt: skip
        return f"{short}:{what}"
    return what
