"""口气交办: tasks of papers without owner annotations — notices by their numbers, minutes by what was resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.matters.reading.annotations import annotations_in, inline_labels
from shuniu.matters.reading.drafts import Draft, Setting
from shuniu.matters.reading.form import (
    ends_tasks,
    heading_title,
    is_bare_title,
    is_closing,
    is_mere_heading,
    sets_no_tasks,
)
from shuniu.matters.reading.outline import Block, Node
from shuniu.matters.reading.owners import Owners
from shuniu.matters.reading.sentences import (
    handed_in_parts,
    owners_in_text,
    persons_in_charge,
    unit_in_title,
    unit_of_line,
)
from shuniu.matters.reading.text import Passage


def titles(node: Node) -> tuple[str, ...]:
    return tuple(title for title in (heading_title(a.text) for a in node.ancestors()) if title)


_SLIGHT = (
    7  # 一是 and bullets divide the words of an item, they make no items of their own beside real numbers
)


def leaves_of(root: Node) -> list[Node]:
    """The smallest numbered items; 一是 and bullets only in a paper that has no other numbers."""
    nodes = [node for node in root.walk() if node.block is not None]
    real = [node for node in nodes if node.rank < _SLIGHT]
    if not real:
        return [node for node in nodes if not node.children]
    return [node for node in real if all(child.rank >= _SLIGHT for child in node.children)]


def _below(node: Node) -> list[Passage]:
    """What 一是 and bullets say under an item."""
    return [
        b.passage
        for child in node.children
        for each in child.walk()
        for b in ([each.block] if each.block else []) + each.more
        if not ends_tasks(b.text)
    ]


def _content(node: Node) -> list[Passage]:
    """The words of an item: its line and, if that is only a title, the paragraphs under it."""
    parts = [node.block.passage] if node.block else []
    parts += _below(node)
    title_only = node.block is not None and not re.search(r"[。；！].|[。；！]$", node.block.text)
    if title_only or (node.block is not None and len(node.block.text) <= 20):
        for block in node.more:
            if ends_tasks(block.text):
                break
            parts.append(block.passage)
    return parts


def notice_drafts(root: Node, setting: Setting) -> Iterator[Draft]:
    """公文无责任人: every smallest numbered item of a task section is a task; so is an unnumbered demand with a date
    in a paper that has no numbers at all."""
    leaves = leaves_of(root)
    for node in leaves:
        if node.block is None:
            continue
        path = titles(node)
        if any(sets_no_tasks(title) or is_closing(title) for title in path) or sets_no_tasks(
            heading_title(node.text)
        ):
            continue
        if is_mere_heading(heading_title(node.text)):
            continue
        if not path and is_closing(heading_title(node.text)) and node is leaves[-1] and len(leaves) > 2:
            continue
        under = _duty_lines(node.more)
        if under:
            title = heading_title(node.text)
            yield from _of_bodies(under, (*path, title) if title else path)
            continue
        draft = Draft(node.block.passage, node.block.whole, path, numbered=True, sure=False)
        for part in _content(node):
            draft.add(part)
        draft.owners = unit_in_title(draft.text) or owners_in_text(draft.lines)
        yield draft
    if not leaves:
        bound = _duty_lines(root.more)
        yield from _of_bodies(bound, ()) if bound else _unnumbered_demands(root.more, setting)


def _duty_lines(blocks: list[Block]) -> list[tuple[Block, Owners]]:
    """部门职责: unnumbered lines that begin with the body they bind (县公安局：负责…). One alone may be an address
    line (县公安局：) or a quotation, two are a list."""
    found = [
        (block, owners)
        for block in blocks
        if block.marker is None
        and len(block.text) > 12
        and not ends_tasks(block.text)
        and (owners := unit_of_line(block.passage.tight().text)).names_somebody
    ]
    return found if len(found) >= 2 else []


def _of_bodies(lines: list[tuple[Block, Owners]], path: tuple[str, ...]) -> Iterator[Draft]:
    for block, owners in lines:
        yield Draft(block.passage, block.whole, path, [block.passage], owners, numbered=True)


def _unnumbered_demands(blocks: list[Block], setting: Setting) -> Iterator[Draft]:
    for block in blocks:
        text = block.passage.tight().text
        if len(text) < 12 or not re.search(r"请|要|须|务必|应当", text):
            continue
        if setting.in_words(text).date:
            draft = Draft(block.passage, block.whole, sure=False)
            draft.add(block.passage)
            draft.owners = owners_in_text(text)
            yield draft


# ------------------------------------------------------------------ minutes

_ONLY_TALK = re.compile(r"学习(?:了|习近平|贯彻|传达)|传达学习|集体学习|传达了|领学|会前学法")
_ATTENDANCE = re.compile(r"^(?:出席|列席|参加|主持|记录|缺席|请假|时间|地点|参会)[^，。]{0,6}[：:]")


def minutes_drafts(root: Node, setting: Setting) -> Iterator[Draft]:
    """会议纪要: only resolved points with somebody to chase, or with a day. What was heard, held or studied is none."""
    whole = "".join(b.text for node in root.walk() for b in ([node.block] if node.block else []) + node.more)
    unit_named = False
    drafts: list[Draft] = []
    points = list(_points(root))
    for start, whole_passage, path, parts, numbered in points:
        text = "".join(p.tight().text for p in parts)
        if _ATTENDANCE.match(text):
            continue
        for draft in _resolved(start, whole_passage, path, parts, text):
            draft.numbered = numbered
            due = setting.in_words(draft.text)
            if draft.owners.names_somebody:
                unit_named = True
            elif not due.date and not persons_in_charge(draft.text):
                continue
            charged = re.search(r"(?:由|责成|请)[^，。]{2,30}|牵头|负责|督办", draft.text)
            if _ONLY_TALK.search(draft.text[:60]) and not charged and not due.date:
                continue  # what everybody has to learn from a speech is nobody's task
            drafts.append(draft)
    for draft in drafts:
        if not draft.owners.names_somebody and not unit_named:
            draft.owners = draft.owners.joined(Owners(duty=persons_in_charge(draft.text)))
        due = setting.in_words(draft.text)
        if draft.owners.names_somebody or due.date:
            yield draft
    if not drafts and whole:
        for start, whole_passage, path, parts, numbered in points:
            text = "".join(p.tight().text for p in parts)
            if (
                numbered
                and re.search(r"会议(?:一致|研究|原则)?(?:决定|议定|同意|确定)|研究决定|原则同意", text)
                and not _ONLY_TALK.search(text[:60])
            ):
                draft = Draft(start, whole_passage, path, list(parts), numbered=True, sure=False)
                yield draft


def _points(root: Node) -> Iterator[tuple[Passage, Passage, tuple[str, ...], list[Passage], bool]]:
    """The numbered items of the minutes; of unnumbered ones, the paragraphs."""
    leaves = set(map(id, leaves_of(root)))
    for node in root.walk():
        if node.block is not None and node.rank >= _SLIGHT and id(node) not in leaves:
            continue
        if node.block is not None and id(node) in leaves:
            more = [b for b in node.more if not ends_tasks(b.text)]
            if re.search(r"[。；].*[。；]|[。；]$", node.text):
                # what 会议 demands of everybody at the end belongs to no point
                more = [b for b in more if not re.match(r"会议|最后|与会", b.text)]
            if more and is_bare_title(node.text) and len(more[0].text) > 12:
                # the name of the topic on its own line; what was said of it stands below
                yield (
                    more[0].passage,
                    node.block.whole,
                    (*titles(node), heading_title(node.text)),
                    [*(b.passage for b in more), *_below(node)],
                    True,
                )
            else:
                yield (
                    node.block.passage,
                    node.block.whole,
                    titles(node),
                    [node.block.passage, *(b.passage for b in more), *_below(node)],
                    True,
                )
        elif node.block is None and leaves:
            continue  # what stands before the first point tells who met when
        elif node.block is not None or node.children or node.more:
            for block in ([node.block] if node.block is not None and len(node.text) > 40 else []) + node.more:
                if not ends_tasks(block.text):
                    yield block.passage, block.whole, titles(node), [block.passage], False


def _resolved(
    start: Passage, whole: Passage, path: tuple[str, ...], parts: list[Passage], text: str
) -> list[Draft]:
    """One point, or several where parts of it are handed to different owners."""
    owners = Owners()
    for part in parts:
        for annotation in annotations_in(part.text):
            owners = owners.joined(annotation.owners)
        for run in inline_labels(part.text):
            owners = owners.joined(run.owners)
    if not owners.names_somebody:
        if len(parts) == 1 and (handed := handed_in_parts(parts[0].text)):
            return [_part_draft(parts[0][a:b].stripped(" ；，。"), path, said) for a, b, said in handed]
        owners = owners.joined(owners_in_text("\n".join(p.tight().text for p in parts), minutes=True))
    draft = Draft(start, whole, path, list(parts), owners, sure=False)
    draft.last = parts[-1] if parts else None
    return [draft]


def _part_draft(part: Passage, path: tuple[str, ...], owners: Owners) -> Draft:
    return Draft(part, part, path, [part], owners, sure=False)
