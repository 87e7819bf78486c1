"""What a noun phrase means, as a value, and the nouns that decide it."""

from dataclasses import dataclass

from kg.model import Entity, EntityType, MentionKind
from kg.nlp.mentions import Name
from kg.nlp.tree import Token
from kg.nlp.words import last_words


@dataclass(frozen=True, slots=True)
class Referent:
    """What a noun phrase means here, and the tokens that say so (end exclusive)."""

    entity: Entity
    start: int
    end: int
    kind: MentionKind
    # Whether the phrase names a thing of the entity, not the entity: "Russian jets"
    is_owner: bool = False
    # Where it stands in the article, if not in this passage: the speaker before a headline's colon
    elsewhere: tuple[int, int] | None = None


def referent_of(name: Name) -> Referent:
    """The referent of a linked name."""
    assert name.entity is not None
    return Referent(name.entity, name.start, name.end, name.kind)


def noun_lemma(token: Token, nouns: frozenset[str]) -> str | None:
    """The longest of `nouns` that ends at the token (three words at most), or None."""
    lemma = token.lemma_.lower()
    if lemma in last_words(nouns):
        for size in (2, 1):
            if token.i >= size:
                before = [token.nbor(-k).lower_ for k in range(size, 0, -1)]
                phrase = " ".join([*before, lemma])
                if phrase in nouns:
                    return phrase
    if lemma in nouns:
        return lemma
    return token.lower_ if token.lower_ in nouns else None


def is_misread(referent: Referent) -> bool:
    """Whether the model took an unlisted place for something else."""
    is_local = referent.entity.country is None and referent.entity.wikidata is None
    return is_local and referent.entity.type in (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.GROUP)


def is_person(referent: Referent) -> bool:
    """Whether the referent is a person."""
    return referent.entity.type is EntityType.PERSON
