"""单位名称: which words name a body, and how a list of bodies is taken apart.

Units stay as printed: prefixes are not restored and short names not spelled out; that is the work of the alias table.
Rules: the list is split at 、，；及 和, but not inside a name (各有关部门和单位, 人力资源和社会保障局); 等 is
dropped; words that only close a list (等有关部门) name nobody; a collective (各街道, 市直各部门) is a unit.
"""

from __future__ import annotations

import re

# What the name of a body ends in. The second group are ends that common words share; they need company.
_STRONG = (
    "人民政府|政府|办事处|管委会|委员会|居委会|村委会|指挥部|领导小组|工作小组|小组|专班|党工委|党委|党组|党支部|支部|工委|团委|团县委|团市委|"
    "工会|妇联|残联|科协|文联|侨联|工商联|红十字会|协会|学会|商会|联合会|联合社|供销社|合作社|基金会|理事会|董事会|监事会|"
    "总局|分局|局|委|部|厅|总署|署|办|办公室|室|科|处|股|司|院|所|站|中心|公司|集团|银行|企业|电视台|日报社|报社|通讯社|"
    "大学|学院|学校|中学|小学|幼儿园|党校|医院|卫生院|保健院|法院|检察院|图书馆|档案馆|博物馆|文化馆|体育馆|总队|支队|大队|中队|消防队|车队|队|"
    "街道|乡镇|镇街|镇|乡|村|社区|园区|开发区|高新区|新区|库区|景区|林场|农场|水库|工厂|部门|单位|机构|科室|处室|院系|系部|教研室|年级组|班组|项目部|业主|法人|"
    "车间|工段|分厂|机关|城投|交投|水投|文旅投|产投|建投|农投|供电|代表处|分公司|支行|总行|法制办|督查室|研究院|设计院|运营商|人行|央行|军分区|武装部|委会|检疫|海关|总会|秘书处|组|会"
)
_WEAK = "县|市|区|省|州|盟|旗|地|行|台|馆|社|园|场|厂|校|班|厅局|地区|各级|各方|方面|门|级"
_ENDS_STRONG = re.compile(rf"(?:{_STRONG})(?:（[^（）]{{1,20}}）)?$")
_ENDS_WEAK = re.compile(rf"(?:{_WEAK})(?:（[^（）]{{1,20}}）)?$")
_COLLECTIVE = re.compile(
    r"^(?:各(?!项|类|种|自|个|方面工作|环节|阶段)|全[省市县区校院镇乡街局]各|[省市县区州校院镇乡局](?:级|直|属)?各?(?:有关|相关|直属|级)?(?:部门|单位|科室)|有关|相关|其他(?:有关|相关|各)|所有|属地|责任单位|承办单位|成员单位|国务院(?:有关|相关)?部门|中央和国家机关|地方各级|沿线|省直|市直|县直|区直|校直|机关各|基层各)"
)
# Ends that look like a body but are work, places of work or times.
_NEVER = re.compile(
    r"(?:领导|干部|[东西南北中]部|工作|任务|方案|制度|机制|项目|活动|会议|责任|要求|措施|问题|情况|信息|建设|管理|服务|任组|[另先执运施试进实发通同自举推出旅]行|^全[院校局处所]|全部|内部|外部|部分|试点|以上|以下|一部|此处|到位|办法|举办|承办|主办|协办|督办|查办|阶段|层面|[要应须将]|社会|机会|大会|晚会|例会|开会|茶话会|联欢会|博览会|展会|班会|座谈会|推进会|调度会|现场会|动员会|发布会|听证会|全会|年会|议会|体会|集会|聚会|两会|运动会|全运会|不会|才会|就会|学科|专科|本科|内科|外科|百科|(?:^|[^管])理科|处处|好处|到处|多处|之处|用处|妥处|[一二三四五六七八九十\d]处|宿舍|[^各]地区性|乡村|农村|城乡|城镇|城区|市区|县区|县域|辖区)$"
)

