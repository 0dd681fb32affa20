"""版式规则簿: the layout rules as data; each looks at a DOCX, at a PDF, or at both in its own way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from shuniu.clock.calendar import gettext_noop as _
from shuniu.proofing.book import Found
from shuniu.proofing.findings import Finding, Severity

TITLES = {
    "L-01": _("用A4纸，竖排版面210×297毫米"), "L-02": _("天头37毫米、订口28毫米，版心156×225毫米"), "L-03": _("每面22行"),
    "L-04": _("每行28字"), "L-05": _("正文用3号仿宋"), "L-06": _("标题用2号小标宋，居中"), "L-07": _("发文机关标志上边缘的位置"),
    "L-08": _("发文机关标志用红色"), "L-09": _("文号在标志下空二行"), "L-10": _("文号居中，上行文左空一字"), "L-11": _("只有上行文写签发人，右空一字"),
    "L-12": _("文号下4毫米印一条156毫米的红线"), "L-13": _("标题在红线下空二行"), "L-14": _("主送机关顶格，末尾用全角冒号"),
    "L-15": _("首页要有正文"), "L-16": _("段首空二字"), "L-17": _("各层小标题的字体：黑体、楷体、仿宋"), "L-21": _("附件另面起，首行写“附件”，标题在第三行"),
    "L-22": _("成文日期右空四字"), "L-23": _("署名以日期居中"), "L-24": _("印章压在署名和日期上"), "L-27": _("版记在最后一面的底部"),
    "L-28": _("版记首末线粗0.35毫米、中间线0.25毫米"), "L-29": _("版记用4号仿宋，左右各空一字"), "L-30": _("主送和抄送之间不加线"),
    "L-31": _("页码4号宋体，单页居右、双页居左，两边各一条一字线"), "L-32": _("信函首页不编页码"), "L-33": _("附件和正文的页码连着编"),
    "L-34": _("信函上下双线长170毫米"), "L-35": _("不用“此页无正文”"), "L-36": _("落款的一面要有正文"), "L-37": _("行首不出收尾标点，行末不出开头标点"),
    "L-38": _("字形齐全"), "L-39": _("文字是文字，不是图"), "L-40": _("小标题不落在一面的末行"),
}  # fmt: skip
BASIS = "GB/T 9704-2012"

Look = Callable[[Any], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class LayoutRule:
    """版式规则: `look` takes the opened file."""

    id: str
    look: Look


WORD: dict[str, LayoutRule] = {}
PAPER: dict[str, LayoutRule] = {}


def on(book: dict[str, LayoutRule], id: str) -> Callable[[Look], Look]:
    """Enter a function in the book for Word files or for paper."""

    def enter(look: Look) -> Look:
        book[id] = LayoutRule(id, look)
        return look

    return enter


def findings(book: dict[str, LayoutRule], file: Any, text: str) -> list[Finding]:
    """Every rule of a book asked about one opened file."""
    told = []
    for rule in book.values():
        for one in rule.look(file):
            excerpt = text[one.start : one.end] if one.start is not None and one.end is not None else ""
            severity = one.severity or Severity.WARNING
            told.append(
                Finding(
                    rule.id,
                    one.start,
                    one.end,
                    severity,
                    one.suggestion,
                    one.why or TITLES[rule.id],
                    one.facts,
                    excerpt,
                )
            )
    return told
