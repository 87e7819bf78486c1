"""Kill builds at random moments and see that nothing is lost: `python -m tools.kill_builds -n 100`.

A build of many small batches, whose records a pretended extractor makes at once, is killed with its whole
process group while it reads, merges or stores; a second run ends it. Its exports (N-Quads, CSV, event rows)
must be those of a build that nobody disturbed. `--command` does the same to the real command on the articles
of the demo, `--what` to `remove`, `curate`, `repair` or `export`. One line a kill; exit code 1 where one
differs. All happens in the directory for temporary files: `TMPDIR=/dev/shm` is quick.
"""

import argparse
import functools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from kg.model import (
    Article,
    Claim,
    DatePrecision,
    Entity,
    EntityType,
    Evidence,
    Mention,
    MentionKind,
    Modality,
    Participant,
    Polarity,
    Record,
    Skipped,
)
from kg.relations import Relation, load_relations
from kg.repair import repair as mend

CHECKOUT = Path(__file__).parent.parent
BATCH = 4
# Each compared export: what differs by order alone is sorted, as stores and tables promise none.
COMPARED = ("graph.nq", "graph.csv", "graph.events.csv")
STAGES = ("reading", "merging", "storing")
_PEOPLE = ("Ada Berg", "Ivo Falk", "Mira Holm", "Nils Rud", "Tove Lund", "Yrsa Vik")
_VERBS = {"accuses": "accused", "praises": "praised", "condemns": "condemned", "attacks": "attacked"}
_TIMEOUT = 300  # seconds


class Reader:
    """Reads 'ACTOR accused RECIPIENT ...' as fast as it can, so that what is killed is the writing."""

    relations: Mapping[str, Relation] = load_relations()

    def extract(
        self, articles: Iterable[Article], *, on_fail: Callable[[Skipped], None] | None = None
    ) -> Iterator[Record]:
        """The record of each article, in order; none fails."""
        del on_fail
        yield from map(_read, articles)


def _read(article: Article) -> Record:
    text = article.text
    sentence = text.partition(".")[0] + "."
    ends = [name for name in _PEOPLE if name in sentence]
    ends.sort(key=sentence.index)
    entities = [Entity(f"person-{name.lower().replace(' ', '-')}", name, EntityType.PERSON) for name in ends]
    actor, recipient = (
        Participant(
            one.id, one.label, text.index(one.label), text.index(one.label) + len(one.label), one.label
        )
        for one in entities
    )
    relation = next(name for name, verb in _VERBS.items() if f" {verb} " in sentence)
    claim = Claim(
        id=f"{article.id}-1",
        relation=relation,
        actor=actor,
        recipient=recipient,
        topic=None,
        polarity=Polarity.AFFIRMED,
        modality=Modality.ACTUAL,
        speaker=None,
        place=None,
        date=str(article.published),
        date_precision=DatePrecision.DAY,
        confidence=0.9,
        evidence=Evidence(0, len(sentence), sentence),
    )
    mentions = tuple(
        Mention(end.start, end.end, end.text, MentionKind.NAME, EntityType.PERSON, end.entity)
        for end in (actor, recipient)
    )
    return Record(article, tuple(sorted(entities, key=lambda one: one.id)), mentions, (claim,))


def write_articles(path: Path, count: int) -> str:
    """Articles as JSON Lines, the same every time; returns the path."""
    lot = random.Random(0)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            one, other = lot.sample(_PEOPLE, 2)
            words = " ".join(lot.choice(("dock", "river", "budget", "school", "bridge")) for _ in range(40))
            text = f"{one} {lot.choice(list(_VERBS.values()))} {other} on day {number}. Then it was {words}."
            row = {"id": f"a{number:04}", "text": text, "date": f"2024-{number % 12 + 1:02}-01"}
            file.write(json.dumps(row) + "\n")
    return str(path)


@dataclass(frozen=True)
class Task:
    """Something to kill: its command, what makes the folder that it starts from, the stages that it tells.

    `codes` are those that it may leave with when it is run again.
    """

    command: tuple[str, ...]
    prepare: Callable[[Path], None]
    stages: tuple[str, ...] = ()
    codes: tuple[int, ...] = (0,)


# --- in the process that is killed ------------------------------------------------------------------------


