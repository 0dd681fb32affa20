"""任务分解: a document split into supervised tasks (supervision.md §5).

There is no single pattern. The form of the paper is judged first, by all its lines: tables and owner annotations beat
everything; minutes are read for what was resolved; a notice without owners is read by its numbers.
"""

from __future__ import annotations

import re
from datetime import date

from shuniu.clock.calendar import Calendar
from shuniu.matters.reading.cards import upright_joined, with_colons
from shuniu.matters.reading.drafts import Draft, Setting, finished, meeting_day_of, plan_year_of
from shuniu.matters.reading.form import SPEAKER, assigns_nothing, is_furniture, is_grant, is_minutes, is_rules
from shuniu.matters.reading.labels import Role, label_at_start
from shuniu.matters.reading.outline import Block, Marker, blocks_of, has_numbers, tree_of
from shuniu.matters.reading.owned import TableBlock, grouped_by_unit, owned_drafts
from shuniu.matters.reading.shapes import TaskRead
from shuniu.matters.reading.tables import tables_in
from shuniu.matters.reading.text import Page, Passage, join_broken, unfolded
from shuniu.matters.reading.told import minutes_drafts, notice_drafts
from shuniu.matters.reading.units import split_units, surely_unit

_FIRST_LEADS = re.compile(
    r"(?:列|排|居|排名|位列)(?:在|于)?(?:首位?|第[一1]位?|最前|前面?)[^，。；]{0,14}(?:牵头|主办|主责)(?:单位|部门|科室|处室)?"
    r"|(?:首位|首个|第一个?|第一位)(?:的)?(?:责任)?(?:单位|部门|科室)?[^，。；]{0,6}为[^，。；]{0,4}(?:牵头|主办)"
)


def read_tasks(
    page: Page, *, doc_date: date | None = None, calendar: Calendar | None = None
) -> tuple[TaskRead, ...]:
    """All tasks of the page in their order; `doc_date` is the day the paper counts from, `calendar` the working days
    for limits such as 会后5个工作日内 and 春节前."""
    setting = Setting(
        today=doc_date, plan_year=plan_year_of(page), calendar=calendar, met=meeting_day_of(page, doc_date)
    )
    blocks = _blocks(page)
    root = tree_of(blocks)
    drafts = _drafts(page, root, setting)
    said_at = _first_leads_from(page)
    setting.first_leads = False
    tasks: list[TaskRead] = []
    for draft in drafts:
        if said_at is not None and draft.whole and draft.whole.places[0] > said_at:
            setting.first_leads = True
        tasks.append(finished(draft, setting))
    return tuple(tasks)


def _drafts(page: Page, root, setting: Setting) -> list[Draft]:
    owned = owned_drafts(root, setting)
    named = sum(draft.owners.names_somebody and draft.marked for draft in owned)
    minutes = is_minutes(page)
    if named >= 2:
        return owned
    if named == 1 and not minutes:
        return _one_among_many(owned, list(notice_drafts(root, setting)))
    if minutes:
        return list(minutes_drafts(root, setting))
    grouped = list(grouped_by_unit(root))
    if len(grouped) >= 2:
        return grouped
    if is_rules(page) or assigns_nothing(page):
        return []
    told = list(notice_drafts(root, setting))
    # 批复: what is granted is nobody's task, what somebody is bound to is
    return [draft for draft in told if draft.owners.names_somebody] if is_grant(page) else told


def _one_among_many(owned: list[Draft], told: list[Draft]) -> list[Draft]:
    """A single owner in brackets makes no paper of owners if four or more numbered items stand beside it."""
    if len(told) < 4:
        return owned
    marked = {id(draft.whole): draft for draft in owned if draft.owners.names_somebody and draft.marked}
    return [marked.get(id(draft.whole), draft) for draft in told]


def _first_leads_from(page: Page) -> int | None:
    """Where 列第一位者为牵头单位 is said outside an annotation; a note under a table holds for all of it."""
    for line in page.lines:
        if _FIRST_LEADS.search(line.text):
            return -1 if re.match(r"注|备注|说明|[（(]?注", line.text) else line.places[0]
    return None


