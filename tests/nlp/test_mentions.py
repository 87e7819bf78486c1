"""Names: the gazetteer and the model put together. Parses and entity labels are written by hand."""

import pytest

from kg.model import MentionKind, PassageKind
from kg.nlp.guesses import trim
from kg.nlp.mentions import Name, find_names
from kg.nlp.pipeline import ParsedPassage
from tests.nlp.factories import WORLD, parse, read


def names(spec: str, ents: dict[str, str] | None = None) -> list[Name]:
    doc = parse(spec, ents=ents)
    [found] = find_names(
        [ParsedPassage(doc, 0, PassageKind.PROSE)], doc.text, gazetteer=WORLD, published=None
    )
    return found


def told(spec: str, ents: dict[str, str] | None = None) -> list[str]:
    """Each name as `words=label (Type)`, or `words=?` where it means nothing known."""
    doc = parse(spec, ents=ents)
    return [
        f"{doc[n.start : n.end].text}=" + (f"{n.entity.label} ({n.entity.type})" if n.entity else "?")
        for n in names(spec, ents)
    ]


@pytest.mark.parametrize(
    ("spec", "ents", "expected"),
    [
        # known names need no model
        ("Iran:nsubj>hit hit/VBD Basra:dobj>hit .", {}, ["Iran=Iran (Country)", "Basra=Basra (City)"]),
        ("Iranian:amod>jets jets:nsubj>left left .", {}, ["Iranian=Iran (Country)"]),
        # the longest name is one name, and the demonym inside it another
        (
            "The:det>army Iranian:amod>army army:nsubj>left left .",
            {},
            ["Iranian army=Iranian armed forces (Military)"],
        ),
        # names that only the model sees get a local entity
        ("Oda:nsubj>left left .", {"Oda": "PERSON"}, ["Oda=Oda (Person)"]),
        ("Sarmin:nsubj>fell fell .", {"Sarmin": "GPE"}, ["Sarmin=Sarmin (City)"]),
        # the model's labels for what is no actor and no place are left out
        ("Ramadan:nsubj>ended ended .", {"Ramadan": "DATE"}, []),
        ("Oda:nsubj>left left on:prep>left Monday:pobj>on .", {"Monday": "DATE"}, []),
        # acronyms are names by their shape
        ("ELN:nsubj>left left .", {}, ["ELN=ELN (Organization)"]),
        ("OK:nsubj>left left .", {}, []),
        # a list that the model takes for one name is its names
        (
            "Iran:nsubj>left and:cc>Iran Iraq:conj>Iran left .",
            {},
            ["Iran=Iran (Country)", "Iraq=Iraq (Country)"],
        ),
        # a first name and another are a person, whatever the model takes them for; not so in a body's name
        ("Peter:compound>Oda Oda:nsubj>left left .", {"Peter Oda": "ORG"}, ["Peter Oda=Peter Oda (Person)"]),
        (
            "Peter:compound>Institute Institute:nsubj>left left .",
            {"Peter Institute": "ORG"},
            ["Peter Institute=Peter Institute (Organization)"],
        ),
        # nor what has a title a place, unless the title is a place's own
        (
            "General:compound>Sarmin Sarmin:nsubj>left left .",
            {"Sarmin": "GPE"},
            ["Sarmin=Sarmin (Person)"],
        ),
        (
            "the:det>mayor mayor:nsubj>left of:prep>mayor Sarmin:pobj>of left .",
            {"Sarmin": "GPE"},
            ["Sarmin=Sarmin (City)"],
        ),
        # operations are nobody
        ("Operation:compound>Storm Storm:nsubj>began began .", {"Operation Storm": "ORG"}, []),
        # nor are words that an editor changed
        ("W]e:nsubj>left left .", {"W]e": "PERSON"}, []),
        # lower-case words are no names
        ("iran:nsubj>left left .", {}, []),
        ("", {}, []),
    ],
)
def test_names(spec: str, ents: dict[str, str], expected: list[str]) -> None:
    assert told(spec, ents) == expected


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("Iran:nsubj>left left .", MentionKind.NAME),
        ("Iranian:amod>jets jets:nsubj>left left .", MentionKind.DEMONYM),
        ("Iranians:nsubj>left left .", MentionKind.DEMONYM),
    ],
)
def test_kinds(spec: str, expected: MentionKind) -> None:
    assert [name.kind for name in names(spec)] == [expected]


