"""Who holds a place or an office, and when, with the sentences that say so."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from kg.graph import Graph, Telling
from kg.graph.finding import find_node
from kg.spells import Kind, Spell, find_spells
from kg.views import clean
from kg.views._text import NAME, QUIET, counted, evidence_text, heading, more_line, source_text, split_line


@dataclass(frozen=True, slots=True)
class Row:
    """A spell. `since` and `until` are None where no claim tells; `evidence` is of the start or the hold."""

    held: str
    holder: str
    since: str | None
    until: str | None
    first_seen: str
    last_seen: str
    origins: int
    disputed: int
    contested: int
    alone: bool
    evidence: str
    ended_by: str
    held_id: str
    holder_id: str


def find_rows(graph: Graph, kind: Kind, name: str | None = None, *, limit: int = 0) -> tuple[Row, ...]:
    """The spells of one place or body, or of one holder, or all; by what is held, then by day."""
    return tuple(_row(graph, spell) for spell in _find(graph, kind, name)[: limit or None])


def render(graph: Graph, kind: Kind, name: str | None = None, *, limit: int = 20) -> RenderableType:
    """The spells, under each thing held, with a sentence for its start and for its end."""
    spells = _find(graph, kind, name)
    shown = spells[: limit or None]
    parts: list[RenderableType] = []
    for held in dict.fromkeys(spell.held for spell in shown):
        parts += ["", heading(graph.nodes.labels[held])] if parts else [heading(graph.nodes.labels[held])]
        for spell in shown:
            if spell.held == held:
                parts += _listed(graph, spell)
    parts += more_line(len(shown), len(spells))
    return Group(*parts)


def _find(graph: Graph, kind: Kind, name: str | None) -> list[Spell]:
    spells = find_spells(graph, kind)
    key = find_node(graph, name).entity.id if name else None
    return sorted(
        (spell for spell in spells if key in (None, spell.held, spell.holder)),
        key=lambda spell: (graph.nodes.labels[spell.held], spell.held, *_start(spell)),
    )


def _start(spell: Spell) -> tuple[bool, str]:
    """What only is told to have ended began before all else."""
    return spell.since is not None or spell.until is None, spell.since or spell.first_seen


def _listed(graph: Graph, spell: Spell) -> list[RenderableType]:
    line = Text.assemble((clean(graph.nodes.labels[spell.holder]), NAME), f"  {_when(spell)}")
    marks = [
        *(["disputed"] if spell.disputed else []),
        *(["by its own word"] if spell.alone else []),
        *([f"contested {len(spell.contested)} x"] if spell.contested else []),
    ]
    if marks:
        line.append(f"  {', '.join(marks)}", style="bold")
    parts: list[RenderableType] = [split_line(line, counted(spell.origins, "origin"))]
    parts += _quoted("", _best((*spell.began, *spell.seen)))
    parts += _quoted("until then: ", _best(spell.ended)) if spell.until else []
    parts += _quoted("but: ", _best(spell.disputed))
    return parts


def _when(spell: Spell) -> str:
    """`from 2015-05-20 to 2016-03-27`, `seen 2025-01-03`, `until 2025-02-20`."""
    begin = f"from {spell.since}" if spell.since else ""
    end = f"until {spell.until}" if spell.until else ""
    if begin and end:
        return f"{begin} {end}"
    if begin:
        return begin if spell.last_seen <= (spell.since or "") else f"{begin}, last seen {spell.last_seen}"
    days = " to ".join(dict.fromkeys((spell.first_seen, spell.last_seen)))
    return end or f"seen {days}"


def _best(tellings: Sequence[Telling]) -> Telling | None:
    return max(tellings, key=lambda telling: telling.claim.confidence, default=None)


def _quoted(before: str, telling: Telling | None) -> list[RenderableType]:
    if telling is None:
        return []
    said = telling.claim.speaker
    after = [Text(f"according to {clean(said.label)}", style=QUIET)] if said else []
    source = Text(" · ", style=QUIET).join([*after, source_text(telling)])
    sentence = Text.assemble((before, QUIET), evidence_text(telling.claim))
    return [Padding(Group(sentence, source), (0, 0, 0, 4))]


def _row(graph: Graph, spell: Spell) -> Row:
    begin, end = _best((*spell.began, *spell.seen)), _best(spell.ended)
    return Row(
        graph.nodes.labels[spell.held],
        graph.nodes.labels[spell.holder],
        spell.since,
        spell.until,
        spell.first_seen,
        spell.last_seen,
        spell.origins,
        len(spell.disputed),
        len(spell.contested),
        spell.alone,
        begin.claim.evidence.text if begin else "",
        end.claim.evidence.text if end else "",
        spell.held,
        spell.holder,
    )
