"""主语: the bodies a sentence or clause begins with, and what may stand before them."""

from __future__ import annotations

import re

from shuniu.matters.reading.units import is_collective, looks_like_unit, split_units, surely_unit


def without_preamble(sentence: str) -> str:
    """会议要求，… and 一是… say nothing about who."""
    sentence = re.sub(
        r"^\s*(?:会议|大会)(?:决定|要求|强调|议定|明确|同意|指出|认为|原则同意|研究决定|确定|提出|号召)[，：:]?",
        "",
        sentence,
    )
    # 汛前排查：水利站负责…: the title the sentence runs in with
    if (title := re.match(r"[^，。；：、]{2,16}：(?=.{6})", sentence)) and not surely_unit(
        title.group()[:-1]
    ):
        sentence = sentence[title.end() :]
    # 刚才县长说了几件事，你转一下：发改局…: so does a longer one, if a body follows
    if (
        (said := re.match(r"[^。；：]{2,40}：(?=.{6})", sentence))
        and (units := leading_units(sentence[said.end() :]))
        and all(map(named_body, units))
        and not leading_units(sentence)
    ):
        sentence = sentence[said.end() :]
    # 原则同意县大数据局提出的方案，…: what a body brought forward does not say that it acts
    sentence = re.sub(
        r"^(?:原则|研究|一致)*(?:同意|通过|听取)[^，。；]{2,40}的[^，。；]{2,12}，(?=.*(?:要|须|应|由|负责|牵头))",
        "",
        sentence,
    )
    # 县城投公司作为项目业主，…: in what capacity one acts does not change who acts
    sentence = re.sub(r"^([^，。；：]{2,20}?)作为[^，。；：]{2,16}，", r"\1", sentence)
    return re.sub(
        r"^(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][，、]|[（(]?\d{1,2}[）).、]|同时，|为此，|另外，|其中，|下一步，)",
        "",
        sentence,
    )


def named_body(name: str) -> bool:
    return surely_unit(name) and not is_collective(name)


# Verbs whose first character could end the name of a body.
_VERBS_LIKE_ENDS = {
    "组织",
    "组成",
    "组建",
    "会同",
    "会商",
    "委托",
    "办理",
    "办结",
    "处理",
    "处置",
    "部署",
    "会议",
    "所在",
    "会后",
    "会上",
    "会前",
    "所有",
    "所需",
    "行使",
    "站在",
}


# Kinds of bodies, which as the first words of a name are where the body is (社区卫生服务中心).
_KINDS = {"社区", "学校", "街道", "乡镇", "企业", "医院", "园区", "学院"}


def leading_units(words: str) -> tuple[str, ...]:
    """The units a clause begins with, whatever verb follows: the first complete name or list of names."""
    clause = re.split(r"[，。；：]", words)[0][:60]
    best: tuple[str, ...] = ()
    for end in range(2, len(clause) + 1):
        if clause[end - 1] in "、和及与":
            best = ()
            continue
        if clause.count("（", 0, end) > clause.count("）", 0, end) and "）" in clause[end:]:
            continue  # 各镇（街道） is one name
        if clause[end - 1 : end + 1] in _VERBS_LIKE_ENDS:
            if best:
                return best
            continue
        if best and clause[end - 1 : end + 1] == "主任" and best[-1].endswith("班"):
            return ()  # 各班班主任
        if best and clause[end - 1] == "员" and clause[end : end + 1] != "会":
            return ()  # 组织委员: a person, not 组织委
        names = units_in(clause[:end])
        if names and len(clause[:end]) <= sum(map(len, names)) + len(names) + 8:
            best = names
        elif best and not re.match(
            rf"[\u4e00-\u9fff]{{0,{6 if best[-1] in _KINDS else 3}}}(?:机关|室|局|委|办|处|科|中心|公司|部|组|队|站|所|院|府|、|和|及)",
            clause[end - 1 :],
        ):
            return best
    return best


_ALONE = {
    "有关部门",
    "相关部门",
    "有关单位",
    "相关单位",
    "有关方面",
    "地方",
    "社会",
    "国家",
    "单位",
    "部门",
    "企业",
    "学校",
    "本单位",
    "会议",
    "大会",
    "全会",
    "我局",
    "我县",
    "我市",
    "我校",
    "学会",
}


def units_in(words: str, *, by_word: bool = False) -> tuple[str, ...]:
    """The units in a subject; () unless every part names a body. 交通、城建部门 share their last word."""
    words = re.sub(
        r"^(?:并|同时|其中|具体|工作|此项工作|该项工作|有关工作|由|请|以及|现|拟|各项工作|后续工作|相关工作)+由?",
        "",
        words.strip(),
    )
    words = re.sub(
        r"(?:也|都|均|还|并|再|就|认真|进一步|切实|共同|具体|负责人|主要负责人|党政一把手|一把手|党政主要领导|党政主要负责同志|领导班子|主要负责同志|主要领导|负责同志)+$",
        "",
        words,
    )
    if re.search(r"(?<=.)(?<!自)由", words):
        return ()  # 资金由县财政局…: what the work is, and then who does it
    listed = re.search(r"等[^，、]{0,4}(?:部门|单位|企业|机构)$", words)
    names = split_units(words)
    if not names or len(names) > 12:
        return ()
    shared = (
        listed or re.search(r"(?:部门|单位|企业|机构|院校|学校|公司|局|站所)$", names[-1]) and len(names) > 1
    )
    for name in names:
        if name in _ALONE:
            continue
        if surely_unit(name) or (by_word and looks_like_unit(name)):
            continue
        if shared and 2 <= len(name) <= 6:
            continue
        return ()
    return tuple(name for name in names if name not in _ALONE)
