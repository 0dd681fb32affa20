"""附件: what the text mentions, what the note lists, and what is attached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.clock.moments import chinese_number
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Attached, Draft, Line, Part
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House
from shuniu.proofing.kinds import bare_title

_NAME = re.compile(
    r"^(?:附(?:件|表)?\s?[一二三四五六七八九十\d]{0,3}\s?[：:]?\s*)?(?:[（(]?\d{1,2}\s?[）).．、，]\s*)?"
)
_END = re.compile(r"[。．.；;，,、！!]+$")
_SEEN = re.compile(
    r"(?:详见|参见|请见|见|按照?|填写|填报|对照|依照|填好|如|参照|使用)(?:本)?(?:通知|函|文)?(?:的)?附(?:件|表)(?!则)|(?<!背)附后(?!面)"
    r"|后附|随文附|（附(?:件|表)[一二三四五\d]{0,2}）|附(?:件|表)[一二三四五\d]{1,2}(?!个|份|项|、)|现将.{2,40}附上|一并附上"
)
_NUMBERED = re.compile(
    r"附(?:件|表)(?P<n>[一二三四五六七八九十]|\d{1,2})(?:(?:、|和|及|至|—|～)(?P<n2>\d{1,2}))?"
)


def listed(draft: Draft) -> list[tuple[Line, str]]:
    """附件说明: every item with its name."""
    items = []
    for line in draft.of(Part.NOTE_OF_ATTACHMENTS):
        name = _END.sub("", _NAME.sub("", line.text)).strip()
        if name:
            items.append((line, name))
    return items


@rule("P-20", _("附件名称不加书名号，末尾不用标点"), Severity.WARNING, "GB/T 9704-2012 7.3.4", fragment=True)
def bare_names(draft: Draft, house: House) -> Iterator[Found]:
    for line in draft.of(Part.NOTE_OF_ATTACHMENTS):
        head = _NAME.match(line.text)
        at = head.end() if head else 0
        name = line.text[at:]
        whole = re.fullmatch(r"《(?P<in>.*)》(?P<more>（[^）]*）)?[。；;，,、.．]*", name)
        if whole:
            yield Found(line.start + at, line.end, whole["in"] + (whole["more"] or ""))
        elif name and (found := _END.search(name)):
            yield Found(line.start + at + found.start(), line.end, "")


@rule("L-19", _("附件说明写成“附件：1.名称”"), Severity.WARNING, "GB/T 9704-2012 7.3.4")
def note_form(draft: Draft, house: House) -> Iterator[Found]:
    lines = draft.of(Part.NOTE_OF_ATTACHMENTS)
    first = [line for line in lines if line.text.startswith("附")]
    if len(first) > 1:
        right = "\n".join(
            f"{expected}.{_NAME.sub('', line.text)}" for expected, line in enumerate(first, start=1)
        )
        yield Found(first[0].start, first[-1].end, f"附件：{right}")
        return
    for line in first:
        found = re.match(
            r"附(?:件|表)?\s?(?P<n>[一二三四五六七八九十\d]{0,3})\s?(?P<colon>[：:]?)(?P<dot>[.．、]?)",
            line.text,
        )
        if not found:
            continue
        if found["n"] or not found["colon"] or found[0].startswith(("附：", "附:", "附表")):
            yield Found(line.start, line.start + found.end(), "附件：")
    if len(lines) > 1:
        yield from _numbers_of_items(lines)


def _numbers_of_items(lines: list[Line]) -> Iterator[Found]:
    for expected, line in enumerate(lines, start=1):
        found = re.match(
            r"(?:附(?:件|表)?\s?[：:]\s?)?(?:(?P<open>[（(])?(?P<n>\d{1,2})(?P<close>[）)])?(?P<mark>[.．、，])?)?",
            line.text,
        )
        if not found:
            continue
        if found["n"] is None:
            yield Found(line.start + found.end(), line.start + found.end(), f"{expected}.")
        elif int(found["n"]) != expected or found["open"]:
            start = found.start("open") if found["open"] else found.start("n")
            yield Found(line.start + start, line.start + found.end(), f"{expected}.")


@rule("L-20", _("附件说明和所附附件的名称、次序一致"), Severity.ERROR, "GB/T 9704-2012 7.3.7")
def same_names(draft: Draft, house: House) -> Iterator[Found]:
    items, titles = listed(draft), _titled(draft)
    if not items or not titles or len(items) != len(draft.attached):
        return
    for (line, name), title in zip(items, titles, strict=False):
        if title is not None and _plain(name) != _plain(title.text):
            start = line.text.rfind(name)
            yield Found(
                line.start + max(start, 0), line.start + max(start, 0) + len(name), bare_name(title.text)
            )


def bare_name(title: str) -> str:
    return _END.sub("", title.strip())


def _plain(name: str) -> str:
    return re.sub(r"[\s《》〈〉“”（）()]|征求意见稿", "", _END.sub("", name))


def _titled(draft: Draft) -> list[Line | None]:
    return [one.title for one in draft.attached]


@rule("L-21", _("附件首行单写“附件”和序号，标题另起"), Severity.WARNING, "GB/T 9704-2012 7.3.7")
def labels(draft: Draft, house: House) -> Iterator[Found]:
    several = len(draft.attached) > 1
    for expected, one in enumerate(draft.attached, start=1):
        line = one.label
        if re.fullmatch(r"附件\d{1,2}" if several else r"附件1?", line.text):
            number = line.text.removeprefix("附件")
            if several and int(number) != expected:
                yield Found(line.start, line.end, f"附件{expected}")
            elif one.title is None:
                yield Found(line.start, line.end, None)
            continue
        name = re.sub(r"^附件\s?[一二三四五六七八九十\d]{0,3}\s?[：:、.．]?\s*", "", line.text)
        label = f"附件{expected}" if several or len(listed(draft)) > 1 else "附件"
        yield Found(line.start, line.end, f"{label}\n{name}" if name else label)


@rule("attachment", _("提到的附件都在，列的和附的一致"), Severity.ERROR, "2012 Reg. art. 20")
def mentioned(draft: Draft, house: House) -> Iterator[Found]:
    items, attached = listed(draft), draft.attached
    count = max(len(items), len(attached))
    for line in draft.body:
        for found in _SEEN.finditer(line.text):
            numbered = _NUMBERED.search(found[0]) or _NUMBERED.match(
                line.text, line.text.find("附", found.start())
            )
            highest = (
                max((chinese_number(n) or 0 for n in numbered.groups() if n), default=0) if numbered else 0
            )
            if not count or highest > count:
                yield Found(line.start + found.start(), line.start + found.end(), None)
    if items and attached and len(items) != len(attached):
        yield from _not_matched(items, attached)
    elif attached and not items and not draft.of(Part.NOTE_OF_ATTACHMENTS) and draft.of(Part.DATE):
        yield Found(attached[0].label.start, attached[0].label.end, None)


def _not_matched(items: list[tuple[Line, str]], attached: tuple[Attached, ...]) -> Iterator[Found]:
    titles = {_plain(one.title.text) for one in attached if one.title}
    names = {_plain(name) for _line, name in items}
    if len(items) > len(attached):
        missing = [line for line, name in items if _plain(name) not in titles]
        for line in missing[: len(items) - len(attached)] or [items[-1][0]]:
            yield Found(line.start, line.end, None)
        return
    extra = [one for one in attached if one.title is None or _plain(one.title.text) not in names]
    for one in extra[: len(attached) - len(items)] or [attached[-1]]:
        yield Found(one.label.start, one.label.end, None)


@rule("L-26", _("附注在成文日期下一行，加圆括号"), Severity.WARNING, "GB/T 9704-2012 7.3.6")
def remark(draft: Draft, house: House) -> Iterator[Found]:
    dated = draft.first(Part.DATE)
    if not dated:
        return
    for line in draft.of(Part.REMARK):
        about = re.match(r"[（(]?(?:此件|本件|此文|联系人|联系电话|联系方式)", line.text)
        if about and line.start < dated.start and re.match(r"[（(]|此件|本件|此文", line.text):
            yield Found(line.start, line.end, None)
        elif line.start > dated.start and not re.match(r"[（(]", line.text):
            yield Found(line.start, line.end, f"（{bare_title(line.text)}）")
