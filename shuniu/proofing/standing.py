"""隶属关系: how high a named body stands and what sort of body it is, read off its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from shuniu.proofing.draft import Draft, Part
from shuniu.proofing.house import House
from shuniu.proofing.kinds import kind_of

STATE, PROVINCE, CITY, COUNTY, TOWN, VILLAGE = 5, 4, 3, 2, 1, 0


class Sort(Enum):
    """机关的性质."""

    GOVERNMENT = auto()
    PARTY = auto()
    OFFICE = auto()  # 政府办公室, 党委办公室: may write downward by authority
    DEPARTMENT = auto()
    GROUP = auto()  # 领导小组, 联席会议: coordinates, commands nobody
    SECTION = auto()  # inside a body
    PERSON = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Standing:
    """地位: `level` 5 state … 0 village, None when the name does not tell."""

    name: str
    level: int | None
    sort: Sort
    many: bool = False  # 各乡镇人民政府

    @property
    def field(self) -> str:
        """水利 of 县水利局 and of 市水利局: the line of work."""
        bare = re.sub(r"^(?:[\u4e00-\u9fff]{2,4}?[省市县]|[省市县])", "", self.name)
        return re.sub(r"(?:管理|保障|建设|事务)?(?:局|厅|委员会|委|办)$", "", bare)


def standing_of(name: str, house: House) -> Standing:
    """地位 of a body by name: 县水利局, 青岚县人民政府, 各乡镇人民政府, 陆县长."""
    name = re.sub(r"[（(][^）)]*[）)]|[\s\u3000]", "", name)
    many = name.startswith("各") or "各" in name[:4]
    sort = _sort(name, house)
    return Standing(name, _level(name, sort, house), sort, many)


def _level(name: str, sort: Sort, house: House) -> int | None:
    bare = name.removeprefix("江南省") if name != "江南省" and name.startswith("江南省云泽市") else name
    if re.match(r"国务院|中共中央|中央|国家", name):
        return STATE
    if re.match(r"各?村(?:民)?委员会|各村|各村（社区）|.*村(?:民委员会|委会|党支部)$|各(?:行政)?村", name):
        return VILLAGE
    if re.match(r"各?(?:乡镇|镇|乡|街道)(?:人民政府|政府|党委|办事处)?", name) or any(
        t in name for t in house.townships()
    ):
        return TOWN
    if re.search(r"[\u4e00-\u9fff]{2}(?:镇|乡)(?:人民政府|政府|党委|$)", name):
        return TOWN
    place = house.place
    if (place and place in name) or re.match(r"县|各县|全县|[\u4e00-\u9fff]{2,3}县", bare):
        return COUNTY
    if re.match(r"市|各市|[\u4e00-\u9fff]{2,3}市", bare):
        return CITY
    if re.match(r"省|[\u4e00-\u9fff]{2,3}省", name):
        return PROVINCE
    return COUNTY if sort is Sort.DEPARTMENT and house.roster.body(name) in house.roster.bodies else None


def _sort(name: str, house: House) -> Sort:
    if re.search(r"(?:县长|市长|省长|书记|主任|局长|镇长|乡长|副县长|同志|主席)$", name) and not re.search(
        r"办公室主任会议$|领导同志$|各位同志$|全体同志$|^各", name
    ):
        return Sort.PERSON
    if any(member.name == name for member in house.roster.members):
        return Sort.PERSON
    if re.search(r"领导小组|协调小组|工作小组|联席会议|工作专班|专项小组|协调机制|议事协调", name):
        return Sort.GROUP
    if re.search(r"(?:人民政府|政府|县委|市委|省委|党委)办(?:公[室厅])?$", name) or re.fullmatch(
        r"[县市省](?:府办|委办|政府办)(?:公室|公厅)?", name
    ):
        return Sort.OFFICE
    if re.search(
        r"(?:局|委|办|公室|厅|院|校|中心|会)[\u4e00-\u9fff]{2,8}(?:科|股|室|处)$", name
    ) and not name.endswith("办公室"):
        return Sort.SECTION
    if any(name == section or name.endswith(section) for section in house.sections()):
        return Sort.SECTION
    if re.search(r"(?:人民政府|政府)$", name) or re.search(r"(?:镇|乡|街道|乡镇)$", name):
        return Sort.GOVERNMENT
    if re.search(r"(?:^|[县市省])(?:县委|市委|省委|委|党委)$|[镇乡]党委$|中共[\u4e00-\u9fff]+委员会$", name):
        return Sort.PARTY
    if name.endswith(("指挥部", "俱乐部", "支部")):
        return Sort.OTHER
    if re.search(r"(?:局|厅|委员会|委|部)$", name):
        return Sort.DEPARTMENT
    return Sort.OTHER


_ISSUER_IN_TITLE = re.compile(r"^(?P<name>[\u4e00-\u9fff（）、\s\u3000]{2,40}?)关于")


def issuers(draft: Draft) -> list[str]:
    """发文机关: those who sign, else the name in the title, else the name in the mark."""
    signed = [name for line in draft.of(Part.ISSUER) for name in re.split(r"[\s\u3000]+", line.text) if name]
    if signed:
        return signed
    title = draft.title
    if title and (found := _ISSUER_IN_TITLE.match(title.text)):
        return [name for name in re.split(r"[\s\u3000]+", found["name"]) if name]
    mark = draft.first(Part.MARK)
    return [re.sub(r"文件$|[\s\u3000]", "", mark.text)] if mark else []


def addressed(draft: Draft) -> list[str]:
    """主送机关, one by one."""
    line = draft.recipients
    if not line:
        return []
    bare = re.sub(r"[：:。．.，,；;、]$", "", line.text)
    return [name for name in re.split(r"[、，,；;](?![^（]*）)", bare) if name]


def copied(draft: Draft) -> list[tuple[str, int, int]]:
    """抄送机关, one by one with their places."""
    found = []
    for line in draft.of(Part.COPIES):
        if not line.text.startswith(("抄送", "抄报")):
            continue
        for piece in re.finditer(r"[^、，,；;。：:]+", line.text):
            if piece.start() > 0:
                found.append((piece[0].strip(), line.start + piece.start(), line.start + piece.end()))
    return found


def document_kind(draft: Draft) -> str:
    """文种 of the draft; "" if its title names none."""
    return kind_of(draft.title.text) if draft.title else ""


def is_superior(above: Standing, below: Standing) -> bool | None:
    """Whether `above` is the direct superior of `below`; None when the names do not tell."""
    if above.level is None or below.level is None or Sort.OTHER in (above.sort, below.sort):
        return None
    if below.sort is Sort.SECTION:
        return above.sort is not Sort.DEPARTMENT or below.name.startswith(above.name)
    if above.sort in (Sort.GOVERNMENT, Sort.PARTY):
        if below.sort in (Sort.DEPARTMENT, Sort.OFFICE, Sort.GROUP):
            return above.level == below.level
        return above.level == below.level + 1 or (above.sort is Sort.PARTY and above.level == below.level)
    if above.sort is Sort.DEPARTMENT and below.sort is Sort.DEPARTMENT:
        return above.level == below.level + 1 and bool(set(above.field) & set(below.field))
    if above.sort is Sort.OFFICE and below.sort is Sort.OFFICE:
        return above.level == below.level + 1
    return False
