"""Parts of speech, morphology and lemmas of words, worked out once for each word and tag.

spaCy's attribute ruler holds every token against all its patterns, and its lemmatizer asks for each token
again; but what they say of a word, they tell by its form and tag, of some by its label, and of a few by the
word beside it. In: Docs with tags and a parse. Out: the attributes that the two components set, in place.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

_ASKED: list[int | str] = ["ORTH", "TAG", "DEP", "LOWER", "IS_SPACE"]
_TOLD: list[int | str] = ["TAG", "DEP", "POS", "MORPH", "LEMMA"]  # tag and label change for spaces alone
_KEPT = 100_000  # words: about 40 MB; then they are forgotten, so that memory does not grow with the articles

_Word = tuple[int, ...]  # form, tag, and label or 0
_Row = list[int]


class Attributes:
    """Sets the attributes of Docs, and remembers those of words. Make it with `find_attributes`."""

    def __init__(self, nlp: Language, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._nlp = nlp
        self._components = (ruler, lemmatizer)
        self._several = Matcher(nlp.vocab)  # the patterns that are of more than one word
        self._known: dict[_Word, _Row] = {}
        self._lemmas: dict[_Word, str] = {}  # spaCy may forget the string of a hash
        # A label decides only for these forms and tags, or is one of these.
        self._decided: dict[str, set[int]] = {"LOWER": set(), "TAG": set(), "DEP": set()}
        for i, (patterns, _) in enumerate(_rules(ruler)):
            several = [pattern for pattern in patterns if len(pattern) > 1]
            if several:
                self._several.add(str(i), several)
            for pattern in patterns:
                if len(pattern) == 1 and "DEP" in pattern[0]:
                    self._note_label(pattern[0])

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set the attributes of the Docs."""
        asked: list[list[_Row]] = [doc.to_array(_ASKED).tolist() if len(doc) else [] for doc in docs]
        words = [self._words(rows) for rows in asked]
        every = {word for found in words for word in found}
        self._learn(every)
        for word in every:
            self._nlp.vocab.strings.add(self._lemmas[word])
        for doc, found, rows in zip(docs, words, asked, strict=True):
            told = [self._known[word] for word in found]
            told = [
                one if row[-1] else [one[0], row[2], *one[2:]] for one, row in zip(told, rows, strict=True)
            ]
            for match in self._several(doc):
                start, end = int(match[1]), int(match[2])
                told[start:end] = self._attributes([tuple(row[:3]) for row in rows[start:end]])
            if told:
                doc.from_array(_TOLD, np.array(told, dtype=np.uint64))  # type: ignore[arg-type]  # stub: Ints2d

    def _note_label(self, pattern: dict[str, Any]) -> None:
        for attr, decided in self._decided.items():
            if (values := _values(pattern.get(attr))) is not None:
                decided |= {self._nlp.vocab.strings.add(value) for value in values}
                return

    def _words(self, rows: Iterable[_Row]) -> list[_Word]:
        lowers, tags, labels = self._decided.values()
        return [
            (form, tag, label if space or lower in lowers or tag in tags or label in labels else 0)
            for form, tag, label, lower, space in rows
        ]

    def _learn(self, words: Iterable[_Word]) -> None:
        if len(self._known) > _KEPT:
            self._known.clear()
            self._lemmas.clear()
        new = sorted(word for word in words if word not in self._known)
        for word, row in zip(new, self._attributes(new) if new else (), strict=True):
            self._known[word] = row
            self._lemmas[word] = self._nlp.vocab.strings[row[-1]]

    def _attributes(self, words: Sequence[_Word]) -> list[_Row]:
        """What the components say of words that stand in this order."""
        strings = self._nlp.vocab.strings
        texts, tags, deps = ([strings[word[i]] for word in words] for i in range(3))
        doc = Doc(self._nlp.vocab, words=texts, tags=tags, deps=deps, heads=list(range(len(texts))))
        for component in self._components:
            doc = component(doc)
        told: list[_Row] = doc.to_array(_TOLD).tolist()
        return told


def find_attributes(nlp: Language) -> Attributes | None:
    """What sets the attributes of the pipeline's Docs; None where that cannot be told word by word."""
    names = nlp.pipe_names
    if "attribute_ruler" not in names or "lemmatizer" not in names:
        return None
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    if type(ruler) is not AttributeRuler or not isinstance(lemmatizer, Lemmatizer):
        return None
    by_rules = lemmatizer.mode == "rule" and not lemmatizer.overwrite
    beside = names.index("lemmatizer") == names.index("attribute_ruler") + 1
    return Attributes(nlp, ruler, lemmatizer) if by_rules and beside and _is_by_word(ruler) else None


def _is_by_word(ruler: AttributeRuler) -> bool:
    """Whether each pattern of one word asks for form, tag and label alone, and sets what is kept here."""
    for patterns, attrs in _rules(ruler):
        for pattern in patterns:
            if len(pattern) > 1 or "IS_SPACE" in pattern[0]:
                continue
            asks = set(pattern[0])
            if not (asks <= {"LOWER", "TAG", "DEP"} and attrs <= {"POS", "MORPH", "LEMMA"}):
                return False
            if "DEP" in asks and all(_values(pattern[0].get(attr)) is None for attr in asks):
                return False
    return True


def _rules(ruler: AttributeRuler) -> list[tuple[list[list[dict[str, Any]]], set[str]]]:
    """The patterns of each rule, and the attributes that it sets."""
    rules: list[Any] = ruler.patterns
    return [(rule["patterns"], set(rule["attrs"])) for rule in rules]


def _values(asked: Any) -> set[str] | None:
    """What an attribute must be one of; None where a pattern says what it must not be."""
    if isinstance(asked, str):
        return {asked}
    return set(asked["IN"]) if isinstance(asked, dict) and set(asked) == {"IN"} else None
