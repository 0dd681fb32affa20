"""领导: the order in which leaders are named, and their titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.org.roster import Member
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House

_POSTS = r"(?:代理?县长|常务副县长|副县长|县长|公安局局长|公安局长|党组书记|党组成员|党组副书记|县委副书记|县委书记|县委常委|督察长|县政府|县人民政府|政府|青岚县)"
_BETWEEN = rf"(?:、|，|和|及|与|以及|\s|\u3000|{_POSTS}|同志|（[^）]{{0,12}}）)*"


@rule(
    "P-48",
    _("领导的排序和职务与名册一致"),
    Severity.ERROR,
    "product.md §16.1; 2012 Reg. art. 20",
    fragment=True,
)
def leaders(draft: Draft, house: House) -> Iterator[Found]:
    ranked = house.leaders()
    if not ranked:
        return
    yield from _order(draft.text, ranked)
    yield from _titles(draft.text, house, ranked)


def _order(text: str, ranked: list[Member]) -> Iterator[Found]:
    rank = {member.name: member.rank for member in ranked}
    one = rf"(?P<post>(?:{_POSTS}[、，]?)*)(?P<name>{'|'.join(map(re.escape, rank))})(?P<after>{_POSTS})?(?:同志)?"
    run: list[re.Match[str]] = []
    for found in [*re.finditer(one, text), None]:
        if found is not None and (not run or _joined(text[run[-1].end() : found.start()])):
            run.append(found)
            continue
        yield from _wrong_order(text, run, rank)
        run = [found] if found is not None else []


def _joined(between: str) -> bool:
    return bool(re.fullmatch(r"[、，和及与\s\u3000]{1,3}|以及", between)) and "\n" not in between


def _wrong_order(text: str, run: list[re.Match[str]], rank: dict[str, int]) -> Iterator[Found]:
    ranks = [rank[found["name"]] for found in run]
    if len(run) < 2 or ranks == sorted(ranks):
        return
    start, end = run[0].start(), run[-1].end()
    shared = sum(1 for found in run if found["post"]) not in (0, len(run))
    if shared and not (run[0]["post"] and sum(1 for f in run if f["post"]) == 1 and min(ranks) > 2):
        yield Found(start, end, None)
        return
    head = run[0]["post"] if shared else ""
    pieces = [
        found[0].removeprefix(head) if index == 0 and shared else found[0] for index, found in enumerate(run)
    ]
    ordered = [piece for _rank, piece in sorted(zip(ranks, pieces, strict=True))]
    gaps = [text[a.end() : b.start()] for a, b in zip(run, run[1:], strict=False)]
    right = head + ordered[0] + "".join(gap + piece for gap, piece in zip(gaps, ordered[1:], strict=True))
    yield Found(start, end, right)


def _titles(text: str, house: House, ranked: list[Member]) -> Iterator[Found]:
    posts = {member.name: member.post for member in ranked}
    for found in re.finditer(
        r"(?P<post>(?:常务)?副?县长)(?:、公安局局长)?(?P<name>[\u4e00-\u9fff]{2,3})", text
    ):
        if text[max(0, found.start() - 1) : found.start()] in ("副", "务", "代"):
            continue
        name = next((n for n in posts if found["name"].startswith(n) or n == found["name"][:3]), "")
        if name:
            if found["post"] != posts[name]:
                yield Found(
                    found.start("post"),
                    found.start("name") + len(name),
                    text[found.start("post") : found.end("name")].replace(found["post"], posts[name], 1)[
                        : len(posts[name]) + (found.start("name") - found.end("post")) + len(name)
                    ],
                )
            continue
        yield from _misspelt(found, posts, house)
    names = "|".join(
        map(
            re.escape,
            [
                *posts,
                *(m.name for m in house.roster.present_members() if not m.is_leader and len(m.name) > 1),
            ],
        )
    )
    for found in re.finditer(rf"(?P<name>{names})(?P<post>(?:常务)?副?县长)(?![助办])", text):
        right = posts.get(found["name"])
        if right != found["post"]:
            yield Found(found.start(), found.end(), found["name"] + right if right else None)
    others = {m.name for m in house.roster.present_members() if not m.is_leader}
    for found in re.finditer(r"(?:常务)?副?县长(?P<name>[\u4e00-\u9fff]{2,3})", text):
        if any(found["name"].startswith(n) for n in others) and not any(
            found["name"].startswith(n) for n in posts
        ):
            yield Found(found.start(), found.end(), None)


def _misspelt(found: re.Match[str], posts: dict[str, str], house: House) -> Iterator[Found]:
    """副县长顾清禾: one character off the name of a leader with this post."""
    for name, post in posts.items():
        said = found["name"][: len(name)]
        same = sum(1 for a, b in zip(said, name, strict=False) if a == b)
        if (
            len(said) == len(name)
            and len(name) > 2
            and same == len(name) - 1
            and house.roster.member(said) is None
        ):
            start = found.start("name")
            yield Found(
                found.start(),
                start + len(name),
                found["post"] + name if post == found["post"] else post + name,
            )
            return