_ASIDE = re.compile(
    r"会议(?!中心|服务|展|室)|不?含|包括|除|以(?!太|色)|如[^皋东]|即|例|指(?!挥)|简称|下称|详?见|不(?!动产)|为|对|把|将(?!军)|在|从|使|让|被|覆盖|涵盖|惠及|面向|涉及|督促|动员|发动|邀请|聘请|利用(?![科处股室])|走访|抽调|派驻|提请|提交|上报|报送|形成|印发|修改|完善|必要时|按|再|适时|及时|定期|全面|推行|推广|推动|健全|建立|加强|加快|做好|抓好|严格|强化|深化|巩固|提高|扩大|鼓励|引导|解决|排查|同意|听取|确定|成立|审议|讨论|传达|关于|通报|与会|研究(?![院所室中会生])|下次|常务副"
)

_CLOSERS = re.compile(r"^(?:有关|相关)(?:部门|单位|方面|机构|科室|处室)(?:和单位|及单位|单位)?$")
_WHOSE = (
    r"(?:国务院|中央|[省市县区校院镇乡](?:直|级)?|本?级)?(?:有关|相关|成员|职能|各|多|若干|责任|其他|直属)*"
)
_REST = rf"(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})?[个家]?{_WHOSE}(?:部门和单位|部门及单位|部门、单位|部门单位|成员单位|部门|单位|机构|企业|方面|科室|处室|地区)"
_ETC = re.compile(rf"(?<![高中初同平劣优对上下头])等(?:{_REST}|(?=$|[、，,；;及和与）]))")
_JOINTS = "及和与"


def looks_like_unit(name: str) -> bool:
    """Whether these words alone name a body or a collective of bodies."""
    name = name.strip()
    if not 2 <= len(name) <= 28 or re.search(
        r"[。；：，！？、\d×＊*]|[的了]", re.sub(r"（[^（）]*）", "", name)
    ):
        return False
    if (
        _NEVER.search(name)
        or _ASIDE.match(name)
        or re.search(
            r"(?<=.)(?:(?<!自)由|(?<!所)在(?!建|线|校)|是|按|主持|召开|召集|提交|研究(?![院所室中会生处]))",
            name,
        )
    ):
        return False  # 水上救援由县消防救援大队: work, and who does it
    if _COLLECTIVE.match(name):
        return bool(_ENDS_STRONG.search(name) or _ENDS_WEAK.search(name))
    return bool(_ENDS_STRONG.search(name)) or (len(name) >= 2 and bool(_ENDS_WEAK.search(name)))


def is_collective(name: str) -> bool:
    """各部门, 全校各单位, 县直有关部门: everybody of a kind."""
    return bool(_COLLECTIVE.match(name) or re.search(r"各(?!自)[\u4e00-\u9fff]{1,6}$", name))


def surely_unit(name: str) -> bool:
    """As `looks_like_unit`, but only by an end no common word has."""
    return looks_like_unit(name) and bool(_ENDS_STRONG.search(name) or _COLLECTIVE.match(name))


# 各市、州人民政府; 各县（市、区）: a collective whose kinds are named by one character each is one name.
_KINDS = re.compile(
    r"(?<=各)[市县区州盟旗镇乡](?:、[市县区州盟旗镇乡](?![\u4e00-\u9fff])|、[市县区州盟旗镇乡](?=人民政府|政府|有关|党委|按|分别|负责))+"
)
_HELD = "\ue000"


