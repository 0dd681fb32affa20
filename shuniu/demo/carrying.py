"""承办: a matter from the hand that got it to its end, with what happens on the way."""

from __future__ import annotations

from datetime import timedelta

from shuniu.demo.hands import Hands
from shuniu.demo.hours import MINUTES
from shuniu.demo.lives import Life
from shuniu.demo.remarks import DIFFICULTIES, EXTENSIONS, FEEDBACKS, REFUSALS, RESULTS, WAITS
from shuniu.matters.choices import State
from shuniu.org.models import Division, Person

LATE, DISPUTED, SHELVED = 0.022, 0.029, 0.03


class Carrying(Hands):
    """承办: acknowledge, work, ask for time, refuse, shelve, report, be checked."""

    def _carry(self, life: Life, minute: int, holder: Person, lead: Division) -> None:
        """From the hand to the end, as far as the year has come."""
        end = self._in_time_for_the_story(life, minute, self._planned_end(life, minute))
        life.ends_by = end
        if (
            life.part == 0
            and self.chance(DISPUTED)
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
        if life.part == 0 and self.chance(SHELVED) and self._shelve(life, minute, holder):
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
        if life.part and life.parent.fields.get("due"):
            # The parts are done a day before the whole, which is still to be put together and checked.
            whole = self.hours.minute(life.parent.fields["due"])
            limit = min(limit, max(whole - MINUTES, minute + (whole - minute) // 2))
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
        due = (life.parent or life).fields.get("due")
        if not (self._told(life) or self._presses(life)):
            return end
        if due is not None and self.hours.minute(due) < end and not life.part:
            return end
        minute = max(minute, self.hours.minute(life.last))
        return max(minute + 60, min(end, self._eve - self.dice.randint(4, 40) * 60))

    def _presses(self, life: Life) -> bool:
        """Hard, or safety, or from above, and due on the day of the story or the next; a part presses as its whole."""
        due = (life.parent or life).fields.get("due")
        fields = life.fields
        if due is None or not (fields["hard"] or fields["safety"] or fields["from_above"]):
            return False
        return self._eve <= self.hours.minute(due) <= self._eve + 2 * MINUTES

    def clear_the_day(self, lives: list[Life]) -> None:
        """What would still press on the day of the story was reported done in its first minutes at the latest."""
        if self.now < self._eve:
            return
        at_work = (State.GIVEN, State.IN_HAND)
        for life in lives:
            if life.part or life.fields["state"] not in at_work:
                continue
            if self._presses(life) or self._told(life):
                for one in (*life.tasks, life):
                    if one.fields["state"] in at_work:
                        self._finish(one, self._eve - 6 * 60, self._by_pk[one.fields["holder_id"]])

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
            words = self.dice.choice(FEEDBACKS.get(life.draft.kind, FEEDBACKS["any"]))
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
            if self.story_day <= wanted.date() <= self.story_day + timedelta(days=1):
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
        open_tasks = [t for t in life.tasks if t.is_open and t.fields["state"] != State.REPORTED]
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
