"""前情: what happened in the county before the day of the story, as far as something later rests on it (product §16.6)."""

from __future__ import annotations

from shuniu.demo.world import Beat, World, beat
from shuniu.matters import operations
from shuniu.matters.choices import InstructionForm, SourceType
from shuniu.matters.models import Difficulty, DueChange, Instruction, Matter
from shuniu.org.choices import AbsenceKind
from shuniu.org.operations.absences import announce, begin
from shuniu.org.operations.people import leave
from shuniu.org.readings import absence_of

PAST: list[Beat] = []


def _on(when: str, arrives: int = 0):
    def made(function):
        PAST.append(beat(when, arrives)(function))
        return function

    return made


# 去年的井盖, 去年的推演


@_on("2025-06-04 09:20")
def manholes_last_year(w: World) -> None:
    w.capture(
        "manholes 2025", "罗宁", number=873, title="沿河路三处井盖破损", kind="hotline", source_type=SourceType.HOTLINE,
        source_body="12345热线", source_person="沈女士", safety=True,
        text="来电人沈女士反映:沿河路靠近实验小学一侧三处井盖破损,孩子放学路过危险。",
    )  # fmt: skip
    w.place(
        "manholes 2025", "吴安澜", "城市管理局", helpers=("住房城乡建设局",), due=w.at("2025-06-06 17:30"),
        next_step="先围挡,再查产权",
    )  # fmt: skip


@_on("2025-06-04 10:05")
def manholes_last_year_taken(w: World) -> None:
    w.do("acknowledge", "manholes 2025", "鲁山")
    w.do("feed_back", "manholes 2025", "鲁山", words="三处都已围挡,先换铸铁盖,费用单独结算")


@_on("2025-06-05 16:30")
def manholes_last_year_done(w: World) -> None:
    w.do("report_done", "manholes 2025", "鲁山", result="三处更换完毕,产权分清:一处排水、两处通信")
    w.do("verify", "manholes 2025", "吴安澜", remark="照片对过")


@_on("2025-06-09 08:30")
def drill_last_year(w: World) -> None:
    w.capture(
        "drill 2025", "程刚", number=897, title="年度防汛桌面推演", kind="recurring", source_type=SourceType.PLAN,
        focus="防汛", text="按照防汛应急预案,每年汛期前后组织一次桌面推演,检验预警、转移、抢险和信息报送。",
    )  # fmt: skip
    w.place("drill 2025", "吴安澜", "应急管理局", helpers=("水利局", "气象局"), next_step="出脚本,定角色")
    w.do("acknowledge", "drill 2025", "雷鸣")


@_on("2025-06-09 17:10")
def drill_last_year_done(w: World) -> None:
    w.do("report_done", "drill 2025", "雷鸣", result="推演完成,暴露问题4个,已列清单")


@_on("2025-06-10 09:00")
def drill_last_year_checked(w: World) -> None:
    w.do("verify", "drill 2025", "吴安澜", remark="问题清单已交水利、气象")


# 外出与借调


@_on("2026-03-31 16:00")
def secondment(w: World) -> None:
    announce(
        w.who("谢远"), starts=w.at("2026-04-01 08:00"), ends=w.at("2026-06-30 18:00"), by=w.act("谢远"),
        kind=AbsenceKind.SECONDMENT, where="市政府办公室", reason="借调", stand_in=w.who("丁香"),
    )  # fmt: skip


@_on("2026-04-01 08:00")
def secondment_begins(w: World) -> None:
    begin(absence_of(w.who("谢远"), w.at("2026-04-01 08:01")), by=w.clock)


@_on("2026-06-09 17:00")
def head_announces(w: World) -> None:
    announce(
        w.who("陆怀远"), starts=w.at("2026-06-10 14:00"), ends=w.at("2026-06-12 19:00"), by=w.act("周谨言"),
        kind=AbsenceKind.TRIP, where="省城", reason="招商洽谈", stand_in=w.who("沈知行"),
    )  # fmt: skip


