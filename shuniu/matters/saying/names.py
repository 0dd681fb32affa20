"""谁: bodies and persons in a sentence, with the names they bear on the screen (contracts.md §1 "Names")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from shuniu.org.roster import (
    CITY,
    COMPOUND_SURNAMES,
    COUNTY,
    EXTERNAL,
    PROVINCE,
    SECTION,
    STATE,
    Body,
    Member,
    Roster,
)

from . import marks, verbs
from .unknown import is_a_word, name_of_a_doer
from .words import BLANK

BODY, PERSON, GROUP = "body", "person", "group"

# The hundred commonest surnames and those of the demo office: a bare name is believed only with one of them.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温裴霍柏俞葛施颜康鲁安束云乐尚岳常倪祝"
    "洪骆翁柯詹耿焦齐梅兰殷牛卓凌甘童舒祁涂冉辛阮柳邢屈聂樊欧鲍裘艾翟饶佟隋邬"
)


@dataclass(frozen=True, slots=True)
class Named:
    """One mention. `value` is the name to keep; `said` what stood there; `bare` if it may be an ordinary word.

    `works`: a name nobody knows, given by one who hands out work, not a citizen with a wish.
    """

    start: int
    end: int
    sort: str
    value: str
    said: str
    body: Body | None = None
    member: Member | None = None
    bare: bool = False
    upper: str = ""
    works: bool = False

    @property
    def is_above(self) -> bool:
        """A body of a higher level: what it fixes cannot be moved."""
        return self.upper in (CITY, PROVINCE, STATE) or self.value in ("县委", "县委办", "县委办公室")


COLLECTIVE = re.compile(
    r"(?:全县)?(?:各|有关|相关|县直各?|所有|全体|涉及的?|其他|其它)(?:级|个|县直|有关|相关|成员|责任|"
    r"牵头|承办|参会|业务|驻县|临河|沿河|山区|重点)*"
    r"(?:副?(?:局|处|科|乡镇|镇|县)长|副?主任|乡镇街道|乡镇|镇街|乡|镇|街道|部门|单位|科室|局办|局|处室|处|科|村|社区|学校|医院|企业|领导|副县长|局长|乡镇长|镇长|"
    r"副主任|科长|同志|干部|人员|机关|委办局|站所|园区|联络员)(?:和(?:有关|相关)?(?:部门|单位|科室))?"
    r"|副?(?:主任|科长|局长|县长|处长)们|(?:沿河|沿江|临河|山区|库区|下游|上游|城区|受灾|涉河|重点)(?:各)?(?:乡镇|镇村|社区|部门|企业|单位)|(?:十二|12)个乡镇|(?:乡镇|镇街|部门|科室)们?(?=都|全|一律|自查|报(?!表|道|告)|上报|填|交(?!通|流)|自行)|大家|全办|办公室全体(?:人员|"
    r"同志|干部)?|[各几]位(?:副?县长|副?主任|领导|局长|科长|乡镇长|镇长|同志|县领导|委员|代表|专家)|班子成员|县领导们?(?=班子)"
)
_STOP = (
    r"\s,。、;:!?.()\"'"
    + BLANK
    + "来去到要说让请叫把报查看催送调督视在从给和与及的将对下周今明后前上午晚点日号定等交转借用开通知关于反映是有没已被由会同"
)
_UPPER_BODY = re.compile(
    r"(?P<level>国家|中央|国务院|自治区|省|市(?!场|民(?!政)|政工|政设|区|面|容|长|级|值)|区(?!域|间|块|别|"
    r"分)|邻县|外县|兄弟县|邻市|外市|邻省|外省|兄弟市|(?<![\u4e00-\u9fff])[^请让叫由派到去来在给向和与的把\s]{2}(?:县|市|区)(?=委|政府|人大|政协|"
    r"纪委))"
    r"(?:(?:里|上)(?![\u4e00-\u9fff]{0,3}(?:厅|局|委|办))|"
    r"(?:委|政府|人民政府|人大|政协|纪委监委|纪委|检察院|法院|公安局|数据局|督查室|督导组|检查组|"
    rf"调研组|专家组|巡察组|巡视组|考核组)?[^{_STOP}]{{0,10}}?"
    r"(?:办公厅|办公室|督查室|督查组|巡查组|观摩团|代表团|考察团|考察组|服务队|督导组|检查组|调研组|"
    r"专家组|巡察组|巡视组|考核组|工作组|调查队|工作队|指挥部|委员会|管委会|政府办|委办|府办|总队|"
    r"支队|大队|中心|公司|集团|法院|检察院|医院|大学|学院|党校|疾控|消防|气象台|农科院|日报|报社|电视台|协会|商会|总工会|工会|"
    r"团委|妇联|政府|人大常委会|人大|政协|纪委|厅|局|委(?!会|员)|办|部|院|署|报|馆|(?<!会议)(?<!办公)室|组(?!织|长|成|建|合|团)|领导(?!小组|批|班|干|的)|站|社(?!厅|局|区|会|保)|所|处)(?:办公室|办公厅|督查室|督导组|督察组|督查组|检查组|"
    r"调查队|(?:救援)?[支总大]队|驻[^\s,。]{1,5}?(?:办|处|组))?)"
)
# 巡视组电话通知: a group sent from above that says something, whoever sent it
_SENT_GROUP = re.compile(
    r"(?<![\u4e00-\u9fff])(?:巡视|巡察|督导|督察|督查|审计|考核|检查|调研|验收|暗访)组(?=(?:\d|[^\s,。]{2,3}(?:组长|同志))?(?:电话|来电|来函|通知|反馈|要|说|交办))"
)
_COUNTY_BODY = re.compile(
    rf"县(?!长|域|城|级|里|道|乡|情|区|领导|直|志)(?:[^{_STOP}]{{1,10}}?)(?:办公室|委员会|管委会|中心|"
    r"公司|集团|协会|商会|总工会|大队|医院|法院|检察院|中学|小学|学校|局|委|办|部|院|站|社|所)"
)
_OTHER_BODY = re.compile(
    rf"(?<![\u4e00-\u9fff])(?!谢谢|感谢|多谢|我们|全县|请|让|催)(?:邻县|外县|[^{_STOP}][^{_STOP}]县(?!长|里|城|域|级))(?:政府办|县委办|政府|"
    rf"县委|考察团|[\u4e00-\u9fff]{{2,4}}局)?"
)
_OFFICIAL = (
    r"副?县长|常务副县长|副?书记|副?主任|副?局长|副?科长|副?处长|副?市长|副?省长|副?部长|副?镇长|"
    r"副?乡长|副?厅长|常务(?!会|委|副|工作)|副?主席|副?院长|副?校长|副?总|委员|局(?!部|面|势|限|里|长)|指挥长"
)
_CIVIL = r"女士|先生|小姐|大爷|大妈|大娘|阿姨|奶奶|爷爷|大伯|老人|同学|师傅|老师|医生|老板|经理|某某|某"
_FAMILIAR = r"科(?!室|员|级|技|研|普|目|协|学|长)|会计|[姐哥]|工(?!作|程|业|会|信|地|人|商|资|期|单|艺|具|龄|伤|厂|区)|县(?=$|[\s\x00,。让说要请口交批来帮定问催在去]|周|今|明|下)"
_POST_BEFORE = re.compile(r"(?:司机|驾驶员|同事|科员|干事|会计|联络员)(?=[\u4e00-\u9fff])")
_TITLED = re.compile(
    rf"(?P<surname>欧阳|司马|上官|诸葛|(?<![谢感多答致])谢|[{SURNAMES.replace('谢', '')}])"
    rf"(?:(?P<title>{_OFFICIAL})|(?P<civil>{_CIVIL})|(?P<familiar>{_FAMILIAR}))"
)
_ROLE = re.compile(
    r"(?:分?管)[\u4e00-\u9fff]{1,8}?的?(?:副?县长|县领导|领导|副?主任)"
    r"|常务副县长|常务(?!会|工作|委|副)|(?<![副市省乡镇州\u4e00])县长(?!办公|热线|信箱|质量|接待日|"
    r"公开)|公安局局长|公安局长"
    r"|(?:[\u4e00-\u9fff]{2,4})(?:科科长|科长|科负责人|室主任|室负责人)|车队队长|指挥长"
    r"|办公室主任|(?<![\u4e00-\u9fff])主任(?!会|办公)(?=让|说|要|交|叫|口头|请|安排|定|批|问|去|明|今|"
    r"后|下|周|在|$|[\s\x00])"
)
_NICK = re.compile(rf"[老小](?P<surname>[{SURNAMES}])(?![\u4e00-\u9fff](?:区|镇|村|学|局|型|组|程))")
_GROUP_OF = re.compile(r"(?:调研|视察|检查|考察|督导|督查|巡察|巡视|考核|评估|工作|审计|核查)组")
_CITIZEN = re.compile(
    r"(?:群众|村民|居民|市民|业主|家长|职工|退休干部|退休教师|信访人|来访人|上访户|信访户|老户|退伍军人|退役军人|教师|军属|老党员|农户|商户|"
    rf"个体户|当事人|投诉人|举报人|记者|工程师|司机|专家)(?P<name>(?:欧阳|司马|[{SURNAMES}])(?:某某|某|"
    rf"[\u4e00-\u9fff]{{1,2}}))(?=[来反上举投求咨打说要控询到找又再为因一去在想递送交持带称提申报和与的等家\s,\x00]|$)"
)
_AT = re.compile(r"@(?P<name>[\u4e00-\u9fffA-Za-z]{2,12})")
_SPEAKS = (
    r"(?:打?来电话|打电话来?|来电|致电|来访|来信|上访|到访|来反映|反映|举报|控告|投诉|求助|实名|咨询|"
    r"来办公室|口头|说|电话)"
)


@lru_cache(maxsize=8)
def _spellings(roster: Roster) -> tuple[re.Pattern[str], re.Pattern[str]]:
    sure = {*roster.names_of_bodies(), *(m.name for m in roster.members)}
    sure |= {a for m in roster.members for a in m.aliases if len(a) > 1 and a != "常务"}
    bare = roster.bare_names_of_bodies()
    return _any(sure), _any(set(bare))


def _any(words: set[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, longest_first)) if longest_first else r"(?!)")


# Words in which a name only seems to stand.
_NOT_A_NAME = re.compile(
    r"人大(?=代表|会议|建议)|政协(?=委员|提案|会议)|信访(?=件|事项|人|量|工作|积案|户|案)|法院路|中医院(?=迁建|建设|项目|工程|扩建|改造)|开发区(?=二期|建设|扩区)|"
    r"水利局路|公安(?=部|厅)|常务(?=会|委)|云岭(?!乡)|白露时节|周围|高建(?=设|筑|材)|何必|李想|方一"
)


def find_names(text: str, roster: Roster) -> list[Named]:
    """All mentions of a normalised text in which times are blank, left to right; bare ones are candidates only."""
    sure, bare = _spellings(roster)
    found: list[Named] = []
    at = 0
    while at < len(text):
        named = None if text[at] == BLANK else _read(text, at, roster, sure, bare)
        if named is None:
            at += 1
        else:
            found.append(named)
            at = named.end
    return found


def _read(text: str, at: int, roster: Roster, sure: re.Pattern[str], bare: re.Pattern[str]) -> Named | None:
    if (post := _POST_BEFORE.match(text, at)) and (named := _read(text, post.end(), roster, sure, bare)):
        # 司机小彭, 联络员王珂: what the person is stands before the name.
        if named.member is not None:
            return replace(named, start=at)
    return (
        _marked(text, at, roster)
        or _collective(text, at)
        or _head_of(text, at, roster, sure)
        or _known(text, at, roster, sure)
        or _of_rank(text, at, roster, found_body=False)
        or _outside(text, at, roster)
        or _citizen(text, at)
        or _stranger(text, at, roster)
        or _answered(text, at)
        or _given_name(text, at, roster)
        or unknown_doer(text, at, roster)
        or _contractor(text, at)
        or _bare(text, at, roster, bare)
    )


def _marked(text: str, at: int, roster: Roster) -> Named | None:
    """@name: characters, pinyin or initials."""
    match = _AT.match(text, at)
    if match is None:
        return None
    for length in range(len(match["name"]), 1, -1):
        said = match["name"][:length]
        hits = roster.by_sound(said)
        member, body = roster.member(said), roster.body(said)
        if member is None and body is None and hits and length == len(match["name"]):
            member, body = roster.member(hits[0]), roster.body(hits[0])
        if member:
            return Named(at, at + 1 + length, PERSON, member.name, said, None, member)
        if body:
            return Named(at, at + 1 + length, BODY, body.name, said, body)
    return None


def _collective(text: str, at: int) -> Named | None:
    match = COLLECTIVE.match(text, at)
    return Named(at, match.end(), GROUP, match[0], match[0]) if match else None


def _known(text: str, at: int, roster: Roster, sure: re.Pattern[str]) -> Named | None:
    for prefix in (roster.place, "县"):
        if prefix and text.startswith(prefix, at):
            if sure.match(text, at) is None and (match := sure.match(text, at + len(prefix))):
                body = roster.body(match[0])
                if body is not None and body.kind != EXTERNAL:
                    return Named(at, match.end(), BODY, body.name, text[at : match.end()], body)
    match = sure.match(text, at)
    if match is None:
        return None
    before = text[at - 1] if at else ""
    body = roster.body(match[0])
    if body is not None:
        if before in ("市", "省") and body.kind != EXTERNAL:
            return None
        longer = _outside(text, at, roster)
        if body.kind == EXTERNAL and longer and longer.end > match.end():
            return longer
        if _NOT_A_NAME.match(text, at):
            return None
        end = match.end()
        if (
            body.kind == EXTERNAL
            and match[0][-1] in "市省"
            and (own := sure.match(text, end))
            and roster.body(own[0])
        ):
            # 云泽市生态环境局: a bureau of the city, named in full.
            end = own.end()
        elif body.kind == EXTERNAL and (group := _GROUP_OF.match(text, end)):
            # 人大调研组: the group comes, sent by the body.
            end = group.end()
        value = body.name if body.kind != EXTERNAL else text[at:end]
        return Named(at, end, BODY, value, match[0], body, upper=body.upper)
    member = roster.member(match[0])
    if member is None:
        return None
    if (
        len(match[0]) == 2
        and member.name == match[0]
        and _NOT_A_NAME.match(text, at)
        and not _acts(text, match.end())
    ):
        return None
    end = match.end()
    tail = re.match(rf"(?:{_OFFICIAL}|同志|老师|科长|师傅)", text[end:])
    return Named(at, end + (tail.end() if tail else 0), PERSON, member.name, match[0], None, member)


def _head_of(text: str, at: int, roster: Roster, sure: re.Pattern[str]) -> Named | None:
    """督查室主任, 行政科长, 水利局联络员: one person by what he or she is."""
    match = sure.match(text, at)
    body = roster.body(match[0]) if match else None
    if match is None or body is None:
        return None
    title = re.match(r"科长|主任|队长|长(?!期|远|效)|联络员", text[match.end() :])
    if title is None:
        return None
    end = match.end() + title.end()
    if title[0] == "联络员":
        member = roster.member(body.liaison) if body.liaison else None
    else:
        heads = [m for m in roster.present_members() if m.division == body.name]
        member = (
            next((m for m in heads if m.post in ("科长", "室主任", "队长")), None)
            if body.kind == SECTION
            else None
        )
    if member is None or sure.match(text, end):
        return None
    return Named(at, end, PERSON, member.name, text[at:end], None, member)


def _given_name(text: str, at: int, roster: Roster) -> Named | None:
    """请一鸣写稿: a colleague by the given name, where somebody is called or begins to do something."""
    said = text[at : at + 2]
    member = roster.by_given_name(said)
    if member is None or not re.search(
        rf"(?:^|[\s{BLANK},。;:、请让叫由派找催谢和跟给]|一下|安排|通知|麻烦|辛苦)$", text[:at]
    ):
        return None
    after = text[at + 2 :]
    if not (
        re.match(rf"^(?:$|[\s{BLANK},。、]|{_SPEAKS}|你|您|帮|去|来|和|跟|明|请|休|出差|学习)", after)
        or verbs.DOES.match(after)
    ):
        return None
    return Named(at, at + 2, PERSON, member.name, said, None, member)


def _acts(text: str, end: int) -> bool:
    return bool(
        re.match(
            r"[\s\x00]*(?:来|去|请|说|让|写|拟|办|负责|牵头|休|出差|学习|培训|的假|准备|送|做|整理|要)",
            text[end:],
        )
    )


def _of_rank(text: str, at: int, roster: Roster, *, found_body: bool) -> Named | None:
    """何主任, 杜局, 老韩, 县长, 分管水利的县长."""
    match = _ROLE.match(text, at)
    if match and (
        member := roster.member(match[0].replace("负责人", "主任" if "室负" in match[0] else "科长"))
    ):
        return Named(at, match.end(), PERSON, member.name, match[0], None, member)
    match = _TITLED.match(text, at)
    if match:
        return _titled(text, at, match, roster)
    match = re.compile(r"[\u4e00-\u9fff]{2,3}?同志").match(text, at)
    if match and (member := roster.member(match[0])):
        return Named(at, match.end(), PERSON, member.name, match[0], None, member)
    match = _NICK.match(text, at)
    if match:
        member = roster.member(match[0])
        if member:
            return Named(at, match.end(), PERSON, member.name, match[0], None, member)
        if re.match(rf"[\s\x00]*{_SPEAKS}", text[match.end() :]):
            return Named(at, match.end(), PERSON, match[0], match[0])
    return None


def _titled(text: str, at: int, match: re.Match[str], roster: Roster) -> Named | None:
    if match["familiar"]:
        known = roster.member(match[0])
        return Named(at, match.end(), PERSON, known.name, match[0], None, known) if known else None
    if match["civil"]:
        member = roster.member(match[0])
        value = member.name if member else match[0]
        return Named(at, match.end(), PERSON, value, match[0], None, member)
    outside = re.search(r"(?:市|省|邻县|外县|国家)[^\s\x00,。]{0,8}$", text[:at])
    member = None if outside else roster.member(match[0].replace("常务副县长", "副县长"))
    before = re.search(r"[\u4e00-\u9fff]{2,8}(?:局|科|室|队)$", text[:at])
    if member is None and before and (body := roster.body(before[0])):
        mates = [m for m in roster.members if m.division == body.name and m.surname == match["surname"]]
        member = mates[0] if len(mates) == 1 else None
    if member is not None:
        return Named(at, match.end(), PERSON, member.name, match[0], None, member)
    if match["title"] == "局" and not re.match(rf"[\s\x00]*(?:{_SPEAKS}|让|要|请|$)", text[match.end() :]):
        return None
    # A stranger's title never stays in the name.
    return Named(at, match.end(), PERSON, match["surname"], match[0])


def _outside(text: str, at: int, roster: Roster) -> Named | None:
    """市…局, 省…厅, 邻县…: bodies that are not the county's own, as said."""
    match = _UPPER_BODY.match(text, at)
    if match:
        level = {
            "省": PROVINCE,
            "自治区": PROVINCE,
            "市": CITY,
            "国家": STATE,
            "中央": STATE,
            "国务院": STATE,
        }
        return Named(at, match.end(), BODY, match[0], match[0], upper=level.get(match["level"], ""))
    match = _SENT_GROUP.match(text, at)
    if match:
        return Named(
            at, match.end(), BODY, match[0], match[0], upper=PROVINCE if "巡视" in match[0] else CITY
        )
    match = _COUNTY_BODY.match(text, at)
    if match:
        return Named(at, match.end(), BODY, match[0], match[0], roster.body(match[0]), upper=COUNTY)
    match = _OTHER_BODY.match(text, at)
    if match and not match[0].startswith(roster.place):
        return Named(at, match.end(), BODY, match[0], match[0])
    return None


