"""演示办公室: filling a folder of its own with the invented county or the small office, and moving its clock.

`demo.json` in the folder says which demo it is and at which moment it stands; a real office has no such file.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from pathlib import Path
from typing import Any

from shuniu.service import setting_up
from shuniu.service.plain import Plain, _
from shuniu.service.progress import bar, say

KINDS = ("county", "small")
SCENES = ("A", "B", "C", "D", "E")
FOLDER = "demo-data"
PAPERS = "papers"
MOMENT = "2026-06-11T16:05"


def choose_folder(given: str | None) -> None:
    """A demo never goes into the folder of a real office: it has its own unless one is named."""
    if not given and not os.environ.get("SHUNIU_DATA"):
        os.environ["SHUNIU_DATA"] = str(Path(FOLDER).resolve())


def folder() -> Path:
    return Path(os.environ.get("SHUNIU_DATA", "shuniu-data")).resolve()


def note() -> dict[str, Any]:
    """What `demo.json` says: kind, now, and whether it is ready; empty in a real office."""
    try:
        return json.loads((folder() / setting_up.DEMO_NOTE).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}


def follow_note() -> None:
    """Stand at the demo's moment: the settings read it from the environment when a process starts."""
    said = note()
    if said:
        os.environ["SHUNIU_DEMO"] = said["kind"]
        os.environ["SHUNIU_NOW"] = said["now"]


def clear() -> None:
    """Throw an old demo away. A folder that is not a demo is left alone."""
    if not folder().exists():
        return
    if not note() and any(folder().iterdir()):
        raise Plain(_("{folder}：不是演示资料，没有动").format(folder=folder()))
    shutil.rmtree(folder())


def prepare(kind: str) -> None:
    """装演示: make the demo once; a folder that has it is used as it is."""
    said = note()
    if said and said["kind"] != kind:
        raise Plain(
            _("{folder}：里面是另一个演示（{kind}）。加 --fresh 重装，或用 --data 换个文件夹").format(
                folder=folder(), kind=said["kind"]
            )
        )
    if said and not said["ready"]:
        # The last attempt was stopped half-way; half a demo is no demo.
        clear()
        said = {}
    os.environ["SHUNIU_DEMO"] = kind
    os.environ["SHUNIU_NOW"] = said.get("now", MOMENT)
    setting_up.framework()
    setting_up.bring_up_to_date()
    if said:
        return
    from shuniu.demo import commands
    from shuniu.org.models import Unit

    if Unit.objects.exists():
        raise Plain(_("{folder}：里面已经有单位，演示要用空的资料夹").format(folder=folder()))
    _write(kind, MOMENT, ready=False)
    with bar(_("装演示办公室")) as tell:
        commands.make(kind, on_progress=tell)
    with bar(_("画演示文件")) as tell:
        commands.papers(folder() / PAPERS, on_progress=tell)
    _write(kind, MOMENT)
    say(_("演示办公室装好了：{folder}").format(folder=folder()))


def let_run() -> None:
    """让钟走: from the moment at which the demo stands its clock goes on with that of the machine."""
    said = note()
    stands = said["now"].partition("@")[0]
    _write(said["kind"], f"{stands}@{int(time.time())}")


def set_scene(letter: str) -> None:
    """场面: set the clock and the state of one of the five scenes; a running office follows at once."""
    said = note()
    if not said or not said["ready"]:
        raise Plain(_("{folder}：还没有演示。先运行 shuniu demo county").format(folder=folder()))
    follow_note()
    setting_up.framework()
    from shuniu.demo import commands
    from shuniu.demo.scenes import SCENES as PLAYED

    with bar(_("装演示办公室")) as tell:
        now = commands.scene(letter, on_progress=tell)
    _write(said["kind"], f"{now:%Y-%m-%dT%H:%M}")
    _tell_running()
    say(_("演示拨到了场面 {letter}，{now}。").format(letter=letter, now=f"{now:%Y-%m-%d %H:%M}"))
    scene = PLAYED[letter]
    say(_("{told}。用{who}看，先打开 {look}").format(told=scene.told, who=scene.who, look=scene.look.replace("/2026-", f"/{now:%Y}-")))


def shift(weeks: int | None) -> None:
    """挪周: the demo is told in the present week, its weekday kept; 0 brings it back to its own."""
    said = note()
    if not said or not said["ready"]:
        raise Plain(_("{folder}：还没有演示。先运行 shuniu demo county").format(folder=folder()))
    follow_note()
    setting_up.framework()
    from shuniu.demo import commands

    with bar(_("装演示办公室")) as tell:
        now = commands.shift(weeks, on_progress=tell)
    _write(said["kind"], f"{now:%Y-%m-%dT%H:%M}")
    _tell_running()
    say(_("演示挪到了 {now}，星期不变。").format(now=f"{now:%Y-%m-%d %H:%M}"))


def _write(kind: str, now: str, *, ready: bool = True) -> None:
    path = folder() / setting_up.DEMO_NOTE
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps({"kind": kind, "now": now, "ready": ready}), encoding="utf-8")
    fresh.replace(path)


def _tell_running() -> None:
    """Page processes of a running demo are started anew, one after the other, with the new clock."""
    from shuniu.service.running import RUNNING_NOTE

    try:
        running = json.loads((folder() / RUNNING_NOTE).read_text(encoding="utf-8"))
        os.kill(running["pid"], signal.SIGHUP)
    except (FileNotFoundError, ProcessLookupError, AttributeError):
        return
