"""分工文件: papers that say who answers for what, in brackets, labels or tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from shuniu.matters.reading.annotations import annotations_in, inline_labels, trailing_sentence
from shuniu.matters.reading.drafts import Draft, Setting
from shuniu.matters.reading.form import (
    ends_tasks,
    heading_title,
    is_bare_title,
    is_closing,
    is_title,
    is_topic,
    sets_no_tasks,
    topic_words,
)
from shuniu.matters.reading.labels import Role, label_at_start, labels_in
from shuniu.matters.reading.outline import Block, Node
from shuniu.matters.reading.owners import Owners, read_owners
from shuniu.matters.reading.rows import row_draft
from shuniu.matters.reading.sentences import owners_in_text
from shuniu.matters.reading.tables import Table
from shuniu.matters.reading.text import Passage
from shuniu.matters.reading.units import is_collective, split_units, surely_unit

_OWNER_ROLES = (Role.LEAD, Role.DUTY, Role.SUPPORT, Role.TIME, Role.PERSON)


@dataclass
class TableBlock(Block):
    """A table where it stands among the lines."""

    table: Table | None = None


class OwnedReader:
    """Walks the outline in order and collects the tasks that have an owner or a time limit of their own."""

    def __init__(self, setting: Setting):
        self.setting = setting
        self.drafts: list[Draft] = []
        self.first: Block | None = None
        self.topic = ""
        self.topic_rank: int | None = None
        self.ahead: list[tuple[Owners, Passage]] = []  # 主办单位：… on the line before the task it is for
        self.owner_first = False
        self.loose: list[Draft] = []  # paragraphs without a number and without an annotation

    def read(self, root: Node) -> list[Draft]:
        self.first = next(
            (b for node in root.walk() for b in [*([node.block] if node.block else []), *node.more]), None
        )
        self._node(root, ())
        for draft in self.loose:
            self._told_beside(draft)
        return self.drafts

    def _told_beside(self, draft: Draft) -> None:
        """补充一条：安保方案由保卫处4月20日前报院办: work given by a day in words, below or above what is annotated."""
        owners = owners_in_text(draft.lines)
        named = [unit for unit in owners.lead + owners.duty if surely_unit(unit) and not is_collective(unit)]
        asked = re.search(r"由|请|责成|负责", draft.text)
        if draft.closed or not named or not asked or not self.setting.in_words(draft.text).date:
            return
        draft.owners, draft.sure = owners, False
        at = draft.whole.span().start
        later = (i for i, other in enumerate(self.drafts) if other.whole.span().start > at)
        self.drafts.insert(next(later, len(self.drafts)), draft)

    # -------------------------------------------------------------- nodes

    def _node(self, node: Node, path: tuple[str, ...]) -> None:
        if node.block is not None:
            if self.topic and self.topic_rank is None:
                self.topic_rank = node.rank
            elif self.topic and node.rank < (self.topic_rank or 0):
                self.topic, self.topic_rank = "", None
        mark = len(self.drafts)
        own_task = self._own(node, path)
        inner = path
        if node.block is not None and not own_task:
            title = heading_title(node.text)
            inner = (*path, title) if title else path
        for child in node.children:
            self._node(child, inner)
        self._fold_into_parent(node, path, mark)
        self._share_with_children(node, path, mark)

    def _own(self, node: Node, path: tuple[str, ...]) -> bool:
        """The node's own line and what stands under it before its first numbered child. True if it is a task."""
        before = len(self.drafts)
        current: Draft | None = None
        numbered: Draft | None = None
        here = path
        owned_paragraphs = sum(
            bool(annotations_in(b.text)) for b in node.more if not isinstance(b, TableBlock)
        )
        blocks: list[tuple[Block, bool]] = []
        if node.block is not None:
            blocks.append((node.block, True))
        blocks.extend((block, False) for block in node.more)
        for index, (block, own) in enumerate(blocks):
            following = blocks[index + 1][0] if index + 1 < len(blocks) else None
            if isinstance(block, TableBlock):
                self._table(block, (*here, *self._heading_of(node)))
                current = None
                continue
            if not own and _is_label_line(block):
                current = self._label_line(block, current, here)
                continue
            if not own and (said := _bare_annotation(block)):
                if current is not None:
                    current.give(said, block.passage)
                    self._keep(current)
                elif said.first_leads_from_here:
                    self.setting.first_leads = True
                continue
            if not own and ends_tasks(block.text) and not _label_follows(following):
                current = None
                continue
            if (
                not own
                and self._is_topic(block, following)
                and (current is None or current.closed or node.block is None)
            ):
                self.topic, self.topic_rank = topic_words(block.passage), None
                current = None
                continue
            if own and (
                (owned_paragraphs >= 2 and not re.search(r"[。；]", block.text))
                or self._names_what_follows(block, following)
            ):
                here = (*path, heading_title(block.text))
                continue
            if not own and node.block is None and is_title(block.text):
                current = None
                continue
            if not own and (node.block is None or current is None or current.closed):
                current = None
            current = self._words(block, current, here, own)
            if own:
                numbered = current
        self._weakly_owned(node, path, before)
        return any(
            d.numbered
            and d is numbered
            or (d.numbered and node.block is not None and d.whole is node.block.whole)
            for d in self.drafts[before:]
        )

    def _is_topic(self, block: Block, following: Block | None) -> bool:
        """A topic line stands over something; the first line of a paper is its title, unless it says what it is."""
        if not is_topic(block.passage) or _label_follows(following):
            return False
        if following is not None and (is_title(following.text) or is_topic(following.passage)):
            return False
        return block is not self.first or topic_words(block.passage) != block.passage.tight().text

    def _names_what_follows(self, block: Block, following: Block | None) -> bool:
        """A line 一、… or （一）… that is only a title, with words below it, is their heading and not the task."""
        if (
            following is None
            or isinstance(following, TableBlock)
            or block.marker is None
            or block.marker.rank > 3
        ):
            return False
        if not is_bare_title(block.text):
            return False
        label = label_at_start(following.text)
        if label is not None and label.role is Role.TASK and len(following.text) > label.end + 3:
            return True
        if _is_label_line(following) or _bare_annotation(following):
            return False
        return (
            not ends_tasks(following.text) and _is_sentence(following.text) and not annotations_in(block.text)
        )

    def _heading_of(self, node: Node) -> tuple[str, ...]:
        title = heading_title(node.text) if node.block is not None else ""
        return (title,) if title else ()

    def _words(self, block: Block, current: Draft | None, path: tuple[str, ...], own: bool) -> Draft:
        """A line of words: it goes on with the current task or begins one; annotations inside cut it."""
        rest, first = block.passage, True
        found = annotations_in(rest.text)
        if not found:
            found = inline_labels(rest.text)
        if not found and own and (last := trailing_sentence(rest.text)):
            found = [last]
        at = 0
        for annotation in found:
            words = rest[at : annotation.start]
            bare = len(words.tight().text.strip("，。；、 ")) < 3
            if bare and current is not None and (at or (not own and not current.closed)):
                current.give(annotation.owners, rest[annotation.start : annotation.end])
                self._keep(current)
                at = annotation.end
                continue
            if current is None or current.closed:
                start = rest[at:].stripped(" 。；;，,、\t")
                current = self._begin(start, block.whole if first else start, path, own and first)
            current.add(words)
            current.give(annotation.owners, rest[annotation.start : annotation.end])
            self._keep(current)
            first = False
            at = annotation.end
        tail = rest[at:].stripped(" 。；;，,、.\t")
        if not found:
            if current is None:
                current = self._begin(rest, block.whole, path, own)
                if not own:
                    self.loose.append(current)
            current.add(rest)
        elif len(tail) > 8 and current is not None:
            current = self._begin(tail, tail, path, False)
            current.add(tail)
        return current  # type: ignore[return-value]

    def _begin(self, start: Passage, whole: Passage, path: tuple[str, ...], numbered: bool) -> Draft:
        here = (*path, self.topic) if self.topic else path
        return Draft(start, whole, here, numbered=numbered)

    def _keep(self, draft: Draft) -> None:
        if draft.owners.first_leads_from_here:
            self.setting.first_leads = True
        if draft not in self.drafts and draft.closed and (draft.owners.names_somebody or draft.numbered):
            self.drafts.append(draft)

    def _label_line(self, block: Block, current: Draft | None, path: tuple[str, ...]) -> Draft | None:
        """责任单位：… under a task gives it its owner; 工作内容：… before one begins it."""
        label = label_at_start(block.text)
        if label is None:
            return current
        value = block.passage[label.end :].stripped()
        if label.role in _OWNER_ROLES:
            owners = read_owners(block.text)
            if not owners:
                return current
            again = (
                self.owner_first
                and current is not None
                and current.labelled
                and current.owners.names_somebody
            )
            if current is None or (again and label.role in (Role.LEAD, Role.DUTY)):
                self.ahead.append((owners, block.passage))
                return None
            current.give(owners, block.passage)
            self._keep(current)
            return current
        if not value:
            return current
        anew = current is not None and label.role is Role.TASK and not (current.numbered or current.labelled)
        told_after = (
            label.role is Role.OTHER
            and current is not None
            and current.labelled
            and (self.owner_first or label.words not in current.said_under)
        )
        if label.role is Role.TASK and current is not None and _only_named(current):
            # 1.安全保卫组, 牵头单位：…, 主要任务：…: the work is told last, the number has only named who does it
            current.path = (*current.path, heading_title(current.start.text))
            current.start, current.parts = value, []
        elif current is None or (current.closed and not told_after) or anew:
            current = self._begin(value, block.whole, path, False)
            current.labelled = True
            self.owner_first = self.owner_first or bool(self.ahead)
            for owners, where in self.ahead:
                current.give(owners, where)
            self.ahead.clear()
        current.said_under.add(label.words)
        runs = inline_labels(value.text)
        current.add(value[: runs[0].start] if runs else value)
        for run in runs:
            current.give(run.owners, value)
        self._keep(current)
        return current

    # -------------------------------------------------------------- tasks without annotation among those that have one

    def _weakly_owned(self, node: Node, path: tuple[str, ...], before: int) -> None:
        """A numbered item of its own deadline, or with 由A负责 in its sentence, among annotated ones."""
        if node.block is None or node.children or len(self.drafts) > before:
            return
        titles = (*path, heading_title(node.text))
        if any(sets_no_tasks(t) or is_closing(t) for t in titles):
            return
        text = node.block.passage.tight().text
        due = self.setting.in_words(text)
        owners = owners_in_text(text)
        named = [unit for unit in owners.lead + owners.duty if surely_unit(unit) and not is_collective(unit)]
        if due.date or named:
            draft = self._begin(node.block.passage, node.block.whole, path, True)
            draft.add(node.block.passage)
            draft.owners = owners
            draft.sure = False
            self.drafts.append(draft)

    def _fold_into_parent(self, node: Node, path: tuple[str, ...], mark: int) -> None:
        """Several items under one owner line that stands below the last of them are one task: the parent's."""
        mine = self.drafts[mark:]
        if node.block is None or len(node.children) < 2 or len(mine) != 1:
            return
        last = node.children[-1]
        if last.children or last.block is None or mine[0].whole is not last.block.whole:
            return
        owners_stand_apart = any(_is_label_line(b) or _bare_annotation(b) for b in last.more)
        if not owners_stand_apart or annotations_in(last.text):
            return
        draft = Draft(node.block.passage, node.block.whole, path, numbered=True, sure=False)
        draft.add(node.block.passage)
        for child in node.children:
            if child.block is not None:
                draft.add(child.block.passage)
        draft.give(mine[0].owners, mine[0].last or last.block.passage)
        draft.sources = mine[0].sources
        self.drafts[mark:] = [draft]

    def _share_with_children(self, node: Node, path: tuple[str, ...], mark: int) -> None:
        """二、城市管理（责任单位：县城管局）, 1.…, 2.…: an owner label at a section title, in brackets or on a line
        before its items, counts for every item; the title is no task. Where items have owners of their own nothing
        is shared. （县城管局牵头） behind a title is no label but makes the title itself a task."""
        if node.block is None or len(node.children) < 2 or node.rank > 3:
            return
        found = annotations_in(node.text)
        title = (
            node.block.passage[: found[0].start].tight().text if found else node.block.passage.tight().text
        )
        if len(title) > 24 or re.search(r"[。，；]", title.rstrip("。；")):
            return
        if any(not (_is_label_line(b) or _bare_annotation(b)) for b in node.more):
            return
        stated = any(_gives_owner(b) for b in node.more) or any(
            labels_in(node.text[a.start + 1 : a.end]) for a in found
        )
        mine = self.drafts[mark:]
        own = [d for d in mine if d.whole is node.block.whole and stated]
        if len(own) != 1 or any(d.owners.names_somebody for d in mine if d is not own[0]):
            return
        here = (*path, heading_title(title))
        shared: list[Draft] = []
        for child in node.children:
            for each in child.walk():
                if each.block is None or each.children:
                    continue
                draft = next((d for d in mine if d.whole is each.block.whole), None)
                if draft is None:
                    draft = Draft(
                        each.block.passage, each.block.whole, here, [each.block.passage], numbered=True
                    )
                draft.path, draft.marked = here, True
                draft.sources.extend(own[0].sources)
                given = own[0].owners if not draft.owners else replace(own[0].owners, times=())
                draft.owners = draft.owners.joined(given)
                shared.append(draft)
        self.drafts[mark:] = shared

    # -------------------------------------------------------------- tables

    def _table(self, block: TableBlock, path: tuple[str, ...]) -> None:
        if block.table is None:
            return
        for row in block.table.rows:
            draft = row_draft(row, block.table.columns, (*path, *((self.topic,) if self.topic else ())))
            if draft is not None:
                self.drafts.append(draft)


