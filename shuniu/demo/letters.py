"""公文的样子: the text of an invented paper with the place of every field and demand in it."""

from __future__ import annotations

import random
from datetime import date, timedelta

from shuniu.demo.drafts import Want

_OPENINGS = (
    "为切实做好{topic}工作,现就有关事项通知如下。", "近期,{topic}工作总体平稳,但仍有薄弱环节。经研究,提出以下要求。",
    "根据年度工作安排,{topic}进入关键阶段。现将有关事项明确如下。", "为把{topic}各项任务落到实处,请做好以下工作。",
    "从前段调研情况看,{topic}还存在底数不清、责任不实的问题。为此,提出如下意见。",
)  # fmt: skip
_FILLERS = (
    "各单位要把这项工作摆上重要位置,主要负责同志亲自过问。", "要坚持问题导向,不搞层层加码,不增加基层负担。",
    "对群众反映集中的问题,要当面说清、限时办结。", "各有关单位要互通情况,形成合力。", "工作中遇到的困难,请及时沟通。",
    "请确定一名联络员,负责日常联系。", "要注意总结好做法,防止一阵风。",
)  # fmt: skip
_STATES = (
    "目前,{topic}已完成年度任务的{percent}%,{place}等地进展较快。", "今年以来,共开展{topic}检查{count}次,发现问题{less}个,已整改{fixed}个。",
    "{topic}涉及{count}个点位,按先急后缓的次序推进。", "受资金到位晚和雨季影响,{topic}有{less}项任务慢于计划。",
)  # fmt: skip


def paper(
    dice: random.Random,
    day: date,
    *,
    issuer: str,
    number: str,
    title: str,
    wants: list[Want],
    topic: str,
    recipients: str,
    urgency: str = "",
    closing: str = "",
    money: int = 0,
) -> tuple[str, dict[str, dict]]:
    """(text, fields): head, number, title, addressee, body with its demands, signature and date.

    Sets `start`, `end` and `due_text` of each demand; fields are {name: {"value", "start", "end", "sure"}}.
    """
    parts: list[str] = []
    fields: dict[str, dict] = {}
    length = 0

    def line(said: str, name: str = "", value: object = None) -> int:
        nonlocal length
        start = length
        parts.append(said)
        length += len(said) + 1
        if name:
            fields[name] = {"value": value or said, "start": start, "end": start + len(said), "sure": True}
        return start

    if urgency:
        line(urgency, "urgency")
    line(f"{issuer}文件")
    line(number, "doc_number")
    line(title, "title")
    line(recipients + ":", "recipients", recipients)
    line(dice.choice(_OPENINGS).format(topic=topic) if wants else _state(dice, topic))
    for place, want in enumerate(wants):
        due = ""
        if want.days is not None:
            on = day + timedelta(days=want.days * 7 // 5)
            due = f"{on.month}月{on.day}日前" if want.days > 2 else "当日18时前"
            want.due_text = due
        tail = f"({want.lead}牵头{',' + due + '完成' if due else ',长期坚持'})"
        said = f"{'一二三四五六七八'[place]}、{want.what}。{tail}"
        start = line(said)
        want.start, want.end = start, start + len(said)
    if money:
        line(f"经测算,共需资金{money}万元,拟从年度预算和上级补助中统筹解决。")
    for said in dice.sample(_FILLERS, dice.randint(1, 3)) if wants else [_state(dice, topic)]:
        line(said)
    if closing:
        line(closing)
    line(
        f"(联系人:{dice.choice('赵钱孙李周吴郑王')}{dice.choice(('明', '华', '静', '磊', '敏'))},电话:000-{dice.randint(0, 9999):04d})"
    )
    line(issuer, "issuer", [issuer])
    line(f"{day.year}年{day.month}月{day.day}日", "date", day.isoformat())
    if dice.random() < 0.15 and "title" in fields:
        fields[dice.choice(("issuer", "date", "recipients"))]["sure"] = False
    return "\n".join(parts), fields


def _state(dice: random.Random, topic: str) -> str:
    less = dice.randint(3, 30)
    return dice.choice(_STATES).format(
        topic=topic, percent=dice.randint(31, 96), count=dice.randint(12, 260), less=less,
        fixed=max(1, less - dice.randint(0, 9)), place=dice.choice(("望川镇", "青石镇", "城关镇", "柳溪镇", "竹溪乡")),
    )  # fmt: skip
