"""断句: a line as dictated, without marks and with fillers, brought into the form in which lines are typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from shuniu.org.roster import Roster

from . import verbs
from .names import GROUP, Named, find_names
from .sentence import Sentence

_AT_A_BREAK = r"(?:^|(?<=[\s,。;:!?]))"
# What people say before they know what to say; a space takes its place.
_FILLER = re.compile(
    rf"{_AT_A_BREAK}(?:嗯|呃|额(?=[\s,那这就])|唔|哎呀?|诶|欸|喂|哦|噢|唉|嘿|哈喽|那个|这个(?=[\s,]|那个|就是|嗯|呃)|就是说?(?=[\s,]|那个|这个|嗯|呃|[\u4e00-\u9fff])(?!不)|"
    r"对了|话说|是这样的?(?=[\s,])|怎么说呢|跟你说(?:一?下|个事)?(?=[\s,])|你好|您好|各位(?:同事|领导|同仁)?(?=[\s,])|大家好|不好意思|打扰(?:一下|了)?(?=[\s,])|好的?(?=[\s,])|行(?=[\s,])|"
    r"另外(?=[\s,])|还有(?=[\s,])|还有个事|有个事(?=[\s,])|然后(?=[\s,那])|[\s,])+"
    r"|(?<=[请让叫])(?:那个|这个)(?=[\u4e00-\u9fff]{2})|嗯+|呃+"
)
_PARTICLE = re.compile(r"[哈啊呀哦呗嘛喽哟噢咯]+(?=[\s,。;!?]|$)")
_POLITE = re.compile(
    r"(?<=[\u4e00-\u9fff\d])(?<![申邀提报呈恳宴聘敬烦商转务拟约未想再就并另需须要已先都也可来去])(?=(?:请(?!示|假|客|柬|帖|战|愿|求|教|辞|功|罪|调|批|了|过|到|不|款|人))|麻烦(?!事|的))"
)
_ASKS = re.compile(
    r"(?<=[\u4e00-\u9fff\d])(?<![转移提上安该局办委科室部镇乡院长队厅])(?=(?P<ask>让|叫|由|通知|要求))"
)


# 12345转来工单沿河路…: how it came in is said before what it is.
_SAID_HOW = re.compile(
    r"(?:来电话|来电(?!话|视|影|脑|量|人|记录|登记|数)|转来工单|口头交代|批示(?!件|精神|要求|指示|说|给|道|请|我|你|过|了|的))(?=[\u4e00-\u9fff])"
)
# A name behind these belongs to them.
_LEANS = re.compile(
    r"(?:[请让叫由派给向跟和与同对找问催送接陪把将被比为替是在到去来谢报交转查看访从于至往赴回属归借领约喊带及或等促知告托商邀的说批按据、对用县市省区住发生员趟写见上盯搞弄抓迎改收还走进停罚评帮送拜下交像过]|"
    r"感谢|多谢|一下|会同|配合|协助|联合|支持|通知|要求|安排|麻烦|辛苦|提醒|关于|督促|牵头|代表|指导)$"
)
_ENDS_A_BODY = re.compile(r"(?:[局办委科部厅院镇乡队]|督查室|值班室|政府)$")
_CLAUSE_AFTER = re.compile(
    r"(?:$|[\s。!?]|\d|[一二两三四五六七八九十]+[人个点月号日天]|明[天早]|今[天晚]|后天|下周|本周|这周|周[一二三四五六日]|月底|[上下]午|还没|参加|主持|陪同?|都|用(?=$|[\s,。\d])|全天)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """The line to be read; `inserted` are the places in `text` of breaks nobody typed."""

    text: str
    inserted: tuple[int, ...] = ()

    def as_typed(self, span: tuple[int, int]) -> tuple[int, int]:
        """A span of `text` in the line as typed."""
        start = span[0] - sum(at < span[0] for at in self.inserted)
        return start, span[1] - sum(at < span[1] for at in self.inserted)


def in_clauses(text: str, roster: Roster) -> Line:
    """Fillers and particles blank, and a space where somebody is asked in the middle of a run of words."""
    quiet = _FILLER.sub(lambda m: " " * len(m[0]), text)
    quiet = re.sub(r"(?<!\d)[,;]|[,;](?!\d)", " ", quiet)
    quiet = _PARTICLE.sub(lambda m: " " * len(m[0]), quiet)
    breaks = {match.start() for match in _POLITE.finditer(quiet)}
    breaks |= {match.end() for match in _SAID_HOW.finditer(quiet)}
    found = find_names(quiet, roster)
    known = [n for n in found if (n.member or n.body or n.sort == GROUP) and not n.bare]
    starts, bare = {n.start for n in known}, {n.end for n in found if n.bare}
    breaks |= {m.start() for m in _ASKS.finditer(quiet) if m.end() + len(m["ask"]) in starts}
    rooms = _any_room(roster)
    for match in rooms.finditer(quiet):
        if not re.search(
            r"(?:[\s在到去用借订约占换把给将留要定至的改个]|^|预定|一下)$", quiet[: match.start()]
        ) and not _ENDS_A_BODY.search(quiet[: match.start()]):
            breaks.add(match.start())
        if match.end() in starts:
            breaks.add(match.end())
    breaks |= {n.start for n in known if n.start not in bare and _begins(n, starts, quiet)}
    pieces, last, inserted = [], 0, []
    for count, at in enumerate(sorted(breaks)):
        pieces.append(quiet[last:at])
        inserted.append(at + count)
        last = at
    pieces.append(quiet[last:])
    return Line(" ".join(pieces), tuple(inserted))


@lru_cache(maxsize=8)
def _any_room(roster: Roster) -> re.Pattern[str]:
    names = sorted(
        (n for n in roster.names_of_rooms() if not n.isascii() and not n[0].isdigit()), key=len, reverse=True
    )
    return re.compile("|".join(map(re.escape, names)) or r"(?!)")


def _begins(name: Named, starts: set[int], text: str) -> bool:
    """讲话稿方一鸣准备, 周五前交稿方一鸣: whoever does it stands behind the thing without a break."""
    before, after = text[: name.start], text[name.end :]
    if not re.search(r"[\u4e00-\u9fff]$", before) or _LEANS.search(before):
        return False
    if name.sort != GROUP and _ENDS_A_BODY.search(before):
        return False
    goes_on = re.match(r"[、和与及]", after) or name.end in starts
    return bool(goes_on or _CLAUSE_AFTER.match(after) or verbs.DOES.match(after) or verbs.LEADS.match(after))


def spans_as_typed(sentence: Sentence, line: Line) -> Sentence:
    """The sentence with the spans of its chips in the line as typed."""
    if not line.inserted:
        return sentence
    chips = tuple(replace(c, span=line.as_typed(c.span)) if c.span else c for c in sentence.chips)
    return replace(sentence, chips=chips)
