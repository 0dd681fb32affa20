"""众人: people who read their list, open a slip and speak, each at an own pace; every answer is written down."""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from shuniu.bench.world import TOKEN

# (method, path, fields, session) → (status, page)
Door = Callable[[str, str, dict[str, str], str], tuple[int, str]]
Doors = Callable[[], Door]

DONE, REFUSED = (204, 302), (404, 409, 422)
TWICE = 0.06  # of the words are pressed twice at one moment, on two connections
SLIP = re.compile(r'href="/slips/(\d+)/"')
PART = re.compile(r'action="/slips/\d+/decision/"[^>]*>.*?name="part" value="(\d+)"(.*?)</form>', re.S)
VERDICT = re.compile(r'value="(agree|read)"[^>]*>')
GOAL = re.compile(r'<option value="(\d+)"')
# Of a hundred presses on a part of one's own.
PRESSES = (("decision", 70), ("return", 8), ("reassignment", 8), ("signers", 14))
VERDICTS = ("agree",) * 8 + ("abstain", "disagree")


@dataclass
class Somebody:
    """A person at a desk: name and session."""

    name: str
    session: str


@dataclass
class Asked:
    """One request: what it was, how long it took, how it ended."""

    what: str
    seconds: float
    status: int
    word: str = ""
    slip: int = 0


@dataclass
class Told:
    """What all of them were told."""

    asked: list[Asked] = field(default_factory=list)

    def acts(self) -> list[Asked]:
        return [one for one in self.asked if one.what in dict(PRESSES) or one.what == "reading"]

    def acknowledged(self) -> list[Asked]:
        return [one for one in self.acts() if one.status in DONE]

    def unanswered(self) -> list[Asked]:
        return [one for one in self.acts() if one.status == 0]

    def errors(self) -> list[Asked]:
        return [one for one in self.asked if one.status not in (200, *DONE, *REFUSED)]

    def rows(self) -> list[dict]:
        """One row of each kind and one of all, as the table shows them."""
        kinds = defaultdict(list)
        for one in self.asked:
            kinds[one.what].append(one)
        return [_row(what, kinds[what]) for what in sorted(kinds)] + [_row("all", self.asked)]


def _row(what: str, asked: list[Asked]) -> dict:
    times = sorted(one.seconds for one in asked) or [0.0]

    def at(share: float) -> float:
        return round(1000 * times[min(len(times) - 1, int(share * len(times)))], 1)

    good = sum(one.status in (200, *DONE) for one in asked)
    refused = sum(one.status in REFUSED for one in asked)
    return {
        "what": what, "asked": len(asked), "done": good, "refused": refused, "errors": len(asked) - good - refused,
        "p50_ms": at(0.5), "p95_ms": at(0.95), "p99_ms": at(0.99), "most_ms": at(1),
    }  # fmt: skip


def over_http(port: int) -> Doors:
    """Doors of a served office: each person keeps a connection of their own open."""

    def door() -> Door:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

        def ask(method: str, path: str, fields: dict[str, str], session: str) -> tuple[int, str]:
            headers = {"Cookie": session}
            body = None
            if method == "POST":
                headers |= {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "X-CSRFToken": TOKEN,
                    "HX-Request": "true",
                }
                body = urlencode(fields).encode()
            try:
                link.request(method, path, body=body, headers=headers)
                answer = link.getresponse()
                return answer.status, answer.read().decode(errors="replace")
            except (OSError, http.client.HTTPException):
                link.close()
                return 0, ""

        return ask

    return door


def act(
    people: Sequence[Somebody],
    doors: Doors,
    *,
    seconds: float,
    pause: float,
    most: int = 0,
    seed: int = 7,
    around: Callable[[Callable[[], None]], Callable[[], None]] = lambda work: work,
) -> Told:
    """Everybody at once until the time is over, or until each has pressed `most` times. `around` wraps each thread."""
    told, lock = Told(), threading.Lock()
    names = [one.name for one in people]
    ends = time.monotonic() + seconds
    broken: list[BaseException] = []

    def one(number: int) -> None:
        desk = _Desk(people[number], names, doors, random.Random(f"{seed}-{number}"))
        try:
            # People do not come in step.
            _wait(desk.dice.uniform(0, pause), ends)
            while time.monotonic() < ends and not (most and desk.presses >= most):
                desk.turn(lambda: _wait(pause * desk.dice.uniform(0.5, 1.5), ends))
        except BaseException as problem:
            broken.append(problem)
        with lock:
            told.asked += desk.asked

    threads = [threading.Thread(target=around(lambda n=number: one(n))) for number in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]
    return told


