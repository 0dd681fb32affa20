"""The report: one JSON file for machines, one table for people; peers stand beside it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from rich.table import Table

# Measured once with the same data and load, as multiples of the same minimal application (docs/speed.md).
ANCHORS = {
    "my open items": {"best of five": 16, "typical": 28},
    "item with journal": {"best of five": 7, "typical": 59},
    "create": {"best of five": 8, "typical": 21},
    "search, rare word": {"best of five": 30, "typical": 184},
    "counts": {"best of five": 71, "typical": 1810},
}


@dataclass
class Line:
    """One operation: ours, the ceiling's, and the ratio of CPU that counts."""

    name: str
    requests_per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    cpu_ms: float
    ceiling_cpu_ms: float
    ratio: float
    to_reach: float
    bytes: int
    errors: int
    ceiling_errors: int = 0
    statements: int = 0
    database_ms: float = 0.0
    peers: dict[str, dict] = field(default_factory=dict)
    problem: str = ""
    wrong: str = ""  # the last answer that was not as expected

    @classmethod
    def failed(cls, name: str, to_reach: float, problem: str) -> Line:
        """An operation whose first answer was wrong: it is not measured, and the run goes on."""
        return cls(name, 0, 0, 0, 0, 0, 0, 0, to_reach, 0, 1, problem=problem)

    @property
    def reached(self) -> bool:
        return self.errors == 0 and self.ceiling_errors == 0 and self.ratio <= self.to_reach


@dataclass
class Report:
    engine: str
    size: str
    matters: int
    events: int
    lines: list[Line] = field(default_factory=list)
    memory_mb: float = 0.0
    proportional_mb: float = 0.0
    database_mb: float = 0.0
    lines_of_code: dict[str, int] = field(default_factory=dict)
    seconds_to_first_page: float = 0.0
    free_cores: float = 0.0
    loading_seconds: float = 0.0

    def as_json(self) -> dict:
        return {**asdict(self), "anchors": ANCHORS}

    def as_table(self) -> Table:
        table = Table(title=f"{self.engine} · {self.size} · {self.matters:,} matters · {self.events:,} lines")
        beside = sorted({name for line in self.lines for name in line.peers})
        headings = (
            "", "req/s", "p50", "p95", "p99", "CPU ms", "ceiling", "ratio", "reach", "SQL", "SQL ms", "best peer", *beside,
            "kB", "errors",
        )  # fmt: skip
        for heading in headings:
            table.add_column(heading, justify="right" if heading else "left", no_wrap=True)
        for line in self.lines:
            if line.problem:
                table.add_row(line.name, line.problem.splitlines()[0][:100])
                continue
            peer = ANCHORS.get(line.name, {}).get("best of five")
            table.add_row(
                line.name,
                f"{line.requests_per_second:.0f}",
                f"{line.p50_ms:.0f}",
                f"{line.p95_ms:.0f}",
                f"{line.p99_ms:.0f}",
                f"{line.cpu_ms:.2f}",
                f"{line.ceiling_cpu_ms:.2f}",
                f"{line.ratio:.2f}x",
                f"{line.to_reach:.0f}x" + ("" if line.reached else " !"),
                str(line.statements),
                f"{line.database_ms:.1f}",
                f"{peer}x" if peer else "",
                *(_peer(line.peers.get(name)) for name in beside),
                f"{line.bytes / 1000:.0f}",
                str(line.errors + line.ceiling_errors),
            )
        return table

    def as_sentence(self) -> str:
        code = ", ".join(f"{count:,} {kind}" for kind, count in self.lines_of_code.items())
        return (
            f"{self.memory_mb:.0f} MB resident, {self.proportional_mb:.0f} MB proportional"
            f" · first page after {self.seconds_to_first_page:.1f} s · database {self.database_mb:,.0f} MB"
            f" · lines of code {code} · {self.free_cores:.1f} cores free"
        )


def _peer(told: dict | None) -> str:
    if told is None:
        return ""
    return "?" if "problem" in told else f"{told['ratio']:.1f}x"