def build(inputs: str, folder: Path, *, tell: Callable[[str], None] = lambda stage: None) -> None:
    """Build in small batches, with a word for each stage."""
    from kg import build as module
    from kg.build import Progress
    from kg.records import folder as records

    records._MERGE_AT = 8  # so that batches are merged again and again
    module.BATCH = BATCH
    told: set[str] = set()

    def tell_once(now: Progress) -> None:
        if now.stage not in told:
            told.add(now.stage)
            tell(now.stage)

    tell("ready")
    module.build([inputs], folder, extractor=Reader(), on_progress=tell_once)


# --- in the process that kills ----------------------------------------------------------------------------


def start(command: Sequence[str]) -> "subprocess.Popen[str]":
    """A process in a group of its own."""
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=environment,
    )


def finish(task: Task) -> str:
    """Run a task to its end; returns what it printed. Raises RuntimeError where it fails."""
    process = start(task.command)
    out, err = process.communicate(timeout=_TIMEOUT)
    if process.returncode not in task.codes:
        raise RuntimeError(f"{' '.join(task.command)} left with {process.returncode}: {err}")
    return out


def time_stages(task: Task) -> dict[str, float]:
    """How long each stage takes, in seconds; the whole is '' where it tells none."""
    process = start(task.command)
    assert process.stdout is not None
    spans: dict[str, float] = {}
    stage, since = "", time.monotonic()
    for line in process.stdout:
        now = time.monotonic()
        if line.strip() in ("ready", *task.stages):
            spans[stage] = now - since
            stage, since = line.strip(), now
    process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(task.command)} left with {process.returncode}")
    spans[stage] = time.monotonic() - since
    if task.stages:
        spans.pop("", None)  # the start of Python
    return spans


def kill(task: Task, stage: str, delay: float) -> bool:
    """Kill a task so many seconds after a stage began; False where it had ended before."""
    process = start(task.command)
    assert process.stdout is not None
    while stage and (line := process.stdout.readline()):
        if line.strip() == stage:
            break
    time.sleep(delay)
    ended = process.poll() is not None
    if not ended:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return not ended


def export(folder: Path, place: Path) -> dict[str, str]:
    """The exports that are compared, by file name."""
    from kg.build import load
    from kg.exporters import find_files, find_format
    from kg.plugins import load_plugin

    project = load(folder)
    place.mkdir()
    for name in COMPARED:
        load_plugin("kg.exporters", find_format(name)).write(project, place / name)
    files = [file for name in COMPARED for file in find_files(find_format(name), place / name)]
    found = {file.name: file.read_text("utf-8") for file in files}
    found["graph.nq"] = "".join(sorted(found["graph.nq"].splitlines(keepends=True)))
    shutil.rmtree(place)
    return found


