"""The names that the model sees in a parsed text, mended: whole, trimmed, of the type that their words tell.

In: a Doc. Out: spans with a type guessed. Names of the gazetteer are put beside them in `mentions`.
"""

from collections.abc import Iterator

from kg.model import EntityType
from kg.nlp.tree import Doc, Span, Token
from kg.nlp.words import load_first_names, load_nouns

# What the model's labels guess; labels left out (dates, laws, events, works) name no actor and no place.
_GUESSES = {
    "PERSON": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "GPE": EntityType.CITY,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "NORP": EntityType.GROUP,
}
# Where a run of capitalised words is a name even if the model saw none: "Kais Saied suspended parliament".
_NAMED_DEPS = frozenset({"nsubj", "nsubjpass", "dobj", "appos", "conj", "pobj"})
_TAKEN_FOR_PERSONS = frozenset({EntityType.CITY, EntityType.GROUP})
_TAKEN_FOR_PLACES = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.GROUP})
_AT = frozenset("in at near of from to outside around across on between".split())
# "confidence in Smith", "resulted in Smith": what stands before "in" where no place follows.
_HELD_IN = frozenset(
    "confidence trust faith interest belief hope believe trust invest confide find see lie role "
    "investment pride case result end".split()
)
# First names that are places too: "Virginia Tech" is no person.
_PLACES_TOO = frozenset("virginia georgia victoria florence charlotte chad austin sofia regina adela".split())
_SUFFIXES = frozenset("jr sr ii iii iv".split())


