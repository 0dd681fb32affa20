"""苗头: what is planted so that the intelligence has something to find (product §16.6)."""

from __future__ import annotations

from shuniu.demo.world import Beat, World, beat
from shuniu.matters import operations
from shuniu.matters.choices import SourceType
from shuniu.matters.models import Matter
from shuniu.org import moment

SIGNS: list[Beat] = []


def _on(when: str, arrives: int = 0):
    def made(function):
        SIGNS.append(beat(when, arrives)(function))
        return function

    return made


# 老城北片的水: four times in eight days


def _water(when: str, name: str, place: str, said: str) -> None:
    def arrives(w: World) -> None:
        w.capture(
            name, "罗宁", title=f"{place}{said}", kind="hotline", source_type=SourceType.HOTLINE, source_body="12345热线",
            source_person=w.dice.choice(("钱大姐", "吴师傅", "褚女士", "蒋先生")), text=f"来电人反映:{place}{said},问能不能喝。",
        )  # fmt: skip
        w.place(name, "罗宁", "水利局", due=w.at(_water_due[name]), next_step="取水样化验")
        w.do("acknowledge", name, "王珂")

    SIGNS.append(beat(when, 1)(arrives))


_water_due = {
    "water 1": "2026-06-17 17:30",
    "water 2": "2026-06-17 17:30",
    "water 3": "2026-06-18 17:30",
    "water 4": "2026-06-18 17:30",
}
_water("2026-06-04 11:10", "water 1", "北关路", "早晨自来水发黄")
_water("2026-06-05 09:40", "water 2", "鼓楼巷", "水龙头放出黄水")
_water("2026-06-08 10:50", "water 3", "井儿巷", "自来水发黄有铁锈味")
_water("2026-06-10 16:30", "water 4", "文庙后街", "自来水发黄")


@_on("2026-06-10 17:10")
def water_moves(w: World) -> None:
    for name in ("water 1", "water 2", "water 3"):
        w.do("feed_back", name, "王珂", words="已取样三处,结论明天出;同一段老管,一起查")


# 住建局三次自报不实


def _untrue(when: str, back: str, again: str, name: str, title: str, done: str) -> None:
    def given(w: World) -> None:
        w.capture(
            name,
            "江一帆",
            title=title,
            kind="minute_item",
            source_type=SourceType.MEETING,
            source_body="县长办公会",
            text=title,
        )
        w.place(name, "吴安澜", "住房城乡建设局", due=w.at(again), next_step="排施工顺序")
        w.do("acknowledge", name, "杜衡")
        w.do("feed_back", name, "杜衡", words="快完了,就差收尾")
        w.do("report_done", name, "杜衡", result=done)

    def sent_back(w: World) -> None:
        w.do("send_back", name, "吴安澜", reason="罗宁到现场看过,没有做完", untrue=True)

    SIGNS.extend((beat(when, 1)(given), beat(back)(sent_back)))


_untrue(
    "2026-03-16 10:00",
    "2026-03-18 15:00",
    "2026-04-10 17:30",
    "untrue 1",
    "望江路围挡拆除和路面恢复",
    "围挡已拆,路面恢复完毕",
)
_untrue(
    "2026-04-21 10:00",
    "2026-04-23 16:00",
    "2026-05-15 17:30",
    "untrue 2",
    "纺织厂小区化粪池清掏",
    "三口化粪池全部清掏",
)
_untrue(
    "2026-06-03 10:00",
    "2026-06-05 10:40",
    "2026-06-26 17:30",
    "untrue 3",
    "北关路管网更换200米",
    "200米全部换完",
)


@_on("2026-04-09 16:00")
def untrue_first_settled(w: World) -> None:
    w.do("report_done", "untrue 1", "杜衡", result="路面补铺完成,附验收照片6张")
    w.do("verify", "untrue 1", "吴安澜", remark="罗宁复看属实")


@_on("2026-05-14 16:00")
def untrue_second_settled(w: World) -> None:
    w.do("report_done", "untrue 2", "杜衡", result="补掏一口,居民代表签字")
    w.do("verify", "untrue 2", "吴安澜", remark="复看属实")


