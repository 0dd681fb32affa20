"""A writer of OLE compound files for tests: Outlook mails, Word 97 papers and locked Office files, all invented."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF


@dataclass
class _Entry:
    name: str
    kind: int  # 1 storage, 2 stream, 5 root
    data: bytes = b""
    children: list[_Entry] = field(default_factory=list)
    number: int = 0
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = _END


def compound(tree: dict) -> bytes:
    """The bytes of a compound file. Values are bytes (streams) or dictionaries (storages)."""
    root = _Entry("Root Entry", 5)
    _grow(root, tree)
    entries: list[_Entry] = []
    _number(root, entries)
    for entry in entries:
        entry.child = _balanced(sorted(entry.children, key=lambda e: (len(e.name), e.name.upper())))
    mini, mini_fat = bytearray(), []
    sectors: list[bytes] = []
    fat: list[int] = []
    for entry in entries:
        if entry.kind == 2 and entry.data and len(entry.data) < _CUTOFF:
            entry.start = len(mini_fat)
            count = -(-len(entry.data) // _MINI)
            mini_fat += [*range(entry.start + 1, entry.start + count), _END]
            mini += entry.data.ljust(count * _MINI, b"\0")
        elif entry.kind == 2 and entry.data:
            entry.start = _place(entry.data, sectors, fat)
    root.data = bytes(mini)
    root.start = _place(root.data, sectors, fat) if mini else _END
    mini_start = (
        _place(struct.pack(f"<{len(mini_fat)}I", *mini_fat), sectors, fat, _FREE) if mini_fat else _END
    )
    directory = b"".join(_directory(entry) for entry in entries)
    directory_start = _place(directory, sectors, fat)
    fat_sectors = 1
    while fat_sectors * 128 < len(fat) + fat_sectors:
        fat_sectors += 1
    fat_at = len(fat)
    fat += [_FAT] * fat_sectors
    fat += [_FREE] * (fat_sectors * 128 - len(fat))
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, fat_sectors, directory_start, 0, _CUTOFF,
        mini_start, -(-len(mini_fat) // 128), _END, 0, 0,
    )[:76]  # fmt: skip
    difat = [fat_at + index for index in range(fat_sectors)]
    header += struct.pack("<109I", *(difat + [_FREE] * (109 - len(difat))))
    return header + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def _grow(parent: _Entry, tree: dict) -> None:
    for name, value in tree.items():
        entry = _Entry(name, 1) if isinstance(value, dict) else _Entry(name, 2, value)
        parent.children.append(entry)
        if isinstance(value, dict):
            _grow(entry, value)


def _number(entry: _Entry, entries: list[_Entry]) -> None:
    entry.number = len(entries)
    entries.append(entry)
    for child in entry.children:
        _number(child, entries)


def _balanced(children: list[_Entry]) -> int:
    if not children:
        return _NONE
    middle = len(children) // 2
    children[middle].left = _balanced(children[:middle])
    children[middle].right = _balanced(children[middle + 1 :])
    return children[middle].number


def _place(data: bytes, sectors: list[bytes], fat: list[int], filler: int = 0) -> int:
    start = len(fat)
    pad = b"\xff" if filler == _FREE else b"\0"
    count = -(-len(data) // _SECTOR)
    for index in range(count):
        sectors.append(data[index * _SECTOR : (index + 1) * _SECTOR].ljust(_SECTOR, pad))
    fat += [*range(start + 1, start + count), _END]
    return start


def _directory(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        name, len(name) + 2, entry.kind, 1, entry.left, entry.right, entry.child, b"", 0, 0, 0, entry.start, len(entry.data),
    )  # fmt: skip


def word97(text: str, *, locked: bool = False) -> bytes:
    """The least a Word 97 file needs for its text to be found: a head and a table of pieces."""
    body = text.replace("\n", "\r").encode("utf-16-le")
    head = bytearray(1024)
    struct.pack_into("<HH", head, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", head, 0x0A, 0x0200 | (0x0100 if locked else 0))
    pieces = struct.pack("<III", 0, len(text), 0)[:8] + struct.pack("<HIH", 0, 1024, 0)
    block = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", head, 0x01A2, 0, len(block))
    return compound({"WordDocument": bytes(head) + body, "1Table": block})


def outlook(subject: str, body: str, *, attachments: dict[str, bytes | dict] | None = None) -> bytes:
    """An Outlook mail; an attachment that is a dictionary is a mail inside the mail."""
    return compound(outlook_tree(subject, body, attachments=attachments))


def outlook_tree(
    subject: str, body: str, *, attachments: dict[str, bytes | dict] | None = None, inner: bool = False
) -> dict:
    sent = (1_781_000_000 + 11_644_473_600) * 10_000_000
    properties = b"\0" * (24 if inner else 32) + struct.pack("<IIQ", 0x00390040, 6, sent)
    tree: dict = {
        "__properties_version1.0": properties,
        "__substg1.0_0037001F": subject.encode("utf-16-le"),
        "__substg1.0_1000001F": body.encode("utf-16-le"),
        "__substg1.0_0C1A001F": "王珂".encode("utf-16-le"),
        "__substg1.0_0E04001F": "青岚县人民政府办公室".encode("utf-16-le"),
    }
    for number, (name, content) in enumerate((attachments or {}).items()):
        inside: dict = {
            "__properties_version1.0": b"\0" * 8,
            "__substg1.0_3707001F": name.encode("utf-16-le"),
        }
        if isinstance(content, dict):
            inside["__substg1.0_3701000D"] = content
        else:
            inside["__substg1.0_37010102"] = content
        tree[f"__attach_version1.0_#{number:08X}"] = inside
    return tree
