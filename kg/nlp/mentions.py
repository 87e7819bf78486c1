"""Parsed article -> the names in it: gazetteer and model put together, and linked over the whole article.

In: parsed passages. Out: `Name`s by passage. Nominals and pronouns are `denotation`'s and `coreference`'s.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Span

from kg.gazetteers import Gazetteer, KnownEntity, NameMatch
from kg.linking import NameUse, link
from kg.model import Entity, EntityType, MentionKind
from kg.nlp.pipeline import ParsedPassage
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
_WHOLES = frozenset({EntityType.COUNTRY, EntityType.REGION})
_AT = frozenset("in at near of from to outside around across on between".split())
# "confidence in Smith", "resulted in Smith": what stands before "in" where no place follows.
_HELD_IN = frozenset(
    "confidence trust faith interest belief hope believe trust invest confide find see lie role "
    "investment pride case result end".split()
)
_PEOPLE = frozenset({EntityType.PERSON, EntityType.ORGANIZATION})


# First names that are places too: "Virginia Tech" is no person.
_PLACES_TOO = frozenset("virginia georgia victoria florence charlotte chad austin sofia regina adela".split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name in one passage: its tokens (end exclusive), its head token, and what it means, if known."""

    start: int
    end: int
    head: int
    kind: MentionKind
    entity: Entity | None
    known: KnownEntity | None
    nested: bool = False  # inside a longer name: "Russian" in "Russian Foreign Ministry"


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    kind: MentionKind
    guess: EntityType | None
    candidates: tuple[KnownEntity, ...]
    strong: bool
    nested: bool = False


def find_names(
    passages: Sequence[ParsedPassage], article_text: str, *, gazetteer: Gazetteer, published: date | None
) -> list[list[Name]]:
    """The names of each passage in text order, linked over the article as a whole."""
    found = [list(_found_in(passage.doc, gazetteer)) for passage in passages]
    uses = [
        _use(f, passage, article_text) for passage, names in zip(passages, found, strict=True) for f in names
    ]
    entities = iter(link(uses, gazetteer=gazetteer, published=published))
    return [[_name(f, next(entities)) for f in names] for names in found]


def _use(found: _Found, passage: ParsedPassage, text: str) -> NameUse:
    start, end = passage.start + found.span.start_char, passage.start + found.span.end_char
    region = _is_region(found.span)
    return NameUse(
        start, end, text[start:end], found.kind, found.guess, found.candidates, found.strong, region
    )


def _is_region(span: Span) -> bool:
    """Whether the words beside a name say that it is a region: "the state of X", "X Governor"."""
    before = [t.lower_ for t in span.doc[max(0, span.start - 2) : span.start]]
    after = [t.lower_ for t in span.doc[span.end : span.end + 2] if t.tag_ != "POS"]
    named = (
        len(before) == 2 and before[1] == "of" and load_nouns().name_heads.get(before[0]) is EntityType.REGION
    )
    return named or after[:1] in (["governor"], ["gov."])


def _name(found: _Found, entity: Entity | None) -> Name:
    span = found.span
    known = next((k for k in found.candidates if entity and k.entity.id == entity.id), None)
    return Name(span.start, span.end, span.root.i, found.kind, entity, known, found.nested)


def _found_in(doc: Doc, gazetteer: Gazetteer) -> Iterator[_Found]:
    """Names in text order; a nested name follows the one it is in."""
    spans = list(_known_spans(doc, gazetteer))
    silent = {i for span, match in spans if not match.candidates for i in range(span.start, span.end)}
    known = [(span, match) for span, match in spans if match.candidates]
    wholes = {span.start for span, match in known if _is_whole(match)}
    guessed = [(span, _by_place(span, guess, wholes)) for span, guess in _guessed_spans(doc)]
    guessed = [(span, guess) for span, guess in guessed if silent.isdisjoint(range(span.start, span.end))]
    taken: dict[int, _Found] = {}
    result: list[_Found] = []
    guessed = [(span, guess) for span, guess in guessed if not _is_list(span, [k for k, _ in known])]
    for span, match in known:
        over = [(s, g) for s, g in guessed if s.start < span.end and span.start < s.end]
        outer = next((pair for pair in over if _is_inside(span, pair[0])), None)
        if outer and _keeps_outer(match, outer[1], span, outer[0]):
            if outer[0].start not in taken:
                taken[outer[0].start] = _Found(outer[0], MentionKind.NAME, outer[1], (), False)
            if match.kind is MentionKind.DEMONYM or match.strong:
                result.append(_Found(span, match.kind, None, match.candidates, match.strong, nested=True))
            continue
        guess = over[0][1] if over else None
        if not match.strong and not _is_supported(span, match, guess):
            continue
        result.append(_Found(span, match.kind, guess, match.candidates, match.strong))
    covered = {i for f in result if not f.nested for i in range(f.span.start, f.span.end)}
    for span, guess in guessed:
        if span.start in taken:
            result.append(taken.pop(span.start))
        elif not any(i in covered for i in range(span.start, span.end)):
            result.append(_Found(span, MentionKind.NAME, guess, (), False))
        else:  # "Russian President Vladimir Putin" as one person: keep what no known name covers
            rest = [i for i in range(span.start, span.end) if i not in covered]
            if guess is EntityType.PERSON and len(rest) > 1 and rest == list(range(rest[0], span.end)):
                result.append(_Found(doc[rest[0] : span.end], MentionKind.NAME, guess, (), False))
    result.sort(key=lambda f: (f.span.start, -f.span.end))
    return iter(result)


