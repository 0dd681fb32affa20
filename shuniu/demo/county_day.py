"""6月11日: the day of the story, minute by minute as §3.3 and the sketches of §7 tell it, through the real verbs."""

from __future__ import annotations

from shuniu.demo import county_texts as texts
from shuniu.demo.county_past import answer_the_difficulty, confirm
from shuniu.demo.weeks import in_words
from shuniu.demo.world import Beat, World, beat
from shuniu.matters.choices import InstructionForm, SourceType, Urgency
from shuniu.matters.intake import receive_sentence, receive_text

DAY: list[Beat] = []


def _on(when: str):
    def made(function):
        DAY.append(beat(f"2026-06-{when}")(function))
        return function

    return made


def _read(w: World, key: str, by: str, number: int, text: str) -> None:
    """A paper pasted into the one box: registered, read and proposed on by the machine."""
    w.number_next(number)
    taken = receive_text(in_words(text), by=w.act(by))
    w.number_free()
    w.keep(key, taken.matters[0])


def _say(w: World, key: str, by: str, number: int, said: str) -> None:
    w.number_next(number)
    taken = receive_sentence(in_words(said), by=w.act(by))
    w.number_free()
    w.keep(key, taken.matters[0])


# 08:04 the morning's batch: fourteen papers, all placed by 09:06


def _batch(place: int) -> None:
    def arrives(w: World) -> None:
        _read(w, f"batch {place}", "梁静", 1162 + place, texts.BATCH[place])

    def placed(w: World) -> None:
        lead = texts.BATCH_LEADS[place]
        w.place(
            f"batch {place}", "梁静" if place % 3 else "何文静", lead, next_step="先看要求,再定人", hard=False
        )

    DAY.append(beat(f"2026-06-11 08:{4 + place // 4:02d}:{place % 4 * 12:02d}")(arrives))
    DAY.append(beat(f"2026-06-11 08:{28 + place * 2:02d}")(placed))


for _place in range(len(texts.BATCH)):
    _batch(_place)


# One task from three channels: the province's fax, the city's telegram, the county committee's call


@_on("11 08:20")
def fax(w: World) -> None:
    _read(w, "fax", "梁静", 1176, texts.FAX)


@_on("11 08:24")
def fax_placed(w: World) -> None:
    w.place("fax", "梁静", "应急管理局", safety=True, focus="防汛", next_step="和市里电报对一遍")


@_on("11 08:30")
def watch_ordered(w: World) -> None:
    w.capture(
        "watch", "吴安澜", number=1179, title="落实11—13日24小时值守", source_type=SourceType.INSTRUCTION, source_person="沈知行",
        focus="防汛", safety=True, text="今起三天强降雨,落实24小时值守,领导在岗带班,县乡两级不断线。",
    )  # fmt: skip
    w.do("instruct", "watch", "吴安澜", leader=w.who("沈知行"), words="今晚起县乡两级不断线,带班领导在岗。")
    w.place(
        "watch",
        "吴安澜",
        "总值班室",
        holder="石磊",
        due=w.at("2026-06-13 18:00"),
        hard=True,
        due_basis="沈知行批示",
        next_step="抽查乡镇",
    )
    w.do("acknowledge", "watch", "石磊")


@_on("11 08:36")
def shelters_ordered(w: World) -> None:
    w.capture(
        "shelters", "吴安澜", number=1181, title="转移避险准备到户到人", source_type=SourceType.INSTRUCTION, source_person="顾青禾",
        focus="防汛", safety=True, text="地质灾害点和低洼易涝片转移避险准备到户到人,责任人、路线、安置点三张表今天核一遍。",
    )  # fmt: skip
    w.do("instruct", "shelters", "吴安澜", leader=w.who("顾青禾"), words="三张表今天核一遍,叫得应、转得动。")
    w.place(
        "shelters", "吴安澜", "应急管理局", helpers=("自然资源局", "水利局"), due=w.at("2026-06-12 12:00"), hard=True,
        due_basis="顾青禾批示", next_step="三张表核一遍",
    )  # fmt: skip
    w.do("acknowledge", "shelters", "雷鸣")


