"""编码: bytes of plain text into characters, for the encodings that offices really send."""

from __future__ import annotations

import codecs

_CONTROL = {*range(9), 11, *range(14, 27), *range(28, 32), 127}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, *, declared: str = "", partial: bool = False) -> str | None:
    """The text of `data`, or None when it is no text at all.

    Tried in this order: byte order mark, what was declared, UTF-16 without a mark, UTF-8, GB 18030, Big5.
    `partial` says that the bytes were cut somewhere and the last character may be half.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as_text(data[len(mark) :], encoding, partial)
    candidates = [declared] if declared else []
    if guess := _wide(data):
        candidates.append(guess)
    candidates += ["utf-8", "gb18030", "big5hkscs"]
    for encoding in candidates:
        text = _as_text(data, encoding, partial)
        if text is not None and not (encoding == "utf-8" and looks_misread(text)):
            return text
    return _as_text(data, "utf-8", partial)


def looks_misread(text: str) -> bool:
    """Few GBK characters are sometimes valid UTF-8 by chance ("通知" becomes "֪ͨ"): letters of scripts no office here uses."""
    foreign = sum(1 for char in text if "\u0080" <= char < "\u2000" and char not in "·×°±§÷")
    chinese = sum(1 for char in text if char >= "\u2e80")
    return foreign > chinese


def _wide(data: bytes) -> str:
    """UTF-16 without a mark shows in the zero bytes of spaces, digits and line ends."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > even and odd * 20 >= len(sample) // 2:
        return "utf-16-le"
    if even > odd and even * 20 >= len(sample) // 2:
        return "utf-16-be"
    return ""


def _as_text(data: bytes, encoding: str, partial: bool) -> str | None:
    try:
        if not codecs.lookup(encoding)._is_text_encoding:  # a header may name "hex" or "zlib"
            return None
        text = codecs.getincrementaldecoder(encoding)("strict").decode(data, final=not partial)
    except (UnicodeError, LookupError, ValueError, TypeError, AttributeError):
        return None
    controls = sum(1 for char in text[:20_000] if ord(char) in _CONTROL)
    return text if controls * 200 <= min(len(text), 20_000) else None
