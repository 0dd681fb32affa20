"""An office as its administrator has it: a folder, a database, and the program run as a program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

FOUNDING = """
import django; django.setup()
from shuniu.service import setting_up; setting_up.bring_up_to_date()
from shuniu.org.models import Division, Person, RoleGrant, Unit
from shuniu.org.choices import Role
from shuniu.org.actor import Actor
from shuniu.org import moment
from shuniu.matters import operations
"""

FIRST_PERSON = """
unit = Unit.objects.create(name="青岚县政府办公室", code="qinglan")
office = Division.objects.create(unit=unit, name="办公室", kind="office")
director = Person.objects.create(unit=unit, name="周谨言", division=office)
RoleGrant.objects.create(person=director, role=Role.DIRECTOR, since=moment.today())
"""

WRITING = """
import sys
director = Person.objects.get(name="周谨言")
for number in range(int(sys.argv[1])):
    matter = operations.capture(title=f"第{number}件事", text="修补北门围墙" * 20, by=Actor.of(director))
    print(matter.pk, flush=True)
"""


@dataclass
class Office:
    """办公室: a data folder and a database, reached only through the program."""

    folder: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        env = {
            k: v
            for k, v in os.environ.items()
            if not k.startswith(("SHUNIU", "DATABASE_URL", "DJANGO", "LANG", "LC_"))
        }
        env |= {
            "SHUNIU_DATA": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "shuniu.settings",
            "PYTHONUTF8": "1",
        }
        return env | ({"DATABASE_URL": self.database} if self.database else {})

    def shuniu(self, *words: object) -> subprocess.CompletedProcess[str]:
        """Run the program to its end."""
        command = [sys.executable, "-m", "shuniu", *map(str, words)]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )

    def ask(self, *words: object) -> dict:
        """Run the program, which must succeed, and read its answer."""
        done = self.shuniu(*words)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def start(self, *words: object) -> subprocess.Popen[str]:
        """Start the program and leave it running."""
        command = [sys.executable, "-m", "shuniu", *map(str, words)]
        return subprocess.Popen(
            command, env=self.environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )

    def python(self, code: str, *words: object) -> str:
        """Run lines inside the office, as a verb of a page would run; gives what was printed."""
        command = [sys.executable, "-c", FOUNDING + code, *map(str, words)]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def begin_writing(self, count: int) -> subprocess.Popen[str]:
        """Somebody captures `count` matters; each id is printed once it has been written for good."""
        command = [sys.executable, "-c", FOUNDING + WRITING, str(count)]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)

    def found(self) -> Office:
        """Make the unit with its director."""
        self.python(FIRST_PERSON)
        return self


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def make_office(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Office]:
    """Make offices on one kind of database, each with a database of its own."""
    databases: list[str] = []
    if request.param == "postgresql":
        databases = request.getfixturevalue("two_fresh_postgresql")

    def make(name: str) -> Office:
        return Office(tmp_path / name, databases.pop(0) if request.param == "postgresql" else "")

    return make


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office on SQLite with its director, made once."""
    return Office(tmp_path_factory.mktemp("founded") / "office").found().folder


@pytest.fixture
def office(founded: Path, tmp_path: Path) -> Office:
    """An office on SQLite with its director."""
    shutil.copytree(founded, tmp_path / "office")
    return Office(tmp_path / "office")
