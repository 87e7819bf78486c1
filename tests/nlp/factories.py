"""Parses written by hand, one word a token, so that no model can change what a test says.

A token is `word=lemma/TAG:dep>head`; only the word is always written. What is left out follows from the
rest: "Iran:nsubj>told" is a proper noun, "to:aux>go" the infinitive mark, "told=tell" (no head) the root.
`head` is the word itself; its second use in the sentence is `word#2`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

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
_IRREGULAR = dict(
    pair.split("=")
    for pair in "is=be are=be was=be were=be been=be being=be has=have had=have having=have did=do does=do said=say "
    "told=tell took=take taken=take left=leave fled=flee fell=fall fallen=fall went=go came=come met=meet held=hold "
    "sent=send made=make saw=see drew=draw drove=drive driven=drive won=win lost=lose built=build paid=pay fought=fight "
    "men=man women=woman police=police troops=troop forces=force".split()
)
_TAGS_BY_DEP = {
    **dict.fromkeys("ROOT relcl ccomp advcl parataxis".split(), "VBD"),
    **dict.fromkeys("prep agent mark".split(), "IN"),
    **dict.fromkeys("neg advmod".split(), "RB"),
    **{"aux": "VBZ", "xcomp": "VB", "acl": "VBN", "pcomp": "VBG", "prt": "RP", "det": "DT", "amod": "JJ"},
    **{"acomp": "JJ", "nummod": "CD", "cc": "CC", "case": "POS", "expl": "EX", "preconj": "CC"},
}
_AUXILIARY_TAGS = {"be": "VB", "been": "VBN", "being": "VBG", "is": "VBZ", "are": "VBP"}
_POS_BY_TAG = {
    **{"NNP": "PROPN", "NNPS": "PROPN", "NN": "NOUN", "NNS": "NOUN", "MD": "AUX", "TO": "PART", "RB": "ADV"},
    **{"JJ": "ADJ", "DT": "DET", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WDT": "PRON", "WRB": "SCONJ"},
    **{"CD": "NUM", "CC": "CCONJ", "POS": "PART", "RP": "ADP", "EX": "PRON", "IN": "ADP"},
}
_MARKS = {",": ",", ".": ".", "?": ".", ";": ":", ":": ":", "-": "HYPH", "–": ":", '"': "''", "!": "."}
_GLUED = re.compile(r"[,.?!;:]$|'s$|'$|n't$")


@cache
def blank() -> Language:
    """English without a model: what a word looks like, and no more."""
    return spacy.blank("en")


def parse(spec: str, *, ents: Mapping[str, str] | None = None) -> Doc:
    """The parse that `spec` writes down; `ents` maps words to the labels of one-word names."""
    found = [_TOKEN.fullmatch(text) for text in spec.split()]
    assert all(found), f"not tokens: {[t for t, f in zip(spec.split(), found, strict=True) if f is None]}"
    tokens = [token for token in found if token is not None]
    words = [token["word"] for token in tokens]
    names = _numbered(words)
    root = next((i for i, t in enumerate(tokens) if t["head"] is None and t["word"] not in _MARKS), 0)
    deps = [
        t["dep"] or ("punct" if t["word"] in _MARKS and i != root else "ROOT") for i, t in enumerate(tokens)
    ]
    tags = [t["tag"] or _tag(t["word"], t["lemma"], dep) for t, dep in zip(tokens, deps, strict=True)]
    lemmas = [t["lemma"] or _lemma(t["word"], tag) for t, tag in zip(tokens, tags, strict=True)]
    heads = [
        names[t["head"]] if t["head"] else root if dep == "punct" else i
        for i, (t, dep) in enumerate(zip(tokens, deps, strict=True))
    ]
    labels = [(ents or {}).get(text) for text in words]
    return Doc(
        blank().vocab,
        words=words,
        spaces=[i + 1 < len(words) and not _GLUED.match(words[i + 1]) for i in range(len(words))],
        heads=heads,
        deps=deps,
        tags=tags,
        lemmas=lemmas,
        pos=[_pos(*trio) for trio in zip(tags, deps, lemmas, strict=True)],
        ents=[f"B-{label}" if label else "O" for label in labels],
    )


def _numbered(words: Iterable[str]) -> dict[str, int]:
    """Where each word stands: `word` for the first, `word#2` for the second."""
    names: dict[str, int] = {}
    uses: Counter[str] = Counter()
    for i, text in enumerate(words):
        uses[text] += 1
        names[text if uses[text] == 1 else f"{text}#{uses[text]}"] = i
    return names


def _tag(word: str, lemma: str | None, dep: str) -> str:
    lower = word.lower()
    if dep == "punct":
        return _MARKS[word]
    if dep == "aux" and lower in _MODALS | {"to"}:
        return "TO" if lower == "to" else "MD"
    if dep == "auxpass":
        return _AUXILIARY_TAGS.get(lower, "VBD")
    if lower in _POSSESSIVES and dep == "poss":
        return "PRP$"
    if lower in _PRONOUNS:
        return "PRP"
    if lower in ("who", "whom", "which") or (
        lower == "that" and dep.partition("pass")[0] in ("nsubj", "dobj")
    ):
        return "WP" if lower.startswith("who") else "WDT"
    is_name = word[0].isupper() and lemma is None
    if dep in _TAGS_BY_DEP and not (is_name and dep == "ROOT"):
        return _TAGS_BY_DEP[dep]
    if is_name:
        return "NNP"
    return "NNS" if lower in ("men", "women", "troops") or re.search(r"[^s]s$", lower) else "NN"


def _lemma(word: str, tag: str) -> str:
    """Regular endings and some other verbs; whatever else there is, a test writes itself."""
    lower = word.lower()
    if tag.startswith("NNP") or tag == "POS":
        return word
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    ending = {"VBD": "ed", "VBN": "ed", "VBG": "ing", "VBZ": "s", "NNS": "s"}.get(tag, "")
    return lower.removesuffix(ending)


def _pos(tag: str, dep: str, lemma: str) -> str:
    if dep == "punct":
        return "PUNCT"
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
