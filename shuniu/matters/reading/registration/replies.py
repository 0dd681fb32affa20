"""报送期限: every day by which the recipients must answer, report or submit; terms of action and remedy are not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from shuniu.matters.reading.registration.terms import Moment, moments_in, next_year
from shuniu.matters.reading.shapes import ReplyDeadline
from shuniu.matters.reading.text import Passage

_TELLS_TIME = re.compile(r"[\d一二三四五六七八九十年月日天季周旬期]")
# One letter at least of every word for handing in; a sentence without any need not be looked over for days.
_MAY_ASK = re.compile("[报送交反馈复函告知递达传录寄退返发邮提映汇向填征受投稿截意异推示申]")
_SENTENCE = re.compile(r"[。；！？\n]")
_BODIES = "县市省区镇乡校院局厅部委我公研国党办总集政教组人财学各州旗盟街科室处团工妇民司发农水交住应统审"

# To answer, report, submit. 报告 alone is what one does at once in an accident; 报到, 报道, 报名表 are other things.
_GIVES = re.compile(
    rf"(?:(?:报送|上报|申报|填报|(?<!组)反馈(?!的?问题)|提交)(?!的?(?:渠道|机制|制度|程序|质量|流程|平台|范围|口径|系统|工作(?!总结|情况|进展|报告|方案|信息|计划|动态|台账|简报|要点))))|呈报|汇总报|统一报|书面报|(?<![通情简预海日晚电快专周月年])报(?:至|给|回|经|请|备)|(?<![通情简预海日晚电快专周月年])报(?=[{_BODIES}])|(?:将|把)[^，。；]{{2,40}}?[交送](?![付流易通接由办审])(?=[\u4e00-\u9fff])|(?:将|把)[^，。；]{{2,60}}?报(?![名告道表纸酬销废刊考价警案到盘])(?=[\u4e00-\u9fff])|报(?![名告道表纸酬销废刊考价警案到盘])(?=[\u4e00-\u9fff×]{{1,12}}(?:局|科|室|处|部|办|委|中心|府|院|会|站|组|司|所|队|厅|厂|校|系|股|镇|乡|街道|公司|馆|台)(?:$|[，。；）（]))|报名(?!网站|系统|平台|材料|资格|信息|序号|号|费|点|处|条件|人数|人员|考生|后|成功)|续报|零报告|回复|函复|答复|函告|复函|回执|补报|初报|终报|首报|告知(?=是否|参会|有关|相关|结果)|报(?=机关|街道|支部|学院|年级|所在)|书面告知(?![^，。；]{{0,4}}(?:信访人|申请人|当事人|来信人|举报人|投诉人|群众))|告知我|"
    r"提供(?!服务|保障|支持|便利|帮助|方便|给|了|的)|提供给(?=我|本|[\u4e00-\u9fff]{1,10}(?:科|室|处|局|办|部(?!门)|股|中心))|(?<![上移转提成外])交(?![易通流警管接付办])(?=[\u4e00-\u9fff]{1,8}(?:处|科|室|办|部|局|中心|老师|班主任|辅导员)|班主任|辅导员)|补正(?=[^，。；]{0,8}材料)|递交|送交|送达|交至|交到|交回|上交|送至|送到|寄至|寄送|寄到|邮寄|寄回|退回|返回至|发至|发到|发送(?:至|到)|电邮|传至|传真至|传真到|发邮件|发[^，。；至到送]{1,14}(?:邮箱|信箱)|完成[^，。；并和后]{0,10}(?:填报|申报|上报|报送|报名|提交|录入|反馈)(?=$|[，。；）（]|工作|任务)|上传|录入[^，。；]{0,6}系统|送[我县市区省办局][\u4e00-\u9fff]{0,12}|"
    r"提出(?:书面)?[^，。]{0,16}(?:意见|异议|建议|申请)|反映(?:情况|意见|问题)?|汇报|向[^，。；]{2,20}(?:报告|备案|提出|报批)|报告(?!制度|工作|期|单|会|书|厅)(?=送|[我县市区省]|[^，。；]{0,14}(?:情况|结果|进展)|[^，。；]{1,14}(?:院|府|委|局|厅|部|办)|[^，。；]{0,3}$)|告(?:知)?我"
)
# 6月30日前报材料, 6月22日前送纸质版: right behind the term 报 and 送 need no addressee.
_AT_ONCE_GIVES = re.compile(
    r"(?:再|各|均|统一|一并|书面|集中|分别)?(?:报(?![名告道表纸酬销废刊考价警案到盘建批])(?=[\u4e00-\u9fff]|[，。；]|$)|[送交](?=纸质|电子|书面|材料|样[本品表]|初稿|定稿|稿|方案|总结|名单|回执|报告|情况))"
)


def _gives_in(follows: str) -> re.Match[str] | None:
    """The first word for handing in: at once behind the term, or later on."""
    return _AT_ONCE_GIVES.match(follows) or _GIVES.search(follows)


_ASKS_PUBLIC = re.compile(
    r"(?:征求|征询|征集|公示|公告(?=期)|反馈|报名|申报|报送|提交|受理|投稿|截稿|收稿|征稿|意见|推荐|填报|上报|回复)[^，。；推延]{0,14}?(?:起止)?(?:时间|日期|期限|时限|期|截止)[^，。；推延\d一二三四五六七八九十]{0,12}$|截止(?:时间|日期|期)?[^，。；\d]{0,8}$"
)
_TIME_HEADING = re.compile(
    r"(?:报名|报送|反馈|申报|征求意见|征集|公示|受理|提交|投稿|截稿|截止|收稿|征稿|上报|递交)[^，。；]{0,6}(?:时间|期限|日期|期)[：:]?$"
)
# 材料提交：6月3日前: a label that says what is due.
_DUE_LABEL = re.compile(
    r"(?:^|[、.．，）])[^，。；：]{0,12}(?:报送|提交|上报|申报|报名|反馈|填报|交回|递交|上交|征集)[^，。；：]{0,6}：$"
    r"|(?:^|[、.．，）])(?:办结|办理|回复|反馈|回告|答复|报告)(?:时限|期限|要求|日期)：$"
)
_OBJECTION = re.compile(r"异议|反映|提出[^。]{0,12}意见|反馈")
_PUBLIC_CONTEXT = re.compile(r"征文|稿件|来稿|截稿|投稿|意见|建议|异议|报名|反映|反馈|申报|报送|推荐|征集")
_LED_IN = re.compile(
    r"(?:请?(?:务必|一律|统一|抓紧|最迟|最晚|分别|各自)?(?:于|在|截至|截止到?|截止至|到|至|不迟于|不晚于)|截止(?:时间|日期)?(?:为|是|：)?|(?:时间|日期|期限)(?:为|是|：))\s*$"
)
_FIXED = re.compile(
    r"\d[时点]$|[\d一二三四五六日天底末初][日号月]?(?:下班)?(?:之前|以前|前|内)?$|[前内底末]$"
)
_PROMISE = re.compile(
    r"(?:我[局委办厅部校院县市区镇乡们司站中]|本[局委办校院单])[^，。；]{0,12}(?:将|拟|会)?[于在]?$|(?:^|[，、])[^，请]{0,16}将(?:于|在)$|(?:已|曾)[经]?(?:于|在)?$"
)
# 下一步我局将…，并于20日内将情况向您反馈: what the issuer itself will do.
_PROMISED = re.compile(
    r"(?:我[局委办厅部校院县市区镇乡们司站中]|本[局委办校院单])[^。；请]{0,60}将[^。；请]*，(?:并|同时|且|再)?[于在]?$"
)
_TO_ASKER = re.compile(r"[^，。；]{0,24}向(?:您|你(?!局|委|办|单位|厅|部|校)|代表|委员|信访人|网友)")
# 现将报送时间安排如下：heads a list of bare terms.
_SCHEDULE = re.compile(
    r"(?:报送|上报|提交|反馈|申报|填报)[^，。；]{0,8}(?:时间|期限|日期)[^，。；]{0,8}(?:如下|为)?[：:]$"
)
_LISTED = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、])")
_PAST = re.compile(
    r"^[，、]?(?:[^，。；]{0,14}(?:已|共收到|累计)|(?:起)?(?:印发|公布|发布|施行|实施|生效|收悉|来函))"
)
_DESCRIBES = re.compile(
    r"^(?:上报|报送|申报|提交|反馈|填报|提出|呈报|递交|来函)的|^[^，。；]{2,24}的(?:人员|单位|企业|项目|考生|同志|学生|个人|家庭|对象|党员|职工|教师)"
)
_ADDRESSED = re.compile("请|各|你|望|要|须|应|务|均|一律|^$")
_ACTS_FIRST = re.compile(
    r"(?:完成|转移|撤离|排查|检查|自查|部署|安装|验收|培训|开展|启动|投产|通车|修复|改造|建设|结束|停产|搬迁|交付|兑付|发放|选派|确保|实现|安排|做好|整改|改正|纠正|落实|执行|建成|拆除|发布|公布|公示|施行|实施|召开|举行|参加|参会|报到|缴纳|支付|拨付|关闭|停止|出台|开工|清理|到位|达到|办理|作出|予以(?!书面|答复|回复|函复|反馈|函告))(?!情况|方案|报告|计划|意见|结果|名单|材料|总结|台账|表|细则|办法|进展|需求|工作总结|工作情况|工作方案)"
)
_THEN_GIVES = re.compile(
    r"(?:并(?!按|及时|定期|适时|每)|连同|一并|随同|同时|且|后|形成[^，。；]{0,12})[^。；]{0,40}?(?:报|送|交|反馈|回复|提交|上报|函告|函复|答复|发至|发到|寄|传至)"
)
# 公示期5个工作日（6月8日至12日）
_SHOWN_FOR = re.compile(r"公示(?:期限?|时间)[^，。；]{0,3}\d{1,2}个?(?:工作日|自然日|日|天)[（，：]$")
_ROUND_ASKED = re.compile(
    r"(?:^|[。；，、并且])(?:请|此后|以后|之后|其后|并|同时|要|须|应|需|务必|各[^，。；]{2,16}|自[^，。；]{1,10}起，?)?$"
)
_ONE_MORE = re.compile(r"[，、；][\u4e00-\u9fff]{1,8}(?<!完成)(?<!于)(?<!在)(?<!至)")
_OFFICE = re.compile(r"(?:办|局|委|部|厅|院|组|府|中心|司|处|科|室|会|队|站|所|公司|单位)$")
_AT_ONCE = re.compile(r"(?:小时|分钟|时)(?:之|以)?内$")
_CITES = re.compile(r"(?:按照?|根据|依据|遵照)[^；。]{2,80}(?:要求|规定|安排|部署|精神)[，、][^，。；]{0,8}$")
_PUT_OFF = re.compile(r"(?:延长|延期|延后|推迟|顺延|调整|变更|提前)(?:至|到|为)(?:[^，。；]{0,4})$")
_FAR = 240
_SLACK = timedelta(days=60)


@dataclass(frozen=True)
class Asked:
    """A reply deadline with the place of its words."""

    start: int
    end: int
    deadline: ReplyDeadline
    sure: bool


def reply_deadlines(
    paragraphs: list[Passage], *, issued: date | None, addressees: str = ""
) -> list[tuple[Passage, ReplyDeadline, bool]]:
    """All reply deadlines in the paragraphs, in order; years are those said or that of the issue.

    `addressees` are the words that address the paper: what they are to do first and report then is asked of them.
    """
    found: list[tuple[Passage, ReplyDeadline, bool]] = []
    seen: set[tuple[str, date | None]] = set()
    objections = any(_OBJECTION.search(p.text) for p in paragraphs)
    public = any(_PUBLIC_CONTEXT.search(p.text) for p in paragraphs)
    heading, scheduled = "", False
    for paragraph in paragraphs:
        scheduled = scheduled and bool(_LISTED.match(paragraph.text))
        under, heading = (
            heading,
            paragraph.text if _TIME_HEADING.search(paragraph.text) and len(paragraph) < 24 else "",
        )
        for sentence in paragraph.split(_SENTENCE):
            for it in _in_sentence(
                sentence,
                issued=issued,
                public=public,
                objections=objections,
                under=under,
                scheduled=scheduled,
                addressees=addressees,
            ):
                key = (
                    "每" if it.deadline.recurring else "",
                    None if it.deadline.recurring else it.deadline.iso,
                )
                if key in seen and (it.deadline.recurring or it.deadline.iso):
                    continue
                seen.add(key)
                found.append((sentence[it.start : it.end], it.deadline, it.sure))
        scheduled = scheduled or (paragraph.text.endswith("：") and bool(_SCHEDULE.search(paragraph.text)))
    return found


def _in_sentence(
    sentence: Passage,
    *,
    issued: date | None,
    public: bool,
    objections: bool = True,
    under: str = "",
    scheduled: bool = False,
    addressees: str = "",
) -> list[Asked]:
    text = sentence.text
    if len(text) < 4 or not _TELLS_TIME.search(text):
        return []
    if not scheduled and not under and not _MAY_ASK.search(text):
        return []
    moments = moments_in(text, issued)
    untils, until = [], len(text)
    for moment in reversed(moments):
        untils.append(until)
        if moment.repeats or _limits(text, moment):
            until = moment.start
    untils.reverse()
    repeated_at = min((it.end - 1 for it in moments if it.repeats), default=len(text))
    found = []
    listed = False
    for at, moment in enumerate(moments):
        if at + 1 < len(moments) and _PUT_OFF.search(text[moment.end : moments[at + 1].start][-40:]):
            continue  # the day that was, now put off to the one behind
        follows = text[moment.end : min(untils[at], moment.end + _FAR)]
        before = (under if not at else "") + text[max(0, moment.start - _FAR) : moment.start]
        verdict = _asks(
            before,
            text[moment.start : moment.end],
            follows,
            moment,
            public=public,
            objections=objections,
            scheduled=scheduled,
            addressees=addressees,
        )
        if verdict is None and at + 1 < len(moments):
            verdict = _shares_verb(text, moment, moments[at + 1])
        if verdict is None and listed and _ONE_MORE.fullmatch(text[moments[at - 1].end : moment.start]):
            verdict = bool(re.search("前$", text[moment.start : moment.end])) or None  # 甲表…前，乙表…前
        listed = verdict is not None
        if verdict is None:
            continue
        day = _coming(moment, issued)
        if day and issued and day < issued and moment.year_said and not _limits(text, moment):
            continue  # 你公司于去年某日提出…: what happened
        if day and issued and day <= issued and re.search(r"截[至止]到?$", before):
            continue  # what had come in by then
        sure = verdict and moment.sure and (moment.repeats or day is not None)
        if day and issued and day < issued:
            sure = False
        words = text[moment.start : moment.end].strip()
        repeats = moment.repeats or (
            not moment.year_said and _under_repeat(text, repeated_at, moment, follows)
        )
        if not repeats:
            found += _listed_before(text, moments[:at], moment, issued)
        found.append(
            Asked(moment.start, moment.end, ReplyDeadline(words, None if repeats else day, repeats), sure)
        )
    rounds = {moment.start for moment in moments if moment.rounds}
    if any(it.deadline.recurring for it in found if it.start not in rounds):
        # 每半年报送一次，6月30日、12月31日前报…: the round is told by its days
        found = [it for it in found if it.start not in rounds]
    return found


def _shares_verb(text: str, moment: Moment, later: Moment) -> bool | None:
    """5月20日前将方案，7月10日前将总结报送县安委办: the first day waits for the verb of the second."""
    if moment.repeats or not _limits(text, moment) or not _limits(text, later):
        return None
    between, behind = text[moment.end : later.start], text[later.end : later.end + _FAR]
    elided = re.fullmatch(r"[，]?(?:将|把)[^，。；]{2,60}[，、；和及]?(?:于|在)?", between)
    told = re.match("(?:将|把)", behind) and _GIVES.search(behind)
    if not elided and re.fullmatch(
        r"[，、]?[^，。；、]{2,30}(?:于|在)|、[^，。；、]{2,12}", between
    ):  # 方案于…前、总结于…前报
        elided = re.search(r"[\u4e00-\u9fff）](?:于|在)?$", text[: moment.start])
        told = _GIVES.match(behind)
    return True if elided and told and not _ACTS_FIRST.search(between) and _given_then(behind) else None


def _coming(moment: Moment, issued: date | None) -> date | None:
    """1月5日 in a paper of December is the January to come."""
    if moment.day and issued and not moment.year_said and issued - moment.day > _SLACK:
        return next_year(moment.day)
    return moment.day


def _under_repeat(text: str, repeated_at: int, moment: Moment, follows: str) -> bool:
    """每半年报送一次，分别于1月10日、7月10日前: days of a round; behind 每周五前报送进展，6月28日前报送总结 is one day."""
    between = text[repeated_at : moment.start] if repeated_at < moment.start else ""
    if re.search("首次|第一次", between):
        return False
    told = _GIVES.search(between) or re.search(r"，[^，；。]{2,20}(?:于|在)$", between)
    next_term = text[: repeated_at + 1].rfind("次年") >= 0  # 次年1月20日前报初步数，3月31日前报终审数
    paired = "次" in between and re.search(r"\d[日号][、和及]$", between)  # 每半年报一次，6月30日、12月31日前
    listed = paired or "分别" in between or "即" in between or not _GIVES.search(follows)
    return bool(between) and bool(next_term or not told or listed)


def _listed_before(text: str, earlier: list[Moment], last: Moment, issued: date | None) -> list[Asked]:
    """9月29日、10月8日前各报一次: the 前 of the last day holds for those listed before it."""
    listed: list[Asked] = []
    for moment in reversed(earlier):
        if (
            moment.repeats
            or moment.day is None
            or text[moment.end : last.start].strip() not in ("、", "和", "及")
        ):
            break
        due = ReplyDeadline(text[moment.start : moment.end], _coming(moment, issued))
        listed.insert(0, Asked(moment.start, moment.end, due, False))
        last = moment
    return listed


def _limits(text: str, moment: Moment) -> bool:
    """Whether a later moment is a term of its own (…前) and not a word in passing (当月进展情况)."""
    return bool(
        re.search(r"[前内止]$", text[moment.start : moment.end])
        or _LED_IN.search(text[max(0, moment.start - 16) : moment.start])
    )


def _asks(
    before: str,
    words: str,
    follows: str,
    moment: Moment,
    *,
    public: bool,
    objections: bool,
    scheduled: bool = False,
    addressees: str = "",
) -> bool | None:
    """Whether the moment is a reply deadline: True plainly, False perhaps, None not."""
    if _AT_ONCE.search(words) and not re.search("收到|接到|接此|发文|印发", before[-16:] + words):
        return None  # within the hour of an accident: how one acts, not a term of this paper
    if _CITES.search(before) and re.search("，现[将就报]", follows):
        return None  # what was asked and is answered here
    if re.search(r"(?:原定|原计划|原要求|原规定)[^，。；]{0,6}$", before):
        return None
    if _PROMISE.search(before[-30:]) or _PROMISED.search(before) or _TO_ASKER.match(follows):
        return None
    ends = bool(re.search(r"(?:前|内|止|截止|为止|[底末初])$", words))
    led = bool(_LED_IN.search(before[-16:])) or (moment.spans and bool(_GIVES.match(follows)))
    if not led and not moment.repeats and re.search(r"(?:^|[，、：；])$", before):
        at_once = re.sub("^(?:上午|下午|中午)", "", follows)  # 3月22日上午上交区教育局
        led = bool(_GIVES.match(at_once)) and not _DESCRIBES.match(at_once)
    asks = _ASKS_PUBLIC.search(before[-40:]) or _SHOWN_FOR.search(before[-40:])
    if asks and asks.group().startswith(("公示", "公告")) and not objections:
        return None
    if asks and (public or _GIVES.search(before)):
        return True
    if re.match(r"为[^，。；]{0,4}(?:报名|申报|报送|提交|投稿|收件|反馈)[^，。；]{0,4}截止", follows):
        return True
    if (ends or moment.spans) and not moment.repeats and (scheduled or _DUE_LABEL.search(before)):
        return True
    bracketed = re.search("[（]$", before) and re.match("[）]", follows) and (ends or moment.repeats)
    if bracketed and _GIVES.search(re.split("[。；]", before)[-1][-40:]):
        return True  # 请按季度报送（3月、6月的20日前）
    if moment.rounds:
        # 此后每半年报送一次: asked of those who read it, not told of how things go
        return True if _ROUND_ASKED.search(before) else None
    if moment.repeats:
        gives = _gives_in(follows[:60])
        return (
            bool(_FIXED.search(words)) and not _ACTS_FIRST.search(follows[: gives.start()])
            if gives and _FIXED.search(words)
            else None
        )
    if not ends and not led:
        return None
    if _PAST.match(follows):
        return None
    gives = _gives_in(follows[:160])
    if not gives:
        # 意见反馈至…，时间截止6月5日: the asking stands before.
        if ends and re.search(r"截止|截至", before[-8:] + words) and _GIVES.search(before[-40:]):
            return True
        return None
    if (
        _DESCRIBES.match(follows)
        or re.match(r"的", follows)
        or re.match(r"[^，。；]{0,6}(?:以来|起|开始)", follows)
    ):
        return None
    given = _given_then(follows)
    subject = re.split("[，；：]", before)[-1]
    if given is False and re.search("责令|限期", before):
        return None  # a term of remedy, whatever is to be shown afterwards
    subject = re.sub(r"(?:于|在|将)$", "", subject)
    charged = bool(subject) and subject[-4:] in addressees
    if given is False and not charged and not _ADDRESSED.search(subject) and _OFFICE.search(subject):
        return None  # 市考核办于…前完成考核并报市委: somebody else's duty
    return given


def _given_then(follows: str) -> bool | None:
    """Whether the day is that of the report and not of the deed before it (于6月底前完成整改，并将结果报…: perhaps)."""
    for clause in re.split("[，,]", follows):
        gives = _gives_in(clause)
        acts = _ACTS_FIRST.search(clause[: gives.start()] if gives else clause)
        if gives and acts and acts.end() == gives.start():
            return True  # 完成填报 is the report itself
        if gives and acts and not re.search("将|把|就", clause[: acts.start()]):
            return False if _THEN_GIVES.search(clause[acts.end() :]) else None
        if gives:
            return True
        if acts and not re.match(r"(?:将|把|通过|以|按|由|向|对)", clause):
            later = follows[follows.index(clause) + len(clause) :]
            return False if _THEN_GIVES.search(later) else None
    return None
