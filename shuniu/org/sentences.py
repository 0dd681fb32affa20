"""How each verb about people reads to a human. Registered by the journal app, which sits above this one."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

# (name, term, reads, operation): the journal reads this table, because org may not import it.
VERBS = (
    ("unit.founded", "第一次用", _("{unit}开始使用,由{person}设好"), "accounts.found_unit"),
    ("account.password_set", "设口令", _("{actor}给{person}设了口令"), "accounts.set_password"),
    ("account.closed", "停账号", _("{actor}停了{person}的账号"), "accounts.close_account"),
    (
        "absence.announced",
        "外出报备",
        _("{actor}报备:{person} {starts} 到 {ends} {kind},{stand_in}接着"),
        "absences.announce",
    ),
    ("absence.began", "外出开始", _("{person}外出,{stand_in}接着"), "absences.begin"),
    ("absence.ended", "外出结束", _("{person}回来"), "absences.end"),
    ("absence.cancelled", "取消外出", _("{actor}取消{person}的外出"), "absences.cancel"),
    ("person.added", "加人", _("{actor}加上{person}({division} {post})"), "people.add_person"),
    ("person.changed", "改资料", _("{actor}改{person}的资料:{what}"), "people.change_person"),
    ("person.appointed", "任职", _("{actor}任{person}为{post}"), "people.appoint"),
    ("person.left", "离岗", _("{person}离岗"), "people.leave"),
    ("role.granted", "授角色", _("{actor}给{person}角色:{role}"), "people.grant_role"),
    ("role.withdrawn", "收角色", _("{actor}收回{person}的角色:{role}"), "people.withdraw_role"),
    ("pair.set", "定AB角", _("{actor}定{person}的B角为{stand_in}"), "people.set_stand_in"),
    ("charge.set", "定分工", _("{actor}定{person}分管{division}{function}"), "people.set_charge"),
    ("delegation.given", "授权委托", _("{giver}把{functions}委托给{receiver}"), "delegating.delegate"),
    (
        "delegation.revoked",
        "收回委托",
        _("{actor}收回{giver}给{receiver}的委托"),
        "delegating.revoke_delegation",
    ),
    ("division.added", "加部门", _("{actor}加部门:{division}"), "divisions.add_division"),
    ("division.changed", "改部门", _("{actor}改{division}:{what}"), "divisions.change_division"),
    (
        "signing.set",
        "定第二道确认",
        _("{actor}定签批的第二道确认:{factor},记住{minutes}分钟"),
        "signing.set_signing",
    ),
    ("duty.set", "定职责", _("{actor}定职责 {number}:{what},{division}"), "divisions.set_duty"),
)
