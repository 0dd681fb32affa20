"""青岚县: the invented county of the demonstration, and the small unit beside it (product §16.1 to §16.3, §16.7)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from shuniu.org.roster import (
    CITY,
    COUNTY,
    DUAL_LEADERSHIP,
    EXTERNAL,
    PROVINCE,
    SECTION,
    TOWNSHIP,
    Body,
    Car,
    Member,
    Room,
    Roster,
    joined,
)

LEADERS = (
    Member("陆怀远", "县长", "县政府", True, 1, ("全面", "审计"), stand_in="沈知行",
           note="晚上8点后看纸,一页;早上8点前打电话;问两遍就是着急"),
    Member("沈知行", "常务副县长", "县政府", True, 2,
           ("政府办", "发展改革", "财政", "应急", "统计", "税务联络", "税务"),
           aliases=("常务", "常务副县长", "常务县长"), stand_in="霍正川", note="电话,要短;先听数字"),
    Member("顾青禾", "副县长", "县政府", True, 3, ("农业", "水利", "林业", "乡村", "气象", "农业农村", "防汛"),
           stand_in="裴子衡", note="常在现场;语音;看图"),
    Member("秦砚", "副县长", "县政府", True, 4, ("工业", "商务", "科技", "开发区", "招商", "市场监管"),
           stand_in="温若兰", note="电脑;表格"),
    Member("温若兰", "副县长", "县政府", True, 5,
           ("教育", "卫生", "民政", "文化", "旅游", "文旅", "人社", "人力资源", "医保"),
           stand_in="秦砚", note="样样都看;手写批示"),
    Member("霍正川", "副县长", "县政府", True, 6, ("公安", "司法", "信访", "退役军人"),
           aliases=("公安局局长", "公安局长", "霍局长", "霍局"), stand_in="沈知行", note="保密室;只看纸"),
    Member("裴子衡", "副县长", "县政府", True, 7, ("自然资源", "住建", "住房", "交通", "环境", "环保", "城管"),
           stand_in="顾青禾", note="电话;当场定;会回电"),
)  # fmt: skip

_LEADERSHIP = "办公室领导"

OFFICE = (
    Member("周谨言", "主任", _LEADERSHIP, functions=("全面",), directs_office=True, aliases=("周主任",),
           skills=(("统筹", 5), ("接待", 4)), stand_in="林致远"),
    Member("林致远", "副主任", _LEADERSHIP, functions=("文字", "写作"), directs_office=True,
           skills=(("起草", 5), ("核稿", 5)), stand_in="何文静"),
    Member("何文静", "副主任", _LEADERSHIP, functions=("公文", "会务", "保密", "档案"), directs_office=True,
           skills=(("会务", 5), ("公文", 5)), stand_in="林致远"),
    Member("吴安澜", "副主任", _LEADERSHIP, functions=("督查", "信息", "值班"), directs_office=True,
           skills=(("协调", 5),), stand_in="赵启明"),
    Member("赵启明", "副主任", _LEADERSHIP, functions=("行政", "后勤", "接待", "车辆", "人事"), directs_office=True,
           skills=(("接待", 4),), stand_in="吴安澜"),
    Member("许墨", "科长", "综合科", left_on=date(2026, 5, 20), note="5月20日调离,岗位空缺"),
    Member("方一鸣", "科员", "综合科", skills=(("起草", 3),), wishes=("讲话稿",)),
    Member("唐思齐", "科员", "综合科", skills=(("调研", 3), ("数据", 3))),
    Member("陈小满", "科员", "综合科", skills=(("会务", 1), ("记录", 1)), wishes=("记录",), note="第三周"),
    Member("苏晚晴", "科长", "文电科", skills=(("核稿", 4), ("用印", 4))),
    Member("梁静", "科员", "文电科", skills=(("公文", 4), ("登记", 4))),
    Member("严立", "科员", "文电科", note="机要件,不在本系统内办理"),
    Member("郭守成", "科员", "文电科", skills=(("档案", 4),), note="2027年退休,要带人"),
    Member("叶知秋", "科长", "会务科", skills=(("记录", 5),)),
    Member("白露", "科员", "会务科", skills=(("会务", 4), ("摄影", 3))),
    Member("邵峰", "科员", "会务科", skills=(("音响", 4), ("会场", 4))),
    Member("江一帆", "室主任", "督查室", aliases=("江科长",), skills=(("督查", 4),)),
    Member("宋词", "科员", "督查室", skills=(("督查", 3),)),
    Member("罗宁", "科员", "督查室", skills=(("督查", 2),), wishes=("抽查",)),
    Member("谢远", "科长", "信息科", skills=(("信息", 4),), note="借调至6月30日"),
    Member("丁香", "科员", "信息科", skills=(("数据", 4), ("数据台账", 4))),
    Member("程刚", "室主任", "总值班室", skills=(("值班", 4),)),
    Member("石磊", "科员", "总值班室", skills=(("值班", 3),)),
    Member("田野", "科员", "总值班室", skills=(("值班", 3),)),
    Member("马骁", "科长", "行政科", functions=("车辆", "会议室"), skills=(("调度", 4),)),
    Member("钱静", "会计", "行政科", skills=(("财务", 4),)),
    Member("李桂兰", "科员", "行政科", functions=("物资",), skills=(("物资", 4),)),
    Member("孙师傅", "厨师", "行政科", note="食堂"),
    Member("韩卫国", "司机", "车队", aliases=("老韩", "韩师傅")),
    Member("彭涛", "司机", "车队"),
    Member("冯强", "司机", "车队"),
    Member("高建", "司机", "车队"),
    Member("尹琳", "科长", "人事党建科", skills=(("人事", 4),)),
    Member("夏禾", "科员", "人事党建科", skills=(("党建", 3),)),
    Member("曾凡", "管理员", "技术"),
)  # fmt: skip

SECTIONS = (
    Body("综合科", SECTION),
    Body("文电科", SECTION),
    Body("会务科", SECTION),
    Body("督查室", SECTION, ("政府督查室", "县政府督查室")),
    Body("信息科", SECTION),
    Body("总值班室", SECTION, ("值班室", "政府总值班室")),
    Body("行政科", SECTION),
    Body("车队", SECTION),
    Body("人事党建科", SECTION, ("人事科", "党建科")),
)


def _department(name: str, liaison: str, field: str, *aliases: str, bare: str = "", habit: str = "") -> Body:
    return Body(name, aliases=aliases, bare=tuple(bare.split()), liaison=liaison, field=field, habit=habit)


DEPARTMENTS = (
    _department("发展改革局", "罗子健", "发展改革", "发改局", "发展和改革局", "发改委", bare="发改 发展改革"),
    _department("财政局", "陶然", "财政", bare="财政", habit="会签慢,常等省里"),
    _department("教育体育局", "孟瑶", "教育", "教体局", "教育局", "教育和体育局", bare="教体 教育"),
    _department("工业信息化局", "卢凯", "工业", "工信局", "工业和信息化局", bare="工信"),
    _department("公安局", "贺铭", "公安", bare="公安"),
    _department("民政局", "俞萍", "民政", bare="民政"),
    _department("司法局", "柏青", "司法", bare="司法"),
    _department("人力资源社会保障局", "汤莉", "人社", "人社局", "人力资源和社会保障局", bare="人社"),
    _department("自然资源局", "邱岳", "自然资源", "自规局", "资规局", "国土局", bare="自然资源 资规 自规"),
    _department("生态环境局", "葛晓", "环境", "环保局", "环境局", bare="生态环境 环保"),
    _department("住房城乡建设局", "杜衡", "住建", "住建局", "住房和城乡建设局", "建设局", bare="住建",
                habit="常承诺过头"),
    _department("交通运输局", "蒋帆", "交通", "交通局", "交运局", bare="交通 交运"),
    _department("水利局", "王珂", "水利", "水务局", bare="水利", habit="总是按时"),
    _department("农业农村局", "崔岩", "农业", "农业局", "农村农业局", bare="农业农村 农业"),
    _department("商务局", "施雨", "商务", bare="商务"),
    _department("文化旅游局", "颜夕", "文旅", "文旅局", "文化和旅游局", "文广旅局", bare="文旅"),
    _department("卫生健康局", "康宁", "卫生", "卫健局", "卫健委", "卫生局", bare="卫健"),
    _department("退役军人局", "武岳", "退役军人", "退役军人事务局", "退役局", bare="退役军人"),
    _department("应急管理局", "雷鸣", "应急", "应急局", bare="应急"),
    _department("审计局", "范一", "审计", bare="审计"),
    _department("市场监管局", "余晴", "市场监管", "市监局", "市场监督管理局", "市管局", bare="市监 市场监管"),
    _department("统计局", "束文", "统计", bare="统计"),
    _department("城市管理局", "鲁山", "城管", "城管局", "城市综合管理局", bare="城管", habit="先说不归我们"),
    _department("信访局", "安和", "信访", bare="信访"),
)  # fmt: skip

DUAL = (
    Body("气象局", DUAL_LEADERSHIP, ("气象台",), ("气象",), "云帆", field="气象"),
    Body("医保局", DUAL_LEADERSHIP, ("医疗保障局",), ("医保",), "乐平", field="医保"),
    Body("税务局", DUAL_LEADERSHIP, (), ("税务",), "尚可", field="税务"),
)

TOWNSHIPS = tuple(
    Body(name, TOWNSHIP, (f"{name}政府", f"{name}人民政府"), (name[:-1],), habit=habit)
    for name, habit in (
        ("城关镇", ""), ("望川镇", ""), ("青石镇", ""), ("柳溪镇", ""), ("白鹭镇", "被要得太多"),
        ("沙河镇", "数据常晚"), ("古渡镇", ""), ("云岭乡", ""), ("石桥乡", ""), ("竹溪乡", ""), ("松台乡", ""),
        ("茶岭乡", ""),
    )
)  # fmt: skip

_COUNTY_LEVEL = """
    县委 县委督查室 县委巡察办 县委网信办 县委政研室 县委老干部局 县委农办 县委办 县委办公室 县委宣传部 宣传部 县委组织部 组织部 县委统战部 统战部
    县委政法委 政法委 县委编办 编办 县纪委 纪检组 派驻纪检组 纪检监察组 县纪委监委 纪委监委 纪委 县人大 县人大办 县人大常委会
    人大办 人大 县政协 县政协办 政协办 政协 县政府 县政府办 县政府办公室 县府办 政府办
    县法院 法院 县检察院 检察院 团县委 县妇联 妇联 县总工会 总工会 县工商联 工商联
    县残联 残联 县科协 科协 县文联 文联 县红十字会 红十字会 县供销社 供销社 供电公司
    自来水公司 城投公司 水务公司 公交公司 燃气公司 开发区 开发区管委会 管委会 融媒体中心
    机关事务中心 政务服务中心 政务服务局 数据局 行政审批局 党校 县委党校 档案馆 县医院
    中医院 人武部 消防大队 消防救援大队 交警大队 林业局 防办 防汛办 县防办 县防指 防指
    安委办 移动公司 电信公司 联通公司 邮政公司 烟草局 公积金中心 疾控中心 河长办 招商局
    科技局
