"""自动编号: the numbers Word shows but does not write ("一、", "（三）", "2."), counted the way Word counts them."""

from __future__ import annotations

import re
from collections import defaultdict

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_PLACEHOLDER = re.compile(r"%(\d)")


class Numbering:
    """The counters of one document. `label_of` must be asked paragraph by paragraph, in order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        self._lists: dict[str, str] = {}
        if root is None:
            return
        abstract = {node.get(f"{W}abstractNumId"): _levels(node) for node in root.iter(f"{W}abstractNum")}
        for node in root.iter(f"{W}num"):
            number, kind = node.get(f"{W}numId", ""), _value(node, "abstractNumId")
            self._levels[number] = dict(abstract.get(kind, {}))
            self._lists[number] = kind
            for override in node.iter(f"{W}lvlOverride"):
                level, start = int(override.get(f"{W}ilvl", "0")), _value(override, "startOverride")
                if start and level in self._levels[number]:
                    form, text, _start = self._levels[number][level]
                    self._levels[number][level] = (form, text, int(start))
                    self._lists[number] = f"{kind}/{number}"

    def learn_styles(self, root: etree._Element | None) -> None:
        """Headings are usually numbered by their style."""
        for style in root.iter(f"{W}style") if root is not None else ():
            if found := _list_of(style.find(f"{W}pPr")):
                self._styles[style.get(f"{W}styleId", "")] = found

    def label_of(self, paragraph: etree._Element) -> str:
        """The number before this paragraph, or an empty string."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ""
        found = _list_of(properties) or self._styles.get(_value(properties, "pStyle"))
        if not found:
            return ""
        number, level = found
        levels = self._levels.get(number, {})
        if level not in levels:
            return ""
        counters = self._counters[self._lists[number]]
        counters[level] = counters.get(level, levels[level][2] - 1) + 1
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]
        form, text, _start = levels[level]
        if form in ("bullet", "none"):
            return ""

        def shown(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            other_form, _text, start = levels.get(other, ("decimal", "", 1))
            return numeral(counters.get(other, start), other_form)

        return _PLACEHOLDER.sub(shown, text)


def numeral(number: int, form: str) -> str:
    """A number in one of Word's forms; unknown forms are Arabic."""
    if form in ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting",
                "taiwaneseCountingThousand", "japaneseDigitalTenThousand"):  # fmt: skip
        return _han(number)
    if form in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return "".join(_FORMAL[int(digit)] for digit in str(number))
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x245F + number)
    if form == "decimalEnclosedParen":
        return f"（{number}）"
    if form == "decimalZero":
        return f"{number:02d}"
    if form == "ideographTraditional":
        return _STEMS[(number - 1) % 10]
    if form == "ideographZodiac":
        return _BRANCHES[(number - 1) % 12]
    if form in ("lowerLetter", "upperLetter") and number >= 1:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 1 <= number < 400:
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    return str(number)


def _han(number: int) -> str:
    if number < 10:
        return _HAN[number] if number else "〇"
    if number < 20:
        return "十" + (_HAN[number % 10] if number % 10 else "")
    if number < 100:
        return _HAN[number // 10] + "十" + (_HAN[number % 10] if number % 10 else "")
    if number < 1000:
        rest = number % 100
        tail = "" if not rest else ("零" + _HAN[rest] if rest < 10 else ("一" if rest < 20 else "") + _han(rest))
        return _HAN[number // 100] + "百" + tail
    return "".join(_HAN[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    out = ""
    for value, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        out, number = out + sign * (number // value), number % value
    return out


def _levels(node: etree._Element) -> dict[int, tuple[str, str, int]]:
    return {
        int(level.get(f"{W}ilvl", "0")): (
            _value(level, "numFmt") or "decimal",
            _value(level, "lvlText"),
            int(_value(level, "start") or "1"),
        )
        for level in node.iter(f"{W}lvl")
    }


def _list_of(properties: etree._Element | None) -> tuple[str, int] | None:
    holder = properties.find(f"{W}numPr") if properties is not None else None
    if holder is None or not (number := _value(holder, "numId")):
        return None
    return (number, int(_value(holder, "ilvl") or "0")) if number != "0" else None


def _value(node: etree._Element, name: str) -> str:
    child = node.find(f"{W}{name}")
    return child.get(f"{W}val", "") if child is not None else ""