def leftovers(folder: Path) -> list[str]:
    """What a run that ended well should not have left: hidden files and directories."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob(".*"))


def make_task(what: str, work: Path, articles: int, *, real: bool) -> tuple[Task, Path]:
    """The task and the folder that it works on."""
    folder, whole = work / "n.kg", work / "whole.kg"
    kg = (sys.executable, "-m", "kg")
    if real:
        inputs = str(resources.files("kg") / "data" / "demo")
        building = (*kg, "build", inputs, "--into", str(folder))
    else:
        inputs = write_articles(work / "a.jsonl", articles)
        building = (sys.executable, "-m", "tools.kill_builds", "--build", inputs, str(folder))
    if what == "build":
        return Task(building, lambda path: None, () if real else ("ready", *STAGES)), folder
    finish(Task((*building[:-1], str(whole)), lambda path: None))

    def copy(path: Path) -> None:
        shutil.copytree(whole, path)

    def spoil(path: Path) -> None:
        copy(path)
        for file in sorted(path.glob("batches/*/claims.parquet")):
            raw = bytearray(file.read_bytes())
            raw[len(raw) // 4] ^= 0xFF
            file.write_bytes(raw)

    if what == "repair":
        return Task((sys.executable, "-m", "tools.kill_builds", "--repair", str(folder)), spoil), folder
    flag = ("--in", str(folder))
    if what == "remove":
        # Killed after its work it has nothing left to do, which it says with 2.
        return Task(
            (*kg, "remove", *(f"a{n:04}" for n in range(0, articles, 3)), *flag), copy, (), (0, 2)
        ), folder
    command = (*kg, "curate", "merge", _PEOPLE[0], _PEOPLE[1], "--yes", *flag)
    return Task(command, copy, (), (0, 2)), folder


def run(what: str, kills: int, seed: int, articles: int, *, real: bool = False) -> Iterator[tuple[str, str]]:
    """Where each kill fell, and what was wrong after it (nothing where all is well)."""
    lot = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="kg-kill-") as name:
        work = Path(name)
        task, folder = make_task(what, work, articles, real=real)
        task.prepare(folder)
        spans = time_stages(task)
        expected = export(folder, work / "out")
        stages = [stage for stage in spans if stage != "ready"] or [""]
        done = 0
        while done < kills:
            shutil.rmtree(folder)
            task.prepare(folder)
            places = []
            for _ in range(min(lot.choice((1, 1, 2)), kills - done)):  # some are killed again as they go on
                stage = lot.choice(stages)
                from_start = "ready" if stage == "reading" else stage
                span = spans.get("ready", 0) + spans[stage] if stage == "reading" else spans[stage]
                delay = lot.uniform(0, span)
                if kill(task, from_start, delay):
                    done += 1
                    places.append(f"{stage or what} after {delay:.2f} s")
            if not places:
                continue
            if task.stages:
                build(task.command[-2], folder)  # in this process, which has loaded all
            else:
                finish(task)
            found = export(folder, work / "out")
            wrong = [name for name in expected if found.get(name) != expected[name]]
            wrong += [f"left {path}" for path in leftovers(folder)]
            yield ", ".join(places), ", ".join(wrong)


def kill_exports(kills: int, seed: int, articles: int) -> Iterator[tuple[str, str]]:
    """The same of `kg export` in every format and `kg draw`: a file is as before, or as it should be."""
    from kg.exporters import find_files
    from kg.plugins import list_plugins, load_plugin

    lot = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="kg-kill-") as name:
        work = Path(name)
        finish(make_task("build", work, articles, real=False)[0])
        plans = [
            ("export", form, load_plugin("kg.exporters", form).ENDINGS[0])
            for form in list_plugins("kg.exporters")
        ]
        plans += [("draw", "", ".svg"), ("draw", "", ".png")]
        spans: dict[str, float] = {}
        for number in range(kills):
            verb, form, ending = plans[number % len(plans)]
            path = work / f"graph{ending}"
            command = [sys.executable, "-m", "kg", verb, str(path), "--in", str(work / "n.kg")]
            task = Task((*command, *(["--format", form] if form else [])), lambda path: None)
            began = time.monotonic()
            finish(task)
            spans[ending] = time.monotonic() - began
            files = find_files(form, path) if form else (path,)
            whole = {file: file.read_bytes() for file in files}
            for file in files:
                file.write_text("of before")
            # The start of Python takes most of the time; the writing is at the end of it.
            kill(task, "", lot.uniform(0.5, 1.05) * spans[ending])
            wrong = [
                f"half of {file.name}"
                for file in files
                if file.read_bytes() not in (b"of before", whole[file])
            ]
            finish(task)
            wrong += [file.name for file in files if file.read_bytes() != whole[file]]
            wrong += [f"left {left.name}" for left in work.glob(".*")]
            yield f"{verb} {path.name}", ", ".join(wrong)


def main() -> int:
    """Kill, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=100, help="how many kills")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=160)
    parser.add_argument("--command", action="store_true", help="the real command on the demo's articles")
    parser.add_argument("--what", choices=("build", "remove", "curate", "repair", "export"), default="build")
    parser.add_argument("--build", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--repair", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.build:
        build(given.build[0], Path(given.build[1]), tell=functools.partial(print, flush=True))
        return 0
    if given.repair:
        mend(Path(given.repair), extractor=Reader())
        return 0
    if given.what == "export":
        found = kill_exports(given.n, given.seed, given.articles)
    else:
        found = run(given.what, given.n, given.seed, given.articles, real=given.command)
    counts: Counter[str] = Counter()
    bad = 0
    for place, wrong in found:
        for one in place.split(", "):
            counts[one.partition(" after ")[0].partition(" ")[0]] += 1
        bad += bool(wrong)
        print(f"{'WRONG' if wrong else 'same'}\t{place}\t{wrong}", flush=True)
    print(
        f"{counts.total()} kills ({', '.join(f'{n} {w}' for w, n in counts.items())}); {bad} lost something"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
