"""排版快慢: pages of official documents a second on one core, beside an office suite turning the same DOCX into a PDF in
the same run (`shuniu bench typeset`). Where there is no office suite its line is left out and said so.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import psutil
import pypdfium2
from rich.console import Console
from rich.table import Table

from shuniu.layout.text import Issuer, OfficialText, Paragraph

AT = datetime(2026, 6, 12, 1, 0, tzinfo=UTC)
WORDS = (
    "各单位要把汛期值守摆在突出位置，严格执行领导带班和专人值守制度，带班领导保持通信畅通，值守人员熟悉预案，"
    "遇有险情第一时间核实、第一时间报告、第一时间处置，坚决防止迟报、漏报、瞒报。"
)


SUITES = ("soffice", "libreoffice")


@dataclass
class Report:
    """One run: for each paper how many pages, and what each way of making it took."""

    faces: tuple[str, ...] = ()
    start_ms: float = 0.0
    rows: list[dict] = field(default_factory=list)
    suite: str = ""

    def as_table(self) -> Table:
        table = Table(
            title=f"start {self.start_ms:.0f} ms; {', '.join(self.faces)}; {self.suite or 'no office suite'}"
        )
        for name in ("paper", "pages", "way", "wall ms", "CPU ms", "pages/s of one core"):
            table.add_column(name, justify="left" if name in ("paper", "way") else "right")
        for row in self.rows:
            table.add_row(*(str(value) for value in row.values()))
        return table


def run(rest: list[str]) -> int:
    """Exit 0 when measured; figures are reported, not gated."""
    chosen = _parser().parse_args(rest)
    from django.conf import settings

    if not settings.configured:
        # Setting type needs no office, only the folder with its fonts.
        folder = Path(os.environ.get("SHUNIU_DATA", "shuniu-data")).resolve()
        settings.configure(SHUNIU_DATA=folder, USE_I18N=False)
    report = measure(chosen.times)
    Console().print(report.as_table())
    chosen.out.mkdir(parents=True, exist_ok=True)
    path = chosen.out / "typeset.json"
    path.write_text(json.dumps(asdict(report), ensure_ascii=False, indent=1), encoding="utf-8")
    Console(stderr=True).print(str(path), markup=False, highlight=False)
    return 0


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="shuniu bench typeset",
        description="排版快慢: official documents to PDF, beside an office suite in the same run.",
    )
    made.add_argument("--times", type=int, default=9, help="how often each paper is set; the mean counts")
    made.add_argument("--out", type=Path, default=Path("bench-results"), help="folder for the JSON file")
    return made


def measure(times: int) -> Report:
    from shuniu.layout.docx_out import to_docx
    from shuniu.layout.paper import preview, to_pdf

    report = Report()
    started = time.perf_counter()
    report.faces = to_pdf(_paper(1), at=AT).fonts_used
    report.start_ms = round((time.perf_counter() - started) * 1000, 1)
    suite = next((found for name in SUITES if (found := shutil.which(name))), "")
    report.suite = _version(suite) if suite else ""
    for name, paragraphs in (("letter", 4), ("notice", 60), ("plan", 240)):
        fresh = (_paper(paragraphs, turn) for turn in count(1))
        pages = _pages(to_pdf(next(fresh), at=AT).pdf)
        ways: list[tuple[str, Callable[[OfficialText], object], int]] = [
            ("PDF/A", lambda paper: to_pdf(paper, at=AT), times),
            ("one page as PNG", preview, times),
            ("DOCX", to_docx, times),
        ]
        if suite:
            ways.append(("DOCX to PDF, office suite", lambda paper: _convert(suite, to_docx(paper)), 3))
        for way, act, often in ways:
            report.rows.append(
                {
                    "paper": name,
                    "pages": pages,
                    "way": way,
                    **_timed(act, [next(fresh) for _ in range(often)], pages),
                }
            )
        report.rows.append(
            {
                "paper": name,
                "pages": pages,
                "way": "one page after a word more",
                **_timed(preview, _typed(next(fresh), times), pages),
            }
        )
    return report


def _paper(paragraphs: int, turn: int = 0) -> OfficialText:
    """A text that was never set before: what the typesetter remembers must not be measured for its work."""
    office = "青岚县人民政府办公室"
    body = tuple(Paragraph(f"（{turn}、{i}）{WORDS}") for i in range(paragraphs))
    return OfficialText(
        title=f"{office}关于做好2026年汛期值守和应急管理工作的通知",
        mark=(office,),
        number="岚政办发〔2026〕31号",
        recipients="各乡镇人民政府，县政府各部门",
        body=body,
        issuers=(Issuer(office),),
        doc_date=date(2026, 6, 11),
        copies_to="县委办公室",
        printer=office,
        print_date=date(2026, 6, 12),
    )


def _typed(paper: OfficialText, times: int) -> list[OfficialText]:
    """The same draft as it grows by a word in its first paragraph, once seen before."""
    return [replace(paper, body=(Paragraph(WORDS + "坝" * more), *paper.body[1:])) for more in range(times)]


def _pages(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def _timed(act: Callable[[OfficialText], object], papers: list[OfficialText], pages: int) -> dict[str, float]:
    walls, cpus = [], []
    for paper in papers:
        before, started = _cpu(), time.perf_counter()
        act(paper)
        walls.append((time.perf_counter() - started) * 1000)
        cpus.append((_cpu() - before) * 1000)
    wall, cpu = sum(walls) / len(walls), sum(cpus) / len(cpus)
    return {
        "wall_ms": round(wall, 1),
        "cpu_ms": round(cpu, 1),
        "pages_per_core_second": round(pages * 1000 / max(cpu, 1), 1),
    }


def _cpu() -> float:
    """Seconds of this process and of those it waited for."""
    times = psutil.Process().cpu_times()
    return times.user + times.system + times.children_user + times.children_system


def _convert(suite: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        source = Path(place, "paper.docx")
        source.write_bytes(data)
        subprocess.run(
            [
                suite,
                f"-env:UserInstallation=file://{place}/profile",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                place,
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )


def _version(suite: str) -> str:
    return subprocess.run(
        [suite, "--version"], capture_output=True, text=True, timeout=60, check=False
    ).stdout.strip()[:60]
