"""Parses written by hand, one word a token, so that no model can change what a test says.

A token is `word=lemma/TAG:dep>head`; only the word is always written. What is left out follows from the
rest: "Iran:nsubj>told" is a proper noun, "to:aux>go" the infinitive mark, "told=tell" (no head) the root.
`head` is the word itself; its second use in the sentence is `word#2`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from kg.extraction import Extractor
from kg.gazetteers import Entry, Gazetteer, KnownEntity, Office
from kg.gazetteers.gazetteer import Phrases
from kg.model import Article, Entity, EntityType, MentionKind, Record
from kg.nlp.denotation import Denotation, Referent
from kg.nlp.mentions import Name

_TOKEN = re.compile(
    r"(?P<word>[^\s=/:>]+|[:=/])(?:=(?P<lemma>[^\s/:>]+))?(?:/(?P<tag>[^\s:>]+))?(?::(?P<dep>\w+)>(?P<head>\S+))?"
)
_PRONOUNS = frozenset("i he she it they we you him her them us me himself herself itself themselves".split())
_POSSESSIVES = frozenset("his her its their our my your".split())
_MODALS = frozenset("will would could may might can shall should must wo".split())
_LEMMAS = {
    **dict.fromkeys(("is", "are", "was", "were", "been", "being", "am", "'s"), "be"),
    **dict.fromkeys(("has", "had", "having"), "have"),
    **dict.fromkeys(("did", "does"), "do"),
}
_TAGS_BY_DEP = {
    **dict.fromkeys("ROOT relcl ccomp advcl parataxis".split(), "VBD"),
    **dict.fromkeys("aux auxpass".split(), "VBZ"),
    **dict.fromkeys("prep agent mark".split(), "IN"),
    **dict.fromkeys("neg advmod".split(), "RB"),
    **{"xcomp": "VB", "acl": "VBN", "pcomp": "VBG", "prt": "RP", "det": "DT", "amod": "JJ", "acomp": "JJ"},
    **{"nummod": "CD", "cc": "CC", "case": "POS", "expl": "EX", "preconj": "CC"},
}
_POS_BY_TAG = {
    **{"NNP": "PROPN", "NNPS": "PROPN", "NN": "NOUN", "NNS": "NOUN", "MD": "AUX", "TO": "PART", "RB": "ADV"},
    **{"JJ": "ADJ", "DT": "DET", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WDT": "PRON", "WRB": "SCONJ"},
    **{"CD": "NUM", "CC": "CCONJ", "POS": "PART", "RP": "ADP", "EX": "PRON", "IN": "ADP"},
}
_PUNCTUATION = {",": ",", ".": ".", "?": ".", ";": ":", ":": ":", "-": "HYPH", "–": ":", '"': "''"}


def parse(spec: str, *, ents: Mapping[str, str] | None = None) -> Doc:
    """The parse that `spec` writes down; `ents` maps words to the labels of one-word names."""
    tokens = [_read(text) for text in spec.split()]
    words = [word for word, *_ in tokens]
    names = _numbered(words)
    root = next((i for i, (*_, head) in enumerate(tokens) if head is None), 0)
    heads, deps, tags, lemmas, pos = [], [], [], [], []
    for i, (word, lemma, tag, dep, head) in enumerate(tokens):
        is_mark = word in _PUNCTUATION and dep in (None, "punct")
        dep = dep or ("punct" if is_mark and i != root else "ROOT")
        tag = tag or (_PUNCTUATION[word] if is_mark else _tag(word, lemma, dep))
        heads.append(root if is_mark and head is None else i if head is None else names[head])
        deps.append(dep)
        tags.append(tag)
        lemmas.append(lemma or (word if tag.startswith("NNP") else _LEMMAS.get(word.lower(), word.lower())))
        pos.append("PUNCT" if is_mark else _pos(tag, dep, lemmas[-1]))
    spaces = [i + 1 < len(words) and not re.match(r"[,.?;:]$|'s$|'$|n't$", words[i + 1]) for i in range(len(words))]
    labels = [f"B-{(ents or {})[word]}" if word in (ents or {}) else "O" for word in words]
    return Doc(
        Vocab(), words=words, spaces=spaces, heads=heads, deps=deps, tags=tags, lemmas=lemmas, pos=pos, ents=labels
    )


def _read(text: str) -> tuple[str, str | None, str | None, str | None, str | None]:
    found = _TOKEN.fullmatch(text)
    assert found is not None, f"not a token: {text}"
    return found["word"], found["lemma"], found["tag"], found["dep"], found["head"]


def _numbered(words: Iterable[str]) -> dict[str, int]:
    """Where each word stands: `word` for the first, `word#2` for the second."""
    names: dict[str, int] = {}
    for i, word in enumerate(words):
        count = sum(name.partition("#")[0] == word for name in names) + 1
        names[word if count == 1 else f"{word}#{count}"] = i
    return names


def _tag(word: str, lemma: str | None, dep: str) -> str:
    lower = word.lower()
    if dep == "aux" and lower in _MODALS | {"to"}:
        return "TO" if lower == "to" else "MD"
    if lower in _POSSESSIVES and dep == "poss":
        return "PRP$"
    if lower in _PRONOUNS:
        return "PRP"
    if lower in ("who", "whom", "which") or (lower == "that" and dep in ("nsubj", "nsubjpass", "dobj", "pobj")):
        return "WDT" if lower in ("which", "that") else "WP"
    if dep in _TAGS_BY_DEP and not (word[0].isupper() and dep in ("ROOT", "amod") and lemma is None):
        return _TAGS_BY_DEP[dep]
    if word[0].isupper():
        return "JJ" if dep == "amod" else "NNP"
    return "NNS" if lemma is not None and word.endswith(("s", "men")) and word != lemma else "NN"


def _pos(tag: str, dep: str, lemma: str) -> str:
    if tag.startswith("VB"):
        return "AUX" if dep in ("aux", "auxpass") or lemma == "be" else "VERB"
    return "SCONJ" if dep == "mark" else _POS_BY_TAG.get(tag, "X")


def word(doc: Doc, name: str) -> Token:
    """The token that is written so in the parse; `word#2` is its second use."""
    return doc[_numbered(token.text for token in doc)[name]]


def words(tokens: Iterable[Token]) -> str:
    """The words of some tokens."""
    return " ".join(token.text for token in tokens)


@cache
def extractor() -> Extractor:
    """One extractor with the real model for the whole test run: loading takes seconds."""
    return Extractor()


def read(text: str, *, published: str | None = "2024-06-15", title: str | None = None) -> Record:
    """The record of one article, by the real model."""
    whole = f"{title}\n\n{text}" if title else text
    day = date.fromisoformat(published) if published else None
    [record] = extractor().extract([Article(id="a", text=whole, title=title, published=day)])
    return record
