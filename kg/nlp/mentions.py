"""Parsed article -> the names in it: gazetteer and model put together, and linked over the whole article.

In: parsed passages. Out: `Name`s by passage. Nominals and pronouns are `denotation`'s and `coreference`'s.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.gazetteers import Gazetteer, KnownEntity, NameMatch
from kg.linking import NameUse, link
from kg.model import Entity, EntityType, MentionKind
from kg.nlp.guesses import by_place, find_guesses
from kg.nlp.pipeline import ParsedPassage
from kg.nlp.tree import Doc, Span
from kg.nlp.words import load_nouns

_WHOLES = frozenset({EntityType.COUNTRY, EntityType.REGION})
_PEOPLE = frozenset({EntityType.PERSON, EntityType.ORGANIZATION})


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
    guessed = [(span, by_place(span, guess, wholes)) for span, guess in find_guesses(doc)]
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
            return True  # "Merkel Odum" is not Merkel
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
        span = doc.char_span(match.start, match.end)
        if span is not None:
            yield span, match


def _is_whole(match: NameMatch) -> bool:
    return match.kind is MentionKind.NAME and any(k.entity.type in _WHOLES for k in match.candidates)


def names_by_token(found: Iterable[Name]) -> tuple[dict[int, Name], dict[int, Name]]:
    """The names by each of their tokens; apart from them, those inside longer names."""
    names: dict[int, Name] = {}
    nested: dict[int, Name] = {}
    for name in found:
        for i in range(name.start, name.end):
            (nested if name.nested else names).setdefault(i, name)
    return names, nested