"""
_CITY_LEVEL = """
    市里 市上 市委 市委办 市政府 市政府办 市府办 市人大 市政协 市纪委 市防办 市防指
    市委督查室 市政府督查室 市委组织部 市委宣传部 市应急局 市水利局 市财政局 市住建局
    市统计局 市司法局 市发改委 市教育局 市报 市电视台 云泽市 云泽市政府
"""
_PROVINCE_LEVEL = """
    省里 省上 省委 省委办公厅 省政府 省政府办公厅 省政府办 省府办 省人大 省水利厅
    省财政厅 省住建厅 省发改委 省应急厅 省教育厅 省防指 省委巡视组 江南省
"""

OTHERS = (
    *(Body(name, EXTERNAL, upper=COUNTY) for name in _COUNTY_LEVEL.split()),
    *(Body(name, EXTERNAL, upper=CITY) for name in _CITY_LEVEL.split()),
    *(Body(name, EXTERNAL, upper=PROVINCE) for name in _PROVINCE_LEVEL.split()),
)

ROOMS = (
    Room("305", 40, ("305会议室", "305室"), ("投影", "话筒")),
    Room("212", 20, ("212会议室", "212室"), ("投影",)),
    Room("401", 60, ("401会议室", "401室"), ("投影", "话筒", "视频")),
    Room("大会议室", 300, ("一楼大会议室", "大礼堂"), ("投影", "话筒", "视频", "录音")),
    Room("小会议室", 12, (), ("电视",)),
    Room("视频会议室", 30, ("视频会议中心",), ("视频", "话筒")),
    Room("接待室", 10, ("贵宾接待室",)),
    Room("党组会议室", 16),
)

CARS = (
    Car("岚A·00001", 5, "韩卫国"),
    Car("岚A·00002", 5, "彭涛"),
    Car("岚A·00003", 7, "冯强"),
    Car("岚A·00004", 17, "高建", out_until=date(2026, 6, 13)),
)


def _liaisons() -> tuple[Member, ...]:
    """联络员 of the departments: known by name and by 杜局."""
    return tuple(Member(b.liaison, "联络员", b.name) for b in (*DEPARTMENTS, *DUAL) if b.liaison)


@lru_cache(maxsize=1)
def county_roster() -> Roster:
    """青岚县人民政府办公室: leaders, office, departments, townships, liaisons, rooms and cars."""
    bodies = joined(SECTIONS, DEPARTMENTS, DUAL, TOWNSHIPS, OTHERS)
    return Roster(
        "青岚县人民政府办公室", bodies, (*LEADERS, *OFFICE, *_liaisons()), ROOMS, CARS, place="青岚县"
    )


@lru_cache(maxsize=1)
def small_roster() -> Roster:
    """青岚古城片区建设指挥部: one leader, an office of six, two business departments."""
    office = "办公室"
    members = (
        Member("裴子衡", "指挥长", "指挥部", True, 1, ("全面",), note="兼职"),
        Member("赵明珠", "主任", office, functions=("全面",), directs_office=True),
        Member("钱小川", "科员", office, functions=("公文", "财务")),
        Member("孙立", "司机", office, functions=("车辆", "摄影")),
        Member("周围", "科员", office, functions=("党建", "工会")),
        Member("李想", "科员", office, functions=("宣传", "网站")),
        Member("何必", "科员", office, functions=("接待", "物资")),
    )
    bodies = joined(
        (
            Body("办公室", SECTION),
            Body("规划建设处", SECTION, ("规建处",), ("规划建设",)),
            Body("产业调整处", SECTION, ("产业处",), ("产业调整",)),
        ),
        DEPARTMENTS,
        DUAL,
        TOWNSHIPS,
        OTHERS,
    )
    return Roster(
        "青岚古城片区建设指挥部", bodies, members, (Room("会议室", 20),), (Car("岚A·00009", 5, "孙立"),),
        place="青岚县", titles_of_head=("指挥长",),
    )  # fmt: skip
