"""Any sequence of verbs: no forbidden move, no number twice, nothing numbered unsigned, no signed word changed."""

from __future__ import annotations

import random

import pytest
from django.db import connection

from shuniu.conftest import acting
from shuniu.documents import operations
from shuniu.documents.choices import MOVES, UNSIGNED, NumberState, State
from shuniu.documents.models import Document, Number, SealUse, Signature
from shuniu.documents.tests.conftest import wording
from shuniu.journal.models import Line
from shuniu.org.refusals import Refused
from shuniu.routing import operations as slips
from shuniu.routing.choices import Box, Purpose, Verdict
from shuniu.routing.models import Part
from shuniu.routing.planned import Planned

LIVES, TRIES = (6, 130) if connection.vendor == "sqlite" else (2, 90)


class Life:
    """`play(n)` tries n verbs by anybody; a refusal is part of life and leaves no line."""

    VERBS = (
        ["write"] * 3 + ["send"] * 4 + ["decide"] * 16 + ["give_back"] * 2 + ["withdraw", "add", "pass_on", "revoke_slip"]
        + ["recheck"] * 3 + ["send_back", "register", "register", "register", "print", "print", "seal", "seal", "issue", "issue"]
        + ["void", "repeal", "reserve", "remark", "answer", "answer", "own_slip", "head", "start"]
    )  # fmt: skip

    def __init__(self, office, seed: int):
        self.office, self.dice = office, random.Random(seed)
        self.people = [p for name, p in office.people.items() if name != "zeng"] + [office.head]
        self.done: dict[str, int] = {}
        self.states: dict[int, str] = {}
        self.words: dict[int, str] = {}
        self.given: dict[str, int] = {}
        for _document in range(2):
            self.start()

    def play(self, tries: int) -> None:
        for _try in range(tries):
            name = self.dice.choice(self.VERBS)
            lines = Line.objects.count()
            try:
                getattr(self, name)()
            except Refused as refused:
                assert refused.reason
                assert Line.objects.count() == lines, f"{name} was refused and left a line"
                continue
            self.done[name] = self.done.get(name, 0) + 1
            self.look()

    def look(self) -> None:
        for document in Document.objects.prefetch_related("signatures__version", "numbers"):
            was = self.states.get(document.pk, State.DRAFT)
            assert was == document.state or self._reached(was, document.state), f"{was} → {document.state}"
            self.states[document.pk] = document.state
            if document.is_signed and not document.has_ended:
                assert document.signed_version is not None
                assert document.signed_version.sha256 == document.wording.sha256
            if document.number is not None:
                assert document.state not in (*UNSIGNED, State.SIGNED, State.RECHECK)
        for signature in Signature.objects.select_related("version"):
            assert (
                self.words.setdefault(signature.pk, signature.version.sha256)
                == signature.version.wording.sha256
            )
        for number in Number.objects.filter(state=NumberState.GIVEN).select_related("series"):
            assert self.given.setdefault(str(number), number.document_id) == number.document_id
        counted = sorted(Number.objects.values_list("n", flat=True))
        assert counted == list(range(1, len(counted) + 1)), "a number is missing and nobody can say why"
        checked = Part.objects.filter(stage__key__in=["division_review", "office_review"]).exclude(
            decided_by=None
        )
        drafters = dict(Document.objects.values_list("pk", "drafter_id"))
        for part in checked.exclude(verdict="").select_related("stage__slip"):
            assert part.decided_by_id != drafters[part.stage.slip.matter_id]
        assert not SealUse.objects.filter(approval=None, document__isnull=False).exists()

    @staticmethod
    def _reached(was: str, now: str) -> bool:
        """In one verb a slip may pass a stage that nobody is needed at."""
        return (was, now) in MOVES

    # the verbs

    def one(self, found):
        rows = sorted(found, key=lambda row: row.pk)
        return self.dice.choice(rows) if rows else None

    def by(self):
        return acting(self.dice.choice(self.people))

    def any(self) -> Document:
        return self.one(Document.objects.select_related("matter__unit", "drafter", "series"))

    def start(self):
        operations.start_draft(
            by=acting(self.dice.choice([self.office.li, self.office.bai, self.office.wang])), about="值班", wording=wording(),
            disclosure="active",
        )  # fmt: skip

    def write(self):
        document = self.any()
        now = document.wording
        text = f"一、加强值班值守。带班电话保持畅通，第{self.dice.randint(1, 9)}组先到岗。"
        operations.keep_writing(document, wording=now.with_text("p2", text), base=now, by=self.by())

    def send(self):
        document = self.any()
        operations.send_for_review(document, by=acting(document.drafter))

    def part(self):
        return self.one(
            Part.objects.waiting()
            .filter(stage__slip__purpose=Purpose.DISPATCH)
            .select_related("stage__slip__matter", "holder")
        )

    def decide(self):
        if part := self.part():
            verdict = self.dice.choice([Verdict.AGREE] * 9 + [Verdict.DISAGREE])
            slips.decide(
                part, by=acting(part.holder), verdict=verdict, opinion=self.dice.choice(["", "再核一遍"])
            )

    def give_back(self):
        if part := self.part():
            slips.return_to(part, opinion="数据不符", by=acting(part.holder))

    def withdraw(self):
        spoken = Part.objects.exclude(decided_by=None).filter(stage__slip__purpose=Purpose.DISPATCH)
        if part := self.one(spoken.select_related("stage__slip__matter", "decided_by")):
            slips.withdraw(part, reason="再想想", by=acting(part.decided_by))

    def add(self):
        if part := self.part():
            slips.add_before(
                part, title="先看", holders=[self.dice.choice(self.people)], by=acting(part.holder)
            )

    def pass_on(self):
        if part := self.part():
            slips.reassign(part, to=self.dice.choice(self.people), reason="你看", by=acting(part.holder))

    def revoke_slip(self):
        if part := self.part():
            slips.revoke(part.stage.slip, reason="不走了", by=self.by())

    def own_slip(self):
        document = self.any()
        slips.start(
            document.matter, purpose=Purpose.DISPATCH, by=self.by(),
            stages=[Planned("签发", (self.dice.choice(self.people),), box=Box.SIGN, key="sign")],
        )  # fmt: skip

    def head(self):
        operations.set_head(self.any(), signer=self.dice.choice(self.people), by=self.by())

    def recheck(self):
        operations.recheck(self.any(), by=self.by())

    def send_back(self):
        operations.send_back(self.any(), reason="要改", by=self.by())

    def reserve(self):
        operations.reserve(self.any().series, reason="留着", by=self.by())

    def register(self):
        operations.register_number(self.any(), by=self.by())

    def print(self):
        operations.print_document(self.any(), by=self.by())

    def seal(self):
        operations.seal(self.any(), by=self.by())

    def issue(self):
        operations.issue(self.any(), by=self.by())

    def void(self):
        operations.void(self.any(), reason="不发了", by=self.by())

    def repeal(self):
        operations.repeal(self.any(), decided_by="常务会", reason="过时", by=self.by())

    def remark(self):
        operations.remark(self.any(), words="换个说法", by=self.by())

    def answer(self):
        document = self.any()
        if remark := self.one(
            document.remarks.filter(answered_at=None).select_related("document__matter", "document__drafter")
        ):
            operations.answer(remark, words="已改", adopted=True, by=self.by())


@pytest.mark.parametrize("seed", range(LIVES))
def test_whatever_is_tried_a_paper_goes_only_the_ways_it_may(office, seed, monkeypatch):
    from shuniu.documents.operations import issuing
    from shuniu.documents.tests.setting_once import once

    # The pages of every paper look alike here; how they are set is proved where they are set.
    monkeypatch.setattr(issuing, "set_pages", once(issuing.set_pages))
    life = Life(office, seed)
    life.play(TRIES)
    assert sum(life.done.values()) > TRIES // 6
