"""通知的页: a quiet list without numbers, one's own settings, who is on duty, and the channels of the administrator."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuniu.journal.sentences import read
from shuniu.matters.models import Matter
from shuniu.notices import channels, operations, rules
from shuniu.notices.choices import INTERRUPTING, Reason
from shuniu.notices.forms import ChannelForm, ChoosingForm, ShiftForm
from shuniu.notices.models import Channel, Choice, Notice, Shift
from shuniu.notices.wording import ring_whom
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, require

ROWS = 100


@dataclass(frozen=True)
class Row:
    """One line of the list: what was said of one matter last, and why it did not wait."""

    notice: Notice
    matter: Matter | None
    said: str
    reason: str = ""


@login_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """通知: what still stands for me; what I have acted on is not here any more."""
    actor = _somebody(request)
    ringing, pressing, rest = rows_of(actor)
    context = {
        "ringing": ringing,
        "pressing": pressing,
        "rest": rest,
        "may_set_shifts": rules.may_set_shifts(actor),
    }
    return render(request, "notices/page.html", context)


def rows_of(actor: Actor) -> tuple[list[Row], list[Row], list[Row]]:
    """(请打电话, 现在看, 其余), each matter once, newest first; in a fixed number of statements."""
    assert actor.person is not None
    found = Notice.objects.filter(person=actor.person).standing(actor.unit, moment.now()).with_words()[:ROWS]
    notices = list(found)
    seen = set(
        Matter.objects.visible_to(actor)
        .filter(pk__in={one.matter_id for one in notices if one.matter_id})
        .values_list("pk", flat=True)
    )
    ringing: list[Row] = []
    pressing: list[Row] = []
    rest: list[Row] = []
    known: set[int] = set()
    for one in sorted(notices, key=lambda n: n.reason not in INTERRUPTING):
        if one.reason == Reason.RING and one.matter is not None:
            ringing.append(Row(one, one.matter if one.matter_id in seen else None, ring_whom(one.matter)))
            continue
        if one.matter_id is not None:
            if one.matter_id in known or one.matter_id not in seen:
                continue
            known.add(one.matter_id)
        said = read(one.line) if one.line else ""
        if one.reason in INTERRUPTING:
            pressing.append(Row(one, one.matter, said, str(Reason(one.reason).label)))
        else:
            rest.append(Row(one, one.matter, said))
    return ringing, pressing, rest


@login_required
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """我的通知: the one channel, my name there, my rest."""
    actor = _somebody(request)
    assert actor.person is not None
    opened = list(Channel.objects.filter(unit=actor.unit))
    chosen = Choice.objects.filter(person=actor.person).first()
    codes = [row.code for row in opened]
    usual = next((row.code for row in opened if row.usual), "")
    if request.method == "POST":
        form = ChoosingForm(request.POST, opened=codes, usual=usual)
        if form.is_valid():
            try:
                operations.choose(actor.person, by=actor, **form.cleaned_data)
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
            else:
                messages.success(request, _("记住了。"))
                return redirect("notice_choice")
        return render(request, "notices/mine.html", {"form": form}, status=422)
    initial = (
        {name: getattr(chosen, name) for name in ("channel", "address", "rest_from", "rest_until")}
        if chosen
        else {}
    )
    form = ChoosingForm(initial=initial, opened=codes, usual=usual)
    return render(request, "notices/mine.html", {"form": form})


# 值班


@login_required
@require_http_methods(["GET", "POST"])
def shifts(request: HttpRequest) -> HttpResponse:
    """值班: who is on duty now and next; the office puts people on."""
    actor = _somebody(request)
    verdict = rules.may_set_shifts(actor)
    form = ShiftForm(request.POST or None, actor=actor)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            told = form.cleaned_data
            try:
                operations.put_on_duty(
                    told["who"], starts=told["starts"], ends=told["ends"], at_desk=told["at_desk"], by=actor
                )
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
                status = 409
            else:
                messages.success(request, _("排上了。"))
                return redirect("shifts")
    now = moment.now()
    coming = list(
        Shift.objects.coming(now).filter(person__unit=actor.unit).select_related("person__division")[:ROWS]
    )
    context = {
        "form": form,
        "verdict": verdict,
        "now": [one for one in coming if one.starts <= now],
        "next": [one for one in coming if one.starts > now],
    }
    return render(request, "notices/shifts.html", context, status=status)


@login_required
@require_POST
def shift_dropping(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _somebody(request)
    shift = get_object_or_404(Shift.objects.filter(person__unit=actor.unit).select_related("person"), pk=pk)
    operations.take_off_duty(shift, by=actor)
    messages.success(request, _("撤了。"))
    return redirect("shifts")


# 通道


@login_required
@require_GET
def channel_list(request: HttpRequest) -> HttpResponse:
    """通道: every way out that there could be, which are open, and to which host they speak."""
    actor = _somebody(request)
    verdict = rules.may_open_channels(actor)
    opened = {row.code: row for row in Channel.objects.filter(unit=actor.unit)} if verdict else {}
    rows = [
        {
            "code": code,
            "label": known.label,
            "withdraws": known.withdraws,
            "row": opened.get(code),
            "host": channels.of(opened[code]).goes_to if code in opened else "",
        }
        for code, known in channels.KNOWN.items()
    ]
    return render(request, "notices/channels.html", {"rows": rows, "verdict": verdict})


@login_required
@require_http_methods(["GET", "POST"])
def channel(request: HttpRequest, code: str) -> HttpResponse:
    """One channel: its settings; secrets are never shown again."""
    actor = _somebody(request)
    known = _known(code)
    verdict = rules.may_open_channels(actor)
    row = Channel.objects.filter(unit=actor.unit, code=code).first() if verdict else None
    stored = row.secrets if row else {}
    status = 200
    if request.method == "POST":
        require(verdict)
        form = ChannelForm(request.POST, known=known, stored=stored)
        status = 422
        if form.is_valid():
            try:
                operations.open_channel(
                    code=code, given=form.given(), usual=form.cleaned_data["usual"], by=actor
                )
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
                status = 409
            else:
                messages.success(request, _("存好了。给自己试一条,看到不到。"))
                return redirect("channel", code)
    else:
        initial = {**(row.given if row else {}), **({"usual": row.usual} if row else {})}
        form = ChannelForm(known=known, stored=stored, initial=initial)
    return _channel_page(request, actor, known, row, form, verdict, status)


@login_required
@require_POST
def channel_trial(request: HttpRequest, code: str) -> HttpResponse:
    """试一条 to oneself."""
    actor = _somebody(request)
    known = _known(code)
    row = get_object_or_404(Channel, unit=actor.unit, code=code)
    try:
        operations.try_channel(row, address=request.POST.get("address", ""), by=actor)
    except Refused as refused:
        form = ChannelForm(known=known, stored=row.secrets, initial={**row.given, "usual": row.usual})
        context = {"trial_problem": refused.reason, "address": request.POST.get("address", "")}
        verdict = rules.may_open_channels(actor)
        return _channel_page(request, actor, known, row if verdict else None, form, verdict, 409, **context)
    messages.success(request, _("送出去了,看看手机。"))
    return redirect("channel", code)


@login_required
@require_POST
def channel_closing(request: HttpRequest, code: str) -> HttpResponse:
    actor = _somebody(request)
    row = get_object_or_404(Channel, unit=actor.unit, code=code)
    operations.close_channel(row, by=actor)
    messages.success(request, _("关了,存的密钥也删了。"))
    return redirect("channels")


def _channel_page(request, actor, known, row, form, verdict, status, **more) -> HttpResponse:
    context = {
        "known": known,
        "row": row,
        "form": form,
        "verdict": verdict,
        "usual_address": channels.usual_address(known.code, actor.person),
        **more,
    }
    return render(request, "notices/channel.html", context, status=status)


def _known(code: str) -> type[channels.Channel]:
    known = channels.KNOWN.get(code)
    if known is None:
        raise Http404
    return known


def _somebody(request: HttpRequest) -> Actor:
    actor = getattr(request, "actor", None)
    if not actor or actor.person is None:
        raise Http404
    return actor
