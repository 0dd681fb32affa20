"""主送: how the bodies a paper goes to are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House

_TOWN = re.compile(
    r"各?(?:乡|镇|街道|乡镇)|.*(?:乡|镇|街道)(?:人民政府|政府|办事处|党委)?$|各县|.*县（[市区、]+）"
)
_ORGAN = re.compile(
    r"(?:县|市|省|区)?(?:委|政府|直)?(?:机关)?各(?:有关|相关)?(?:部门|单位|部委|委办|直属|直属机构|直属单位|局|委|企事业)|.*(?:局|委员会|委|厅|部|办公室|办|直属机构|各单位|各部门|部门)$"
)


def _class_of(name: str) -> str:
    bare = re.sub(r"（[^）]*）$", "", name) if not name.startswith("各县") else name
    if "管委会" in bare or "开发区" in bare or re.match(r"[县市省]委|各人民团体|各群团|中央", bare):
        return ""
    if (
        re.match(r"各(?:乡|镇|街道)", bare)
        or re.search(r"(?:乡|镇|街道)(?:人民政府|政府|办事处|党委)?$", bare)
        or bare.startswith("各县")
    ):
        return "local"
    if _ORGAN.fullmatch(bare):
        return "organ"
    return ""


@rule(
    "P-21",
    _("主送机关同类用顿号，不同类用逗号，末尾用冒号"),
    Severity.WARNING,
    "GB/T 9704-2012 7.3.2",
    fragment=True,
)
def separators(draft: Draft, house: House) -> Iterator[Found]:
    line = draft.recipients
    if not line:
        return
    bare = re.sub(r"[：:。．.，,；;、]$", "", line.text)
    pieces = re.split(r"([、，,；;])(?![^（]*）)", bare)
    right = pieces[0]
    wrong = False
    for mark, before, name in zip(pieces[1::2], pieces[:-1:2], pieces[2::2], strict=True):
        one, other = _class_of(before), _class_of(name)
        better = mark
        if one and other:
            better = "、" if one == other else "，"
        elif mark in ",；;":
            better = "，"
        wrong = wrong or better != mark
        right += better + name
    if wrong:
        yield Found(line.start, line.end, right + "：")
    elif line.text.endswith(":"):
        yield Found(line.end - 1, line.end, "：")


@rule("L-14", _("主送机关顶格，末尾用全角冒号"), Severity.WARNING, "GB/T 9704-2012 7.3.2")
def colon(draft: Draft, house: House) -> Iterator[Found]:
    line = draft.recipients
    if line and not re.search(r"[：:]$", line.text):
        found = re.search(r"[。．.，,；;、]$", line.text)
        yield Found(line.end - 1, line.end, "：" if found else line.text[-1] + "：")
