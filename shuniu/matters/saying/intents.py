"""意图: what a line wants, of thirteen (contracts.md §1 intent)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shuniu.org.roster import EXTERNAL, Roster

from . import marks, places, verbs
from .moments import BY, END, Moment
from .names import BODY, PERSON, Named
from .recurrence import Recurrence
from .roles import Roles
from .words import BLANK

MATTER, MEETING, CAR, ROOM, SUPPLIES, REPAIR, FIGURE, RECURRING, ABSENCE, CHASE, SHELVE, THANKS, SEARCH = (
    "matter", "meeting", "car", "room", "supplies", "repair", "figure", "recurring", "absence", "chase", "shelve",
    "thanks", "search",
)  # fmt: skip
INTENTS = (
    MATTER,
    MEETING,
    CAR,
    ROOM,
    SUPPLIES,
    REPAIR,
    FIGURE,
    RECURRING,
    ABSENCE,
    CHASE,
    SHELVE,
    THANKS,
    SEARCH,
)


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known of a line before its intent: `quiet` has times blank, `plain` also names."""

    text: str
    quiet: str
    plain: str
    moments: tuple[Moment, ...]
    recurrence: Recurrence | None
    names: tuple[Named, ...]
    roles: Roles
    roster: Roster


_THANKS = re.compile(
    r"谢谢|感谢(?!信)|多谢|致谢|谢过|鸣谢|道(?:个|声)?谢|帮了(?:个)?(?:大|不少)?忙|辛苦(?!费|劳)|记(?:上)?一?(?:个|次|笔)(?:好|功|情|人情)"
)
_CHASE = re.compile(
    r"催(?!收|泪|生|化|熟|办单|办通知|款单)|(?:问|追|盯|跟|查)一?下.{0,16}(?:进展|进度|到哪|办得|怎么样|好了没|有没有|办到|情况如何)|追问|"
    r"(?:怎么|为什么|为啥|咋)?还(?:没有?|未)(?:报|交|回|来|到|办|给|送|反馈|签|动|见|落实|收|完)|进展(?:如何|怎么样|怎样|到哪)|到(?:哪|什么)(?:一?步|程度|了)|办(?:得|的)?(?:怎么样|咋样|如何)|好了没有?|有结果(?:没|了吗)|有没有(?:回音|结果|消息|进展)|办完(?:没|了吗)|拖了.{0,6}[天周月]|怎么没(?:动静|消息|下文)|没(?:动静|下文|回音)"
)
_SHELVE = re.compile(
    r"先?放一?放|先放(?:着|一边|下|一下|缓)|缓办|缓一?缓|暂缓|先缓|搁一?搁|先搁|搁置|暂不办|先不(?:办|管|动|急着办|处理|弄|推)|过(?:一?阵子?|段时间|一?段|些天|几天|一?周|两?天)(?:子|时间)?再|(?:以后|回头|到时候?|届时)再(?:说|看|办|议)|压一压|先压|挂起|往后(?:放|拖|压)|"
    r"等[^,。]{1,20}(?:再|以后|之后|后再)[^,。]{0,6}(?:说|看|办|定|议|推|处理|动|弄|启动)|再(?:看|说|议)(?:$|[\s。,!吧])|先停一?停|先暂停|不忙办|放到[^,。]{0,10}再"
)
_NUMERIC = r"(?:[座个人户件处家次条宗台辆栋间位名亩吨]数(?!字化)|数量|数据(?!中心|共享|台账系统|局)|数字(?!化|档案|政府|乡村)|名单|清单(?!制)|名册|花名册|面积|里程|产量|产值|总量|金额|总额|余额|比例|占比|增速|增幅|进度数|完成率|覆盖率|数(?=$|[\s\x00,。!])|多少(?!钱)|几(?:个|座|家|户|人|件|处|辆|间|条|名|次)|名录|一览表|通讯录|联系方式|电话表|联系表|人口|库容|水位|雨量|降雨量|GDP|投资额|税收|收入数|支出数|拨付数|拨付额|欠款|用电量|用水量|均价|价格|统计表|明细表?)"
_FIGURE = re.compile(
    rf"(?:要|问|报|提供|查|给|需要?|索要|调取|了解|想知道|核对|统计|汇总|列|拿|发|有|更新|催要|补)(?:一?下|一?份|个|我们?|送|来|出)?[^,。;]{{0,24}}?{_NUMERIC}|{_NUMERIC}[^,。;]{{0,6}}(?:是多少|有多少|多少|报|要|给|提供|发|拿)|有多少|是多少"
)
_NOT_FIGURE = re.compile(
    r"(?:起草|印发|核对台账|制定|修订|公示|公布|张贴|审核|审定|拟|领导名单|更正|数据(?:造假|打架))"
)
_ABSENCE_WORD = (
    r"请(?:了|个|一|两|三|半|年|病|事|婚|产|探亲|[\d])?[^,。\s]{0,4}假(?!装|如|期值|日)|休(?:年|病|产|陪产|婚|探亲|育儿|公|几天|完|[一两三四五六七\d]+天)?假(?!期值)|年(?:休)?假|病假|事假|产假|婚假|丧假|调休|轮休|补休|倒休|探亲|学习(?!贯彻|材料|资料|计划|文件|传达|强国|会|借鉴|教育|方案|情况|心得|宣传|落实|通知|安排)|"
    r"培训(?!班(?:方案|通知|名单|费)|会|计划|材料|通知|方案|费|教材|名单|情况|学员|资料|课件|工作|需求|场地|教室)|出差(?!费|报销|补助|单|审批)|外出|住院|看病|生病|体检(?!报告|通知|表|中心|方案|名单)|手术|不在(?!家电|编|状态|内|此|乎)|借调(?!函|人员)|挂职|跟班学习|跟班|进修|脱产|开会去|考试去|党校(?=$|[\s\x00,。])|上党校|参训|出国|回老家|离岗|接孩子|家里有事|在外地?|在省里|在市里|在省城|调研去"
)
_ABSENCE = re.compile(_ABSENCE_WORD)
_AWAY = re.compile(
    rf"[去到赴][^\s\x00,。;]{{1,10}}(?:开会|参会|办事|汇报|对接|招商|考察|看病|参加[^\s,。]{{0,8}}(?:会|班|活动|比赛|考试))"
)
_CAR = re.compile(
    r"派(?:一?[辆台]|个|两辆|三辆)?(?:车|中巴|大巴|商务车|越野车|面包车)|用(?:一?[辆台]|个|一下|两辆|三辆)?(?:车(?!辆|管)|中巴|大巴|商务车|越野车|面包车)|要(?:用)?(?:一?[辆台]|个|两辆|三辆|[\d]辆)(?:[^\s,。]{0,3}车|中巴|大巴)|要(?:车|台车|中巴|大巴|商务车)|订(?:一?[辆台]|个)?(?:车(?!票)|中巴|大巴|商务车)|叫(?:一?辆|个)?车|调(?:一?[辆台])?车|出(?:一?[辆趟])?车(?!祸|间)|约车|坐车|乘车|车(?:去|送|接)|借(?:一?[辆台]|个|用)?车|搭车|拼车|跑一?趟|安排(?:一?[辆台]|个|两辆|[\d]辆)?(?:[^\s,。]{0,2}车(?!间|位|库)|中巴|大巴)|"
    r"[一两二三四五\d]辆(?:小|大|商务|越野|面包|公务)?(?:车|中巴|大巴)|接站|送站|接机|送机|(?:接|送)[^,。]{0,14}(?:机场|高铁站|火车站|车站|动车站)|(?:机场|高铁站|火车站|车站|动车站)[^,。\s]{0,3}(?:接|送)|[去到][^\s\x00,。;]{1,10}(?:接(?!待)|送)(?:[^\s,。]{0,8})(?:人|专家|客人|客商|领导|老师|同志|县长|主任|组)|(?:大巴|中巴|商务车|越野车|面包车|公车|公务车)"
)
_NOT_CAR = re.compile(
    r"车辆(?:管理|购置|年检|保险|台账|维修|加油|登记|报废)|公务用车(?:管理|制度|办法|台账|平台)|车(?:坏|爆胎|抛锚|打不着|没油|漏油|保养|年检)|充电桩|停车场|车位|修车|用车(?:制度|管理|登记|办法|台账|情况|费)"
)
_TRIP = re.compile(rf"[去到赴][^\s{BLANK},。;]{{1,12}}")
_ROOM_VERB = re.compile(
    r"订|借|预[订定约]|留(?!言|存|下意见)|占(?!道|地)|腾|换(?:到|个)|要用|用|安排|需要|要(?!求|在|于|把)|申请|定(?!点|期|于)|协调|找(?=个|一间|间)"
)
_MEETING_NOUN = r"(?:常务会议?|办公会议?|推进会|调度会|例会|座谈会|专题会|协调会|碰头会|碰个头|动员会|视频会议?|电视电话会议?|会商会|会商|培训会|听证会|党组会议?|主任会议?|全体会议?|全会|晨会|夕会|早会|部署会|研判会|务虚会|评审会|现场会|联席会议?|工作会议?|总结会|通气会|见面会|说明会|论证会|恳谈会|签约会|发布会|启动会|交流会|汇报会|征求意见会|部务会|班子会|支部会|党课|党日|民主生活会|组织生活会|述职会|家长会|分析会|点评会|布置会|安排会|讨论会|研讨会|咨询会|审查会|会审|联审会|约谈会|洽谈会|对接会|表彰会|大会(?!议室|堂)|短会|视频会商|开(?:个|一个|次)?[^,。\s\x00]{0,12}会(?!议室|务|签|员|计|展)|开会|会议(?!室|纪要|材料|通知|精神|记录|议题|议程|手册|制度|签到|服务|资料|费|要求|定|议定|明确|决定|系统|桌|保障|上|里)|季会|周会|月会|年会|[^\s\x00,。]{1,6}会(?=$|[\s\x00,。]|\d|请|由|在|都)(?<!机会)(?<!社会)(?<!工会)(?<!协会)(?<!商会)(?<!委员会)(?<!管委会)(?<!学会)(?<!居委会)(?<!村委会)(?<!妇联会)(?<!参会)(?<!不会)(?<!约会)(?<!理事会)(?<!常委会)(?<!联合会)(?<!晚会)(?<!运动会)(?<!博览会))"
_MEETING = re.compile(_MEETING_NOUN)
_MEETING_PAPER = re.compile(
    rf"{_MEETING_NOUN}(?:的|上|后|前|用的?)?(?:会议)?(?:纪要|材料|讲话稿?|通知|议程|手册|方案|发言|签到|座次|座签|席签|桌牌|汇报(?!会)|记录|精神|议题|资料|录音|照片|简报|稿|名单|会标|横幅|台账|报告|PPT|ppt|主持词|议定|定的|要求|明确|决定|部署的|布置的|交办|后|上(?:定|要求|说|提|明确|交|布)|前[把要将])"
)
_ITEMS = r"投影仪|投影机|幕布|话筒|麦克风|扩音器|音箱|激光笔|翻页笔|笔记本(?:电脑)?|平板|硒鼓|墨盒|墨粉|碳粉|A4纸?|A3纸?|复印纸|打印纸|白纸|签字笔|中性笔|铅笔|笔芯|文件袋|文件夹|档案盒|档案袋|牛皮纸袋|矿泉水|纯净水|桶装水|雨衣|雨伞|雨靴|手电筒?|桌签|台签|席卡|座签|椅子|折叠椅|桌子|长条桌|横幅|U盘|优盘|移动硬盘|插线板|排插|插座板|接线板|电池|信封|信纸|胶水|胶带|订书机|订书钉|回形针|茶叶|纸杯|茶杯|热水瓶|口罩|消毒液|帐篷|绿植|花篮|相机|摄像机|录音笔|展板|宣传栏板|白板|白板笔|便签|便利贴|笔筒|剪刀|印泥|碎纸机|对讲机|警戒带|救生衣|沙袋|抽纸|卫生纸|垃圾袋|拖把|计算器|鼠标|键盘|转接头|数据线|网线|充电器|HDMI线?|工作服|工作牌|胸牌|聘书|证书壳|荣誉证书|奖牌|锦旗|无人机|梯子|推车|风扇|电风扇|取暖器|微波炉|电热水壶|文具|办公用品|本子|纸(?=[\s\x00,。]|$|没|了|用)|笔(?=[\s\x00,。]|$|没|了)|水(?=[\s\x00,。]|$)"
_SUPPLY_ITEM = re.compile(_ITEMS)
_SUPPLY_VERB = re.compile(
    r"借(?!调|鉴|此|口|款)|领(?!导|域|会|先|班|队|奖)|要(?!求|点)|申领|申请|买|采购|补(?!助|贴|偿)|添|送|缺|没[^,。]{0,3}了|用完|不够|不足|来[\d一两二三四五六七八九十]+|换(?!届)|配|拿|取|还(?=投|话|笔|椅|桌)|需要?|准备(?=[\d一两二三四五六七八九十])|发[\d一两二三四五六七八九十]"
)
_SUPPLY_COUNT = re.compile(
    r"(?:借|领|要|买|拿|取|申领|需要?|添|补)(?:用|一下)?[^,。\s]{0,4}?[\d一两二三四五六七八九十百]+(?:支|包|个|箱|瓶|本|盒|套|把|台|份|桶|卷|块|张|顶|件|双|条|袋|提|捆|副|面|盆|盏|筒|部)(?!人|会|小时|钟头|月|工作日|星期|方案|报告|材料|通知|意见|请示|函|批复|车|会议室|月)"
)
_LOAN = re.compile(r"借(?!调|鉴|此|口|款|会议室)(?:用|一?下)?")
_FAULT = r"坏了?|不亮|漏水|漏电|渗水|打不开|关不上|锁不上|堵了|堵住|堵塞|停电|没电|不制冷|不制热|不凉|不热|卡纸|断网|没网|没信号|连不上|上不了网|上不去|不转|故障|跳闸|裂了|掉了|脱落|松了|死机|蓝屏|打印不了|打不出|不出水|没热水|没水|失灵|失效|短路|黑屏|没声音|没画面|没反应|响个不停|异响|冒烟|冒火花|起不来|开不了机|不通|反应慢|打不通|按不动|不工作|不好使|用不了|不能用|闪(?:烁|个不停)?(?=$|[\s,。])|报错|异味|滴水|抛锚|爆胎|打不着|碎了|破了|翘起|卡住|卡死|罢工|刷不开|进水|报警"
_OFFICE_THING = r"空调|(?<!路)(?<!红绿)灯(?:管|泡)?|打印机|复印机|传真机|扫描仪|碎纸机|水管|水龙头|电梯|门(?:锁|禁|把手)?|锁|窗(?:户|帘)?|投影|话筒|麦克风|音响|音箱|网络?|WIFI|wifi|无线|电脑|主机|显示器|键盘|马桶|厕所|卫生间|洗手间|下水道|桌子?|椅子?|柜子?|插座|开关|饮水机|电话(?:机|线)?|监控|摄像头|暖气|热水器|开水器|电源|线路|配电箱|灶|冰箱|消毒柜|排风扇|油烟机|冰柜|会议系统|大屏|屏幕|电视|视频会议(?:设备|系统|终端)|天花板|吊顶|墙皮|地砖|瓷砖|楼梯扶手|栏杆|玻璃|打卡机|考勤机|闸机|道闸|轮胎|刹车|发动机|车(?:子|门|窗|灯|况)?|水箱|阀门|服务器|路由器|交换机|U盘|系统"
_REPAIR = re.compile(
    rf"(?:{_OFFICE_THING})[^,。;]{{0,8}}?(?:{_FAULT})|(?:{_FAULT})[^,。;]{{0,4}}(?:{_OFFICE_THING})|报修|(?:维修|修理|修(?!改|订|正|编|复|缮|建|志|养|身|文|理厂)|检修|抢修|换)(?:一下|下|好|个|了)?[^,。;]{{0,8}}(?:{_OFFICE_THING})|(?:{_OFFICE_THING})[^,。;]{{0,6}}(?:要修|修一下|维修|修一修|修修|报修|修好|换一下|需要修)"
)
_STREET = re.compile(
    r"路灯|井盖|街|路面|小区|村|镇|公园|广场|学校|小学|中学|医院|水厂|自来水|红绿灯|管网|社区|河|桥|居民|群众|市民|村民|业主|车站|农贸|水库|乡|机井"
)
_SEEING = re.compile(verbs.SEES)
_DOCUMENT_NOUN = re.compile(
    r"(?:方案|意见|情况|报告|清单|台账|材料|名单|表|函|通知|纪要|稿|总结|计划|预案|文件|批复|安排|制度|办法|规定|工程|项目|改造|加固|治理|建设|工作|记录|档案|合同|手册|流程|图|照片|视频|电话|信息|数据|名册|会议室|局|科|室|办|县长|投影仪|问题|难|通报|简报|要点|请示|公告|决定|议案|建议|提案|批示|指示|讲话|发言|证|章|奖|费|资金|经费|补偿|补助)$"
)
_CLAUSE_VERB = re.compile(
    r"(?:^|[\s\x00,。])(?:请(?!示)|帮|麻烦|把|将|给|让|叫|催|借|订|领|买|修(?!订|改|缮)|派|查(?!处|询)|写(?!作)|拟(?!稿)|起草|准备|通知(?=[^\s]{1,8}(?:来|去|参加|开|报|交))|安排(?=[^\s])|报(?!告|表|道|销|名)|交(?!通|流)|送(?!审)|发(?!展|改|票|文|言)|找|问|看|跟|盯|办(?!公|法)|要(?!点|情|闻)|去|来(?!文|访|电|信)|到|组织(?=[^\s部])|协调(?=[^\s会])|落实(?=[^\s情])|统计(?=一|各|全)|印(?!章|泥)|核实|联系(?!人|方|表)|转|提醒|做|整理|汇总|收集|更新)"
    r"|(?:吗|呢|吧|怎么|为什么|谁|哪|什么时候|没有|没|不(?:了|能|会|要|用|亮|通|好|够|行|到)|了(?:$|[\s,。])|被|必须|务必|尽快|需要|已经?|正在|一下|想)"
)
_FAULT_WORD = re.compile(
    rf"{_FAULT}|缺失|破损|积水|塌|落水|着火|起火|被淹|发黄|停水|滑坡|冒烟|扰民|欠薪|拖欠|接不通|冒水|泄漏|断了|倒了"
)


