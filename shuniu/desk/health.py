"""健康: what an administrator looks at once a day, each line with its light, in a sentence; no content of any matter."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shuniu.clock.calendar import chinese_calendar_seed
from shuniu.clock.models import Errand
from shuniu.desk import emergency_book
from shuniu.journal.models import Line as JournalLine
from shuniu.matters.choices import OPEN_STATES, State
from shuniu.matters.models import Matter, Tally
from shuniu.matters.ranking.lights import AMBER, GREEN, NONE, RED
from shuniu.matters.ranking.wording import day
from shuniu.notices import measures
from shuniu.org import moment
from shuniu.org.models import Account, Unit
from shuniu.routing import moving

GIGABYTE = 1024**3
BACKUP_MIND = timedelta(hours=36)
BACKUP_BAD = timedelta(days=8)
ENDING = ".shuniu-backup"
VERIFIED = "desk.verify_journal"
# What the pages of this process took, newest last: (address, milliseconds). Nobody's name is in it.
took: deque[tuple[str, float]] = deque(maxlen=2000)


@dataclass(frozen=True)
class Line:
    """一行: its name, its light, what is told, and what to do when it is not green."""

    name: str
    colour: str
    told: str
    remedy: str = ""
    address: str = ""


def lines(unit: Unit) -> list[Line]:
    """Every line; one that cannot be looked at says so and does not hide the others."""
    found: list[Line] = []
    for look in (
        _backup,
        _emergency_book,
        _holders,
        _slips,
        _balance,
        _journal,
        _speed,
        _queue,
        _disk,
        _clock,
        _calendar,
        _accounts,
        _notices,
        _outside,
    ):
        try:
            found.extend(look(unit))
        except OSError as problem:
            found.append(Line(look.__name__.strip("_"), AMBER, _("看不了:%s") % problem.strerror))
    return found


def newest_backup() -> tuple[datetime, int] | None:
    """When the newest archive was made and its size in bytes."""
    found = [path.stat() for path in Path(settings.SHUNIU_DATA).glob(f"backups/*{ENDING}")]
    if not found:
        return None
    newest = max(found, key=lambda stat: stat.st_mtime)
    return datetime.fromtimestamp(newest.st_mtime, tz=moment.OFFICE_ZONE), newest.st_size


def _backup(unit: Unit) -> Iterator[Line]:
    name = _("备份")
    found = newest_backup()
    if found is None:
        colour = NONE if settings.SHUNIU_DEMO else AMBER
        yield Line(name, colour, _("还没有备份。"), _("按“现在备一次”,以后每天02:00自己备。"))
        return
    made, size = found
    age = datetime.now(tz=moment.OFFICE_ZONE) - made
    colour = RED if age > BACKUP_BAD else AMBER if age > BACKUP_MIND else GREEN
    told = f"{_when(made)} · {size / 1024**2:.1f} MB"
    yield Line(name, colour, told, "" if colour == GREEN else _("按“现在备一次”,再看盘还在不在。"))


def _emergency_book(unit: Unit) -> Iterator[Line]:
    """应急本: written last night, and in the folder of the duty PC where one is named."""
    name = _("应急本")
    written = emergency_book.newest(emergency_book.folder_of(unit))
    if written is None:
        colour = NONE if settings.SHUNIU_DEMO else AMBER
        yield Line(name, colour, _("还没有写过。"), _("按“现在写应急本”,以后每夜02:30自己写。"))
        return
    made = datetime.fromtimestamp(written.stat().st_mtime, tz=moment.OFFICE_ZONE)
    told = f"{_when(made)} · {written.stat().st_size / 1024:.0f} KB"
    old = datetime.now(tz=moment.OFFICE_ZONE) - made > BACKUP_MIND
    shared = emergency_book.shared_folder(unit)
    if shared is None:
        told += _(" · 还没有指定值班电脑的文件夹(SHUNIU_EMERGENCY)")
    elif emergency_book.newest(shared) is None:
        yield Line(name, AMBER, told, _("没有抄到 %s,看看那个文件夹能不能写。") % shared)
        return
    else:
        told += f" · {shared}"
    yield Line(name, AMBER if old else GREEN, told, _("按“现在写应急本”。") if old else "")


def _holders(unit: Unit) -> Iterator[Line]:
    """在谁手上: the number that must be 0."""
    open_count = (
        Tally.objects.filter(unit=unit, state__in=OPEN_STATES).aggregate(all=Sum("count"))["all"] or 0
    )
    lost = Matter.objects.filter(unit=unit).without_one_active_holder().count()
    if lost:
        told = ngettext("{n} 件没有在岗的人拿着", "{n} 件没有在岗的人拿着", lost).format(n=lost)
        yield Line(_("在谁手上"), RED, told, _("请主任打开今日,一键交给人。"))
    else:
        told = ngettext("{n} 件在办,全部恰有1人", "{n} 件在办,全部恰有1人", open_count).format(
            n=f"{open_count:,}"
        )
        yield Line(_("在谁手上"), GREEN, told)


def _slips(unit: Unit) -> Iterator[Line]:
    """流转: every slip under way is in exactly one stage, every share of it in one hand; the stuck ones by number."""
    count, caught = moving.under_way(unit), list(moving.stuck(unit).values_list("pk", flat=True)[:20])
    if caught:
        told = ngettext("{n} 张卡住了,没有在岗的人拿着", "{n} 张卡住了,没有在岗的人拿着", len(caught)).format(
            n=len(caught)
        )
        yield Line(_("流转"), RED, told, _("看是哪几张,交给在岗的人;说过的话都留着。"), "/health/slips/")
        return
    told = ngettext("{n} 张在走,每份恰有1人", "{n} 张在走,每份恰有1人", count).format(n=f"{count:,}")
    yield Line(_("流转"), GREEN, told)


def _balance(unit: Unit) -> Iterator[Line]:
    """平账: what came in today is settled, open, merged or returned; nothing is between."""
    start = moment.aware(datetime.combine(moment.today(), datetime.min.time()))
    rows = dict(
        Matter.objects.filter(unit=unit, part=0, received__gte=start)
        .order_by()
        .values_list("state")
        .annotate(n=Count("pk"))
    )
    done, merged, returned = (rows.get(state, 0) for state in (State.DONE, State.MERGED, State.RETURNED))
    running = sum(rows.get(state, 0) for state in OPEN_STATES)
    total = sum(rows.values())
    told = _("收 {total} = 办结 {done} + 在办 {running} + 并入 {merged} + 退回 {returned}").format(
        total=total, done=done, running=running, merged=merged, returned=returned
    )
    even = total == done + merged + returned + running
    yield Line(_("今日平账"), GREEN if even else RED, told, "" if even else _("请把诊断包发给维护的人。"))


def _journal(unit: Unit) -> Iterator[Line]:
    name = _("痕迹链")
    last = Errand.objects.filter(name=VERIFIED, unit=unit, done__isnull=False).order_by("-done").first()
    if last is None:
        yield Line(name, NONE, _("还没有验过,今夜会验。"))
        return
    if last.payload.get("broken"):
        yield Line(
            name, RED, _("断了:%s") % last.payload["broken"], _("先停下,留住这份资料夹,再从备份比对。")
        )
        return
    told = _("{n} 条,{when} 验过,没有断").format(n=f"{last.payload.get('lines', 0):,}", when=_when(last.done))
    yield Line(name, GREEN, told)


def _speed(unit: Unit) -> Iterator[Line]:
    if len(took) < 20:
        yield Line(_("速度"), NONE, _("刚起动,看过的页面还不够算。"))
        return
    times = sorted(ms for _address, ms in took)
    slow = times[int(len(times) * 0.95)]
    address, most = max(took, key=lambda one: one[1])
    told = _("页面中位 {mid} ms,慢的5% {slow} ms;最慢 {address} {most} ms").format(
        mid=round(median(times)), slow=round(slow), address=address, most=round(most)
    )
    yield Line(_("速度"), GREEN if slow <= 300 else AMBER, told)


def _queue(unit: Unit) -> Iterator[Line]:
    now = moment.now()
    rows = Errand.objects.filter(done=None).aggregate(
        waiting=Count("pk", filter=Q(due__lte=now, tries=0)),
        late=Count("pk", filter=Q(due__lte=now - timedelta(minutes=10), tries=0, claimed=None)),
        failed=Count("pk", filter=Q(tries__gt=0) & ~Q(problem="")),
    )
    told = _("{waiting} 件等着做").format(waiting=rows["waiting"])
    if rows["failed"]:
        told += _(",{n} 件没做成").format(n=rows["failed"])
    trouble = rows["late"] or rows["failed"]
    remedy = _("看看 shuniu up 或 shuniu worker 是不是在跑。") if trouble else ""
    yield Line(_("队列"), AMBER if trouble else GREEN, told, remedy)


def _disk(unit: Unit) -> Iterator[Line]:
    usage = shutil.disk_usage(settings.SHUNIU_DATA)
    told = _("用了 {used}%,还有 {free} GB").format(
        used=round(100 * usage.used / usage.total), free=round(usage.free / GIGABYTE, 1)
    )
    tight = usage.free < 5 * GIGABYTE and usage.free / usage.total < 0.15
    colour = RED if usage.free < GIGABYTE // 2 else AMBER if tight else GREEN
    yield Line(_("磁盘"), colour, told, "" if colour == GREEN else _("清出地方,或把资料夹搬到大一点的盘。"))


def _clock(unit: Unit) -> Iterator[Line]:
    now = moment.local(moment.now())
    if settings.SHUNIU_NOW:
        yield Line(_("时钟"), NONE, _("演示办公室停在 {now}").format(now=f"{now:%Y-%m-%d %H:%M}"))
        return
    last = JournalLine.objects.filter(unit=unit).order_by("-at", "-id").values_list("at", flat=True).first()
    if last and last > moment.now() + timedelta(minutes=5):
        yield Line(_("时钟"), RED, _("机器的时间比最后一条记录还早"), _("校准系统时间,再起动。"))
        return
    yield Line(_("时钟"), GREEN, f"{now:%Y-%m-%d %H:%M} (Asia/Shanghai)")


def _calendar(unit: Unit) -> Iterator[Line]:
    last, today = chinese_calendar_seed().announced_through, moment.today()
    if last < today.year or (last == today.year and (today.month, today.day) >= (11, 15)):
        told = _("放假安排只到 {year} 年,之后的时限是预估").format(year=last)
        yield Line(_("工作日历"), AMBER, told, _("通知发布以后,升级或录入明年的放假与调休。"))
    else:
        yield Line(_("工作日历"), GREEN, _("放假安排到 {year} 年").format(year=last))


def _accounts(unit: Unit) -> Iterator[Line]:
    if settings.SHUNIU_DEMO:
        yield Line(_("账号"), NONE, _("演示办公室,按一下就是任何人"))
        return
    people = Account.objects.filter(person__unit=unit, person__left_on=None, is_active=True)
    never = people.filter(last_login=None).count()
    told = _("{n} 个账号,{never} 个还没用过").format(n=people.count(), never=never)
    yield Line(_("账号"), GREEN, told, address="/settings/accounts/")


def _notices(unit: Unit) -> Iterator[Line]:
    """打扰: the most that anybody of each group was disturbed today, against the budget (product §9.4)."""
    rows = measures.by_group(unit, moment.today())
    told = "; ".join(
        _("{group} 汇总 {digests}/{most_digests} 打扰 {knocks}/{most_knocks}").format(
            group=row.group.label,
            digests=row.digests,
            most_digests=row.budget[0],
            knocks=row.interruptions,
            most_knocks=row.budget[1],
        )
        for row in rows
    )
    above = sum(row.above for row in rows)
    if above:
        names = _("、").join(person.name for person in measures.above(unit, moment.today())[:5])
        remedy = ngettext(
            "{n} 人超了:{names}。看看是不是件件都标了特急。",
            "{n} 人超了:{names}。看看是不是件件都标了特急。",
            above,
        ).format(n=above, names=names)
        yield Line(_("今日打扰"), AMBER, told, remedy)
    else:
        yield Line(_("今日打扰"), GREEN, told)


def _outside(unit: Unit) -> Iterator[Line]:
    """往外的连接: every host that this office speaks to by itself; none unless somebody opened it."""
    rows = measures.outside(unit)
    if not rows:
        yield Line(_("往外的连接"), GREEN, _("没有。通知只在页面里。"), address="/settings/channels/")
        return
    told = ";".join(f"{row.name} {row.host}" for row in rows)
    lost = sum(row.unsent for row in rows)
    remedy = ngettext(
        "一天里有 {n} 条没送成,看看账号和密钥。", "一天里有 {n} 条没送成,看看账号和密钥。", lost
    ).format(n=lost)
    yield Line(_("往外的连接"), AMBER if lost else GREEN, told, remedy if lost else "", "/settings/channels/")


def _when(at: datetime) -> str:
    local = moment.local(at)
    return f"{day(local, moment.local(moment.now()))} {local:%H:%M}"