def _only_named(draft: Draft) -> bool:
    return (
        draft.numbered and draft.closed and not draft.said_under
        and len(draft.parts) == 1 and is_bare_title(draft.start.text)
    )  # fmt: skip


def _is_label_line(block: Block) -> bool:
    if block.marker is not None:
        return False
    label = label_at_start(block.text)
    return label is not None and (label.role in _OWNER_ROLES or label.role in (Role.TASK, Role.OTHER))


def _is_sentence(text: str) -> bool:
    return len(text) > 12 or (len(text) > 5 and text.endswith(("。", "；")))


def _gives_owner(block: Block) -> bool:
    """A label line with the names of owners behind it."""
    label = label_at_start(block.text)
    return block.marker is None and label is not None and label.role in (Role.LEAD, Role.DUTY)


def _label_follows(block: Block | None) -> bool:
    if block is None or isinstance(block, TableBlock) or block.marker is not None:
        return False
    label = label_at_start(block.text)
    return (label is not None and label.role in _OWNER_ROLES) or bool(_bare_annotation(block))


def _bare_annotation(block: Block) -> Owners | None:
    """A line that is nothing but an owner annotation."""
    text = block.text.strip().rstrip("。；;")
    if not re.match(r"[（(【\[].*[)）】\]]$", text):
        return None
    found = annotations_in(text)
    if len(found) == 1 and found[0].start == 0 and found[0].end >= len(text):
        return found[0].owners
    return None


def owned_drafts(root: Node, setting: Setting) -> list[Draft]:
    """All tasks of a paper that names owners."""
    return OwnedReader(setting).read(root)


def grouped_by_unit(root: Node) -> Iterator[Draft]:
    """按单位分列: tasks listed under headings that are the names of units."""
    for node in root.walk():
        if node.block is None or node.children or not node.ancestors():
            continue
        parent = node.ancestors()[-1]
        title = heading_title(parent.text)
        units = split_units(title)
        if units and len(title) <= 40 and all(surely_unit(u) for u in units) and not is_title(title):
            path = tuple(heading_title(a.text) for a in node.ancestors())
            draft = Draft(
                node.block.passage,
                node.block.whole,
                path,
                [node.block.passage],
                Owners(duty=units),
                numbered=True,
            )
            draft.sources.extend([parent.block.passage] if parent.block else [])
            yield draft
