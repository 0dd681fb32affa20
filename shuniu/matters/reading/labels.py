"""标签: the words that introduce owners, helpers, leaders in charge and time limits (责任单位：, 完成时限：).

Which role a label gives depends on its neighbours: 责任单位 beside 配合单位 leads, beside 牵头单位 it helps, alone it
leads. So a label is read as one of four words here, and `owners` decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

_BODY = r"(?:单位|部门|站所|部室|班组|支部|系部|项目部|车间|科室|处室|股室|机构|院系|学院|企业|公司|主体|方|局|中心|组|村|社区|镇|乡镇|镇街|街道)"


class Role(Enum):
    """What stands after a label."""

    LEAD = "牵头"
    DUTY = "责任"
    SUPPORT = "配合"
    PERSON = "领导或责任人"
    TIME = "时限"
    TASK = "任务"
    OTHER = "其他"


_LABELS: tuple[tuple[Role, str], ...] = (
    (Role.PERSON, r"(?:(?:牵头|主管|分管|责任|包抓|包联|包保|挂钩|挂联|联系|督办|主要|负责|带队|责任校|责任院|分管校|分管院|牵头校)?(?:挂|包)?[省市县区州校院镇乡局]?级?领导|(?:[^，。；：\s]{0,6})?(?:责任人|负责人|联系人|联络人|联络员|经办人|承办人|责任同志|负责同志|牵头人|责任者|督办人|督查人|审核人)(?:员)?(?:及(?:联系)?电话)?|联系电话|电话|联系方式|手机|序号|[\u4e00-\u9fff]{0,6}(?:编号|文号)|签发|(?:建议|提案|议案)?(?:提出|领衔|附议|提议)(?:人|者|委员|代表)|(?:交办|批示|来文|来电|来件|收文|签收|登记|转办|立项|下发|受理|批转|呈报|填报|填表|接听|记录|签发|发件|收件)(?:时间|日期|人|领导|单位|部门|编号|号)?|(?:督导|督查|督办|督促|指导|监督|验收|销号|考核|验收销号)(?:单位|部门|科室))"),
    (Role.TIME, r"(?:(?:计划|预计|要求|规定|工作|任务|起止|整改|办理|办结|完成|落实|推进|实施|报送|反馈|最终|阶段)?(?:完成|办理|办结|整改|落实|实施)?(?:时限|期限|时间节点|时间要求|时限要求|时间进度|进度安排|时间安排|工作进度|进度要求|进度计划|推进计划|工作节点|完成节点|计划(?=：\s?\d)|节点计划|计划节点|节点安排|里程碑|(?:完成|办结)(?=：|$)|推进节点|关键节点|截止(?=：)|截止日|截止时间|截止日期|完成时间|完成日期|完成时点|时间表|节点要求|进度目标|时间)|(?:公开|答复|回复|会办|报送|上报|公布|发布|提交|移交|验收|销号|见效|达标|交付|竣工|开工|建设|目标)(?:时限|期限|时间|日期)|月份|日期|时段|节点|进度|年度计划|工作安排|完成时段)"),
    (Role.LEAD, rf"(?:总牵头|主牵头|共同牵头|牵头责任|牵头负责|牵头|主办|主责|主要责任|首要责任|第一责任|主要负责|主体责任|行业主管|主管|主抓){_BODY}?"),
    (Role.SUPPORT, rf"(?:(?:主要|共同|责任)?(?:(?:配合|协办|协同|协助|会办|协调配合)(?:责任)?{_BODY}?|(?:参与|参加|协作|支持|联办|协管)(?:责任)?(?:{_BODY}|(?=：|$))|成员(?:单位|部门|科室)))"),
    (Role.DUTY, rf"(?:被(?:督办|检查|督查|反馈|通报|巡察|考核|交办)(?:单位|部门|科室)|(?:整改|具体|工作|任务|直接|落实|监管)?(?:责任|负责|承办|落实|实施|承担|执行|完成|办理|承接|包抓|交办|组织实施|责任落实){_BODY}|(?:建设|项目|业主|实施)(?:单位|主体|业主)|责任主体|项目法人|责任分工|任务分工|分工|责任(?=：)|负责(?=：)|承办(?=：))"),
    (Role.TASK, r"(?:(?:重点|主要|具体|年度|工作)?(?:任务|工作任务|工作内容|任务内容|事项|目标任务|任务目标|项目|工作事项|任务事项|项目名称|任务名称|重点工作|主要任务|重点任务|工作要点|整改任务|议定事项|(?:领导|会议)?(?:批示|交办|督办|办理|承办|来电|通知|转办|指示|拟办)(?:内容|意见|事项)|(?!注意|其他|有关|联系|分管|主管)[\u4e00-\u9fff]{1,4}(?:事项|任务名称)|[\u4e00-\u9fff]{0,4}(?:题目|案由|事由)|[\u4e00-\u9fff×]{1,6}批示|督办事项|督查事项|工作项目|内容|建设内容|主要内容|主要工作|具体工作|工作|整改内容|整改问题|存在问题|反馈问题|问题|议题|决定事项|活动内容|活动|举措|工作举措|事项内容|决策事项|交办事项))"),
    (Role.OTHER, r"(?:(?:具体|主要|工作|重点|整改|推进|保障|落实)?(?:措施|举措|要求|目标|做法|标准|成果|成效)|(?!有关|相关)[\u4e00-\u9fff]{0,4}要求|[\u4e00-\u9fff]{0,4}(?:描述|说明|概述|概况|详情)|工作目标|目标要求|预期目标|成果形式|备注|完成标准|任务来源|文件依据|依据|责任|类别|分类|项目类别|领域)"),
)  # fmt: skip

_WHOLE = tuple((role, re.compile(pattern + r"$")) for role, pattern in _LABELS)
_ANY = "|".join(f"(?P<{role.name}>{pattern})" for role, pattern in _LABELS)
# A label at the start of a piece, with its colon.
_AT_START = re.compile(
    rf"(?:[（【\[〔]?)(?:{_ANY})(?:及[^：，。；]{{1,8}}|、[^：，。；]{{1,8}}|（[^（）：]{{1,10}}）)?[】\]〕）]?："
)
# Words that are labels even where the copy has glued them to what stands before.
_UNMISTAKABLE = (
    r"(?:主要责任|牵头|责任|配合|主办|协办|承办|参与|成员)(?:单位|部门|科室|处室)：|(?:完成|办理|办结|整改)(?:时限|时间|期限)：|(?:时间节点|进度安排|"
    r"时限要求|工作进度)：|(?:主管|分管|责任|包抓|牵头)(?:县|市|区|校|院)?领导：|(?:主要)?责任人："
)
_INSIDE = re.compile(
    rf"(?:(?<=[。；，、）\s（【\[〔|！])|^|(?={_UNMISTAKABLE}))(?:{_ANY})(?:及[^：，。；]{{1,8}}|（[^（）：]{{1,10}}）)?[】\]〕]?："
)


@dataclass(frozen=True)
class Label:
    """One label found: its role, its words, where its value begins and where the label itself begins."""

    role: Role
    words: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def role_of(words: str) -> Role | None:
    """The role of a label or column heading (责任单位, 完成时限（年/月）); None if it is none."""
    words = re.sub(r"（[^（）]*）|[\s：:（）\[\]【】]", "", words)
    if not 1 <= len(words) <= 14:
        return None
    parts = re.split(r"[及和、/]", words)
    for role, pattern in _WHOLE:
        if pattern.match(words) or (len(parts) > 1 and pattern.match(parts[0]) and len(parts[0]) > 1):
            return role
    return None


def labels_in(text: str) -> list[Label]:
    """Every label with a colon in `text`: at its start, after a sentence end, a separator or a space."""
    return [_label(match) for match in _INSIDE.finditer(text)]


def label_at_start(text: str) -> Label | None:
    match = _AT_START.match(text)
    return _label(match) if match else None


def _label(match: re.Match[str]) -> Label:
    role = next(role for role, _ in _LABELS if match.group(role.name))
    words = match.group()
    if role is Role.PERSON and re.search(r"责任单位|牵头单位|责任部门", words):
        role = Role.DUTY
    return Label(role, words, match.start(), match.end())