def decide(clues: Clues) -> str:
    """The intent; where nothing else fits, a matter."""
    text, roles = clues.text, clues.roles
    if not text.strip():
        return SEARCH
    if _is_thanks(clues):
        return THANKS
    if clues.recurrence is not None:
        return RECURRING
    if _SHELVE.search(clues.quiet) and not is_visit(clues):
        return SHELVE
    if _is_chase(clues):
        return CHASE
    if _is_search(clues):
        return SEARCH
    if _from_citizens(clues):
        return MATTER
    if _is_figure(clues):
        return FIGURE
    if _REPAIR.search(clues.quiet) and not _is_public(clues):
        return REPAIR
    if is_visit(clues):
        return MATTER
    if _is_supplies(clues):
        return SUPPLIES
    if _is_absence(clues):
        return ABSENCE
    if _is_car(clues):
        return CAR
    if _is_room(clues):
        return ROOM
    if _is_meeting(clues):
        return MEETING
    if roles is not None and _is_away(clues):
        return ABSENCE
    return MATTER


def _is_thanks(clues: Clues) -> bool:
    match = _THANKS.search(clues.text)
    if match is None or re.search(r"感谢信|答谢会|致谢信|辛苦费", clues.text):
        return False
    if re.match(
        r"^[\s!]*(?:[^\s,。]{0,6}?)(?:谢谢|感谢|多谢|致谢|谢过|鸣谢|辛苦)", clues.text
    ) and not re.match(
        r"^[\s!]*(?:请|麻烦|写|起草|准备|拟|辛苦[^,。]{0,10}(?:一下|把|帮|尽快|报|发|送))", clues.text
    ):
        return True
    return not (
        clues.roles.asked
        or any(m.sort == BY for m in clues.moments)
        or re.search(r"请|麻烦|把|帮我", clues.quiet)
    )


