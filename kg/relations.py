"""The relations in `data/relations.toml`: their facts, their patterns, and their examples.

In: our file and the user's, merged. Out: `Relations`, with patterns by the word that starts a search.
"""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from kg.errors import DataError
from kg.model import EntityType
from kg.patterns import NounPattern, PatternReader, Slot, Things, VerbPattern, overlap, read_types, shape

# The other terms of our namespace (ontology/kg.ttl): a relation may not mean something else by one of them.
_TERMS = frozenset(
    "Actor ArmedGroup City Claim Company Control Country Edge Entity Evidence Government Group IGO "
    "Location Media Military Modality Organization Party Person Place Polarity Region Run Spell Tenure "
    "actor actual affirmed articles cameo claims confidence country date datePrecision disputed "
    "firstDate firstSeen hedged held holder hypothetical inverseLabel kind lastDate lastSeen mentions "
    "modality mode negated origins place planned plover polarity quad recipient rejected relatesTo relation "
    "score sector since speaker topic until version".split()
)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) and text.strip() for text in value)


def _is_examples(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict) and isinstance(one.get("text"), str) and _is_texts(one.get("claims"))
        for one in value
    )


_HOLDS: dict[str, Callable[[object], bool]] = {
    "a text": lambda value: isinstance(value, str),
    "a list of texts": _is_texts,
    "a list of examples, each with text and claims": _is_examples,
    "true or false": lambda value: isinstance(value, bool),
    "a number": lambda value: type(value) in (int, float),
}
_WANTED = {
    **dict.fromkeys("means inverse_label kind plover mode cameo quad example term note".split(), "a text"),
    **dict.fromkeys("actor recipient verbs nouns roles matches".split(), "a list of texts"),
    **dict.fromkeys(("symmetric", "things"), "true or false"),
    "examples": "a list of examples, each with text and claims",
    "score": "a number",
}
_COLUMNS = frozenset(_WANTED)
_TERM = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
# Prefixes of kg.ttl; what a relation may be held against.
_VOCABULARIES = ("dcterms", "foaf", "org", "prov", "schema", "sem")
_MATCH = re.compile(rf"(?P<how>close|broad|narrow|related) (?P<term>(?:{'|'.join(_VOCABULARIES)}):[A-Za-z]+)")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and all claims of its relation in it, as `Actor -> Recipient [flags]`."""

    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A term of another vocabulary that means much the same; `how` is close, broad, narrow or related."""

    how: str
    term: str  # with the prefix that kg.ttl gives its vocabulary


@dataclass(frozen=True, slots=True)
class RelationFacts:
    """What an edge type is called and counts as; PLOVER, CAMEO, quad class and score may be None."""

    name: str
    means: str
    inverse_label: str
    kind: str  # "event" or "state"
    symmetric: bool
    example: str
    plover: str | None
    mode: str | None
    cameo: str | None
    quad: str | None
    score: float | None

    @property
    def label(self) -> str:
        """The name in words: `agreesTruceWith` gives `agrees truce with`."""
        return "".join(f" {c.lower()}" if c.isupper() else c for c in self.name)


@dataclass(frozen=True, slots=True)
class Relation(RelationFacts):
    """An edge type with the words that it is read by."""

    actor: frozenset[EntityType]
    recipient: frozenset[EntityType]
    verbs: tuple[VerbPattern, ...] = ()
    nouns: tuple[NounPattern, ...] = ()
    roles: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    own_term: str | None = None
    matches: tuple[Match, ...] = ()
    note: str | None = None  # on how it lies to other vocabularies, or why to none

    @property
    def term(self) -> str:
        """Its name in RDF, after `kg:`: the same, unless the ontology means something else by that."""
        return self.own_term or self.name


@dataclass(frozen=True, slots=True, eq=False)
class Relations(Mapping[str, Relation]):
    """All relations by name, with their patterns by the word that starts a search."""

    by_name: dict[str, Relation]
    verbs: dict[str, tuple[VerbPattern, ...]] = field(default_factory=dict)
    nouns: dict[str, tuple[NounPattern, ...]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    extra: str | None = None  # the text of the user's file, if one was merged over ours

    __hash__ = object.__hash__  # by identity, so that what is worked out from them can be kept

    def __getitem__(self, name: str) -> Relation:
        """The relation of that name."""
        return self.by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_name)

    def __len__(self) -> int:
        return len(self.by_name)


def load_relations(extra: Path | None = None) -> Relations:
    """Our relations, with the user's file merged over them.

    In the user's file a table of a known name adds its words to ours (its other keys replace ours); a new
    name adds a relation. Raises DataError naming file, table and remedy where either file is wrong.
    """
    if extra is None:
        return _own_relations()
    try:
        text = extra.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{extra}: cannot be read ({error}); give a UTF-8 TOML file") from error
    tables = _merge(_own_tables(), _read(text, str(extra)), str(extra))
    return replace(parse_relations(tables, str(extra)), extra=text)


@cache
def _own_relations() -> Relations:
    return parse_relations(_own_tables())


def _own_tables() -> dict[str, Any]:
    file = "relations.toml"
    return _read(resources.files("kg").joinpath("data", file).read_text("utf-8"), file)


