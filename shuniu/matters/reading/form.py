"""文面形式: what kind of paper this is, judged by all its lines together, and what of it is no matter of tasks."""

from __future__ import annotations

import re

from shuniu.matters.reading.labels import label_at_start
from shuniu.matters.reading.text import Page, Passage
from shuniu.matters.reading.units import surely_unit

_FURNITURE = re.compile(
    r"^(?:打\s?印|关\s?闭|收\s?藏|返回|首页|上一篇|下一篇|【?(?:字体|字号)|分享|来源[：:]|信息来源|发布时间|发布日期|发布机构|浏览次数|阅读次数|点击数?|访问量|作者[：:]|编辑[：:]|责任编辑|"
    r"索\s?引\s?号|当前位置|您(?:现在)?的位置|扫一扫|版权所有|ICP|网站地图|公开方式|有效性|主题分类|体裁分类|时间[：:]\s?\d{4}|文章来源|日期[：:]\s?\d{4})"
)
_AFTER_TASKS = re.compile(
    r"^（?(?:此件|本件)|^（?联系人|^抄送|^主题词|^印发份数|^附件[：:]|^(?:拟办|批办|办理|处理|领导|审批|审核)(?:意见|批示|结果)[：:]|^(?:出席|列席|参会|参加|缺席|请假|记录|主持|分送|发送|报送|签发)(?:人|人员|单位|领导|同志)?[：:]"
)
# 张明 09:12: who spoke when in a copied conversation
SPEAKER = re.compile(
    r"^[\u4e00-\u9fff（）·]{2,12}\s+(?:(?:20\d\d[-/年])?\d{1,2}[-/月]\d{1,2}日?\s+)?\d{1,2}[：:]\d\d(?:[：:]\d\d)?$"
)
_DATE_LINE = re.compile(
    r"^(?:\d{4}|[二一][〇零○O0一二三四五六七八九]{3})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日(?:印发)?$"
)
_TITLE_END = re.compile(
    r"(?:通知|意见|方案|纪要|要点|计划|报告|通报|批复|决定|公告|通告|请示|函|办法|规定|细则|条例|表|清单|台账|分工|分解|措施|规划|讲话|目录|安排|汇总|一览|事项|任务书|责任书|指南|规程|纲要|公报|决议|议案|命令|令|[办知务派理告]单|处理笺)(?:（[^（）]{1,20}）)?$"
)


_PAGE_FACTS = re.compile(
    r"索\s?引\s?号|发布(?:机构|日期|部门|时间)|发文(?:日期|机关)|生成日期|成文日期|公开(?:方式|日期|类别)|主\s?题\s?词|信息分类|文件名称|阅读次数"
)


def is_furniture(text: str) -> bool:
    """What a web page put around the paper: its menu, and its card of facts about the file."""
    text = text.strip()
    if len(text) > 60 and "|" not in text:
        return False  # a whole paper on one line may begin with the menu
    return bool(_FURNITURE.match(text)) or ("|" in text and bool(_PAGE_FACTS.search(text)))


def is_date_line(text: str) -> bool:
    return bool(_DATE_LINE.match(re.sub(r"\s", "", text)))


def ends_tasks(text: str) -> bool:
    """A line that stands behind the body (此件公开发布, 抄送, a date) and belongs to no task."""
    text = re.sub(r"\s", "", text)
    return (
        bool(_AFTER_TASKS.match(text))
        or is_date_line(text)
        or (
            len(text) <= 24
            and not text.endswith(("。", "：", "；"))
            and surely_unit(text)
            and "、" not in text
        )
    )


def is_title(text: str) -> bool:
    """The title of a paper or an annex: short, no sentence, ends in a kind of paper."""
    text = re.sub(r"\s", "", text)
    if len(text) > 70 or re.search(r"[。；！]", text):
        return False
    return (
        bool(_TITLE_END.search(text))
        or text.startswith("关于")
        or bool(re.match(r"附件\s?[\d一二三四五六七八九十]*$", text))
        or bool(re.search(r"[〔\[（]\s?\d{4}\s?[〕\]）]\s?\d+\s?号", text))
    )


def is_topic(line: Passage) -> bool:
    """A name over a group of tasks, on a line of its own without number (关键词 教育; 城市建设类)."""
    text = line.tight().text
    if not 2 <= len(text) <= 24 or text[-1] in "。；，：！？、）…" and not text.endswith("）"):
        return False
    if (
        re.search(r"[。；！？：|]|\d{4}年|负责|牵头|责任单位|〔|^附件|^[（(]", text)
        or is_furniture(text)
        or is_title(text)
        or is_date_line(text)
    ):
        return False
    return label_at_start(line.text) is None and "，" not in text


def topic_words(line: Passage) -> str:
    text = re.sub(r"^(?:关键词|类别|领域|板块|专题|主题)[\s：:]+", "", line.text.strip())
    text = re.sub(r"\s", "", text)
    return re.sub(r"（\s?共?\s?[\d一二三四五六七八九十]+\s?[项件个条]?\s?）$", "", text)


# ------------------------------------------------------------------ headings

