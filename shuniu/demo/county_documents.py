"""发文: papers of the county in every state of their way: last year's duty notice, drafts with something to mend, one
with a leader, one that waits for its number, issued ones with receipts, a letter, a void number. Through the real verbs."""

from __future__ import annotations

from shuniu.demo.county_sheets import possible
from shuniu.demo.weeks import in_words
from shuniu.demo.world import Beat, World, beat
from shuniu.documents import operations, proposing
from shuniu.documents.checking import open_errors
from shuniu.documents.models import Document, Series
from shuniu.documents.wording import Wording, keyed
from shuniu.org import moment
from shuniu.routing import operations as slips
from shuniu.routing.models import Part

DOCUMENTS: list[Beat] = []
EVERYBODY = "各镇人民政府，县政府各部门、各直属机构"
LATE_READERS = ("税务局", "气象局")  # who have not signed for it yet on the day of the story


def _on(when: str, arrives: int = 0):
    def made(function):
        DOCUMENTS.append(beat(when if when.startswith("20") else f"2026-06-{when}", arrives)(function))
        return function

    return made


def _draft(
    w: World, name: str, by: str, title: str, *texts: str, number: int | None = None, **more
) -> Document:
    """A paper with words of its own, under the number that the story has kept for it."""
    turn = w.numbers.get(moment.now())
    if number is None and turn:
        number = turn.pop(0)
    if number is not None:
        w.number_next(number)
    said = {"recipients": EVERYBODY, "disclosure": "active", "kind": "notice"} | more
    document = operations.start_draft(
        by=w.act(by),
        about=title,
        kind=said["kind"],
        disclosure=said["disclosure"],
        recipients=said["recipients"],
        wording=Wording(
            title=in_words(title),
            recipients=said["recipients"],
            paragraphs=keyed(in_words(text) for text in texts),
            copies=said.get("copies", ""),
        ),
    )
    if number is not None:
        w.number_free()
    w.keep(name, document.matter)
    return document


def _document(w: World, name: str) -> Document:
    return Document.objects.select_related("matter__unit", "drafter", "signer", "series").get(
        pk=w.matters[name]
    )


def _head(w: World, name: str, by: str, **more) -> None:
    operations.set_head(_document(w, name), by=w.act(by), **more)


def _send(w: World, name: str, reviewer: str, signer: str, *countersigners: str) -> None:
    document = _document(w, name)
    way = proposing.Way(
        w.who(reviewer), w.who("周谨言"), (w.who(signer),), tuple(w.body(one) for one in countersigners)
    )
    for finding in open_errors(document):
        operations.excuse(document, finding, words="按惯例", by=w.act(document.drafter.name))
    operations.send_for_review(document, way=way, by=w.act(document.drafter.name))


def _says(w: World, name: str, who: str, opinion: str = "") -> None:
    part = (
        Part.objects.waiting()
        .select_related("stage__slip__matter")
        .get(stage__slip__matter_id=w.matters[name], stage__slip__purpose="dispatch", holder=w.who(who))
    )
    slips.decide(part, by=w.act(who), opinion=opinion)


def _out(w: World, name: str, by: str) -> None:
    """复核、编号、排版、用印、分送: on a machine without a Chinese font the paper stays signed."""
    if not possible():
        return
    operations.recheck(_document(w, name), by=w.act(by))
    operations.register_number(_document(w, name), by=w.act(by))
    operations.print_document(_document(w, name), by=w.act(by))
    operations.seal(_document(w, name), by=w.act(by))
    operations.issue(_document(w, name), by=w.act(by))


def _read(w: World, name: str, *, but: tuple[str, ...] = ()) -> None:
    """签收 by the liaisons, a few excepted, so that there is somebody to ask after."""
    rows = (
        _document(w, name).addressees.exclude(part=None).exclude(name__in=but).select_related("part__holder")
    )
    for row in rows:
        assert row.part is not None
        slips.decide(row.part, by=w.act(row.part.holder.name), verdict="read")


def _done(w: World, name: str, result: str) -> None:
    """办结: the paper is out (or will not go out), and nobody waits for it any more."""
    w.do("complete", name, w.matter(name).holder.name, result=result)


# 去年的端午值班通知: what this year's is written after


@_on("2025-05-26 09:00")
def letters_and_seals(w: World) -> None:
    by, name = w.act("周谨言"), w.office.unit.name
    operations.add_series(code="岚政办发", issuer=name, by=by)
    operations.add_series(code="岚政办函", issuer=name, kinds=("letter",), by=by)
    operations.add_seal(name=name, keeper=w.who("苏晚晴"), by=by)


