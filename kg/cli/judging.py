"""`kg audit`: edges drawn at random are shown one by one, and a key says whether each is right."""

# ruff: noqa: PLR0913, PLR0917 -- a command has a parameter for each option

import sys
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import FolderOption, JsonOption, find_folder
from kg.cli.output import note, show
from kg.errors import FolderError, UsageError

if TYPE_CHECKING:
    from kg.audit import Drawn, Judgement
    from kg.graph import Graph

_BACK, _QUIT = "b", "q"
_KEYS = {"r": "right", "y": "right", "w": "wrong", "n": "wrong", "u": "unsure", "s": "unsure"}
_LEGEND = "r right, w wrong, u unsure, b back, q quit"


def audit(
    project: Annotated[
        Path | None,
        typer.Argument(metavar="[NAME.kg]", help="The project folder, as --in.", show_default=False),
    ] = None,
    folder: FolderOption = None,
    sample: Annotated[int, typer.Option(metavar="N", min=1, help="How many edges to judge.")] = 50,
    seed: Annotated[int, typer.Option(metavar="N", help="Another seed draws other edges.")] = 1,
    again: Annotated[bool, typer.Option("--again", help="Judge from the start again.")] = False,
    report: Annotated[bool, typer.Option("--report", help="Print the result and ask nothing.")] = False,
    json: JsonOption = False,
) -> None:
    """Judge edges drawn at random, and see how many are right.

    Each edge is shown with a sentence that it was read in. A key judges it: r or y right, w or n wrong,
    u or s unsure, b back to the one before, q quit. Judgements are kept in the folder; the next call goes
    on there. Where standard input is no terminal, each line is one judgement.
    """
    from kg import audit as judging
    from kg.build import load
    from kg.views import audit as view

    if project is not None and folder is not None and project != folder:
        raise UsageError(f"two folders are given, {project} and {folder}; give one")
    place = find_folder(project or folder)
    graph = load(place).graph()
    if not graph.edges:
        raise FolderError(f"{place}: has no edge to judge; add articles with kg build INPUT --into {place}")
    if again:
        judging.start_again(place, seed=seed)
    judged = judging.read_judgements(place, seed=seed)
    if not report:
        drawn = tuple(islice(judging.draw(graph, seed=seed), sample))
        judged = _ask(graph, drawn, judged, place, seed)
    result = judging.measure(graph, judged, seed=seed)
    show(
        view.find_rows(result),
        view.Row,
        lambda: view.render(result, graph.relations),
        as_json=json,
        empty="",
    )


def _ask(
    graph: "Graph", drawn: "Sequence[Drawn]", judged: "dict[str, Judgement]", folder: Path, seed: int
) -> "dict[str, Judgement]":
    """The judgements after the user was asked for those that lack; each is kept as soon as it is made."""
    from rich.console import Console

    from kg.audit import Judgement, Verdict, add_judgement, find_judged
    from kg.views.audit import render_question

    judged = dict(judged)
    missing = [i for i, one in enumerate(drawn) if find_judged(one.edge, judged) is None]
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    read_key = _reader()
    at = 0  # in `missing`: what was judged before this call is not asked again
    while at < len(missing):
        one = drawn[missing[at]]
        before = judged.get(one.edge.id)
        console.print(
            render_question(
                one,
                graph.relations,
                number=missing[at] + 1,
                of=len(drawn),
                judged=before.verdict.value if before else "",
            )
        )
        console.print(f"  {_LEGEND}", style="dim")
        key = read_key()
        while key not in {*_KEYS, _BACK, _QUIT, ""}:
            note(f"'{key}' is no answer; {_LEGEND}")
            key = read_key()
        if key in {_QUIT, ""}:
            left = len(missing) - at
            note(f"{left:,} of {len(drawn):,} not judged yet; the same command goes on there")
            break
        if key == _BACK:
            if at == 0:
                note("this is the first one")
            at = max(0, at - 1)
            continue
        judgement = Judgement(seed, one.edge.id, one.telling.claim.id, Verdict(_KEYS[key]))
        add_judgement(folder, judgement)
        judged[one.edge.id] = judgement
        console.print(f"  {_KEYS[key]}")
        at += 1
    console.print()
    return judged


def _reader() -> Callable[[], str]:
    """What gives the next answer as one small letter; empty at the end of the input."""
    return _read_key if sys.stdin.isatty() else _read_line


def _read_key() -> str:
    try:
        return typer.getchar().lower()
    except EOFError:
        return ""


def _read_line() -> str:
    """The first letter of the next line that is not empty."""
    for line in sys.stdin:
        if line.strip():
            return line.strip()[0].lower()
    return ""
