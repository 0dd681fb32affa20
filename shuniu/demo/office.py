"""办公室的班底: the unit with its bodies, people, posts, roles, accounts, division of work, duties and stand-ins."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from shuniu.demo.cast import CONTACTS, FUNCTIONS, SECONDS, TOWNSHIP_PEOPLE, UPPER_NAMES
from shuniu.demo.chronicle import Chronicle
from shuniu.demo.county_roster import county_roster, small_roster
from shuniu.demo.duties import DutyLine, county_duties
from shuniu.demo.weeks import moved
from shuniu.org import moment
from shuniu.org.choices import ChargeKind, DivisionKind, Role
from shuniu.org.models import (
    ABPair,
    Account,
    Alias,
    Appointment,
    Charge,
    Division,
    Duty,
    Person,
    Post,
    RoleGrant,
    Skill,
    Unit,
)
from shuniu.org.operations.people import spelling
from shuniu.org.roster import DUAL_LEADERSHIP, EXTERNAL, SECTION, TOWNSHIP, Body, Member, Roster

FOUNDED = date(2025, 1, 1)
DIVISION_OF_WORK = "岚政办发〔2026〕1号"
OFFICE, LEADERS = "县政府办公室", "县政府领导"
_KINDS = {
    SECTION: DivisionKind.OFFICE,
    TOWNSHIP: DivisionKind.TOWNSHIP,
    DUAL_LEADERSHIP: DivisionKind.DUAL,
}
_DESK = frozenset({"司机", "厨师"})
_DUTY_DESK = frozenset({"石磊", "田野"})
# 每周工时: one parent works part-time (product §16.2).
_HOURS = {"李桂兰": 28}


@dataclass
class Office:
    """班底 by name: what the generator and the stories reach for."""

    unit: Unit
    people: dict[str, Person] = field(default_factory=dict)
    divisions: dict[str, Division] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        return self.people[name]

    def division(self, name: str) -> Division:
        return self.divisions[name]

    def speaker(self, division: str) -> Person:
        """联络员 of a body, or its head, or the director."""
        one = self.divisions[division]
        return one.liaison or one.head or self.director

    @property
    def director(self) -> Person:
        return next(p for p in self.people.values() if Role.DIRECTOR in self.roles[p.name])

    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)


def make_office(size: str, *, today: date) -> Office:
    """The cast of `county` or `small`, in office since the start of last year; journal lines for each of them."""
    county = size == "county"
    roster = county_roster() if county else small_roster()
    unit = Unit.objects.create(
        name=roster.unit,
        code="qinglan" if county else "gucheng",
        preset=size,
        place=roster.place,
        upper_names=list(UPPER_NAMES),
    )
    office = Office(unit)
    chronicle = Chronicle(unit)
    _make_divisions(office, roster, county)
    members = _members(roster, county)
    _make_people(office, members, county)
    _seat_heads(office, roster, county)
    _make_charges(office, roster, county)
    _make_pairs(office, roster)
    _make_duties(office, county_duties() if county else _small_duties())
    _tell(office, chronicle)
    chronicle.write()
    return office


def _make_divisions(office: Office, roster: Roster, county: bool) -> None:
    top = OFFICE if county else "办公室"
    rows = [
        Division(
            unit=office.unit, name=LEADERS if county else "指挥部", kind=DivisionKind.LEADERSHIP, order=1
        ),
        Division(unit=office.unit, name=top, kind=DivisionKind.OFFICE, order=2),
    ]
    if county:
        rows.append(Division(unit=office.unit, name="办公室领导", kind=DivisionKind.OFFICE, order=3))
    order = 10
    for body in roster.bodies:
        if body.kind == EXTERNAL or body.name == top:
            continue
        if not county and body.kind != SECTION:
            continue
        order += 1
        # Every office has an inside and an outside: only one's own sections belong to the office.
        kind = _KINDS.get(body.kind, DivisionKind.DEPARTMENT)
        if not county:
            kind = DivisionKind.DEPARTMENT
        rows.append(Division(unit=office.unit, name=body.name, kind=kind, order=order, note=body.habit))
    Division.objects.bulk_create(rows)
    office.divisions = {d.name: d for d in rows}
    inside = office.divisions[top]
    for row in rows:
        if row.kind == DivisionKind.OFFICE and row is not inside:
            row.upper = inside
    Division.objects.bulk_update(rows, ["upper"])
    _make_aliases(office, roster, county)


def _make_aliases(office: Office, roster: Roster, county: bool) -> None:
    taken = set(office.divisions)
    rows = []
    names: list[tuple[str, tuple[str, ...]]] = [
        (body.name, (*body.aliases, *body.bare)) for body in roster.bodies if body.name in office.divisions
    ]
    if county:
        names.append((OFFICE, ("县政府办", "政府办", "县府办", "办公室", "青岚县人民政府办公室")))
    for name, others in names:
        for other in others:
            if other not in taken:
                taken.add(other)
                rows.append(Alias(unit=office.unit, division=office.divisions[name], name=other))
    Alias.objects.bulk_create(rows)


def _members(roster: Roster, county: bool) -> list[tuple[Member, tuple[str, ...], str]]:
    """(member, roles, division) in the order of the office list."""
    found = []
    for member in roster.members:
        division = member.division
        roles: tuple[str, ...]
        if member.is_leader:
            division, roles = (LEADERS if county else "指挥部"), (Role.LEADER,)
            if roster.head is not None and member.name == roster.head.name:
                roles = (Role.LEADER, Role.HEAD)
        elif member.name == "曾凡":
            division, roles = "办公室领导", (Role.ADMIN,)
        elif member.directs_office:
            roles = (Role.DIRECTOR,) if member.post == "主任" else (Role.DEPUTY,)
        elif member.post == "联络员":
            roles = (Role.LIAISON,)
        elif member.post in _DESK:
            roles = (Role.DESK,) if county else (Role.STAFF, Role.DESK)
        elif member.name in _DUTY_DESK:
            roles = (Role.STAFF, Role.DESK)
        else:
            roles = (Role.STAFF,)
        if not county and member.name == "钱小川":
            roles = (Role.STAFF, Role.ADMIN)  # documents, finance, and "the computers"
        if division == "技术":
            division = "办公室领导"
        found.append((member, roles, division))
    known = {member.name for member, _r, _d in found}
    if county:
        for division, name in SECONDS.items():
            found.append((Member(name, "科员", division), (Role.LIAISON,), division))
        for township, (first, second) in TOWNSHIP_PEOPLE.items():
            if first not in known:
                found.append((Member(first, "联络员", township), (Role.LIAISON,), township))
            found.append((Member(second, "科员", township), (Role.LIAISON,), township))
    else:
        found += [
            (Member("高远", "副指挥长", "指挥部"), (Role.LEADER,), "指挥部"),
            (Member("卢青", "副指挥长", "指挥部"), (Role.LEADER,), "指挥部"),
        ]
        for division, names in _SMALL_PEOPLE.items():
            for place, name in enumerate(names):
                found.append(
                    (Member(name, "处长" if place == 0 else "科员", division), (Role.LIAISON,), division)
                )
    return found


_SMALL_PEOPLE = {
    "规划建设处": ("丁一川", "石敢", "罗平", "梅朵", "秦工", "袁方", "谷雨", "尤文"),
    "产业调整处": ("冷杉", "季风", "商陆", "齐欢", "苗圃", "安然"),
}


def _make_people(office: Office, members: list, county: bool) -> None:
    people, ranks = [], defaultdict(lambda: 100)
    ranks["leader"] = 0
    for member, roles, division in members:
        group = "leader" if Role.LEADER in roles else "inside" if Role.LIAISON not in roles else "outside"
        ranks[group] += 1
        rank = {"leader": 0, "inside": 0, "outside": 1000}[group] + ranks[group] * 10
        people.append(
            Person(
                unit=office.unit,
                name=member.name,
                division=office.divisions[division],
                rank=rank,
                phone=f"000-{len(people) + 1:04d}",
                weekly_hours=_HOURS.get(member.name, 40),
                work_card=member.note if member.is_leader else "",
                growth_wish="、".join(member.wishes),
                joined_on=moved(date(2026, 5, 25)) if member.name == "陈小满" else FOUNDED,
                **spelling(member.name),
            )
        )
    Person.objects.bulk_create(people)
    office.people = {person.name: person for person in people}
    office.roles = {member.name: tuple(str(r) for r in roles) for member, roles, _d in members}
    _make_seats(office, members)
    taken: set[str] = set(Account.objects.values_list("username", flat=True))
    accounts = []
    for person in people:
        name = person.pinyin
        while name in taken:
            name += "2"
        taken.add(name)
        # A mark no password can match: in the demo one becomes a person with one press, and nobody signs in by guess.
        accounts.append(Account(username=name, person=person, password="!demo"))
    Account.objects.bulk_create(accounts)


def _make_seats(office: Office, members: list) -> None:
    posts: dict[tuple[str, str], Post] = {}
    seats = []
    for member, _roles, division in members:
        for name in (member.post or "工作人员").split("、"):
            key = (division, name)
            if key not in posts:
                order = office.people[member.name].rank
                posts[key] = Post(
                    unit=office.unit, division=office.divisions[division], name=name, order=order
                )
            seats.append((member.name, posts[key]))
    Post.objects.bulk_create(posts.values())
    Appointment.objects.bulk_create(
        Appointment(person=office.people[name], post=post, since=office.people[name].joined_on)
        for name, post in seats
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(person=office.people[member.name], role=role, since=office.people[member.name].joined_on)
        for member, roles, _division in members
        for role in roles
    )
    Skill.objects.bulk_create(
        Skill(person=office.people[member.name], name=name, level=level)
        for member, _roles, _division in members
        for name, level in member.skills
    )


def _seat_heads(office: Office, roster: Roster, county: bool) -> None:
    director = office.director
    for member in roster.members:
        division = office.divisions.get(member.division)
        if division is not None and member.post in ("科长", "室主任") and member.left_on is None:
            division.head = office.people[member.name]
        if division is not None and member.post == "联络员":
            division.liaison = office.people[member.name]
    if county:
        office.divisions["车队"].head = office.people["马骁"]
        office.divisions["办公室领导"].head = director
        for township, (first, _second) in TOWNSHIP_PEOPLE.items():
            office.divisions[township].liaison = office.people[first]
    else:
        for division, names in _SMALL_PEOPLE.items():
            office.divisions[division].liaison = office.people[names[0]]
            office.divisions[division].head = office.people[names[0]]
    office.divisions[OFFICE if county else "办公室"].head = director
    Division.objects.bulk_update(office.divisions.values(), ["head", "liaison"])


def _make_charges(office: Office, roster: Roster, county: bool) -> None:
    rows = []
    since = date(2025, 1, 1)

    def add(leader: str, kind: str, division: Division | None = None, function: str = "") -> None:
        rows.append(
            Charge(
                unit=office.unit, leader=office.people[leader], kind=kind, division=division, function=function,
                since=since, basis=DIVISION_OF_WORK,
            )
        )  # fmt: skip

    if not county:
        head = roster.leaders()[0].name
        for division in office.divisions.values():
            if division.kind != DivisionKind.LEADERSHIP:
                add(head, ChargeKind.IN_CHARGE, division)
    else:
        add("沈知行", ChargeKind.IN_CHARGE, office.divisions[OFFICE])
        for body in roster.bodies:
            division = office.divisions.get(body.name)
            if division is None or not body.field:
                continue
            leader = _leader_of(roster, body)
            add(leader, ChargeKind.IN_CHARGE, division)
        for leader, townships in CONTACTS.items():
            for township in townships:
                add(leader, ChargeKind.CONTACT, office.divisions[township])
        for leader, functions in FUNCTIONS.items():
            for function in functions:
                add(leader, ChargeKind.IN_CHARGE, None, function)
    Charge.objects.bulk_create(rows)


def _leader_of(roster: Roster, body: Body) -> str:
    member = roster.leader_for(body)
    return member.name if member else "陆怀远"


def _make_pairs(office: Office, roster: Roster) -> None:
    wanted: dict[str, str] = {m.name: m.stand_in for m in roster.members if m.stand_in}
    for division, second in SECONDS.items():
        if division in office.divisions and office.divisions[division].liaison:
            first = office.divisions[division].liaison.name
            wanted.setdefault(first, second)
            wanted.setdefault(second, first)
    for township, (first, second) in TOWNSHIP_PEOPLE.items():
        if township in office.divisions and first in office.people:
            wanted.setdefault(first, second)
            wanted.setdefault(second, first)
    for first, second in _OFFICE_PAIRS.items():
        wanted.setdefault(first, second)
    ABPair.objects.bulk_create(
        ABPair(
            person=office.people[a], stand_in=office.people[b], since=max(FOUNDED, office.people[b].joined_on)
        )
        for a, b in wanted.items()
        if a in office.people and b in office.people and a != b
    )


_OFFICE_PAIRS = {
    "许墨": "方一鸣", "方一鸣": "唐思齐", "唐思齐": "方一鸣", "苏晚晴": "梁静", "梁静": "郭守成", "郭守成": "梁静",
    "严立": "郭守成", "叶知秋": "白露", "白露": "叶知秋", "邵峰": "白露", "江一帆": "宋词", "宋词": "罗宁",
    "罗宁": "宋词", "谢远": "丁香", "丁香": "唐思齐", "程刚": "石磊", "石磊": "田野", "田野": "石磊", "马骁": "钱静",
    "钱静": "李桂兰", "李桂兰": "钱静", "韩卫国": "彭涛", "彭涛": "韩卫国", "冯强": "高建", "高建": "冯强",
    "尹琳": "夏禾", "夏禾": "尹琳", "陈小满": "白露", "赵明珠": "钱小川", "钱小川": "何必", "何必": "钱小川",
    "李想": "周围", "周围": "李想", "孙立": "何必", "丁一川": "石敢", "冷杉": "季风",
}  # fmt: skip


def _make_duties(office: Office, lines: tuple[DutyLine, ...]) -> None:
    Duty.objects.bulk_create(
        Duty(
            unit=office.unit,
            number=line.number,
            what=line.what,
            keywords=list(line.keywords),
            division=office.divisions[line.division],
            person=office.people.get(line.person),
            stand_in=office.people.get(line.stand_in),
            basis=line.basis,
            since=date(2026, 1, 1),
        )
        for line in lines
    )


def _small_duties() -> tuple[DutyLine, ...]:
    rows = (
        ("公文收发与运转", "收文 发文 公文", "办公室", "钱小川"), ("财务与报销", "报销 经费", "办公室", "钱小川"),
        ("接待与物资", "接待 物资", "办公室", "何必"), ("党建、工会与体检", "党建 工会 体检", "办公室", "周围"),
        ("宣传与网站", "宣传 网站", "办公室", "李想"), ("车辆与摄影", "用车 照相", "办公室", "孙立"),
        ("会议与督办", "会议 督办", "办公室", "赵明珠"), ("片区规划方案", "规划 方案", "规划建设处", ""),
        ("施工组织与安全", "施工 工地", "规划建设处", ""), ("房屋征收与安置", "征收 安置", "规划建设处", ""),
        ("业态调整与招商", "业态 招商", "产业调整处", ""), ("商户服务与投诉", "商户 投诉", "产业调整处", ""),
    )  # fmt: skip
    return tuple(
        DutyLine(number, what, tuple(keywords.split()), division, person, "", "指挥部内部分工(2026年)")
        for number, (what, keywords, division, person) in enumerate(rows, start=1)
    )


def _tell(office: Office, chronicle: Chronicle) -> None:
    """加部门、加人、定分工、定职责: who is on the list got there by an act."""
    at = datetime.combine(FOUNDED, time(9), tzinfo=moment.OFFICE_ZONE)
    admin = next(
        (p for name, p in office.people.items() if Role.ADMIN in office.roles[name]), office.director
    )

    def tell(verb: str, kind: str, subject: int, **particulars: object) -> None:
        nonlocal at
        at += timedelta(seconds=1)
        chronicle.tell(verb, kind=kind, subject=subject, at=at, by=admin.pk, **particulars)

    for division in office.divisions.values():
        tell("division.added", "division", division.pk, division=division.name, aliases=[])
    for name, person in sorted(office.people.items(), key=lambda pair: pair[1].joined_on):
        if person.joined_on > FOUNDED:
            at = datetime.combine(person.joined_on, time(9), tzinfo=moment.OFFICE_ZONE)
        tell(
            "person.added", "person", person.pk, person=name, division=person.division.name,
            post=person.post_name, role="、".join(office.roles[name]),
        )  # fmt: skip
    at = datetime(2026, 1, 4, 9, tzinfo=moment.OFFICE_ZONE)
    admin = office.director
    for duty in Duty.objects.filter(unit=office.unit).select_related("division"):
        tell(
            "duty.set",
            "division",
            duty.division_id,
            number=duty.number,
            what=duty.what,
            division=duty.division.name,
        )
