import pytest

from kg.errors import DataError
from kg.model import PLACE_TYPES, EntityType
from kg.patterns import TYPE_GROUPS, NounPattern, Slot, VerbPattern, Words, overlap, read_types, shape
from kg.relations import parse_relations

ACTOR, ANY = TYPE_GROUPS["actor"], TYPE_GROUPS["any"]


def verb_patterns(text: str) -> tuple[VerbPattern, ...]:
    """What a relation makes of the words of one verb pattern."""
    tables = {"classes": {"deal": ["pact", "treaty"]}, "captures": {"verbs": [text]}}
    return parse_relations(tables, "r.toml")["captures"].verbs


def noun_pattern(text: str) -> NounPattern:
    """What a relation makes of the words of one noun pattern."""
    [pattern] = parse_relations({"captures": {"nouns": [text]}}, "r.toml")["captures"].nouns
    return pattern


def told(pattern: VerbPattern) -> str:
    """The pattern written out: `A sign {pact,treaty} with=R`."""

    def fill(value: object) -> str:
        if isinstance(value, Slot):
            return "A" if value.is_actor else "R"
        if isinstance(value, Words):
            return "{" + ",".join(sorted(value.lemmas)) + "}"
        return "-"

    parts = [f"{part.path}={fill(part.fill)}" for part in pattern.parts]
    return " ".join(
        [fill(pattern.subject), pattern.verb, fill(pattern.object), *parts, *["to"] * pattern.infinitive]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("capture", ["A capture R"]),
        ("A capture R", ["A capture R"]),
        ("A close in on R", ["A close - in on=R"]),
        ("A call off R", ["A call - off=R"]),
        ("A take R over", ["A take R over=-"]),
        ("A take R hostage", ["A take R ={hostage}"]),
        ("A impose sanction|tariff on R", ["A impose {sanction,tariff} on=R"]),
        ("A blame * on R", ["A blame {} on=R"]),
        ("R fall to A", ["R fall - to=A"]),
        ("R face charge from|by A", ["R face {charge} from=A", "R face {charge} by=A"]),
        ("A sign {deal} with R", ["A sign {pact,treaty} with=R"]),
        ("A sign {deal}|memo with R", ["A sign {memo,pact,treaty} with=R"]),
        ("A take|seize R", ["A take R", "A seize R"]),
        ("A bring R under control", ["A bring R under={control}"]),
        ("A urge R to", ["A urge R to"]),
        ("A demand that R", ["A demand - that=R"]),
        ("A drive R out of *", ["A drive R out of={}"]),
        ("A meet", ["A meet -"]),  # both sides in one slot: "X and Y met"
        ("A hold talk", ["A hold {talk}"]),
    ],
)
def test_verb_patterns(text: str, expected: list[str]) -> None:
    assert [told(pattern) for pattern in verb_patterns(text)] == expected


def test_a_slot_takes_its_types_from_the_relation_or_from_itself() -> None:
    [plain] = verb_patterns("A enter R")
    [narrow] = verb_patterns("A:country enter R:place|person")
    assert plain.subject.types == ACTOR
    assert isinstance(plain.object, Slot)
    assert plain.object.types == ANY
    assert narrow.subject.types == {EntityType.COUNTRY}
    assert isinstance(narrow.object, Slot)
    assert narrow.object.types == PLACE_TYPES | {EntityType.PERSON}


@pytest.mark.parametrize(
    ("specific", "general"),
    [
        ("A take control of R", "A take R"),
        ("A impose sanction on R", "A impose * on R"),
        ("A close in on R", "A close on R"),
        ("A urge R to", "A urge R"),
        ("A drive R out of *", "A drive R"),
    ],
)
def test_the_pattern_that_fixes_more_ranks_higher(specific: str, general: str) -> None:
    [high], [low] = verb_patterns(specific), verb_patterns(general)
    assert high.rank > low.rank


@pytest.mark.parametrize(
    ("text", "noun", "paths"),
    [
        ("capture", "capture", ("of",)),
        ("attack on|against R", "attack", ("on", "against")),
        ("air strike on R", "air strike", ("on",)),
        ("R blockade", "blockade", ()),
        ("R peace talk", "peace talk", ()),
    ],
)
def test_noun_patterns(text: str, noun: str, paths: tuple[str, ...]) -> None:
    pattern = noun_pattern(text)
    assert (pattern.noun, pattern.paths) == (noun, paths)
    assert (pattern.actor.types, pattern.recipient.types) == (ACTOR, ANY)


def test_a_noun_pattern_narrows_its_recipient() -> None:
    assert noun_pattern("advance on R:locality").recipient.types == PLACE_TYPES - {EntityType.COUNTRY}
    assert noun_pattern("R:place blockade").recipient.types == PLACE_TYPES


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("capture R", "must start with A or R"),
        ("R fall", "needs both A and R"),
        ("A capture * R", "a preposition must stand before 'R'"),
        ("A sign {deals} with R", "unknown word class {deals}; known: deal"),
        ("A capture R:town", "unknown type group 'town'; known groups: actor, any, armed"),
    ],
)
def test_a_bad_verb_pattern_is_refused_with_place_and_remedy(text: str, message: str) -> None:
    with pytest.raises(DataError) as error:
        list(verb_patterns(text))
    assert message in str(error.value)
    assert str(error.value).startswith("r.toml [captures]: ")


@pytest.mark.parametrize("text", ["R", "on R", "attack beside|on R", "attack upward R"])
def test_a_bad_noun_pattern_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="must be 'NOUN', 'NOUN PREPOSITION R' or 'R NOUN'"):
        noun_pattern(text)


def test_type_groups_are_sets_of_entity_types_that_are_known() -> None:
    assert read_types(["country", "person"], "x") == {EntityType.COUNTRY, EntityType.PERSON}
    assert read_types([], "x") == frozenset()
    assert TYPE_GROUPS["any"] == frozenset(EntityType)
    assert all(group and group <= TYPE_GROUPS["any"] for group in TYPE_GROUPS.values())
    with pytest.raises(DataError, match=r"^x: unknown type group 'towns'"):
        read_types(["country", "towns"], "x")


@pytest.mark.parametrize(
    ("one", "other", "same", "meets"),
    [
        ("A take R", "A take R", True, True),
        ("A take R:person", "A take R:place", True, False),
        ("A take R:person", "A take R:people", True, True),
        ("A take R", "A take on R", False, None),
        ("A take R", "R take A", False, None),
        ("A urge R", "A urge R to", False, None),
        ("A hold talk with R", "A hold vote with R", False, None),
    ],
)
def test_two_patterns_clash_where_shape_and_types_meet(
    one: str, other: str, same: bool, meets: bool | None
) -> None:
    [first], [second] = verb_patterns(one), verb_patterns(other)
    assert (shape(first) == shape(second)) is same
    if meets is not None:
        assert overlap(first, second) is meets
