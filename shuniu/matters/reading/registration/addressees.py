"""主送机关: whom a paper addresses; what a line of addressees looks like, and a person's name before a colon."""

from __future__ import annotations

import re

from shuniu.matters.reading.registration.bodies import NAME_ENDS, is_body
from shuniu.matters.reading.registration.people import SURNAMES

_STOPS = re.compile(r"[、，；]|(?<=[^一-龥])和|及(?=各)")
_NEVER = re.compile(
    r"如下|以下|^[您你]好$|^(?:成员|牵头|责任|配合|主办|承办|协办|发布|发文|填报|申报|推荐|参赛|建设|施工|监理|设计|用人|招标|采购|主管|编制|支持|指导|举办|组织|发起|汇报|议定)(?:单位|部门|机构|企业|机关|人|事项)|^(?:缺席|请假|整理|汇报|发言)|要(?!求)|应当|必须|做[好到]|加强|严格|[。！？]|^(?:附\s*件|附|来源|联系|电话|传真|标题|名称|时间|地点|地址|日期|主持|参会|参加|出席|列席|记录|议题|议程|关键词|索引|邮箱|备注|注|说明|其中|例如|摘要|"
    r"姓名|单位|部门|职务|序号|抄送|抄报|签发|主题|编号|网址|方式|内容|目的|依据|要求|原则|目标|会议|经研究|经会议|决定|同意|一是|二是|首先|第一|为|根据|按照|依据|鉴于|近日|现将|请)|"
    r"(?:决定|要求|指出|强调|认为|事项|通知|通报|批复|意见|公告|明确|包括|为|是|有|说|条件|办法|措施|原因|问题|情况|任务|安排|名单|电话|方式|日期|时间|标准|范围|内容|流程|程序)$|"
    r"^[一二三四五六七八九十\d]+[、.．]|^（[一二三四五六七八九十\d]+）|第[一二三四五六七八九十]+[条章]"
)
_COLLECTIVE = re.compile(
    r"^(?:院|局|校|厂|行|部|处|委|县|市|镇|中心|公司|集团)领导$|^[在驻][\u4e00-\u9fff]{1,3}(?:高校|单位|企业|院校|机构)$|^(?:各|全[体市县区镇乡校院省州旗国]|有关|相关|本[市县区镇乡校院]|尊敬|敬爱|亲爱|广大|贵|你|驻|中央|中直|省直|市直|县直|区直|所属|直属|机关|校属|院属|局属|辖区)|"
    r"(?:委员|代表|同志|先生|女士|同学|家长|居民|村民|市民|网民|网友|朋友|员工|职工|师生|老师|教师|教职工|教工|学生|党员|群众|企业|单位|部门|机构|学校|院校|站所|负责人|经理|科室|处室|班级|班主任|用户|业主|"
    r"商户|客户|供应商|投标人|考生|会员|理事|股东|纳税人|团队|分会|街道|乡镇|区县|县区|市县|旗县|园区|开发区|新区|景区|车间|班组|支队|大队|机关|系统|企事业单位|社会组织|团体|工人|队员|干部|"
    r"同仁|战友|乡亲|父老|司机|驾驶员|旅客|读者|病友|患者|官兵|院系|院部|各界|人士|公众|系部|总支|支部|党总支|党支部|[）])$"
)
_PERSON = re.compile(
    rf"(?:尊敬的|敬爱的)?(?:[{SURNAMES}][\u4e00-\u9fff]{{1,2}}|[×*xX某]{{2,4}}|[{SURNAMES}][×*xX某]{{1,3}})(?:等)?(?:[\u4e00-\u9fff]{{0,3}}(?:代表|委员|同志|先生|女士|老师|主任|校长))?"
)
# 广大纳税人、缴费人: who is greeted needs no known ending.
_GREETED = re.compile(r"广大|尊敬的|亲爱的|敬爱的|各位")
_NO_PERSON = re.compile(
    r"(?:提示|安排|目标|思想|对象|主题|须知|您好|你好|提要|概况|简介|背景|组织|机构|领导|单位|部门|时限|步骤|重点|附表|成员|组长)$"
)


def is_addressee(text: str) -> bool:
    """Whether `text`, without its colon, lists recipients (各乡镇人民政府，县直各部门)."""
    text = re.sub(r"\s+", "", text)
    if not 2 <= len(text) <= 600 or _NEVER.search(text):
        return False
    parts = _parts(text)
    known = [part for part in parts if _is_part(part)]
    weighty = [
        part for part in parts if len(part) > 4 or _is_part(part)
    ]  # 广东、广西 before 海南省人民政府 weigh nothing
    if _GREETED.match(parts[0]) and all(len(part) < 12 and "的" not in part[4:] for part in parts):
        return True
    return bool(known) and len(known) * 2 >= len(weighty) and _is_part(parts[-1])


def addresses_nobody(text: str) -> bool:
    """贵局： greets whom a line above has named (致：青岚县住房和城乡建设局)."""
    return bool(re.fullmatch(r"[贵你][\u4e00-\u9fff]{1,4}", re.sub(r"\s+", "", text)))


def may_be_addressee(text: str) -> bool:
    """Whether nothing speaks against `text` as recipients where their place and colon speak for it."""
    text = re.sub(r"\s+", "", text)
    return (
        2 <= len(text) <= 120
        and not _NEVER.search(text)
        and not _NO_PERSON.search(text)
        and not re.search(r"[的了是将请“《]|\d", text.replace("尊敬的", ""))
    )


def is_collective(text: str) -> bool:
    """Recipients that need no colon to be known: every one a collective name (各部门)."""
    text = re.sub(r"\s+", "", text)
    return (
        bool(
            re.match(r"各|全[体市县区镇乡校院省]|尊敬|机关各|校属各|局属各|[市县区省]直各|[市县区省]属", text)
        )
        and all(_is_part(part) and len(part) < 30 for part in _parts(text))
        and not _NEVER.search(text)
    )


def is_person(text: str) -> bool:
    """A letter to one person: 张某：, ×××同志：."""
    bare = re.sub(r"\s+", "", text)
    if re.fullmatch(r"(?:尊敬的)?(?:网友|网民|市民|来信人|留言人)(?:“[^“”]{1,16}”|[^，。“”]{0,10})", bare):
        return not _NEVER.search(re.sub("“[^“”]*”", "", bare))
    return bool(_PERSON.fullmatch(bare)) and not _NEVER.search(bare) and not _NO_PERSON.search(bare)


def _parts(text: str) -> list[str]:
    flat = re.sub(r"（[^（）]*）|们$|[您你]好$", "", text)
    return [part for part in _STOPS.split(flat) if part] or [text]


def _is_part(part: str) -> bool:
    if len(part) > 60:
        return False
    if _COLLECTIVE.search(part) or is_body(part) or re.search("[省州旗盟]$", part):
        return True
    return len(part) < 24 and bool(NAME_ENDS.search(part)) and not re.search("[的了是将请]", part)
