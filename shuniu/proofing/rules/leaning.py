"""请示和报告: one matter, asked before acting, with an opinion of one's own; nothing asked in a report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft, Line, Part
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House
from shuniu.proofing.standing import CITY, Sort, addressed, document_kind, issuers, standing_of

_REQUEST = re.compile(
    r"(?:妥否|当否|是否妥当|可否|是否可行|以上(?:请示|意见|事项|方案)(?:如)?(?:无不|妥)[^，。]{0,4})，?请(?:予)?(?:审核)?(?:批示|批准|批复|审批|审定|指示|核准)"
    r"|(?:特此请示|现请示如下|以上请示)|请(?:[县市省](?:人民)?政府|[县市省]委|领导|上级|你[局办委]|贵[局办委])?(?:尽快|及时|研究|审核|一并|准予)?(?:并)?(?:予以)?(?:批示|批准|批复|审批|核准|核拨|拨付|核定)"
    r"|请予(?:以)?(?:批准|批示|批复|支持|解决|审批|核拨|安排|帮助|协调|拨付|追加|明确|考虑|同意)|(?:恳请|请求|恳求|拟请|申请|特申请|望|盼|希望|建议)[^，。；]{0,24}(?:批准|批复|解决|安排|拨付|追加|核拨|增加|同意|支持|协调|核定|给予|予以|划拨|调剂|补助|增拨|补齐|下达)"
    r"|请[^，。；]{0,16}(?:安排|拨付|追加|解决|增加|给予)[^，。；]{0,16}(?:资金|经费|编制|指标|补助|用地)"
)
_NOT_ASKED = re.compile(r"^(?:建议|希望|望|盼)")
_SELF = re.compile(
    r"(?:已|正在|经|曾|向|由)[^，。；]{0,16}$|不得[^，。；]{0,10}$|接到|收到|受理|关于[^。]{0,20}$|[《“][^》”]*$|群众|企业|居民|村民|用户|户主|代表|委员"
)
_ASKS = re.compile(
    r"(?:恳请|请求|恳求|拟请|特?申请|商请|请(?=[县市省贵你上]|予以|予|安排|核|增|拨|同意|批准))[^。；]{0,40}?(?P<verb>批准|解决|安排|拨付|增加|增拨|核定|追加|划拨|购置|新增|调剂|同意|给予|协调|核增|设立|招聘|调整|补助)(?P<object>[^，。；]{0,30})"
)
_VERBS = "修建|维修|拨付|解决|增加|增拨|购置|新增|追加|安排|划拨|设立|成立|调整|招聘|核增|建设|改造|更新|修缮|扩建|新建|采购|表彰|举办|延长|变更|启用"
_TWO_IN_TITLE = re.compile(
    rf"关于(?:申请|请求|恳请|拟)?(?P<a>{_VERBS})[^和及并、《》]{{2,24}}(?:和|及|以及|并|、)(?:申请|请求|同意)?(?P<b>{_VERBS})[^《》]{{1,24}}的请示"
)
_OPINION = re.compile(
    r"我[县局镇乡办委市]?[^。；]{0,6}(?:认为|意见|建议|拟|倾向)|经(?:研究|审核|核查|实地|我[局县镇])|建议|拟同意|倾向|初步意见|审核意见|原则同意"
)
_FORWARDED = re.compile(
    r"(?:转报|转呈|转送|代转|报上|呈上|随文(?:上报|呈报|转报)|原文(?:上报|转报|照转|呈报)|一并(?:转报|呈报))"
)
_ALREADY = re.compile(
    r"已(?:经)?(?:先行|提前|自行|先期)[^，。；]{0,14}(?:实施|开工|启动|采购|购置|支付|拨付|执行|建设|签订|施工|支出|使用|发放|组织|开展|动工|办理|处置|聘用)"
    r"|先行(?:实施|开工|启动|采购|购置|支付|拨付|建设|施工|动工)(?:了)?[^，。；]{0,20}(?:现|补|特)|(?:现|特)(?:予以)?补(?:报|办|充?请示|批)|补(?:办|报)(?:请示|审批|报批|批准|手续)|(?:已于|已在)[^。；]{0,30}(?:开工|完成采购|签订合同|支付|实施完毕|购置|动工)[^。]{0,40}(?:请(?:予)?(?:追认|补批|批准)|追认)"
    r"|(?:请|恳请)[^，。；]{0,8}(?:予以)?追认"
)


@rule("DR-03", _("请示一文一事"), Severity.WARNING, "2012 Reg. art. 15")
def one_matter(draft: Draft, house: House) -> Iterator[Found]:
    if document_kind(draft) != "请示":
        return
    title = draft.title
    if title and (found := _TWO_IN_TITLE.search(title.text)):
        yield Found(title.start + found.start(), title.start + found.end())
        return
    asked: list[tuple[Line, re.Match[str]]] = []
    for line in draft.body:
        for found in _ASKS.finditer(line.text):
            # 妥否，请批示 closes every request and is none of its own.
            if not re.search(r"妥否|当否|特此", line.text[max(0, found.start() - 6) : found.start()]):
                asked.append((line, found))
    for (_first, a), (line, b) in zip(asked, asked[1:], strict=False):
        opened = line.text[max(0, b.start() - 14) : b.start()]
        another = re.search(r"同时|另|此外|还|一并|二是|（二）|二、|2\.|其次|第二|再", opened) or re.match(
            r"二、|（二）|2\.|二是|第二|此外|另", line.text
        )
        if another and not _same(a["object"], b["object"]):
            yield Found(line.start + b.start(), line.start + b.end())
            return


def _same(one: str, other: str) -> bool:
    pairs = {one[i : i + 2] for i in range(len(one) - 1)}
    return len(pairs & {other[i : i + 2] for i in range(len(other) - 1)}) >= 2


@rule("DR-04", _("报告和其他非请示公文里不夹带请示事项"), Severity.ERROR, "2012 Reg. art. 15")
def nothing_asked(draft: Draft, house: House) -> Iterator[Found]:
    kind = document_kind(draft)
    if kind == "报告":
        pattern = _REQUEST
    elif kind in ("通知", "通报", "纪要", "公告", "通告", "决定"):
        pattern = re.compile(
            r"(?:妥否|当否|可否|是否妥当)，?请(?:予)?(?:批示|批准|批复|审批|指示|审定)|特此请示|恳请[^，。；]{0,20}(?:批准|批复|批示|拨付|解决)"
        )
    else:
        return
    for line in draft.body:
        for found in pattern.finditer(line.text):
            before = re.split(r"[。；]", line.text[: found.start()])[-1]
            if _SELF.search(before) or (_NOT_ASKED.match(found[0]) and not _of_superior(found[0])):
                continue
            yield Found(line.start + found.start(), line.start + found.end())
            return


def _of_superior(words: str) -> bool:
    """建议县政府安排资金 asks; 建议群众减少外出 does not."""
    return bool(
        re.match(
            r"(?:建议|希望|望|盼)(?:上级|[县市省](?:人民)?(?:政府|委|财政|里)|[县市省][\u4e00-\u9fff]{1,6}[局委厅]|领导|贵|你)",
            words,
        )
    )


@rule("DR-05", _("部门向上级部门请示报告重大事项，先经本级党委政府同意"), Severity.ERROR, "2012 Reg. art. 15")
def with_consent(draft: Draft, house: House) -> Iterator[Found]:
    names, to = issuers(draft), addressed(draft)
    if document_kind(draft) not in ("请示", "报告") or not names or not to:
        return
    sender, receiver = standing_of(names[0], house), standing_of(to[0], house)
    if (
        sender.sort is not Sort.DEPARTMENT
        or receiver.sort is not Sort.DEPARTMENT
        or receiver.level is None
        or sender.level is None
    ):
        return
    text = "\n".join(line.text for line in draft.lines if line.part in (Part.TITLE, Part.BODY))
    major = re.search(r"重大(?:事项|决策|项目|问题|情况|调整|改革|突发|事件|工程|风险|行政)", text)
    consent = re.search(
        r"(?:经|已经|报经|征得)[^。；]{0,16}(?:县委|县(?:人民)?政府|市委|市(?:人民)?政府|本级)[^。；]{0,16}(?:同意|授权|批准|研究)|附[^。]{0,10}同意",
        text,
    )
    if receiver.level > sender.level and receiver.level <= CITY + 1 and major and not consent:
        line = draft.recipients
        if line:
            yield Found(line.start, line.end - 1)


@rule("DR-06", _("转报下级的请示，写明自己的倾向性意见"), Severity.ERROR, "2012 Reg. art. 15")
def own_opinion(draft: Draft, house: House) -> Iterator[Found]:
    if document_kind(draft) not in ("请示", "报告", "函"):
        return
    body = "\n".join(line.text for line in draft.body)
    found = _FORWARDED.search(body)
    if found and "请示" in body and not _OPINION.search(body.replace(found[0], "")):
        start = draft.text.find(found[0], draft.body[0].start)
        yield Found(start, start + len(found[0]))


@rule("DR-15", _("先请示、后行动"), Severity.ERROR, "2019 Reg. art. 19")
def asked_before(draft: Draft, house: House) -> Iterator[Found]:
    if document_kind(draft) != "请示":
        return
    for line in draft.body:
        if found := _ALREADY.search(line.text):
            yield Found(line.start + found.start(), line.start + found.end())
            return
