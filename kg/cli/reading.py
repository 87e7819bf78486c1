"""Commands that read articles: demo, extract, build, explain, evaluate."""

# ruff: noqa: PLR0913, PLR0917 -- a command has a parameter for each option

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import (
    DEFAULT_MODEL,
    GazetteerOption,
    Inputs,
    JsonOption,
    ModelOption,
    ProcessesOption,
    RelationsOption,
    make_extractor,
    make_workers,
)
from kg.cli.output import counted, note, progress, show, write_rows
from kg.errors import ArticleError, UsageError

if TYPE_CHECKING:
    from kg.model import Article, Skipped


def extract(
    inputs: Inputs,
    model: ModelOption = DEFAULT_MODEL,
    relations: RelationsOption = None,
    gazetteer: GazetteerOption = [],  # noqa: B006
    processes: ProcessesOption = 0,
) -> None:
    """Print what is read in each article, one line of JSON each."""
    from kg.readers import read_articles
    from kg.records import to_json
    from kg.views import escape_json

    found = read_articles(inputs)  # a missing input is told before the model loads
    extractor = make_extractor(model, relations, gazetteer)
    failed: list[str] = []

    def tell(item: "Skipped") -> None:
        note(f"skipped {item.place}: {item.reason}")
        failed.extend([item.place] if item.failed else [])

    def articles() -> Iterator["Article"]:
        from kg.model import Article

        for item in found:
            if isinstance(item, Article):
                yield item
            else:
                tell(item)

    reader = make_workers(extractor, processes)
    for record in progress(reader.extract(articles(), on_fail=tell), "articles read"):
        print(escape_json(to_json(record, extractor.relations)), flush=True)
    if failed:
        raise typer.Exit(ArticleError.exit_code)


def explain(
    text: Annotated[str, typer.Argument(help="A sentence or more; - is standard input.", show_default=False)],
    published: Annotated[
        str, typer.Option("--date", metavar="YYYY-MM-DD", help="When it was published.", show_default=False)
    ] = "",
    model: ModelOption = DEFAULT_MODEL,
    relations: RelationsOption = None,
    gazetteer: GazetteerOption = [],  # noqa: B006
    json: JsonOption = False,
) -> None:
    """Show how a sentence is read, and which patterns were tried."""
    from kg.model import Article
    from kg.views import explain as view

    text = sys.stdin.read() if text == "-" else text
    if not text.strip():
        raise UsageError("nothing to explain: the text is empty")
    article = Article("explained", text, published=_day(published))
    extractor = make_extractor(model, relations, gazetteer)
    explanation = extractor.explain(article)
    show(
        view.find_rows(explanation),
        view.Row,
        lambda: view.render(explanation, extractor.relations),
        as_json=json,
        empty="no name of an actor or place was found, and no pattern was tried",
    )


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD.jsonl", help="Texts with claims read by hand.", show_default=False)
    ],
    errors: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write each error with its sentence (.tsv or .jsonl).", show_default=False
        ),
    ] = None,
    model: ModelOption = DEFAULT_MODEL,
    relations: RelationsOption = None,
    gazetteer: GazetteerOption = [],  # noqa: B006
    json: JsonOption = False,
) -> None:
    """Score what kg reads against claims read by hand.

    A row of GOLD.jsonl holds id, text, perhaps title and date, and claims; each claim has actor, actor_text,
    relation, recipient, recipient_text, polarity, modality, speaker, sentence, date, place and core.

    An error is a claim missed, an extra one, or one read as another relation.
    """
    from kg.evaluation import Error, read_gold
    from kg.evaluation import evaluate as score
    from kg.views import scores as view

    if errors is not None and errors.suffix not in (".tsv", ".jsonl"):
        raise UsageError(f"--errors {errors}: give a file that ends in .tsv or .jsonl")
    extractor = make_extractor(model, relations, gazetteer)
    rows = list(read_gold(gold))
    records = progress(extractor.extract(row.article for row in rows), "articles read", total=len(rows))
    pairs = ((row, record.claims) for row, record in zip(rows, records, strict=True))
    report = score(pairs, extractor.relations)
    if errors is not None:
        write_rows(report.errors, Error, errors)
        note(f"{errors}: {counted(len(report.errors), 'error')}")
    show(
        view.find_rows(report),
        view.Row,
        lambda: view.render(report),
        as_json=json,
        empty="",
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"--date {text}: not a day; write it as 2024-03-31") from error
