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
    is_title,
    sets_no_tasks,
)
from shuniu.matters.reading.handing import bound_in_parts
from shuniu.matters.reading.labels import label_at_start
from shuniu.matters.reading.outline import Block, Node
from shuniu.matters.reading.owners import Owners
from shuniu.matters.reading.persons import persons_in_charge
from shuniu.matters.reading.sentences import (
    body_and_work,
    owners_in_text,
    unit_in_title,
    unit_of_line,
)
from shuniu.matters.reading.text import Passage
from shuniu.matters.reading.units import is_collective, split_units, surely_unit


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
    found: list[Draft] = []
    closing: list[Node] = []
    for node in leaves:
        if node.block is None:
            continue
        path, title = titles(node), heading_title(node.text)
        demands = bool(_ASKS.search(node.text)) and _demands(node.text, setting)
        if any(map(sets_no_tasks, path)) or (sets_no_tasks(title) and not demands):
            continue
        if is_mere_heading(title) and not demands:
            continue
        if any(map(is_closing, path)):
            closing.append(node)
            if not demands:
                continue
        if not path and is_closing(title) and node is leaves[-1] and len(leaves) > 2:
            continue
        found.extend(_of_item(node, path))
    # 有关要求 are general demands, unless a paper says only there what is to be done
    if len(found) <= len(closing):
        own = [node for node in closing if _names_a_body(node.text) or _demands(node.text, setting)]
        found = [draft for node in own for draft in _of_item(node, titles(node))] or found
    yield from found
    if not leaves:
        bound = _duty_lines(root.more)
        yield from _of_bodies(bound, ()) if bound else _unnumbered_demands(root.more, setting)


def _of_item(node: Node, path: tuple[str, ...]) -> Iterator[Draft]:
    """A numbered item as a task, or as one for each body listed under it."""
    if node.block is None:
        return
    if under := _duty_lines(node.more):
        title = heading_title(node.text)
        yield from _of_bodies(under, (*path, title) if title else path)
        return
    title = heading_title(node.text)
    if (units := split_units(title)) and all(map(surely_unit, units)) and node.more and len(title) <= 40:
        # 一、水利局, and below it what it has to do
        work = _content(node)[1:]
        if work and not is_title(title):
            draft = Draft(work[0], node.block.whole, (*path, title), work, Owners(duty=units), numbered=True)
            draft.sources.append(node.block.passage)
            yield draft
            return
    content = _content(node)
    if is_bare_title(node.text) and not _below(node) and len(content) > 1:
        handed = [
            _part_draft(part[a:b].stripped(" ；，。"), (*path, heading_title(node.text)), owners)
            for part in content[1:]
            for a, b, owners in bound_in_parts(part.text)
        ]
        if len(handed) >= 2:
            yield from handed
            return
    draft = Draft(node.block.passage, node.block.whole, path, numbered=True, sure=False)
    for part in content:
        draft.add(part)
    draft.owners = unit_in_title(draft.text) or owners_in_text(draft.lines)
    yield draft


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
        name, work = body_and_work(block.passage)
        draft = Draft(work, block.whole, (*path, name), [work], owners, numbered=True)
        draft.sources.append(block.passage)
        yield draft


def _names_a_body(text: str) -> bool:
    owners = owners_in_text(text)
    return any(not is_collective(unit) for unit in owners.lead + owners.duty)


_ASKS = re.compile(r"请|要|须|务必|应(?![急用对届])|报[送县市区镇局]|[前内][^，。；]{0,6}[报送交]")


def _demands(text: str, setting: Setting) -> bool:
    """Whether a sentence asks for something by a day (请于6月20日前…)."""
    due = setting.in_words(text)
    return bool((due.date or due.recurring) and (_ASKS.search(text) or _names_a_body(text)))


def _unnumbered_demands(blocks: list[Block], setting: Setting) -> Iterator[Draft]:
    """What a paper without numbers asks of somebody by a day; where it gives one body after the other its work, each
    is a task of its own."""
    said = [
        block.passage[label.end :].stripped() if (label := label_at_start(block.text)) else block.passage
        for block in blocks
    ]
    firm = [len(words) >= 12 and _demands(words.tight().text, setting) for words in said]
    for block, words, sets_a_day in zip(blocks, said, firm, strict=True):
        # beside several demands with a day, what a body is given without one is work too
        parts = bound_in_parts(words.text)
        asked = len(parts) >= 2 and _ASKED.match(words.text[parts[0][0] :])
        if not sets_a_day and not (any(firm) and _hands_over(words.text)) and not asked:
            continue
        for start, end, owners in parts:
            yield _part_draft(words[start:end].stripped(" ；，。"), (), owners)
        if not parts:
            draft = Draft(words, words if words is not block.passage else block.whole, sure=False)
            draft.add(words)
            draft.owners = owners_in_text(words.tight().text)
            yield draft


_ASKED = re.compile(r"请(?!示)|由|责成")


def _hands_over(text: str) -> bool:
    return bool(re.search(r"[，。；：问题]?(?:由|请|责成)|要|负责|每[月周季]", text)) and _names_a_body(text)


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
        if _ATTENDANCE.match(text) or (not numbered and is_title(text)):
            continue
        for draft in _resolved(start, whole_passage, path, parts, numbered):
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
    for draft in _without_calls_to_all(drafts, setting):
        if not draft.owners.names_somebody and not unit_named:
            if len(draft.parts) == 1 and (handed := bound_in_parts(draft.parts[0].text, persons=True)):
                for begin, end, owners in handed:
                    part = _part_draft(draft.parts[0][begin:end].stripped(" ；，。"), draft.path, owners)
                    part.numbered = draft.numbered
                    yield part
                continue
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


def _without_calls_to_all(drafts: list[Draft], setting: Setting) -> list[Draft]:
    """各单位要压实责任: in minutes that give named bodies their work in running text, what everybody shall do without a
    day is a closing demand."""
    named = [d for d in drafts if any(not is_collective(u) for u in d.owners.lead + d.owners.duty)]
    if not named:
        return drafts
    return [
        draft
        for draft in drafts
        if draft.numbered or draft in named or (due := setting.in_words(draft.text)).date or due.recurring
    ]


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
    start: Passage, whole: Passage, path: tuple[str, ...], parts: list[Passage], numbered: bool
) -> list[Draft]:
    """One point, or several where parts of it are handed to different owners."""
    owners = Owners()
    for part in parts:
        for annotation in annotations_in(part.text):
            owners = owners.joined(annotation.owners)
        for run in inline_labels(part.text):
            owners = owners.joined(run.owners)
    if not owners.names_somebody:
        if len(parts) == 1:
            runs_in = numbered and start.places[0] - whole.places[0] < 8
            if not runs_in and (handed := bound_in_parts(parts[0].text)):
                return [_part_draft(parts[0][a:b].stripped(" ；，。"), path, said) for a, b, said in handed]
        said = "\n".join(p.tight().text for p in parts)
        owners = owners.joined(unit_of_line(said))
        if not owners.names_somebody:
            owners = owners.joined(owners_in_text(said, minutes=True))
    draft = Draft(start, whole, path, list(parts), owners, sure=False)
    draft.last = parts[-1] if parts else None
    return [draft]


def _part_draft(part: Passage, path: tuple[str, ...], owners: Owners) -> Draft:
    return Draft(part, part, path, [part], owners, sure=False)
