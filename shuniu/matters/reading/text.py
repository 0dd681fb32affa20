"""The text of a paper made readable: one width, one script, no converter's noise, every character traceable.

A web copy of an official document mixes half and full width, traditional and simplified characters, pinyin that a
converter left in brackets, and invisible spaces. `normalise` irons this out without losing the place: every character
that remains stands for exactly one character of the original. What is furniture of a web page is not decided here;
that needs the document's form and is left to the steps that read it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from opencc import OpenCC

from shuniu.matters.reading.shapes import Span

# Punctuation that web copies print half-width; between digits it is a decimal point, a thousand or a clock time.
_WIDE = {
    "(": "（",
    ")": "）",
    ",": "，",
    ":": "：",
    ";": "；",
    "?": "？",
    "!": "！",
    "~": "～",
    "{": "【",
    "}": "】",
    "〖": "【",
    "〗": "】",
}
_KEPT_BETWEEN_DIGITS = {",", ":"}
_LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_ENTITY = re.compile(r"&(?:nbsp|emsp|ensp|#160|#12288);", re.I)
_TONED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňɡ"
_TONED_PINYIN = re.compile(rf"\s?[（(]\s?(?=[a-zü]*[{_TONED}])[a-zü{_TONED}]{{1,8}}\s?[)）]\s?", re.I)
_ANY_PINYIN = re.compile(rf"\s?[（(]\s?[a-zü{_TONED}]{{1,6}}\s?[)）]")
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"


class Passage:
    """一段文字: a string whose every character knows its place in the original; sliced and joined like a string."""

    __slots__ = ("places", "text")

    def __init__(self, text: str, places: tuple[int, ...]):
        self.text = text
        self.places = places

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __repr__(self) -> str:
        return f"Passage({self.text!r})"

    def __getitem__(self, part: slice) -> Passage:
        return Passage(self.text[part], self.places[part])

    def __add__(self, other: Passage) -> Passage:
        return Passage(self.text + other.text, self.places + other.places)

    @classmethod
    def joined(cls, parts: Iterable[Passage]) -> Passage:
        parts = list(parts)
        return cls("".join(p.text for p in parts), tuple(place for p in parts for place in p.places))

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The place in the original of characters `start` to `end` (exclusive); an empty piece has an empty span."""
        places = self.places[start:end]
        if not places:
            at = self.places[-1] + 1 if self.places else 0
            return Span(at, at)
        return Span(places[0], places[-1] + 1)

    def stripped(self, characters: str | None = None) -> Passage:
        text = self.text.lstrip(characters)
        start = len(self.text) - len(text)
        return self[start : start + len(text.rstrip(characters))]

    def tight(self) -> Passage:
        """Without any white space: Chinese needs none, and copies put it where they like."""
        keep = [i for i, character in enumerate(self.text) if not character.isspace()]
        if len(keep) == len(self.text):
            return self
        return Passage("".join(self.text[i] for i in keep), tuple(self.places[i] for i in keep))

    def split(self, pattern: re.Pattern[str]) -> list[Passage]:
        """The pieces between the matches of `pattern`, empty ones included."""
        pieces, start = [], 0
        for match in pattern.finditer(self.text):
            pieces.append(self[start : match.start()])
            start = match.end()
        pieces.append(self[start:])
        return pieces


