"""地图: the generated pages docs/map.md and docs/verbs.md, and `make where`; drawn from the code, so never stale.

python -m shuniu.docs_map                  write both pages
python -m shuniu.docs_map --where 办结      where a verb lives, from the page to the test
"""

from __future__ import annotations

import argparse
import ast
import atexit
import configparser
import importlib
import inspect
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "shuniu"
MADE = "<!-- 由 make map 生成，不要手改 / made by `make map`, do not edit -->"


def pages() -> dict[str, str]:
    """The generated pages: path below the repository and content."""
    _framework()
    return {"docs/map.md": _map(), "docs/verbs.md": _verbs()}


def where(word: str) -> Iterator[tuple[str, str]]:
    """什么在哪: (what, place) of every verb whose name, term or function is `word`."""
    _framework()
    from shuniu.journal.verbs import verbs

    for verb in verbs():
        function = verb.operation.rsplit(".", 1)[1]
        if word not in (verb.name, verb.term, function):
            continue
        yield verb.name, verb.term
        yield "  动作", _place(_function(verb.operation))
        app = PACKAGE / verb.app
        yield "  流水", _first(app.glob("**/sentences.py"), verb.name.split(".")[1])
        source = inspect.getsource(_function(verb.operation))
        for rule in dict.fromkeys(re.findall(r"rules\.(may_\w+)", source)):
            yield "  规则", _first(app.glob("**/rules.py"), f"def {rule}")
        for told, found in (
            ("  页面", sorted(PACKAGE.glob("*/pages*"))),
            ("  接口", sorted((PACKAGE / "api").glob("**/*.py"))),
            ("  测试", sorted(PACKAGE.glob("*/tests/**/*.py"))),
        ):
            yield from ((told, place) for place in _calls(found, function))


# docs/map.md


def layers() -> list[list[str]]:
    """The apps from top to bottom as .importlinter has them; those of one line stand side by side."""
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter", encoding="utf-8")
    lines = config["importlinter:contract:flow"]["layers"].split("\n")
    rows = [[word.strip(" ()") for word in re.split(r"[|:]", line)] for line in lines if line.strip()]
    return [
        there for row in rows if (there := [app for app in row if (PACKAGE / app / "__init__.py").exists()])
    ]


def _map() -> str:
    from shuniu.journal.recording import listeners

    rows = layers()
    apps = [app for row in rows for app in row]
    imports = {app: _imports(app, apps) for app in apps}
    out = [
        MADE,
        "",
        "# 模块图",
        "",
        "上面的可以用下面的，反过来不行；`make check` 守着。同一层的互不相用。",
        "",
    ]
    out += ["| 层 | 模块 | 一句话 | 用到 |", "| --- | --- | --- | --- |"]
    for number, row in reversed(list(enumerate(reversed(rows)))):
        for app in row:
            used = "、".join(f"`{one}`" for one in apps if one in imports[app]) or "—"
            out.append(
                f"| {number} | [`{app}`](../shuniu/{app}) | {_line(PACKAGE / app / '__init__.py')} | {used} |"
            )
    out += ["", "```mermaid", "graph TD"]
    out += [f"  {app} --> {one}" for app in apps for one in apps if one in imports[app]]
    out += ["```", "", "## 谁听谁", "", "低层写一行流水，高层听见了再做自己的事，在同一个事务里。", ""]
    heard = sorted(
        (verb, f"{one.__module__}.{one.__name__}") for verb, all_of in listeners().items() for one in all_of
    )
    out += ["| 动词 | 听的人 |", "| --- | --- |", *(f"| `{verb}` | `{who}` |" for verb, who in heard)]
    out += ["", "## 每个模块里", ""]
    for app in apps:
        out += [f"### {app}", "", "| 文件 | 是什么 |", "| --- | --- |"]
        for path in _sources(PACKAGE / app):
            name = path.relative_to(PACKAGE / app).as_posix()
            out.append(f"| [`{name}`](../shuniu/{app}/{name}) | {_line(path)} |")
        out.append("")
    return "\n".join(out).rstrip() + "\n"