def _is_chase(clues: Clues) -> bool:
    if _CHASE.search(clues.quiet) is None:
        return False
    above = [
        n for n in clues.roles.sources if n.sort == BODY and (n.upper or (n.body and n.body.kind == EXTERNAL))
    ]
    return not (above and re.search(r"催(?:我们|报|交|要|着?要|咱|县里)", clues.quiet))


def _is_search(clues: Clues) -> bool:
    """Nouns only: nothing is done, asked, said or dated."""
    text = clues.text.strip()
    if (
        clues.roles.asked
        or clues.roles.sources
        or clues.roles.instructing
        or clues.roles.visitors
        or len(text) > 26
    ):
        return False
    if re.search(r"[!?。@]", text):
        return False
    dated = [m for m in clues.moments if m.is_known or m.sort == BY]
    if re.fullmatch(rf"[\s{BLANK}]*", clues.quiet):
        return True
    if _CLAUSE_VERB.search(clues.quiet) or _FAULT_WORD.search(clues.quiet) or marks.hard(text) is not None:
        return False
    if marks.source_type(text) in ("电话", "热线", "来访", "口头") or places.people(clues.quiet):
        return False
    if clues.roles.leads or clues.roles.helpers or (_names_a_doer(clues) and not _DOCUMENT_NOUN.search(text)):
        return False
    if _ABSENCE.search(clues.quiet) and (dated or _has_person(clues)):
        return False
    if dated:
        return any(not m.sort and not m.hour for m in dated) and bool(
            re.search(r"(?:安排|日程|值班表|日志|通报|简报|议程|台账|记录|行程|纪要)$", text)
        )
    if re.search(r"请假|出差|休假", clues.quiet) and _has_person(clues):
        return False
    return not re.search(r"(?:派车|用车|要车|开会|借车|来查|来检查|来调研)", clues.quiet)


