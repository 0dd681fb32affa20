"""联络员的页: a sample, figures given before, figures that do not agree, one difficulty (product §3.2, §7.14)."""

from __future__ import annotations

from shuniu.demo.world import Beat, World, beat
from shuniu.files.arrivals import open_arrival
from shuniu.matters import operations
from shuniu.matters.choices import SourceType

LIAISONS: list[Beat] = []

_SAMPLE = "路段,检查井(座),管径(毫米),权属\n示例路东段,12,400,排水公司\n示例路西段,9,300,待查\n"


def _on(when: str, arrives: int = 0):
    def made(function):
        LIAISONS.append(beat(when, arrives)(function))
        return function

    return made


# 5月28日: housing counted the wells once already


@_on("2026-05-27 09:40", 1)
def wells_asked(w: World) -> None:
    w.capture(
        "wells", "江一帆", title="沿河路片区排水管网摸底", source_type=SourceType.MEETING, source_body="县长办公会",
        text="汛前把沿河路片区排水管网和检查井的数摸清。",
    )  # fmt: skip
    w.place("wells", "吴安澜", "住房城乡建设局", due=w.at("2026-05-29 17:30"), next_step="报检查井座数")
    w.do("acknowledge", "wells", "杜衡")


@_on("2026-05-28 15:10")
def wells_counted(w: World) -> None:
    w.do("feed_back", "wells", "杜衡", words="沿河路管网底数:检查井38座,雨污合流2处")
    w.do("report_done", "wells", "杜衡", result="沿河路片区检查井38座,图已交")


@_on("2026-05-29 10:20")
def wells_checked(w: World) -> None:
    w.do("verify", "wells", "吴安澜", remark="罗宁对过图")


# 6月10日和11日: the level of the reservoir, asked of two bodies in one form

_LEVEL = [("青石水库水位(米)", "same"), ("值守点(个)", "number")]


def _levels(key: str, by: str, title: str, due: str, *, number: int | None = None) -> None:
    def asked(w: World) -> None:
        w.capture(
            key, by, number=number, title=title, source_type=SourceType.PLAN, focus="防汛", due=w.at(due),
            text="强降雨期间每天下班前报水位和值守点。",
        )  # fmt: skip
        w.place(key, by, "信息科", holder=by, next_step="两家的数对一遍")
        operations.set_form(w.matter(key), fields=_LEVEL, by=w.act(by))
        w.part(key, by, f"{key} water", "报青石水库水位和值守点", "水利局", due=due)
        w.part(key, by, f"{key} weather", "报青石水库水位和值守点", "气象局", due=due)

    LIAISONS.append(beat(due[:10] + " 09:10:30", 0 if number else 1)(asked))


_levels("level 10", "丁香", "6月10日水库水位两家数", "2026-06-10 17:00")
_levels("level 11", "丁香", "6月11日水库水位两家数", "2026-06-11 17:00", number=1215)


def _fills(w: World, key: str, by: str, level: str, posts: str) -> None:
    matter = w.matter(key)
    values = {one.pk: value for one, value in zip(operations.form_of(matter), (level, posts), strict=True)}
    operations.feed_back(matter, words="", values=values, by=w.act(by))


@_on("2026-06-10 15:20")
def levels_of_the_tenth(w: World) -> None:
    for key, by, level, posts in (
        ("level 10 water", "王珂", "102.3", "12"),
        ("level 10 weather", "云帆", "102.1", "4"),
    ):
        w.do("acknowledge", key, by)
        _fills(w, key, by, level, posts)


@_on("2026-06-10 16:40")
def levels_of_the_tenth_done(w: World) -> None:
    w.do("report_done", "level 10 water", "王珂", result="以水文站16时读数102.3米为准")
    w.do("report_done", "level 10 weather", "云帆", result="自动站读数102.1米,仪器低0.2米")
    for key in ("level 10 water", "level 10 weather"):
        w.do("verify", key, "吴安澜", remark="两家通过电话,差0.2米是仪器")


@_on("2026-06-11 10:40")
def level_taken(w: World) -> None:
    w.do("acknowledge", "level 11 water", "王珂")


@_on("2026-06-11 10:50")
def level_of_the_weather_office(w: World) -> None:
    w.do("acknowledge", "level 11 weather", "云帆")
    _fills(w, "level 11 weather", "云帆", "102.4", "4")


# After the ruling on the manholes: the words travel with the parts, a sample, last year's finished one


@_on("2026-06-11 11:37")
def words_travel(w: World) -> None:
    w.do("instruct", "pipes", "裴子衡", leader=w.who("裴子衡"), words="先堵上,再说账。")
    by = w.act("周谨言")
    operations.give_sample(
        w.matter("pipes"), arrival=open_arrival(_SAMPLE.encode(), "管网底数样表.csv"), by=by
    )
    operations.show_as_sample(w.matter("covers"), other=w.matter("manholes 2025"), by=by)
    operations.set_form(
        w.matter("pipe figures"),
        fields=[("检查井(座)", "number"), ("管网长(米)", "number"), ("查完日期", "date")],
        by=by,
    )
    w.do("set_next_step", "pipe plan", "周谨言", step="照管网底数出方案,分两段报价")


@_on("2026-06-11 14:10")
def lids_are_short(w: World) -> None:
    w.do("acknowledge", "covers", "鲁山")
    w.do(
        "raise_difficulty",
        "covers",
        "鲁山",
        stuck="铸铁盖库存只有9套,差14套",
        tried="问过两家厂,明天能送",
        needed="请财政先批应急采购",
    )
