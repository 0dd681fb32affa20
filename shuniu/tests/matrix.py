"""Whose papers, and who may know of them: one matter of each kind of nearness with everything that hangs on it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator

from django.test import Client
from django.urls import URLPattern, URLResolver

from shuniu.conftest import acting
from shuniu.files.models import StoredFile
from shuniu.files.store import store
from shuniu.matters import operations
from shuniu.matters.choices import PaperRole, Visibility
from shuniu.matters.models import Matter, Paper
from shuniu.org import moment
from shuniu.routing import operations as slips
from shuniu.routing.choices import Box, Mode, Purpose
from shuniu.routing.planned import Planned
from shuniu.sheets.models import Ink
from shuniu.supervision import operations as supervision
from shuniu.supervision.models import Chase, Draw, SpotCheck

# Words that stand only in the matter they belong to: seeing one is seeing the matter.
OWN, FIELD, OTHER, SECRET, FOREIGN = "甲桥护栏", "乙路灯杆", "丙巷垃圾", "丁某上访", "戊县来函"

# Who may know of which: the director all of the unit, the office all but 限定 of others, a liaison the own body's,
# the leader in charge of both bodies theirs, the administrator nothing.
MAY_SEE = {
    "chen": {OWN, FIELD, OTHER, SECRET},
    "wang": {OWN, FIELD, OTHER},
    "li": {OWN, FIELD, OTHER, SECRET},
    "bai": {OWN, FIELD, OTHER},
    "zhao": {OWN, FIELD, OTHER},
    "du": {OWN, FIELD},
    "lv": {OWN, FIELD},
    "lu": {OTHER},
    "zeng": set(),
}


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


def written(office, title: str, *, n: int = 1, body=None, holder=None, other=None, **more) -> Matter:
    """A matter of the unit with a slip, words, a feedback, a difficulty, a demand and what supervision and paper add;
    each says the title. `other` is a unit to which it is handed as well."""
    clerk = acting(office.li)
    name = title if n == 1 else f"{title}之{n}"
    matter = operations.capture(
        title=name, by=clerk, text=f"{name}的原文。请于6月15日前报送{name}情况。", **more
    )
    if body is not None:
        operations.place(matter, lead=body, by=clerk)
    if holder is not None:
        operations.assign(matter, to=holder, by=acting(office.chen))
    hand = Matter.objects.get(pk=matter.pk).holder
    if body is not None:
        operations.instruct(matter, leader=office.zhao, words=f"{name}要抓紧", by=acting(office.chen))
        operations.feed_back(Matter.objects.get(pk=matter.pk), words=f"{name}已到现场", by=acting(hand))
        operations.raise_difficulty(
            Matter.objects.get(pk=matter.pk), stuck=f"{name}缺经费", needed=f"{name}请协调", by=acting(hand)
        )
    slip = slips.start(
        matter,
        purpose=Purpose.RECEIPT,
        title=f"{name}的流转",
        by=clerk,
        stages=[
            Planned("拟办", (office.li,), box=Box.PROPOSAL),
            Planned("传阅", (office.chen,), Mode.INFORM, box=Box.READ),
            Planned("会签", (office.chen,), box=Box.COUNTERSIGN),
        ],
    )
    part = slip.stages.get(title="拟办").parts.get()
    slips.decide(part, by=clerk, opinion=f"{name}拟请审阅")
    _around(office, name, Matter.objects.get(pk=matter.pk), other)
    matter.refresh_from_db()
    return matter


def _around(office, name: str, matter: Matter, other) -> None:
    """Chased, drawn for a check, brought before a leader, handed to another unit, come back on paper with ink."""
    chen, now = acting(office.chen), moment.now()
    picture = store().keep(f"{name}的手迹".encode())
    file, _new = StoredFile.objects.get_or_create(
        unit=office.unit, sha256=picture,
        defaults={"name": f"{name}.png", "media_type": "image/png", "size": 9, "created": now},
    )  # fmt: skip
    paper = Paper.objects.create(matter=matter, file=file, role=PaperRole.SHEET, order=9)
    Ink.objects.create(matter=matter, paper=paper, page=1, place=1, sha256=picture, came_at=now)
    Chase.objects.create(
        matter=matter,
        step=3,
        reason="late",
        days=1,
        to=office.wang,
        by=office.li,
        wording=f"{name}请回话",
        at=now,
    )
    if not matter.is_restricted:  # no lots are drawn of what is restricted
        lots, _new = Draw.objects.get_or_create(
            unit=office.unit, seed=7, first=now.date(), last=now.date(), wanted=1,
            defaults={"drawn_at": now, "drawn_by": office.chen},
        )  # fmt: skip
        SpotCheck.objects.create(draw=lots, matter=matter, weight=1, reasons=[f"{name}报得早"])
    if matter.leader_id:
        supervision.escalate(matter, what=f"{name}请定", by=chen)
    if other is not None and not matter.is_restricted:
        supervision.hand_to_unit(matter, to=other.unit, words=f"{name}请协助", by=chen)


def everything(office, other_office, *, n: int = 1, only: set[str] | None = None) -> dict[str, Matter]:
    """One matter of each nearness; `n` says that they are further ones of their kind."""
    makers = {
        OWN: lambda: written(office, OWN, n=n, other=other_office, body=office.housing, holder=office.lv),
        FIELD: lambda: written(office, FIELD, n=n, other=other_office, body=office.housing),
        OTHER: lambda: written(office, OTHER, n=n, other=other_office, body=office.city),
        SECRET: lambda: written(office, SECRET, n=n, other=other_office, visibility=Visibility.RESTRICTED),
        FOREIGN: lambda: written(other_office, FOREIGN, n=n, body=other_office.housing),
    }
    return {title: make() for title, make in makers.items() if only is None or title in only}


def addresses(patterns, prefix="") -> Iterator[str]:
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield here


ARGUMENT = re.compile(r"<[^>]+>|\{\w+\}|\(\?P<(?P<name>\w+)>[^)]*\)")


def filled(address: str, *, slug: str, number: int | str, noun: str = "x") -> str:
    """The address with its arguments: slugs of a matter, numbers of rows, other words."""

    def one(match: re.Match) -> str:
        argument = match[0]
        if "slug:slug" in argument or argument in ("<slug>", "{slug}"):
            return slug
        if "int:" in argument or argument in ("<pk>", "{pk}"):
            return str(number)
        return noun

    return "/" + re.sub(r"[\^$\\]", "", ARGUMENT.sub(one, address))


def takes_matter(address: str) -> bool:
    return "<slug:slug>" in address or "<slug>" in address


def takes_number(address: str) -> bool:
    return "<int:" in address or "<pk>" in address


def shown(answer) -> str:
    """What a person could read in an answer: pages, JSON without its escapes, tables unpacked, headers."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    if "json" in kind:
        text = json.dumps(json.loads(body or b"null"), ensure_ascii=False)
    elif body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            text = "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    else:
        text = body.decode(errors="replace")
    return text + "\n" + "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
