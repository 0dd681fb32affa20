"""Each verb is declared once, next to its app: how it reads, whom it concerns, what must be forgettable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Verb:
    """动词: `reads` is the sentence with {actor} and the names of particulars; `operation` is its dotted function."""

    name: str
    term: str
    reads: str
    operation: str
    tells: Callable | None = None
    forgets: tuple[str, ...] = field(default=())
    weighty: bool = True  # 要紧的: shown when the timeline is cut to what matters
    once: bool = False  # `tells` names whoever has it now: who knows already need not hear it again

    @property
    def app(self) -> str:
        return self.operation.split(".")[1]


_VERBS: dict[str, Verb] = {}


def sentence(
    name: str,
    *,
    term: str,
    reads: str,
    operation: str,
    tells: Callable | None = None,
    forgets: tuple[str, ...] = (),
    weighty: bool = True,
    once: bool = False,
) -> Verb:
    """Declare a verb. `operation` as "shuniu.matters.operations.placing.accept"; declaring twice is an error."""
    if name in _VERBS:
        raise ValueError(f"verb declared twice: {name}")
    verb = Verb(name, term, reads, operation, tells, forgets, weighty, once)
    _VERBS[name] = verb
    return verb


def verbs() -> list[Verb]:
    return sorted(_VERBS.values(), key=lambda verb: verb.name)


def verb_of(name: str) -> Verb:
    return _VERBS[name]
