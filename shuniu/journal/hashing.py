"""How a line is hashed. Pure: an auditor can repeat it with nothing but the exported rows.

digest = SHA-256 of the particulars as canonical JSON (keys sorted, no spaces, UTF-8)
hash   = SHA-256 of the previous line's hash + canonical JSON of
         [unit, subject_kind, subject_id, seq, at (UTC, microseconds), verb, actor, acting_for, device, digest]
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

START = "0" * 64


def canonical(value) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(particulars: dict) -> str:
    return hashlib.sha256(canonical(particulars).encode()).hexdigest()


def hash_of(
    previous: str,
    *,
    unit_id: int,
    subject_kind: str,
    subject_id: int,
    seq: int,
    at: datetime,
    verb: str,
    actor_id: int | None,
    acting_for_id: int | None,
    device: str,
    digest: str,
) -> str:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    body = [unit_id, subject_kind, subject_id, seq, moment, verb, actor_id, acting_for_id, device, digest]
    return hashlib.sha256((previous + canonical(body)).encode()).hexdigest()


def hash_of_line(previous: str, line) -> str:
    return hash_of(
        previous,
        unit_id=line.unit_id,
        subject_kind=line.subject_kind,
        subject_id=line.subject_id,
        seq=line.seq,
        at=line.at,
        verb=line.verb,
        actor_id=line.actor_id,
        acting_for_id=line.acting_for_id,
        device=line.device,
        digest=line.digest,
    )


def root_of(hashes) -> tuple[str, int]:
    """One hash over many, in the order given, and how many there were."""
    total = hashlib.sha256()
    count = 0
    for value in hashes:
        total.update(value.encode())
        count += 1
    return total.hexdigest(), count


def seal_hash(previous: str, *, unit_id: int, day, lines: int, root: str) -> str:
    return hashlib.sha256((previous + canonical([unit_id, day.isoformat(), lines, root])).encode()).hexdigest()