@_on("2025-06-05 09:10")
def duty_last_year(w: World) -> None:
    _draft(
        w, "duty 2025", "程刚", "关于做好2025年端午假期值班工作的通知",
        "端午假期将至。为保证假期各项工作正常运转，现就值班工作通知如下：",
        "一、排好班。各单位负责同志在岗带班，值班人员二十四小时在岗，不以电话转接代替值守。",
        "二、报名单。6月11日下班前，将值班人员名单报县政府总值班室。",
        "三、报情况。突发情况半小时内口头报告，两小时内书面报告，边处置边续报。",
        "四、守纪律。总值班室随机抽查在岗情况，结果节后通报。",
        number=884,
    )  # fmt: skip
    _head(w, "duty 2025", "程刚", signer=w.who("沈知行"))
    _send(w, "duty 2025", "吴安澜", "沈知行")


@_on("2025-06-05 14:30")
def duty_last_year_goes_out(w: World) -> None:
    _says(w, "duty 2025", "吴安澜", "文字清楚")
    _says(w, "duty 2025", "周谨言")
    _says(w, "duty 2025", "沈知行")
    _out(w, "duty 2025", "苏晚晴")


@_on("2025-06-06 16:00")
def duty_last_year_is_signed_for(w: World) -> None:
    _read(w, "duty 2025")


@_on("2026-05-15 09:10")
def duty_last_year_is_done_with(w: World) -> None:
    """清理: what had been out for a year was still open on the list of the duty room."""
    _done(w, "duty 2025", "去年已印发，各单位都签收了")


# 今年: one in every state


@_on("02 09:20", arrives=1)
def exams(w: World) -> None:
    _draft(
        w, "exams", "唐思齐", "关于做好中考期间服务保障工作的通知",
        "6月14日至16日举行全县中考。为给考生创造安静、有序的环境，现就有关事项通知如下：",
        "一、降噪音。考点周边二百米内，考试期间停止产生噪声的施工和商业宣传。",
        "二、保通行。公安、交通部门在考前一小时疏导考点周边道路，遇有考生求助就近处置。",
        "三、备应急。供电、供水、卫生健康单位各落实一支应急小组，考试期间在岗待命。",
    )  # fmt: skip
    _head(w, "exams", "唐思齐", signer=w.who("温若兰"))
    _send(w, "exams", "林致远", "温若兰", "教育体育局", "公安局")
    _says(w, "exams", "林致远", "第一条加上距离")


@_on("03 15:00")
def exams_go_out(w: World) -> None:
    for name in ("孟瑶", "贺铭"):
        _says(w, "exams", name)
    _says(w, "exams", "周谨言")
    _says(w, "exams", "温若兰")
    _out(w, "exams", "苏晚晴")
    _read(w, "exams", but=LATE_READERS)
    _done(w, "exams", "已印发，两家未签收，总值班室在问")


@_on("03 16:10", arrives=1)
def kept_and_void(w: World) -> None:
    """A number is kept for the flood season; another paper was numbered and then not sent."""
    series = Series.objects.get(unit=w.office.unit, code="岚政办发")
    operations.reserve(series, reason="防汛紧急通知备用", count=2, by=w.act("苏晚晴"))
    _draft(
        w, "moved", "梁静", "关于调整办公用房检修时间的通知",
        "原定6月20日的办公用房检修，因端午假期顺延。现将有关事项通知如下：",
        "一、检修改在6月27日进行，当天停水半日。",
        "二、各科室提前备水，用电设备下班前断开。",
    )  # fmt: skip
    _send(w, "moved", "何文静", "沈知行")
    _says(w, "moved", "何文静")
    _says(w, "moved", "周谨言")
    _says(w, "moved", "沈知行")
    if possible():
        operations.recheck(_document(w, "moved"), by=w.act("苏晚晴"))
        operations.register_number(_document(w, "moved"), by=w.act("苏晚晴"))
        operations.void(_document(w, "moved"), reason="检修另行安排，改为电话通知", by=w.act("何文静"))
    _done(w, "moved", "不发文，电话通知")


