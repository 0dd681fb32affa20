"""任务草稿: a task while it is being read, and how it is finished (roles, deadline, year, start of text)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from shuniu.clock.calendar import Calendar
from shuniu.clock.time_words import (
    Deadline,
    deadline_in_sentence,
    points,
    read_deadline,
    repeats,
    safe_date,
    year_number,
)
from shuniu.matters.reading.owners import Owners
from shuniu.matters.reading.shapes import TEXT_START_LENGTH, Milestone, Span, TaskRead
from shuniu.matters.reading.text import Page, Passage

_BESIDE_NAME = (*"、，；：。（）【】〔〕由请及和与等|", "")


@dataclass(eq=False)
class Draft:
    """What has been read of one task so far. `start` is its first line as printed, number taken off."""

    start: Passage
    whole: Passage
    path: tuple[str, ...] = ()
    parts: list[Passage] = field(default_factory=list)
    owners: Owners = field(default_factory=Owners)
    last: Passage | None = None
    numbered: bool = False
    sure: bool = True
    marked: bool = False  # by an annotation, a label or a table, not by the sense of a sentence
    labelled: bool = False  # its words stand behind a label (工作任务：…)
    said_under: set[str] = field(default_factory=set)  # the labels of its words
    shown: str = ""
    sources: list[Passage] = field(default_factory=list)  # where the owners and the time were read

    @property
    def text(self) -> str:
        return "".join(part.tight().text for part in self.parts)

    @property
    def lines(self) -> str:
        """The words line by line: a title without a stop is no part of the sentence below it."""
        return "\n".join(part.tight().text for part in self.parts)

    @property
    def closed(self) -> bool:
        """Whether an owner or a time limit has been given, after which new words begin a new task."""
        return bool(self.owners)

    def add(self, passage: Passage) -> None:
        if passage:
            self.parts.append(passage)
            self.last = passage

    def give(self, owners: Owners, at: Passage) -> None:
        self.owners = self.owners.joined(owners)
        self.marked = True
        if at:
            self.last = at
            self.sources.append(at)

    def place_of(self, words: str) -> Span | None:
        """Where in the original these words stand: first where the owners were read, then in the task's own words; a
        whole name before a piece of a longer one."""
        for passage in (*self.sources, *self.parts, self.whole):
            tight = passage.tight()
            at = tight.text.find(words)
            loose = tight.span(at, at + len(words)) if words and at >= 0 else None
            while words and at >= 0:
                before, after = tight.text[:at][-1:], tight.text[at + len(words) :][:1]
                if before in _BESIDE_NAME and after in _BESIDE_NAME:
                    return tight.span(at, at + len(words))
                at = tight.text.find(words, at + 1)
            if loose:
                return loose
        return None


# 集中整治阶段（4月1日至9月30日）: a stage ends with its period.
_STAGE = re.compile(
    r"[^。；，：（）]{2,20}（((?:即日起|(?=[^（）]*[月年]))[\d年月日号上中下旬底初末前至到—\-－~～.一二三四五六七八九十明今年即起]{3,30})）"
)


_LAST_PIECE = re.compile(r"[。；]([^。；，]{2,16})[。；]?$")


@dataclass
class Setting:
    """What holds for the whole paper: the day it counts from, the year its plan is for, and 列第一位者牵头."""

    today: date | None
    plan_year: int | None
    first_leads: bool = False
    calendar: Calendar | None = None
    met: date | None = None

    def in_column(self, words: str) -> Deadline:
        """A time limit known to be one, counted as this paper counts."""
        return read_deadline(
            words, today=self.today, plan_year=self.plan_year, calendar=self.calendar, met=self.met
        )

    def in_words(self, text: str) -> Deadline:
        """The time limit a sentence of this paper sets."""
        return deadline_in_sentence(
            text, today=self.today, plan_year=self.plan_year, calendar=self.calendar, met=self.met
        )

    def deadline_of(self, draft: Draft) -> Deadline:
        """From the annotation, label or column; else from the task's own text if that says when its result is due."""
        words = "；".join(draft.owners.times)
        if words:
            given = self.in_column(words)
            if given:
                return given
        text = draft.text
        # 起草半年总结。6月25日前: a last piece that is nothing but a limit
        if (last := _LAST_PIECE.search(text)) and not last.group(1).endswith(("的", "了")):
            piece = last.group(1)
            covered = sum(p.end - p.start for p in points(piece, today=self.today))
            if covered * 2 > len(piece) or (repeats(piece) and len(piece) <= 8):
                return self.in_column(piece)
        if stage := _STAGE.match(text):
            period = self.in_column(stage.group(1))
            if period.date:
                return replace(period, text=stage.group(1), milestones=())
        return self.in_words(text)


def finished(draft: Draft, setting: Setting) -> TaskRead:
    """The task as it is handed on."""
    if draft.owners.first_leads_from_here:
        setting.first_leads = True
    lead, support = draft.owners.roles(first_leads=setting.first_leads)
    deadline = setting.deadline_of(draft)
    first, last = draft.whole.span(), (draft.last or draft.whole).span()
    text = draft.text or draft.start.tight().text
    return TaskRead(
        heading_path=draft.path,
        text=text,
        text_start=draft.shown or draft.start.tight().text[:TEXT_START_LENGTH],
        lead=lead,
        support=support,
        deadline_text=deadline.text,
        deadline=deadline.date,
        recurring=deadline.recurring,
        milestones=tuple(Milestone(stone.text, stone.date) for stone in deadline.milestones),
        span=Span(min(first.start, last.start), max(first.end, last.end)),
        sure=draft.sure,
        lead_spans=tuple(map(draft.place_of, lead)),
        support_spans=tuple(map(draft.place_of, support)),
        deadline_span=draft.place_of(deadline.text) if deadline.text else None,
    )


_PLAN = re.compile(
    r"(?<![\d—\-至－])(20\d\d|二[〇零][一二三四五六七八九〇零]{2})(?!年?度?(?:以[来前后]|之[前后]|[前后底末起]|[上下]半年))年?(?:度)?(?![\d月—\-至－])[^，。；：]{0,24}?(?:要点|重点工作|工作计划|计划|方案|实事|任务|目标|政府工作报告|行动|分工|清单|安排|台账|项目|大事)"
)
_MET = re.compile(r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")


def meeting_day_of(page: Page, today: date | None) -> date | None:
    """The day a meeting was held, as its minutes say (6月9日上午，县长主持召开…); 会后 counts from it."""
    for line in page.lines[:14]:
        text = line.tight().text
        match = _MET.search(text[:80])
        if match and re.search(r"召开|主持|会议时间|^时间", text[:120]):
            year = int(match["year"]) if match["year"] else today.year if today else 0
            return safe_date(year, int(match["month"]), int(match["day"])) if year else None
    return None


_SPAN_OF_YEARS = re.compile(r"20\d\d\s?年?\s?[—\-－–至~～]+\s?20\d\d")


def plan_year_of(page: Page) -> int | None:
    """The year the plan is for, as its title says (2026年重点工作任务分解表); None if no title says one."""
    for line in page.lines[:20]:
        text = line.tight().text
        if len(text) > 90 and len(page.lines) > 3:
            continue
        head = text[:160]
        match = _PLAN.search(head)
        if match and not _SPAN_OF_YEARS.search(head):
            return year_number(match.group(1))
    return None