def warm_up(people: Sequence[Somebody], doors: Doors, *, rounds: int = 10) -> None:
    """The pages are put together once in each process before anybody is timed."""
    door = doors()
    for person in list(people)[:rounds]:
        for path in ("/", "/slips/?view=mine"):
            _status, page = door("GET", path, {}, person.session)
        for slip in SLIP.findall(page)[:1]:
            door("GET", f"/slips/{slip}/", {}, person.session)


def _wait(seconds: float, ends: float) -> None:
    time.sleep(max(0.0, min(seconds, ends - time.monotonic())))


class _Desk:
    """One person's turns: look at the list, open one paper, do something with it."""

    def __init__(self, who: Somebody, names: list[str], doors: Doors, dice: random.Random):
        self.who, self.names, self.doors, self.door, self.dice = who, names, doors, doors(), dice
        self.asked: list[Asked] = []
        self.presses = 0

    def turn(self, breathe: Callable[[], None]) -> None:
        page = self.get("today", "/") if self.dice.random() < 0.15 else self.get("list", "/slips/?view=mine")
        slips = list(dict.fromkeys(SLIP.findall(page)))
        breathe()
        self.presses += 1
        if not slips:
            return
        # Half of the time the first of the list, as people do: so they meet on the same papers.
        slip = slips[0] if self.dice.random() < 0.5 else self.dice.choice(slips)
        page = self.get("slip", f"/slips/{slip}/")
        breathe()
        found = PART.search(page)
        if found is None:
            return  # somebody was faster
        part, form = found.groups()
        said = VERDICT.search(form)
        if said is not None and said.group(1) == "read":
            self.press("reading", int(slip), "decision", {"part": part, "verdict": "read"})
        else:
            self.speak(int(slip), part)
        breathe()

    def speak(self, slip: int, part: str) -> None:
        nouns, weights = zip(*PRESSES, strict=True)
        noun = self.dice.choices(nouns, weights)[0]
        word = f"意见{self.dice.getrandbits(64):016x}"
        if noun == "decision":
            fields = {"part": part, "verdict": self.dice.choice(VERDICTS), "opinion": word}
            if self.dice.random() < TWICE:
                self.press_twice(slip, fields, word)
                return
        elif noun == "return":
            goals = GOAL.findall(self.get("form", f"/slips/{slip}/return/?part={part}"))
            way = self.dice.choice(("straight", "steps"))
            fields = {"part": part, "to": self.dice.choice(goals or ["0"]), "way": way, "opinion": word}
        elif noun == "reassignment":
            fields, word = {"part": part, "to": self.dice.choice(self.names), "reason": word}, ""
        else:
            who = "、".join(self.dice.sample(self.names, self.dice.randint(1, 2)))
            where = self.dice.choice(("before", "beside", "after"))
            fields, word = {"part": part, "where": where, "who": who, "mode": "all"}, ""
        self.press(noun, slip, noun, fields, word)

    def press_twice(self, slip: int, fields: dict[str, str], word: str) -> None:
        """A hurried hand: the same press on two connections at one moment; the second is a new one, for a server closes
        those that stood idle."""
        other = threading.Thread(
            target=self.press,
            args=("decision", slip, "decision", fields, word),
            kwargs={"door": self.doors()},
        )
        other.start()
        self.press("decision", slip, "decision", fields, word)
        other.join()

    def get(self, what: str, path: str) -> str:
        begun = time.perf_counter()
        status, page = self.door("GET", path, {}, self.who.session)
        self.asked.append(Asked(what, time.perf_counter() - begun, status))
        return page if status == 200 else ""

    def press(
        self,
        what: str,
        slip: int,
        noun: str,
        fields: dict[str, str],
        word: str = "",
        *,
        door: Door | None = None,
    ) -> None:
        begun = time.perf_counter()
        status, _page = (door or self.door)("POST", f"/slips/{slip}/{noun}/", fields, self.who.session)
        self.asked.append(Asked(what, time.perf_counter() - begun, status, word, slip))
