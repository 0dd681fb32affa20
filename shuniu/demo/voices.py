"""人声: what people ring, write and come about, and what the office says to itself (product §16.5, 17 to 32)."""

from __future__ import annotations

from datetime import date, timedelta

from shuniu.demo import words
from shuniu.demo.drafts import Draft
from shuniu.demo.phrases import Phrases
from shuniu.demo.weeks import moved
from shuniu.matters.choices import SourceType, Urgency


class Voices(Phrases):
    """人声: deputies, callers, petitioners, townships, and the desks themselves."""

    def _complaint(self, day: date | None = None) -> tuple[str, str]:
        division = self.dice.choices(tuple(words.COMPLAINTS), [len(v) for v in words.COMPLAINTS.values()])[0]
        place = self.one(words.PLACES.get(division, ())) if division in words.PLACES else self.place()
        said = self.one(words.COMPLAINTS[division])
        # 老城北片的水: complaints about water grow in the old north from April on (product §16.6).
        if (
            day is not None
            and day >= moved(date(2026, 4, 1))
            and self.dice.random() < 0.012 * (1 + (day - moved(date(2026, 4, 1))).days / 10)
        ):
            division, place, said = (
                "水利局",
                self.one(words.OLD_NORTH),
                self.one(words.COMPLAINTS["水利局"][:3]),
            )
        return division, said.format(place)

    def _hotline(self, day: date) -> Draft:
        division, said = self._complaint(day)
        who = self.caller()
        text = f"来电人{who}反映:{said},{self.one(('已有三天', '多次反映未果', '影响出行', '家里有老人小孩', '希望尽快处理', '请给个答复'))}。"
        return Draft(
            "hotline", said, SourceType.HOTLINE, "12345热线", who, text=text, lead=division,
            safety=any(w in said for w in ("掉落", "裂缝", "困人", "消防", "爆裂", "压电线", "塌")),
        )  # fmt: skip

    def _letter_to_head(self, day: date) -> Draft:
        division, said = self._complaint(day)
        title = self.one(("网民留言:{}", "县长信箱:{}", "群众来信:{}")).format(said)
        return Draft(
            "letter_to_head",
            title,
            SourceType.MAIL,
            "县长信箱",
            self.caller(),
            text=f"尊敬的县长:{said},请您过问。",
            lead=division,
        )

    def _petition(self, day: date) -> Draft:
        who = self.one(words.SURNAMES) + "某"
        village = self.one(words.VILLAGES)
        about = self.one(
            (
                "征地补偿",
                "拖欠工程款",
                "拆迁安置",
                "医疗纠纷",
                "土地承包纠纷",
                "退休待遇",
                "宅基地纠纷",
                "村务公开",
                "交通事故赔偿",
            )
        )
        lead = {"征地补偿": "自然资源局", "拆迁安置": "住房城乡建设局", "医疗纠纷": "卫生健康局", "拖欠工程款": "人力资源社会保障局",
                "退休待遇": "人力资源社会保障局", "交通事故赔偿": "公安局", "村务公开": "民政局"}.get(about, "农业农村局")  # fmt: skip
        return Draft(
            "petition", f"{village}{who}{self.one(('来访', '来信'))}:{about}", SourceType.VISIT, "", who, lead=lead, safety=True,
            text=f"{village}村民{who}到接待大厅反映{about}问题,称多次与村镇协商未果。",
        )  # fmt: skip

    def _disclosure(self, day: date) -> Draft:
        lead, topic = self.topic()
        return Draft(
            "disclosure",
            f"依申请公开:{topic}有关材料",
            SourceType.MAIL,
            "",
            self.caller(),
            lead=lead,
            own="信息科",
            hard=True,
        )

    def _incident(self, day: date) -> Draft:
        place = self.one(words.ROADS + words.VILLAGES)
        said = self.one(
            (
                "{}一处厂房起火",
                "{}两车相撞三人受伤",
                "{}有人落水",
                "{}山体滑坡阻断道路",
                "{}燃气泄漏",
                "{}施工塔吊倾斜",
            )
        ).format(place)
        return Draft(
            "incident", said, SourceType.CALL, "县公安局指挥中心", text=f"接报:{said},已派员赶赴现场。",
            lead="应急管理局", safety=True, hard=True, urgency=Urgency.EXTRA, own="总值班室",
        )  # fmt: skip

    def _brief(self, day: date) -> Draft:
        sender = self.one(words.TOWNSHIPS + self._divisions)
        _lead, topic = self.topic("" if sender in words.TOWNSHIPS else sender)
        title = f"{sender}信息:{topic}{self.one(('有新做法', '完成过半', '遇到三个难处', '群众评价好', '比上年同期提前', '试点结束'))}"
        return Draft("brief", title, SourceType.MAIL, sender, text=title, own="信息科")

    def _media(self, day: date) -> Draft:
        lead, topic = self.topic()
        who = self.one(("市报", "省台", "市电视台", "网络媒体"))
        return Draft(
            "media",
            f"{who}询问{topic}",
            SourceType.CALL,
            who,
            lead=lead,
            text=f"{who}记者询问{topic}情况,希望今天答复。",
        )

    # The office's own

    def _service(self, day: date) -> Draft:
        asker = self.one(self._divisions + words.TOWNSHIPS)
        said = self.one(
            (f"领{self.one(words.SUPPLIES)}{self.dice.randint(2, 40)}份", f"借{self.one(('305', '212', '401', '小', '视频'))}会议室半天",
             f"派车去{self.one(words.TOWNSHIPS)}", f"修{self.one(('打印机', '空调', '投影仪', '门锁', '水龙头', '网线'))}",
             f"{self.one(('合同', '证明', '函件', '协议'))}用印{self.dice.randint(1, 6)}份", "办临时出入证", f"去市里的车{self.dice.randint(1, 4)}人")
        )  # fmt: skip
        return Draft("service", f"{asker}{said}", SourceType.CALL, asker, text=f"{asker}{said}", own="行政科")

    def _duty(self, day: date) -> Draft:
        said = self.one(
            (
                f"{day.month}月值班表",
                f"{day.month}月{day.day}日替班",
                f"{self.one(words.TOWNSHIPS)}值守抽查",
                "节前值班抽点",
                "请假备案",
            )
        )
        return Draft("duty", said, SourceType.PLAN, text=said, own="总值班室")

    def _activity(self, day: date) -> Draft:
        said = self.one(
            (
                "主题党日",
                "职工体检",
                "工会送清凉",
                "健步走",
                "读书会",
                "退休干部座谈",
                "青年理论学习",
                "困难职工走访",
                "献血",
            )
        )
        return Draft("activity", f"{day.month}月{said}", SourceType.PLAN, text=said, own="人事党建科")

    def _recurring(self, day: date) -> Draft:
        said = self.one(
            ("报上月信息采用情况", "报上周督查进展", "报月度用车里程", "报数据台账更新", "报值班小结", "报月度经费执行", "报会议费支出", "报来访登记")
        )  # fmt: skip
        who = self.one(("信息科", "督查室", "行政科", "总值班室"))
        return Draft("recurring", f"{day.month}月{day.day}日前{said}", SourceType.PLAN, text=said, own=who)

    def _found(self, day: date) -> Draft:
        lead, topic = self.topic()
        said = self.one(
            (
                "上月承诺的{}没有下文",
                "两份通知对{}要求不一致",
                "{}联系人已调走",
                "{}台账少两个乡镇",
                "{}去年有、今年没列",
            )
        )
        return Draft("found", said.format(topic), SourceType.FOUND, lead=lead, text=said.format(topic))

    def _feedback(self, day: date) -> Draft:
        said = self.one(("通知发得太晚", "同一张表要了两遍", "会议材料字太小", "电话总占线", "停车没有位子", "会开得太长", "纪要发得慢",
                         "附件打不开", "联系人写错了", "希望提前给样表", "回执方式太多"))  # fmt: skip
        asker = self.one(self._divisions + words.TOWNSHIPS)
        return Draft("feedback", f"{asker}提意见:{said}", SourceType.MAIL, asker, text=said, own="综合科")

    def _expiring(self, day: date) -> Draft:
        said = self.one(
            (
                "物业合同",
                "报刊订阅",
                "电梯维保合同",
                "车辆保险",
                "网络专线",
                "打印机租赁",
                "食堂采购合同",
                "消防检测",
                "域名证书",
            )
        )
        return Draft(
            "expiring",
            f"{said}{(day + timedelta(days=60)).strftime('%m/%d').lstrip('0')}到期",
            SourceType.PLAN,
            text=said,
            own="行政科",
        )
