"""The report: one JSON file for machines, one table for people; peers are data beside it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from rich.table import Table

# Measured once with the same data and load, as multiples of the same minimal application (docs/benchmark.md).
PEERS = {
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

    @property
    def reached(self) -> bool:
        return self.errors == 0 and self.ratio <= self.to_reach


@dataclass
class Report:
    engine: str
    size: str
    matters: int
    events: int
    lines: list[Line] = field(default_factory=list)
    memory_mb: float = 0.0
    seconds_to_first_page: float = 0.0
    free_cores: float = 0.0
    loading_seconds: float = 0.0
    flat: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict:
        return {**asdict(self), "peers": PEERS}

    def as_table(self) -> Table:
        table = Table(title=f"{self.engine} · {self.size} · {self.matters:,} matters · {self.events:,} lines")
        for heading in (
            "",
            "req/s",
            "p50 ms",
            "p95 ms",
            "CPU ms",
            "ceiling",
            "ratio",
            "to reach",
            "best peer",
            "kB",
            "errors",
        ):
            table.add_column(heading, justify="right" if heading else "left")
        for line in self.lines:
            peer = PEERS.get(line.name, {}).get("best of five")
            table.add_row(
                line.name,
                f"{line.requests_per_second:.0f}",
                f"{line.p50_ms:.0f}",
                f"{line.p95_ms:.0f}",
                f"{line.cpu_ms:.2f}",
                f"{line.ceiling_cpu_ms:.2f}",
                f"{line.ratio:.2f}x",
                f"{line.to_reach:.0f}x" + ("" if line.reached else " !"),
                f"{peer}x" if peer else "",
                f"{line.bytes / 1000:.0f}",
                str(line.errors),
            )
        return table
