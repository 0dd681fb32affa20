"""督着的: what was given out before the day of the story and followed since: a yellow slip, three untrue reports, lots
drawn from a seed, an inspection approved by the head, and fourteen weeks of lights; through the real verbs."""

from __future__ import annotations

from shuniu.demo.world import Beat, World, beat
from shuniu.matters import operations as matters
from shuniu.matters.choices import SourceType
from shuniu.supervision import operations, weeks
from shuniu.supervision.choices import Frequency, InspectionKind, Scope
from shuniu.supervision.models import Chase, SpotCheck

FOLLOWED: list[Beat] = []
SEED = 20260611  # the lots of the day of the story are drawn from it
LATE = "late 3"  # 城乡供水一体化可研批复, three working days late on the day of the story


def _on(when: str, arrives: int = 0):
    def made(function):
        FOLLOWED.append(beat(when, arrives)(function))
        return function

    return made


# 住建局报过三次不实: said to be done, and was not

_UNTRUE = (
    ("2026-04-08 09:20", "2026-04-17 15:30", "2026-04-20 10:10", "老城北片雨水箅子清掏", "全部清掏完毕",
     "现场看了40处,11处没有清"),
    ("2026-04-22 10:40", "2026-05-06 16:20", "2026-05-08 09:30", "背街小巷路灯修复", "坏灯已全部修复",
     "夜里看了三条巷,还有7盏不亮"),
    ("2026-05-11 14:10", "2026-05-22 17:00", "2026-05-26 11:00", "在建工地围挡整改", "9处工地围挡整改完成",
     "两处围挡仍是旧的,照片是去年的"),
)  # fmt: skip


def _said_done_and_was_not(given: str, told: str, looked: str, title: str, result: str, found: str) -> None:
    @_on(given, 1)
    def give(w: World) -> None:
        w.capture(
            title, "江一帆", title=title, source_type=SourceType.MEETING, source_body="城建专题会", text=title
        )
        due = w.at(f"{given[:8]}28 17:30") if given < "2026-05" else w.at("2026-06-26 17:30")
        w.place(
            title,
            "吴安澜",
            "住房城乡建设局",
            due=due,
            hard=True,
            due_basis="城建专题会",
            next_step="逐处整改",
        )
        w.do("acknowledge", title, "杜衡")

    @_on(told)
    def says(w: World) -> None:
        w.do("feed_back", title, "杜衡", words=result)
        w.do("report_done", title, "杜衡", result=result)

    @_on(looked)
    def sends_back(w: World) -> None:
        w.do("send_back", title, "吴安澜", reason=found, untrue=True)


for _one in _UNTRUE:
    _said_done_and_was_not(*_one)


@_on("2026-05-14 16:30")
def lamps_really_mended(w: World) -> None:
    w.do("report_done", "背街小巷路灯修复", "杜衡", result="7盏补齐,夜里亮灯拍过")


@_on("2026-05-15 09:30")
def lamps_seen(w: World) -> None:
    w.do("verify", "背街小巷路灯修复", "吴安澜", remark="宋词夜里走过三条巷")


@_on("2026-04-27 16:00")
def drains_really_done(w: World) -> None:
    w.do("report_done", "老城北片雨水箅子清掏", "杜衡", result="漏的11处补清,逐处编号")


@_on("2026-04-28 10:20")
def drains_seen(w: World) -> None:
    w.do("verify", "老城北片雨水箅子清掏", "吴安澜", remark="江一帆、罗宁逐处看过")


# 可研批复: told on the day, blue on the first day after it, yellow on the third


@_on("2026-05-22 10:10")
def approval_registered(w: World) -> None:
    operations.register(
        w.matter(LATE), why="县长办公会议定", finish_test="批复文件到手", deliverable="批复复印件", frequency=Frequency.WEEKLY,
        by=w.act("周谨言"),
    )  # fmt: skip


@_on("2026-06-08 09:20")
def approval_chased(w: World) -> None:
    operations.chase(w.matter(LATE), by=w.act("江一帆"))


@_on("2026-06-09 09:40")
def approval_blue(w: World) -> None:
    operations.chase(w.matter(LATE), by=w.act("江一帆"))


@_on("2026-06-09 10:05")
def approval_blue_goes_out(w: World) -> None:
    waiting = Chase.objects.get(matter_id=w.matters[LATE], sent_at=None)
    operations.confirm(waiting, by=w.act("周谨言"))


@_on("2026-06-11 09:15")
def approval_yellow(w: World) -> None:
    operations.chase(w.matter(LATE), by=w.act("周谨言"))