@_on("11 07:52")
def report_owed(w: World) -> None:
    w.capture(
        "report", "周谨言", number=1182, title="向市防办报值守安排", kind="telegram", source_type=SourceType.PAPER,
        source_body="云泽市防汛抗旱指挥部", due=w.at("2026-06-11 12:00"), hard=True, safety=True, from_above=True, focus="防汛",
        urgency=Urgency.URGENT, text=texts.WATCH_TELEGRAM,
    )  # fmt: skip
    w.place("report", "周谨言", "总值班室", holder="程刚", next_step="差2个乡镇")


@_on("11 08:02")
def report_taken(w: World) -> None:
    w.do("acknowledge", "report", "程刚")


@_on("11 10:55")
def report_moves(w: World) -> None:
    w.do("feed_back", "report", "程刚", words="12个乡镇收到10个,差白鹭镇、沙河镇")


@_on("11 11:48")
def report_sent(w: World) -> None:
    w.do("report_done", "report", "程刚", result="值守安排已报市防办,对方11:46确认收到")


@_on("11 11:58")
def report_checked(w: World) -> None:
    w.do("verify", "report", "周谨言", remark="市防办回执在")


@_on("11 10:05")
def watch_is_set(w: World) -> None:
    w.do("report_done", "watch", "石磊", result="县乡两级带班表收齐,今晚起不断线")


@_on("11 10:42")
def shelters_are_checked(w: World) -> None:
    w.do("report_done", "shelters", "雷鸣", result="三张表核过,叫应电话全部打通")


@_on("11 09:40")
def committee_calls(w: World) -> None:
    _say(w, "call", "石磊", 1186, "县委办来电话 今天下班前要11到13日强降雨值守安排 请应急局报一份")


# №1183 manholes: two bodies say it is not theirs


@_on("11 09:05")
def manholes(w: World) -> None:
    w.capture(
        "manholes", "罗宁", number=1183, title="沿河路井盖缺失", kind="hotline", source_type=SourceType.HOTLINE,
        source_body="12345热线", source_person="0612号来电", safety=True, due=w.at("2026-06-11 17:00"), hard=True,
        place="沿河路", text="热线2217号并网帖一条:沿河路多处井盖不见,离实验小学300米,今晚有雨。照片两张。",
    )  # fmt: skip
    w.waits("manholes", "实验小学", "沿河路居民(热线2217号)", "网帖作者")


@_on("11 09:06")
def manholes_placed(w: World) -> None:
    w.place("manholes", "罗宁", "城市管理局", due_basis="今晚有雨", next_step="先围挡")


@_on("11 09:12")
def manholes_second_call(w: World) -> None:
    w.capture(
        "manholes 2", "罗宁", number=1184, title="沿河路靠桥头井盖没了", kind="hotline", source_type=SourceType.HOTLINE,
        source_body="12345热线", source_person="郎师傅", text="郎师傅来电:沿河路靠桥头两处井盖没了,电动车差点掉进去。",
    )  # fmt: skip
    w.do("merge", "manholes 2", "罗宁", into=w.matter("manholes"), reason="同一路段")


@_on("11 09:21")
def manholes_third_call(w: World) -> None:
    w.capture(
        "manholes 3", "罗宁", number=1185, title="实验小学旁边井盖缺失", kind="hotline", source_type=SourceType.HOTLINE,
        source_body="12345热线", source_person="鲁女士", text="鲁女士来电:实验小学旁边沿河路井盖缺失,请赶紧围起来。",
    )  # fmt: skip
    w.do("merge", "manholes 3", "罗宁", into=w.matter("manholes"), reason="同一路段")


@_on("11 09:30")
def manholes_refused(w: World) -> None:
    w.do(
        "refuse",
        "manholes",
        "鲁山",
        reason="井盖下面是雨污管网,管网属住建,不归我们",
        clause="2021年管网移交单;职责清单第214条“权属单位”",
    )


@_on("11 09:41")
def manholes_tried(w: World) -> None:
    w.do(
        "offer", "manholes", "周谨言", lead=w.body("住房城乡建设局"), words="管网移交单写的是住建,请住建先看"
    )


