"""The most memory of its own that one stage of a build or an export takes, in a process of its own.

    python -m tests.bench.memory STAGE FOLDER [CLAIMS]      prints megabytes; stages are those of STAGES

Files that are mapped do not count: the system takes that memory back where it needs it. `graph` makes CLAIMS
claims and keeps the graph of them in FOLDER; the others work on the folder.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from time import sleep

from kg.build import load
from kg.exporters import gexf
from kg.graph import build_graph, update_graph
from kg.graph.stored import GRAPH_FORMAT
from kg.graph.tables import write_tables
from kg.rdf import update_store
from kg.records import Folder, find_derived, open_folder, write_derived
from kg.relations import load_relations
from kg.resolve import load_resolution
from kg.stories import load_origins
from tests.bench.making import make_records


def keep_graph(folder: Folder, claims: int) -> None:
    """Keep a graph of so many made claims in a folder without records."""

    def write(place: Path) -> None:
        scratch = place.parent / "scratch"
        scratch.mkdir()
        write_tables(build_graph(make_records(claims), load_relations(), scratch=scratch).tables, place)

    write_derived(folder, find_derived(folder, "graph", GRAPH_FORMAT), write)


STAGES: dict[str, Callable[[Folder, int], object]] = {
    "resolution": lambda folder, _: load_resolution(folder),
    "origins": lambda folder, _: load_origins(folder),
    "merging": lambda folder, _: update_graph(folder, load_relations()),
    "store": lambda folder, _: update_store(folder),
    "graph": keep_graph,
    "gexf": lambda folder, _: gexf.write(load(folder.path), folder.path.parent / "out.gexf"),
}


def peak_of(stage: str, folder: Path, claims: int = 0) -> float:
    """Megabytes that a stage takes at most, measured in another process (Linux)."""
    line = [sys.executable, "-m", "tests.bench.memory", stage, str(folder), str(claims)]
    return float(subprocess.run(line, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Run one stage and print its peak."""
    stage, path, *rest = sys.argv[1:]
    peak = [0.0]

    def watch() -> None:
        while True:
            peak[0] = max(peak[0], _own())
            sleep(0.02)

    Thread(target=watch, daemon=True).start()
    STAGES[stage](open_folder(Path(path), create=True), int(rest[0]) if rest else 0)
    print(f"{peak[0]:.0f}")


def _own() -> float:
    """Megabytes that are no file's."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("RssAnon:")[2].split()[0]) / 1000


if __name__ == "__main__":
    main()
