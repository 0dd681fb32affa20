"""A random life of slips: every verb in every order, with absences, delegations, departures and slips inside parts."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from typing import ClassVar

from django.db.models import Count, Q

from shuniu.conftest import NOW, acting, make_person
from shuniu.journal.models import Line
from shuniu.matters import operations as matters
from shuniu.org import moment
from shuniu.org import operations as org
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Absence, Delegation, Person
from shuniu.org.refusals import Refused
from shuniu.routing import operations as slips
from shuniu.routing.choices import Box, Mode, Purpose, StageState, Verdict
from shuniu.routing.models import Part, Slip, Stage
from shuniu.routing.planned import Planned

WORDS = ("同意", "数据不符", "请再核一遍", "按程序办", "")


class SlipLife:
    """`play(n)` tries n verbs; refusals are part of life and must leave no trace."""

    # What may happen to a slip, and how often it is tried.
    VERBS: ClassVar = {
        "start": 3, "decide": 22, "give_back": 5, "withdraw": 6, "before": 4, "beside": 3, "after": 3, "less": 3,
        "one_less": 2, "pass_on": 5, "claim": 2, "circulate": 2, "jump": 2, "revoke": 1, "relocate": 1, "pause": 1,
        "go_on": 2, "chase": 2, "away": 1, "back": 1, "leave": 1, "settle": 3,
    }  # fmt: skip

    def __init__(self, office, seed: int):
        self.office = office
        self.dice = random.Random(seed)
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.words: dict[int, list] = {}
        self.people = [p for name, p in office.people.items() if name != "zeng"]
        for n in range(4):
            self.people.append(
                make_person(office.unit, f"科员{'甲乙丙丁'[n]}", office.office, Role.STAFF, rank=40 + n)
            )
        Delegation.objects.create(
            giver=office.zhao, receiver=office.wang, whole=True, since=date(2026, 1, 1), until=date(2026, 12, 31),
            basis="授权书",
        )  # fmt: skip
        self.minutes = 0
        self.matters = [self._matter() for _ in range(3)]

    def _matter(self):
        with self._now():
            by = acting(self.office.li)
            matter = matters.capture(title=f"事项{self.dice.random()}", source_type="paper", by=by)
            return matters.place(matter, lead=self.office.office, holder=self.office.li, by=by)

    def _now(self):
        return moment.standing_at(moment_of(self.minutes))

    def play(self, tries: int) -> None:
        names, weights = tuple(self.VERBS), tuple(self.VERBS.values())
        for _ in range(tries):
            self.minutes += self.dice.choice((1, 3, 40))
            verb = getattr(self, self.dice.choices(names, weights)[0])
            before = Line.objects.count()
            with self._now():
                try:
                    lines = verb()
                except Refused as refusal:
                    assert refusal.reason, f"{verb.__name__} was refused without a reason"
                    self.refused[verb.__name__] += 1
                    assert Line.objects.count() == before, f"{verb.__name__} was refused and left a line"
                    continue
            if lines is None:
                continue
            self.done[verb.__name__] += 1
            if lines == 1:
                assert Line.objects.count() == before + 1, f"{verb.__name__} is one line"
            self.look()

    # what is true at every moment ------------------------------------------------------------------------------

    def look(self) -> None:
        at = Count("stages", filter=Q(stages__state=StageState.OPEN) & ~Q(stages__mode=Mode.INFORM))
        counted = Slip.objects.annotate(at=at)
        astray = counted.filter(ended_at=None).exclude(at=1) | counted.filter(ended_at__isnull=False).exclude(
            at=0
        )
        assert list(astray) == [], "a slip is neither at one stage nor ended"
        over = Stage.objects.main().filter(slip__ended_at__isnull=False)
        assert list(over.planned()) == [], "an ended slip still has something to come"
        assert Part.objects.without_one_active_holder().count() == 0
        nobody = Stage.objects.main().filter(state=StageState.OPEN).exclude(parts__in=Part.objects.waiting())
        assert [s for s in nobody if not s.parts.filter(settles_at__isnull=False).exists()] == [], (
            "nobody has it"
        )
        for pk, *said in Part.objects.exclude(decided_by=None).values_list(
            "pk", "verdict", "opinion", "decided_by"
        ):
            assert self.words.setdefault(pk, said) == said, "a word was changed"

    # the verbs -------------------------------------------------------------------------------------------------

    def one(self, found):
        rows = sorted(
            found, key=lambda row: row.pk
        )  # the same life on either engine, whatever order it answers in
        return self.dice.choice(rows) if rows else None

    def anybody(self) -> Person:
        return self.dice.choice(self.people)

    def some(self, most: int = 3) -> tuple[Person, ...]:
        return tuple(self.dice.sample(self.people, self.dice.randint(1, most)))

    def keeper(self) -> Actor:
        return acting(self.dice.choice([self.office.chen, self.office.li, self.anybody()]))

    def stages(self) -> list[Planned]:
        made = []
        for n in range(self.dice.randint(1, 4)):
            people = self.some()
            mode = self.dice.choice(
                [Mode.ALL, Mode.ALL, Mode.ANY, Mode.SHARE, Mode.INFORM if n else Mode.ALL]
            )
            holders = people if self.dice.random() < 0.8 else (self.office.housing, *people)
            made.append(
                Planned(
                    f"第{n}环",
                    holders,
                    mode,
                    self.dice.randint(1, len(holders)) if mode == Mode.SHARE else None,
                    in_turn=mode == Mode.INFORM and self.dice.random() < 0.5,
                    box=self.dice.choice(Box.values),
                    mandatory="财务规定" if self.dice.random() < 0.15 else "",
                )
            )
        return made

    def waiting(self, actor: Actor | None = None):
        found = Part.objects.waiting().with_names()
        return self.one(found.filter(holder=actor.person) if actor else found)

    def start(self):
        inside = self.waiting() if self.dice.random() < 0.3 else None
        by = acting(inside.holder) if inside else acting(self.office.li)
        purpose = (
            Purpose.ASIDE
            if inside
            else self.dice.choice([Purpose.RECEIPT, Purpose.CONSULT, Purpose.DISPATCH])
        )
        slips.start(
            self.dice.choice(self.matters), stages=self.stages(), by=by, purpose=purpose, within=inside
        )
        return 1

    def decide(self):
        part = self.waiting()
        if part is None:
            return None
        by = acting(part.holder if self.dice.random() < 0.9 else self.anybody())
        word = Verdict.READ if part.stage.mode == Mode.INFORM else self.dice.choice(
            [Verdict.AGREE, Verdict.AGREE, Verdict.AGREE, Verdict.DISAGREE, Verdict.ABSTAIN]
        )  # fmt: skip
        hold = timedelta(seconds=60) if self.dice.random() < 0.15 else None
        slips.decide(part, by=by, verdict=word, opinion=self.dice.choice(WORDS), hold=hold)
        return 1

    def settle(self):
        part = self.one(Part.objects.filter(settles_at__isnull=False).select_related("stage__slip__matter"))
        if part is None:
            return None
        slips.settle_word(part, by=Actor.clock(self.office.unit))
        return 2

    def give_back(self):
        part = self.waiting()
        if part is None:
            return None
        to = self.one(part.stage.slip.stages.all()) if self.dice.random() < 0.7 else None
        slips.return_to(
            part, by=acting(part.holder), to=to, opinion="数据不符", straight_back=self.dice.random() < 0.6
        )
        return 1

    def withdraw(self):
        part = self.one(Part.objects.exclude(decided_by=None).order_by("-decided_at").with_names()[:6])
        if part is None:
            return None
        slips.withdraw(part, by=acting(part.decided_by), reason="写错了")
        return 1

    def before(self):
        part = self.waiting()
        if part is None:
            return None
        slips.add_before(part, by=acting(part.holder), holders=self.some(2))
        return 1

    def beside(self):
        part = self.waiting()
        if part is None:
            return None
        slips.add_beside(part, by=acting(part.holder), holders=self.some(2))
        return 1

    def after(self):
        slip = self.one(Slip.objects.all())
        if slip is None:
            return None
        slips.add_after(slip, by=self.keeper(), holders=self.some(2))
        return 1

    def less(self):
        stage = self.one(Stage.objects.select_related("slip__matter"))
        if stage is None:
            return None
        slips.drop_stage(stage, by=self.keeper(), reason="不用了")
        return 1

    def one_less(self):
        part = self.one(Part.objects.with_names())
        if part is None:
            return None
        slips.drop_part(part, by=self.keeper(), reason="不用了")
        return 1

    def pass_on(self):
        part = self.waiting()
        if part is None:
            return None
        slips.reassign(part, by=acting(part.holder), to=self.anybody(), reason="归他管")
        return 1

    def claim(self):
        part = self.one(Part.objects.waiting().filter(claimable=True).with_names())
        if part is None:
            return None
        slips.claim(part, by=acting(self.dice.choice([self.office.du, self.office.lv, self.office.lu])))
        return 1

    def circulate(self):
        slip = self.one(Slip.objects.under_way()) or self.one(Slip.objects.all())
        if slip is None:
            return None
        slips.circulate(slip, by=self.keeper(), holders=self.some(), in_turn=self.dice.random() < 0.5)
        return 1

    def jump(self):
        stage = self.one(Stage.objects.planned().select_related("slip__matter"))
        if stage is None:
            return None
        slips.jump(stage.slip, to=stage, by=self.keeper(), reason="特事特办")
        return 1

    def revoke(self):
        slip = self.one(Slip.objects.under_way())
        if slip is None:
            return None
        slips.revoke(slip, by=self.keeper(), reason="不办了")
        return 1

    def relocate(self):
        slip = self.one(Slip.objects.under_way())
        if slip is None:
            return None
        slips.relocate(slip, by=acting(self.office.chen), holders=self.some(2), reason="卡住了")
        return 1

    def pause(self):
        slip = self.one(Slip.objects.under_way())
        if slip is None:
            return None
        slips.suspend(slip, by=self.keeper(), reason="等省里批复")
        return 1

    def go_on(self):
        slip = self.one(Slip.objects.under_way())
        if slip is None:
            return None
        slips.resume(slip, by=self.keeper())
        return 1

    def chase(self):
        part = self.waiting()
        if part is None:
            return None
        slips.chase(part, by=self.keeper(), words="请今天答复")
        return 1

    def away(self):
        person, now = self.anybody(), moment.now()
        if Absence.objects.filter(person=person, ended_at=None).exists():
            return None
        absence = org.announce(
            person, starts=now, ends=now + timedelta(days=2), by=acting(person), reason="学习"
        )  # fmt: skip
        org.begin(absence, by=Actor.clock(self.office.unit))
        return 2

    def back(self):
        absence = self.one(
            Absence.objects.filter(ended_at=None, began_at__isnull=False).select_related("person__unit")
        )
        if absence is None:
            return None
        org.end(absence, by=acting(absence.person))
        return 2

    def leave(self):
        spare = [p for p in self.people if p.name.startswith("科员")]
        if len(spare) < 2 or self.dice.random() < 0.8:
            return None
        leaver, heir = self.dice.sample(spare, 2)
        parts = Part.objects.waiting().filter(holder=leaver) | Part.objects.waiting().filter(
            standing_in_for=leaver
        )
        chen = acting(self.office.chen)
        slips.hand_over(leaver, to=dict.fromkeys(parts.values_list("pk", flat=True), heir), by=chen)
        matters.hand_over(leaver, to={m.pk: heir for m in leaver.matters.filter(is_open=True)}, by=chen)
        org.leave(leaver, by=chen)
        self.people.remove(leaver)
        return 2


def moment_of(minutes: int):
    return NOW + timedelta(minutes=minutes)
