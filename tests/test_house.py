"""The house itself: pages that are drawn from the code are current, links lead somewhere, words are kept."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from shuniu import __version__, docs_map
from shuniu.journal.verbs import verbs


@pytest.mark.parametrize("page", ["docs/map.md", "docs/verbs.md"])
def test_a_generated_page_is_current(repository, page):
    assert (repository / page).read_text(encoding="utf-8") == docs_map.pages()[page], "run `make map`"


def test_every_verb_can_be_found_and_says_what_it_does(repository):
    told = (repository / "docs" / "verbs.md").read_text(encoding="utf-8")
    docs_map.pages()
    silent = [verb.name for verb in verbs() if not docs_map._function(verb.operation).__doc__]
    assert silent == []
    assert [verb.name for verb in verbs() if f"`{verb.name}`" not in told] == []
    assert [verb.name for verb in verbs() if not verb.reads or not verb.term] == []


def test_a_verb_is_found_by_its_word_on_the_screen():
    found = dict(docs_map.where("办结"))
    assert found["matter.completed"] == "办结"
    assert found["  动作"].startswith("shuniu/matters/operations/")
    assert found["  规则"].startswith("shuniu/matters/rules.py:")
    assert list(docs_map.where("没有这个动作")) == []


def test_every_app_says_in_one_line_what_it_is(repository):
    apps = [app for row in docs_map.layers() for app in row]
    assert {"org", "journal", "clock", "files", "matters", "desk", "api", "demo", "service"} <= set(apps)
    assert [app for app in apps if not docs_map._line(repository / "shuniu" / app / "__init__.py")] == []


def test_every_link_of_the_documents_leads_somewhere(repository):
    broken = []
    for page in [*repository.glob("*.md"), *repository.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(repository)} → {target}")
    assert broken == []


def test_every_decision_is_listed(repository):
    listed = (repository / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    pages = sorted(path.name for path in (repository / "docs" / "decisions").glob("0*.md"))
    assert [page for page in pages if f"({page})" not in listed] == []
    assert [page[:4] for page in pages] == [f"{number:04d}" for number in range(1, len(pages) + 1)]


def test_every_command_of_the_readme_is_there(repository):
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    for name in ("README.md", "README.en.md", "CONTRIBUTING.md"):
        text = (repository / name).read_text(encoding="utf-8")
        for target in re.findall(r"^make ([a-z-]+)", text, re.MULTILINE):
            assert f"\n{target}:" in makefile, f"{name}: make {target}"


def test_the_two_readmes_say_the_same(repository):
    chinese = (repository / "README.md").read_text(encoding="utf-8")
    english = (repository / "README.en.md").read_text(encoding="utf-8")
    assert re.findall(r"^#+ ", chinese, re.MULTILINE) == re.findall(r"^#+ ", english, re.MULTILINE)
    assert chinese.count("`shuniu ") == english.count("`shuniu ")
    assert re.findall(r"^make [a-z]+", chinese, re.MULTILINE) == re.findall(
        r"^make [a-z]+", english, re.MULTILINE
    )


def test_the_version_has_its_page_in_the_changelog_and_its_licence(repository):
    assert f"## {__version__}" in (repository / "CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "Apache-2.0"
    assert "Apache License" in (repository / "LICENSE").read_text(encoding="utf-8")


def test_no_module_is_called_a_drawer(repository):
    drawers = {"utils", "helpers", "common", "services", "managers", "misc"}
    found = [path for path in repository.glob("shuniu/**/*.py") if drawers & {*path.parts, path.stem}]
    assert found == []


def test_the_import_contract_names_every_app(repository):
    known = {app for row in docs_map.layers() for app in row}
    apps = {path.parent.name for path in repository.glob("shuniu/*/__init__.py")}
    assert apps - known == {"tests"}


def imported(repository):
    """What the program itself imports from outside, by the name of the distribution."""
    owners = packages_distributions()
    found = {}
    for path in repository.glob("shuniu/**/*.py"):
        if "tests" in path.parts or path.name in ("conftest.py", "test_settings.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names = [node.module]
            for name in {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"shuniu"}:
                for owner in owners.get(name, [name]):
                    found.setdefault(canonical(owner), path.relative_to(repository).as_posix())
    return found


def canonical(name):
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", name)[0]).lower()


# Chosen by name in the settings, or needed by one that is.
CHOSEN_BY_NAME = {"argon2-cffi", "whitenoise", "psycopg", "tzdata"}


def test_what_is_imported_is_declared_and_what_is_declared_is_used(repository):
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    core = {canonical(one) for one in project["dependencies"]}
    extras = {
        name: {canonical(one) for one in some} for name, some in project["optional-dependencies"].items()
    }
    used = imported(repository)
    optional = set().union(*(some for name, some in extras.items() if name != "test"))
    assert {name: place for name, place in used.items() if name not in core | optional} == {}
    assert core - set(used) - CHOSEN_BY_NAME == set()