@_on("11 10:10")
def manholes_refused_again(w: World) -> None:
    w.do(
        "refuse",
        "manholes",
        "杜衡",
        reason="我们只管管网不管盖,道路附属设施归城管",
        clause="2024年第3号专题会纪要",
    )


@_on("11 11:18")
def manholes_principle(w: World) -> None:
    w.do("set_principle", "manholes", "周谨言", principle="先保安全,费用后算")
    for body in ("城市管理局", "住房城乡建设局"):
        w.do("assent", "manholes", "周谨言", division=w.body(body))


@_on("11 11:20")
def manholes_led_for_now(w: World) -> None:
    w.do("lead_for_now", "manholes", "周谨言", lead=w.body("城市管理局"), words="今晚先围挡、补盖")
    w.do(
        "put_to_leader",
        "manholes",
        "周谨言",
        lead=w.body("城市管理局"),
        words="城管局临时牵头围挡补盖,住建局管管网底数和整改方案",
        leader=w.who("裴子衡"),
    )


@_on("11 11:26")
def manholes_ruled(w: World) -> None:
    w.do(
        "rule",
        "manholes",
        "裴子衡",
        lead=w.body("城市管理局"),
        ruling="城管局临时牵头围挡补盖,住建局管管网底数和整改方案",
        words="先堵上,再说账。",
    )


@_on("11 11:33")
def manholes_taken(w: World) -> None:
    w.do("acknowledge", "manholes", "鲁山")
    w.part("manholes", "周谨言", "fences", "夜里围挡", "城市管理局", due="2026-06-11 17:00", hard=True)
    w.do("acknowledge", "fences", "鲁山")


@_on("11 11:36")
def pipes(w: World) -> None:
    w.capture(
        "pipes", "周谨言", number=1188, title="沿河路补盖与管网整改", source_type=SourceType.INSTRUCTION, source_person="裴子衡",
        text="沿河路23处补盖,管网底数和整改方案。", due=w.at("2026-06-17 17:30"), safety=False,
    )  # fmt: skip
    w.place(
        "pipes",
        "周谨言",
        "住房城乡建设局",
        helpers=("城市管理局",),
        due_basis="裁定",
        next_step="先报管网底数",
    )
    w.part("pipes", "周谨言", "covers", "补盖23处", "城市管理局", due="2026-06-12 17:30")
    w.part("pipes", "周谨言", "pipe figures", "管网底数", "住房城乡建设局", due="2026-06-15 17:30")
    w.part("pipes", "周谨言", "pipe plan", "整改方案", "住房城乡建设局", due="2026-06-17 17:30")
    w.do("acknowledge", "pipes", "杜衡")


@_on("11 12:10")
def head_says(w: World) -> None:
    w.do(
        "instruct",
        "manholes",
        "周谨言",
        leader=w.who("陆怀远"),
        words="井盖的事报个方案。",
        form=InstructionForm.ORAL,
    )


@_on("11 12:16")
def head_confirms(w: World) -> None:
    confirm(w, "manholes", "陆怀远")


# №1187 a request that only the head may decide


@_on("11 10:15")
def bridging(w: World) -> None:
    _read(w, "bridging", "梁静", 1187, texts.BRIDGING)


@_on("11 10:20")
def bridging_placed(w: World) -> None:
    w.place(
        "bridging", "何文静", "财政局", helpers=("住房城乡建设局",), leader="陆怀远", due=w.at("2026-06-15 17:30"), hard=False,
        due_basis="县长权限,沈知行知悉不代定", next_step="等县长定",
    )  # fmt: skip
    w.do("acknowledge", "bridging", "陶然")


@_on("11 12:11")
def bridging_asked(w: World) -> None:
    w.do("ask", "bridging", "陆怀远", words="专项债结余够不够?")


@_on("11 12:14")
def bridging_answered(w: World) -> None:
    w.do("feed_back", "bridging", "陶然", words="专项债结余够,首期先拨430万元不影响其他项目")


