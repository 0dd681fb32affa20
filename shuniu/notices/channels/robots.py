"""群机器人: one address of a group; the person is called by their number. A group message cannot be taken back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from typing import ClassVar
from urllib.parse import quote_plus

from django.utils.translation import gettext_lazy as _

from shuniu.notices.channels import wire
from shuniu.notices.channels.base import SITE, Addressee, Channel, Field, Message

_HOOK = Field("hook", _("机器人的地址(Webhook)"), secret=True)
_KEYWORD = Field("keyword", _("关键词"), required=False, help=_("机器人设了关键词才填"))
_SIGN = Field("sign", _("加签密钥"), secret=True, required=False, help=_("机器人选了加签才填"))


class Robot(Channel):
    """What the three have in common: everything stands in one secret address."""

    address_label: ClassVar = _("手机号")

    @property
    def base(self) -> str:
        return self.secrets.get("hook", "")

    def said(self, message: Message) -> str:
        """The text, with the keyword if the robot wants one and it does not say so anyway."""
        keyword = self.given.get("keyword", "")
        return message.text if not keyword or keyword in message.text else f"{message.text}\n{keyword}"


class WecomRobot(Robot):
    code = "wecom_robot"
    label = _("企业微信群机器人")
    fields = (_HOOK, _KEYWORD, SITE)

    def send(self, to: Addressee, message: Message) -> str:
        body = {
            "msgtype": "text",
            "text": {"content": self.said(message), "mentioned_mobile_list": [to.address]},
        }
        wire.judged(wire.ask(self.base, body=body), later=frozenset({-1, 45009, 45033}))
        return ""


class DingtalkRobot(Robot):
    code = "dingtalk_robot"
    label = _("钉钉群机器人")
    fields = (_HOOK, _SIGN, _KEYWORD, SITE)

    def send(self, to: Addressee, message: Message) -> str:
        # The number stands in the text too, else the one called is not marked.
        body = {
            "msgtype": "text",
            "text": {"content": f"{self.said(message)}\n@{to.address}"},
            "at": {"atMobiles": [to.address], "isAtAll": False},
        }
        wire.judged(wire.ask(self.base + self._signature(), body=body), later=frozenset({-1, 130101, 410100}))
        return ""

    def _signature(self) -> str:
        """加签: milliseconds and the secret, by HMAC-SHA256 with the secret as key; the clock is the machine's, because
        the other side looks at its own."""
        secret = self.secrets.get("sign", "")
        if not secret:
            return ""
        stamp = str(round(time.time() * 1000))
        sign = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
        return f"&timestamp={stamp}&sign={quote_plus(base64.b64encode(sign))}"


class FeishuRobot(Robot):
    code = "feishu_robot"
    label = _("飞书群机器人")
    fields = (_HOOK, _SIGN, _KEYWORD, SITE)

    def send(self, to: Addressee, message: Message) -> str:
        body = {
            "msg_type": "text",
            "content": {"text": f"{to.name} {self.said(message)}"},
            **self._signature(),
        }
        wire.judged(wire.ask(self.base, body=body), name="code", later=frozenset({9499, 11232}))
        return ""

    def _signature(self) -> dict:
        """签名校验: seconds and the secret are the key, over nothing."""
        secret = self.secrets.get("sign", "")
        if not secret:
            return {}
        stamp = str(int(time.time()))
        sign = hmac.new(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
        return {"timestamp": stamp, "sign": base64.b64encode(sign).decode()}
