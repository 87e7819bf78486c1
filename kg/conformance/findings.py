"""What a check finds, and what it looked at."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.rdf import PREFIXES


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is not as kg writes it.

    `check` is records, graph, store or shapes; `node` the id of an article or the IRI of what is wrong,
    `path` the property with prefixes, `value` its value, each empty where the message is about the whole.
    """

    check: str
    node: str
    path: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A part that was looked at: how many of what, and what is wrong with them."""

    what: str  # records, quads, and kinds of nodes: claims, evidence, spans, edges ...
    number: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that was looked at, by kind, and what is wrong; of `total` findings no more than were asked for."""

    checked: dict[str, int]
    findings: tuple[Finding, ...]
    total: int

    @property
    def conforms(self) -> bool:
        """Whether all is as kg writes it."""
        return not self.total


def report(parts: Iterable[Checked], *, limit: int = 0) -> Report:
    """The parts put together, with the first `limit` findings; 0 is all."""
    checked: Counter[str] = Counter()
    kept: list[Finding] = []
    total = 0
    for part in parts:
        checked[part.what] += part.number
        total += len(part.findings)
        kept += part.findings if not limit else part.findings[: max(limit - len(kept), 0)]
    return Report(dict(checked), tuple(kept), total)


def shorten(iri: str) -> str:
    """An IRI with its prefix where it has one of kg's: `oa:start`."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri[len(start) :]}"
    return iri


def spell(term: object) -> str:
    """A term of Oxigraph as people read it: the IRI, or the words."""
    return str(getattr(term, "value", term))