@_on("2026-06-11 09:25")
def approval_to_the_leader(w: World) -> None:
    operations.escalate(
        w.matter(LATE),
        what="催过两次、发了黄单,补正稿还没有回。请您定:约谈、再给几天,还是您出面请市发改委",
        by=w.act("吴安澜"),
    )


# 自己也一样: the office's own lateness stands on the same ladder


@_on("2026-06-04 17:20", 1)
def minutes_late(w: World) -> None:
    w.capture(
        "minutes late", "叶知秋", title="第41次常务会纪要印发", kind="minute_item", source_type=SourceType.MEETING,
        source_body="第41次常务会", text="纪要会后三个工作日内印发。",
    )  # fmt: skip
    w.place(
        "minutes late", "何文静", "会务科", holder="白露", due=w.at("2026-06-10 17:30"), hard=True, due_basis="会后三个工作日",
        next_step="等两处议定表述核实",
    )  # fmt: skip
    w.do("acknowledge", "minutes late", "白露")


@_on("2026-06-11 09:05")
def minutes_chased(w: World) -> None:
    operations.chase(w.matter("minutes late"), by=w.act("周谨言"))


@_on("2026-06-11 09:40")
def minutes_answered(w: World) -> None:
    w.do("feed_back", "minutes late", "白露", words="两处表述财政局今天上午给回话,下午印")


# 防汛督查: a government inspection stands apart, with approval, plan and object


@_on("2026-05-06 09:40", 1)
def flood_inspection(w: World) -> None:
    w.capture(
        "flood inspection", "江一帆", title="汛前准备情况专项督查", source_type=SourceType.INSTRUCTION,
        source_person="陆怀远", text="对沿河五个镇汛前准备开展一次专项督查。",
    )  # fmt: skip
    w.do(
        "instruct",
        "flood inspection",
        "江一帆",
        leader=w.who("陆怀远"),
        words="同意。重点看沙袋、值班和转移名册,不打招呼。",
    )
    w.place(
        "flood inspection",
        "吴安澜",
        "督查室",
        holder="江一帆",
        due=w.at("2026-06-18 17:30"),
        next_step="看最后两个镇",
    )
    w.do("acknowledge", "flood inspection", "江一帆")
    operations.register(
        w.matter("flood inspection"), scope=Scope.INSPECTION, kind=InspectionKind.SPECIAL, object="沿河五镇人民政府",
        approved_by=w.who("陆怀远"), plan="内容:沙袋、值班、转移名册。范围:沿河五镇。时间:5月11日至6月16日,每镇半天。不听汇报,直奔现场。",
        by=w.act("周谨言"),
    )  # fmt: skip


# 拆解: a key task with leaves, weights and a continuous one


@_on("2026-05-18 10:00", 1)
def water(w: World) -> None:
    w.capture(
        "water plan", "周谨言", title="城乡供水一体化年度任务", source_type=SourceType.PLAN, from_above=True,
        source_body="市政府", text="年度重点工作分工。",
    )  # fmt: skip
    w.place("water plan", "周谨言", "水利局", due=w.at("2026-10-30 17:30"), next_step="按月推进")
    w.do("acknowledge", "water plan", "王珂")
    water_bureau, finance = w.body("水利局"), w.body("财政局")
    operations.break_down(
        w.matter("water plan"),
        leaves=(
            operations.Leaf(
                "北片管网改造200米", water_bureau, "通水验收", "验收单", 50, due=w.at("2026-06-30 17:30")
            ),
            operations.Leaf(
                "年度资金拨付到位", finance, "到账凭证齐全", "拨付单", 30, due=w.at("2026-07-15 17:30")
            ),
            operations.Leaf("水质月检公开", water_bureau, "每月公开一次", "公开页面", 20, continuous=True),
        ),
        by=w.act("周谨言"),
    )


@_on("2026-05-19 09:10")
def water_taken(w: World) -> None:
    for task in w.matter("water plan").tasks.all():
        matters.acknowledge(task, by=w.act(task.holder.name))


# 6月11日: the night before, and the lots of the morning


@_on("2026-06-11 06:40")
def the_night(w: World) -> None:
    """What every night has done: the lights of fourteen weeks, and what should be registered."""
    weeks.rebuild(w.office.unit)
    operations.propose_items(w.office.unit, most=12)


@_on("2026-06-11 09:10")
def lots(w: World) -> None:
    made = operations.draw(seed=SEED, wanted=5, by=w.act("罗宁"))
    looks = ("宋词", "罗宁")
    for check in SpotCheck.objects.filter(draw=made).select_related("matter", "draw")[:2]:
        operations.name_checkers(
            check, people=(w.who(looks[0]), w.who(looks[1])), unannounced=True, by=w.act("江一帆")
        )