@_on("2026-06-10 14:00")
def head_leaves(w: World) -> None:
    begin(absence_of(w.who("陆怀远"), w.at("2026-06-10 14:01")), by=w.clock)


@_on("2026-06-08 09:10")
def training_announced(w: World) -> None:
    announce(
        w.who("苏晚晴"), starts=w.at("2026-06-15 08:00"), ends=w.at("2026-06-17 18:00"), by=w.act("苏晚晴"),
        kind=AbsenceKind.STUDY, where="市委党校", reason="公文业务培训", stand_in=w.who("梁静"),
    )  # fmt: skip


@_on("2026-06-08 09:40")
def driver_leave_announced(w: World) -> None:
    announce(
        w.who("彭涛"), starts=w.at("2026-06-19 08:00"), ends=w.at("2026-06-22 18:00"), by=w.act("马骁"),
        kind=AbsenceKind.LEAVE, reason="年休假", stand_in=w.who("韩卫国"),
    )  # fmt: skip


# 许墨调离: eight items go to 方一鸣, one to nobody in particular, so that the director has it

_LEFT_BEHIND = (
    ("2026-02-09 10:10", "年鉴卷首语约稿", "请三位老同志各看一遍"), ("2026-02-26 15:20", "县情简介年度更新", "换12个数,等统计公报"),
    ("2026-03-11 09:30", "领导讲话汇编校对", "第三遍校到92页"), ("2026-03-20 14:40", "茶岭夏茶调研报告收尾", "补茶农访谈两户"),
    ("2026-04-02 11:00", "政府工作报告名词解释", "还差四条"), ("2026-04-14 16:10", "一季度大事记核对", "和部门对日期"),
    ("2026-04-27 09:50", "对口帮扶县来往函件整理", "按年排好"), ("2026-05-08 15:00", "门户网站领导活动栏目供稿", "五月下旬两篇"),
)  # fmt: skip
ORPHAN = "县志照片授权"


def _take_up(when: str, title: str, step: str) -> None:
    def take(w: World) -> None:
        w.capture(
            title, "林致远", title=title, source_type=SourceType.ORAL, source_person="林致远", text=title
        )
        w.place(title, "林致远", "综合科", holder="许墨", next_step=step)
        w.do("acknowledge", title, "许墨")

    PAST.append(beat(when, 1)(take))


for _when, _title, _step in (*_LEFT_BEHIND, ("2026-04-20 10:30", ORPHAN, "等档案馆回函")):
    _take_up(_when, _title, _step)


@_on("2026-05-20 16:30")
def writer_leaves(w: World) -> None:
    leaver, heir, director = w.who("许墨"), w.who("方一鸣"), w.office.director
    held = Matter.objects.filter(holder=leaver, is_open=True)
    to = {m.pk: director if m.title == ORPHAN else heir for m in held}
    operations.hand_over(leaver, to=to, by=w.act("周谨言"))
    leave(leaver, by=w.act("周谨言"))
    leaver.refresh_from_db()


# 两位领导两个日期 №1099


@_on("2026-06-02 10:20")
def two_dates(w: World) -> None:
    w.capture(
        "two dates", "宋词", number=1099, title="城北小学周边交通整治", kind="instruction",
        source_type=SourceType.INSTRUCTION, source_person="温若兰",
        text="教体局关于城北小学周边交通整治的报告,两位领导圈阅后6月2日传回。",
    )  # fmt: skip
    w.do(
        "instruct", "two dates", "宋词", leader=w.who("温若兰"), words="请教体局牵头,6月30日前见效,孩子们放假前要有说法。",
        at=w.at("2026-05-07 20:10"),
    )  # fmt: skip
    w.do(
        "instruct", "two dates", "宋词", leader=w.who("裴子衡"), words="道路渠化要等交通评估,7月15日前报方案即可,不要赶。",
        at=w.at("2026-05-11 09:30"),
    )  # fmt: skip
    w.place(
        "two dates", "吴安澜", "教育体育局", helpers=("公安局", "住房城乡建设局"), due=w.at("2026-06-30 17:30"), hard=True,
        due_basis="温若兰批示6月30日前", next_step="约公安、住建看现场",
    )  # fmt: skip
    w.do("acknowledge", "two dates", "孟瑶")


