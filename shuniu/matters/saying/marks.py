"""记号: how a line came in, how hard its date is, who may see it (contracts.md §1 source_type, hard, visibility)."""

from __future__ import annotations

import re

PHONE, ORAL, REMARK, LETTER, MEETING, VISIT, HOTLINE, PLAN, FOUND = (
    "电话", "口头", "批示", "来文", "会议", "来访", "热线", "计划", "自发现",
)  # fmt: skip

_TYPES: list[tuple[str, re.Pattern[str]]] = [
    (HOTLINE, re.compile(r"热线|12345|市民服务?热线|工单")),
    (
        REMARK,
        re.compile(
            r"批示|签批|圈批|批注|批了|批的|批道|批:|批“|批\"|写了?(?:一句|意见|批语)|(?:县长|书记|主任|"
            r"领导)批(?!复|评|准|次|量|发|办|改)"
        ),
    ),
    (
        PHONE,
        re.compile(
            r"^\s*电话(?=[\s:,])|(?<![当每][天日夜])(?<!的)来电(?!影|脑|视|量|记录|登记|数|内容|情况|人)|打来电话|打电话来|打了?(?:个)?电话(?:来|说|问|要|催|反映)|"
            r"(?<!回)(?<!打)(?<=[局办委室科部厅长任镇乡指里组队心院站会府村司])电话(?=[\s\x00:,]|要(?!点|闻))|"
            r"电话(?:里|中|上)?(?:说|讲|要求|"
            r"通知(?=我|明|今|后|下|周|[\s\x00])|告知|反映|交代|让|催|问)|致电|电告|接到[^,。\s]{0,6}电话|"
            r"打来(?!的伞)|来过?电话|打过?电话(?:来|说|问|反映)"
        ),
    ),
    (
        LETTER,
        re.compile(
            r"(?<!的)来文(?!件夹)|来函|发来(?:的)?(?:公?函|文|通知|传真|邮件)|公函|收到.{0,14}(?:文|函|通知|传真|"
            r"明传|电报)|^[^\s,。]{2,10}〔\d{4}〕\d+号(?=[\s\x00,:].)|〔\d{4}〕\d+号(?:文件?)?(?:要求|明确|"
            r"规定|通知)|(?:转|印)发来|"
            r"(?:文件|通知|来件|明传电报|传真件?)(?:里|中|上)?(?:要求|明确|规定|说)|函(?:商|请|询|告|达)|"
            r"(?:市|省|县委|国家)[^\s\x00,。]{0,10}(?:发文|下文|发了?(?:个)?(?:通知|文|函))|传真(?!机|件|纸|号|电报)|匿名信|举报信|寄来|"
            r"(?:发|来)(?:了?(?:个|份)?)?(?:明传|电报|特急件)|明传(?:电报)?(?:来|要求|通知|我|下)|"
            r"来信(?!号|息|访|任)"
        ),
    ),
    (
        VISIT,
        re.compile(
            r"来访|上访(?!人员|人数|案件|总量|次数|件)|到访|上门(?:反映|投诉|要求|求助|来|说)|(?:来|(?<=[\u4e00-\u9fff])到(?=[办信县窗大门政单接]))(?:办公室|信访局|县里|县政府|局里|单位|接待室|窗口|大厅|门口|"
            r"政府)?(?:反映|投诉|举报|告状|求助|讨薪|讨说法|诉求)|找上门|走访接待"
        ),
    ),
    (
        MEETING,
        re.compile(
            r"(?:(?:电视|视频)?电话会议?|视频会议?|现场会|工作会议?|联席会议?|务虚会|碰头会|座谈会|会上|会议上?|常务会|办公会|推进会|调度会|专题会|例会|协调会|主任会|党组会)(?:上)?(?:议定|"
            r"定下?(?:的|了|:)?|决定|明确|要求|提出|布置|部署|强调|说|讲|点名|交办|通过|研究(?:确)?定)|"
            r"议定事项|会议纪要(?:要求|明确)|会上(?!的(?:讲话|发言|致辞|主持))"
        ),
    ),
    (ORAL, re.compile(r"口头|当面(?:交代|说|讲|布置|要求)?|交代|交待|嘱咐|吩咐|叮嘱|捎话|带话")),
    (
        FOUND,
        re.compile(
            r"自己?发现|我们?(?:巡查|检查|自查|夜查|核对)?发现|(?:路过|夜查|抽查|盘点|走访|下乡|排查|自查|巡查|夜巡|值班|巡检|对账|整理|核对|"
            r"翻台账)(?:时|中)?发现|^\s*发现"
        ),
    ),
    (
        PLAN,
        re.compile(
            r"按(?:年度|年初|月度|季度|工作)?(?:计划|安排表)|(?:年度|年初|月度|季度|工作)计划(?:里|中|"
            r"内)?(?:的|安排|有|要求|明确|到)|^\s*(?:年度|年初|月度|季度|半年)?(?:工作)?计划(?=[\s,:])|列入(?:年度|本月|工作)?计划|计划内"
        ),
    ),
]

