"""What stands out most: by its role, and by how long ago it was told."""

from kg.model import Entity
from kg.nlp.salience import Seen, most_salient, seen
from tests.nlp.factories import WORLD, parse, word

DOC = parse(
    "Iran:nsubj>told told Iraq:dobj>told of:prep>told friends/NNS:pobj>of of:prep>friends Syria:pobj>of#2 ."
)


def entity(code: str) -> Entity:
    known = WORLD.known(f"country-{code}")
    assert known is not None
    return known.entity


def told(name: str, code: str, sentence: int) -> Seen:
    return seen(word(DOC, name), (entity(code),), sentence, is_plural=False, is_person=False)


def order(*phrases: Seen, now: int) -> list[str]:
    return [one.entities[0].label for one in most_salient(phrases, now)]


def test_subjects_stand_out_before_objects_and_parts() -> None:
    phrases = [told("Syria", "sy", 1), told("Iraq", "iq", 1), told("Iran", "ir", 1)]
    assert order(*phrases, now=1) == ["Iran", "Iraq", "Syria"]


def test_what_was_told_long_ago_fades() -> None:
    assert order(told("Iran", "ir", 1), told("Iraq", "iq", 2), now=2) == ["Iraq", "Iran"]


def test_what_is_told_twice_counts_where_it_stands_out_most() -> None:
    phrases = [told("Iran", "ir", 1), told("Syria", "ir", 2), told("Iraq", "iq", 1)]
    assert order(*phrases, now=2) == ["Iran", "Iraq"]
