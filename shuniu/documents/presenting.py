"""What the pages of a document show: the hands it goes through, the presses that make sense now, the material beside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from shuniu.documents import checking, proposing, rules
from shuniu.documents.choices import IN_FORCE, UNDER_REVIEW, State
from shuniu.documents.models import Document, Remark, Version
from shuniu.documents.operations.writing import others_hold
from shuniu.documents.precedents import Precedent, precedents_of
from shuniu.matters.models import Link, Matter
from shuniu.org.actor import Actor
from shuniu.org.models import Person
from shuniu.org.refusals import Verdict
from shuniu.routing.choices import Purpose, StageState
from shuniu.routing.models import Slip
from shuniu.routing.presenting import panel as slip_panel
from shuniu.routing.readings import with_everything


@dataclass(frozen=True)
class Hand:
    """一手: who, for what, how far."""

    who: str
    does: str
    state: str  # done, now, next
    verdict: str = ""
    opinion: str = ""


@dataclass(frozen=True)
class Press:
    noun: str
    label: str | Promise
    verdict: Verdict
    main: bool = False
    at_once: bool = False  # no question in between


class Sheet:
    """一份文 as its page shows it; everything is asked for when the template wants it, in a fixed number of statements."""

    def __init__(self, actor: Actor, document: Document) -> None:
        self.actor, self.document = actor, document
        self.matter: Matter = document.matter
        self.wording = document.wording

    @cached_property
    def may_write(self) -> Verdict:
        return rules.may_write(self.actor, self.document)

    @cached_property
    def findings(self) -> list[checking.Finding]:
        """Once it is signed nothing is looked for any more."""
        return [] if self.document.is_signed else checking.findings_of(self.document)

    @property
    def to_settle(self) -> list[checking.Finding]:
        return [one for one in self.findings if one.severity == checking.ERROR]

    @cached_property
    def wrong_at(self) -> dict[str, str]:
        """Which places have something to settle."""
        return {
            one.key: one.severity
            for one in reversed(self.findings)
            if one.key and one.severity != checking.FACT
        }

    @cached_property
    def versions(self) -> list[Version]:
        return list(self.document.versions.select_related("by"))

    @property
    def version_number(self) -> int:
        """第几稿: the one being written is one more than the last that was handed over, unless nothing has changed."""
        if not self.versions:
            return 1
        last = self.versions[-1]
        return last.number if last.sha256 == self.wording.sha256 else last.number + 1

    @cached_property
    def holds(self) -> dict[str, str]:
        return {one.key: one.person.name for one in others_hold(self.document, self.actor)}

    @property
    def rows(self) -> list[dict]:
        """The rows of the editor."""
        remarks: dict[str, int] = {}
        for one in self.remarks:
            if one.key and one.answered_at is None:
                remarks[one.key] = remarks.get(one.key, 0) + 1
        return [
            {
                "key": p.key, "text": p.text, "heads": p.level == 1 and "。" not in p.text, "table": p.is_table, "held": self.holds.get(p.key, ""),
                "wrong": self.wrong_at.get(p.key, ""), "remarks": remarks.get(p.key, 0),
                "by": self.document.authors.get(p.key, ""), "lines": p.text.count("\n") + 1,
            }
            for p in self.wording.paragraphs
        ]  # fmt: skip

    @cached_property
    def remarks(self) -> list[Remark]:
        return list(
            self.document.remarks.select_related("by", "answered_by", "document").order_by(
                "answered_at", "at"
            )
        )

    @property
    def remarks_with_presses(self) -> list[dict]:
        return [{"remark": one, "may_answer": rules.may_answer(self.actor, one)} for one in self.remarks]

    @cached_property
    def bases(self) -> list[Matter]:
        """依据: the matters it rests on, as far as this person sees them."""
        links = Link.objects.filter(Matter.objects.visible_to(self.actor).of("other_id"), matter=self.matter)
        return [link.other for link in links.select_related("other")]

    @cached_property
    def precedents(self) -> list[Precedent]:
        return [
            one
            for one in precedents_of(self.actor, self.wording.title)
            if one.document.pk != self.document.pk
        ]

    @cached_property
    def slip(self) -> Slip | None:
        found = with_everything(
            Slip.objects.filter(matter=self.matter, purpose=Purpose.DISPATCH, within=None).order_by(
                "-started_at", "-pk"
            )[:1]
        )
        return found[0] if found else None

    @cached_property
    def slips(self) -> dict | None:
        """The panel of the slip, with the presses of whoever has it."""
        return slip_panel(self.actor, self.matter)

    @cached_property
    def hands(self) -> list[Hand]:
        """方一鸣 拟 → 林致远 核 → 会签3家 → 沈知行 签发 → 编号 用印 分送."""
        document = self.document
        first = Hand(
            document.drafter.name, pgettext("hand", "拟"), "now" if document.state == State.DRAFT else "done"
        )
        if self.slip is None:
            way = proposing.way_for(document)
            planned = [
                Hand(_who(stage.holders), stage.title, "next") for stage in proposing.stages(document, way)
            ]
        else:
            planned = []
            for stage in self.slip.stages.all():
                if not stage.is_main or stage.state == StageState.DROPPED:
                    continue
                parts = [p for p in stage.parts.all() if p.verdict not in ("released", "passed_on")]
                standing = {StageState.CLOSED: "done", StageState.OPEN: "now"}.get(
                    StageState(stage.state), "next"
                )
                names = [
                    p.signature or (p.for_division.name if p.for_division else p.holder.name) for p in parts
                ]
                who = _("、").join(names) if len(names) < 3 else _("%d家") % len(names)
                spoken = next((p for p in parts if p.has_spoken), None)
                planned.append(
                    Hand(
                        who, stage.title, standing,
                        spoken.get_verdict_display() if spoken else "", spoken.opinion if spoken else "",
                    )
                )  # fmt: skip
        after = [
            Hand("", label, "done" if self._is_past(state) else "next")
            for state, label in (
                (State.REGISTERED, _("编号")),
                (State.SEALED, _("用印")),
                (State.ISSUED, _("分送")),
            )
        ]
        return [first, *planned, *after]

    def _is_past(self, state: str) -> bool:
        order = [
            State.SIGNED,
            State.RECHECK,
            State.REGISTERED,
            State.PRINTING,
            State.SEALED,
            State.ISSUED,
            State.FILED,
        ]
        here = self.document.state
        return here in order and order.index(State(here)) >= order.index(State(state))

    @cached_property
    def presses(self) -> list[Press]:
        """What this person may do now; what they may not is left out, except where the reason helps."""
        actor, document, state = self.actor, self.document, self.document.state
        drawn: list[Press] = []
        if state == State.DRAFT:
            drawn = [
                Press("review", gettext_lazy("送核"), rules.may_send_for_review(actor, document), main=True),
                Press("head", gettext_lazy("要素、换个签发人…"), rules.may_set_head(actor, document)),
                Press("version", gettext_lazy("存一稿…"), self.may_write),
                Press("import", gettext_lazy("导入 Word…"), self.may_write),
            ]
        elif state in UNDER_REVIEW:
            drawn = [Press("version", gettext_lazy("存一稿…"), self.may_write)]
            if self.may_write:
                drawn.append(Press("import", gettext_lazy("导入 Word…"), self.may_write))
        elif state in (State.SIGNED, State.RECHECK, State.REGISTERED):
            first = {
                State.SIGNED: rules.may_recheck, State.RECHECK: rules.may_register, State.REGISTERED: rules.may_print,
            }[State(state)]  # fmt: skip
            drawn = [
                Press(
                    "numbering",
                    gettext_lazy("复核、编号、排版"),
                    first(actor, document),
                    main=True,
                    at_once=True,
                ),
                Press("numbering", gettext_lazy("用预留的号…"), rules.may_recheck(actor, document)),
                Press("return", gettext_lazy("退回重签…"), rules.may_send_back(actor, document)),
            ]
            if state != State.SIGNED:
                drawn.pop(1)
        elif state in (State.PRINTING, State.SEALED):
            rule = (
                rules.may_seal
                if state == State.PRINTING and rules.bears_a_seal(document)
                else rules.may_issue
            )
            drawn = [
                Press("issue", gettext_lazy("用印、分送"), rule(actor, document), main=True, at_once=True)
            ]
        elif state in IN_FORCE:
            drawn = [
                Press("repeal", gettext_lazy("废止…"), rules.may_end(actor, document)),
                Press("revocation", gettext_lazy("撤销…"), rules.may_end(actor, document)),
            ]
        if state not in IN_FORCE and not document.has_ended:
            drawn.append(Press("void", gettext_lazy("作废…"), rules.may_void(actor, document)))
        return [press for press in drawn if press.verdict or press.main]


def _who(holders) -> str:
    names = [one.name for one in holders]
    if len(names) > 2 and not isinstance(holders[0], Person):
        return _("%d家") % len(names)
    return _("、").join(names)


def panel(actor: Actor, matter: Matter) -> dict | None:
    """发文 on the page of a matter: how far the paper is; on another matter, what was written because of it."""
    documents = Document.objects.select_related("matter", "drafter").prefetch_related("numbers__series")
    found = documents.filter(matter=matter).first() if matter.flag("document") else None
    following: list[Document] = []
    if found is None and matter.flag("linked_from"):
        following = list(documents.visible_to(actor).filter(matter__links__other=matter))
    if found is None and not following:
        return None
    return {"matter": matter, "document": found, "following": following}


def start(actor: Actor, matter: Matter) -> dict | None:
    """拟稿 among the presses of a matter that is not itself a paper."""
    if matter.flag("document") or matter.is_task or not rules.may_draft(actor, matter):
        return None
    return {"matter": matter}
