"""选文种: 请示, 报告 or 函, by who it goes to and whether an answer is needed (official-documents §1.2); with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shuniu.documents.choices import Direction, DocumentKind
from shuniu.matters.models import Matter
from shuniu.org.models import Alias, Division, Unit

K = DocumentKind
UPWARD = (K.REQUEST, K.REPORT, K.MOTION)
# By which kinds of matter a request lies before us that wants a formal answer.
_ASKED_BY_LOWER = ("request",)
_ASKED_BY_EQUAL = ("letter", "opinions")


@dataclass(frozen=True)
class Proposed:
    """拟用的文种: what, which way, and why in one line."""

    kind: str
    direction: str
    why: str
    recipient: str = ""


def is_superior(unit: Unit, name: str) -> bool:
    """上级: one of the names by which this unit calls the bodies above it."""
    return bool(name) and any(name == upper or name in upper or upper in name for upper in unit.upper_names)


def is_lower(unit: Unit, name: str) -> bool:
    """下级: a body of the own field, or a name for all of them."""
    if not name:
        return False
    if any(word in name for word in ("各乡镇", "各镇", "各街道", "各部门", "各直属", "各有关单位", "各单位")):
        return True
    return (
        Division.objects.filter(unit=unit, name=name).exists()
        or Alias.objects.filter(unit=unit, name=name).exists()
    )


def decide(unit: Unit, recipient: str, *, wants_answer: bool, answers_request: bool = False) -> Proposed:
    """文种判断: the table of §1.2. `answers_request`: the paper answers a 请示 of a lower body."""
    recipient = recipient.strip()
    if is_superior(unit, recipient):
        if wants_answer:
            return Proposed(K.REQUEST, Direction.UP, _("主送上级,要批复:用请示,一文一事,事前行文"), recipient)
        return Proposed(K.REPORT, Direction.UP, _("主送上级,不要批复:用报告,里面不夹带请示事项"), recipient)
    if is_lower(unit, recipient) or not recipient:
        if answers_request:
            return Proposed(K.REPLY, Direction.DOWN, _("答复下级的请示:用批复,写明来文标题和文号"), recipient)
        return Proposed(K.NOTICE, Direction.DOWN, _("主送下级,要求办理或周知:用通知"), recipient)
    return Proposed(K.LETTER, Direction.LEVEL, _("主送不相隶属的单位(级别再高也一样):用函"), recipient)


def propose(matter: Matter) -> Proposed:
    """从事项看: who sent what lies before us says to whom one writes and with which kind."""
    sender = matter.source_body
    if matter.kind in _ASKED_BY_LOWER and not is_superior(matter.unit, sender):
        return decide(matter.unit, sender, wants_answer=False, answers_request=True)
    if matter.kind in _ASKED_BY_EQUAL and sender:
        return decide(matter.unit, sender, wants_answer=False)
    if matter.kind in ("circular", "telegram") or not sender:
        # A task from above is passed on to those below.
        return Proposed(K.NOTICE, Direction.DOWN, _("部署下级办理:用通知"), everybody_below())
    return decide(matter.unit, sender, wants_answer=False)


def everybody_below() -> str:
    return "各乡镇人民政府，县政府各部门、各直属机构"


def direction_of(unit: Unit, kind: str, recipient: str) -> str:
    if kind in UPWARD or is_superior(unit, recipient):
        return Direction.UP
    if kind == K.LETTER or (recipient and not is_lower(unit, recipient)):
        return Direction.LEVEL
    return Direction.DOWN
