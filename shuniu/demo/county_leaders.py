"""要领导定的: four papers for the county head who is away, two of which his stand-in decided, and words to be given out."""

from __future__ import annotations

from shuniu.demo.world import Beat, World, beat
from shuniu.matters.choices import SourceType
from shuniu.routing import operations
from shuniu.routing.choices import Box, Mode, Purpose
from shuniu.routing.models import Part
from shuniu.routing.planned import Planned

LEADERS: list[Beat] = []
HEAD, STAND_IN = "陆怀远", "沈知行"


def _on(when: str, arrives: int = 0):
    def made(function):
        LEADERS.append(beat(f"2026-06-{when}", arrives)(function))
        return function

    return made


def _goes(w: World, matter: str, by: str, title: str, *stages: tuple[str, str, str], purpose: str) -> None:
    keys = {"分管领导意见": "leader", "主要负责人批示": "head"}
    planned = [
        Planned(name, tuple(w.who(one) for one in people.split()), Mode.ALL, box=box, key=keys.get(name, ""))
        for name, people, box in stages
    ]
    operations.start(w.matter(matter), stages=planned, by=w.act(by), purpose=purpose, title=title)


def _says(w: World, matter: str, who: str, opinion: str = "", verdict: str = "agree") -> None:
    part = (
        Part.objects.waiting()
        .select_related("stage__slip__matter")
        .get(stage__slip__matter_id=w.matters[matter], holder=w.who(who))
    )
    operations.decide(part, by=w.act(who), verdict=verdict, opinion=opinion)


# 资金请示: deputy, finance and housing have spoken; it waits for the head


@_on("10 08:42", arrives=1)
def payment_arrives(w: World) -> None:
    w.capture(
        "payment", "梁静", title="关于支付北街等三个旧小区首期工程款的请示", kind="request", source_type=SourceType.PAPER,
        source_body="住房城乡建设局",
        text=(
            "县人民政府:\n北街、粮站、纺织厂三个旧小区改造工程5月20日开工,涉及1204户,目前管网和外墙两项已完成三成。"
            "按施工合同约定,6月底前应支付首期工程款860万元。\n经与县财政局对接,资金可从专项债结余中安排,"
            "余额足够支付。\n妥否,请批示。\n青岚县住房和城乡建设局\n2026年6月9日"
        ),
    )  # fmt: skip
    w.place(
        "payment",
        "梁静",
        "财政局",
        helpers=("住房城乡建设局",),
        holder="何文静",
        leader=STAND_IN,
        next_step="等县长批",
    )


@_on("10 09:02")
def payment_goes(w: World) -> None:
    _goes(
        w, "payment", "何文静", "资金请示",
        ("会办意见", "陶然 杜衡", Box.COUNTERSIGN),
        ("拟办", "周谨言", Box.PROPOSAL),
        ("分管领导意见", STAND_IN, Box.INSTRUCT),
        ("主要负责人批示", HEAD, Box.INSTRUCT),
        purpose=Purpose.REQUEST,
    )  # fmt: skip


@_on("10 09:55")
def payment_finance(w: World) -> None:
    _says(w, "payment", "陶然", "专项债结余够付。分两次拨更稳,验收后再付另一半。")


@_on("10 10:10")
def payment_housing(w: World) -> None:
    _says(w, "payment", "杜衡", "进度属实。分两次拨,施工方可以接受。")


@_on("10 10:40")
def payment_proposed(w: World) -> None:
    _says(w, "payment", "周谨言", "拟同意先拨430万元,余款验收后拨。")


@_on("10 11:20")
def payment_deputy(w: World) -> None:
    _says(w, "payment", STAND_IN)  # the circle: he agrees to what is proposed


# 常务会议题


@_on("10 09:20", arrives=1)
def agenda_arrives(w: World) -> None:
    w.capture(
        "agenda", "叶知秋", title="关于把乡镇污水处理厂运维方案列入第44次常务会的建议", kind="report",
        source_type=SourceType.PAPER, source_body="生态环境局",
        text=(
            "县政府办公室:\n12个乡镇污水处理厂现由7家公司分头运维,费用不一。我局会同财政、住建拟了统一运维方案,"
            "每年约需经费320万元。建议列入6月16日常务会审议。\n附件:运维方案"
        ),
    )  # fmt: skip
    w.place("agenda", "梁静", "生态环境局", holder="叶知秋", leader=HEAD, next_step="等定上不上会")