_HARD = re.compile(
    r"必须|务必|一定要|一定得|千万|特急|不能动|不能改(?!变)|不能变|不得延[误期]|不得拖|不能拖|不能晚|不得晚|不准拖|"
    r"雷打不动|死任务|死命令|硬任务|硬时限|铁定|一天(?:也|都)不能|一刻不能|绝不能|不许拖|刚性|倒排死|"
    r"不可更改|不再延期|过时不候"
)
_SOFT = re.compile(
    r"不着急|不急|不忙|有空|有时间(?!节点|表|安排|要求|限制)|得空|抽空|最好|方便的?(?:时候|时|话)|不赶|慢慢来|"
    r"不用急|不必急|什么时候(?:都行|方便)|尽量|能.{0,4}更好|早晚都行"
)

_PETITION = re.compile(
    r"匿名信|举报信|信访(?!台账|形势|情况|案件|事项|联席|会议|例会|维稳|专班|局|办|工作|系统|量|件数|总量|条例|办法|形势|数|积案|通报)|上访(?!人员|人数|案件|总量|次数|件)|举报(?!电话|箱)|检举|控告|告状|实名反映|"
    r"缠访|越级访|集体访|某[^,。]{0,6}(?:公款|私分|侵占|挪用|克扣|截留|冒领|受贿|贪污|违纪|收礼|吃拿卡要|乱收费|违规)|群众[^,。]{0,8}(?:来(?!信|电)|到)[^,。]{0,6}反映|告.{1,8}(?:贪污|受贿|"
    r"违纪)|投诉.{0,10}(?:干部|民警|工作人员|科长|主任|局长|医生|老师|书记)"
)
PRIVATE = re.compile(
    r"征地|补偿|拆迁|安置|低保|救助|工资|欠薪|讨薪|工伤|赔偿|抚恤|退休|养老金|医保报销|报销|医药费|"
    r"医疗费|户口|宅基地|房产证?|产权|邻里|邻居|纠纷|家暴|离婚|残疾|病历|病情|治病|上学|入学|转学|学位|"
    r"困难补助|补贴|补助|待遇|就业|安葬|遗属|优抚|个人|家庭|家里|土地确权|承包地|债|借款|职称|处分|"
    r"身份证|社保|公租房|廉租|危房|孩子|丈夫|妻子|老伴|儿子|女儿|母亲|父亲"
)
RESTRICTED = "限定"


def source_type(text: str) -> str | None:
    """来源: only if the line says so; the narrower word wins over 会上 and 口头."""
    return next((name for name, pattern in _TYPES if pattern.search(text)), None)


def says_visit(text: str) -> bool:
    """来访: somebody has come in person."""
    return bool(dict(_TYPES)[VISIT].search(text))


def hard(text: str) -> bool | None:
    """硬 True, 软 False, unsaid None; a must outweighs a maybe."""
    if _HARD.search(text):
        return True
    return False if _SOFT.search(text) else None


def hard_span(text: str) -> tuple[int, int] | None:
    """Where the word stands that makes the date hard or soft."""
    match = _HARD.search(text) or _SOFT.search(text)
    return match.span() if match else None


def visibility(text: str, private_person: bool) -> str | None:
    """可见: 限定 for petitions and accusations, and for a named visitor or caller with a matter of one's own."""
    if _PETITION.search(text):
        return RESTRICTED
    if private_person and (PRIVATE.search(text) or says_visit(text)):
        return RESTRICTED
    return None
