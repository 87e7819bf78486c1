"""The names in an article, in the order of the text, as hashes that are equal where the same is meant."""

from collections.abc import Iterator, Sequence

from kg.model import Entity, EntityType, MentionKind, Passage, Record
from kg.stories.words import Form, hash_of

Words = Sequence[tuple[int, Form]]

_NAMING = frozenset({MentionKind.NAME, MentionKind.DEMONYM})
_STATES = frozenset({EntityType.COUNTRY, EntityType.GOVERNMENT, EntityType.MILITARY})
_TITLE_CASE = 0.6  # share of words in capitals, above which capitals tell nothing
_OPENERS = frozenset(".!?:;…\"“”„«»‘’'([")


def find_names(
    record: Record, passages: Sequence[Passage], words: Sequence[Words]
) -> Iterator[tuple[int, int]]:
    """Start and hash of each name in some passages, whose words are given.

    A name that is known everywhere is one hash, of what it means: "Moscow" may be Russia. Of any other name
    each word is one. Capitals in which no name was read count too, unless they open a sentence: something
    may have happened in a place that kg does not know.
    """
    text = record.article.text
    entities = {entity.id: entity for entity in record.entities}
    naming = {m.start: m for m in record.mentions if m.kind in _NAMING}
    for passage, found in zip(passages, words, strict=True):
        is_title = sum(form.is_capital for _, form in found) > _TITLE_CASE * len(found)
        end = 0  # of the last name
        meaning = None
        for start, form in found:
            if start in naming:
                end = naming[start].end
                meaning = meaning_of(entities.get(naming[start].entity or ""))
                if meaning is not None:
                    yield start, meaning
            if form.is_capital and form.stem:
                if start < end:
                    if meaning is None:
                        yield start, form.stem
                elif not is_title and not _opens_sentence(text, passage.start, start):
                    yield start, form.stem


def meaning_of(entity: Entity | None) -> int | None:
    """The hash of what is known everywhere: of the state, for its government and forces too."""
    if entity is None:
        return None
    if entity.type in _STATES and entity.country:
        return hash_of(entity.country)
    return hash_of(entity.id) if entity.wikidata or entity.geonames else None


def _opens_sentence(text: str, start: int, at: int) -> bool:
    before = text[max(start, at - 5) : at].rstrip()
    return not before or before[-1] in _OPENERS
