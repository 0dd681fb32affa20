"""走着的单: papers of the day of the story that travel by slips, through the real verbs: some with a leader, one
returned, one with a dissent, one resting, one finished, one that is only read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from shuniu.demo.weeks import moved
from shuniu.demo.world import Beat, World, beat
from shuniu.matters.choices import SourceType
from shuniu.org import operations as people
from shuniu.org.actor import Actor
from shuniu.org.models import Division, Person
from shuniu.routing import operations, proposing
from shuniu.routing.choices import Box, Mode, Purpose
from shuniu.routing.models import Part, Route, Slip
from shuniu.routing.planned import Planned
from shuniu.routing.usual_routes import write_usual

SLIPS: list[Beat] = []


def _on(when: str, arrives: int = 0):
    def made(function):
        SLIPS.append(beat(f"2026-06-{when}", arrives)(function))
        return function

    return made


def write_routes(w: World) -> None:
    write_usual(by=w.clock)


# Both demo offices have their usual routes before anything travels.
ROUTES: list[Beat] = [beat("2026-06-01 08:10")(write_routes)]


def _usual(w: World, name: str, matter: str, by: str) -> Slip:
    """The proposal of a usual route, started as it stands; a stop that nobody fills is left out."""
    route = Route.objects.get(unit=w.office.unit, name=name)
    found = w.matter(matter)
    stages = [s for s in proposing.propose(found, route, starter=w.who(by)) if s.holders]
    return operations.start(found, stages=stages, by=w.act(by), purpose=route.purpose, title=name)


def _whom(w: World, name: str) -> Person | Division:
    return w.office.people.get(name) or w.body(name)


def _own(w: World, name: str, matter: str, by: str, *stages: tuple, purpose: str = Purpose.CONSULT) -> Slip:
    planned = [
        Planned(title, tuple(_whom(w, who) for who in names.split()), mode, box=box)
        for title, names, mode, box in stages
    ]
    return operations.start(w.matter(matter), stages=planned, by=w.act(by), purpose=purpose, title=name)


def _part(w: World, matter: str, who: str) -> Part:
    return (
        Part.objects.waiting()
        .select_related("stage__slip__matter")
        .get(stage__slip__matter_id=w.matters[matter], holder=w.who(who))
    )


def _says(w: World, matter: str, who: str, opinion: str = "", verdict: str = "agree") -> None:
    by: Actor = w.act(who)
    operations.decide(_part(w, matter, who), by=by, verdict=verdict, opinion=opinion)


# A paper to read: all leaders, nobody waits for them


@_on("10 15:20", arrives=1)
def to_read(w: World) -> None:
    w.capture(
        "to read", "梁静", title="关于印发全市优化营商环境现场会讲话的通知", kind="reading", source_type=SourceType.PAPER,
        source_body="云泽市人民政府办公室", text="现将市领导在全市优化营商环境现场会上的讲话印发给你们,请认真学习。",
    )  # fmt: skip
    w.place("to read", "梁静", "文电科", holder="梁静", next_step="传阅")
    _usual(w, "收文阅件", "to read", "梁静")


@_on("10 16:40")
def one_has_read(w: World) -> None:
    _says(w, "to read", "秦砚", verdict="read")


@_on("11 08:05")
def another_has_read(w: World) -> None:
    _says(w, "to read", "顾青禾", verdict="read")


# №1169 a request: first check, proposal with somebody asked before, now with the leader in charge, who is at an
# inspection for a week and has delegated small requests of one body to her pair


@_on("11 08:20")
def small_requests_delegated(w: World) -> None:
    giver = w.who("温若兰")
    people.delegate(
        giver,
        receiver=w.who("秦砚"),
        divisions=[w.body("民政局")],
        papers=[("purpose", Purpose.REQUEST.value)],
        money_limit=Decimal(100_000),
        since=moved(date(2026, 6, 11)),
        until=moved(date(2026, 6, 18)),
        basis="岚政委〔2026〕2号委托书",
        wording="民政口10万元以内的请示,请秦砚同志代批",
        by=w.act("温若兰"),
    )


@_on("11 09:24")
def request_goes(w: World) -> None:
    _usual(w, "请示呈批", "batch 7", "梁静")


@_on("11 09:31")
def request_checked(w: World) -> None:
    _says(w, "batch 7", "苏晚晴", "文种、附件、会办意见都齐。")


@_on("11 09:36")
def request_asked_aside(w: World) -> None:
    operations.add_before(
        _part(w, "batch 7", "周谨言"),
        holders=[w.who("何文静")],
        title="先看变更要不要重新评审",
        by=w.act("周谨言"),
    )


@_on("11 10:02")
def request_answered_aside(w: World) -> None:
    _says(w, "batch 7", "何文静", "变更没有超过原概算一成,不用重新评审。")


@_on("11 10:08")
def request_proposed(w: World) -> None:
    _says(w, "batch 7", "周谨言", "拟同意变更,请温县长阅示;民政局按消防验收标准抓紧办。")


# №1165 a report: the leader has written, the water bureau has it


@_on("11 09:10")
def report_goes(w: World) -> None:
    _usual(w, "收文办件", "batch 3", "梁静")


@_on("11 09:14")
def report_checked(w: World) -> None:
    _says(w, "batch 3", "苏晚晴")


@_on("11 09:20")
def report_proposed(w: World) -> None:
    _says(w, "batch 3", "周谨言", "拟请顾县长阅;三处问题请水利局明早前报整改。")


@_on("11 11:21")
def report_written_on(w: World) -> None:
    _says(w, "batch 3", "顾青禾", "三处险段今天就派人守着,整改的事明早说清楚。")


# №1171 a letter countersigned: one of two sends it back


@_on("11 09:40")
def letter_goes(w: World) -> None:
    _own(
        w, "代表建议进度会签", "batch 9", "宋词",
        ("核稿", "江一帆", Mode.ALL, Box.REVIEW),
        ("会签", "杜衡 鲁山", Mode.ALL, Box.COUNTERSIGN),
        ("主任审核", "周谨言", Mode.ALL, Box.PROPOSAL),
    )  # fmt: skip


@_on("11 09:52")
def letter_checked(w: World) -> None:
    _says(w, "batch 9", "江一帆", "数字已和二季度台账对过。")


@_on("11 11:15")
def letter_agreed(w: World) -> None:
    _says(w, "batch 9", "杜衡", "住建两件属实。")


@_on("11 14:35")
def letter_returned(w: World) -> None:
    part = _part(w, "batch 9", "鲁山")
    review = part.stage.slip.stages.get(title="核稿")
    operations.return_to(
        part, to=review, opinion="第5件写成了我局牵头,会上定的是住建牵头,请改过来。", by=w.act("鲁山")
    )


# №1174 figures: finance does not agree, and whoever sent it round settles it


@_on("11 10:30")
def figures_go(w: World) -> None:
    _own(
        w, "水毁修复资金会签", "batch 12", "方一鸣",
        ("会签", "陶然 蒋帆", Mode.ALL, Box.COUNTERSIGN),
        ("拟办", "林致远", Mode.ALL, Box.PROPOSAL),
    )  # fmt: skip


@_on("11 11:40")
def figures_agreed(w: World) -> None:
    _says(w, "batch 12", "蒋帆", "23处水毁点位已核。")


@_on("11 14:50")
def figures_differ(w: World) -> None:
    _says(w, "batch 12", "陶然", "其中4处已列入养护计划,不能再从救灾资金里出。", verdict="disagree")


# №1164 rests until the province opens its system


@_on("11 09:50")
def spending_goes(w: World) -> None:
    _usual(w, "收文办件", "batch 2", "梁静")


@_on("11 10:12")
def spending_rests(w: World) -> None:
    slip = Slip.objects.get(matter_id=w.matters["batch 2"])
    operations.suspend(slip, reason="等省财政厅的系统开放", by=w.act("梁静"))


# №1173 is through, with copies to whoever is on duty


@_on("11 09:16")
def holidays_go(w: World) -> None:
    _usual(w, "收文办件", "batch 11", "梁静")


@_on("11 09:22")
def holidays_checked(w: World) -> None:
    _says(w, "batch 11", "苏晚晴")
    slip = Slip.objects.get(matter_id=w.matters["batch 11"])
    operations.circulate(slip, holders=[w.who("程刚"), w.who("石磊")], by=w.act("梁静"))


@_on("11 09:43")
def holidays_proposed(w: World) -> None:
    _says(w, "batch 11", "周谨言", "拟请文旅局按通知办,值班电话报总值班室。")


@_on("11 13:38")
def holidays_written_on(w: World) -> None:
    _says(w, "batch 11", "温若兰", "人多的地方提前限流,宁可少卖票。")


@_on("11 15:05")
def holidays_done(w: World) -> None:
    _says(w, "batch 11", "颜夕", "限流方案已发6个景区,值班电话已报。")


@_on("11 15:20")
def holidays_read(w: World) -> None:
    _says(w, "batch 11", "程刚", verdict="read")


# №1162 has lain with the one who should check it, and was chased


@_on("11 09:05")
def exams_go(w: World) -> None:
    _usual(w, "收文办件", "batch 0", "梁静")


@_on("11 15:10")
def exams_chased(w: World) -> None:
    operations.chase(_part(w, "batch 0", "苏晚晴"), by=w.act("何文静"), words="考务安全的事急,请先看。")