def _blocks(page: Page) -> list[Block]:
    """The lines as blocks, tables kept whole."""
    lines = [_unquoted(line) for line in unfolded(page.lines) if not is_furniture(line.text)]
    lines = upright_joined(_without_enclosures(_messages(lines)))
    tables = tables_in(lines)
    bare = not tables and not has_numbers(lines)
    blocks: list[Block] = []
    at = 0
    for table in tables:
        blocks.extend(blocks_of(_paragraphs(lines[at : table.first_line])))
        head = lines[table.first_line]
        blocks.append(TableBlock(head, None, head, True, table))
        at = table.end_line
    blocks.extend(blocks_of(_paragraphs(lines[at:]), unnumbered_paper=bare))
    return _owners_as_headings(_labels_unnumbered(blocks))


def _unquoted(line: Passage) -> Passage:
    """> 1. …: a line of an earlier mail, without the sign that it is quoted."""
    return line[match.end() :] if (match := re.match(r"(?:>\s*)+(?=\S)", line.text)) else line


def _owners_as_headings(blocks: list[Block]) -> list[Block]:
    """责任部门：办公室, 1.…, 2.…, 责任部门：财务科, 1.…: where the numbers begin again below each owner label, the owner
    is the heading of its items; so it is where nothing but its name stands there."""
    over = {
        i: label.end if (label := label_at_start(block.text)) else 0
        for i, (block, below) in enumerate(zip(blocks, blocks[1:], strict=False))
        if block.marker is None
        and not isinstance(block, TableBlock)
        and _is_owner_line(block.text)
        and below.marker is not None
        and below.marker.value == 1
        and below.marker.rank > 2
    }
    if len(over) < 2:
        return blocks
    number = {at: n for n, at in enumerate(over, start=1)}
    return [
        Block(block.passage[over[i] :].stripped(), Marker(2, number[i]), block.whole, block.own_line)
        if i in over
        else block
        for i, block in enumerate(blocks)
    ]


def _messages(lines: list[Passage]) -> list[Passage]:
    """A copied conversation without the lines that say who spoke when; what each said ends there."""
    done: list[Passage] = []
    for line in lines:
        if not SPEAKER.match(line.text):
            done.append(line)
        elif done and not re.search(r"[。！？：]$", done[-1].text):
            done[-1] = done[-1] + Passage("。", done[-1].places[-1:])
    return done


def _is_owner_line(text: str) -> bool:
    if label := label_at_start(text):
        return label.role in (Role.LEAD, Role.DUTY)
    names = split_units(text.rstrip("："))
    return len(text) <= 30 and bool(names) and all(map(surely_unit, names))


def _without_enclosures(lines: list[Passage]) -> list[Passage]:
    """附件：1.登记表, 2.一览表: the numbers of the papers enclosed count no tasks."""
    kept: list[Passage] = []
    listed = 0
    for line in lines:
        match = re.match(r"附\s?件\s?[：:]\s*(?:1\s?[.．、])?", line.text)
        following = re.match(r"(\d{1,2})\s?[.．、]\s?[^。；：]{2,50}$", line.text)
        if match:
            listed = 1
        elif listed and following and int(following.group(1)) in (listed, listed + 1):
            listed = int(following.group(1))
        else:
            listed = 0
            kept.append(line)
    return kept


def _labels_unnumbered(blocks: list[Block]) -> list[Block]:
    """1.工作任务：… 2.责任单位：… 3.完成时间：…: where labels carry the numbers, the numbers count no tasks."""
    roles = {
        i: label.role
        for i, block in enumerate(blocks)
        if block.marker and (label := label_at_start(block.text))
    }
    if not any(role in (Role.LEAD, Role.DUTY, Role.SUPPORT) for role in roles.values()):
        return blocks
    return [
        Block(block.passage, None, block.whole, block.own_line)
        if i in roles and not isinstance(block, TableBlock)
        else block
        for i, block in enumerate(blocks)
    ]


def _paragraphs(lines: list[Passage]) -> list[Passage]:
    return list(join_broken(with_colons(lines)))
