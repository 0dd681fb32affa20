"""句法: titles and texts of arrivals from parts, so that no two look pasted (product §16.5). Our own words throughout."""

from __future__ import annotations

import random
from datetime import date, timedelta

from shuniu.demo import words
from shuniu.demo.drafts import Draft, Want
from shuniu.demo.letters import paper
from shuniu.demo.profiles import Profile
from shuniu.demo.voices import Voices
from shuniu.demo.weeks import moved
from shuniu.matters.choices import SourceType, Urgency

FLOOD = "防汛"
_FLOOD_WORDS = ("强降雨", "防汛", "汛前", "水库", "内涝", "山洪", "避险", "雨量", "值守", "积水")
# 冬春夏秋: what a telegram is about depends on the season.
_ALARMS = (
    ("低温雨雪冰冻防范应对", "道路结冰防范", "森林防火", "安全生产紧急排查"), ("森林防火", "大风强对流防范", "地质灾害避险", "安全生产紧急排查"),
    ("短时强对流防范", "高温天气防范应对", "地质灾害避险", "山洪灾害防范"), ("台风外围影响防范", "森林防火", "大风降温防范", "安全生产紧急排查"),
)  # fmt: skip


class Grammar(Voices):
    """句法 with its own dice: the same seed writes the same papers in the same order."""

    def __init__(self, dice: random.Random, profile: Profile) -> None:
        super().__init__(dice, profile)
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

    # Papers

    def _wants(self, lead: str, topic: str, how_many: int) -> list[Want]:
        """要求 of a circular: each with its own body, date and turn of phrase."""
        acts = [
            ("对{}情况进行一次全面排查,建立问题清单", lead), ("制定{}工作方案并抓好落实", lead), ("明确{}责任人,名单逐级公示", lead),
            ("对排查出的{}问题逐项整改销号", lead), ("报送{}进展情况和存在问题", lead), ("组织开展{}专项检查", lead),
            ("公布{}监督电话,及时回应群众反映", lead), ("将{}所需经费列入年度安排", "财政局"), ("开展{}政策宣传和业务培训", lead),
            ("完善{}长效管护制度", lead), ("梳理{}底数并登记造册", lead), ("总结推广{}典型做法", lead),
            ("在{}中做好本行业配合事项", ""), ("参加{}联合检查并移送线索", ""), ("提供{}所需的基础数据", ""),
        ]  # fmt: skip
        chosen = self.dice.sample(acts, how_many)
        if chosen and self.profile.townships and self.dice.random() < 0.7:
            # 白鹭镇 is asked three times as often as others (product §16.6).
            weights = [3 if t == "白鹭镇" else 1 for t in words.TOWNSHIPS]
            township = self.dice.choices(words.TOWNSHIPS, weights)[0]
            chosen[-1] = (
                self.one(("摸清本镇{}底数并上报", "组织村组开展{}自查", "做好{}进村入户宣传")),
                township,
            )
        found = []
        for act, who in chosen:
            who = who or self.one(words.RELATED[lead])
            who = who if who in self._divisions or who in words.TOWNSHIPS else lead
            days = self.one((None, None, None, 15, 25, 40, 60, 80))
            found.append(Want(act.format(topic), who, days))
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
        count = 18 + (day - moved(date(2025, 6, 1))).days // 14
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
