"""Write into README.md how well kg reads: `python tools/figures.py "Short reports=GOLD.jsonl" ...`.

In go gold files as `kg evaluate` takes them, each with the name that the table gives it; out goes the block
between the two `figures` marks. Nothing of the gold, not even its place, is written.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.evaluation import Level, Report, evaluate, read_gold
from kg.extraction import Extractor

README = Path(__file__).parent.parent / "README.md"
OPEN, CLOSE = "<!-- figures -->", "<!-- /figures -->"
HEAD = """\
Measured by `tools/figures.py` on gold held by the maintainers, every claim of which was read by hand. These
texts were in view while kg was written; on others it may do worse.

| Gold | Articles | Claims | Level | Precision | Recall | F1 | Core recall |
| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: |
"""
ACCURACIES = ("polarity", "modality", "speaker", "date")
SECOND_HEAD = """
| Gold | Polarity right | Modality right | Speaker right | Date right |
| --- | ---: | ---: | ---: | ---: |
"""


def main(arguments: list[str]) -> None:
    """Measure each NAME=FILE and rewrite the block."""
    extractor = Extractor()
    scores: list[str] = []
    details: list[str] = []
    for argument in arguments:
        name, _, path = argument.partition("=")
        rows = list(read_gold(Path(path)))
        records = extractor.extract(row.article for row in rows)
        pairs = ((row, record.claims) for row, record in zip(rows, records, strict=True))
        report = evaluate(pairs, extractor.relations)
        scores += _scores(name, len(rows), report)
        details.append(_details(name, report))
        print(*scores[-len(Level) :], details[-1], sep="\n", file=sys.stderr)
    block = "\n".join([OPEN, HEAD + "\n".join(scores), SECOND_HEAD + "\n".join(details), CLOSE])
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


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main(sys.argv[1:])
