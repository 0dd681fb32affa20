"""起动以前: the framework with its settings, the data folder, the database brought up to this version."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, cast

from shuniu.service.plain import Plain, _, language
from shuniu.service.progress import say

DEMO_NOTE = "demo.json"


def framework() -> None:
    """Load the settings and the apps once; messages in the language of the terminal, Chinese by default."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuniu.settings")
    django.setup()
    from django.utils import translation

    translation.activate(language())


def data_folder() -> Path:
    """资料夹: everything an office keeps; readable by its owner only."""
    from django.conf import settings

    folder = Path(settings.SHUNIU_DATA)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "static").mkdir(exist_ok=True)
    if os.name == "posix" and folder.stat().st_uid == os.getuid():
        folder.chmod(0o700)
    return folder


def existing_office() -> None:
    """Load the framework for a folder that already holds an office; a question must not found one."""
    folder = Path(os.environ.get("SHUNIU_DATA", "shuniu-data")).resolve()
    on_sqlite = not os.environ.get("DATABASE_URL") and not os.environ.get("SHUNIU_SQLITE")
    if on_sqlite and not (folder / "shuniu.sqlite3").is_file():
        raise Plain(
            _("{folder}：这里还没有办公室的资料。用 --data 指出资料夹，或先运行 shuniu up").format(
                folder=folder
            )
        )
    framework()


def bring_up_to_date() -> int:
    """升级数据库: run what has not run yet; gives the number of steps. Nothing is written when there is nothing to do."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return 0
    from shuniu.service.progress import bar

    with bar(_("升级数据库")) as tell:
        from django.core.management import call_command

        done = 0

        def progress(action: str, migration: Any = None, fake: bool = False) -> None:
            nonlocal done
            if action == "apply_success":
                done += 1
                tell(done, len(plan), migration or "")

        executor.progress_callback = cast(Any, progress)
        executor.migrate(executor.loader.graph.leaf_nodes(), plan)
        # Content types and permissions are rows that the framework makes after a migration.
        call_command("migrate", verbosity=0, interactive=False)
    return len(plan)


def close_connections() -> None:
    """A process that starts others must not hand them an open connection."""
    from django.db import connections

    connections.close_all()


def check_folder_is_writable() -> bool:
    """Whether the data folder takes a file."""
    probe = data_folder() / ".probe"
    try:
        probe.write_text("")
        probe.unlink()
    except OSError as problem:
        say(f"{data_folder()}: {problem.strerror}")
        return False
    return True
