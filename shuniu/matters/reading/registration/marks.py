"""紧急程度、密级、抄送: the marks on the head and foot of a paper."""

from __future__ import annotations

import re

from shuniu.matters.reading.text import Passage

_URGENCY = re.compile(
    r"(?:紧急程度|缓急程度|缓急|急缓|发电等级|等级)?\s*[：:]?\s*[（(【]?\s*(特\s*提|特\s*急|加\s*急|平\s*急|急\s*件|平\s*件|急)\s*[）)】]?"
    r"\s*(?:[·•.、\s]\s*明\s*电|明\s*电|件)?\s*"
)
_SECRECY = re.compile(
    r"((?:绝\s*密|机\s*密|秘\s*密)\s*(?:[★☆*＊]\s*(?:\d+\s*(?:年|个?月|天)|[一二三四五六七八九十]{1,3}(?:年|个?月)|长\s*期)?)?)"
)
_CC = re.compile(r"抄(?:\s*[送报发]|(?=\s*[：:]))\s*(?:机关|单位)?\s*[：:]\s*")
_KEPT = re.compile("存档|归档|存|档|留存|存查|本[局委办厅部校院司][^，]{0,6}存档")
_CC_ENDS = re.compile(r"印发|^（共|^共印|^\d+份|^主题词|^附件|^联系")


def urgency_in(passage: Passage, *, alone: bool = True) -> Passage | None:
    """特急, 加急, 急件 as a line of its own; beside number or signer when `alone` is False."""
    if alone:
        match = _URGENCY.fullmatch(passage.text)
        return _one(passage, match)
    for piece in passage.split(re.compile(r"\s{1,}|[|·]")):
        match = _URGENCY.fullmatch(piece.text)
        if match and match[1] != "急":
            return _one(piece, match)
    return None


def _one(passage: Passage, match: re.Match[str] | None) -> Passage | None:
    if not match or len(passage) > 20:
        return None
    return passage[match.start(1) : match.end(1)].tight()


def secrecy_in(passage: Passage) -> Passage | None:
    """秘密★1年 on the head; the word alone must be a line of its own, for texts speak of secrets."""
    text = passage.text
    match = _SECRECY.search(text)
    if not match:
        return None
    mark = passage[match.start(1) : match.end(1)].tight()
    if re.search("[★☆*＊]", mark.text):
        return mark if len(text) < 60 else None
    rest = (text[: match.start(1)] + text[match.end(1) :]).strip(" ：:【】[]（）\t")
    return (
        mark
        if rest in ("", "密级", "特急", "加急", "急件", "秘密等级", "保密等级")
        or re.fullmatch(r"\d{6}", rest)
        else None
    )


def copied_to(rows: list[Passage]) -> list[Passage]:
    """抄送: the bodies behind the word, over as many lines as the list takes."""
    found: list[Passage] = []
    for at, row in enumerate(rows):
        match = _CC.match(row.text)
        if not match:
            continue
        parts = [row[match.end() :]]
        for follower in rows[at + 1 : at + 8]:
            open_end = not parts[-1].text.rstrip() or parts[-1].text.rstrip()[-1:] in "，、；,"
            if (
                _CC_ENDS.search(follower.text)
                or _CC.match(follower.text)
                or not (open_end or _goes_on(parts[-1], follower))
            ):
                break
            parts.append(follower)
        for part in (_without_count(it) for it in _lists(Passage.joined(parts))):
            if part and len(part) < 60 and not _KEPT.fullmatch(part.text):
                found.append(part)
    return found


def _without_count(part: Passage) -> Passage:
    """县政府办公室（1份）: how many copies is not part of the name."""
    count = re.search(r"（\s*(?:各?\s*[\d一二三四五六七八九十两]+\s*份)\s*）$", part.text)
    return part[: count.start()] if count else part


def _goes_on(before: Passage, after: Passage) -> bool:
    return (
        not before.text.rstrip().endswith("。")
        and after.text.rstrip().endswith("。")
        and "，" in after.text
        and len(after) < 120
    )


def _lists(passage: Passage) -> list[Passage]:
    """Split at the stops of a list, not inside brackets."""
    text, pieces, start, depth = passage.text, [], 0, 0
    for at, character in enumerate(text):
        depth += (character == "（") - (character == "）")
        if character in "，、；。," and depth <= 0:
            pieces.append(passage[start:at])
            start = at + 1
            if character == "。":
                return [piece.tight() for piece in pieces]
    pieces.append(passage[start:])
    return [piece.tight() for piece in pieces]