@_on("04 10:00", arrives=1)
def letter(w: World) -> None:
    _draft(
        w, "letter out", "方一鸣", "关于商请共同巡查界河堤防的函",
        "入汛以来，两县界河青石段水位上涨较快。为及时发现险情，现就共同巡查有关事项函商如下：",
        "一、建议6月12日起，两县每周三、周六各派两人沿堤巡查一次。",
        "二、发现险情互相通报，联系人为总值班室程刚。",
        "请予支持为盼。",
        kind="letter", recipients="邻县人民政府办公室", disclosure="on_request",
    )  # fmt: skip
    _head(w, "letter out", "方一鸣", signer=w.who("顾青禾"))
    _send(w, "letter out", "林致远", "顾青禾")
    for name in ("林致远", "周谨言", "顾青禾"):
        _says(w, "letter out", name)
    _out(w, "letter out", "苏晚晴")
    _done(w, "letter out", "已函商")


@_on("08 15:30", arrives=1)
def power(w: World) -> None:
    """签了,等编号用印: what somebody may try with two presses."""
    _draft(
        w, "power", "唐思齐", "关于做好夏季用电保障工作的通知",
        "气温持续升高，用电负荷上升。为保证居民和重点单位用电，现就有关事项通知如下：",
        "一、摸清底数。各镇6月15日前排查老旧台区，列出清单。",
        "二、错峰用电。用电大户按照有序用电方案安排生产，确保居民用电。",
        "三、值守抢修。供电单位抢修队伍二十四小时待命，停电一小时内到场。",
    )  # fmt: skip
    _head(w, "power", "唐思齐", signer=w.who("沈知行"))
    _send(w, "power", "林致远", "沈知行")
    for name in ("林致远", "周谨言", "沈知行"):
        _says(w, "power", name)


@_on("09 10:10", arrives=1)
def covers(w: World) -> None:
    """等领导签."""
    _draft(
        w, "covers", "方一鸣", "关于开展城区窨井盖排查整治的通知",
        "近期城区多处井盖破损、缺失，存在安全隐患。现就排查整治有关事项通知如下：",
        "一、全面排查。城市管理局牵头，住房城乡建设局、各镇配合，6月19日前逐井登记。",
        "二、立即整治。发现缺失的当日围挡、三日内补齐，权属不清的先补后认。",
        "三、建账管理。逐井编号，明确权属和管护单位，账册7月10日前报县政府办公室。",
    )  # fmt: skip
    _head(w, "covers", "方一鸣", signer=w.who("裴子衡"))
    _send(w, "covers", "林致远", "裴子衡", "城市管理局")
    _says(w, "covers", "林致远")
    _says(w, "covers", w.body("城市管理局").liaison.name, "第二条的三日改为五日，备料来不及")


@_on("10 16:20")
def covers_answered(w: World) -> None:
    document = _document(w, "covers")
    [said] = document.remarks.select_related("by").all()
    said.document = document
    operations.answer(said, words="仍按三日，缺料的先用围挡，见会商记录", adopted=False, by=w.act("方一鸣"))
    _says(w, "covers", "周谨言", "已与城管局通话，同意三日")


@_on("10 09:00", arrives=1)
def windows(w: World) -> None:
    """会签里: one has agreed with a word, two have not spoken."""
    _draft(
        w, "windows", "陈小满", "关于加强政务服务窗口午间值守的通知",
        "为方便群众办事，现就窗口午间值守有关事项通知如下：",
        "一、自7月1日起，政务服务大厅综合窗口工作日午间不断岗。",
        "二、各部门按比例轮值，轮值表每月25日前报政务服务大厅。",
    )  # fmt: skip
    _send(w, "windows", "林致远", "沈知行", "财政局", "公安局", "卫生健康局")
    _says(w, "windows", "林致远", "轮值的比例写清楚")
    _says(w, "windows", "贺铭", "户籍窗口另有规定，建议单列一句")


@_on("11 09:35", arrives=1)
def landslides(w: World) -> None:
    """在写的: with something for the margin to say."""
    _draft(
        w, "landslides", "方一鸣", "关于做好汛期地质灾害防范工作的通知",
        "入汛以来降雨集中，地质灾害风险升高。现就防范工作通知如下：",
        "一、巡查到点。各镇每日巡查隐患点，6月18日（星期五）前报送巡查台账，台账格式见附件。",
        "二、转移到人。预警发出后，按照名册逐户通知，不漏一人。",
        "三、值守到岗。……",
        disclosure="",
    )  # fmt: skip
    operations.remark(_document(w, "landslides"), words="第二条太硬，换个说法", key="p3", by=w.act("林致远"))
