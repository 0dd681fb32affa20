"""手上: the ordinary things that each person of the office has in hand on the day of the story, so that no page is bare."""

from __future__ import annotations

from shuniu.demo.world import Beat, World, beat
from shuniu.matters.choices import SourceType
from shuniu.matters.models import Waiting
from shuniu.org import moment

HANDS: list[Beat] = []

# (holder, title, kind, lead, due or "", minutes, whom it waits for, planned day, next step)
_THINGS = (
    ("周谨言", "审6月月安排(第三稿)", "", "综合科", "2026-06-24", 10, "", "", "看数字"),
    ("周谨言", "签5月会议费报销单", "service", "行政科", "", 5, "", "", "核一遍"),
    ("周谨言", "回市政府办借调人员考核表", "", "人事党建科", "2026-06-25", 8, "", "", "写两句评语"),
    ("周谨言", "看实习生转岗申请", "", "人事党建科", "", 5, "", "", "和尹琳说一声"),
    ("周谨言", "定保密检查带队人", "", "文电科", "2026-06-22", 5, "", "", "何文静或苏晚晴"),
    ("周谨言", "批食堂夏季菜单", "service", "行政科", "", 5, "", "", "看一眼"),
    ("周谨言", "改职工体检通知第二段", "activity", "人事党建科", "2026-06-23", 10, "", "", "改完给夏禾"),
    ("周谨言", "政务大厅改造选址意见", "", "综合科", "2026-06-26", 60, "发展改革局", "", "等发改两个方案"),
    ("周谨言", "车辆更新计划", "service", "行政科", "2026-06-30", 40, "财政局", "", "等财政批复编制"),
    ("周谨言", "县志办借用办公用房", "", "行政科", "", 30, "县志办", "", "等对方看房"),
    ("周谨言", "督查通报稿会签", "", "督查室", "2026-06-23", 20, "住房城乡建设局", "", "等住建回签"),
    ("周谨言", "秋季接待标准修订", "visit", "行政科", "", 60, "", "2026-06-29", "照新规改"),
    ("周谨言", "下半年培训计划", "", "人事党建科", "", 90, "", "2026-07-06", "先问各科"),
    ("周谨言", "务虚会选题", "meeting", "综合科", "2026-07-03", 120, "", "2026-06-26", "列五个题"),
    ("林致远", "半年工作总结提纲", "", "综合科", "2026-06-24", 90, "", "", "先列三条主线"),
    ("林致远", "核一鸣写的防汛通知", "", "综合科", "2026-06-12", 20, "", "", "第三稿"),
    ("吴安澜", "督查例会材料", "", "督查室", "2026-06-15", 60, "", "", "列五件拖得久的"),
    ("吴安澜", "三天强降雨值班排班", "duty", "总值班室", "2026-06-12", 20, "", "", "补周六夜班"),
    ("吴安澜", "信访件督办回头看", "", "督查室", "2026-06-26", 120, "信访局", "", "等信访局名单"),
    ("赵启明", "市防办来人接待准备", "visit", "行政科", "2026-06-12", 30, "", "", "等公函"),
    ("赵启明", "维修车辆出厂验收", "service", "行政科", "2026-06-15", 30, "", "", "13日出厂"),
    ("赵启明", "办公楼防水招标", "service", "行政科", "2026-07-02", 120, "财政局", "", "等评审"),
    ("方一鸣", "防汛值班通知第三稿", "", "综合科", "2026-06-12", 60, "", "", "送林致远核"),
    ("唐思齐", "老城供水调研提纲", "", "综合科", "2026-06-19", 120, "", "", "约水利局"),
    ("唐思齐", "领导外出报备台账", "", "综合科", "2026-06-12", 15, "", "", "补陆县长行程"),
    ("陈小满", "会前清单(跟白露学)", "", "会务科", "2026-06-12", 30, "", "", "照样稿填"),
    ("陈小满", "第42次常务会纪要初稿", "", "会务科", "2026-06-12", 120, "", "", "叶知秋核"),
    ("苏晚晴", "5月用印登记核对", "", "文电科", "2026-06-12", 40, "", "", "和行政科对"),
    ("梁静", "找云建〔2026〕51号原件", "", "文电科", "2026-06-12", 10, "", "", "在秦砚县长处"),
    ("梁静", "6月上旬收文平账", "", "文电科", "2026-06-12", 30, "", "", "差两件退文"),
    ("严立", "纸质件清退登记(非涉密部分)", "", "文电科", "2026-06-19", 40, "", "", "按柜清点"),
    ("郭守成", "2025年文书档案移交", "", "文电科", "2026-06-15", 240, "", "", "装订最后两盒"),
    ("叶知秋", "常务会议题征集", "meeting", "会务科", "2026-06-12", 30, "", "", "还有两家没报"),
    ("白露", "视频会调试", "", "会务科", "2026-06-15", 20, "", "", "和邵峰一起"),
    ("邵峰", "大会议室音响检修", "", "会务科", "2026-06-16", 60, "", "", "换两支话筒"),
    ("江一帆", "二季度督办台账核对", "", "督查室", "2026-06-16", 90, "", "", "先核住建、财政"),
    ("宋词", "批示件回告催报", "", "督查室", "2026-06-12", 20, "", "", "三件没回"),
    ("罗宁", "抽查北关路管网", "", "督查室", "2026-06-12", 60, "", "", "周四下午去"),
    ("丁香", "受淹农田面积两个数核对", "", "信息科", "2026-06-12", 20, "农业农村局", "", "等农业农村局回话"),
    ("丁香", "5月信息采用情况", "recurring", "信息科", "2026-06-12", 20, "", "", "出表"),
    ("程刚", "端午值班抽点表", "duty", "总值班室", "2026-06-17", 20, "", "", "定抽点时段"),
    ("石磊", "今夜值班交接单", "duty", "总值班室", "2026-06-11", 10, "", "", "18时交田野"),
    ("田野", "应急电话本更新", "duty", "总值班室", "2026-06-19", 30, "", "", "乡镇改了三个"),
    ("马骁", "明天派车表", "service", "行政科", "2026-06-11", 15, "", "", "两车合乘"),
    ("钱静", "二季度公务卡对账", "service", "行政科", "2026-06-18", 60, "", "", "差四笔"),
    ("李桂兰", "A4纸只够九天,补货", "service", "行政科", "2026-06-16", 10, "", "", "采购单已拟"),
    ("孙师傅", "夜班加餐", "service", "行政科", "2026-06-11", 10, "", "", "12份"),
    ("尹琳", "半年考核表发放", "", "人事党建科", "2026-06-24", 30, "", "", "先发科长"),
    ("夏禾", "七一主题党日方案", "activity", "人事党建科", "2026-06-19", 60, "", "", "场地未定"),
)  # fmt: skip

