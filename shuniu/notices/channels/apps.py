"""应用消息: 企业微信, 钉钉 and 飞书 to one person, with a token that is kept and a receipt by which it is taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import ClassVar
from urllib.parse import quote, urlencode

from django.utils.translation import gettext_lazy as _

from shuniu.notices.channels import wire
from shuniu.notices.channels.base import SITE, Addressee, Channel, Field, Message, NotSent
from shuniu.org import moment

_BASE = Field("base", _("接口地址"), required=False, help=_("用的是自建的政务版才填;不填就是公网的接口"))


class AppChannel(Channel):
    """With a token: one that the other side calls stale is fetched anew and the request made once more."""

    withdraws = True
    stale: ClassVar[frozenset[int]] = frozenset()
    code_name: ClassVar[str] = "errcode"
    later: ClassVar[frozenset[int]] = frozenset()

    def fetch_token(self) -> tuple[str, int]:
        raise NotImplementedError

    def request(self, make: Callable[[str], dict]) -> dict:
        """`make(token)` does the request; gives its answer if it went well."""
        answer = make(wire.kept_token(self.cache_key, self.fetch_token))
        if answer.get(self.code_name) in self.stale:
            wire.forget_token(self.cache_key)
            answer = make(wire.kept_token(self.cache_key, self.fetch_token))
        return wire.judged(answer, name=self.code_name, later=self.later)

    def judged_token(self, answer: dict, name: str, seconds: str) -> tuple[str, int]:
        wire.judged(answer, name=self.code_name, later=self.later)
        if not answer.get(name):
            raise NotSent("token")
        return answer[name], int(answer.get(seconds) or 7200)


class Wecom(AppChannel):
    code = "wecom"
    label = _("企业微信应用消息")
    host = "https://qyapi.weixin.qq.com"
    address_label = _("企业微信账号")
    fields = (
        Field("corpid", _("企业ID")),
        Field("agentid", _("应用的AgentId")),
        Field("secret", _("应用的Secret"), secret=True),
        _BASE,
        SITE,
    )
    stale = frozenset({40014, 41001, 42001})
    later = frozenset({-1, 45009, 45033})

    def fetch_token(self) -> tuple[str, int]:
        query = urlencode(
            {"corpid": self.given.get("corpid", ""), "corpsecret": self.secrets.get("secret", "")}
        )
        return self.judged_token(
            wire.ask(f"{self.base}/cgi-bin/gettoken?{query}"), "access_token", "expires_in"
        )

    def send(self, to: Addressee, message: Message) -> str:
        body: dict = {"touser": to.address, "agentid": int(self.given.get("agentid") or 0)}
        if message.link:
            card = {"title": message.title[:64], "description": "\n".join(message.lines) or message.title}
            body |= {"msgtype": "textcard", "textcard": card | {"url": message.link, "btntxt": "看"}}
        else:
            body |= {"msgtype": "text", "text": {"content": message.text}}
        url = f"{self.base}/cgi-bin/message/send?access_token="
        answer = self.request(lambda token: wire.ask(url + token, body=body))
        if answer.get("invaliduser"):
            raise NotSent("address")
        return answer.get("msgid", "")

    def withdraw(self, receipt: str) -> None:
        url = f"{self.base}/cgi-bin/message/recall?access_token="
        self.request(lambda token: wire.ask(url + token, body={"msgid": receipt}))


class Dingtalk(AppChannel):
    code = "dingtalk"
    label = _("钉钉工作通知")
    host = "https://oapi.dingtalk.com"
    address_label = _("钉钉userid")
    fields = (
        Field("appkey", _("应用的AppKey")),
        Field("agentid", _("应用的AgentId")),
        Field("secret", _("应用的AppSecret"), secret=True),
        _BASE,
        SITE,
    )
    stale = frozenset({40001, 40014, 42001})
    later = frozenset({-1, 88, 90002, 90018, 143105, 143106})

    def fetch_token(self) -> tuple[str, int]:
        query = urlencode(
            {"appkey": self.given.get("appkey", ""), "appsecret": self.secrets.get("secret", "")}
        )
        return self.judged_token(wire.ask(f"{self.base}/gettoken?{query}"), "access_token", "expires_in")

    def send(self, to: Addressee, message: Message) -> str:
        # The same words twice in a day are swallowed there: the minute makes them different.
        stamp = f"{moment.local(moment.now()):%m-%d %H:%M}"
        text = "\n\n".join([f"#### {message.title}", *message.lines, stamp])
        if message.link:
            card = {
                "title": message.title,
                "markdown": text,
                "single_title": "看",
                "single_url": message.link,
            }
            told: dict = {"msgtype": "action_card", "action_card": card}
        else:
            told = {"msgtype": "markdown", "markdown": {"title": message.title, "text": text}}
        body = {"agent_id": int(self.given.get("agentid") or 0), "userid_list": to.address, "msg": told}
        url = f"{self.base}/topapi/message/corpconversation/asyncsend_v2?access_token="
        answer = self.request(lambda token: wire.ask(url + token, body=body))
        return str(answer.get("task_id") or "")

    def withdraw(self, receipt: str) -> None:
        body = {"agent_id": int(self.given.get("agentid") or 0), "msg_task_id": int(receipt)}
        url = f"{self.base}/topapi/message/corpconversation/recall?access_token="
        self.request(lambda token: wire.ask(url + token, body=body))


class Feishu(AppChannel):
    code = "feishu"
    label = _("飞书消息")
    host = "https://open.feishu.cn"
    address_label = _("飞书user_id")
    fields = (
        Field("appid", _("应用的App ID")),
        Field("secret", _("应用的App Secret"), secret=True),
        _BASE,
        SITE,
    )
    code_name = "code"
    stale = frozenset({99991661, 99991663, 99991664, 99991668})
    later = frozenset({-1, 11232, 230020, 99991400})

    def fetch_token(self) -> tuple[str, int]:
        body = {"app_id": self.given.get("appid", ""), "app_secret": self.secrets.get("secret", "")}
        answer = wire.ask(f"{self.base}/open-apis/auth/v3/tenant_access_token/internal", body=body)
        return self.judged_token(answer, "tenant_access_token", "expire")

    def send(self, to: Addressee, message: Message) -> str:
        rows = [[{"tag": "text", "text": line}] for line in message.lines]
        if message.link:
            rows.append([{"tag": "a", "text": "看", "href": message.link}])
        content = {
            "zh_cn": {"title": message.title, "content": rows or [[{"tag": "text", "text": message.title}]]}
        }
        body = {
            "receive_id": to.address,
            "msg_type": "post",
            "content": json.dumps(content, ensure_ascii=False),
        }
        url = f"{self.base}/open-apis/im/v1/messages?receive_id_type=user_id"
        answer = self.request(lambda token: wire.ask(url, body=body, headers=_bearer(token)))
        return (answer.get("data") or {}).get("message_id", "")

    def withdraw(self, receipt: str) -> None:
        url = f"{self.base}/open-apis/im/v1/messages/{quote(receipt, safe='')}"
        self.request(lambda token: wire.ask(url, method="DELETE", headers=_bearer(token)))


def _bearer(token: str) -> dict:
    return {"Authorization": f"Bearer {token}"}