def _has_person(clues: Clues) -> bool:
    return any(n.sort == PERSON for n in clues.names)


def _names_a_doer(clues: Clues) -> bool:
    return bool(clues.roles.subjects)


def _from_citizens(clues: Clues) -> bool:
    """Petitions, hotline orders, calls of citizens: matters, whatever thing is broken."""
    kind = marks.source_type(clues.quiet)
    if kind == marks.HOTLINE or marks.visibility(
        clues.quiet, any(n.sort == PERSON and not n.member for n in clues.roles.sources)
    ):
        return True
    if (
        kind == marks.VISIT
        and not is_visit(clues)
        and any(n.sort == PERSON and not n.member for n in clues.names)
    ):
        return True
    return bool(
        re.search(
            r"(?:市民|群众|居民|村民|业主|家长|网民|网友|商户)[^,。]{0,14}(?:反映|投诉|来电|来信|举报|求助|打来|说|要求)",
            clues.quiet,
        )
    )


def _is_figure(clues: Clues) -> bool:
    return bool(_FIGURE.search(clues.plain)) and not _NOT_FIGURE.search(clues.quiet)


def _is_public(clues: Clues) -> bool:
    """Streets and villages: not repaired by the office's own men."""
    if places.room_said(clues.quiet, clues.roster):
        return False
    if re.search(r"办公室|食堂|值班室|办公楼|机关|大院|[一二三四五\d]楼|会议室|接待室|文印室", clues.quiet):
        return False
    return bool(_STREET.search(clues.quiet))


