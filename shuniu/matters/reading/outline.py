"""层次: the numbered skeleton of a document, whatever the copy has done to its lines.

Ranks follow the custom of official papers: 第一章, 一、, （一）, 1., （1）, ①. A copy may hold a whole paper on one line;
then numbers are found inside it, but only where a sentence ends before them and their sequence runs on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from shuniu.clock.time_words import chinese_number
from shuniu.matters.reading.text import Passage

_HAN_NUMBER = "[一二三四五六七八九十百]{1,4}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED_HAN = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"

# (rank, pattern); the number is the first group
_MARKERS: tuple[tuple[int, str], ...] = (
    (0, rf"第({_HAN_NUMBER}|\d{{1,3}})(?:章|部分|篇|编)[\s：:、]*"),
    (1, rf"第({_HAN_NUMBER}|\d{{1,3}})[条节项][\s：:、.]*"),
    (2, rf"({_HAN_NUMBER})\s?[、.．]\s*"),
    (2, rf"({_HAN_NUMBER})，(?=\S{{4}})"),
    (2, rf"第({_HAN_NUMBER})[、，：:]\s*"),
    (3, rf"[（〔]\s?({_HAN_NUMBER})\s?[）〕]\s*[、.．,，]?\s*"),
    (3, rf"({_HAN_NUMBER})[）]\s*"),
    (3, rf"([{_BRACKETED_HAN}])\s*"),
    (4, r"(\d{1,3})\s?[、．]\s*"),
    (4, r"(\d{1,3})\s?[.](?![\d])\s*"),
    (4, r"(\d{1,3})[.](?=(?:19|20)\d\d年|\d{1,2}月(?:\d{1,2}日|[底前上中下]))"),
    (4, r"(\d{1,3})[,，](?=[\u4e00-\u9fff]{2})"),
    (4, rf"([{_DOTTED}])\s*"),
    (
        4,
        rf"(?:重点|具体)?(?:任务|事项|项目|工程|行动|措施|问题|建议|议题|决议|决定)\s?({_HAN_NUMBER}|\d{{1,2}})\s?(?:[：:、.．]\s*|\s(?=[\u4e00-\u9fff]))",
    ),
    (5, r"[（]\s?(\d{1,3})\s?[）]\s*[、.．]?\s*"),
    (5, r"(\d{1,3})[）]\s*"),
    (
        5,
        r"\d{1,2}(?:[.．]\d{1,2}){0,2}[.．](\d{1,2})[、.．]?\s*(?=[\u4e00-\u9fff“《])(?![万亿个倍米平公元分折吨亩千百%％号年月日楼栋所家名人处台套层级期]|立方)",
    ),
    (8, r"([●■◆★▲○◎►➢✓·•◇□▪☆※])\s*"),
    (8, r"([—\-–]{1,2})\s?(?=[\u4e00-\u9fff“《])"),
    (5, rf"([{_BRACKETED}])\s*"),
    (6, rf"([{_CIRCLED}])\s*"),
    (7, r"([一二三四五六七八九十])(?:是(?=[^否不])|要(?=[^求点素件害闻]))\s*"),
)
_AT_START = tuple((rank, re.compile(pattern)) for rank, pattern in _MARKERS)
# Inside a line only the unmistakable ones.
_INSIDE = re.compile(
    rf"(?:(?<=[。！？；：）】\]〕\s”])|(?<=[\u4e00-\u9fff）】]\.)|(?<=[\u4e00-\u9fff]))(?P<mark>(?P<c>{_HAN_NUMBER})、|[（](?P<d>{_HAN_NUMBER})[）][、.]?"
    rf"|(?<!\d)(?P<n>\d{{1,2}})(?:[.．](?!\d|20\d\d年)|[.](?=20\d\d年)|、)|[（](?P<p>\d{{1,2}})[）]|(?P<s>[一二三四五六七八九十])[是要]"
    rf"|(?P<o>[{_CIRCLED}])|第(?P<t>[一二三四五六七八九十])[，、]|(?:任务|事项|行动|工程)(?P<w>[一二三四五六七八九十]{{1,2}})[：:]|(?P<b>[●■◆★▲]|(?<=[。）】〕；])——))\s*(?=[^\s，。；、）])"
)
_INSIDE_RANK = {"c": 2, "d": 3, "n": 4, "p": 5, "s": 7, "o": 6, "t": 2, "w": 4, "b": 8}


@dataclass(frozen=True)
class Marker:
    """编号: what kind of number stands before a piece (its rank) and which."""

    rank: int
    value: int


@dataclass
class Block:
    """A piece of the paper: a numbered item, a paragraph, a label line or a table row, with its own words."""

    passage: Passage
    marker: Marker | None
    whole: Passage
    own_line: bool = True

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass
class Node:
    """A numbered (or, with rank 9, unnumbered) item with what stands under it."""

    block: Block | None
    rank: int
    more: list[Block] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None

    @property
    def text(self) -> str:
        return self.block.text if self.block else ""

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> list[Node]:
        """Outermost first, without the root."""
        chain, node = [], self.parent
        while node is not None and node.block is not None:
            chain.append(node)
            node = node.parent
        return chain[::-1]


def marker_at(text: str) -> tuple[Marker, int] | None:
    """The number a line begins with, and the length of it; None if it begins with words."""
    for rank, pattern in _AT_START:
        match = pattern.match(text)
        if match and match.end() < len(text):
            value = _value(match.group(1))
            if value and not _is_quantity(text, match):
                return Marker(rank, value), match.end()
    return None


def _value(number: str) -> int | None:
    if not number.isalnum() and number not in _CIRCLED + _BRACKETED_HAN + _BRACKETED + _DOTTED:
        return 1
    for signs in (_CIRCLED, _BRACKETED_HAN, _BRACKETED, _DOTTED):
        if number in signs:
            return signs.index(number) + 1
    return chinese_number(number)


def _is_quantity(text: str, match: re.Match[str]) -> bool:
    """3、5月份, 1.5公里: no number of an item; 1.6月20日前 is item 1."""
    if re.match(rf"(?:\d{{1,3}}|{_HAN_NUMBER})\s?[、.．]\s?\d{{1,2}}月(?:\d{{1,2}}日|[底前上中下])", text):
        return False
    return (
        bool(
            re.match(
                r"[\d一二三四五六七八九十]+\s?[、.．，,]\s?[\d一二三四五六七八九十]+(?:月|日|年|号|季度|%|个|万|名|家)",
                text,
            )
        )
        and match.end() < 5
    )


def blocks_of(paragraphs: Iterable[Passage], *, unnumbered_paper: bool = False) -> list[Block]:
    """Each paragraph as one block, or as several where numbers run on inside it. In a paper that has no other
    numbers 一是, 二是 count as such."""
    paragraphs = list(paragraphs)
    total = sum(map(len, paragraphs))
    found: list[Block] = []
    for paragraph in paragraphs:
        # a paragraph that is nearly the whole paper has lost its line ends
        heads = len(re.findall(r"[一二三四五六七八九]、|（[一二三四五六七八九]）", paragraph.text))
        blob = len(paragraph) > 60 and (
            len(paragraph) * 10 > total * 7 or (heads >= 3 and len(paragraph) > 400)
        )
        found.extend(_split_inside(paragraph, unnumbered_paper, blob))
    return _with_damaged_numbers(found)


_DAMAGED = re.compile(r"(\d{1,2})\s?(?=[\u4e00-\u9fff《“])(?![年月日号个项家名万亿户条度级种类批次%％+])")


def _with_damaged_numbers(blocks: list[Block]) -> list[Block]:
    """1推进…, 2建设…, 3开展…: the point behind the number is lost, the sequence is not."""
    _continue_sequence(blocks)
    seen = [
        (i, int(match.group(1)), match.end())
        for i, block in enumerate(blocks)
        if block.marker is None
        and (match := _DAMAGED.match(block.text))
        and len(block.text) > match.end() + 4
    ]
    decimals = any(
        re.match(r"\d{1,2}\.\d{1,2}", b.whole.text) for b in blocks if b.marker and b.marker.rank == 5
    )
    run: list[tuple[int, int, int]] = []
    for entry in [*seen, (-1, -1, -1)]:
        if run and entry[1] == run[-1][1] + 1:
            run.append(entry)
            continue
        owned = len(run) >= 2 and all(_answered_for(blocks, i) for i, _, _ in run)
        if run and run[0][1] == 1 and (len(run) >= 3 or decimals or owned):
            for i, value, length in run:
                old = blocks[i]
                blocks[i] = Block(old.passage[length:].stripped(), Marker(4, value), old.whole, old.own_line)
        run = [entry]
    return blocks


def _continue_sequence(blocks: list[Block]) -> None:
    """5.3号楼病房改造 behind item 4 is item 5, though it looks like a decimal."""
    last = 0
    for i, block in enumerate(blocks):
        if block.marker is not None:
            last = block.marker.value if block.marker.rank == 4 else last if block.marker.rank > 4 else 0
            continue
        match = re.match(r"(\d{1,2})[.、．](?=\d)", block.text)
        if match and last and int(match.group(1)) == last + 1 and len(block.text) > match.end() + 4:
            last += 1
            blocks[i] = Block(block.passage[match.end() :], Marker(4, last), block.whole, block.own_line)


def _answered_for(blocks: list[Block], i: int) -> bool:
    """Whether the block or the line below it says who answers for it."""
    following = blocks[i + 1].text if i + 1 < len(blocks) else ""
    return bool(_OWNER_SIGN.search(blocks[i].text) or _OWNER_SIGN.match(following[:40]))


def has_numbers(paragraphs: Iterable[Passage]) -> bool:
    """Whether any paragraph begins with a number or holds a run of them."""
    return any(marker_at(p.text) is not None or _cuts(p.text) for p in paragraphs)


def _split_inside(paragraph: Passage, unnumbered_paper: bool, blob: bool) -> list[Block]:
    cuts = _cuts(paragraph.text, unnumbered_paper, blob)
    edges = [0, *cuts, len(paragraph)]
    return [
        _block(paragraph[a:b].stripped(), own_line=i == 0)
        for i, (a, b) in enumerate(zip(edges, edges[1:], strict=False))
        if paragraph.text[a:b].strip()
    ]


def _block(piece: Passage, *, own_line: bool) -> Block:
    found = marker_at(piece.text)
    if not found:
        return Block(piece, None, piece, own_line)
    marker, length = found
    return Block(piece[length:].stripped(), marker, piece, own_line)


def _cuts(text: str, unnumbered_paper: bool = False, blob: bool = False) -> list[int]:
    """Where items begin inside a line. A kind of number counts only if its sequence runs on (1, 2, 3 …)."""
    if len(text) < 40:
        return []
    marks: list[tuple[int, int, int]] = []
    for match in _INSIDE.finditer(text):
        kind = next(k for k in _INSIDE_RANK if match.group(k))
        value = _value(match.group(kind))
        if value and not _is_listing(text, match, blob):
            marks.append((match.start("mark"), _INSIDE_RANK[kind], value))
    first = marker_at(text)
    line_rank = first[0].rank if first else 99
    cuts: list[int] = []
    for rank in sorted({rank for _, rank, _ in marks}):
        own = [(at, value) for at, r, value in marks if r == rank]
        begin = first[0].value if first and first[0].rank == rank else 0
        kept = own if rank == 8 else _running(own, begin, text if blob else "")
        if len(kept) + (1 if begin else 0) < (1 if blob and rank <= 4 else 2):
            continue
        if rank == 7 and unnumbered_paper:
            cuts.extend(at for at, _ in kept)
            continue
        if rank == 7 and not _owned_parts(text, [at for at, _ in kept]):
            continue
        if rank > line_rank and not _worth_splitting(text, [at for at, _ in kept], rank, blob):
            continue
        if line_rank == 99 and rank >= 4 and not _worth_splitting(text, [at for at, _ in kept], rank, blob):
            continue
        cuts.extend(at for at, _ in kept)
    return sorted(set(cuts))


def _running(marks: list[tuple[int, int]], begin: int, blob: str = "") -> list[tuple[int, int]]:
    """The marks that continue a sequence: each is one more than the last, or starts again at one. In a `blob` a one
    behind a stop begins a sequence even if the paper breaks off before two."""
    kept: list[tuple[int, int]] = []
    last = begin
    for index, (at, value) in enumerate(marks):
        begins = value == 1 and (
            any(v == 2 for _, v in marks[index + 1 : index + 3])
            or (blob and not _HAN.match(blob[at - 1 : at]))
        )
        if value == last + 1 or begins:
            kept.append((at, value))
            last = value
    return kept


_HAN = re.compile("[\u4e00-\u9fff]")


def _is_listing(text: str, match: re.Match[str], blob: bool) -> bool:
    """Not an item: 第（一）项, 附件1、2, 3、5月, or a number that goes on from a word without a sentence end."""
    start = match.start("mark")
    if re.search(r"(?:第|附件|表|图|至|和|附|上述|前款)\s?$", text[max(0, start - 3) : start]):
        return True
    if re.match(r"[\d一二三四五六七八九十]+、[\d一二三四五六七八九十]+", text[start:]):
        return True
    if not start or not _HAN.match(text[start - 1]):
        return False
    if blob:
        # line ends are lost, so that a title or a unit may touch the next number; the sequence decides
        return bool(match.group("s")) or bool(
            match.group("n") and text[match.end("n")] == "、" and len(text[start:]) < 8
        )
    return not (match.group("c") and re.match(r"[表单案见下责工知]", text[start - 1]))


_OWNER_SIGN = re.compile(
    r"[（(\[【][^（）()]{2,80}(?:负责|牵头|配合|责任单位|落实|完成)[^（）()]{0,30}[）)\]】]|(?:责任|牵头|承办|主办)(?:单位|部门|科室|处室)[：:]|由[^，。；]{2,24}(?:负责|牵头)"
)


def _worth_splitting(text: str, cuts: list[int], rank: int, blob: bool) -> bool:
    """A paragraph that lists (1)…(2)… stays one task unless at least two of its parts have owners of their own, or
    it is a whole paper on one line."""
    return rank <= 3 or blob or len(text) > 600 or _owned_parts(text, cuts)


def _owned_parts(text: str, cuts: list[int]) -> bool:
    edges = [*cuts, len(text)]
    owned = sum(bool(_OWNER_SIGN.search(text[a:b])) for a, b in zip(edges, edges[1:], strict=False))
    return owned >= 2


def tree_of(blocks: Iterable[Block]) -> Node:
    """The blocks under their headings. Unnumbered blocks hang on the item before them."""
    root = Node(None, -1)
    current = root
    for block in blocks:
        if block.marker is None:
            current.more.append(block)
            continue
        rank = block.marker.rank
        while current.rank >= rank and current.parent is not None:
            current = current.parent
        node = Node(block, rank, parent=current)
        current.children.append(node)
        current = node
    return root
