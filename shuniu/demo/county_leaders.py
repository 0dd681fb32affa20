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
KEYS = {"分管领导意见": "leader", "主要负责人批示": "head"}


def _tell(when: str, happens, arrives: int = 0) -> None:
    LEADERS.append(beat(f"2026-06-{when}", arrives)(happens))


def _paper(
    when: str,
    name: str,
    by: str,
    lead: str,
    *,
    holder: str,
    next_step: str,
    placed_by: str = "",
    leader: str = HEAD,
    helpers: tuple[str, ...] = (),
    source_type: str = SourceType.PAPER,
    **arrival,
) -> None:
    """A paper comes in and lies with the one who writes what is proposed; such a one takes half an hour."""

    def arrives(w: World) -> None:
        w.capture(name, by, source_type=source_type, **arrival)
        w.place(
            name, placed_by or by, lead, holder=holder, leader=leader, next_step=next_step, helpers=helpers
        )
        w.size(name, 30)

    _tell(when, arrives, arrives=1)


def _slip(
    when: str, name: str, by: str, title: str, *stages: tuple[str, str, str], purpose: str = Purpose.REQUEST
) -> None:
    """Its slip sets out."""

    def goes(w: World) -> None:
        planned = [
            Planned(
                step, tuple(w.who(one) for one in people.split()), Mode.ALL, box=box, key=KEYS.get(step, "")
            )
            for step, people, box in stages
        ]
        operations.start(w.matter(name), stages=planned, by=w.act(by), purpose=purpose, title=title)

    _tell(when, goes)


def _word(when: str, name: str, who: str, opinion: str = "") -> None:
    """Somebody agrees, in these words or by the circle alone."""

    def says(w: World) -> None:
        waiting = Part.objects.waiting().select_related("stage__slip__matter")
        part = waiting.get(stage__slip__matter_id=w.matters[name], holder=w.who(who))
        operations.decide(part, by=w.act(who), verdict="agree", opinion=opinion)

    _tell(when, says)


# 资金请示: deputy, finance and housing have spoken; it waits for the head
_paper(
    "10 08:42", "payment", "梁静", "财政局", holder="何文静", leader=STAND_IN, helpers=("住房城乡建设局",),
    next_step="等县长批", title="关于支付北街等三个旧小区首期工程款的请示", kind="request", source_body="住房城乡建设局",
    text=(
        "县人民政府:\n北街、粮站、纺织厂三个旧小区改造工程5月20日开工,涉及1204户,目前管网和外墙两项已完成三成。"
        "按施工合同约定,6月底前应支付首期工程款860万元。\n经与县财政局对接,资金可从专项债结余中安排,"
        "余额足够支付。\n妥否,请批示。\n青岚县住房和城乡建设局\n2026年6月9日"
    ),
)  # fmt: skip
_slip(
    "10 09:02", "payment", "何文静", "资金请示",
    ("会办意见", "陶然 杜衡", Box.COUNTERSIGN),
    ("拟办", "周谨言", Box.PROPOSAL),
    ("分管领导意见", STAND_IN, Box.INSTRUCT),
    ("主要负责人批示", HEAD, Box.INSTRUCT),
)  # fmt: skip
_word("10 09:55", "payment", "陶然", "专项债结余够付。分两次拨更稳,验收后再付另一半。")
_word("10 10:10", "payment", "杜衡", "进度属实。分两次拨,施工方可以接受。")
_word("10 10:40", "payment", "周谨言", "拟同意先拨430万元,余款验收后拨。")
_word("10 11:20", "payment", STAND_IN)  # the circle: he agrees to what is proposed

# 常务会议题
_paper(
    "10 09:20", "agenda", "叶知秋", "生态环境局", placed_by="梁静", holder="叶知秋", next_step="等定上不上会",
    title="关于把乡镇污水处理厂运维方案列入第44次常务会的建议", kind="report", source_body="生态环境局",
    text=(
        "县政府办公室:\n12个乡镇污水处理厂现由7家公司分头运维,费用不一。我局会同财政、住建拟了统一运维方案,"
        "每年约需经费320万元。建议列入6月16日常务会审议。\n附件:运维方案"
    ),
)  # fmt: skip
_slip(
    "10 09:35", "agenda", "叶知秋", "常务会议题",
    ("拟办", "周谨言", Box.PROPOSAL), ("定议题", HEAD, Box.INSTRUCT),
)  # fmt: skip
_word("10 11:05", "agenda", "周谨言", "拟上6月16日常务会,请裴县长先听一次。")

# 一稿待签
_paper(
    "10 09:50", "notice", "方一鸣", "综合科", holder="方一鸣", next_step="等签发", source_type=SourceType.PLAN,
    title="关于做好端午假期值班工作的通知(待签)", kind="duty",
    text=(
        "各镇人民政府,县政府各部门:\n6月19日至21日放假。各单位要有领导在岗带班,24小时有人接电话,重要事项30分钟内"
        "口头报告、2小时内书面报告。\n值班表6月15日前报县政府总值班室。"
    ),
)  # fmt: skip
_slip(
    "10 10:20", "notice", "方一鸣", "发文签批",
    ("核稿", "林致远", Box.REVIEW), ("签发", HEAD, Box.SIGN), purpose=Purpose.DISPATCH,
)  # fmt: skip
_word("10 11:30", "notice", "林致远", "改了一处:值班表报送时间提前到15日。")

# What the stand-in decided in the head's name while he was away
_paper(
    "10 14:40", "visit plan", "赵启明", "行政科", holder="赵启明", next_step="等定",
    title="邻县政府办学习政务公开的接待方案", kind="visit", source_body="邻县人民政府办公室",
    text="6月17日来9人,上午座谈、看政务服务大厅,中午工作餐,下午返回。",
)  # fmt: skip
_slip(
    "10 15:05", "visit plan", "赵启明", "接待方案",
    ("拟办", "马骁", Box.PROPOSAL), ("审定", HEAD, Box.INSTRUCT),
)  # fmt: skip
_word("10 16:20", "visit plan", "马骁", "拟按公函安排,工作餐一次,陪餐3人。")
_word("11 11:16", "visit plan", STAND_IN, "同意。县长外出,按AB角办。")
_paper(
    "10 15:30", "drill plan", "吴安澜", "应急管理局", holder="吴安澜", next_step="等定",
    title="关于汛前应急演练改到6月24日的请示", kind="request", source_body="应急管理局",
    text="因连日降雨,原定6月13日的汛前演练拟改到6月24日,参演单位不变。妥否,请批示。",
)  # fmt: skip
_slip(
    "10 15:45", "drill plan", "吴安澜", "请示呈批",
    ("拟办", "周谨言", Box.PROPOSAL), ("主要负责人批示", HEAD, Box.INSTRUCT),
)  # fmt: skip
_word("10 17:10", "drill plan", "周谨言", "拟同意改期,雨停后先做一次桌面推演。")
_word(
    "11 11:18",
    "drill plan",
    STAND_IN,
    "同意改期。应急管理局牵头,水利局、气象局配合,6月24日前把桌面推演先做一遍。",
)