# 车: (driver, title, from, to, place)
_TRIPS = (
    ("韩卫国", "送沈县长去市里开会", "2026-06-11 07:30", "2026-06-11 12:30", "云泽市政府"),
    ("韩卫国", "接省城回来的文件", "2026-06-11 14:30", "2026-06-11 16:00", "高铁站"),
    ("韩卫国", "陪市防办看青石水库(走S214)", "2026-06-12 07:50", "2026-06-12 12:40", "青石水库"),
    ("彭涛", "教体局借车送中考试卷箱", "2026-06-11 10:30", "2026-06-11 12:00", "县一中"),
    ("彭涛", "顾县长下乡柳溪", "2026-06-11 13:30", "2026-06-11 18:00", "柳溪镇"),
    ("冯强", "督查室去北关路", "2026-06-11 14:30", "2026-06-11 17:00", "北关路"),
    ("冯强", "商务局去市里", "2026-06-12 08:00", "2026-06-12 17:00", "云泽市"),
)  # fmt: skip

# 领导今天: (leader, title, from, to, place), as plain matters of the day.
_DIARY = (
    ("沈知行", "第43次常务会", "2026-06-11 09:30", "2026-06-11 11:30", "305会议室"),
    ("顾青禾", "下乡看早稻和柳溪堤防", "2026-06-11 14:00", "2026-06-11 17:30", "柳溪镇"),
    ("秦砚", "开发区项目调度", "2026-06-11 10:00", "2026-06-11 11:30", "212会议室"),
    ("温若兰", "中考巡考准备会", "2026-06-11 15:00", "2026-06-11 16:30", "县一中"),
    ("霍正川", "信访接待日", "2026-06-11 08:30", "2026-06-11 11:30", "信访局接待厅"),
    ("裴子衡", "老旧小区工地", "2026-06-11 09:00", "2026-06-11 11:00", "北关路"),
    ("周谨言", "列席第43次常务会", "2026-06-11 09:30", "2026-06-11 11:10", "305会议室"),
    ("周谨言", "督查例会", "2026-06-11 14:00", "2026-06-11 15:30", "212会议室"),
)  # fmt: skip


