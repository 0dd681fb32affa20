"""网页杂质: what a web page puts around a document, and the table of particulars it prints above it.

A government web page prints 索引号, 发文机关, 成文日期, 发文字号 as a table (which copies flatten to lines), then breadcrumbs,
a share bar, letter sizes, a counter, and behind the document links, forms and a footer. None of it is the document;
some of the particulars help when the document itself is silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from shuniu.matters.reading.registration.days import DAY
from shuniu.matters.reading.text import Passage

NUMBER, ISSUER, DATE, TITLE, RECIPIENTS, URGENCY, SECRECY, WHEN, OTHER = (
    "number",
    "issuer",
    "date",
    "title",
    "recipients",
    "urgency",
    "secrecy",
    "when",
    "other",
)
_LABELS = {
    NUMBER: "发电字号|发文字号|发文文号|发布文号|文件编号|文件字号|文件文号|公文字号|发文编号|文号|字号|文件号",
    ISSUER: "来话单位|来电单位|来电机关|来话机关|交办单位|发电单位|发电机关|发件单位|来文单位|回复单位|答复单位|回复部门|答复部门|征集单位|发文机关|发文单位|制发机关|制发单位|制文机关|发文部门|制定机关|印发机关|成文机关",
    DATE: "来话时间|来电时间|通话时间|接话时间|发函日期|发函时间|交办时间|交办日期|回复时间|回复日期|答复时间|答复日期|成文日期|成文时间|发文日期|发文时间|印发日期|印发时间|制发日期|签发日期|生成日期|形成日期|文件日期",
    TITLE: "Subject|事由|来信标题|信件标题|来信主题|征集主题|文件名称|文件名|公文名称|文件标题|信息名称|标题|名称",
    RECIPIENTS: "承办单位|办理单位|致|发往单位|收文单位|收文机关|受文单位|受文机关|主送机关|主送单位|主送|主送部门",
    URGENCY: "紧急程度|缓急程度|缓急|急缓|发电等级|等级",
    SECRECY: "秘密等级|密级和保密期限|保密等级|密级",
    OTHER: (
        "From|To|Cc|Sent|Attachments|Attachment|发送人|寄件人|来话人|来电人|接话人|接电人|记录人|受理时间|工单编号|工单号|签批盖章|签批人|签批|签发人|签发|会签人|会签|份号|发件人|收件人|发送时间|发件时间|收件时间|机发|页数|来信时间|来信日期|写信时间|写信人|来信人|受理编号|信件编号|回复内容|答复内容|开始时间|结束时间|开始日期|结束日期|征集状态|状态|索引号|信息索引号|公文种类|公文类型|公文类别|公开属性|分类|标签|稿源|TAG|索引|主题分类|主题词|主题|体裁分类|体裁|组配分类|信息分类|信息类别|公开分类|服务对象|公开类别|公开方式|公开形式|公开范围|"
        "公开程序|公开时限|公开责任部门|公开日期|公开时间|公开主体|公开单位|公开目录|责任部门|责任科室|生成时间|生效日期|生效时间|实施日期|施行日期|"
        "失效日期|失效时间|废止日期|有效期|有效性|时效性|时效|是否有效|效力状态|文件状态|文件效力|文件类型|文件类别|文件分类|效力级别|"
        "发布机构|发布机关|发布单位|发布部门|发布者|发布人|发布时间|发布日期|发稿时间|发表时间|更新时间|更新日期|上传时间|录入时间|归档时间|上网时间|"
        "来源|信息来源|文章来源|稿件来源|内容来源|消息来源|来源部门|供稿|供稿单位|信息提供|作者|编辑|责任编辑|责编|编审|审核|审核人|校对|录入|录入人|录入者|撰稿|"
        "浏览|浏览次数|浏览量|浏览数|点击|点击数|点击率|点击量|点击次数|阅读|阅读次数|阅读量|阅读数|访问量|访问次数|已阅|人气|次数|"
        "文字大小|字体大小|字体|字号大小|视力保护色|背景色|分享到|分享|关键词|关键字|摘要|内容概述|概述|内容概览|信息编号|编号|所属栏目|栏目|所属类别|所属分类|"
        "当前位置|所在位置|您的位置|您当前的位置|您现在的位置|您所在的位置|当前所在位置|位置|网站|统一编号|规范性文件编号|登记号|统一登记号|备案号|语种|载体类型|记录形式|"
        "打印|下载|附件下载|相关附件|相关链接|相关阅读|相关文档|相关信息|扫一扫|上一篇|上一条|下一篇|下一条|政策解读|解读|图解"
    ),
    WHEN: "日期|时间",
}
_KIND_OF = {label: kind for kind, labels in _LABELS.items() for label in labels.split("|")}
_SPACED = {label: r"\s*".join(label) for label in _KIND_OF}
_ANY = "|".join(_SPACED[label] for label in sorted(_KIND_OF, key=len, reverse=True))
_LABELLED = re.compile(rf"[*•●◆·\s【\[]*({_ANY})\s*[】\]]?\s*[：:]\s*|【\s*({_ANY})\s*】\s*[：:]?\s*")
_LABEL_ALONE = re.compile(rf"[【\[]?\s*({_ANY})\s*[】\]]?\s*[：:]?\s*$")
# Labels that stand only on web pages, so a line may be cut before them even without a space.
_CUT = re.compile(
    r"(?<=[^\s，。；、（《“：【\[])\s*(?=[【\[（]?\s*(?:发布时间|发布日期|信息来源|文章来源|稿件来源|来源|浏览次数|浏览量|点击数|点击率|点击量|阅读次数|阅读量|访问量|文字大小|字体大小|"
    r"责任编辑|视力保护色|背景色|索\s*引\s*号|发文机关|发文单位|制发机关|成文日期|成文时间|发文日期|发文字号|文\s*号|主题分类|主\s*题\s*词|公开方式|公开类别|发布机构|发布部门|发布者|发布人|发布单位|发布机关|信息提供|"
    r"有\s*效\s*性|效力状态|信息分类|体裁分类|组配分类|服务对象|文件名称|标\s*题|名\s*称|生成日期|公开日期|归档时间|更新时间|失效时间|失效日期|作者|编辑|字号|阅读|浏览|点击)\s*[：:])"
)

# Any other label parts a line only behind a wide gap (发电单位：…    签批盖章：…).
_CUT_AT_GAP = re.compile(rf"(?:\s{{2,}}|\t\s*)(?=(?:{_ANY})\s*[：:])")
# The value of a particular at the head of a line that runs on: a day with its hour, sizes in brackets, one word.
_SHORT_VALUE = re.compile(
    r"[^：:]{2,10}[：:]\s*(?:(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?|[【\[（][^】\]）]{0,20}[】\]）]|[^\s：:]{0,24}?(?=\s))\s*[】\]]?\s*"
)

_WORDS = re.compile(
    r"(?:朗\s*读|返\s*回(?:首页|列表|上页|上一页|顶部)?|打印(?:本页|此页|页面)?|关闭(?:窗口|本页|页面)?|收藏(?:本页)?|分享(?:到|至)?|大|中|小|[大中小\s]{1,8}|微信|微博|QQ|QQ空间|"
    r"新浪微博|腾讯微博|人人网|纠错|我要纠错|无障碍(?:浏览|阅读)?|长者模式|关怀版|繁体(?:版|中文)?|简体(?:版|中文)?|English|手机版|移动版|登录|注册|设为首页|加入收藏|首页|网站首页|"
    r"正文|正文内容|文章正文|详细内容|详情|内容|目录|导航|搜索|检索|下载|全文|全文下载|点击下载|附件下载|语音播报|听全文|播放|暂停|扫一扫.*|微信扫一扫.*|手机(?:扫|看).*|"
    r"A[+-]|字号|字体|放大|缩小|默认|更多|查看更多|展开|收起|网站地图|信息公开|政府信息公开|政务公开|政务信息|主动公开|依申请公开|法定主动公开内容|通知公告|公示公告|公告公示|公告公示栏|通知通告|公告通知|"
    r"最新公告|最新通知|校内通知|校园公告|院内通知|政策文件|政策法规|规范性文件|行政规范性文件|其他文件|部门文件|政府文件|文件通知|文件资料|新闻动态|新闻公告|工作动态|公示|政府公报|"
    r"中国政府网|(?!.*(?:关于|印发)).{2,16}(?:政府|门户|官方|信息|教育)网站?|.{2,20}(?:门户网站|官网|信息网|公开网|公众网|官方网站)|您好[，,！!。]?.{0,8}|您是第.*|欢迎.{0,20}|当前位置.*|所在位置.*|您(?:的|现在的?|当前的?|所在的?)位置.*)"
)
_BREADCRUMBS = re.compile(r"[^。]{0,40}(?:>|›|»|＞|→|--|::)[^。]{0,80}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.I)
_STAMP = re.compile(r"(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
_SIZES = re.compile(
    r"[【\[（]\s*(?:字[体号]|[大中小\s]{1,8}|打印|关闭|收藏|视力)|[【\[]\s*大\s*(?:[】\]]|\s+中)|字体：|大\s+中\s+小"
)
_FOOTER = re.compile(r"版权所有|ICP备|公网安备|网站标识码|Copyright|©", re.I)
# Words of a page's foot that a paper may use as well; they end the paper only if it is not signed further down.
_PERHAPS_FOOTER = re.compile(
    r"技术支持|网站地图|隐私声明|^主办(?:单位)?[：:]|^承办(?:单位)?[：:].{0,40}$|联系我们|免责声明|友情链接|"
    r"政府网站找错|请您对该政策|提出宝贵的?意见|^验\s*证\s*码|我要(?:留言|评论|咨询)|网友评论|您的(?:姓名|评价)"
)
_SIGNED_DAY = re.compile(rf"[^。：]{{0,30}}(?:{DAY})\s*[）)]?")
_BEHIND = re.compile(
    r"^(?:上一[篇条]|下一[篇条]|相关(?:阅读|链接|文档|信息|解读|新闻|文章|附件)|分享到|扫一扫|【?(?:打印|关闭|收藏|返回)|政策解读|责任编辑|编辑：|来源：|作者：)"
)


def cut_labels(passage: Passage) -> list[Passage]:
    """A line of particulars in its pieces: 关于…的通知 发布时间：… 来源：… are three.

    Only before the first sentence: further down 来源：… may be words of the text.
    """
    if "：" not in passage.text and ":" not in passage.text:
        return [passage]
    if "。" not in passage.text and _CUT_AT_GAP.search(passage.text):
        apart = [piece.stripped() for piece in passage.split(_CUT_AT_GAP)]
        return [part for piece in apart if piece for part in cut_labels(piece)]
    stop = passage.text.find("。")
    head, rest = (
        (passage[:stop], passage[stop:]) if stop >= 0 and len(passage) > 200 else (passage, passage[:0])
    )
    pieces = head.split(_CUT)
    pieces[-1] = pieces[-1] + rest
    cut: list[Passage] = []
    for at, piece in enumerate(pieces):
        value = _SHORT_VALUE.match(piece.text) if len(pieces) > 1 and at and len(piece) > 60 else None
        cut += [piece[: value.end()], piece[value.end() :]] if value else [piece]
    return [piece for piece in (part.stripped() for part in cut) if piece]


def label_of(passage: Passage) -> tuple[str, Passage] | None:
    """The particular a line states (发文字号：…) and its value, which may be empty."""
    match = _LABELLED.match(passage.text)
    if not match:
        return None
    label = re.sub(r"\s+", "", match[1] or match[2])
    value = passage[match.end() :].stripped()
    if label == "主题" and "关于" in value.text:  # of a mail; a page's own 主题 is a class of matters
        return TITLE, value
    return _KIND_OF[label], value


def is_label(passage: Passage) -> str | None:
    """The kind of particular when a line is nothing but its name (a flattened table)."""
    match = _LABEL_ALONE.match(passage.text)
    return _KIND_OF[re.sub(r"\s+", "", match[1])] if match else None


def is_furniture(passage: Passage, *, below: bool = False) -> bool:
    """Whether a line belongs to the page around the document; `below`: the text has begun, so only plain cases count."""
    text = passage.text.strip("|【】[]*•·●◆ \t")
    if not text or not re.search(r"[\u4e00-\u9fffA-Za-z0-9×]", text):
        return True
    tight = re.sub(r"\s+", "", text)
    if _WORDS.fullmatch(tight) or _WORDS.fullmatch(text):
        return True
    if len(text) < 160 and not re.search("[，。；]", text) and (_stamped(text) or _SIZES.search(text)):
        return True
    if below:
        return False
    if re.match(r"(?:网站)?首\s*页\s*\S", text) and len(text) < 80 and not re.search("[，。；]", text):
        return True
    if len(text) < 200 and _BREADCRUMBS.fullmatch(text) and "《" not in text:
        return True
    return len(text) < 120 and bool(_ADDRESS.search(text)) and not re.search("[。，]", text)


def _stamped(text: str) -> bool:
    """A day with its hour and little else: when the page was put up."""
    rest = _STAMP.sub("", text)
    return rest != text and len(rest.strip()) < 30 and not re.search("[请将前于至]|上午|下午|会议", rest)


def footer_start(lines: Iterable[Passage]) -> int | None:
    """The first line of what a page prints below a document, if any; the same words in a menu above it are none."""
    texts = [line.text for line in lines]
    plain = [len(text) < 300 and bool(_FOOTER.search(text) or _PERHAPS_FOOTER.search(text)) for text in texts]
    begun = next((at for at, text in enumerate(texts) if "。" in text and not plain[at]), -1)
    if not any(plain):
        return None
    signed = max((at for at, text in enumerate(texts) if _SIGNED_DAY.fullmatch(text.strip())), default=-1)
    for at in range(begun + 1, len(texts)):
        if plain[at] and (at > signed or _FOOTER.search(texts[at])):
            return at
    return None


def surrounds(passage: Passage) -> bool:
    """Whether a line stands plainly above or below a document, whatever the document is."""
    text = passage.text
    return len(text) < 100 and bool(
        is_behind(passage) or _FOOTER.search(text) or _PERHAPS_FOOTER.search(text) or is_furniture(passage)
    )


def is_behind(passage: Passage) -> bool:
    return bool(_BEHIND.match(passage.text))
