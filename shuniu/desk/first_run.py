"""第一次用: reading what an office already has (a list of names, a text on the division of work) into rows to confirm."""

from __future__ import annotations

import io
import re
import socket
from dataclasses import dataclass

import psutil
import qrcode
import qrcode.image.svg
from django.db import transaction
from django.utils.translation import gettext as _

from shuniu.org.actor import Actor
from shuniu.org.choices import DivisionKind, Role
from shuniu.org.importing import preview
from shuniu.org.models import Division, Person
from shuniu.org.naming import divisions_called
from shuniu.org.operations import add_division, add_person, set_charge
from shuniu.org.refusals import Refused

MOST_LINES = 2000
_ENTRY = re.compile(r"[\n;；·、，,]+")
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[A-Za-z][A-Za-z .'-]{1,38}")
_LEADER = re.compile(r"(?:县长|市长|区长|镇长|乡长|局长|指挥长|书记|院长|校长)$")
_CHARGE = re.compile(r"(?:分管|负责|联系|协管|主管)(?P<what>[^。;；\n]{2,200})")
_AND = re.compile(r"[、,，和及]|以及")


@dataclass(frozen=True)
class Newcomer:
    """One person of the list as understood."""

    name: str
    post: str = ""
    division: str = ""
    phone: str = ""
    role: str = ""

    @property
    def line(self) -> str:
        return "\t".join((self.name, self.post, self.division, self.phone))


def people_in(text: str) -> list[Newcomer]:
    """通讯录 typed or pasted: 赵明珠 主任 · 钱小川 文秘; or rows of name, post, body, phone with tabs between."""
    found: dict[tuple[str, str], Newcomer] = {}
    lines = text.splitlines() if "\t" in text else _ENTRY.split(text)
    for line in lines[:MOST_LINES]:
        cells = line.split("\t") if "\t" in line else line.split()
        cells = [cell.strip() for cell in cells]
        if not cells or not _NAME.fullmatch(cells[0]):
            continue
        post, division, phone = [*cells[1:4], "", "", ""][:3]
        if phone == "" and re.fullmatch(r"[\d-]{5,20}", division):
            division, phone = "", division
        found.setdefault(
            (cells[0], division), Newcomer(cells[0], post, division, phone, role_of(post, division))
        )
    return list(found.values())


def people_in_file(data: bytes, *, actor: Actor) -> list[Newcomer]:
    """通讯录 as a spreadsheet. Raises Refused when it is none, or no column holds names."""
    rows = preview(data, actor=actor).good
    return [
        Newcomer(
            row.values["name"],
            row.values.get("post", ""),
            row.division,
            row.values.get("phone", ""),
            row.role or role_of(row.values.get("post", ""), row.division),
        )
        for row in rows[:MOST_LINES]
    ]


def role_of(post: str, division: str) -> str:
    """The role a post usually has; shown before anything is written, and changed on the person's page."""
    if not division or division in ("办公室", _("办公室")):
        if _LEADER.search(post):
            return Role.LEADER
        if post.endswith("副主任"):
            return Role.DEPUTY
        if post.endswith("主任"):
            return Role.DIRECTOR
        return Role.DESK if "司机" in post or "驾驶" in post else Role.STAFF
    return Role.LEADER if _LEADER.search(post) and not division.endswith("局") else Role.LIAISON


def take_in(newcomers: list[Newcomer], *, by: Actor) -> int:
    """名单 becomes people in one act; who is there already is left alone. Gives how many are new."""
    here = set(Person.objects.active().filter(unit=by.unit).values_list("name", flat=True))
    new = 0
    with transaction.atomic():
        bodies = {division.name: division for division in Division.objects.filter(unit=by.unit)}
        # By what they are, not by what the language of the page calls them.
        office = next((d for d in bodies.values() if d.kind == DivisionKind.OFFICE), None)
        for rank, one in enumerate(newcomers, start=20):
            if one.name in here:
                continue
            division = bodies.get(one.division) if one.division else office
            if division is None:
                division = add_division(name=one.division, by=by, kind=DivisionKind.DEPARTMENT)
                bodies[one.division] = division
            if one.role == Role.LEADER and not one.division:
                division = next(
                    (d for d in bodies.values() if d.kind == DivisionKind.LEADERSHIP), None
                ) or add_division(name=_("领导"), by=by, kind=DivisionKind.LEADERSHIP)
                bodies[division.name] = division
            person = add_person(
                name=one.name,
                division=division,
                post=one.post[:60],
                role=one.role,
                phone=one.phone[:40],
                rank=rank,
                by=by,
            )
            if one.role == Role.LIAISON and division.liaison_id is None:
                Division.objects.filter(pk=division.pk).update(liaison=person)
            new += 1
    return new


@dataclass(frozen=True)
class Field:
    """One line of a division of work: who answers for what, and the body where one is meant."""

    leader: Person
    what: str
    division: Division | None = None

    @property
    def key(self) -> str:
        return f"{self.leader.pk}:{self.what}"


def fields_in(text: str, *, actor: Actor) -> list[Field]:
    """领导分工 read out of the pasted document: 赵明珠……分管住建局、城管局。 Only people of the list are recognised."""
    people = list(Person.objects.active().filter(unit=actor.unit).in_order())
    by_name = sorted(people, key=lambda person: -len(person.name))
    found: dict[tuple[int, str], Field] = {}
    leader = None
    for sentence in re.split(r"(?<=[。;；\n])", text[:20_000]):
        named = next((person for person in by_name if person.name in sentence), None)
        leader = named or leader
        if leader is None:
            continue
        for match in _CHARGE.finditer(sentence):
            for piece in _AND.split(match["what"]):
                what = re.sub(
                    r"(?:等?(?:方面|工作|部门)?(?:的)?工作|等工作|工作|等)$", "", piece.strip(" :：等")
                )
                if 2 <= len(what) <= 40:
                    called = divisions_called(what, actor.unit)
                    division = called[0] if len(called) == 1 else None
                    found.setdefault((leader.pk, what), Field(leader, what, division))
    return list(found.values())


def agree(fields: list[Field], *, by: Actor) -> int:
    """分工 as confirmed, in one act."""
    with transaction.atomic():
        for one in fields:
            set_charge(
                one.leader,
                by=by,
                division=one.division,
                function="" if one.division else one.what,
                basis=_("首次录入"),
            )
    return len(fields)


# The phone


def address_for_phones(host: str, *, secure: bool) -> str:
    """The address of this machine on its own network; no packet is sent to find it out."""
    name, _colon, port = host.partition(":")
    if name in ("localhost", "127.0.0.1", "[", ""):
        name = _own_address() or name
    scheme = "https" if secure else "http"
    return f"{scheme}://{name}{':' + port if port else ''}/"


def _own_address() -> str:
    """The first address of a network card that is up; "" on a machine without a network."""
    up = {name for name, card in psutil.net_if_stats().items() if card.isup}
    for name, addresses in psutil.net_if_addrs().items():
        for address in addresses:
            if name in up and address.family == socket.AF_INET and not address.address.startswith("127."):
                return address.address
    return ""


def square(text: str) -> str:
    """二维码 as an SVG path."""
    drawn = io.BytesIO()
    qrcode.make(text, image_factory=qrcode.image.svg.SvgPathImage, border=2).save(drawn)
    return drawn.getvalue().decode()


def refuse_empty(newcomers: list[Newcomer]) -> None:
    if not newcomers:
        raise Refused(_("没读出人名。一行一个,或者用“·”隔开:赵明珠 主任 · 钱小川 文秘"), "empty", "text")