def find_guesses(doc: Doc) -> Iterator[tuple[Span, EntityType]]:
    """Names that the model sees, widened to whole names and retyped by their last word; then acronyms."""
    taken: set[int] = set()
    for ent in doc.ents:
        guess = _GUESSES.get(ent.label_)
        span = trim(ent)
        if guess is None or span is None or not _is_written_as_name(span.text):
            taken.update(range(ent.start, ent.end))
            continue
        if all(t.lower_ in load_nouns().titles or t.lower_ == "state" for t in span):
            continue  # "Secretary of State" names no State
        if _is_nobody(span):
            taken.update(range(ent.start, ent.end))
            continue
        guess = _by_shape(span, guess)
        if guess is not EntityType.PERSON:
            span = _whole(span)
        if not taken & set(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            yield span, guess
    for token in doc:
        if token.i in taken or token.tag_ not in ("NNP", "NNPS"):
            continue
        if _is_acronym(token.text):
            yield doc[token.i : token.i + 1], EntityType.ORGANIZATION
        elif token.dep_ in _NAMED_DEPS:
            span = _whole(doc[token.i : token.i + 1])
            is_title = token.lower_ in load_nouns().titles
            if (
                len(span) > 1
                and not is_title
                and not _is_nobody(span)
                and all(t.text[0].isupper() or not t.is_alpha for t in span)
            ):
                yield span, _by_shape(span, EntityType.PERSON)


def _is_written_as_name(text: str) -> bool:
    """Whether there are capitals, and no letter of an editor's: "[W]e" is no name."""
    return any(c.isupper() for c in text) and not {"[", "]"} & set(text)


def _is_nobody(span: Span) -> bool:
    """Whether a name is an operation's or a storm's ("Storm Ciara"), or what follows a person's: "Jr."."""
    first, before = span[0].lower_, span.doc[span.start - 1] if span.start else None
    happenings = load_nouns().happenings
    if before is not None and before.lower_ in happenings and before.text[0].isupper():
        return True
    return (first in happenings and len(span) > 1) or (first.rstrip(".") in _SUFFIXES and len(span) == 1)


def by_place(span: Span, guess: EntityType, wholes: set[int]) -> EntityType:
    """A place, where its neighbours say so, whatever the model takes it for.

    "in Qalat Nahr, Syria", "in Qalat Nahr": models take places that they have not seen for persons.
    """
    doc = span.doc
    if guess not in _TAKEN_FOR_PLACES or span.start == 0:
        return guess
    before = doc[span.start - 1]
    if guess is EntityType.PERSON and _is_of_places(span.root):
        return EntityType.CITY
    if guess is EntityType.GROUP and span.root.tag_ == "NNPS":
        return guess
    if span.end + 1 < len(doc) and doc[span.end].text == "," and span.end + 1 in wholes:
        return EntityType.CITY if before.lower_ in _AT or before.lower_ == "," else guess
    is_person = guess is EntityType.PERSON and before.lower_ in ("in", "near")
    owns = span.end < len(doc) and doc[span.end].tag_ == "POS"
    if is_person and not owns and before.head.lemma_.lower() not in _HELD_IN:
        return EntityType.CITY
    return guess


def _is_of_places(token: Token) -> bool:
    """Whether the name is one of several places: "villages, including X and Y"."""
    while token.dep_ in ("conj", "appos") and token.head.pos_ == "PROPN":
        token = token.head
    if token.dep_ != "pobj" or token.head.lower_ not in ("including", "as", "like"):
        return False
    above = token.head.head
    nouns = [above] if above.pos_ == "NOUN" else [c for c in above.children if c.i < token.i]
    return any(n.tag_ == "NNS" and n.lemma_ in load_nouns().settlements for n in nouns)


def _by_shape(span: Span, guess: EntityType) -> EntityType:
    """The type that the name's last word tells, else the model's guess."""
    if len(span) > 1:
        by_head = load_nouns().name_heads.get(head_word(span))
        if by_head is not None:
            return by_head
        if guess is EntityType.ORGANIZATION and _is_full_name(span):
            return EntityType.PERSON
    if guess is EntityType.CITY and len(span) == 1 and _is_acronym(span.text):
        return EntityType.ORGANIZATION
    return EntityType.PERSON if guess in _TAKEN_FOR_PERSONS and _has_title(span) else guess


def _has_title(span: Span) -> bool:
    """Whether a title stands before the name: "General Soleimani", "Senator Paris"."""
    if span.start == 0:
        return False
    before = span.doc[span.start - 1]
    is_title = before.lower_ in load_nouns().titles and before.text[0].isupper()
    return is_title and before.dep_ == "compound" and span.start <= before.head.i < span.end


def _is_full_name(span: Span) -> bool:
    """Whether a name is a first name with one or two more: "Ingrid Halloran", not "Calvin Klein & Co"."""
    if len(span) > 3 or not all(t.text[0].isupper() and t.text.replace("-", "").isalpha() for t in span):
        return False
    if span[-1].text.isupper() or span[0].lower_ in _PLACES_TOO:
        return False
    return span[0].lower_ in load_first_names()


def head_word(span: Span) -> str:
    """The word that says what a name is: "department" in "Department of State", "base" in "Oru Air Base"."""
    words = [t.lower_ for t in span]
    return words[words.index("of") - 1] if "of" in words[1:] else words[-1]


def _whole(span: Span) -> Span:
    """The span with the capitalised words before it that belong to it: "[Admiral] Oru Air Base"."""
    start = span.start
    while start > span[0].sent.start:
        before = span.doc[start - 1]
        joined = before.dep_ == "compound" and span.start <= before.head.i < span.end
        if not (
            joined and before.tag_ in ("NNP", "NNPS") and before.ent_type_ == "" and before.text[0].isupper()
        ):
            break
        start -= 1
    return span.doc[start : span.end]


def _is_acronym(text: str) -> bool:
    """Whether a word is written as an acronym: ELN, M23, AU."""
    return 3 <= len(text) <= 7 and text[0].isalpha() and text.isalnum() and text == text.upper()


def trim(span: Span) -> Span | None:
    """The span without articles, possessive marks, quotes and brackets at its ends, None if empty."""
    start, end = span.start, span.end
    doc = span.doc
    while start < end and (
        doc[start].lower_ in ("the", "a", "an") or doc[start].is_punct or doc[start].is_space
    ):
        start += 1
    while start < end and (
        doc[end - 1].tag_ == "POS"
        or (doc[end - 1].is_punct and doc[end - 1].text != ".")
        or doc[end - 1].is_space
    ):
        end -= 1
    return doc[start:end] if start < end else None
