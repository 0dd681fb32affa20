"""骨架: what each kind of paper is made of, in our own words, with the facts of the matter already in it.

Written in the language of official papers whatever the language of the page: this is content, not interface.
"""

from __future__ import annotations

from shuniu.documents.choices import WRITTEN, DocumentKind
from shuniu.documents.wording import Wording, keyed
from shuniu.matters.models import Matter

K = DocumentKind
_OPENING = {
    K.REQUEST: ("为……，现就……事项请示如下：", "一、基本情况。", "二、请示事项。", "妥否，请批示。"),
    K.REPORT: (
        "现将……有关情况报告如下：",
        "一、主要做法。",
        "二、存在问题。",
        "三、下一步打算。",
        "特此报告。",
    ),
    K.LETTER: ("为……，现就……有关事项函商如下：", "一、……", "二、……", "请予支持为盼。"),
    K.REPLY: ("你单位《……》收悉。现批复如下：", "一、原则同意……", "二、……", "此复。"),
    K.CIRCULAR: ("……期间，……。现将有关情况通报如下：", "一、总体情况。", "二、主要问题。", "三、有关要求。"),
    K.MINUTES: ("会议听取了……情况汇报，研究了……。现将议定事项纪要如下：", "一、……", "二、……"),
    K.DECISION: ("为……，决定：", "一、……", "二、……"),
    K.OPINION: ("为……，现提出如下意见：", "一、总体要求。", "二、重点任务。", "三、保障措施。"),
}
_USUAL = ("为……，现就有关事项通知如下：", "一、……", "二、……", "三、……")


def title_of(kind: str, about: str) -> str:
    """关于…的通知; what is a title already stays one."""
    word = WRITTEN[K(kind)]
    about = about.strip().rstrip("。")
    if about.endswith(word) and about.startswith("关于"):
        return about
    for other in WRITTEN.values():
        if about.startswith("关于") and about.endswith("的" + other):
            about = about[2 : -len(other) - 1]
    about = about.removeprefix("关于")
    return f"关于{about}的{word}"


def skeleton(kind: str, *, about: str, recipients: str, basis: Matter | None, known: list[str]) -> Wording:
    """The parts of this kind, with the basis named and what the office knows already written in."""
    parts = list(_OPENING.get(K(kind), _USUAL))
    if basis is not None and (cited := _cited(basis)):
        parts[0] = (
            parts[0].replace("你单位《……》", cited, 1)
            if kind == K.REPLY
            else f"根据{cited}要求，" + parts[0].removeprefix("为……，")
        )
    parts[1:1] = known
    return Wording(title=title_of(kind, about), recipients=recipients, paragraphs=keyed(parts))


def _cited(basis: Matter) -> str:
    """《标题》（文号）: as a paper names another, first the title, then the number."""
    reading = getattr(basis, "reading", None)
    number = reading.doc_number if reading is not None else ""
    if not (basis.source_body or number):
        return ""
    return f"《{basis.title}》" + (f"（{number}）" if number else "")
