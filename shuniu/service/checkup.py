"""体检: `shuniu doctor`, what is well, what is not, and what to do about it; no content of any matter is read."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from shuniu.service import setting_up
from shuniu.service.plain import _

GOOD = "good"
MIND = "mind"
BAD = "bad"

GIGABYTE = 1024**3
BACKUP_MIND = timedelta(hours=36)
BACKUP_BAD = timedelta(days=8)


@dataclass(frozen=True)
class Finding:
    """一项: what was looked at, how it is (GOOD, MIND or BAD), in a sentence, and what to do."""

    name: str
    state: str
    told: str
    remedy: str = ""

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def examine() -> list[Finding]:
    """All checks, each on its own: one that fails is a finding, not an end."""
    from shuniu.service import demo_office

    demo_office.follow_note()
    setting_up.existing_office()
    findings: list[Finding] = []
    for check in (
        _python,
        _folder,
        _database,
        _holders,
        _disk,
        _clock,
        _calendar,
        _backup,
        _extras,
        _converter,
        _fonts,
    ):
        try:
            findings.extend(check())
        except Exception as problem:  # a broken part of the house must not hide the others
            name = check.__name__.strip("_")
            findings.append(Finding(name, BAD, _("查不下去：{why}").format(why=problem)))
    return findings


def tell(findings: list[Finding]) -> None:
    """The findings as a person reads them, on stderr."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, show_header=False, padding=(0, 1))
    marks = {GOOD: "[green]●[/]", MIND: "[yellow]▲[/]", BAD: "[red]■[/]"}
    for one in findings:
        said = one.told + (f"\n→ {one.remedy}" if one.remedy else "")
        table.add_row(marks[one.state], escape(one.name), escape(said))
    Console(stderr=True).print(table)


def _python() -> Iterator[Finding]:
    version = platform.python_version()
    state = GOOD if sys.version_info >= (3, 11) else BAD
    yield Finding(_("程序"), state, f"Python {version}, {platform.system()} {platform.machine()}")


def _folder() -> Iterator[Finding]:
    folder = setting_up.data_folder()
    name = _("资料夹")
    if not setting_up.check_folder_is_writable():
        yield Finding(
            name, BAD, _("{folder} 写不进去").format(folder=folder), _("把它的主人改成运行枢纽的账号")
        )
        return
    key = folder / "secret.key"
    if os.name == "posix" and key.exists() and key.stat().st_mode & 0o077:
        yield Finding(name, MIND, _("secret.key 别人也能读"), f"chmod 600 {key}")
        return
    yield Finding(name, GOOD, str(folder))


def _database() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    name = _("数据库")
    try:
        connection.ensure_connection()
    except Exception as problem:
        yield Finding(
            name,
            BAD,
            _("连不上：{why}").format(why=str(problem).splitlines()[0]),
            _("看 DATABASE_URL 和数据库服务"),
        )
        return
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        yield Finding(name, MIND, _("有 {n} 步升级没做").format(n=waiting), _("运行 shuniu up，会先升级"))
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(1)")
            (said,) = cursor.fetchone()
            if said != "ok":
                yield Finding(
                    name, BAD, _("SQLite 文件坏了：{said}").format(said=said), _("停下，用最近的备份恢复")
                )
                return
            cursor.execute("PRAGMA journal_mode")
            (mode,) = cursor.fetchone()
            size = Path(str(connection.settings_dict["NAME"])).stat().st_size
            yield Finding(name, GOOD, f"SQLite, {mode.upper()}, {size / 1024**2:.0f} MB")
        else:
            cursor.execute(
                "SELECT current_setting('server_version'), pg_size_pretty(pg_database_size(current_database()))"
            )
            version, size = cursor.fetchone()
            yield Finding(name, GOOD, f"PostgreSQL {version}, {size}")


def _holders() -> Iterator[Finding]:
    from shuniu.matters.models import Matter

    without = getattr(Matter.objects.all(), "without_one_active_holder", None)
    if without is None:
        return
    count = without().count()
    if count:
        yield Finding(
            _("在谁手上"),
            BAD,
            _("{n} 件在办的事没有在岗的人拿着").format(n=count),
            _("主任打开“没人管”，一键交出去"),
        )
    else:
        yield Finding(_("在谁手上"), GOOD, _("在办的事全部恰有一人"))


