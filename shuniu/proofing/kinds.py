"""文种: the fifteen kinds (2012 Reg. art. 8), and what a title says of its kind."""

from __future__ import annotations

import re

KINDS = (
    "决议", "决定", "命令", "令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要",
)  # fmt: skip
UPWARD = ("请示", "报告")
DOWNWARD = ("命令", "令", "决定", "通知", "通报", "批复", "意见")
# Ends in a kind and is none.
NO_KIND = re.compile(
    r"(?:请示报告|申请报告|报告请示|请示函|报告函|通知通报|通知函|通告函|申请函|请求函|意见函|汇报材料|征求意见|指导意见函|命令通知)$"
)
_TAIL = re.compile(r"[（(〔\[][^（(）)]{1,20}[）)〕\]]$|[。．.，,；;：:、！!？?\s]+$")


def bare_title(title: str) -> str:
    """A title without end punctuation and without （试行）, （征求意见稿）."""
    while (shorter := _TAIL.sub("", title)) != title:
        title = shorter
    return title


def kind_of(title: str) -> str:
    """文种 a title ends in; "" if it ends in none of the fifteen."""
    bare = bare_title(title)
    if NO_KIND.search(bare):
        return ""
    return next((kind for kind in KINDS if bare.endswith(kind)), "")
