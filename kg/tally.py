"""What comes by in a build: how far it is, and what came of it."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from kg.errors import ArticleError
from kg.graph import Graph
from kg.model import Article, Record, Skipped
from kg.records import check_record, digest, find_copy

UNREAD_SHOWN = 20

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is. `read` counts all inputs so far; `stage` is reading, merging or storing."""

    stage: str
    read: int
    added: int
    known: int
    skipped: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What one build read, skipped and found; `edges` and `entities` are of the whole folder after it.

    `read` is `added` + `known` + the skipped. `known` articles were in the folder before. `mentions`,
    `claims` and `unread` (verbs between known actors that no relation covers, the most frequent first)
    are of the articles that were added.
    """

    read: int
    added: int
    known: int
    skipped: tuple[Skipped, ...]
    mentions: int
    claims: int
    entities: int
    edges: int
    unread: tuple[tuple[str, int], ...]

    @property
    def failed(self) -> tuple[Skipped, ...]:
        """The skipped inputs that should have been read."""
        return tuple(item for item in self.skipped if item.failed)


@dataclass(slots=True)
class Tally:
    """What came by in one build."""

    on_progress: Callable[[Progress], None] | None
    known_before: frozenset[str]  # ids in the folder
    digests: dict[str, str]  # of the folder and of this run
    read: int = 0
    known: int = 0
    added: int = 0
    mentions: int = 0
    claims: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)

    def new_articles(self, found: Iterable[Article | Skipped]) -> Iterator[Article]:
        """The articles that are neither in the folder nor seen before in this run."""
        for item in found:
            self.read += 1
            if isinstance(item, Skipped):
                self.skipped.append(item)
                continue
            copy = find_copy(item, self.digests)
            if copy is None:
                self.digests[item.id] = digest(item.text)
                yield item
            elif not copy.failed and item.id in self.known_before:
                self.known += 1
            else:
                self.skipped.append(copy)

    def sound_records(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records that can be defended; the others are skipped with a word."""
        for record in records:
            try:
                check_record(record)
            except ArticleError as error:
                _log.warning("%s", error)
                self.skipped.append(Skipped(record.article.place or record.article.id, str(error)))
                continue
            self.added += 1
            self.mentions += len(record.mentions)
            self.claims += len(record.claims)
            self.unread.update(verb.lemma for verb in record.unread)
            yield record

    def report(self, stage: str) -> None:
        """Tell the caller how far it is."""
        if self.on_progress:
            self.on_progress(Progress(stage, self.read, self.added, self.known, len(self.skipped)))

    def finish(self, graph: Graph) -> BuildReport:
        """All of it, with the size of the graph."""
        # Sorted by frequency, then the alphabet: the order of the articles makes no difference.
        verbs = sorted(self.unread.items(), key=lambda item: (-item[1], item[0]))
        return BuildReport(
            read=self.read,
            added=self.added,
            known=self.known,
            skipped=tuple(self.skipped),
            mentions=self.mentions,
            claims=self.claims,
            entities=len(graph.nodes),
            edges=len(graph.edges),
            unread=tuple(verbs[:UNREAD_SHOWN]),
        )
