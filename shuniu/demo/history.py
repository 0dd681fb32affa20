"""一年: twelve months of matters in the proportions of §16.6, lived through in the working hours of the office."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from shuniu.clock.calendar import chinese_calendar_seed
from shuniu.demo.drafts import Draft, Want
from shuniu.demo.grammar import Grammar
from shuniu.demo.hours import MINUTES, Hours
from shuniu.demo.lives import Life
from shuniu.demo.office import Office
from shuniu.demo.profiles import COUNTY, Profile
from shuniu.demo.remarks import ANSWERS, DIFFICULTIES, EXTENSIONS, FEEDBACKS, REFUSALS, RESULTS, STEPS, WAITS
from shuniu.matters import kinds
from shuniu.matters.choices import InstructionForm, State
from shuniu.org.models import Division, Person
from shuniu.org.readings import answers_for, leader_for

STORY_DAY = date(2026, 6, 11)
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
LATE, QUIET, DISPUTED, MERGED, RETURNED, SHELVED = 0.05, 0.3, 0.015, 0.06, 0.012, 0.02


class History:
    """一年 of one office, lived from `first` up to `until`; the same seed gives the same year."""

    def __init__(
        self, office: Office, *, seed: int, first: date, until: datetime, first_pk: int = 1,
        profile: Profile = COUNTY,
    ) -> None:  # fmt: skip
        self.office = office
        self.dice = random.Random(seed)
        self.grammar = Grammar(random.Random(seed + 1), profile)
        self.first, self.until = first, until
        self.profile = profile
        self.hours = Hours(
            chinese_calendar_seed(), first - timedelta(days=40), until.date() + timedelta(days=200)
        )
        self.now = self.hours.minute(until)
        # The day of the story brings its own arrivals.
        self._eve = self.hours.first_of(STORY_DAY)
        self._thirty_days_ago = self.hours.moment(self.hours.first_of(STORY_DAY - timedelta(days=31)))
        self.last_arrival = min(self.now - 2 * 60, self._eve - 30)
        self.next_pk = first_pk
        self.lives: list[Life] = []
        self.kept: dict[datetime, list[int]] = {}
        self._by_pk = {person.pk: person for person in office.people.values()}
        self._recent: dict[tuple[str, bool], list[Life]] = {}
        self._leaders: dict[int, Person | None] = {}
        self._speakers: dict[int, Person] = {}

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
        busy = self.hours.first_of(STORY_DAY - timedelta(days=9))
        return [one for one in sorted(found) if one[0] < busy or self.chance(THINNER)]

    def _minute_of_arrival(self, kind: str, start: int) -> int:
        last = self.last_arrival
        if kind in ("suggestion", "proposal"):
            march = self.hours.first_of(date(self.until.year, 3, 9))
            return march + self.dice.randint(0, 14 * MINUTES)
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
        self._keep_moving()
        return self.lives

    def _pk(self) -> int:
        self.next_pk += 1
        return self.next_pk - 1

    # Who

    def person(self, name: str) -> Person:
        return self.office.people[name]

    def division(self, name: str) -> Division:
        return self.office.divisions[name]

    def _leader(self, division: Division) -> Person | None:
        if division.pk not in self._leaders:
            self._leaders[division.pk] = leader_for(division, self.until.date())
        return self._leaders[division.pk]

    def speaker(self, division: Division, day: date) -> Person:
        """Who gets it: one of the desk in the office, else who answers for the body."""
        if division.name in self.profile.desks:
            profile = self.profile
            names = [n for n in profile.desks[division.name] if n != profile.leaver or day < profile.leaves]
            return self.person(self.dice.choice(names))
        if division.pk not in self._speakers:
            self._speakers[division.pk] = answers_for(division)
        return self._speakers[division.pk]

    def chance(self, p: float) -> bool:
        return self.dice.random() < p

    def between(self, low: float, high: float) -> int:
        """Working minutes between two numbers of hours, short ones more likely."""
        return int((low + (high - low) * self.dice.betavariate(1.2, 3)) * 60)

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

    def _body(self, name: str) -> Division | None:
        return self.office.divisions.get(name)

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
        other = self._same_matter(life, at) if self.chance(MERGED * 2) else None
        if other is not None:
            life.tell(
                "merged", at, registrar, {"state": str(State.MERGED)}, other=other.number,
                other_title=other.draft.title, reason="同一件事",
            )  # fmt: skip
            life.told[-1][3]["was"]["merged_into"] = None
            life.fields["merged_into_id"] = other.pk
            return True
        if draft.kind in ("request", "letter", "hotline", "brief") and self.chance(RETURNED * 3):
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
        if term is not None:
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

    def _carry(self, life: Life, minute: int, holder: Person, lead: Division) -> None:
        """From the hand to the end, as far as the year has come."""
        end = self._in_time_for_the_story(life, minute, self._planned_end(life, minute))
        life.ends_by = end
        if (
            life.part == 0
            and self.chance(DISPUTED * 2.4)
            and not self._told(life)
            and lead.name not in self.profile.desks
        ):
            minute, holder, lead = self._dispute(life, minute, holder, lead)
            if holder is None:
                return
        minute += self.between(0.1, 7) if self.chance(0.8) else self.between(4, 20)
        if minute >= self.now:
            return
        if life.fields["state"] == State.GIVEN:
            life.tell("acknowledged", self.hours.moment(minute), holder, {"state": str(State.IN_HAND)})
        if life.part and self.chance(0.97) and minute + 4 < self.now:
            minute += 3
            day = self.hours.moment(max(minute, end - self.dice.randint(0, 3) * MINUTES)).date()
            life.tell("planned", self.hours.moment(minute), holder, {"planned": day}, day=day.isoformat())
        if life.part == 0 and self.chance(SHELVED * 1.5) and self._shelve(life, minute, holder):
            return
        if life.fields.get("due") and self.chance(0.09) and not self._told(life):
            end = self._in_time_for_the_story(life, minute, self._extend(life, minute, end, holder))
        self._work(life, minute, end, holder)
        if end < self.now - 40:
            self._finish(life, end, holder)

    def _planned_end(self, life: Life, minute: int) -> int:
        due = life.fields.get("due")
        if due is None:
            return minute + self.between(6, 130)
        limit = self.hours.minute(due)
        span = max(limit - minute, 30)
        if self.chance(LATE):
            return limit + self.dice.randint(40, 6 * MINUTES)
        share = self.dice.betavariate(6, 1.1)
        return min(minute + max(25, int(span * share)), limit - 10) if limit - minute > 30 else limit - 5

    def _in_time_for_the_story(self, life: Life, minute: int, end: int) -> int:
        """The day of the story has its own five first: what else would press on it was done by the evening before.

        That is what a leader gave words on in the last thirty days, and what is hard or touches safety and is due on
        that day or the next. What is late stays late.
        """
        if self.now < self._eve:
            return end
        fields, due = life.fields, life.fields.get("due")
        weighty = fields["hard"] or fields["safety"] or fields["from_above"]
        told = self._told(life)
        if life.part:
            due = life.parent.fields.get("due")
        presses = (
            weighty and due is not None and self._eve <= self.hours.minute(due) <= self._eve + 2 * MINUTES
        )
        if not (told or presses) or (due is not None and self.hours.minute(due) < end and not life.part):
            return end
        minute = max(minute, self.hours.minute(life.last))
        return max(minute + 60, min(end, self._eve - self.dice.randint(4, 40) * 60))

    def _told(self, life: Life) -> bool:
        """Words of a leader in the thirty days before the day of the story, on it or on what it is part of."""
        whole = life.parent or life
        return bool(whole.draft.leader) and whole.fields["received"] >= self._thirty_days_ago

    def _work(self, life: Life, minute: int, end: int, holder: Person) -> None:
        """反馈、要帮助、被问: what is heard of it on the way."""
        stop = min(end, self.now)
        step = self.dice.randint(int(1.5 * MINUTES), 4 * MINUTES)
        if life.draft.kind == "hotline":
            step = MINUTES
        at = minute + step
        if self.chance(0.03) and minute + 120 < stop:
            self._difficulty(life, minute + 60, stop, holder)
            at = max(at, self.hours.minute(life.last) + 30)
        while at < stop - 15:
            words = self.dice.choice(FEEDBACKS)
            when = self.hours.moment(at)
            life.row("feedback", by_id=holder.pk, at=when, words=words, untrue=False)
            life.tell("fed_back", when, holder, {}, words=words)
            at += (
                self.dice.randint(int(1.5 * MINUTES), 4 * MINUTES)
                if self.chance(0.93)
                else self.dice.randint(5, 7) * MINUTES
            )

    def _difficulty(self, life: Life, minute: int, stop: int, holder: Person) -> None:
        stuck, needed = self.dice.choice(DIFFICULTIES)
        at = self.hours.moment(minute)
        row = life.row(
            "difficulty", by_id=holder.pk, raised=at, stuck=stuck, needed=needed, tried="打过两次电话",
            answer_due=self.hours.moment(minute + MINUTES), answered=None, answered_by_id=None, answer="",
        )  # fmt: skip
        life.tell("difficulty_raised", at, holder, {}, stuck=stuck, needed=needed)
        answered = minute + self.between(0.5, 7)
        if answered < stop:
            by = self.person(self.dice.choice(self.profile.checkers))
            when = self.hours.moment(answered)
            answer = self.dice.choice(
                (
                    "我来协调,今天给你回话",
                    "已请对方科室派人过来",
                    "先按能办的办,缺的下周补",
                    "请分管领导出面了",
                )
            )
            row.update(answered=when, answered_by_id=by.pk, answer=answer)
            life.tell("difficulty_answered", when, by, {}, answer=answer)

    def _extend(self, life: Life, minute: int, end: int, holder: Person) -> int:
        """要改期: once, rarely three times; the first date stays."""
        times = 3 if self.chance(0.06) else 1
        for _turn in range(times):
            due = life.fields["due"]
            limit = self.hours.minute(due)
            asked = max(minute + 30, limit - self.dice.randint(1, 3) * MINUTES)
            if asked >= min(limit, self.now) - 90 or limit - minute < 2 * MINUTES:
                return end
            wanted = self.hours.end_of(
                self.hours.calendar.add_working_days(due.date(), self.dice.randint(3, 10))
            )
            if STORY_DAY <= wanted.date() <= STORY_DAY + timedelta(days=1):
                wanted += timedelta(days=4)
            reason = self.dice.choice(EXTENSIONS)
            at = self.hours.moment(asked)
            row = life.row(
                "due_change", was=due, wanted=wanted, reason=reason, asked_by_id=holder.pk, asked_at=at,
                decided_by_id=None, decided_at=None, granted=None, answer="",
            )  # fmt: skip
            life.tell(
                "extension_asked",
                at,
                holder,
                {},
                due_before=due.isoformat(),
                wanted=wanted.isoformat(),
                reason=reason,
            )
            decided = asked + self.between(0.3, 1.2)
            by = self.person(self.dice.choice(self.profile.checkers[:2]))
            granted = self.chance(0.82)
            when = self.hours.moment(decided)
            row.update(
                decided_by_id=by.pk,
                decided_at=when,
                granted=granted,
                answer="" if granted else "按原时限办,缺什么说",
            )
            life.tell(
                "extension_decided", when, by, {"due": wanted} if granted else {}, granted=granted, due=wanted.isoformat(),
                answer=row["answer"],
            )  # fmt: skip
            minute = decided
            if not granted:
                return min(max(end, decided + 30), limit - 5)
            end = self.hours.minute(wanted) - self.dice.randint(30, MINUTES)
        life.ends_by = end
        return end

    def _dispute(self, life: Life, minute: int, holder: Person, lead: Division):
        refused = minute + self.between(0.3, 5)
        if refused >= self.now:
            return minute, holder, lead
        ruled = refused + self.between(1, 9)
        due = life.fields.get("due")
        if ruled >= self.now and due is not None and self.hours.minute(due) < self._eve + 7 * MINUTES:
            return minute, holder, lead
        reason, clause = self.dice.choice(REFUSALS)
        at = self.hours.moment(refused)
        director = self.office.director
        life.row("refusal", division_id=lead.pk, by_id=holder.pk, reason=reason, clause=clause, at=at)
        dispute = life.row(
            "dispute", opened=at, ruled_at=None, ruled_by_id=None, ruled_for_id=None, ruling=""
        )
        life.tell(
            "refused", at, holder,
            {"state": str(State.DISPUTED), "holder": director, "standing_in_for": None, "held_since": at},
            division=lead.name, reason=reason, clause=clause, holder=director.name,
        )  # fmt: skip
        if ruled >= self.now:
            return minute, None, lead
        by = director if self.chance(0.6) else self.person(self.profile.placers[0])
        stays = self.chance(0.6)
        new = (
            lead
            if stays
            else self.division(self.dice.choice([d for d in self.profile.divisions if d != lead.name]))
        )
        taker = self.speaker(new, at.date())
        ruling = f"先由{new.name}牵头办,费用和后续管护另行研究"
        when = self.hours.moment(ruled)
        dispute.update(ruled_at=when, ruled_by_id=by.pk, ruled_for_id=new.pk, ruling=ruling)
        life.tell(
            "ruled", when, by,
            {"state": str(State.GIVEN), "lead": new, "leader": self._leader(new), "holder": taker,
             "standing_in_for": None, "held_since": when},
            lead=new.name, ruling=ruling, holder=taker.name,
        )  # fmt: skip
        return ruled, taker, new

    def _shelve(self, life: Life, minute: int, holder: Person) -> bool:
        start = minute + self.between(1, 20)
        if start >= self.now:
            return False
        days = self.dice.choice((10, 10, 15, 20))
        at = self.hours.moment(start)
        again = self.hours.calendar.add_working_days(at.date(), days)
        if again <= self.until.date():
            return False  # long over: it went on as any other
        reason = self.dice.choice(WAITS)
        director = self.office.director
        life.row(
            "shelving",
            by_id=director.pk,
            since=at,
            reason=reason,
            waits_for="",
            look_again=again,
            state_before=life.fields["state"],
        )
        life.tell(
            "shelved", at, director, {"state": str(State.SHELVED), "look_again": again}, reason=reason,
            until=again.isoformat(), waits_for="",
        )  # fmt: skip
        return True

    def _finish(self, life: Life, minute: int, holder: Person) -> None:
        """报结, and somebody else looks; about one in thirty comes back once."""
        if life.is_open is False:
            return
        open_tasks = [t for t in life.tasks if t.is_open]
        if open_tasks:
            life.ends_by = max(t.ends_by for t in open_tasks) + 60
            return
        minute = max(
            minute, self.hours.minute(life.last) + 5, *(self.hours.minute(t.last) + 5 for t in life.tasks)
        )
        if minute >= self.now:
            return
        result = self.dice.choice(RESULTS.get(life.draft.kind, RESULTS["any"]))
        at = self.hours.moment(minute)
        changes = {"state": str(State.REPORTED), "reported_at": at, "reported_by": holder, "result": result}
        life.tell("reported", at, holder, changes, result=result)
        checked = minute + self.between(0.3, 7)
        if checked >= self.now:
            return
        others = [n for n in self.profile.checkers if n != holder.name]
        checker = self.person(self.dice.choice(others)) if others else self._by_pk[life.fields["leader_id"]]
        if self.chance(0.03) and checked + 4 * 60 < self.now:
            back = self.hours.moment(checked)
            untrue = self.chance(0.3)
            for row in life.rows.get("feedback", []):
                row["untrue"] = row["untrue"] or untrue
            life.tell(
                "sent_back", back, checker, {"state": str(State.IN_HAND), "reported_at": None, "reported_by": None},
                reason=self.dice.choice(("佐证不够,补照片", "只报了开会,没报结果", "现场看过,还差两处")), untrue=untrue,
            )  # fmt: skip
            checked += 3 * 60
            life.tell(
                "reported",
                self.hours.moment(checked),
                holder,
                dict(changes, reported_at=self.hours.moment(checked)),
                result=result,
            )
            checked += 40
            if checked >= self.now:
                return
        when = self.hours.moment(checked)
        for row in life.rows.get("feedback", []):
            if not row["untrue"]:
                row.update(verified_by_id=checker.pk, verified_at=when)
        life.tell(
            "verified",
            when,
            checker,
            {"state": str(State.DONE), "completed": when, "verified_by": checker},
            remark="",
        )

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
                words = self.dice.choice(FEEDBACKS)
                life.row("feedback", by_id=holder.pk, at=when, words=words, untrue=False)
                life.tell("fed_back", when, holder, {}, words=words)
