"""一年: twelve months of matters in the proportions of §16.6, lived through in the working hours of the office."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from shuniu.demo.carrying import Carrying
from shuniu.demo.drafts import Draft, Want
from shuniu.demo.hours import MINUTES
from shuniu.demo.lives import Life
from shuniu.demo.remarks import ANSWERS, FEEDBACKS, RESULTS, STEPS
from shuniu.matters import kinds
from shuniu.matters.choices import InstructionForm, State
from shuniu.org.models import Division, Person

THINNER = 0.45
# Small things that the office settles itself, at once or within hours.
SMALL = frozenset(
    {"reading", "report", "figures", "brief", "service", "duty", "activity", "recurring", "feedback", "expiring",
     "meeting_above", "media"}
)  # fmt: skip
SPLIT = frozenset(
    {
        "circular",
        "telegram",
        "opinions",
        "letter",
        "instruction",
        "minute_item",
        "inspection",
        "visit",
        "meeting",
    }
)
QUIET, MERGED, RETURNED = 0.42, 0.15, 0.036


class History(Carrying):
    """一年 of one office, lived from `first` up to `until`; the same seed gives the same year."""

    # The plan of the year

    def arrivals(self, count: int) -> list[tuple[int, str]]:
        """(working minute, kind) of everything that comes, in order; more in peak months, more in the morning."""
        start = self.hours.first_of(self.first)
        total = sum(self.profile.amounts.values())
        found: list[tuple[int, str]] = []
        for kind, amount in self.profile.amounts.items():
            for _one in range(max(1, round(amount * count / total))):
                found.append((self._minute_of_arrival(kind, start), kind))
        # The last days before the story are filled by what the story itself brings.
        busy = self.hours.first_of(self.story_day - timedelta(days=9))
        return [one for one in sorted(found) if one[0] < busy or self.chance(THINNER)]

    def _minute_of_arrival(self, kind: str, start: int) -> int:
        last = self.last_arrival
        if kind in ("suggestion", "proposal"):
            march = date(self.until.year, 3, 9)
            if march + timedelta(days=21) > self.until.date():
                march = march.replace(year=march.year - 1)
            return self.hours.first_of(march) + self.dice.randint(0, 14 * MINUTES)
        day = self.dice.randint(start // MINUTES, last // MINUTES)
        within = int(min(self.dice.betavariate(1.4, 2.2), 0.995) * MINUTES)
        return min(day * MINUTES + within, last)

    def live(self, count: int, numbers, kept=(), on_progress=None) -> list[Life]:
        """Live the year: `numbers(year)` gives the next free number of a year; moments in `kept` each keep one free."""
        arrivals = self.arrivals(count)
        waiting = sorted(kept)
        for done, (minute, kind) in enumerate(arrivals):
            at = self.hours.moment(minute)
            while waiting and waiting[0] <= at:
                self.kept.setdefault(waiting[0], []).append(numbers(waiting.pop(0).year))
            draft = self.grammar.write(kind, at.date())
            life = Life(self._pk(), at.year, numbers(at.year), draft)
            self._live(life, minute)
            self.lives.append(life)
            self.lives.extend(life.tasks)
            if on_progress and done % 100 == 0:
                on_progress(done, len(arrivals))
        for at in waiting:
            self.kept.setdefault(at, []).append(numbers(at.year))
        self.clear_the_day(self.lives)
        self._keep_moving()
        return self.lives

    # One life

    def _live(self, life: Life, minute: int) -> None:
        draft = life.draft
        at = self.hours.moment(minute)
        registrar = self.person(self.profile.registrar.get(draft.kind, self.profile.clerk))
        life.arrive(at, registrar, registrar)
        self._describe(life, at)
        if draft.leader:
            self._instruct(life, at, registrar)
        if self._ends_in_the_tray(life, minute, registrar):
            return
        if draft.kind in SMALL or (draft.kind == "telegram" and not draft.wants):
            self._settle_small(life, minute, registrar)
            return
        self._place(life, minute + self.between(0.1, 6), registrar)

    def _describe(self, life: Life, at: datetime) -> None:
        draft = life.draft
        if draft.text:
            life.row(
                "reading",
                text=draft.text,
                fields=draft.fields,
                doc_number=draft.doc_number,
                issuer=draft.source_body,
            )
        for order, want in enumerate(draft.wants, start=1):
            life.row(
                "demand", order=order, text=want.what, start=want.start if want.end else None,
                end=want.end or None, lead_text=want.lead, due_text=want.due_text, lead=self._body(want.lead),
                sure=not self.chance(0.07), outcome="open",
            )  # fmt: skip
        if draft.wants and draft.fields:
            life.tell("read", at + timedelta(seconds=4), None, {}, demands=len(draft.wants), unsure=[])

    def _instruct(self, life: Life, at: datetime, by: Person) -> None:
        leader = self.person(life.draft.leader)
        oral = life.draft.kind == "oral"
        form = InstructionForm.ORAL if oral else InstructionForm.WRITTEN
        life.row(
            "instruction", leader_id=leader.pk, form=str(form), words=life.draft.words, at=at, written_down_by_id=by.pk,
            confirmed_at=at + timedelta(minutes=self.dice.randint(3, 90)) if oral else None,
        )  # fmt: skip
        life.tell("instructed", at, by, {}, leader=leader.name, words=life.draft.words, form=str(form.label))
        if oral:
            later = at + timedelta(minutes=self.dice.randint(3, 90))
            life.rows["instruction"][-1]["confirmed_at"] = later
            life.tell("words_confirmed", later, leader, None, leader=leader.name, words=life.draft.words)

    def _ends_in_the_tray(self, life: Life, minute: int, registrar: Person) -> bool:
        """并入, 退回: what is never placed."""
        draft = life.draft
        at = self.hours.moment(min(minute + self.between(0.1, 4), self.now - 1))
        other = self._same_matter(life, at) if self.chance(MERGED) else None
        if other is not None:
            life.tell(
                "merged", at, registrar, {"state": str(State.MERGED)}, other=other.number,
                other_title=other.draft.title, reason="同一件事",
            )  # fmt: skip
            life.told[-1][3]["was"]["merged_into"] = None
            life.fields["merged_into_id"] = other.pk
            return True
        if draft.kind in ("request", "letter", "hotline", "brief") and self.chance(RETURNED):
            reason = self.dice.choice(
                (
                    "没有联系人和附件,补齐后再送",
                    "一文多事,请分开报",
                    "不属本县事权,请转原单位",
                    "数据与上月报表不符,请核对",
                )
            )
            life.tell(
                "returned", at, registrar, {"state": str(State.RETURNED), "result": reason}, reason=reason,
                to=draft.source_body or draft.source_person or "来件人",
            )  # fmt: skip
            return True
        if draft.lead:
            self._recent.setdefault((draft.lead, draft.kind == "petition"), []).append(life)
        return False

    def _same_matter(self, life: Life, at: datetime) -> Life | None:
        """同一件事: another arrival for the same body in the last ten days that is not settled yet."""
        draft = life.draft
        if draft.kind in SMALL or not draft.lead:
            return None
        since = at - timedelta(days=10)
        for other in reversed(self._recent.get((draft.lead, draft.kind == "petition"), [])[-20:]):
            done = other.fields.get("completed")
            if other.fields["received"] < since:
                return None
            if done is None or done > at:
                return other
        return None

    def _settle_small(self, life: Life, minute: int, registrar: Person) -> None:
        draft = life.draft
        division = self.division(self.profile.desk(draft.own))
        keeper = self.speaker(division, life.fields["received"].date())
        at_once = draft.kind in ("figures", "feedback", "media", "service", "brief") and self.chance(0.55)
        minute += self.between(0.1, 3)
        if minute >= self.now:
            return
        if at_once:
            answer = self.dice.choice(ANSWERS)
            at = self.hours.moment(minute)
            life.tell(
                "answered",
                at,
                registrar,
                {"state": str(State.DONE), "completed": at, "result": answer},
                answer=answer,
            )
            return
        placer = registrar if self.chance(0.5) else self.person(self.dice.choice(self.profile.placers))
        self._give(life, minute, placer, division, keeper)
        hours = {
            "service": 12,
            "figures": 8,
            "reading": 40,
            "expiring": 240,
            "activity": 160,
            "duty": 60,
        }.get(draft.kind, 30)
        # A small thing is not forgotten: whatever is older than its time is done.
        done = minute + self.between(0.5, hours)
        if life.fields["state"] == State.GIVEN and minute + 20 < self.now:
            life.tell(
                "acknowledged",
                self.hours.moment(minute + self.dice.randint(3, 19)),
                keeper,
                {"state": str(State.IN_HAND)},
            )
        if done < self.now - 25:
            result = self.dice.choice(RESULTS["small"])
            at = self.hours.moment(done)
            life.tell(
                "completed", at, keeper,
                {"state": str(State.DONE), "completed": at, "reported_by": keeper, "reported_at": at, "result": result},
                result=result,
            )  # fmt: skip
        else:
            life.ends_by = done

    def _give(
        self, life: Life, minute: int, placer: Person, lead: Division, holder: Person, parts: int = 0
    ) -> None:
        at = self.hours.moment(minute)
        own = holder.pk == placer.pk
        changes = {
            "lead": lead, "leader": self._leader(lead), "holder": holder,
            "standing_in_for": None, "held_since": at, "state": str(State.IN_HAND if own else State.GIVEN),
            "kind": life.draft.kind, "next_step": self.dice.choice(STEPS).format(lead=lead.name)[:200],
        }  # fmt: skip
        due = self._due(life, at)
        if due is not None:
            changes.update(
                due=due,
                first_due=due,
                due_basis=self.dice.choice(("来文要求", "办理时限规定", "按惯例", "批示要求")),
            )
        life.tell("placed", at, placer, changes, lead=lead.name, holder=holder.name, parts=parts)
        life.fields["planned"] = None

    def _due(self, life: Life, at: datetime) -> datetime | None:
        term = kinds.of(life.draft.kind).term
        if life.draft.days is not None:
            return self.hours.end_of(self.hours.calendar.add_working_days(at.date(), max(1, life.draft.days)))
        if term is not None and life.draft.kind != "incident":  # an emergency has its own clock
            return self.hours.due(at, term)
        return None

    def _place(self, life: Life, minute: int, registrar: Person) -> None:
        draft = life.draft
        if minute >= self.now:
            return
        lead = self._body(draft.lead) or self.division(self.profile.desk(draft.own))
        placer = self.person(self.dice.choice(self.profile.placers))
        holder = self.speaker(lead, life.fields["received"].date())
        wants = draft.wants if draft.kind in SPLIT else []
        self._give(life, minute, placer, lead, holder, len(wants))
        for name in draft.helpers:
            if (helper := self._body(name)) and helper.pk != lead.pk:
                life.row("help", division_id=helper.pk)
        for number, want in enumerate(wants, start=1):
            self._part(life, number, want, minute, placer)
        self._carry(life, minute, holder, lead)

    def _part(self, parent: Life, number: int, want: Want, minute: int, placer: Person) -> None:
        lead = self._body(want.lead) or self.division(self.profile.desk(want.lead))
        holder = self.speaker(lead, parent.fields["received"].date())
        at = self.hours.moment(minute)
        due = parent.fields["due"]
        if want.days is not None:
            own = self.hours.end_of(self.hours.calendar.add_working_days(at.date(), max(1, want.days)))
            due = min(own, due) if due else own
        task = Life(
            self._pk(), parent.year, parent.serial, Draft("task", want.what), part=number, parent=parent
        )
        task.born(at, placer, want.what[:200], lead, self._leader_pk(lead, parent), holder, due)
        if parent.rows.get("demand"):
            parent.rows["demand"][number - 1].update(outcome="task", task_id=task.pk, lead=lead)
        parent.tasks.append(task)
        self._carry(task, minute, holder, lead)

    def _leader_pk(self, lead: Division, parent: Life) -> int | None:
        leader = self._leader(lead)
        return leader.pk if leader else parent.fields.get("leader_id")

    def _keep_moving(self) -> None:
        """What is open today was heard of within four working days, except the quiet tenth (product §16.6)."""
        for life in self.lives:
            if not life.is_open or life.fields["state"] in (
                State.PENDING,
                State.DISPUTED,
                State.SHELVED,
                State.REPORTED,
            ):
                continue
            if self.now - self.hours.minute(life.last) < 4 * MINUTES:
                continue
            if self.chance(QUIET):
                life.quiet = True
                continue
            holder = self._by_pk[life.fields["holder_id"]]
            floor = self.hours.minute(life.last) + 5
            at = max(floor, self.now - self.dice.randint(60, int(3.6 * MINUTES)))
            if at < self.now:
                when = self.hours.moment(at)
                words = self.dice.choice(FEEDBACKS.get(life.draft.kind, FEEDBACKS["any"]))
                life.row("feedback", by_id=holder.pk, at=when, words=words, untrue=False)
                life.tell("fed_back", when, holder, {}, words=words)