_NO_TASKS = re.compile(
    r"(?:总体|整体|督查|检查|进展|推进|完成)情况$|总体要求|总要求|指导思想|基本原则|工作原则|总体目标|工作目标|主要目标|发展目标|目标要求|总体思路|工作思路|基本思路|重要意义|重大意义|提高认识|思想认识|提高站位|统一思想|"
    r"基本情况|工作背景|背景|形势|适用范围|参会|出席|会议时间|会议地点|附则|基本要求$|主要成效|(?:存在|发现)(?:的)?(?:主要)?问题|总则|定义|编制依据"
)
_CLOSING = re.compile(
    r"组织领导|组织实施|组织保障|保障措施|^工作保障|保障机制|^工作要求|有关要求|相关要求|几点要求|^要求$|工作机制|督查考核|督促检查|考核(?:评价|问责|督查)|宣传引导|^其他(?:事项)?$|有关事项$|监督检查$|强化保障|加强领导"
)


def heading_title(text: str) -> str:
    """The title of a heading: of one that runs on into a sentence, only the part before its first stop."""
    text = re.sub(r"\s", "", text).strip()
    match = re.match(r"(.{2,60}?)[。：](?=.)", text)
    if match and not (match.group(1).count("（") > match.group(1).count("）")):
        text = match.group(1)
    text = re.sub(r"（\s?共?\s?[\d一二三四五六七八九十]+\s?[项件个条]\s?）$", "", text)
    return text.rstrip("。：；，、 ")


def is_bare_title(text: str) -> bool:
    """A numbered line that holds a title and nothing more."""
    text = re.sub(r"\s", "", text)
    return (
        len(text) <= 60
        and not re.search(r"[。；！：](?=.)", re.sub(r"《[^》]*》", "", text))
        and not text.endswith(("；", "："))
    )


def sets_no_tasks(title: str) -> bool:
    """总体要求, 基本原则 and the like: what stands there is nobody's task unless it names an owner."""
    return len(title) <= 30 and bool(_NO_TASKS.search(title))


_NOT_ITSELF = re.compile(
    r"^(?:目标任务|主要任务|重点任务|工作任务|工作内容|工作步骤|实施步骤|方法步骤|时间安排|活动时间|活动主题|活动目的|活动地点|活动内容|参加人员|参加对象|参会人员|"
    r"对象范围|工作范围|整治范围|检查内容|检查对象|组织机构|联系方式|注意事项|会议内容|会议议程|放假时间|报名方式|报名时间|经费来源)$"
)


def is_mere_heading(title: str) -> bool:
    """A heading that without numbered items under it only tells what follows (目标任务, 活动时间)."""
    return bool(_NOT_ITSELF.match(title)) or bool(
        re.match(
            r"[\u4e00-\u9fff]{2,6}(?:范围|对象|时间|地点|目的|依据|主题|方式|原则|条件|名单|流程|程序|意义|背景)$",
            title,
        )
    )


def is_closing(title: str) -> bool:
    """保障措施, 工作要求: general demands at the end."""
    return len(title) <= 24 and bool(_CLOSING.search(title))


# ------------------------------------------------------------------ kind of paper

_MINUTES_TITLE = re.compile(
    r"纪要(?:（[^（）]*）)?$|会议纪要|办公会纪要|现纪要如下|纪要如下|会议?记录|会议?备忘"
)
_MINUTES_WORD = re.compile(
    r"会议(?:决定|议定|明确|同意|要求|强调|指出|听取|研究|原则同意|认为|确定|审议|通过|讨论|传达|学习|号召|责成|由)"
)
_RULES_TITLE = re.compile(r"(?:办法|规定|细则|条例|章程|守则|规则|制度|令)(?:（[^（）]{1,12}）)?(?:的通知)?$")


def is_minutes(page: Page) -> bool:
    """会议纪要: by its title or naming itself, or by what 会议 does in it."""
    for line in page.lines[:14]:
        if re.search(r"(?:贯彻|落实|根据|按照|督办|分解|办理)[^。]{0,40}纪要", line.text):
            continue
        if _MINUTES_TITLE.search(line.tight().text):
            return True
    words = _MINUTES_WORD.findall(page.text)
    return len(words) >= 3 or (len(words) >= 2 and bool(re.search(r"会议由.{1,24}主持|主持召开", page.text)))


_NO_ASSIGNMENT = re.compile(
    r"(?:公告|公示|复函|答复|贺信|启事|简介|解读)(?:（[^（）]{1,12}）)?$|关于.{2,40}的(?:复函|答复)"
)


def assigns_nothing(page: Page) -> bool:
    """公告, 批复, 复函: numbered points there tell or answer, they give nobody work."""
    return any(len(line) <= 80 and _NO_ASSIGNMENT.search(line.tight().text) for line in page.lines[:6])


def is_grant(page: Page) -> bool:
    """批复: by its title."""
    return any(len(line) <= 80 and _GRANT.search(line.tight().text) for line in page.lines[:6])


_GRANT = re.compile(r"批[复覆](?:（[^（）]{1,12}）)?$|关于.{2,40}的批[复覆]")


def is_rules(page: Page) -> bool:
    """办法, 规定: articles are law, not tasks."""
    articles = len(re.findall(r"^第[一二三四五六七八九十百\d]{1,5}条", page.text, re.M))
    titled = any(_RULES_TITLE.search(line.tight().text) for line in page.lines[:10])
    return articles >= 5 or (titled and articles >= 2)