@_on("2026-06-09 11:00")
def two_dates_moves(w: World) -> None:
    w.do("feed_back", "two dates", "孟瑶", words="现场看过;两位领导批示日期不一样,请办公室定一个")


# 旧小区的钱 №1102


@_on("2026-06-02 15:10")
def money(w: World) -> None:
    w.capture(
        "money", "周谨言", number=1102, title="旧小区改造资金方案", kind="instruction", source_type=SourceType.MEETING,
        source_body="第41次常务会", text="会议议定:旧小区改造首期资金860万元,由财政局会住建局提出资金方案,6月5日前报县政府。",
    )  # fmt: skip
    w.place(
        "money", "周谨言", "财政局", helpers=("住房城乡建设局",), leader="沈知行", due=w.at("2026-06-05 17:30"), hard=True,
        due_basis="第41次常务会", next_step="住建局会签",
    )  # fmt: skip


@_on("2026-06-02 16:40")
def money_taken(w: World) -> None:
    w.do("acknowledge", "money", "陶然")


@_on("2026-06-04 10:30")
def money_asks(w: World) -> None:
    w.do(
        "ask_extension", "money", "陶然", wanted=w.at("2026-06-12 17:30"),
        reason="住建局会签意见还没有回,专项债结余数要和省里核一遍",
    )  # fmt: skip


@_on("2026-06-04 15:20")
def money_extended(w: World) -> None:
    asked = DueChange.objects.get(matter_id=w.matters["money"], granted=None)
    operations.decide_extension(asked, granted=True, by=w.act("周谨言"), answer="就这一次,会签先打电话")


@_on("2026-06-08 09:30")
def money_instruction(w: World) -> None:
    w.do("instruct", "money", "周谨言", leader=w.who("陆怀远"), words="请知行同志牵头,月底前要见到钱到账。")


@_on("2026-06-08 15:00")
def money_countersign(w: World) -> None:
    w.do("feed_back", "money", "陶然", words="方案已送住建局会签,这是第一天")


@_on("2026-06-09 18:20")
def money_asked(w: World) -> None:
    w.do("ask", "money", "陆怀远", words="旧小区的钱走到哪一步了?")


@_on("2026-06-10 20:40")
def money_asked_again(w: World) -> None:
    w.do("ask", "money", "陆怀远", words="会签还要几天?")


@_on("2026-06-10 17:00")
def money_moves(w: World) -> None:
    w.do("feed_back", "money", "陶然", words="会签第3天,住建局在核小区户数,说明天下午回")


# 二季度推进会与通报稿


@_on("2026-05-28 08:30", 1)
def meeting_opens(w: World) -> None:
    w.capture(
        "meeting", "叶知秋", title="二季度重点工作推进会", kind="meeting", source_type=SourceType.PLAN,
        starts=w.at("2026-06-18 09:00"), ends=w.at("2026-06-18 11:30"), place="大会议室",
        text="二季度重点工作推进会,6月18日上午9点,大会议室。参会:县政府领导、各乡镇、各部门主要负责人。",
    )  # fmt: skip
    w.place(
        "meeting",
        "何文静",
        "会务科",
        holder="叶知秋",
        due=w.at("2026-06-17 17:30"),
        next_step="座次等一家回执",
    )
    w.part("meeting", "何文静", "seats", "排座次、印座签", "会务科", holder="白露", due="2026-06-17 12:00")
    w.part(
        "meeting", "何文静", "speech 1", "报交流发言稿(旧小区改造)", "住房城乡建设局", due="2026-06-15 17:30"
    )
    w.part("meeting", "何文静", "speech 2", "报交流发言稿(招商)", "商务局", due="2026-06-15 17:30")
    w.do("acknowledge", "meeting", "叶知秋")
    w.do("acknowledge", "seats", "白露")
    w.do("acknowledge", "speech 1", "杜衡")


