"""How each verb about notices reads to a human. They tell nobody: a setting is no news."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from shuniu.journal.verbs import sentence

_AT = "shuniu.notices.operations."

for name, term, reads, operation in (
    ("channel.opened", "开通道", _("{actor}开了往外的通道:{channel}({host})"), "open_channel"),
    ("channel.closed", "关通道", _("{actor}关了往外的通道:{channel}"), "close_channel"),
    ("channel.tried", "试一条", _("{actor}给自己试了一条:{channel}"), "try_channel"),
    ("notice.chosen", "我的通知", _("{actor}定通知走{channel},免打扰 {rest}"), "choose"),
    ("shift.set", "排班", _("{actor}排{person}值班:{starts} 到 {ends}"), "put_on_duty"),
    ("shift.dropped", "撤班", _("{actor}撤了{person}的班:{starts} 到 {ends}"), "take_off_duty"),
):
    sentence(name, term=term, reads=reads, operation=_AT + operation, weighty=False)