@_on("11 12:15")
def bridging_decided(w: World) -> None:
    w.do("instruct", "bridging", "陆怀远", leader=w.who("陆怀远"), words="同意先拨一半,余款验收后拨。")


# The rest of the working day


@_on("11 14:02")
def fences_counted(w: World) -> None:
    w.do("feed_back", "fences", "鲁山", words="缺盖23处,围挡料已到15处")


@_on("11 14:20")
def bulletin_moves(w: World) -> None:
    w.do("feed_back", "bulletin", "林致远", words="分析那一页写完了,4个数只差受淹农田面积")


@_on("11 15:05")
def pipe_figures_taken(w: World) -> None:
    w.do("assign", "pipe figures", "杜衡", to=w.who("吕工"), reason="图在他那里")
    w.do("acknowledge", "pipe figures", "吕工")
    w.do("set_next_step", "pipe figures", "吕工", step="翻2021年移交图")


@_on("11 15:40")
def inspection(w: World) -> None:
    _say(w, "inspection", "石磊", 1195, "水利局王珂来电 明早9点市防办来查青石水库 6个人 要汇报材料 中午走")


def _waiting(when: str, key: str, by: str, number: int, *, text: str = "", said: str = "") -> None:
    def arrives(w: World) -> None:
        if text:
            _read(w, key, by, number, text)
        else:
            _say(w, key, by, number, said)

    DAY.append(beat(f"2026-06-11 {when}")(arrives))


# What lies in the tray at 16:05, beside the inspection.
_waiting("14:36", "tray 1", "梁静", 1190, text=texts.TRAY_CIRCULAR)
_waiting("14:52", "tray 2", "田野", 1191, said="茶岭乡来电话 请交通局本周内看一下岭背村塌方的村道")
_waiting("15:10", "tray 3", "梁静", 1192, text=texts.TRAY_REQUEST)
_waiting("15:22", "tray 4", "丁香", 1193, said="县人大办要养老床位数 明天上午要")
_waiting("15:48", "tray 5", "梁静", 1196, text=texts.TRAY_LETTER)
_waiting("15:57", "tray 6", "罗宁", 1197, said="群众来电 北门菜场自来水发黄 请水利局今天答复")

# After the moment at which the demo stands: what the scenes go on to.
_waiting("16:20", "evening 1", "罗宁", 1198, text=texts.WATER_POST)
_waiting("16:38", "evening 2", "丁香", 1199, said="统计局要小型水库座数 今天要")
_waiting("16:41", "evening 3", "梁静", 1200, text=texts.SCHOOL_REQUEST)
_waiting("16:44", "evening 4", "梁静", 1201, text=texts.NEIGHBOUR_LETTER)
_waiting("16:50", "evening 5", "宋词", 1202, said="三个工作日内答复张某征地补偿来访")
_waiting("17:12", "evening 6", "马骁", 1203, said="商务局来电话要车 明天上午8点三个人去市里")
_waiting("17:20", "storm", "石磊", 1204, text=texts.STORM_TELEGRAM)


@_on("11 16:12")
def tray_is_cleared(w: World) -> None:
    """Before the evening's arrivals the tray of the afternoon is placed."""
    for key, lead in (
        ("tray 1", "发展改革局"), ("tray 2", "交通运输局"), ("tray 3", "教育体育局"), ("tray 4", "信息科"), ("tray 5", "公安局"),
        ("tray 6", "水利局"),
    ):  # fmt: skip
        w.place(key, "何文静", lead, next_step="看要求,定人")
    w.do("merge", "call", "何文静", into=w.matter("fax"), reason="县委办要的和省防指传真是一件事")
    w.place(
        "inspection",
        "周谨言",
        "水利局",
        kind="inspection",
        next_step="按去年办法铺开",
        safety=True,
        focus="防汛",
    )


@_on("11 16:45")
def fences_stand(w: World) -> None:
    w.do("feed_back", "manholes", "鲁山", words="23处全部围挡,照片4张")
    w.do("report_done", "fences", "鲁山", result="23处全部围挡,夜里有人巡")


@_on("12 08:00")
def difficulty_is_answered(w: World) -> None:
    answer_the_difficulty(w)