def _citizen(text: str, at: int) -> Named | None:
    """村民李大山: the name without what the person is."""
    match = _CITIZEN.match(text, at)
    return Named(at, match.end(), PERSON, match["name"], match[0]) if match else None


_STRANGER = re.compile(
    rf"(?P<name>(?:欧阳|司马|上官|诸葛|[{SURNAMES}])[\u4e00-\u9fff]{{1,2}}?)"
    rf"(?=[\s\x00]*{_SPEAKS}|[到来在][^\s,。\x00]{{1,8}}?(?:反映|上访|投诉|举报|求助|咨询|讨))"
)


def _stranger(text: str, at: int, roster: Roster) -> Named | None:
    """A bare name is believed at the beginning of a clause or behind a body, before a word of speaking."""
    before = text[:at]
    if before and not re.search(
        r"(?:[\s,。;:、\x00]|局|办|委|政府|科|室|部|院|镇|乡|厅|公司|中心|记者|工程师|村|社区)$", before
    ):
        return None
    match = _STRANGER.match(text, at)
    if (
        match is None
        or is_a_word(match["name"])
        or match["name"][-1] in "局委办部院厅镇乡科室县市省里上"
        or roster.body(match["name"])
    ):
        return None
    if re.match(r"[\u4e00-\u9fff](?:来|访|电|话|口|说|反|打)", match["name"][1:]):
        return None
    return Named(at, match.end(), PERSON, match["name"], match["name"])