def _is_list(span: Span, known: list[Span]) -> bool:
    """Whether the model took a list of known names for one name: "Russia, China" in a headline."""
    inner = [k for k in known if _is_inside(k, span)]
    rest = [t for t in span if not any(k.start <= t.i < k.end for k in inner)]
    return len(inner) > 1 and all(t.is_punct or t.lower_ in ("and", "&", "-") for t in rest)


def _is_inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and len(inner) < len(outer)


def _keeps_outer(match: NameMatch, guess: EntityType, inner: Span, outer: Span) -> bool:
    """Whether the longer name that the model saw is a name of its own."""
    if guess in (EntityType.CITY, EntityType.GROUP):
        return False
    if guess is EntityType.PERSON:
        if match.kind is MentionKind.DEMONYM and inner.start == outer.start:
            return False
        if not any(k.entity.type is EntityType.PERSON for k in match.candidates):
            return True
        if inner.start == outer.start and not match.strong:
            return True  # "Warren Christopher" is not Warren
        # "Hunter Biden" is not Biden, "President Biden" is
        titles = load_nouns().titles
        first = [t for t in outer if t.i < inner.start and t.lower_.rstrip(".") not in titles]
        same = first and any(k.entity.label.split()[0] == first[0].text for k in match.candidates)
        return bool(first) and not same
    return True


def _is_supported(span: Span, match: NameMatch, guess: EntityType | None) -> bool:
    """Whether a name that is weak alone is one here: the model sees a name too, or grammar asks for one."""
    types = {k.entity.type for k in match.candidates}
    if guess is not None:
        if guess is EntityType.PERSON:
            return bool(types & _PEOPLE)
        return True
    if any(t.pos_ != "PROPN" for t in span):
        return False
    before = span.doc[span.start - 1].lower_ if span.start else ""
    return before in ("in", "at", "near", "from", "president", "minister", "mr", "mr.", "mrs", "ms")


def _known_spans(doc: Doc, gazetteer: Gazetteer) -> Iterator[tuple[Span, NameMatch]]:
    for match in gazetteer.find_names(doc.text):
        span = doc.char_span(match.start, match.end, alignment_mode="strict")
        if span is not None:
            yield span, match


def _guessed_spans(doc: Doc) -> Iterator[tuple[Span, EntityType]]:
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
        if span[0].lower_ == "operation" and len(span) > 1:
            taken.update(range(ent.start, ent.end))
            continue  # "Operation Desert Storm" is nobody
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
            if len(span) > 1 and not is_title and all(t.text[0].isupper() or not t.is_alpha for t in span):
                yield span, _by_shape(span, EntityType.PERSON)


def _is_written_as_name(text: str) -> bool:
    """Whether there are capitals, and no letter of an editor's: "[W]e" is no name."""
    return any(c.isupper() for c in text) and not {"[", "]"} & set(text)


def _is_whole(match: NameMatch) -> bool:
    return match.kind is MentionKind.NAME and any(k.entity.type in _WHOLES for k in match.candidates)


def _by_place(span: Span, guess: EntityType, wholes: set[int]) -> EntityType:
    """A place, where its neighbours say so, whatever the model takes it for.

    "in Qalat Nahr, Syria", "in Qalat Nahr": models take places that they have not seen for persons.
    """
    doc = span.doc
    if guess not in _TAKEN_FOR_PLACES or span.start == 0:
        return guess
    before = doc[span.start - 1]
    if guess is EntityType.GROUP and span.root.tag_ == "NNPS":
        return guess
    if span.end + 1 < len(doc) and doc[span.end].text == "," and span.end + 1 in wholes:
        return EntityType.CITY if before.lower_ in _AT or before.lower_ == "," else guess
    is_person = guess is EntityType.PERSON and before.lower_ in ("in", "near")
    owns = span.end < len(doc) and doc[span.end].tag_ == "POS"
    if is_person and not owns and before.head.lemma_.lower() not in _HELD_IN:
        return EntityType.CITY
    return guess


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
    """Whether a name is a first name with one or two more: "Kirsten Gillibrand", not "Calvin Klein & Co"."""
    if len(span) > 3 or not all(t.text[0].isupper() and t.text.replace("-", "").isalpha() for t in span):
        return False
    if span[-1].text.isupper() or any(t.lower_ in _PLACES_TOO for t in span[:1]):
        return False
    return span[0].lower_ in load_first_names()


def head_word(span: Span) -> str:
    """The word that says what a name is: "department" in "Department of State", "base" in "Isa Air Base"."""
    words = [t.lower_ for t in span]
    return words[words.index("of") - 1] if "of" in words[1:] else words[-1]


def _whole(span: Span) -> Span:
    """The span with the capitalised words before it that belong to it: "[Sheikh] Isa Air Base"."""
    start = span.start
    while start > span.sent.start:
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
