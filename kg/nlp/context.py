"""What the claims of one sentence share: article, parse, meanings, speaker; notes on how they were read."""

from dataclasses import dataclass, field

from kg.model import Article, Entity, Evidence, PassageKind
from kg.nlp.denotation import Denotation
from kg.nlp.pipeline import ParsedPassage
from kg.nlp.referents import Referent
from kg.nlp.tree import Span, Token
from kg.relations import Relations


@dataclass(frozen=True, slots=True)
class Notes:
    """How an article was read, for those who ask."""

    attempts: list[tuple[Token, str, str]] = field(default_factory=list)  # word, pattern, what came of it
    grounds: dict[str, tuple[str, ...]] = field(default_factory=dict)  # claim id -> of its confidence

    def trace(self, token: Token, pattern: str, outcome: str) -> None:
        """Note that a pattern was held against a word."""
        self.attempts.append((token, pattern, outcome))


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """What claims of one sentence share."""

    article: Article
    passage: ParsedPassage
    sent: Span
    denotation: Denotation
    relations: Relations
    speaker: Entity | None  # whose quotation the sentence goes on with
    lead: Referent | None  # X in the headline "X: rebels will be destroyed"
    quoted: frozenset[int]  # tokens between quotation marks
    notes: Notes | None

    @property
    def is_headline(self) -> bool:
        """Whether the sentence is a headline."""
        return self.passage.kind is PassageKind.HEADLINE

    def evidence(self) -> Evidence:
        """The sentence in the article's own characters."""
        text = self.article.text
        if self.passage.whole is not None:
            start, end = self.passage.whole
            return Evidence(start, end, text[start:end])
        start, end = self.passage.start + self.sent.start_char, self.passage.start + self.sent.end_char
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Evidence(start, end, text[start:end])


def article_span(referent: Referent, passage: ParsedPassage) -> tuple[int, int]:
    """Where the referent's words stand in the article's text."""
    if referent.elsewhere is not None:
        return referent.elsewhere
    first, last = passage.doc[referent.start], passage.doc[referent.end - 1]
    return passage.start + first.idx, passage.start + last.idx + len(last)
