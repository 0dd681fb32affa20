"""命令: what the palette can do besides finding, each with its key, so that people graduate to the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.roster import sounds_of


@dataclass(frozen=True)
class Command:
    word: str
    address: str
    key: str = ""
    post: bool = False  # changes something: a form, not a link
    fields: tuple[tuple[str, str], ...] = ()
    when: Callable[[Actor], bool] = lambda actor: True


def _office(actor: Actor) -> bool:
    return actor.in_office


def _keeps_the_system(actor: Actor) -> bool:
    return actor.has(Role.ADMIN)


def _reads(actor: Actor) -> bool:
    return actor.reads_matters


COMMANDS = (
    Command(_("今日"), "/", "G T"),
    Command(_("收件"), "/inbox/", "G I"),
    Command(_("文"), "/docs/", "G D"),
    Command(_("会"), "/meetings/", "G M"),
    Command(_("事"), "/affairs/", "G A"),
    Command(_("督"), "/supervise/", "G S"),
    Command(_("计划"), "/plan/", "G P"),
    Command(_("报"), "/reports/", "G R"),
    Command(_("在我手上的"), "/matters/?view=mine", when=_reads),
    Command(_("我交出去的"), "/matters/?view=given", when=_reads),
    Command(_("过了时限的"), "/matters/?view=late", when=_reads),
    Command(_("我今天办成的"), "/matters/?view=done", when=_reads),
    Command(_("催全部到期"), "/supervise/chasing/", when=lambda actor: actor.in_office),
    Command(_("督办台账"), "/supervise/ledger/", when=_reads),
    Command(_("流转中"), "/slips/", when=_reads),
    Command(_("要我表态的"), "/slips/?view=mine", when=_reads),
    Command(_("常用流程"), "/settings/routes/", when=_reads),
    Command(_("谁还没签收"), "/unsigned/", when=_office),
    Command(_("外出报备"), "/absences/"),
    Command(_("授权委托"), "/delegations/"),
    Command(_("人员"), "/people/"),
    Command(_("领导分工"), "/division-of-work/"),
    Command(_("职责清单"), "/duties/"),
    Command(_("单位和科室"), "/divisions/"),
    Command(_("健康"), "/health/", when=_keeps_the_system),
    Command(_("备份"), "/health/", when=_keeps_the_system),
    Command(_("设置"), "/settings/"),
    Command(_("帮助"), "/help/", "?"),
    Command(_("改口令"), "/accounts/password/change/"),
    Command(_("英文"), "/settings/language/", post=True, fields=(("language", "en"),)),
    Command(_("中文"), "/settings/language/", post=True, fields=(("language", "zh-hans"),)),
    Command(
        _("锁屏"), "/locked/", post=True, fields=(("lock", "1"),), when=lambda actor: not settings.SHUNIU_DEMO
    ),
    Command(_("换一个人看"), "/as/", when=lambda actor: bool(settings.SHUNIU_DEMO)),
    Command(_("退出"), "/accounts/logout/", post=True),
)


@lru_cache(maxsize=2048)
def sounds(word: str) -> tuple[str, str]:
    """拼音 and initials of a word, kept: the same few are asked for at every key."""
    return sounds_of(word)


def commands_called(typed: str, actor: Actor) -> Iterator[Command]:
    """Commands that the words may mean: by characters, pinyin or initials, in either language."""
    typed = typed.strip().lower()
    for command in COMMANDS:
        if not command.when(actor):
            continue
        word = str(command.word)
        if not typed or typed in word.lower() or _sounds_like(typed, word):
            yield command


def _sounds_like(typed: str, word: str) -> bool:
    return typed.isascii() and typed.isalpha() and any(sound.startswith(typed) for sound in sounds(word))