@dataclass(frozen=True)
class Page:
    """A cleaned document: its lines (trimmed, empty ones left out) and the original they came from."""

    original: str
    lines: tuple[Passage, ...]

    @cached_property
    def text(self) -> str:
        """The cleaned lines, one a line; for searching. For places use `whole`."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def whole(self) -> Passage:
        """All lines in one passage, with a line end (placed just behind its line) between them."""
        parts: list[Passage] = []
        for number, line in enumerate(self.lines):
            if number:
                parts.append(Passage("\n", (self.lines[number - 1].places[-1] + 1,)))
            parts.append(line)
        return Passage.joined(parts)

    @cached_property
    def paragraphs(self) -> tuple[Passage, ...]:
        """Lines with those put together that a copy broke in mid-sentence (the page ended, not the thought)."""
        return tuple(join_broken(self.lines))


def normalise(text: str) -> Page:
    """Clean `text` as found and keep the way back to it."""
    return Page(original=text, lines=tuple(_lines(text)))


def _lines(text: str) -> Iterator[Passage]:
    pinyin = _ANY_PINYIN if _TONED_PINYIN.search(text) else None
    start = 0
    for match in [*_LINE_ENDS.finditer(text), None]:
        end = match.start() if match else len(text)
        line = _clean_line(text[start:end], start, pinyin)
        if line:
            yield line
        start = match.end() if match else len(text)


def _clean_line(raw: str, offset: int, pinyin: re.Pattern[str] | None) -> Passage:
    dropped: set[int] = set()
    for match in _ENTITY.finditer(raw):
        dropped.update(range(match.start() + 1, match.end()))
    if pinyin:
        for match in pinyin.finditer(raw):
            if match.start() and re.match(f"[{HAN}]", raw[match.start() - 1]):
                dropped.update(range(*match.span()))
    characters: list[str] = []
    places: list[int] = []
    for i, raw_character in enumerate(raw):
        if i in dropped:
            continue
        character = " " if raw_character == "&" and i + 1 in dropped else _plain(raw_character)
        if character in _WIDE and not (character in _KEPT_BETWEEN_DIGITS and _between_digits(raw, i)):
            character = _WIDE[character]
        if character:
            characters.append(character)
            places.append(offset + i)
    words = _SUN_MISREAD.sub("日", _simplified("".join(characters)))
    return _without_loose_spaces(Passage(words, tuple(places)).stripped())


_SUN_MISREAD = re.compile(r"(?<=\d)曰")  # a recogniser takes 日 for 曰


_LOOSE_SPACE = re.compile(
    r" +(?=[：，。；、）》】！？])|(?<=\d) +(?=[年月日])|(?<=[年月]) +(?=\d)|(?<=\d) +(?=[.．]\s*[\u4e00-\u9fff“])|(?<=[（《【]) +|(?<=：) +(?!\d{1,3}[.、）]|[一二三四五六七八九十]{1,3}[、是]|（)"
)


def _without_loose_spaces(line: Passage) -> Passage:
    """Without the spaces a converter puts beside punctuation; those between words and tabs stay."""
    if not _LOOSE_SPACE.search(line.text):
        return line
    return Passage.joined(line.split(_LOOSE_SPACE))


def _between_digits(raw: str, i: int) -> bool:
    return 0 < i < len(raw) - 1 and raw[i - 1].isdigit() and raw[i + 1].isdigit()


@lru_cache(maxsize=20_000)
def _plain(character: str) -> str:
    """One character for one: width folded, odd spaces made plain, invisible ones dropped ("")."""
    if character == "\t":
        return "\t"
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Cs", "Co") or "\ufe00" <= character <= "\ufe0f":
        return ""
    if category == "No":  # ① ² ㈠ say more as they are
        return character
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 and not folded.isspace() else character


_to_simplified = OpenCC("t2s")


def _simplified(line: str) -> str:
    """Traditional characters made simplified, never changing the length."""
    changed = _to_simplified.convert(line)
    if len(changed) == len(line):
        return changed
    return "".join(_one_simplified(character) for character in line)


@lru_cache(maxsize=20_000)
def _one_simplified(character: str) -> str:
    changed = _to_simplified.convert(character)
    return changed if len(changed) == 1 else character


# A line that ends so is finished; a line that begins so is a new one.
_FINISHED = re.compile(r"[。！？：；|）”\"】》]$|[\d年月日]$")
_BEGINS = re.compile(
    r"[（]?[一二三四五六七八九十百]{1,4}[、，.．）]|\d{1,3}[.．、）]|[（]\d|第[一二三四五六七八九十百\d]{1,4}[条章节项]|[①-⑳㈠-㈩|★●◆▪■□·—【《<#*]"
    r"|附件|附[：:]|[^，。；]{1,12}："
)


_GAP = re.compile(
    r"(?:(?<=[\u4e00-\u9fff。；！？：，、）】》”\d%×])|(?<=[\u4e00-\u9fff）]\.))\s+(?=[\u4e00-\u9fff（【《“\d①-⑳●◆■★×])"
)
_AWAITS_VALUE = re.compile(
    r"(?:^|[。；，、\s])[\u4e00-\u9fff]{2,8}(?<!如下)(?<!事项)(?<!单位)(?<!部门)：$|(?:责任|牵头|配合|主办|承办|协办)(?:单位|部门)：$"
)
_NUMBER_ALONE = re.compile(r"(?:[（]?(?:\d{1,3}|[一二三四五六七八九十]{1,4})[）]?[.、．]?|[①-⑳●◆■★])$")


def unfolded(lines: Iterable[Passage]) -> list[Passage]:
    """Lines out of a copy that put the whole paper on one line with spaces where the line ends were."""
    lines = list(lines)
    total = sum(map(len, lines))
    done: list[Passage] = []
    for line in lines:
        gaps = len(_GAP.findall(line.text))
        if (
            len(line) < 70
            or len(line) * 10 < total * 7
            or gaps < 3
            or "|" in line.text
            or gaps * 200 < len(line)
        ):
            done.append(line)
            continue
        start = 0
        for gap in _GAP.finditer(line.text):
            piece = line[start : gap.start()]
            if _open_bracket(piece.text):
                continue
            cell = re.fullmatch(r"\d{1,3}|[一二三四五六七八九十]{1,3}", piece.text)
            if not cell and not _NEW_ITEM.match(line.text, gap.end()):
                if _NUMBER_ALONE.match(piece.text) or _AWAITS_VALUE.search(piece.text):
                    continue
            done.append(piece)
            start = gap.end()
        done.append(line[start:])
    return done


def _open_bracket(text: str) -> bool:
    return any(text.count(left) > text.count(right) for left, right in ("《》", "（）", "“”"))


def join_broken(lines: Iterable[Passage]) -> Iterator[Passage]:
    """Lines with those put together that were broken in mid-sentence."""
    lines = list(lines)
    width = _print_width(lines)
    held: Passage | None = None
    last = 0
    for line in lines:
        if held is not None and (
            _runs_on(held.text, line.text)
            or (width and last >= width - 1 and _fills_on(held.text, line.text))
        ):
            held = held + line
        else:
            if held is not None:
                yield held
            held = line
        last = len(line)
    if held is not None:
        yield held


def _print_width(lines: list[Passage]) -> int:
    """The width at which a copy broke every line, as in mails and scans; 0 if it keeps paragraphs on one line."""
    lengths = [len(line) for line in lines if "|" not in line.text]
    longest = max(lengths, default=0)
    full = sum(length >= longest - 1 for length in lengths)
    return longest if 18 <= longest <= 60 and full >= 3 and full * 4 >= len(lengths) else 0


_NEW_ITEM = re.compile(
    r"[（]?[一二三四五六七八九十]{1,4}[、.．）]|\d{1,3}[.、）]|[（]\d|第[一二三四五六七八九十百\d]{1,4}[条章节项]|[①-⑳㈠-㈩★●◆■]"
    r"|(?:牵头|责任|配合|主办|承办|协办|完成|办理|分管|主管)[\u4e00-\u9fff]{0,6}：|附件|[（【](?:牵头|责任|此件)"
)


def _fills_on(before: str, after: str) -> bool:
    """A line as wide as the page goes on below unless its sentence is over or a new item begins there."""
    return not re.search(r"[。！？：；]$", before) and not _NEW_ITEM.match(after)


def _runs_on(before: str, after: str) -> bool:
    """A comma or an open bracket at the end promises more; a full-width line may break anywhere, a short one may not."""
    if _BEGINS.match(after):
        return False
    if before[-1] in "，、（《“〔":
        return True
    if before.count("（") > before.count("）") and "）" in after:
        return True
    return bool(re.match("[，。；、）》”]", after)) and not _FINISHED.search(before)
