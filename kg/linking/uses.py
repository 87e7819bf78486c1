"""A name as an article uses it, before anybody knows what it means.

In: the words, what a model takes them for, whom they may mean. Out: the bare name, one guess for each name.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.gazetteers import Gazetteer, KnownEntity
from kg.model import EntityType, MentionKind


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name as used at one place of an article. `guess` is what a model takes it for, if anything."""

    start: int
    end: int
    text: str
    kind: MentionKind
    guess: EntityType | None
    candidates: tuple[KnownEntity, ...]
    strong: bool
    is_region: bool = False  # the words beside it say so: "the state of Washington", "New York's governor"


def bare_name(use: NameUse, gazetteer: Gazetteer) -> str:
    """The name without article, possessive and title: "the Jones family's" is not ours to cut."""
    name = " ".join(use.text.split()).removesuffix("'s").removesuffix("’s")
    name = name[4:] if name[:4].lower() == "the " and not use.candidates else name
    titled = use.guess in {EntityType.PERSON, None} and not use.candidates
    return gazetteer.without_title(name) if titled else name


def shared_guesses(uses: Sequence[NameUse], names: Sequence[str]) -> list[EntityType | None]:
    """One guess for all uses of a name: the most frequent, of equals the first."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for use, name in zip(uses, names, strict=True):
        if use.guess is not None:
            votes[name][use.guess] += 1
    return [votes[name].most_common(1)[0][0] if votes[name] else None for name in names]
