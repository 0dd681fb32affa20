"""行文方向: who may write what to whom (2012 Reg. arts. 13–17)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft, Part
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House
from shuniu.proofing.kinds import DOWNWARD, UPWARD
from shuniu.proofing.standing import (
    TOWN,
    Sort,
    Standing,
    addressed,
    copied,
    document_kind,
    is_superior,
    issuers,
    standing_of,
)

_APPROVED = re.compile(
    r"经[^。；]{0,24}(?:同意|批准|授权|审议通过|审定|研究同意|研究决定)|(?:受|按照?)[^。；]{0,12}(?:委托|授权)|(?:县|市)(?:人民)?政府已?(?:研究)?同意"
)
_COMMANDS = re.compile(r"责令|必须|务必|不得|严禁|一律|坚决|限期|逾期不?|切实抓好")


def _sender(draft: Draft, house: House) -> Standing | None:
    names = issuers(draft)
    return standing_of(names[0], house) if names else None


def _receivers(draft: Draft, house: House) -> list[Standing]:
    return [standing_of(name, house) for name in addressed(draft)]


def _upward(draft: Draft, house: House) -> bool:
    """上行文: a request or a report, or views addressed to a superior."""
    kind = document_kind(draft)
    if kind in UPWARD:
        return True
    sender, receivers = _sender(draft, house), _receivers(draft, house)
    return kind == "意见" and sender is not None and any(is_superior(one, sender) for one in receivers)


def _place(draft: Draft) -> tuple[int, int]:
    line = draft.recipients
    assert line is not None
    return line.start, line.end - 1 if line.text[-1] in "：:" else line.end


@rule("DR-01", _("不越级行文；确需越级的，抄送被越过的机关"), Severity.ERROR, "2012 Reg. art. 14")
def no_leap(draft: Draft, house: House) -> Iterator[Found]:
    sender = _sender(draft, house)
    if not sender or sender.level is None or not _upward(draft, house):
        return
    for one in _receivers(draft, house):
        if one.level is None or one.sort in (Sort.PERSON, Sort.OTHER):
            continue
        steps = one.level - sender.level
        from_department = sender.sort in (Sort.DEPARTMENT, Sort.SECTION)
        leap = steps >= 2 or (steps == 1 and from_department and one.sort in (Sort.GOVERNMENT, Sort.PARTY))
        between = [standing_of(name, house) for name, _s, _e in copied(draft)]
        if leap and not any(
            b.level is not None
            and sender.level <= b.level < one.level
            and b.sort in (Sort.GOVERNMENT, Sort.PARTY)
            for b in between
        ):
            yield Found(*_place(draft))
            return


@rule(
    "REQUEST_TO_NON_SUPERIOR",
    _("请示只送直接上级；不相隶属的机关用函"),
    Severity.ERROR,
    "2012 Reg. art. 8, 15",
)
def to_superior(draft: Draft, house: House) -> Iterator[Found]:
    sender = _sender(draft, house)
    if not sender or document_kind(draft) != "请示":
        return
    if any(no_leap(draft, house)):
        return
    receivers = _receivers(draft, house)
    if any(is_superior(one, sender) for one in receivers):
        return  # one too many is DR-02
    for one in receivers:
        if one.sort is not Sort.PERSON and is_superior(one, sender) is False:
            yield Found(*_place(draft))
            return


@rule("DR-02", _("上行文只主送一个机关，不抄送下级"), Severity.ERROR, "2012 Reg. art. 15")
def one_recipient(draft: Draft, house: House) -> Iterator[Found]:
    if not _upward(draft, house):
        return
    if len(addressed(draft)) > 1:
        yield Found(*_place(draft))
    sender = _sender(draft, house)
    for name, start, end in copied(draft):
        if sender and _is_below(standing_of(name, house), sender, name):
            yield Found(start, end)
            return


def _is_below(one: Standing, sender: Standing, name: str) -> bool:
    if re.match(r"局属|所属|下属|各科室|机关各|各(?:基层|直属|下属)", name):
        return True
    if one.level is None or sender.level is None:
        return False
    if one.level < sender.level:
        return True
    return (
        sender.sort in (Sort.GOVERNMENT, Sort.PARTY)
        and one.level == sender.level
        and one.sort is Sort.DEPARTMENT
    )


@rule("DR-07", _("公文不送领导者个人"), Severity.ERROR, "2012 Reg. art. 15")
def not_to_persons(draft: Draft, house: House) -> Iterator[Found]:
    if re.search(
        r"(?:按|根据|按照|遵照)(?:您|[\u4e00-\u9fff]{1,8}(?:县长|书记|同志|主任))[^。]{0,12}(?:交办|批示|指示|要求)",
        draft.text,
    ):
        return
    if any(one.sort is Sort.PERSON for one in _receivers(draft, house)):
        yield Found(*_place(draft))
        return
    sender = _sender(draft, house)
    if sender and sender.sort is Sort.PERSON and document_kind(draft) in UPWARD:
        line = draft.first(Part.ISSUER)
        if line:
            yield Found(line.start, line.end)


@rule(
    "DR-10",
    _("部门和议事协调机构不向下级党委政府发指令性公文"),
    Severity.ERROR,
    "2012 Reg. art. 16; 2024 rules",
)
def no_orders(draft: Draft, house: House) -> Iterator[Found]:
    sender, kind = _sender(draft, house), document_kind(draft)
    if not sender or sender.sort not in (Sort.DEPARTMENT, Sort.GROUP) or _APPROVED.search(_body(draft)):
        return
    lower = [one for one in _receivers(draft, house) if _lower_government(one, sender)]
    if (
        lower
        and not _decided_above(draft)
        and (
            (kind in DOWNWARD and kind != "通报")
            or (kind in ("函", "通报") and re.search(r"责令|必须|务必|一律|限期", _body(draft)))
        )
    ):
        yield Found(*_place(draft))


def _lower_government(one: Standing, sender: Standing) -> bool:
    if one.sort not in (Sort.GOVERNMENT, Sort.PARTY) or one.level is None or sender.level is None:
        return False
    return one.level < sender.level


def _body(draft: Draft) -> str:
    return "\n".join(line.text for line in draft.body)


_DECIDED = re.compile(
    r"(?:县|市)(?:人民)?政府(?:第?\s?\d+\s?次)?(?:常务会议?|县长办公会|专题会议?)?[^。；，]{0,12}(?:审议|审定|研究|通过|批准|议定|确定|部署)|常务会议?[^。；，]{0,8}(?:审议|审定|研究|通过|批准|议定)"
)


def _decided_above(draft: Draft) -> bool:
    return bool(_DECIDED.search(_body(draft)))


@rule("DR-11", _("经政府同意由部门行文的，文中写明经谁同意"), Severity.ERROR, "2012 Reg. art. 16")
def says_approved(draft: Draft, house: House) -> Iterator[Found]:
    sender, kind = _sender(draft, house), document_kind(draft)
    if (
        not sender
        or sender.sort is not Sort.DEPARTMENT
        or kind not in ("通知", "意见", "通告", "公告", "决定")
    ):
        return
    body = _body(draft)
    found = _DECIDED.search(body)
    if found and not _APPROVED.search(body):
        start = draft.text.find(found[0])
        yield Found(start, start + len(found[0]))


@rule("DR-12", _("涉及几个部门、没有协商一致的，不下发"), Severity.ERROR, "2012 Reg. art. 17")
def agreed(draft: Draft, house: House) -> Iterator[Found]:
    if document_kind(draft) in UPWARD or document_kind(draft) in ("函", "纪要"):
        return
    pattern = r"(?:尚未|未能?|没有|还未|仍未|并未)(?:[^，。；]{0,6})?(?:协商一致|达成一致|取得一致|形成一致|会签一致|会签)|意见(?:尚|仍|还)?(?:不一致|不统一|有分歧|存在分歧)|持(?:有)?(?:不同|反对)意见|不同意会签|未(?:完成|经)会签"
    for line in draft.body:
        if (found := re.search(pattern, line.text)) and not re.search(
            r"如|若|的，|凡|对.{0,20}的",
            line.text[found.end() : found.end() + 1] + line.text[max(0, found.start() - 12) : found.start()],
        ):
            yield Found(line.start + found.start(), line.start + found.end())


@rule("DR-13", _("联合行文的机关是同级的"), Severity.ERROR, "2012 Reg. art. 17")
def same_rank(draft: Draft, house: House) -> Iterator[Found]:
    names = issuers(draft)
    all_of = [standing_of(name, house) for name in names]
    ranks = {
        _rank(one) for one in all_of if one.level is not None and one.sort not in (Sort.OTHER, Sort.GROUP)
    }
    if len(names) > 1 and len(ranks) > 1:
        lines = draft.of(Part.ISSUER)
        if lines:
            yield Found(lines[0].start, lines[-1].end)
        elif draft.title:
            yield Found(draft.title.start, draft.title.start + draft.title.text.find("关于"))


def _rank(one: Standing) -> float:
    """Half a step for the departments of a level: a county bureau ranks with a township government."""
    level = float(one.level or 0)
    if one.sort in (Sort.DEPARTMENT, Sort.OFFICE):
        return level - 0.5 if level > TOWN else level
    if one.sort is Sort.SECTION:
        return level - 0.75
    return level


@rule("DR-14", _("内设机构不对外正式行文"), Severity.ERROR, "2012 Reg. art. 16")
def office_only(draft: Draft, house: House) -> Iterator[Found]:
    sender = _sender(draft, house)
    if not sender or sender.sort is not Sort.SECTION:
        return
    receivers = _receivers(draft, house)
    inside = all(
        one.sort is Sort.SECTION
        or re.match(r"(?:机关|办公室|局)?各(?:科室|科|股室|处室)|办领导|局领导", one.name)
        for one in receivers
    )
    own = receivers and all(sender.name.startswith(one.name) for one in receivers)
    if receivers and (inside or own):
        return
    if not receivers and document_kind(draft) not in (*DOWNWARD, "函", *UPWARD):
        return
    line = draft.first(Part.ISSUER) or draft.title
    if line:
        yield Found(
            line.start, line.end if line.part is Part.ISSUER else line.start + max(line.text.find("关于"), 1)
        )