def split_units(words: str) -> tuple[str, ...]:
    """The units in a list, as printed, in order, each once. Never raises; what is no name at all is left out.

    A collective of one-character kinds (各市、州人民政府) is one name.
    """
    if _KINDS.search(words):
        held = _KINDS.sub(lambda match: match.group().replace("、", _HELD), words)
        return tuple(name.replace(_HELD, "、") for name in split_units(held))
    words = re.sub(r"<br\s*/?>", "、", words)
    words = re.sub(r"\s+(?=[\u3400-\u9fff])", "、", re.sub(r"\s+(?=（)", "", words.strip()))
    words = _ETC.sub("、", words)
    names: list[str] = []
    for piece in _split_outside_brackets(words):
        for name in _split_at_joints(piece):
            name = _tidied(name)
            if name and name not in names:
                names.append(name)
    return tuple(names)


def _split_outside_brackets(words: str) -> list[str]:
    pieces, depth, start = [], 0, 0
    for i, c in enumerate(words):
        if c in "（《":
            depth += 1
        elif c in "）》":
            depth = max(depth - 1, 0)
        elif depth == 0 and c in "、，,；;。/\n\t|　":
            pieces.append(words[start:i])
            start = i + 1
    pieces.append(words[start:])
    return pieces


def _split_at_joints(piece: str) -> list[str]:
    """Split at 及, 以及, 和, 与 where both sides are names of their own."""
    for i, c in enumerate(piece):
        if c not in _JOINTS or i == 0:
            continue
        left = piece[:i].removesuffix("以")
        right = piece[i + 1 :].removeprefix("其").strip()
        if piece[:i].count("（") != piece[:i].count("）"):
            continue
        if looks_like_unit(left) and len(right) >= 2 and _stands_alone(left, right):
            return [left, *_split_at_joints(right)]
    return [piece]


def _stands_alone(left: str, right: str) -> bool:
    first = re.split("[及和与]", right)[0]
    if first in ("单位", "部门", "机构", "企业", "个人", "科室", "处室", "地区", "单位各"):
        return False
    if re.search(r"^(?:实验室|教室|会议室|档案室|资料室|图书馆|医院|学校|学院|公司|企业|社会|机关)$", left):
        return False  # 实验室与设备管理处: a place or a kind of body is what the office looks after
    if not looks_like_unit(right) and not looks_like_unit(first):
        return False
    # 住房和城乡建设局: the left side ends like a name by chance only if it is short and bare
    return (
        bool(_ENDS_STRONG.search(left))
        or bool(_COLLECTIVE.match(left))
        or bool(_ENDS_WEAK.search(left) and len(left) > 2)
    )


STARS = "*★☆▲△※"
_AROUND = " \t—–-、，,；;。：:·.“”\"'’‘"
_PERSON_IN_BRACKETS = re.compile(
    r"（(?:[×xX*＊某]{1,4}|[^（）]{0,6}[×xX＊某]{1,4}[^（）]{0,4}|[\u4e00-\u9fff]{2,3}|[\d\- ]{5,})）$"
)
_NOT_A_PERSON = re.compile(r"[市区县镇乡街道办局委部院校所站科室]|开发|牵头|场|园")


def _tidied(name: str) -> str:
    name = name.strip(_AROUND)
    if name and (name[0] in STARS or name[-1] in STARS) and surely_unit(name.strip(STARS)):
        name = name.strip(STARS)  # 县住建局*: marked as the leader; 王* is a person whose name is masked
    name = re.sub(r"^(?:由|请|交由|以及|并由|并|和|及|与|或|其中|原则上由|等|及其)(?=.{2})", "", name).strip(
        _AROUND
    )
    name = re.sub(r"(?<![高中初同平劣优对上下头])等$", "", name)
    person = _PERSON_IN_BRACKETS.search(name)
    if person and not _NOT_A_PERSON.search(person.group()[1:-1]):
        name = name[: person.start()]
    if name.count("（") != name.count("）"):
        name = name.strip("（）")
    if _CLOSERS.match(name):
        return ""
    if (
        not name
        or re.fullmatch(r"[×xX*＊某\s]+", name)
        or len(name) > 30
        or not re.search(r"[\u3400-\u9fffA-Za-z]", name)
    ):
        return ""
    return name