@_on("2026-05-28 09:00", 1)
def bulletin_opens(w: World) -> None:
    w.capture(
        "bulletin", "周谨言", title="二季度通报稿", source_type=SourceType.PLAN,
        text="二季度重点工作进展情况通报,推进会前印发;数字全部要核实,空心的要注明自报。",
    )  # fmt: skip
    w.place(
        "bulletin", "周谨言", "综合科", holder="林致远", due=w.at("2026-06-15 17:30"), hard=True, due_basis="推进会前三天",
        next_step="待核实4个数",
    )  # fmt: skip
    w.do("acknowledge", "bulletin", "林致远")
    w.prepares("bulletin", "meeting")


@_on("2026-06-05 11:00")
def meeting_moves(w: World) -> None:
    w.do("feed_back", "meeting", "叶知秋", words="通知已发52家,回执差一家;两位发言人没有交稿")
    w.do("feed_back", "seats", "白露", words="座次图出了第一版")
    w.do("feed_back", "bulletin", "林致远", words="初稿两页,38项里4个数还没核实")


@_on("2026-06-10 17:20")
def meeting_moves_again(w: World) -> None:
    w.do("feed_back", "meeting", "叶知秋", words="座次等一家回执;发言稿今天又催了一次")
    w.do("feed_back", "seats", "白露", words="第二版按双数排,主席台七位")
    w.do("feed_back", "speech 1", "杜衡", words="稿子在局长那里")
    w.do("feed_back", "bulletin", "林致远", words="只剩分析那一页,明早写")


# 端午值班表


@_on("2026-06-08 10:00", 1)
def roster_drafted(w: World) -> None:
    w.capture(
        "roster",
        "程刚",
        title="端午值班表",
        kind="duty",
        source_type=SourceType.PLAN,
        text="端午假期6月19日至21日值班表,送主任审后印发。",
    )
    w.place(
        "roster", "程刚", "总值班室", holder="周谨言", due=w.at("2026-06-12 17:30"), hard=False, due_basis="节前一周",
        next_step="审一遍",
    )  # fmt: skip
    w.size("roster", 8)


@_on("2026-06-10 08:10")
def roster_taken(w: World) -> None:
    w.do("acknowledge", "roster", "周谨言")


# 夜里说有困难


@_on("2026-06-09 09:20", 1)
def figures_wanted(w: World) -> None:
    w.capture(
        "figures",
        "林致远",
        title="半年经济形势分析稿",
        source_type=SourceType.PLAN,
        text="为半年经济分析会准备分析稿,数字用统计局口径。",
    )
    w.place(
        "figures",
        "林致远",
        "综合科",
        holder="方一鸣",
        due=w.at("2026-06-26 17:30"),
        next_step="向统计局要五月数",
    )
    w.do("acknowledge", "figures", "方一鸣")


@_on("2026-06-10 21:30")
def difficulty_overnight(w: World) -> None:
    w.do(
        "raise_difficulty", "figures", "方一鸣", stuck="五月工业增加值统计局还不肯给,说要等月报", tried="打过两次电话,发过函",
        needed="请主任和束文说一声,先给初步数",
    )  # fmt: skip


def answer_the_difficulty(w: World) -> None:
    asked = Difficulty.objects.filter(matter_id=w.matters["figures"], answered=None).first()
    if asked is not None:
        operations.answer_difficulty(asked, answer="我来协调,中午前给你初步数", by=w.act("周谨言"))


def confirm(w: World, name: str, leader: str) -> None:
    """The leader taps once: yes, I said so."""
    words = Instruction.objects.filter(
        matter_id=w.matters[name], leader=w.who(leader), form=InstructionForm.ORAL, confirmed_at=None
    ).last()
    operations.confirm_words(words, by=w.act(leader))