def test_a_name_is_widened_by_the_capitals_before_it() -> None:
    spec = "Oru:compound>Base Air:compound>Base Base:nsubj>fell fell ."
    assert told(spec, {"Base": "FAC"}) == ["Oru Air Base=Oru Air Base (Place)"]


def test_a_names_last_word_tells_its_type() -> None:
    spec = "Tigris:compound>River River:nsubj>rose rose=rise ."
    assert told(spec, {"Tigris River": "PERSON"}) == ["Tigris River=Tigris River (Place)"]


def test_a_list_of_known_names_is_no_name() -> None:
    spec = "Iran:nsubj>left ,:punct>Iran Iraq:conj>Iran left ."
    assert told(spec, {"Iran, Iraq": "PERSON"}) == ["Iran=Iran (Country)", "Iraq=Iraq (Country)"]


def test_a_known_name_inside_a_longer_one_is_kept_beside_it() -> None:
    spec = "Iran:compound>Forum Peace:compound>Forum Forum:nsubj>met met ."
    assert told(spec, {"Iran Peace Forum": "ORG"}) == [
        "Iran Peace Forum=Iran Peace Forum (Organization)",
        "Iran=Iran (Country)",
    ]
    assert [name.nested for name in names(spec, {"Iran Peace Forum": "ORG"})] == [False, True]


def test_short_names_take_the_full_name_of_their_article() -> None:
    spec = "Oda:compound>Lind Lind:nsubj>left left and:cc>left Lind:nsubj>slept slept=sleep:conj>left ."
    found = names(spec, {"Oda Lind": "PERSON", "Lind": "PERSON"})
    assert [name.entity.id for name in found if name.entity] == ["person-oda-lind", "person-oda-lind"]


def test_the_names_of_all_passages_are_linked_together() -> None:
    docs = [
        parse("Oda:compound>Lind Lind:nsubj>left left .", ents={"Oda Lind": "PERSON"}),
        parse("Lind:nsubj>slept slept=sleep .", ents={"Lind": "PERSON"}),
    ]
    text = "\n\n".join(doc.text for doc in docs)
    passages = [
        ParsedPassage(docs[0], 0, PassageKind.PROSE),
        ParsedPassage(docs[1], len(docs[0].text) + 2, PassageKind.PROSE),
    ]
    found = find_names(passages, text, gazetteer=WORLD, published=None)
    assert [[name.entity.id for name in each if name.entity] for each in found] == [["person-oda-lind"]] * 2


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("the:det>UN UN", "UN"),
        ("Iran 's:case>Iran", "Iran"),
        ('" Iran "', "Iran"),
        ("the:det>Co. Co.", "Co."),
        ("The:det>the the", None),
    ],
)
def test_trimming(spec: str, expected: str | None) -> None:
    span = trim(parse(spec)[:])
    assert (span.text if span is not None else None) == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian roulette is a dangerous game.", []),
        ("The club bans American football.", []),
        ("Russian officials ate French fries in Moscow.", ["Russian", "Moscow"]),
        ("French officials visited Moscow.", ["French", "Moscow"]),
        ("Operation Granite Lion killed rebels in Mali.", ["Mali"]),
        ("Ghana sued Samuel Mensah, Jr. and Air Ghana.", ["Ghana", "Samuel Mensah", "Air Ghana"]),
    ],
)
def test_words_that_hold_a_name_and_name_nobody(text: str, expected: list[str]) -> None:
    kinds = {MentionKind.NAME, MentionKind.DEMONYM}
    assert [m.text for m in read(text).mentions if m.kind in kinds] == expected
