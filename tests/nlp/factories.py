"""Parses written by hand, one word a token, so that no model can change what a test says.

A token is `word=lemma/TAG:dep>head`; only the word is always written. What is left out follows from the
rest: "Iran:nsubj>told" is a proper noun, "to:aux>go" the infinitive mark, "told" (no head) the root.
`head` is the word itself; its second use in the sentence is `word#2`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date
from functools import cache

import spacy
from spacy import tokens as spacy_tokens
from spacy.language import Language
from spacy.util import filter_spans

from kg.extraction import Extractor
from kg.gazetteers import Entry, Gazetteer, KnownEntity, Office
from kg.gazetteers.gazetteer import Phrases
from kg.model import Article, Claim, Entity, EntityType, Modality, PassageKind, Polarity, Record
from kg.nlp.pipeline import ParsedPassage
from kg.nlp.reading import read_article
from kg.nlp.tree import Doc, Strings, Token, to_tree
from kg.relations import Relations, parse_relations

_TOKEN = re.compile(
    r"(?P<word>[^\s=/:>]+|[:=/])(?:=(?P<lemma>[^\s/:>]+))?(?:/(?P<tag>[^\s:>]+))?(?::(?P<dep>\w+)>(?P<head>\S+))?"
)
_PRONOUNS = frozenset("i he she it they we you him her them us me himself herself itself themselves".split())
_POSSESSIVES = frozenset("his her its their our my your".split())
_MODALS = frozenset("will would could may might can shall should must wo".split())
_IRREGULAR = {
    form: forms.split()[0]
    for forms in (
        "be is are was were been being;have has had having;do did does;say said;tell told;take took taken;"
        "leave left;flee fled;fall fell fallen;go went;come came;meet met;hold held;send sent;make made;"
        "see saw;draw drew;drive drove driven;win won;lose lost;man men;woman women;police;troop troops;"
        "force forces"
    ).split(";")
    for form in forms.split()
}
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
_GLUED = re.compile(r"[,.?!;:-]$|'s$|'$|n't$")


@cache
def blank() -> Language:
    """English without a model: what a word looks like, and no more."""
    return spacy.blank("en")


def parse(spec: str, *, ents: Mapping[str, str] | None = None) -> Doc:
    """The parse that `spec` writes down; `ents` are the names that a model would see, with their labels."""
    doc = parse_spacy(spec, ents=ents)
    return to_tree(doc, Strings(doc.vocab))


def parse_spacy(spec: str, *, ents: Mapping[str, str] | None = None) -> spacy_tokens.Doc:
    """The same as a Doc of spaCy's."""
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
    doc = spacy_tokens.Doc(
        blank().vocab,
        words=words,
        spaces=[
            i + 1 < len(words) and words[i] != "-" and not _GLUED.match(words[i + 1])
            for i in range(len(words))
        ],
        heads=heads,
        deps=deps,
        tags=tags,
        lemmas=lemmas,
        pos=[_pos(*trio) for trio in zip(tags, deps, lemmas, strict=True)],
    )
    spans = [
        doc.char_span(found.start(), found.end(), label=label)
        for name, label in (ents or {}).items()
        for found in re.finditer(rf"\b{re.escape(name)}\b", doc.text)
    ]
    doc.set_ents(filter_spans([span for span in spans if span is not None]))
    return doc


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


# --- a small world -----------------------------------------------------------------------------------------


def _country(label: str, code: str, *demonyms: str) -> Entry:
    entity = Entity(f"country-{code.lower()}", label, EntityType.COUNTRY, code)
    return Entry(KnownEntity(entity, population=10_000_000), (label,), (), demonyms)


def _city(label: str, code: str, stands_for: str | None = None) -> Entry:
    entity = Entity(f"city-{label.lower()}", label, EntityType.CITY, code)
    return Entry(KnownEntity(entity, population=1_000_000, stands_for=stands_for), (label,))


def _actor(id: str, label: str, type: EntityType, country: str | None = None, *names: str) -> Entry:
    return Entry(KnownEntity(Entity(id, label, type, country)), (label, *names))


WORLD = Gazetteer(
    [
        _country("Iran", "IR", "Iranian", "Iranians"),
        _country("Iraq", "IQ", "Iraqi", "Iraqis"),
        _country("Russia", "RU", "Russian", "Russians"),
        _country("Syria", "SY", "Syrian", "Syrians"),
        _country("France", "FR", "French"),
        _country("Egypt", "EG", "Egyptian", "Egyptians"),
        _city("Moscow", "RU", "country-ru"),
        _city("Tehran", "IR", "country-ir"),
        _city("Aleppo", "SY"),
        _city("Basra", "IQ"),
        _actor("region-homs", "Homs", EntityType.REGION, "SY"),
        _actor("person-assad", "Bashar al-Assad", EntityType.PERSON, "SY", "Assad"),
        _actor("person-ayrault", "Jean-Marc Ayrault", EntityType.PERSON, "FR", "Ayrault"),
        _actor("person-merkel", "Angela Merkel", EntityType.PERSON, "DE", "Merkel"),
        _actor("armed-isis", "Islamic State", EntityType.ARMED_GROUP, None, "ISIS"),
        _actor("armed-hamas", "Hamas", EntityType.ARMED_GROUP, "PS"),
        _actor("igo-un", "United Nations", EntityType.IGO, None, "UN"),
        _actor("gov-duma", "Duma", EntityType.GOVERNMENT, "RU"),
        _actor("party-baath", "Baath", EntityType.PARTY, "SY"),
        _actor("company-gazprom", "Gazprom", EntityType.COMPANY, "RU"),
    ],
    offices=[Office("person-assad", "president", "country-sy", date(2000, 7, 17), date(2024, 12, 8))],
    phrases=Phrases(forces={"army": "MIL"}, titles=frozenset({"president", "minister"})),
)

