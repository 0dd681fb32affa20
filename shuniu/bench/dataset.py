"""The data set of the benchmark: the same from one seed, on both engines, at any size.

1,000 to 1,000,000 matters over three years with their journal chains, search rows, counters, circulation and papers,
in the proportions that the peers were measured with. Written in bulk past the verbs, with chains that verify.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import random
from bisect import bisect
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction

from shuniu.bench.bulk import Written, insert, loading
from shuniu.files.models import StoredFile
from shuniu.journal.hashing import START, canonical, hash_of
from shuniu.journal.models import Line
from shuniu.matters.choices import State, Visibility
from shuniu.matters.models import Help, Matter, Paper, Reading, SearchText, Serial, Tally
from shuniu.matters.operations.changing import SHARDS
from shuniu.matters.search import pieces, place_of
from shuniu.org.choices import Role
from shuniu.org.models import Account, Division, Person, RoleGrant, Unit

SIZES = {"S": 1_000, "M": 10_000, "L": 100_000, "XL": 1_000_000}
USERS = {"S": 50, "M": 200, "L": 1_000, "XL": 1_000}
DEPARTMENTS = 20
YEARS = 3
CHUNK = 5_000
CONFIDENTIAL = 0.05
WITH_PAPERS = 0.3
NOW = datetime(2026, 6, 11, 16, 5, tzinfo=UTC)

KINDS = (("circular", 45), ("meeting", 15), ("service", 25), ("task_from_above", 15))
URGENCY = ((2, 15), (1, 55), (0, 30))
OPEN_SHARES = ((State.PENDING, 20), (State.GIVEN, 30), (State.IN_HAND, 40), (State.REPORTED, 10))
CLOSED_SHARES = ((State.DONE, 96), (State.RETURNED, 4))

# Office words stand at every fiftieth rank from the sixtieth, so that their frequency is known.
OFFICE_WORDS = [
    "督办",
    "传阅",
    "印章",
    "会签",
    "核稿",
    "拟办",
    "批示",
    "值班",
    "防汛",
    "信访",
    "调研",
    "考核",
    "公文",
    "通知",
    "请示",
    "报告",
    "会务",
    "接待",
    "用车",
    "档案",
    "采购",
    "维修",
    "台账",
    "盘点",
    "党建",
    "升级",
    "机房",
    "报废",
    "翻译",
    "礼品",
    "廉洁",
    "培训",
    "体检",
    "宣传",
    "网站",
    "热线",
    "工单",
    "建议",
    "提案",
    "统计",
    "审计",
    "预算",
    "决算",
    "合同",
    "招标",
    "验收",
    "巡察",
    "整改",
    "督查",
    "通报",
    "总结",
    "计划",
    "方案",
    "简报",
    "纪要",
    "议题",
    "座次",
    "签到",
    "投影",
    "话筒",
    "会场",
    "食堂",
    "物业",
    "保洁",
    "绿化",
    "消防",
    "安保",
    "门禁",
    "车牌",
    "油耗",
    "保养",
    "司机",
    "差旅",
    "报销",
    "发票",
    "津贴",
    "工会",
    "团委",
    "妇联",
    "慰问",
    "扶贫",
    "助学",
    "献血",
    "志愿",
    "演练",
    "应急",
    "预案",
    "物资",
    "仓库",
    "领用",
    "归还",
    "登记",
]
# Which of those ranks the words of the queries take, so that they stand in 23 %, 2.5 % and 0.3 to 0.5 % of the matters.
RARE = ("盘点", "党建", "升级", "机房", "报废", "翻译", "礼品", "廉洁")
PLACES = {"督办": 0, "传阅": 18, "印章": 19} | {word: 110 + place for place, word in enumerate(RARE)}


@dataclass
class Made:
    """What was written."""

    matters: int
    lines: int
    people: int


def make(
    size: str | int,
    *,
    seed: int = 20260611,
    code: str = "bench",
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
    on_stage: Callable[[str], None] = lambda _words: None,
) -> Made:
    """Fill an empty database. `size` is S, M, L, XL or a number of matters."""
    total = SIZES[size] if isinstance(size, str) else size
    people_count = USERS[size] if isinstance(size, str) else max(50, min(1000, total // 50))
    dice = random.Random(seed)
    office = _office(code, people_count, dice)
    words = _Words(dice)
    lines = 0
    tallies: Counter = Counter()
    years: Counter = Counter()
    with loading(*_LARGE, on_stage=on_stage):
        for start in range(0, total, CHUNK):
            batch = _Batch(office, words, dice, total)
            for number in range(start, min(start + CHUNK, total)):
                batch.add(number, years, tallies)
            batch.write()
            lines += len(batch.lines)
            on_progress(min(start + CHUNK, total), total)
    Serial.objects.bulk_create(Serial(unit=office.unit, year=year, last=last) for year, last in years.items())
    Tally.objects.bulk_create(
        Tally(unit=office.unit, lead_id=lead, state=state, restricted=restricted, shard=shard, count=count)
        for (lead, state, restricted, shard), count in tallies.items()
    )
    _settle()
    return Made(total, lines, people_count)


class _Office:
    def __init__(self, unit: Unit, divisions: list[Division], people: list[Person]):
        self.unit, self.divisions, self.people = unit, divisions, people
        weights = [1 / (i + 12) ** 0.75 for i in range(len(people))]
        self.cumulated = list(itertools.accumulate(weights))

    def somebody(self, dice: random.Random) -> Person:
        return self.people[bisect(self.cumulated, dice.random() * self.cumulated[-1])]


def _office(code: str, count: int, dice: random.Random) -> _Office:
    unit = Unit.objects.create(name="测速县人民政府办公室", code=code)
    divisions = Division.objects.bulk_create(
        Division(unit=unit, name=f"第{i + 1}局", order=i) for i in range(DEPARTMENTS)
    )
    people = Person.objects.bulk_create(
        Person(
            unit=unit,
            name=f"{dice.choice('赵钱孙李周吴郑王冯陈')}{i}",
            pinyin=f"user{i}",
            initials=f"u{i}",
            division=divisions[i % DEPARTMENTS],
            rank=i + 1,
        )
        for i in range(count)
    )
    Account.objects.bulk_create(
        Account(username=f"{code}{i}", password="!", person=p) for i, p in enumerate(people)
    )
    # One director; of the others every second belongs to the office, the rest speak for their department.
    roles = [Role.DIRECTOR if i == 0 else Role.STAFF if i % 2 else Role.LIAISON for i in range(count)]
    RoleGrant.objects.bulk_create(
        RoleGrant(person=p, role=role, since=date(2023, 1, 1)) for p, role in zip(people, roles, strict=True)
    )
    return _Office(unit, divisions, people)


class _Words:
    """8,000 words of two characters, weight 1/(rank + 20), office words at known ranks."""

    COUNT = 8000
    CLAUSES = 40_000

    def __init__(self, dice: random.Random):
        taken = set(OFFICE_WORDS)
        made: list[str] = []
        while len(made) < self.COUNT:
            word = chr(dice.randint(0x4E00, 0x62FF)) + chr(dice.randint(0x4E00, 0x62FF))
            if word not in taken:
                taken.add(word)
                made.append(word)
        free = (place for place in range(151) if place not in PLACES.values())
        for word in OFFICE_WORDS:
            made[60 + 50 * (PLACES[word] if word in PLACES else next(free))] = word
        self.words = made
        self.cumulated = list(itertools.accumulate(1 / (rank + 20) for rank in range(self.COUNT)))

        # Texts are put together from a store of clauses: drawing each word anew costs more than all the rest.
        self.clauses = [
            "".join(dice.choices(self.words, cum_weights=self.cumulated, k=dice.randint(4, 9)))
            for _ in range(self.CLAUSES)
        ]

    def clause(self, dice: random.Random) -> str:
        return self.clauses[int(dice.random() * self.CLAUSES)]

    def text(self, dice: random.Random, least: int, most: int) -> str:
        left, clauses = dice.randint(least, most), []
        while left > 0:
            clauses.append(self.clause(dice))
            left -= len(clauses[-1])
        return ",".join(clauses) + "。"


def _share(dice: random.Random, shares):
    return dice.choices([value for value, _weight in shares], weights=[weight for _value, weight in shares])[
        0
    ]


class _Batch:
    """Rows of one chunk, as the tables keep them."""

    def __init__(self, office: _Office, words: _Words, dice: random.Random, total: int):
        self.office, self.words, self.dice, self.total = office, words, dice, total
        self.matters: list[dict] = []
        self.lines: list[dict] = []
        self.texts: list[dict] = []
        self.readings: list[dict] = []
        self.helps: list[dict] = []
        self.files: list[dict] = []
        self.papers: list[dict] = []

    def add(self, number: int, years: Counter, tallies: Counter) -> None:
        dice, office = self.dice, self.office
        age = 1 - number / self.total
        created = NOW - timedelta(days=365 * YEARS * age, minutes=dice.randint(1, 600))
        years[created.year] += 1
        is_open = dice.random() < 0.06 + 0.55 * (1 - age) ** 3
        state = _share(dice, OPEN_SHARES if is_open else CLOSED_SHARES)
        holder = office.somebody(dice)
        lead_id = None if state == State.PENDING else holder.division_id
        due = created + timedelta(days=dice.randint(3, 90))
        restricted = dice.random() < CONFIDENTIAL
        pk = number + 1
        title = self.words.clause(dice)
        text = self.words.text(dice, 120, 420)
        moved = self._chain(pk, created, holder, title)
        self.matters.append(
            {
                "id": pk, "unit_id": office.unit.pk, "year": created.year, "serial": years[created.year], "part": 0,
                "title": title, "kind": _share(dice, KINDS), "source_type": "paper", "source_body": "市政府办公室",
                "created_by_id": office.somebody(dice).pk, "received": created, "state": state,
                "holder_id": holder.pk, "held_since": created, "lead_id": lead_id, "due": due, "first_due": due,
                "hard": dice.random() < 0.4, "urgency": _share(dice, URGENCY),
                "visibility": Visibility.RESTRICTED if restricted else Visibility.NORMAL, "moved": moved,
                "completed": moved if state == State.DONE else None,
            }
        )  # fmt: skip
        tallies[lead_id, state, restricted, pk % SHARDS] += 1
        self.readings.append({"matter_id": pk, "text": text})
        for chunk, terms in pieces(f"{title} {years[created.year]}号 市政府办公室", text):
            self.texts.append({"id": place_of(pk, chunk), "matter_id": pk, "chunk": chunk, "terms": terms})
        for division in dice.sample(office.divisions, 2) if dice.random() < 0.45 else ():
            self.helps.append({"matter_id": pk, "division_id": division.pk})
        if dice.random() < WITH_PAPERS:
            self._paper(pk, created, title)

    def _paper(self, pk: int, created: datetime, title: str) -> None:
        """What is known of an enclosure; its bytes are nowhere, no page of the benchmark opens one."""
        self.files.append(
            {
                "id": pk, "unit_id": self.office.unit.pk, "sha256": f"{self.dice.getrandbits(256):064x}",
                "name": f"{title}.pdf", "media_type": "application/pdf", "size": self.dice.randint(20_000, 2_000_000),
                "created": created,
            }
        )  # fmt: skip
        self.papers.append({"matter_id": pk, "file_id": pk, "role": "original"})

    def _chain(self, pk: int, created: datetime, holder: Person, title: str) -> datetime:
        """The journal of one matter; returns when it last moved."""
        dice, unit_id = self.dice, self.office.unit.pk
        count = min(40, max(1, round(-5 * math.log(1 - dice.random()))))
        previous, at = START, created
        for seq in range(1, count + 1):
            if seq == 1:
                verb, particulars = (
                    "matter.captured",
                    {"title": title, "source": "来文", "holder": holder.name},
                )
            else:
                at = min(at + timedelta(hours=dice.expovariate(1 / 60)), NOW)
                kind = dice.random()
                if kind < 0.6:
                    verb, particulars = "matter.fed_back", {"words": self.words.text(dice, 15, 80)}
                elif kind < 0.9:
                    verb, particulars = "matter.acknowledged", {"was": {"state": "given"}}
                else:
                    somebody = self.office.somebody(dice)
                    verb, particulars = "matter.assigned", {"before": holder.name, "holder": somebody.name}
            written = canonical(particulars)
            fields = {
                "unit_id": unit_id, "subject_kind": "matter", "subject_id": pk, "seq": seq, "at": at, "verb": verb,
                "actor_id": holder.pk, "acting_for_id": None, "device": "desk", "digest": hashlib.sha256(written.encode()).hexdigest(),
            }  # fmt: skip
            previous = hash_of(previous, **fields)
            self.lines.append({**fields, "particulars": Written(written), "hash": previous})
        return at

    @transaction.atomic
    def write(self) -> None:
        insert(Matter, self.matters)
        insert(Reading, self.readings)
        insert(SearchText, self.texts)
        insert(Help, self.helps)
        insert(Line, self.lines)
        insert(StoredFile, self.files)
        insert(Paper, self.papers)


_LARGE = (Matter, Reading, SearchText, Help, Line, StoredFile, Paper)


def _settle() -> None:
    """Sequences after explicit ids, and the planner's statistics of the small tables."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in (Matter._meta.db_table, StoredFile._meta.db_table):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
                )
        cursor.execute("ANALYZE")