def is_visit(clues: Clues) -> bool:
    if clues.roles.visitors:
        return True
    return bool(
        re.search(
            rf"(?:专家|客商|客人|考察团|检查组|督导组|调研组|巡察组|验收组|代表团|记者|外宾|校友|投资商|人大代表|政协委员|老干部)[^,。;]{{0,10}}(?:{verbs.SEES})",
            clues.quiet,
        )
    ) or bool(
        re.search(
            r"来访考察|来县(?:考察|调研|检查|指导)|(?:迎接|接待)[^,。]{0,12}(?:检查|考察|调研|督导|来访|客人|客商|验收)",
            clues.quiet,
        )
    )


def _is_supplies(clues: Clues) -> bool:
    text = clues.quiet
    if re.search(r"借车|借[^,。]{0,6}(?:会议室|辆车|台车)", text):
        return False
    if re.search(r"^[\s\x00]*(?:起草|写|拟|报|制定|修订)", text):
        return False
    counted = _SUPPLY_COUNT.search(text)
    item = _SUPPLY_ITEM.search(text)
    if item and (
        _SUPPLY_VERB.search(text)
        or counted
        or re.search(r"[\d一两二三四五六七八九十百]+(?:支|包|个|箱|瓶|本|盒|套|把|台|桶|卷|件)", text)
    ):
        return not re.search(r"会议室|派车|用车|要车", text) or bool(re.search(r"借(?!会议室)|领", text))
    if (
        _LOAN.search(text)
        and not places.room_said(text, clues.roster)
        and not re.search(
            r"借(?:一?[辆台])?[^,。\s]{0,3}车|借人|借[^,。]{0,8}(?:同志|人手|会议室|场地)", text
        )
    ):
        return True
    return bool(counted) and not re.search(r"会|车|材料|方案|报告|人(?:[\s\x00]|$)", text)


