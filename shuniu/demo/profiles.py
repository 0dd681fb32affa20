"""两种办公室: who registers, whose desk, who checks, and how much of what comes in; for the county and the small unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuniu.demo import words

# How many of each kind in twelve months of the papers (product §16.6); the county keeps about three of ten of them.
_COUNTY_AMOUNTS = {
    "circular": 620, "telegram": 44, "reading": 480, "request": 520, "report": 300, "letter": 330, "opinions": 210,
    "figures": 260, "meeting_above": 240, "higher_remark": 40, "disclosure": 20, "media": 22, "instruction": 210,
    "oral": 240, "minute_item": 590, "inspection": 60, "visit": 260, "meeting": 182, "suggestion": 96,
    "proposal": 50, "hotline": 1150, "petition": 96, "letter_to_head": 180, "incident": 14, "brief": 640,
    "service": 940, "duty": 60, "activity": 30, "recurring": 156, "found": 60, "feedback": 11, "expiring": 24,
}  # fmt: skip

# 一周八件: it must be pleasant with eight documents a week as well (product §16.7).
_SMALL_AMOUNTS = {
    "circular": 40, "reading": 60, "request": 30, "report": 30, "letter": 24, "opinions": 10, "figures": 30,
    "oral": 40, "minute_item": 30, "visit": 20, "meeting": 12, "letter_to_head": 10, "service": 60, "activity": 12,
    "recurring": 24, "expiring": 6, "found": 6,
}  # fmt: skip


@dataclass(frozen=True)
class Profile:
    """办公室的样子: names here are those of its own people and bodies."""

    amounts: dict[str, int]
    divisions: tuple[str, ...]
    leaders: dict[str, str]
    registrar: dict[str, str]
    clerk: str
    desks: dict[str, tuple[str, ...]]
    office: str
    placers: tuple[str, ...]
    checkers: tuple[str, ...]
    townships: bool = True
    leaver: str = ""
    leaves: date = date.max

    def desk(self, name: str) -> str:
        """The body that has the desk called so; a small office has one for all."""
        return name if name in self.desks or name in self.divisions else self.office


COUNTY = Profile(
    amounts=_COUNTY_AMOUNTS,
    divisions=tuple(name for name in words.TOPICS if name not in words.SMALL_DIVISIONS),
    leaders={"陆怀远": "陆县长", "沈知行": "沈县长", "顾青禾": "顾县长", "秦砚": "秦县长", "温若兰": "温县长", "霍正川": "霍县长",
             "裴子衡": "裴县长"},
    registrar={
        "hotline": "罗宁", "petition": "宋词", "letter_to_head": "罗宁", "service": "马骁", "incident": "石磊",
        "media": "石磊", "inspection": "石磊", "figures": "丁香", "brief": "丁香", "disclosure": "丁香",
        "meeting": "叶知秋", "minute_item": "叶知秋", "meeting_above": "白露", "visit": "马骁", "duty": "程刚",
        "activity": "夏禾", "recurring": "江一帆", "suggestion": "罗宁", "proposal": "罗宁", "instruction": "宋词",
        "oral": "唐思齐", "found": "江一帆", "feedback": "田野", "expiring": "李桂兰",
    },
    clerk="梁静",
    desks={
        "文电科": ("梁静", "苏晚晴", "郭守成"), "综合科": ("方一鸣", "唐思齐", "许墨"), "会务科": ("白露", "叶知秋", "邵峰"),
        "督查室": ("江一帆", "宋词", "罗宁"), "信息科": ("丁香",), "总值班室": ("程刚", "石磊", "田野"),
        "行政科": ("马骁", "李桂兰", "钱静"), "人事党建科": ("尹琳", "夏禾"),
    },
    office="综合科",
    placers=("何文静", "吴安澜", "梁静", "苏晚晴", "赵启明"),
    checkers=("吴安澜", "何文静", "林致远", "周谨言", "赵启明"),
    leaver="许墨",
    leaves=date(2026, 3, 20),
)  # fmt: skip

SMALL = Profile(
    amounts=_SMALL_AMOUNTS,
    divisions=words.SMALL_DIVISIONS,
    leaders={"裴子衡": "裴指挥长", "高远": "高副指挥长", "卢青": "卢副指挥长"},
    registrar={"service": "何必", "visit": "何必", "activity": "周围", "expiring": "何必"},
    clerk="钱小川",
    desks={"办公室": ("钱小川", "何必", "李想", "周围", "赵明珠")},
    office="办公室",
    placers=("赵明珠", "钱小川"),
    checkers=("赵明珠",),
    townships=False,
)