def _answered(text: str, at: int) -> Named | None:
    """答复李四海低保来访: a citizen, up to the word for the wish."""
    if text[at] not in SURNAMES or not re.search(r"(?:答复|回复|接待|回访|约访|约见|告知)$", text[:at]):
        return None
    for length in (2, 3):
        after = text[at + length :]
        if marks.PRIVATE.match(after) or re.match(r"(?:的?(?:来访|上访|信访|投诉|诉求)|反映|关于)", after):
            return Named(at, at + length, PERSON, text[at : at + length], text[at : at + length])
    return None


def unknown_doer(text: str, at: int, roster: Roster) -> Named | None:
    """请周波写…: a name the roster does not know, where somebody is given work."""
    if text[at] not in SURNAMES and text[at : at + 2] not in COMPOUND_SURNAMES:
        return None
    said = name_of_a_doer(text, at)
    if said is None or roster.body(said) or roster.member(said):
        return None
    return Named(at, at + len(said), PERSON, said, said, works=True)


_CONTRACTOR = re.compile(
    r"(?!一下|分管|各|全|有关)(?:物业(?:公司)?|后勤(?:科|中心|部)?|保洁(?:公司|员)?|保安(?:队|公司)?|门卫|食堂|电工|水电工|维修工|"
    r"(?:施工|监理|设计|维保|建设|产权|责任|承建|养护)(?:单位|方|公司|队)|(?:印刷|修理|汽修)厂|(?:[\u4e00-\u9fff]{2,4})?(?:广告|电梯|空调|网络|软件|印务|搬家|养护|环卫|"
    r"供水|热力|通信)公司|厂家|供应商|运营商|打印店|志愿者|律师)"
)


def _contractor(text: str, at: int) -> Named | None:
    """请物业来看: whoever is called in from outside, by the trade."""
    if not re.search(
        r"(?:请|让|叫|由|联系|通知|催(?:一?下)?|找|派|安排|交给?|喊|谢谢|感谢|多谢|辛苦|多亏)$", text[:at]
    ):
        return None
    match = _CONTRACTOR.match(text, at)
    return Named(at, match.end(), BODY, match[0], match[0], works=True) if match else None


def _bare(text: str, at: int, roster: Roster, bare: re.Pattern[str]) -> Named | None:
    match = bare.match(text, at)
    if match is None:
        return None
    start = at - 1 if at and text[at - 1] == "县" else at
    body = roster.body(match[0])
    return Named(start, match.end(), BODY, body.name, match[0], body, bare=True) if body else None