def _sources(app: Path) -> list[Path]:
    left_out = {"tests", "migrations", "__pycache__"}
    found = [path for path in app.glob("**/*.py") if not left_out & set(path.relative_to(app).parts)]
    return sorted(path for path in found if _line(path) and path.name != "__init__.py")


def _line(path: Path) -> str:
    """The first sentence of a file's own description."""
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return _cell(told.split("\n\n")[0])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _imports(app: str, apps: list[str]) -> set[str]:
    used = set()
    for path in (PACKAGE / app).glob("**/*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module == "shuniu":
                names += [f"shuniu.{alias.name}" for alias in node.names]
            used |= {name.split(".")[1] for name in names if name.startswith("shuniu.")}
    return (used & set(apps)) - {app}


# docs/verbs.md


def _verbs() -> str:
    from shuniu.journal.verbs import verbs as declared

    verbs = declared()
    out = [
        MADE,
        "",
        "# 能做的每一个动作",
        "",
        f"共 {len(verbs)} 个。每个动作一个函数、一行流水；被拒绝的什么都不写。",
        "",
    ]
    for app in dict.fromkeys(verb.app for verb in sorted(verbs, key=lambda verb: verb.app)):
        out += [
            f"## {app}",
            "",
            "| 动词 | 叫法 | 流水怎么读 | 函数 | 说明 |",
            "| --- | --- | --- | --- | --- |",
        ]
        for verb in verbs:
            if verb.app != app:
                continue
            function = _function(verb.operation)
            told = (inspect.getdoc(function) or "").split("\n\n")[0]
            path = Path(inspect.getsourcefile(function) or "").resolve().relative_to(ROOT).as_posix()
            short = verb.operation.removeprefix(f"shuniu.{app}.operations.").removeprefix(f"shuniu.{app}.")
            cells = (f"`{verb.name}`", verb.term, verb.reads, f"[`{short}`](../{path})", told)
            out.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
        out.append("")
    return "\n".join(out).rstrip() + "\n"


def _function(dotted: str) -> Any:
    module, name = dotted.rsplit(".", 1)
    return inspect.unwrap(getattr(importlib.import_module(module), name))


# make where


def _place(function: Any) -> str:
    path = Path(inspect.getsourcefile(function) or "").resolve().relative_to(ROOT)
    return f"{path.as_posix()}:{inspect.getsourcelines(function)[1]}"


def _first(paths: Any, text: str) -> str:
    for path in sorted(paths):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if text in line:
                return f"{path.relative_to(ROOT).as_posix()}:{number}"
    return "—"


def _calls(paths: list[Path], function: str) -> Iterator[str]:
    """Where the verb is called, once for each file."""
    files = [file for path in paths for file in ([path] if path.is_file() else path.glob("**/*.py"))]
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(rf"(?<![\w.])(operations\.)?{function}\(", line) and "def " not in line:
                yield f"{path.relative_to(ROOT).as_posix()}:{number}"
                break


def _framework() -> None:
    import django
    from django.apps import apps

    if not apps.ready:
        if "SHUNIU_DATA" not in os.environ:
            os.environ["SHUNIU_DATA"] = tempfile.mkdtemp(prefix="shuniu-map-")
            atexit.register(shutil.rmtree, os.environ["SHUNIU_DATA"], ignore_errors=True)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuniu.settings")
        django.setup()


def main() -> int:
    """Write the pages, or tell where a verb lives."""
    parser = argparse.ArgumentParser(prog="python -m shuniu.docs_map", description=__doc__)
    parser.add_argument("--where", metavar="VERB")
    chosen = parser.parse_args()
    out = sys.stdout
    if chosen.where is None:
        for name, content in pages().items():
            (ROOT / name).write_text(content, encoding="utf-8")
            out.write(f"{name}\n")
        return 0
    found = list(where(chosen.where))
    for what, place in found:
        out.write(f"{what:<28}{place}\n")
    if not found:
        out.write(f"没有这个动作：{chosen.where}\n")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
