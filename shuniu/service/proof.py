"""验流水: `shuniu verify`, the proof that the journal is whole, with progress."""

from __future__ import annotations

from typing import Any

from shuniu.service import setting_up
from shuniu.service.plain import _
from shuniu.service.progress import bar, say


def verify() -> dict[str, Any]:
    """Walk every chain and seal; `clean` is whether all is whole, `broken` names the first place that is not."""
    setting_up.existing_office()
    from shuniu.journal import verification

    with bar(_("验流水")) as tell:
        report = verification.verify(on_progress=tell)
    if report.clean:
        say(
            _("流水完好：{lines} 行，{chains} 条链，{seals} 个日封。").format(
                lines=report.lines, chains=report.chains, seals=report.seals
            )
        )
    else:
        say(_("流水断了，第一处：{place}").format(place=report.broken))
    return {
        "clean": report.clean,
        "lines": report.lines,
        "chains": report.chains,
        "seals": report.seals,
        "broken": report.broken or None,
        "head": report.head or None,
    }