def _is_absence(clues: Clues) -> bool:
    text = clues.quiet
    match = _ABSENCE.search(text)
    if (
        match is None
        or _CAR.search(text)
        or re.search(
            r"(?:组织|安排|举办|开展|通知|准备|报名|筹备|印发|审核|审批|关于|把|方案|请假条|制度)", text
        )
    ):
        return False
    if re.search(r"学习|培训", match[0]) and (
        clues.roles.asked or _MEETING_PAPER.search(text) or places.people(text)
    ):
        return False
    if any(n.sort != PERSON for n in clues.roles.subjects + clues.roles.asked) and not _has_person(clues):
        return False
    if places.people(text) and re.search(r"[去到赴]", text) and match[0] in ("出差", "外出"):
        return False
    return True


def _is_away(clues: Clues) -> bool:
    """何主任周三去省里开会: a person, a day, a place, and no wish for a car."""
    return bool(_AWAY.search(clues.quiet)) and not places.people(clues.quiet) and not clues.roles.asked


def _is_car(clues: Clues) -> bool:
    text = clues.quiet
    if _NOT_CAR.search(text):
        return False
    if _CAR.search(text):
        return True
    trip = places.destination(clues.plain) or places.destination(text)
    if not trip or clues.roles.asked and not re.search(r"老韩|司机|车队", text):
        return False
    if (
        _MEETING_PAPER.search(text)
        or re.search(r"^[\s\x00]*(?:把|将|报|交|送|写|通知|起草)", text)
        or any(m.sort == BY for m in clues.moments)
    ):
        return False
    counted = places.people(text)
    leaves = any(m.clocks and m.sort not in (BY,) for m in clues.moments)
    returns = any(m.sort == END for m in clues.moments) or re.search(
        r"(?:往返|来回|返回|当天回|当日回)", text
    )
    return bool(
        (counted and (leaves or returns or clues.moments))
        or (leaves and returns)
        or (leaves and _has_person(clues))
    )


