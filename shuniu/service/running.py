"""起动与停下: `shuniu up` and `shuniu worker`.

One supervising process starts the page processes, does the errands on a thread of its own and stops both in order:
first no new pages, then the errand in hand is finished. SQLite or PostgreSQL, nothing else is needed.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from datetime import UTC, datetime

from shuniu.service import page_process, setting_up
from shuniu.service.plain import _
from shuniu.service.progress import say

logger = logging.getLogger(__name__)
RUNNING_NOTE = "running.json"
FIRST_PAGE_SECONDS = 60


def up(
    *, demo: str | None, host: str, port: int, workers: int = 2, threads: int = 2, open_browser: bool = False
) -> int:
    """起动: database, pages and errands until somebody says stop. Gives the exit code."""
    if demo:
        from shuniu.service import demo_office

        demo_office.prepare(demo)
    else:
        _follow_demo_note()
        setting_up.framework()
        if not setting_up.check_folder_is_writable():
            return 2
        setting_up.bring_up_to_date()
    other = _already_running()
    if other:
        say(_("这个资料夹的办公室已经开着：{address}").format(address=other))
        return 2
    if not _is_free(host, port):
        say(_("端口 {port} 已经有人用了。换一个：shuniu up --port {other}").format(port=port, other=port + 1))
        return 2
    setting_up.close_connections()
    return _serve(host, port, workers, threads, open_browser)


def worker(*, once: bool = False) -> int:
    """只做到时的事, until SIGTERM or Ctrl C."""
    _follow_demo_note()
    setting_up.framework()
    from shuniu.service import jobs

    setting_up.bring_up_to_date()
    jobs.load()
    if once:
        done = jobs.work_once()
        say(_("做完了 {n} 件到时的事。").format(n=done))
        return 0
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: stop.set())
    hand = jobs.Hand()
    hand.start()
    say(_("在做到时的事。按 Ctrl C 停下。"))
    stop.wait()
    return 0 if hand.finish() else 1


def _serve(host: str, port: int, workers: int, threads: int, open_browser: bool) -> int:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    from shuniu.service import jobs

    # Page processes start fresh: a copy of a process with running threads may stand still for ever.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "shuniu.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        http1_settings=HTTP1Settings(max_buffer_size=512 * 1024),
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=30,
    )
    address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}/"
    jobs.load()
    hand = jobs.Hand()
    note = setting_up.data_folder() / RUNNING_NOTE

    @server.on_startup
    def started() -> None:
        note.write_text(
            json.dumps({"pid": os.getpid(), "address": address, "since": f"{datetime.now(UTC):%FT%TZ}"})
        )
        threading.Thread(target=_first_page, args=(address, open_browser, hand), daemon=True).start()

    @server.on_reload
    def reloaded() -> None:
        _follow_demo_note()

    code = 0
    try:
        server.serve(target_loader=page_process.load)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    finally:
        if hand.is_alive() and not hand.finish():
            logger.warning("an errand was still running at the end; it will be found again")
        note.unlink(missing_ok=True)
        setting_up.close_connections()
    say(_("停好了。"))
    return code


def _first_page(address: str, open_browser: bool, hand: threading.Thread) -> None:
    """首页自检: ask for the first page, say so, then start the errands."""
    status = _wait_for(address)
    if status and status < 500:
        say(_("枢纽起来了：{address}    按 Ctrl C 停下。").format(address=address))
        if open_browser and _has_browser():
            webbrowser.open(address)
    elif status:
        say(_("页面进程起来了，但首页打不开（{status}）。运行 shuniu doctor 看看。").format(status=status))
    else:
        say(_("{n} 秒里首页没有回答。运行 shuniu doctor 看看。").format(n=FIRST_PAGE_SECONDS))
    hand.start()


def _wait_for(address: str) -> int:
    """The status of the first answer, 0 when none came."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + FIRST_PAGE_SECONDS
    while time.monotonic() < until:
        try:
            with opener.open(address, timeout=10) as page:
                return page.status
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            time.sleep(0.2)
    return 0


def _has_browser() -> bool:
    """A browser on a screen; a server in a cellar has none, and a text browser would take over the terminal."""
    return os.name == "nt" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _already_running() -> str:
    """The address at which this folder's office is open, or ""; a note left by a killed process is not believed."""
    import psutil

    try:
        note = json.loads((setting_up.data_folder() / RUNNING_NOTE).read_text(encoding="utf-8"))
        process = psutil.Process(note["pid"])
        if process.pid != os.getpid() and any("shuniu" in word for word in process.cmdline()):
            return str(note["address"])
    except FileNotFoundError:
        return ""
    except (psutil.Error, ValueError, KeyError):
        return ""
    return ""


def _is_free(host: str, port: int) -> bool:
    # After a kill the page processes of the last run finish their answers before they leave the port.
    until = time.monotonic() + page_process.FINISH_SECONDS + 2
    while not _can_bind(host, port):
        if time.monotonic() > until or not (setting_up.data_folder() / RUNNING_NOTE).exists():
            return False
        time.sleep(0.2)
    return True


def _can_bind(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _follow_demo_note() -> None:
    """A data folder that holds a demo office says so itself, and at which moment it stands."""
    from shuniu.service import demo_office

    demo_office.follow_note()
