"""句法: titles and texts of arrivals from parts, so that no two look pasted (product §16.5). Our own words throughout."""

from __future__ import annotations

import random
from datetime import date, timedelta

from shuniu.demo import words
from shuniu.demo.drafts import Draft, Want
from shuniu.demo.letters import paper
from shuniu.demo.profiles import Profile
from shuniu.matters.choices import SourceType, Urgency

FLOOD = "防汛"
_FLOOD_WORDS = ("强降雨", "防汛", "汛前", "水库", "内涝", "山洪", "避险", "雨量", "值守", "积水")
# 冬春夏秋: what a telegram is about depends on the season.
_ALARMS = (
    ("低温雨雪冰冻防范应对", "道路结冰防范", "森林防火", "安全生产紧急排查"), ("森林防火", "大风强对流防范", "地质灾害避险", "安全生产紧急排查"),
    ("短时强对流防范", "高温天气防范应对", "地质灾害避险", "山洪灾害防范"), ("台风外围影响防范", "森林防火", "大风降温防范", "安全生产紧急排查"),
)  # fmt: skip


class Grammar:
    """句法 with its own dice: the same seed writes the same papers in the same order."""

    def __init__(self, dice: random.Random, profile: Profile) -> None:
        self.dice = dice
        self.profile = profile
        self._said: set[str] = set()
        self._numbers: dict[tuple[str, int], int] = {}
        self._divisions = profile.divisions
        self._makers = {
            "circular": self._circular, "telegram": self._telegram, "reading": self._reading,
            "request": self._request, "report": self._report, "letter": self._letter,
            "opinions": self._opinions, "figures": self._figures, "instruction": self._instruction,
            "oral": self._oral, "minute_item": self._minute_item, "higher_remark": self._higher_remark,
            "inspection": self._inspection, "visit": self._visit, "meeting_above": self._meeting_above,
            "meeting": self._meeting, "suggestion": self._suggestion, "proposal": self._proposal,
            "hotline": self._hotline, "petition": self._petition, "letter_to_head": self._letter_to_head,
            "disclosure": self._disclosure, "incident": self._incident, "brief": self._brief,
            "media": self._media, "service": self._service, "duty": self._duty, "activity": self._activity,
            "recurring": self._recurring, "found": self._found, "feedback": self._feedback,
            "expiring": self._expiring,
        }  # fmt: skip

    def write(self, kind: str, day: date) -> Draft:
        """One arrival of a kind on a day, with a title that was not used before."""
        for _try in range(12):
            draft = self._makers[kind](day)
            if draft.title not in self._said:
                break
        else:
            draft.title += f"({day.month}月{day.day}日)"
            turn = 2
            while draft.title in self._said:
                draft.title = f"{draft.title.split('之')[0]}之{turn}"
                turn += 1
        self._said.add(draft.title)
        if not draft.focus and any(word in draft.title for word in _FLOOD_WORDS) and 4 <= day.month <= 9:
            draft.focus = FLOOD
        return draft

    # Parts

    def one(self, many):
        return self.dice.choice(many)

    def number(self, code: str, day: date) -> str:
        """文号 that counts up through the year, with gaps, because the sender writes to others too."""
        key = (code, day.year)
        start = self.dice.randint(1, 9) + int((day - date(day.year, 1, 1)).days * 0.4)
        self._numbers[key] = max(self._numbers.get(key, 0) + self.dice.randint(1, 3), start)
        return f"{code}〔{day.year}〕{self._numbers[key]}号"

    def topic(self, division: str = "") -> tuple[str, str]:
        division = division or self.one(self._divisions)
        return division, self.one(words.TOPICS[division])

    def place(self) -> str:
        return self.one(
            self.one((words.ROADS, words.ESTATES, words.VILLAGES, words.TOWNSHIPS, words.SCHOOLS))
        )

    def helpers(self, lead: str, most: int = 3) -> tuple[str, ...]:
        others = [d for d in self._divisions if d != lead]
        return tuple(self.dice.sample(others, self.dice.randint(0, min(most, len(others)))))

    def caller(self) -> str:
        return self.one(words.SURNAMES) + self.one(words.TITLES)

    def _city_body(self) -> tuple[str, str]:
        body = self.one(words.CITY if self.dice.random() < 0.85 else words.PROVINCE)
        field = words.FIELD_OF.get(body, "")
        return body, field if field in self._divisions else ""

    # Papers

    def _wants(self, lead: str, topic: str, how_many: int) -> list[Want]:
        """要求 of a circular: each with its own body, date and turn of phrase."""
        acts = [
            f"对{topic}情况进行一次全面排查,建立问题清单", f"制定{topic}工作方案并抓好落实", f"明确{topic}责任人,名单逐级公示",
            f"对排查出的{topic}问题逐项整改销号", f"报送{topic}进展情况和存在问题", f"组织开展{topic}专项检查",
            f"公布{topic}监督电话,及时回应群众反映", f"将{topic}所需经费列入年度安排", f"开展{topic}政策宣传和业务培训",
            f"完善{topic}长效管护制度", f"梳理{topic}底数并登记造册", f"总结推广{topic}典型做法",
        ]  # fmt: skip
        chosen = self.dice.sample(acts, how_many)
        who = [lead, *self.helpers(lead, how_many)]
        if self.profile.townships and self.dice.random() < 0.7:
            # 白鹭镇 is asked three times as often as others (product §16.6).
            who.append(
                self.dice.choices(words.TOWNSHIPS, [3 if t == "白鹭镇" else 1 for t in words.TOWNSHIPS])[0]
            )
        found = []
        for place, act in enumerate(chosen):
            days = self.one((None, None, None, 15, 25, 40, 60, 80))
            found.append(Want(act, who[place % len(who)], days))
        return found

    def _circular(self, day: date) -> Draft:
        body, lead = self._city_body()
        lead, topic = self.topic(lead)
        form = self.one(
            ("关于做好{}工作的通知", "关于开展{}专项行动的通知", "关于进一步加强{}工作的通知", "关于{}有关事项的通知",
             "关于全面推进{}的实施意见", "关于报送{}情况的通知", "关于{}问题整改的通知", "关于抓好当前{}重点任务的通知")
        )  # fmt: skip
        title = form.format(
            self.one(("", "", f"{day.year}年", "全市", "今冬明春" if day.month in (10, 11, 12) else ""))
            + topic
        )
        number = self.number(words.CODES[body], day)
        wants = self._wants(lead, topic, self.dice.randint(2, 5))
        text, fields = paper(
            self.dice, day, issuer=body, number=number, title=title, wants=wants, topic=topic,
            recipients="各县(市、区)人民政府" if "政府" in body else "青岚县人民政府",
        )  # fmt: skip
        return Draft(
            "circular", title, source_body=body, text=text, fields=fields, doc_number=number, lead=lead,
            helpers=self.helpers(lead), wants=wants, hard=True, from_above=self.dice.random() < 0.4,
            days=self.one((20, 30, 60, 90, 120, 150, 180)), urgency=Urgency.URGENT if self.dice.random() < 0.12 else 0,
        )  # fmt: skip

    def _telegram(self, day: date) -> Draft:
        topic = self.one(_ALARMS[(day.month % 12) // 3])
        title = f"关于切实做好{day.month}月{day.day}日前后{topic}工作的紧急通知"
        number = self.number("云政办传", day)
        lead = "自然资源局" if "地质" in topic else "应急管理局"
        wants = [
            Want(f"{topic}期间带班领导名单报备", "总值班室", 1), Want(f"{topic}隐患点位逐一过一遍", lead, 1),
            Want(f"通知到{self.one(words.TOWNSHIPS)}等重点乡镇", lead, 1), Want(f"{topic}每日小结", "总值班室", 2),
        ][: self.dice.randint(2, 4)]  # fmt: skip
        text, fields = paper(
            self.dice, day, issuer="云泽市人民政府办公室", number=number, title=title, wants=wants, topic=topic,
            recipients="各县(市、区)人民政府", urgency="特急",
        )  # fmt: skip
        return Draft(
            "telegram", title, source_body="云泽市人民政府办公室", text=text, fields=fields, doc_number=number, lead=lead,
            wants=wants, hard=True, from_above=True, safety=True, days=1, urgency=Urgency.EXTRA,
        )  # fmt: skip

    def _reading(self, day: date) -> Draft:
        body, lead = self._city_body()
        lead, topic = self.topic(lead)
        title = self.one(
            ("关于印发{}工作要点的通知", "关于{}情况的通报", "关于公布{}名单的通知", "印发《{}管理办法》的通知", "关于{}典型经验的通报")
        ).format(topic)  # fmt: skip
        number = self.number(words.CODES[body], day)
        text, fields = paper(
            self.dice,
            day,
            issuer=body,
            number=number,
            title=title,
            wants=[],
            topic=topic,
            recipients="各县(市、区)人民政府",
        )
        return Draft(
            "reading", title, source_body=body, text=text, fields=fields, doc_number=number, own="文电科"
        )

    def _request(self, day: date) -> Draft:
        lead, topic = self.topic()
        amount = self.one((18, 26, 35, 48, 60, 75, 96, 120, 180, 240, 320))
        title = self.one(
            ("关于{}所需经费的请示", "关于拨付{}资金的请示", "关于成立{}工作专班的请示", "关于{}实施方案的请示", "关于召开{}推进会的请示",
             "关于变更{}建设内容的请示")
        ).format(topic)  # fmt: skip
        number = self.number(f"岚{lead[:2]}", day)
        text, fields = paper(
            self.dice, day, issuer=f"青岚县{lead}", number=number, title=title, wants=[], topic=topic,
            recipients="县人民政府", closing="妥否,请批示。", money=amount if "资金" in title or "经费" in title else 0,
        )  # fmt: skip
        money = "资金" in title or "经费" in title
        return Draft(
            "request", title, source_body=lead, text=text, fields=fields, doc_number=number,
            lead="财政局" if money and lead != "财政局" else lead, helpers=(lead,) if money else (),
        )  # fmt: skip

    def _report(self, day: date) -> Draft:
        lead, topic = self.topic()
        title = self.one(
            ("关于{}情况的报告", "关于{}进展情况的报告", "关于{}整改落实情况的报告", "关于{}检查情况的报告")
        ).format(topic)
        number = self.number(f"岚{lead[:2]}", day)
        text, fields = paper(
            self.dice, day, issuer=f"青岚县{lead}", number=number, title=title, wants=[], topic=topic,
            recipients="县人民政府", closing="特此报告。",
        )  # fmt: skip
        return Draft(
            "report", title, source_body=lead, text=text, fields=fields, doc_number=number, own="综合科"
        )

    def _letter(self, day: date) -> Draft:
        body = self.one(words.NEIGHBOURS + words.COUNTY)
        lead, topic = self.topic()
        title = self.one(
            ("关于商请协助{}的函", "关于联合开展{}的函", "关于征询{}意见的函", "关于商请提供{}资料的函", "关于派员参加{}会商的函")
        ).format(topic)  # fmt: skip
        number = self.number(words.CODES.get(body, body[:3]), day)
        wants = [Want(f"就{topic}提出书面意见并函复", lead, 5)]
        text, fields = paper(
            self.dice, day, issuer=body, number=number, title=title, wants=wants, topic=topic,
            recipients="青岚县人民政府办公室", closing="专此函达,请予支持为盼。",
        )  # fmt: skip
        return Draft(
            "letter",
            title,
            source_body=body,
            text=text,
            fields=fields,
            doc_number=number,
            lead=lead,
            wants=wants,
        )

    def _opinions(self, day: date) -> Draft:
        body, lead = self._city_body()
        lead, topic = self.topic(lead)
        title = self.one(
            (
                "关于征求《{}办法(征求意见稿)》意见的函",
                "关于征求{}实施方案意见的通知",
                "关于对《{}若干措施》反馈意见的函",
            )
        ).format(topic)
        number = self.number(words.CODES[body], day)
        wants = [
            Want(f"对{topic}稿件提出修改意见,加盖公章后反馈", lead, 4),
            Want("汇总各单位意见后统一答复", "综合科", 5),
        ]
        text, fields = paper(
            self.dice, day, issuer=body, number=number, title=title, wants=wants, topic=topic,
            recipients="各县(市、区)人民政府",
        )  # fmt: skip
        return Draft(
            "opinions", title, source_body=body, text=text, fields=fields, doc_number=number, lead=lead, wants=wants,
            hard=True, days=5,
        )  # fmt: skip

    def _figures(self, day: date) -> Draft:
        asker = self.one((*words.CITY[:10], "县委办公室", "县统计局", "县人大常委会办公室"))
        figure = self.one(words.FIGURES)
        last = (day.replace(day=1) - timedelta(days=1)).month
        title = self.one(
            (
                "要{}",
                "核对{}",
                f"提供截至{last}月底的{{}}",
                "更新{}",
                "补报{}分乡镇数",
                f"要{last}月{{}}",
                "重报{}",
            )
        )
        title = title.format(figure)
        return Draft(
            "figures", f"{asker.removeprefix('云泽市').removeprefix('县')}{title}", SourceType.MAIL, asker,
            text=f"{title},今天下班前回邮件,注明口径和来源。", own="信息科",
        )  # fmt: skip

    def _meeting_above(self, day: date) -> Draft:
        body, lead = self._city_body()
        lead, topic = self.topic(lead)
        on = day + timedelta(days=self.dice.randint(2, 9))
        title = f"{on.month}月{on.day}日{self.one(('全市', '全省'))}{topic}{self.one(('视频会议', '现场推进会', '调度会', '电视电话会议'))}"
        text = f"定于{on.month}月{on.day}日{self.one(('上午9:00', '下午3:00', '下午2:30'))}召开{topic}会议,请分管领导和{lead}主要负责同志参加,回执今日报会务组。"
        return Draft(
            "meeting_above", title, source_body=body, text=text, lead=lead, own="会务科", days=(on - day).days
        )

    def _higher_remark(self, day: date) -> Draft:
        lead, topic = self.topic()
        title = f"市领导对{topic}工作的批示(可公开部分)"
        return Draft(
            "higher_remark", title, source_body="云泽市人民政府办公室", lead=lead, hard=True, from_above=True,
            text=f"请青岚县认真研究{topic}中反映的问题,拿出具体办法,办理情况于一个月内报市政府。",
        )  # fmt: skip

    # Leaders

    def _instruction(self, day: date) -> Draft:
        lead, topic = self.topic()
        leader = self.one(tuple(self.profile.leaders))
        said = self.one(
            ("请{}牵头研究,拿出办法。", "此事要盯住不放,请{}一周内报结果。", "同意。请{}抓紧落实,注意群众反映。", "请{}核实情况后报我。",
             "思路可行,请{}会同有关部门细化。", "问题不大但反复出现,请{}从制度上解决。")
        ).format(lead)  # fmt: skip
        title = f"落实{self.profile.leaders[leader]}对{topic}的批示"
        return Draft(
            "instruction", title, SourceType.INSTRUCTION, source_person=leader, leader=leader, words=said, lead=lead,
            text=said, days=self.one((10, 15, 20, 30, 45, 60)), hard=self.dice.random() < 0.4,
            wants=self._wants(lead, topic, self.dice.randint(0, 3)) if self.dice.random() < 0.6 else [],
        )  # fmt: skip

    def _oral(self, day: date) -> Draft:
        lead, topic = self.topic()
        leader = self.one(tuple(self.profile.leaders))
        said = self.one(
            (
                "{}的事报个方案",
                "{}进展怎么样,给我个数",
                "{}明天我去看一下",
                "{}别光开会,派人蹲点",
                "把{}的账算清楚",
            )
        ).format(topic)
        title = f"{topic}:{self.one(('报方案', '报进展', '准备现场', '派人蹲点', '算清账'))}"
        return Draft(
            "oral", title, SourceType.ORAL, source_person=leader, leader=leader, words=said, lead=lead, text=said,
            days=self.one((2, 3, 5, 8)),
        )  # fmt: skip

    def _minute_item(self, day: date) -> Draft:
        lead, topic = self.topic()
        count = 18 + (day - date(2025, 6, 1)).days // 14
        title = f"第{count}次常务会议定:{self.one(('原则同意', '由' + lead + '牵头推进', '再研究', '限期完成', '纳入年度计划'))}{topic}"
        return Draft(
            "minute_item", title, SourceType.MEETING, source_body=f"第{count}次常务会", lead=lead,
            helpers=self.helpers(lead, 2), days=self.one((20, 40, 60, 90, 120, 150)),
            text=f"会议听取了{topic}情况汇报。会议议定:由{lead}牵头,尽快完善后组织实施。",
            wants=[Want(f"按会议意见修改{topic}方案", lead, 10)] if self.dice.random() < 0.7 else [],
        )  # fmt: skip

    # Visits and meetings

    def _inspection(self, day: date) -> Draft:
        body, lead = self._city_body()
        lead, topic = self.topic(lead)
        place = self.one(words.TOWNSHIPS)
        title = f"迎接{self.one(('市级', '省级', '第三方'))}{topic}{self.one(('督查', '检查', '暗访', '评估'))}({place})"
        wants = [
            Want("准备汇报材料", lead, 1), Want("安排路线和用车", "行政科", 1), Want("现场点位准备", place, 1), Want("反馈问题整改", lead, 10),
        ]  # fmt: skip
        return Draft(
            "inspection", title, SourceType.CALL, body, text=title, lead=lead, wants=wants[: self.dice.randint(2, 4)],
            hard=True, days=self.one((2, 3, 5)), place=place,
        )  # fmt: skip

    def _visit(self, day: date) -> Draft:
        body = self.one(words.NEIGHBOURS + words.CITY[:8])
        lead, topic = self.topic()
        guests = self.one(words.GUESTS)
        title = f"接待{body.removesuffix('人民政府办公室').removeprefix('云泽')}{guests}{self.dice.randint(3, 12)}人(看{topic})"
        wants = [Want("定接待方案,核对公函", "行政科", 2), Want(f"准备{topic}现场介绍", lead, 2)]
        return Draft(
            "visit", title, SourceType.MAIL, body, text=title, lead="行政科", helpers=(lead,), wants=wants, days=4,
            own="行政科",
        )  # fmt: skip

    def _meeting(self, day: date) -> Draft:
        lead, topic = self.topic()
        title = self.one(("{}专题会", "{}工作推进会", "{}协调会", "研究{}的县长办公会", "{}调度会")).format(
            topic
        )
        wants = [
            Want("发通知、收回执", "会务科", 3), Want(f"准备{topic}汇报稿", lead, 4), Want("排座次、布置会场", "会务科", 4),
        ]  # fmt: skip
        return Draft(
            "meeting", title, SourceType.PLAN, lead="会务科", helpers=(lead,), text=title,
            wants=wants[: self.dice.randint(1, 3)], days=self.one((5, 8, 10)), own="会务科",
        )  # fmt: skip

    def _suggestion(self, day: date) -> Draft:
        division, said = self._complaint()
        title = f"代表建议第{self.dice.randint(1, 98):03d}号:关于解决{said}问题的建议"
        return Draft(
            "suggestion", title, SourceType.PLAN, "县人大常委会办公室", lead=division, text=title, hard=True,
            helpers=self.helpers(division, 1),
        )  # fmt: skip

    def _proposal(self, day: date) -> Draft:
        lead, topic = self.topic()
        title = f"委员提案第{self.dice.randint(1, 180):03d}号:关于加强{topic}的提案"
        return Draft("proposal", title, SourceType.PLAN, "县政协办公室", lead=lead, text=title, hard=True)

    # People

    def _complaint(self, day: date | None = None) -> tuple[str, str]:
        division = self.dice.choices(tuple(words.COMPLAINTS), [len(v) for v in words.COMPLAINTS.values()])[0]
        place = self.place()
        said = self.one(words.COMPLAINTS[division])
        # 老城北片的水: complaints about water grow in the old north from April on (product §16.6).
        if (
            day is not None
            and day >= date(2026, 4, 1)
            and self.dice.random() < 0.012 * (1 + (day - date(2026, 4, 1)).days / 10)
        ):
            division, place, said = (
                "水利局",
                self.one(words.OLD_NORTH),
                self.one(words.COMPLAINTS["水利局"][:3]),
            )
        if division in ("水利局", "城市管理局", "住房城乡建设局") and place in words.SCHOOLS:
            place = self.one(words.ROADS + words.ESTATES)
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