def _is_room(clues: Clues) -> bool:
    text = clues.quiet
    room = places.room_said(text, clues.roster)
    if room is None:
        room_word = re.search(r"会议室|报告厅|接待室|场地", text)
        return bool(
            room_word
            and re.search(
                r"订|借|预[订定约]|留(?:一?间|个)|要(?:一?间|个|用)|用一?下|找(?:一?间|个)|安排(?:一?间|个)",
                text,
            )
        )
    before, after = text[: room[1]], text[room[2] :]
    if re.search(
        r"(?:订|借|预[订定约]|留|占|腾|要用|用|换到?|安排|需要|申请|定|要)(?:一?下|个|一?间)?[\s\x00]*$",
        before,
    ):
        return True
    if re.match(
        r"^[\s\x00]*(?:会议室)?[\s\x00]*(?:我们?|[^\s,。]{0,8})?(?:要?用(?:一下|于)?|订|留给|借|占用|预[订定约]|空(?:着|不)|有没有空|留一下)",
        after,
    ):
        return True
    if _MEETING.search(without_room(text, room)):
        return False
    return bool(clues.moments)


def without_room(text: str, room: tuple[str, int, int]) -> str:
    """The text with the room blank: 会议室 is no 会议."""
    return places.without(text, (room[1], room[2]))


def _is_meeting(clues: Clues) -> bool:
    text = clues.quiet
    room = places.room_said(text, clues.roster)
    rest = without_room(text, room) if room else text
    match = _MEETING.search(rest)
    if match is None:
        return False
    if _MEETING_PAPER.search(rest):
        return False
    if any(m.day and m.day.from_event is not None for m in clues.moments):
        return False
    if re.search(
        r"^[\s\x00]*(?:写|起草|拟|准备|报|交|整理|印|发|送|核|改|做)[^,。]{0,8}" + re.escape(match[0]), rest
    ) and not re.search(r"准备(?:开|召开)", rest):
        return False
    if re.search(r"[去到赴][^\s\x00,。;]{1,10}(?:开会|参加[^\s,。]{0,10}会)", rest) and not re.search(
        r"请|通知", rest
    ):
        return False
    dated = [m for m in clues.moments if m.sort != BY]
    return bool(dated or room or re.search(r"开|召|参加|出席|通知|请|组织", rest))
