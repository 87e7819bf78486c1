"""The names of one article, and what they tell of one another.

In: all uses of names, in text order, with their candidates. Out: an entity for each, or None.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from kg.gazetteers import Gazetteer, KnownEntity
from kg.gazetteers.names import is_acronym, local_entity, name_key
from kg.linking.places import LARGE, Surroundings, is_country, is_part, largest, tells_country
from kg.linking.uses import NameUse, bare_name, shared_guesses
from kg.model import PLACE_TYPES, Entity, EntityType, MentionKind

_BODIES = frozenset(EntityType) - PLACE_TYPES - {EntityType.PERSON}
# Of these, another of the same name is rare, as it is not of parties, courts and persons: Apple, Meta.
_SINGULAR = frozenset({EntityType.ARMED_GROUP, EntityType.COMPANY, EntityType.IGO, EntityType.MEDIA})
# Bodies that have the country of the state that their name begins with.
_OF_STATES = frozenset({EntityType.GOVERNMENT, EntityType.MILITARY})
_TOWN = 100_000  # people: a smaller city's full name may be a person's: Juan Aldama
_BESIDE = 2  # characters between a place and its whole ("Paris, Texas"), a name and its acronym ("... (SDF)")


def link(
    uses: Sequence[NameUse], *, gazetteer: Gazetteer, published: date | None
) -> tuple[Entity | None, ...]:
    """The entity of each use; None where nothing is known and nothing guessed, or too much remains."""
    return _Article(uses, gazetteer, published).link()


class _Article:
    """The names of one article, and what they tell of one another."""

    def __init__(self, uses: Sequence[NameUse], gazetteer: Gazetteer, published: date | None) -> None:
        self._uses = uses
        self._gazetteer = gazetteer
        self._published = published
        self._names = [bare_name(use, gazetteer) for use in uses]
        self._guesses = shared_guesses(uses, self._names)
        self._strong = [self._is_known_strongly(position) for position in range(len(uses))]
        self._candidates = [self._living(self._compatible(position)) for position in range(len(uses))]
        self._full = self._full_names()
        self._acronyms = self._bracketed()
        self._countries = self._countries_named()
        regions = {
            known.entity.id
            for found in self._candidates
            for known in found
            if known.entity.type is EntityType.REGION and len(found) == 1
        }
        self._surroundings = Surroundings(gazetteer, self._countries, regions)

    def link(self) -> tuple[Entity | None, ...]:
        """The entity of each use, or None."""
        return tuple(self._entity(position) for position in range(len(self._uses)))

    def _entity(self, position: int) -> Entity | None:
        use, name = self._uses[position], self._names[position]
        if (full := self._acronyms.get(name)) is not None and full != position:
            return self._entity(full)
        if use.kind is MentionKind.DEMONYM:
            people = _only(self._by_context(self._candidates[position]))
            return people.entity if people else None
        if (full := self._full_name_of(position)) is not None:
            return self._entity(full)
        if known := self._choose(position):
            return known.entity
        guess = self._guesses[position]
        if guess is None or not name_key(name):
            return None
        return local_entity(name, guess, self._state_in(name) if guess in _OF_STATES else None)

    def _state_in(self, name: str) -> str | None:
        """The country whose name or people begins the name of a body: TG for "Togo Ministry of Health"."""
        words = name.split()
        for size in range(1, min(4, len(words))):
            start = " ".join(words[:size])
            id = self._gazetteer.country_of_demonym(start)
            known = [self._gazetteer.known(id)] if id else self._gazetteer.candidates(start)
            states = [k.entity.country for k in known if k is not None and is_country(k)]
            if len(states) == len(known) == 1:
                return states[0]
        return None

    # Candidates that this article and its day allow.

    def _named(self, position: int) -> tuple[KnownEntity, ...]:
        """Whom a name may mean at all: as given, or for a guessed name that was cut, as looked up."""
        use = self._uses[position]
        looked_up = not use.candidates and self._guesses[position] is not None
        return self._gazetteer.candidates(self._names[position]) if looked_up else use.candidates

    def _is_known_strongly(self, position: int) -> bool:
        use = self._uses[position]
        return use.strong or (not use.candidates and self._is_strong(position, self._named(position)))

    def _compatible(self, position: int) -> tuple[KnownEntity, ...]:
        """The candidates of the guessed kind; where there are none, all that a strong name has."""
        guess, found = self._guesses[position], self._named(position)
        if guess is None:
            return found if self._strong[position] else ()
        fitting = tuple(known for known in found if _fits(known.entity.type, guess))
        if fitting or not self._strong[position]:
            return fitting
        many = " " in self._names[position].strip()
        # "Khan Yunis" and "Fine Gael" are no persons, but a small town may be called after one
        told = tuple(known for known in found if not _is_small_town(known))
        return told if guess is EntityType.PERSON and many else found

    def _living(self, found: tuple[KnownEntity, ...]) -> tuple[KnownEntity, ...]:
        """Those that existed on the day; those that had ended only if no other is left."""
        day = self._published
        if day is None:
            return found
        begun = tuple(known for known in found if known.since is None or known.since <= day)
        alive = tuple(known for known in begun if known.until is None or day <= known.until)
        return alive or begun

    def _countries_named(self) -> Counter[str]:
        """How often each country is named, by itself, its people, or a place or body that is only its."""
        named: Counter[str] = Counter()
        for strong, found in zip(self._strong, self._candidates, strict=True):
            states = [known for known in found if is_country(known)]
            countries = {known.entity.country for known in states or found}
            if strong and len(countries) == 1 and any(tells_country(known) for known in found):
                named[countries.pop() or ""] += 2 if states else 1
        named.pop("", None)
        return named

    # Names that stand for longer names of the same article.

    def _full_names(self) -> dict[str, list[int]]:
        """Each part that a person's full name may be shortened to -> where the full names are first used."""
        full: dict[str, list[int]] = defaultdict(list)
        seen = set()
        for position, name in enumerate(self._names):
            words = name_key(name).split()
            known = any(known.entity.type is EntityType.PERSON for known in self._candidates[position])
            if len(words) < 2 or not (self._guesses[position] is EntityType.PERSON or known):
                continue
            if tuple(words) not in seen:
                seen.add(tuple(words))
                for size in range(1, len(words)):
                    full[" ".join(words[-size:])].append(position)
                    full[" ".join(words[:size])].append(position)
        return full

    def _full_name_of(self, position: int) -> int | None:
        """Where the full name is that a person's short name stands for; the last before it, if several."""
        key = name_key(self._names[position])
        full = self._full.get(key, [])
        if self._guesses[position] not in {EntityType.PERSON, None} and not self._only_persons(position):
            if self._candidates[position]:
                return None
            # A model may take "Sanders" for a body, even beside "Bernie Sanders".
            full = [at for at in full if name_key(self._names[at]).endswith(f" {key}")]
        if len(full) > 1:
            own = {known.entity.id for known in self._uses[position].candidates}
            famous = [at for at in full if any(known.entity.id in own for known in self._candidates[at])]
            full = famous if len(famous) == 1 else full
        before = [at for at in full if at < position]
        return before[-1] if before else full[0] if full else None

    def _only_persons(self, position: int) -> bool:
        found = self._candidates[position]
        return bool(found) and all(known.entity.type is EntityType.PERSON for known in found)

    def _bracketed(self) -> dict[str, int]:
        """Acronyms that follow the name they stand for ("Syrian Democratic Forces (SDF)")."""
        found: dict[str, int] = {}
        for position in range(1, len(self._uses)):
            short, gap = self._names[position], self._uses[position].start - self._uses[position - 1].end
            if gap == _BESIDE and is_acronym(short, self._names[position - 1]):
                found.setdefault(short, position - 1)
        return found

    # The choice.

    def _choose(self, position: int) -> KnownEntity | None:
        found = self._candidates[position]
        if self._uses[position].is_region and (region := self._region(position)):
            return region
        if around := self._of_part(position):
            return around
        if whole := self._whole(position):
            rival = any(is_country(known) for known in found)  # "Niger, Nigeria" are two countries
            inside = [known for known in found if is_part(known, whole)]
            if inside and not (rival and not self._is_strong(position, inside)):
                return max(inside, key=lambda known: known.population)
        if not self._strong[position]:
            found = tuple(known for known in found if self._is_supported(known, position))
        if countries := [known for known in found if is_country(known)]:
            return largest(self._by_context(countries))
        bodies = [known for known in found if known.entity.type not in PLACE_TYPES]
        if bodies:
            return self._person_or_body(bodies)
        places = [known for known in found if known.entity.type in PLACE_TYPES]
        return self._surroundings.choose(places, self._names[position])

    def _region(self, position: int) -> KnownEntity | None:
        """The region of a name that other places bear: "the state of Washington"."""
        name = self._names[position]
        return self._surroundings.choose(self._gazetteer.regions_named(name), name)

    def _of_part(self, position: int) -> KnownEntity | None:
        """What the place right before the comma lies in, of several that it may: "Atlanta, Georgia"."""
        if not position or self._uses[position].start - self._uses[position - 1].end != _BESIDE:
            return None
        parts = [k for k in self._candidates[position - 1] if k.entity.type is EntityType.CITY]
        wholes = {
            whole.entity.id: (max(known.population for known in inside), whole)
            for whole in (*self._candidates[position], *self._gazetteer.regions_named(self._names[position]))
            if (inside := [known for known in parts if is_part(known, [whole])])
        }
        return max(wholes.values(), key=lambda one: one[0])[1] if wholes else None

    def _whole(self, position: int) -> tuple[KnownEntity, ...]:
        """The candidates of the name right after a comma: "Paris, Texas"."""
        if position + 1 == len(self._uses):
            return ()
        beside = self._uses[position + 1].start - self._uses[position].end == _BESIDE
        return self._candidates[position + 1] if beside else ()

    def _is_supported(self, known: KnownEntity, position: int) -> bool:
        """Whether a guess of its kind speaks for it too, and for parties or persons their country."""
        guess = self._guesses[position]
        if guess is None or not _fits(known.entity.type, guess):
            return False
        if known.entity.type in _SINGULAR:
            return True
        if known.entity.country is None or known.entity.country in self._countries:
            return True
        return known.entity.type in PLACE_TYPES and known.population >= LARGE and not self._countries

    def _person_or_body(self, found: list[KnownEntity]) -> KnownEntity | None:
        """The one body or person; of several, the one in office that day, or the one of a country named."""
        if len(found) > 1 and self._published:
            day = self._published
            in_office = [known for known in found if self._gazetteer.offices(known.entity.id, day)]
            found = in_office if len(in_office) == 1 else found
        return _only(self._by_context(found))

    def _by_context(self, found: Sequence[KnownEntity]) -> Sequence[KnownEntity]:
        if len(found) < 2:
            return found
        named = [self._countries[known.entity.country or ""] for known in found]
        best = [known for known, count in zip(found, named, strict=True) if count and count == max(named)]
        return best or found

    def _is_strong(self, position: int, found: Iterable[KnownEntity]) -> bool:
        return any(self._gazetteer.is_strong(self._names[position], known.entity.id) for known in found)


def _is_small_town(known: KnownEntity) -> bool:
    return known.entity.type is EntityType.CITY and known.population < _TOWN


def _fits(type: EntityType, guess: EntityType) -> bool:
    """Whether a model's guess allows the type: places for places, bodies for bodies, persons for persons."""
    return type is guess or any(type in kind and guess in kind for kind in (PLACE_TYPES, _BODIES))


def _only(found: Iterable[KnownEntity]) -> KnownEntity | None:
    """The one that is left, or None."""
    found = tuple(found)
    return found[0] if len(found) == 1 else None
