"""What is asked of the office, by the sessions of the busiest people; the others are asked the same by name (peers)."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote, urlencode

from shuniu.bench.load import Request
from shuniu.bench.world import OURS, PAGE, TOKEN, World

RARE = ("盘点", "党建", "升级", "机房", "报废", "翻译", "礼品", "廉洁")
COMMON = ("督办",)
TWO = ("印章 传阅", "督办 印章", "传阅 盘点")
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
ADDRESS = "/matters/2"  # every address of a matter begins with its year
APART = 24  # so many matters stand reported before the first is sent back

Requests = Callable[[World], Iterator[Request]]


@dataclass(frozen=True)
class Operation:
    """One line of the report. `most` is how many times the ceiling's CPU it may take; `flat` says that it may not grow
    with the history (search grows with its hits, up to their cap)."""

    name: str
    ours: Requests
    most: float
    flat: bool = True


def get(world: World, *paths: str, holds: str = "</html>") -> Iterator[Request]:
    """The same addresses in turn, each by the next session; a whole page ends."""
    for cookie, path in zip(itertools.cycle(world.cookies[OURS]), itertools.cycle(paths), strict=False):
        yield Request("GET", path, cookie, holds=holds)


def my_items(world: World) -> Iterator[Request]:
    """A full first page of each session, or all that it has in hand: each line leads to its matter."""
    for index, cookie in itertools.cycle(enumerate(world.cookies[OURS])):
        yield Request("GET", "/matters/", cookie, holds=ADDRESS, least=min(PAGE, len(world.items[index])))


def next_page(world: World) -> Iterator[Request]:
    """My list goes on from the key of each session's own first page."""
    for cookie, key in itertools.cycle(zip(world.cookies[OURS], world.after["mine"], strict=True)):
        yield Request("GET", f"/matters/?after={key}", cookie, holds="</html>")


def each_item(world: World) -> Iterator[Request]:
    """One matter of the session's own, at random."""
    for index, cookie in itertools.cycle(enumerate(world.cookies[OURS])):
        _pk, slug = world.dice.choice(world.items[index])
        yield Request("GET", f"/matters/{slug}/", cookie, holds=slug)


def step(world: World) -> Iterator[Request]:
    body = urlencode({"step": "打电话核实"}).encode()
    headers = {"Content-Type": FORM, "X-CSRFToken": TOKEN}
    for index, cookie in itertools.cycle(enumerate(world.cookies[OURS])):
        if world.held[index]:
            _pk, slug = world.dice.choice(world.held[index])
            yield Request("POST", f"/matters/{slug}/next-step/", cookie, body, headers, 302)


def status(world: World) -> Iterator[Request]:
    """报结 by whoever holds it and 退回重办 by the director, in turn, so that any number of changes can be asked."""
    headers = {"Content-Type": FORM, "X-CSRFToken": TOKEN, "HX-Request": "true"}
    report = urlencode({"result": "已经办好并告知来电人"}).encode()
    redo = urlencode({"reason": "还差现场照片"}).encode()
    while True:
        if world.moving and (len(world.reported) <= APART or len(world.moving) >= len(world.reported)):
            one, address, session, body, done = world.moving.pop(0), "report", None, report, world.reported
        else:
            one, address, session, body, done = (
                world.reported.pop(0),
                "redo",
                world.director,
                redo,
                world.moving,
            )
        index, _pk, slug = one
        cookie = session or world.cookies[OURS][index]
        # Only when it was answered is the matter in the other heap: a writer may wait while many pass it by.
        then = partial(done.append, one)
        yield Request("POST", f"/matters/{slug}/{address}/", cookie, body, headers, 204, then=then)


def create(world: World) -> Iterator[Request]:
    """A created matter holds no word that is searched for, or it would spoil the searches."""
    headers = {"Content-Type": JSON, "X-CSRFToken": TOKEN}
    for cookie in itertools.cycle(world.cookies[OURS]):
        number = world.dice.randrange(10**9)
        new = {"title": f"关于第{number}号路灯照明的来电", "text": "来电人反映夜间照明不足,请予核查。" * 8}
        body = json.dumps(new, ensure_ascii=False).encode()
        yield Request("POST", "/api/1/matters", cookie, body, headers, 201)


def _searching(words) -> Requests:
    return lambda world: get(world, *(f"/search/?q={quote(word)}" for word in words))


def mixed(shares: dict[str, int], of: Callable[[str], Iterator[Request]], world: World) -> Iterator[Request]:
    """One stream out of several, each as often as its share says."""
    streams = {name: of(name) for name in shares}
    names, weights = list(shares), list(shares.values())
    while True:
        yield next(streams[world.dice.choices(names, weights)[0]])


# A day in shares: what people ask while others write.
MIX = {
    "my open items": 40,
    "item with journal": 25,
    "search, rare word": 10,
    "counts": 10,
    "create": 5,
    "status change": 10,
}

OPERATIONS = (
    Operation("today", lambda w: get(w, "/"), 2),
    Operation("my open items", my_items, 2),
    Operation("next page by key", next_page, 2),
    Operation("office list", lambda w: get(w, "/matters/?view=office"), 2),
    Operation(
        "late, by division",
        lambda w: get(w, *(f"/matters/?view=late&lead={lead}" for lead in w.leads)),
        2,
    ),
    Operation("supervision ledger", lambda w: get(w, "/supervise/?view=red"), 3),
    Operation("calendar", lambda w: get(w, "/plan/"), 3),
    Operation("list as JSON", lambda w: get(w, "/api/1/matters", holds="title"), 2),
    Operation("item with journal", each_item, 3),
    Operation("search, rare word", _searching(RARE), 2, flat=False),
    Operation("search, common word", _searching(COMMON), 2, flat=False),
    Operation("search, two words", _searching(TWO), 2, flat=False),
    Operation("counts", lambda w: get(w, "/matters/counts/"), 2),
    Operation("change", step, 3),
    Operation("status change", status, 3),
    Operation("create", create, 3),
    Operation("mix", lambda w: mixed(MIX, lambda name: BY_NAME[name].ours(w), w), 3),
)
BY_NAME = {operation.name: operation for operation in OPERATIONS}