def _disk() -> Iterator[Finding]:
    usage = shutil.disk_usage(setting_up.data_folder())
    told = _("用了 {used}%，还有 {free} GB").format(
        used=round(100 * usage.used / usage.total), free=round(usage.free / GIGABYTE, 1)
    )
    share = usage.free / usage.total
    state = (
        BAD if usage.free < GIGABYTE // 2 else MIND if usage.free < 5 * GIGABYTE and share < 0.15 else GOOD
    )
    yield Finding(_("磁盘"), state, told, "" if state == GOOD else _("清出地方，或把资料夹搬到大一点的盘"))


def _clock() -> Iterator[Finding]:
    from django.conf import settings

    from shuniu.org import moment

    now = moment.local(moment.now())
    if settings.SHUNIU_NOW:
        yield Finding(_("时钟"), MIND, _("演示办公室停在 {now}").format(now=f"{now:%Y-%m-%d %H:%M}"))
        return
    written = datetime.fromtimestamp(Path(setting_up.__file__).stat().st_mtime).astimezone()
    if moment.now() < written - timedelta(days=2):
        yield Finding(
            _("时钟"),
            BAD,
            _("机器的时间 {now} 比程序还早").format(now=f"{now:%Y-%m-%d %H:%M}"),
            _("校准系统时间，再起动"),
        )
        return
    yield Finding(_("时钟"), GOOD, f"{now:%Y-%m-%d %H:%M} (Asia/Shanghai)")


def _calendar() -> Iterator[Finding]:
    from shuniu.clock.calendar import chinese_calendar_seed
    from shuniu.org import moment

    last = chinese_calendar_seed().announced_through
    today = moment.today()
    name = _("工作日历")
    if last < today.year:
        yield Finding(
            name,
            MIND,
            _("放假安排只到 {year} 年，之后是预估").format(year=last),
            _("在设置里录入今年的放假与调休"),
        )
    elif last == today.year and today.month == 12:
        yield Finding(name, MIND, _("明年的放假安排还没有"), _("通知发布后在设置里录入"))
    else:
        yield Finding(name, GOOD, _("放假安排到 {year} 年").format(year=last))


def _backup() -> Iterator[Finding]:
    from django.conf import settings

    from shuniu.service import archive

    name = _("备份")
    found = archive.newest()
    if found is None:
        state = GOOD if settings.SHUNIU_DEMO else MIND
        yield Finding(name, state, _("还没有备份"), "" if state == GOOD else "shuniu backup")
        return
    path, made = found
    age = datetime.now().astimezone() - made
    state = BAD if age > BACKUP_BAD else MIND if age > BACKUP_MIND else GOOD
    told = f"{made:%Y-%m-%d %H:%M} · {path.stat().st_size / 1024**2:.0f} MB"
    yield Finding(
        name, state, told, "" if state == GOOD else _("看夜里的事为什么没做，先手工备一次：shuniu backup")
    )


def _extras() -> Iterator[Finding]:
    parts: list[tuple[str, str, tuple[str, ...]]] = [
        (_("识别扫描件"), "ocr", ("rapidocr", "onnxruntime", "cv2")),
        (_("排计划"), "planner", ("ortools",)),
        (_("语言模型"), "llm", ("openai",)),
        (_("单位目录登录"), "ldap", ("django_auth_ldap",)),
    ]
    for told, extra, modules in parts:
        if all(importlib.util.find_spec(module) for module in modules):
            yield Finding(told, GOOD, _("装好了"))
        elif extra == "ocr":
            yield Finding(told, MIND, _("没有装，扫描件查不了密级，不收"), f'pip install "shuniu[{extra}]"')
        else:
            yield Finding(told, GOOD, _("没有装（用得上再装：shuniu[{extra}]）").format(extra=extra))


def _converter() -> Iterator[Finding]:
    path = shutil.which("soffice") or shutil.which("libreoffice")
    if path:
        yield Finding(_("旧格式"), GOOD, _("DOC、WPS 可以读（{path}）").format(path=path))
    else:
        yield Finding(
            _("旧格式"), GOOD, _("没有转换程序，DOC、WPS 会请对方换成 DOCX 或 PDF（装 LibreOffice 即可读）")
        )


def _fonts() -> Iterator[Finding]:
    if not (lister := shutil.which("fc-list")):
        return
    said = subprocess.run(
        [lister, ":lang=zh-cn", "family"], capture_output=True, text=True, timeout=20, check=False
    )
    families = {line.split(",")[0].strip() for line in said.stdout.splitlines() if line.strip()}
    if families:
        yield Finding(_("中文字体"), GOOD, _("{n} 种").format(n=len(families)))
    else:
        yield Finding(
            _("中文字体"),
            MIND,
            _("这台机器上没有中文字体，演示扫描件和打印件会是方框"),
            "apt-get install fonts-noto-cjk",
        )