@_on("10 09:35")
def agenda_goes(w: World) -> None:
    _goes(
        w, "agenda", "叶知秋", "常务会议题",
        ("拟办", "周谨言", Box.PROPOSAL), ("定议题", HEAD, Box.INSTRUCT), purpose=Purpose.REQUEST,
    )  # fmt: skip


@_on("10 11:05")
def agenda_proposed(w: World) -> None:
    _says(w, "agenda", "周谨言", "拟上6月16日常务会,请裴县长先听一次。")


# 一稿待签


@_on("10 09:50", arrives=1)
def notice_arrives(w: World) -> None:
    w.capture(
        "notice", "方一鸣", title="关于做好端午假期值班工作的通知(待签)", kind="duty", source_type=SourceType.PLAN,
        text=(
            "各镇人民政府,县政府各部门:\n6月19日至21日放假。各单位要有领导在岗带班,24小时有人接电话,重要事项30分钟内"
            "口头报告、2小时内书面报告。\n值班表6月15日前报县政府总值班室。"
        ),
    )  # fmt: skip
    w.place("notice", "方一鸣", "综合科", holder="方一鸣", leader=HEAD, next_step="等签发")


@_on("10 10:20")
def notice_goes(w: World) -> None:
    _goes(
        w, "notice", "方一鸣", "发文签批",
        ("核稿", "林致远", Box.REVIEW), ("签发", HEAD, Box.SIGN), purpose=Purpose.DISPATCH,
    )  # fmt: skip


@_on("10 11:30")
def notice_checked(w: World) -> None:
    _says(w, "notice", "林致远", "改了一处:值班表报送时间提前到15日。")


# What the stand-in decided in the head's name while he was away


@_on("10 14:40", arrives=1)
def visit_arrives(w: World) -> None:
    w.capture(
        "visit plan", "赵启明", title="邻县政府办学习政务公开的接待方案", kind="visit", source_type=SourceType.PAPER,
        source_body="邻县人民政府办公室", text="6月17日来9人,上午座谈、看政务服务大厅,中午工作餐,下午返回。",
    )  # fmt: skip
    w.place("visit plan", "赵启明", "行政科", holder="赵启明", leader=HEAD, next_step="等定")


@_on("10 15:05")
def visit_goes(w: World) -> None:
    _goes(
        w, "visit plan", "赵启明", "接待方案",
        ("拟办", "马骁", Box.PROPOSAL), ("审定", HEAD, Box.INSTRUCT), purpose=Purpose.REQUEST,
    )  # fmt: skip


@_on("10 16:20")
def visit_proposed(w: World) -> None:
    _says(w, "visit plan", "马骁", "拟按公函安排,工作餐一次,陪餐3人。")


@_on("11 11:16")
def visit_decided_in_his_name(w: World) -> None:
    _says(w, "visit plan", STAND_IN, "同意。县长外出,按AB角办。")


@_on("10 15:30", arrives=1)
def leave_arrives(w: World) -> None:
    w.capture(
        "drill plan", "吴安澜", title="关于汛前应急演练改到6月24日的请示", kind="request", source_type=SourceType.PAPER,
        source_body="应急管理局", text="因连日降雨,原定6月13日的汛前演练拟改到6月24日,参演单位不变。妥否,请批示。",
    )  # fmt: skip
    w.place("drill plan", "吴安澜", "应急管理局", holder="吴安澜", leader=HEAD, next_step="等定")


@_on("10 15:45")
def drill_goes(w: World) -> None:
    _goes(
        w, "drill plan", "吴安澜", "请示呈批",
        ("拟办", "周谨言", Box.PROPOSAL), ("主要负责人批示", HEAD, Box.INSTRUCT), purpose=Purpose.REQUEST,
    )  # fmt: skip


@_on("10 17:10")
def drill_proposed(w: World) -> None:
    _says(w, "drill plan", "周谨言", "拟同意改期,雨停后先做一次桌面推演。")


@_on("11 11:18")
def drill_decided_in_his_name(w: World) -> None:
    _says(
        w, "drill plan", STAND_IN, "同意改期。应急管理局牵头,水利局、气象局配合,6月24日前把桌面推演先做一遍。"
    )
