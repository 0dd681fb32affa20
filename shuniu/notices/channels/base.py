"""通道: what every way out has in common: a message of title and number, an addressee, a receipt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Message:
    """一条消息: title, lines and a link into this office; never the text of a matter."""

    title: str
    lines: tuple[str, ...] = ()
    link: str = ""

    def at(self, site: str) -> Message:
        """With the address of this office before the link; an office whose address is not known sends no link."""
        return replace(self, link=site.rstrip("/") + self.link if site else "")

    @property
    def text(self) -> str:
        return "\n".join([self.title, *self.lines, *([self.link] if self.link else [])])


@dataclass(frozen=True)
class Addressee:
    """收的人: the address is what the channel knows the person by."""

    name: str
    address: str


@dataclass(frozen=True)
class Field:
    """One thing that an administrator writes down for a channel; a secret is kept apart and never shown again."""

    name: str
    label: str | Promise
    secret: bool = False
    required: bool = True
    usual: str = ""
    help: str | Promise = ""


SITE = Field(
    "site",
    _("本系统的地址"),
    required=False,
    help=_("手机上能打开的网址,写在消息里;不写就只有标题和编号"),
)


class NotSent(Exception):
    """没送成, and trying again would not help: the setting or the address is wrong. Holds no secret."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code[:200]


class NotNow(NotSent):
    """现在没送成: the net, the other side, or too many at once. Tried again later."""


@dataclass
class Channel:
    """`Channel.send(person, message) -> receipt`, `withdraw(receipt)`; the rest is what a page shows of it."""

    given: dict = field(default_factory=dict)
    secrets: dict = field(default_factory=dict, repr=False)
    cache_key: str = ""

    code: ClassVar[str] = ""
    label: ClassVar[str | Promise] = ""
    fields: ClassVar[tuple[Field, ...]] = ()
    withdraws: ClassVar[bool] = False
    address_label: ClassVar[str | Promise] = ""  # what a person is known by there
    host: ClassVar[str] = ""

    def send(self, to: Addressee, message: Message) -> str:
        raise NotImplementedError

    def withdraw(self, receipt: str) -> None:
        """Taken back where the interface can; the others let a message lie."""

    @property
    def base(self) -> str:
        """Where the interface is: the public one, or the one of a house of its own."""
        return (self.given.get("base") or self.host).rstrip("/")

    @property
    def goes_to(self) -> str:
        """The host that is spoken to, for the list of outside connections."""
        return self.base.split("://")[-1].split("/")[0]
