"""Write into README.md how well kg reads: `PYTHONPATH=. python tools/figures.py FOLDER`.

In goes the folder of labelled news: `edges/NAME.jsonl` as `kg evaluate` takes them, and `SET/dev.jsonl` for
each set of `tools/measures`. Out goes the block between the two `figures` marks. Nothing of the labelled news
is written, nor where it lies.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.evaluation import Level, Report, evaluate, read_gold
from kg.extraction import Extractor
from tools.measures import MEASURES

README = Path(__file__).parent.parent / "README.md"
OPEN, CLOSE = "<!-- figures -->", "<!-- /figures -->"
GOLD = {"seed": "One long article", "dev_items": "Short reports", "dev_articles": "Whole articles"}
HEAD = """\
Claims, against gold held by the maintainers, every claim of which was read by hand (`kg evaluate GOLD`).
These texts were in view while kg was written; on others it may do worse.

| Gold | Articles | Claims | Level | Precision | Recall | F1 | Core recall |
| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: |
"""
ACCURACIES = ("polarity", "modality", "speaker", "date")
SECOND_HEAD = """
| Gold | Polarity right | Modality right | Speaker right | Date right |
| --- | ---: | ---: | ---: | ---: |
"""
THIRD_HEAD = """
What others labelled, in their own terms (`python -m tools.measures SET FILE`; the modules in `tools/measures`
say what counts):

| Set | Texts | What is counted | Share |
| --- | ---: | --- | ---: |
"""
COUNTED = {
    "plover_gsr": {
        "reach": "events found with the right two ends and PLOVER type",
        "pairs": "events found with the right two ends",
    },
    "petrarch_unit_tests": {"reach": "dyads found, with the records' own actors as a user's gazetteer"},
    "re3d": {"reach": "fighting, alliance, command and contact found with a fitting relation"},
    "current_events": {
        "found": "linked names of people, places, groups and bodies that are found",
        "precision": "of those that kg links, linked to the right one",
    },
    "toponyms_geovirus": {
        "reach": "places put within 161 km of their true place",
        "precision": "of those that kg places, within 161 km",
    },
}


def main(arguments: list[str]) -> None:
    """Measure all that the folder has and rewrite the block."""
    folder = Path(arguments[0])
    extractor = Extractor()
    scores: list[str] = []
    details: list[str] = []
    for file, name in GOLD.items():
        rows = list(read_gold(folder / "edges" / f"{file}.jsonl"))
        records = extractor.extract(row.article for row in rows)
        pairs = ((row, record.claims) for row, record in zip(rows, records, strict=True))
        report = evaluate(pairs, extractor.relations)
        scores += _scores(name, len(rows), report)
        details.append(_details(name, report))
    others = [line for name in COUNTED for line in _measured(name, folder, extractor)]
    tables = [HEAD + "\n".join(scores), SECOND_HEAD + "\n".join(details), THIRD_HEAD + "\n".join(others)]
    block = "\n".join([OPEN, *tables, CLOSE])
    print(block)
    page = README.read_text("utf-8")
    README.write_text(re.sub(f"{OPEN}.*{CLOSE}", lambda _: block, page, flags=re.DOTALL), "utf-8")


def _scores(name: str, articles: int, report: Report) -> Iterator[str]:
    for level, score in report.levels.items():
        first = [name, str(articles), f"{score.gold:,}"] if level is Level.RELATION else ["", "", ""]
        shares = (score.precision, score.recall, score.f1, score.core_recall)
        yield _row([*first, level.value, *(f"{share:.1%}" for share in shares)])


def _details(name: str, report: Report) -> str:
    found = (report.accuracy[key] for key in ACCURACIES)
    return _row([name, *(f"{right / of:.1%} of {of:,}" if of else "" for right, of in found)])


def _measured(name: str, folder: Path, extractor: Extractor) -> Iterator[str]:
    lines = (folder / name / "dev.jsonl").read_text("utf-8").splitlines()
    figures = MEASURES[name]([json.loads(line) for line in lines], extractor)
    for k, (key, what) in enumerate(COUNTED[name].items()):
        first = [f"`{name}`", f"{len(lines):,}"] if k == 0 else ["", ""]
        yield _row([*first, what, f"{figures[key]:.1%}"])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main(sys.argv[1:])