@_on("2026-06-10 15:00")
def untrue_third_moves(w: World) -> None:
    w.do("feed_back", "untrue 3", "杜衡", words="北关路管网已换140米,剩60米周四完")


# 何文静手上的事: weeks 24 and 25 are too full

_TOO_MUCH = (
    ("档案移交收尾(2025年度)", "2026-08-31", 720), ("端午接待备用方案", "2026-06-17", 240), ("推进会会务总方案", "2026-06-17", 300),
    ("保密自查整改", "2026-06-19", 360), ("公文质量半年通报", "2026-06-26", 300), ("会议费半年核减", "2026-06-24", 180),
    ("材料装袋与分发", "2026-06-17", 180), ("印章清理登记", "2026-06-25", 120), ("401会议室改造验收", "2026-06-23", 120),
    ("中考期间会议压减清单", "2026-06-16", 90), ("文电科培训期间顶岗安排", "2026-06-15", 60), ("半年公文统计", "2026-06-30", 240),
)  # fmt: skip


def _hers(place: int, title: str, until: str, minutes: int) -> None:
    def given(w: World) -> None:
        w.capture(title, "何文静", title=title, source_type=SourceType.PLAN, text=title)
        w.place(
            title,
            "何文静",
            "会务科" if "会" in title else "文电科",
            holder="何文静",
            due=w.at(f"{until} 17:30"),
            hard=False,
            next_step="排时间",
        )
        w.size(title, minutes)

    def moves(w: World) -> None:
        w.do("feed_back", title, "何文静", words="还没轮到,这两周排不开")

    minute = 5 + place * 4
    SIGNS.append(
        beat(f"2026-05-{(12, 15, 21, 26)[place % 4]:02d} {9 + place % 3:02d}:{minute:02d}", 1)(given)
    )
    SIGNS.append(beat(f"2026-06-{(5, 8, 9, 10)[place % 4]:02d} {15 + place % 3:02d}:{minute:02d}")(moves))


for _place, (_title, _until, _minutes) in enumerate(_TOO_MUCH):
    _hers(_place, _title, _until, _minutes)


# 两件红灯: hard dates of this week that passed


def _overdue(when: str, name: str, title: str, lead: str, due: str, said: str) -> None:
    def given(w: World) -> None:
        w.capture(
            name, "江一帆", title=title, kind="minute_item", source_type=SourceType.MEETING, source_body="县长办公会",
            text=title,
        )  # fmt: skip
        w.place(name, "吴安澜", lead, due=w.at(due), hard=True, due_basis="县长办公会", next_step="催一遍")
        w.do("acknowledge", name, w.body(lead).liaison.name)

    def moves(w: World) -> None:
        w.do("feed_back", name, w.body(lead).liaison.name, words=said)

    SIGNS.extend((beat(when, 1)(given), beat("2026-06-09 16:20")(moves)))


_overdue(
    "2026-05-19 10:00",
    "late 1",
    "北关路雨污分流施工图图审",
    "住房城乡建设局",
    "2026-06-09 17:30",
    "图审单位还差两张结构图",
)
_overdue(
    "2026-05-21 15:00",
    "late 2",
    "城北片区地灾点搬迁名单公示",
    "自然资源局",
    "2026-06-10 17:30",
    "名单核到户,差三户签字",
)
_overdue(
    "2026-05-22 09:30",
    "late 3",
    "城乡供水一体化可研批复",
    "发展改革局",
    "2026-06-08 17:30",
    "专家意见补正稿还没有回",
)


# 领导问过的

_ASKED = {
    "沈知行": "数字出来没有?", "顾青禾": "现场去了没有?", "秦砚": "发我一张表", "温若兰": "群众满意不满意?",
    "霍正川": "谁在盯?", "裴子衡": "卡在哪家?",
}  # fmt: skip


@_on("2026-06-09 20:15")
def leaders_ask(w: World) -> None:
    """Each leader asked how two things of the own field stand."""
    for name, words in _ASKED.items():
        mine = Matter.objects.filter(
            leader=w.who(name),
            part=0,
            state="in_hand",
            safety=False,
            due__gte=w.at("2026-06-19 08:00"),
            moved__lt=moment.now(),
        ).order_by("pk")
        for matter in mine[:2]:
            operations.ask(matter, by=w.act(name), words=words)