def _thing(
    order: int,
    holder: str,
    title: str,
    kind: str,
    lead: str,
    due: str,
    minutes: int,
    whom: str,
    planned: str,
    step: str,
) -> Beat:
    urgent = bool(due) and due <= "2026-06-12"
    day = (
        f"2026-06-{9 + order % 2:02d}"
        if urgent
        else f"2026-05-{(11, 13, 14, 18, 20, 22, 25, 27, 28)[order % 9]:02d}"
    )

    def given(w: World) -> None:
        w.capture(title, holder if w.office.roles[holder] != ("desk",) else "马骁", title=title, kind=kind,
                  source_type=SourceType.PLAN, text=title)  # fmt: skip
        by = holder if holder in w.office.people and _places(w, holder) else "马骁"
        w.place(
            title,
            by,
            lead,
            holder=holder,
            due=w.at(f"{due} 17:30") if due else None,
            hard=False,
            next_step=step,
        )
        if by != holder:
            w.do("acknowledge", title, holder)
        w.size(title, minutes)
        if planned:
            w.do("plan", title, holder, day=w.at(f"{planned} 08:00").date())
        if whom:
            Waiting.objects.create(matter_id=w.matters[title], whom=whom, since=moment.now())

    if not urgent:
        HANDS.append(
            beat(f"2026-06-{8 + order % 3:02d} {10 + order % 6:02d}:{order:02d}")(
                lambda w: w.do("set_next_step", title, holder, step=step)
            )
        )
    return beat(f"{day} {14 + order % 3:02d}:{order:02d}", 1)(given)


def _places(w: World, name: str) -> bool:
    return bool({"director", "deputy", "staff"} & set(w.office.roles[name]))


for _order, _row in enumerate(_THINGS):
    HANDS.append(_thing(_order, *_row))


def _event(
    order: int, holder: str, title: str, starts: str, ends: str, where: str, kind: str, lead: str, by: str
) -> Beat:
    key = f"{holder} {title}"

    def arranged(w: World) -> None:
        leader = w.who(holder) if "leader" in w.office.roles[holder] else None
        w.capture(
            key,
            by,
            title=title,
            kind=kind,
            source_type=SourceType.PLAN,
            starts=w.at(starts),
            ends=w.at(ends),
            place=where,
            text=title,
        )
        w.place(
            key,
            by,
            lead,
            holder=by if leader else holder,
            **({"leader": holder} if leader else {}),
            next_step="准时",
        )

    return beat(f"{'2026-06-10' if kind == 'service' else '2026-05-29'} 16:{order:02d}", 1)(arranged)


for _order, (_who, _title, _from, _to, _where) in enumerate(_TRIPS):
    HANDS.append(_event(_order, _who, _title, _from, _to, _where, "service", "车队", "马骁"))
for _order, (_who, _title, _from, _to, _where) in enumerate(_DIARY):
    HANDS.append(_event(20 + _order, _who, _title, _from, _to, _where, "meeting", "综合科", "唐思齐"))