# Few words, chosen for the grammar around them; what kg reads is in its own table.
WORDS: Relations = parse_relations(
    {
        "classes": {"talks": ["talk", "negotiation"]},
        "accuses": {
            "plover": "ACCUSE",
            "quad": "verbal-conflict",
            "recipient": ["actor"],
            "verbs": ["accuse", "A accuse R of *", "A blame * on R", "condemn"],
            "nouns": ["criticism of R"],
        },
        "attacks": {
            "plover": "ASSAULT",
            "quad": "material-conflict",
            "verbs": ["shell", "hit", "destroy", "A open fire on R", "A close in on R"],
            "nouns": ["attack on|against R", "air strike on|in R", "R bombing"],
        },
        "captures": {
            "plover": "ASSAULT",
            "quad": "material-conflict",
            "recipient": ["place"],
            "verbs": ["capture", "A take R", "A take control of R", "A take over R", "R fall to A"],
            "nouns": ["capture"],
        },
        "detains": {
            "quad": "material-conflict",
            "recipient": ["people"],
            "verbs": ["A take R:person", "detain"],
        },
        "withdrawsFrom": {"quad": "material-cooperation", "verbs": ["A withdraw from R", "A pull out of R"]},
        "supports": {
            "quad": "verbal-cooperation",
            "verbs": ["A back R", "A support R"],
            "nouns": ["support for R"],
        },
        "demandsOf": {
            "quad": "verbal-conflict",
            "recipient": ["actor"],
            "verbs": ["A demand that R", "A repeat demand that R"],
        },
        "protestsAgainst": {"quad": "material-conflict", "recipient": ["actor"], "verbs": ["A picket R"]},
        "asks": {"quad": "verbal-cooperation", "verbs": ["A urge R to", "A ask that R", "A call on R to"]},
        "talksWith": {
            "quad": "verbal-cooperation",
            "symmetric": True,
            "verbs": ["A meet", "A meet R", "A hold {talks} with R", "A hold {talks}"],
            "nouns": ["talk with R"],
        },
        "criticOf": {"quad": "verbal-conflict", "verbs": ["A be critic of R", "A be at war with R"]},
        "presentIn": {"quad": "material-conflict", "recipient": ["place"], "verbs": ["A be back in R"]},
        "threatens": {"plover": "THREATEN", "quad": "verbal-conflict", "verbs": ["threaten"]},
        "leads": {"kind": "state", "actor": ["person"], "roles": ["president", "leader"]},
        "officialOf": {
            "kind": "state",
            "actor": ["person"],
            "roles": ["minister", "foreign minister", "envoy"],
        },
        **{
            name: {"kind": "state", "actor": ["any"]}
            for name in ("sideOf", "partOf", "memberOf", "locatedIn", "capitalOf", "citizenOf")
        },
    }
)


def read_parse(
    *specs: str,
    published: str | None = "2024-06-15",
    headline: bool = False,
    ents: Mapping[str, str] | None = None,
) -> Record:
    """The record of passages that are parsed by hand, in the small world; `ents` as in `parse`."""
    docs = [parse(spec, ents=ents) for spec in specs]
    kind = PassageKind.HEADLINE if headline else PassageKind.PROSE
    text = "\n\n".join(doc.text for doc in docs)
    starts = [sum(len(doc.text) + 2 for doc in docs[:i]) for i in range(len(docs))]
    passages = [ParsedPassage(doc, start, kind) for doc, start in zip(docs, starts, strict=True)]
    article = Article(id="a", text=text, published=date.fromisoformat(published) if published else None)
    return read_article(article, passages, gazetteer=WORLD, relations=WORDS)


def told(claim: Claim) -> str:
    """A claim in a line: `Iran attacks Basra [negated, planned] says Iraq`; what is usual is left out."""
    flags = [claim.polarity.value] if claim.polarity is Polarity.NEGATED else []
    flags += [claim.modality.value] if claim.modality is not Modality.ACTUAL else []
    parts = [f"{claim.actor.label} {claim.relation} {claim.recipient.label}"]
    parts += [f"[{', '.join(flags)}]"] if flags else []
    parts += [f"says {claim.speaker.label}"] if claim.speaker else []
    return " ".join(parts)


def claims_of(record: Record, *relations: str) -> list[str]:
    """The claims in lines, in order of the words; those of some relations only, if any are given."""
    kept = [c for c in record.claims if not relations or c.relation in relations]
    return [told(c) for c in sorted(kept, key=lambda c: (c.evidence.start, c.actor.start, c.recipient.start))]


# --- the real model ----------------------------------------------------------------------------------------


@cache
def extractor() -> Extractor:
    """One extractor with the real model for the whole test run: loading takes seconds."""
    return Extractor()


@cache
def lenient() -> Extractor:
    """The same, keeping claims of any confidence: what patterns read, however they are weighed."""
    list(extractor().extract([]))  # loads the pipeline, so that both share it
    same = copy(extractor())
    same.least = 0.0
    return same


def read(text: str, *, published: str | None = "2024-06-15", title: str | None = None) -> Record:
    """The record of one article, by the real model."""
    whole = f"{title}\n\n{text}" if title else text
    day = date.fromisoformat(published) if published else None
    [record] = lenient().extract([Article(id="a", text=whole, title=title, published=day)])
    return record