def parse_relations(tables: dict[str, Any], file: str = "relations.toml") -> Relations:
    """Relations from the tables of a TOML file; `file` is for messages. Raises DataError."""
    tables = dict(tables)
    classes: dict[str, list[str]] = tables.pop("classes", {})
    by_name = {name: _relation(name, table, classes, file) for name, table in tables.items()}
    verbs: dict[str, list[VerbPattern]] = {}
    nouns: dict[str, list[NounPattern]] = {}
    roles: dict[str, str] = {}
    for relation in by_name.values():
        for pattern in relation.verbs:
            verbs.setdefault(pattern.verb, []).append(pattern)
        for noun in relation.nouns:
            nouns.setdefault(noun.noun, []).append(noun)
        for role in relation.roles:
            if roles.setdefault(role, relation.name) != relation.name:
                raise DataError(f"{file} [{relation.name}]: role '{role}' is also in [{roles[role]}]")
    _refuse_doubles(verbs, file)
    return Relations(
        by_name,
        {verb: tuple(sorted(found, key=lambda p: -p.rank)) for verb, found in verbs.items()},
        {noun: tuple(found) for noun, found in nouns.items()},
        roles,
    )


def _read(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number too long, brackets within brackets
        raise DataError(f"{file}: not valid TOML: {error}") from error


def _check_values(name: str, table: object, file: str) -> None:
    """Raise where a table of the user's holds what no such key can hold."""
    place = f"{file} [{name}]"
    if not isinstance(table, dict):
        raise DataError(f"{place}: is no table; write [{name}], and its keys below")
    for key, value in table.items():
        wanted = "a list of texts" if name == "classes" else _WANTED.get(key)
        if wanted and not _HOLDS[wanted](value):
            raise DataError(f"{place}: {key} is {value!r:.60}; it must be {wanted}")


def _merge(ours: dict[str, Any], theirs: dict[str, Any], file: str) -> dict[str, Any]:
    merged = {name: dict(table) for name, table in ours.items()}
    for name, table in theirs.items():
        _check_values(name, table, file)
        target = merged.setdefault(name, {})
        for key, value in table.items():
            adds = isinstance(value, list) and key not in ("actor", "recipient")
            target[key] = [*target.get(key, []), *value] if adds else value
    return merged


def _relation(name: str, table: dict[str, Any], classes: dict[str, list[str]], file: str) -> Relation:
    place = f"{file} [{name}]"
    for key in table:
        if key not in _COLUMNS:
            near = difflib.get_close_matches(key, _COLUMNS, n=1)
            hint = f"; did you mean '{near[0]}'?" if near else f"; known keys: {', '.join(sorted(_COLUMNS))}"
            raise DataError(f"{place}: unknown key '{key}'{hint}")
    if table.get("kind", "event") not in ("event", "state"):
        raise DataError(f"{place}: kind '{table['kind']}' must be 'event' or 'state'")
    _check_term(table.get("term", name), place)
    actor = read_types(table.get("actor", ["actor"]), place)
    recipient = read_types(table.get("recipient", ["any"]), place)
    is_assault = table.get("plover") == "ASSAULT"
    things = (Things.SITES if is_assault else Things.ANY) if table.get("things", True) else Things.NONE
    reader = PatternReader(
        name,
        place,
        Slot(True, actor, Things.WEAPONS if is_assault else Things.ANY),
        Slot(False, recipient, things),
        classes,
    )
    return Relation(
        name=name,
        means=table.get("means", ""),
        inverse_label=table.get("inverse_label", f"inverse of {name}"),
        kind=table.get("kind", "event"),
        symmetric=table.get("symmetric", False),
        example=table.get("example", ""),
        plover=table.get("plover"),
        mode=table.get("mode"),
        cameo=table.get("cameo"),
        quad=table.get("quad"),
        score=table.get("score"),
        actor=actor,
        recipient=recipient,
        verbs=tuple(p for text in table.get("verbs", ()) for p in reader.verb_patterns(text)),
        nouns=tuple(reader.noun_pattern(text) for text in table.get("nouns", ())),
        roles=tuple(table.get("roles", ())),
        examples=tuple(Example(e["text"], tuple(e["claims"])) for e in table.get("examples", ())),
        own_term=table.get("term"),
        matches=tuple(_match(text, place) for text in table.get("matches", ())),
        note=table.get("note"),
    )


def _check_term(term: str, place: str) -> None:
    """Raise where a relation cannot be named so in RDF."""
    remedy = 'give the relation another name, or one for RDF with term = "..."'
    if term in _TERMS:
        raise DataError(f"{place}: '{term}' means something else in the ontology (kg.ttl); {remedy}")
    if not _TERM.fullmatch(term):
        raise DataError(f"{place}: '{term}' has more in it than letters, digits and hyphens; {remedy}")


def _match(text: str, place: str) -> Match:
    found = _MATCH.fullmatch(text)
    if found is None:
        known = ", ".join(_VOCABULARIES)
        raise DataError(
            f"{place}: match '{text}' is not like 'close org:memberOf': close, broad, narrow or related, "
            f"and a term of {known}"
        )
    return Match(found["how"], found["term"])


def _refuse_doubles(verbs: dict[str, list[VerbPattern]], file: str) -> None:
    """Raise where two relations have the same pattern and some types would fit both."""
    seen: dict[tuple[object, ...], list[VerbPattern]] = {}
    for pattern in (p for found in verbs.values() for p in found):
        same = seen.setdefault(shape(pattern), [])
        for other in same:
            if other.relation != pattern.relation and overlap(other, pattern):
                raise DataError(
                    f"{file} [{pattern.relation}]: pattern '{pattern.text}' is also in [{other.relation}]"
                    f" as '{other.text}'; keep it in one, or give each R types that do not overlap"
                )
        same.append(pattern)
