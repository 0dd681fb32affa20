"""页面进程: loads the pages, and leaves when the process that started it is gone.

Without this a supervisor that was killed would leave page processes behind that hold the port and the database.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import wait

FINISH_SECONDS = 10


def load(target: str) -> Callable:
    """The application named by `target`, in a process that does not outlive its parent."""
    from granian._internal import load_target

    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True, name="follow").start()
    application: Callable = load_target(target)
    return application


def _follow(sentinel: int) -> None:
    """Answer what is being answered, then go."""
    wait([sentinel])
    last = threading.Timer(FINISH_SECONDS, os._exit, args=(1,))
    last.daemon = True
    last.start()
    os.kill(os.getpid(), signal.SIGTERM)
