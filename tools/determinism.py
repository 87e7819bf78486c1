"""The same graph every time: builds that differ only in how the work was done, compared byte by byte.

`python -m tools.determinism ARTICLES.jsonl --python 3.12=/path/to/python ...`: the articles in order and
reversed, in one build and in several, by one process and by two, under several hash seeds, and by other
versions of Python that have kg installed. Prints the SHA-256 of the sorted N-Quads of each; exit code 1 where
they differ.
"""

import argparse
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory


@dataclass(frozen=True, slots=True)
class Way:
    """One way to build the graph of some articles."""

    name: str
    python: str = sys.executable
    seed: int = 0
    is_reversed: bool = False
    builds: int = 1
    processes: int = 1


WAYS = (
    Way("in order, one build, one process"),
    Way("reversed", seed=1, is_reversed=True),
    Way("three builds", seed=2, builds=3),
    Way("two processes", seed=3, processes=2),
    Way("reversed, two builds, two processes", seed=4, is_reversed=True, builds=2, processes=2),
)


def quads_of(lines: Sequence[str], way: Way, folder: Path) -> bytes:
    """The sorted N-Quads of JSON Lines of articles, built in a fresh directory in that way."""
    ordered = list(reversed(lines)) if way.is_reversed else list(lines)
    env = os.environ | {"PYTHONHASHSEED": str(way.seed)}
    size = -(-len(ordered) // way.builds)
    for i in range(way.builds):
        part = folder / f"part{i}.jsonl"
        part.write_text("\n".join(ordered[i * size : (i + 1) * size]), "utf-8")
        arguments = ["build", str(part), "--into", str(folder / "x.kg"), "--processes", str(way.processes)]
        _run([way.python, "-m", "kg", *arguments], env)
    quads = folder / "x.nq"
    _run([way.python, "-m", "kg", "export", str(quads), "--in", str(folder / "x.kg")], env)
    return b"".join(sorted(quads.read_bytes().splitlines(keepends=True)))


def _run(command: Sequence[str], env: dict[str, str]) -> None:
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")


def _ways(pythons: Sequence[str]) -> Iterator[Way]:
    yield from WAYS
    for text in pythons:
        name, _, path = text.partition("=")
        yield Way(f"Python {name}", python=path, seed=5, is_reversed=True)


def main() -> int:
    """Build in all ways and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--python", action="append", default=[], metavar="NAME=PATH")
    given = parser.parse_args()
    lines = given.articles.read_text("utf-8").splitlines()
    found = {}
    for way in _ways(given.python):
        with TemporaryDirectory() as name:
            quads = quads_of(lines, way, Path(name))
        found[way.name] = hashlib.sha256(quads).hexdigest()
        print(f"{found[way.name]}  {len(quads):,} bytes  {way.name}", flush=True)
    return 0 if len(set(found.values())) == 1 else 1


if __name__ == "__main__":
    raise SystemExit(main())
