"""The relations are well formed, and every example sentence in `kg/data/relations.toml` is read.

An example that is not yet read stands in `known_gaps.toml` with the reason. It must fail, so that a mended
gap is noticed. `pytest tests/test_relations.py --update-gaps` rewrites that file: it takes out what is
mended and adds what is broken, with what was read instead; a reason written by hand stays.
"""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.evaluation import fold
from kg.model import Article, Claim, EntityType, Modality, Participant, Polarity
from kg.relations import Relation, Relations, load_relations, parse_relations
from tests.nlp.factories import lenient

GAPS = Path(__file__).parent / "known_gaps.toml"
RELATIONS = load_relations()

# --- the loader --------------------------------------------------------------------------------------------


def refused(tables: dict[str, object]) -> str:
    with pytest.raises(DataError) as error:
        parse_relations(tables)
    return str(error.value)


def test_an_unknown_key_is_refused_with_the_nearest_known_one() -> None:
    assert refused({"aids": {"verb": ["aid"]}}) == (
        "relations.toml [aids]: unknown key 'verb'; did you mean 'verbs'?"
    )


def test_an_unknown_key_like_none_is_refused_with_all_known_ones() -> None:
    message = refused({"aids": {"xyzzy": 1}})
    assert "unknown key 'xyzzy'; known keys: " in message
    assert "actor" in message.partition("known keys: ")[2]


def test_a_kind_is_an_event_or_a_state() -> None:
    assert refused({"aids": {"kind": "events"}}) == (
        "relations.toml [aids]: kind 'events' must be 'event' or 'state'"
    )


def test_a_relation_is_not_named_as_another_term_of_the_ontology() -> None:
    assert refused({"place": {}}) == (
        "relations.toml [place]: 'place' means something else in the ontology (kg.ttl); "
        'give the relation another name, or one for RDF with term = "..."'
    )
    assert "'place' means something else" in refused({"sites": {"term": "place"}})
    assert "'lies in' has more in it than letters" in refused({"lies in": {}})


def test_a_relation_may_have_another_name_in_rdf() -> None:
    found = parse_relations({"place": {"term": "siteOf"}, "close-to": {}})
    assert [(one.name, one.term) for one in found.values()] == [("place", "siteOf"), ("close-to", "close-to")]


@pytest.mark.parametrize(
    "table", [{"actor": ["nation"]}, {"recipient": ["nation"]}, {"verbs": ["A aid R:nation"]}]
)
def test_an_unknown_type_group_is_refused_with_the_known_ones(table: dict[str, object]) -> None:
    message = refused({"aids": table})
    assert message.startswith(
        "relations.toml [aids]: unknown type group 'nation'; known groups: actor, any, "
    )


@pytest.mark.parametrize("text", ["R fall", "A aid|help on", "aid R"])
def test_a_verb_pattern_without_its_slots_is_refused(text: str) -> None:
    if text.startswith("A"):
        assert parse_relations({"aids": {"verbs": [text]}})  # both sides may stand in the subject
        return
    message = refused({"aids": {"verbs": [text]}})
    assert message.startswith(f"relations.toml [aids]: verb pattern '{text}' ")
    assert "A" in message
    assert "R" in message


def test_one_pattern_in_two_relations_is_refused_with_both() -> None:
    tables = {"aids": {"verbs": ["A back R"]}, "supports": {"verbs": ["back"]}}
    message = refused(tables)
    assert message.startswith("relations.toml [supports]: pattern 'back' is also in [aids] as 'A back R'; ")


def test_one_pattern_in_two_relations_is_allowed_where_types_do_not_meet() -> None:
    tables = {"kills": {"verbs": ["A take R:person"]}, "captures": {"verbs": ["A take R:place"]}}
    assert len(parse_relations(tables).verbs["take"]) == 2


def test_one_pattern_twice_in_one_relation_is_allowed() -> None:
    assert parse_relations({"aids": {"verbs": ["help", "A help R"]}})


def test_one_role_in_two_relations_is_refused_with_both() -> None:
    tables = {"leads": {"roles": ["president"]}, "officialOf": {"roles": ["minister", "president"]}}
    assert refused(tables) == "relations.toml [officialOf]: role 'president' is also in [leads]"


def test_what_is_left_out_of_a_table_is_empty() -> None:
    relation = parse_relations({"aids": {}})["aids"]
    assert (relation.kind, relation.symmetric, relation.plover, relation.score) == (
        "event",
        False,
        None,
        None,
    )
    assert (relation.verbs, relation.nouns, relation.roles, relation.examples) == ((), (), (), ())
    assert EntityType.COUNTRY in relation.actor
    assert EntityType.CITY not in relation.actor
    assert relation.recipient == frozenset(EntityType)


def test_the_most_fixed_pattern_of_a_verb_comes_first() -> None:
    tables = {"aids": {"verbs": ["take"]}, "captures": {"verbs": ["A take control of R", "A take over R"]}}
    assert [p.text for p in parse_relations(tables).verbs["take"]] == [
        "A take control of R",
        "A take over R",
        "take",
    ]


# --- the user's file ---------------------------------------------------------------------------------------


def user_file(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_users_table_of_a_known_name_adds_words_and_replaces_facts(tmp_path: Path) -> None:
    path = user_file(tmp_path, '[accuses]\nmeans = "says so"\nverbs = ["A frobnicate R"]\n')
    mine = load_relations(path)
    assert list(mine) == list(RELATIONS)
    assert len(mine["accuses"].verbs) == len(RELATIONS["accuses"].verbs) + 1
    assert mine.verbs["frobnicate"][0].relation == "accuses"
    assert mine["accuses"].means == "says so"
    assert mine["accuses"].plover == RELATIONS["accuses"].plover
    assert mine["accuses"].examples == RELATIONS["accuses"].examples


def test_a_users_table_of_a_new_name_adds_a_relation(tmp_path: Path) -> None:
    path = user_file(tmp_path, '[teases]\nsymmetric = true\nrecipient = ["person"]\nverbs = ["tease"]\n')
    mine = load_relations(path)
    assert set(mine) == {*RELATIONS, "teases"}
    assert mine["teases"].symmetric
    assert mine["teases"].recipient == {EntityType.PERSON}
    assert "teases" not in load_relations()


def test_a_users_types_replace_ours(tmp_path: Path) -> None:
    mine = load_relations(user_file(tmp_path, '[accuses]\nrecipient = ["person"]\n'))
    assert mine["accuses"].recipient == {EntityType.PERSON}


def test_a_users_word_class_adds_to_ours(tmp_path: Path) -> None:
    mine = load_relations(user_file(tmp_path, '[classes]\ndeal = ["frobnication"]\n'))

    def uses(relations: Relations) -> int:
        return sum("frobnication" in str(pattern) for found in relations.verbs.values() for pattern in found)

    assert uses(RELATIONS) == 0
    assert uses(mine) > 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[accuses\n", "mine.toml: not valid TOML: "),
        ('[accuses]\nverb = ["blame"]\n', "mine.toml [accuses]: unknown key 'verb'; did you mean 'verbs'?"),
        (
            '[teases]\nverbs = ["A accuse R"]\n',
            "mine.toml [teases]: pattern 'A accuse R' is also in [accuses]",
        ),
        ('[teases]\nroles = ["president"]\n', "mine.toml [teases]: role 'president' is also in [leads]"),
    ],
)
def test_a_mistake_in_a_users_file_names_that_file(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataError) as error:
        load_relations(user_file(tmp_path, text))
    assert str(error.value).startswith(f"{tmp_path}/{message}")


def test_a_users_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.toml: cannot be read"):
        load_relations(tmp_path / "none.toml")
    path = tmp_path / "latin.toml"
    path.write_bytes('[x]\nmeans = "São"'.encode("latin-1"))
    with pytest.raises(DataError, match=r"latin\.toml: cannot be read"):
        load_relations(path)


# --- the facts ---------------------------------------------------------------------------------------------

# PLOVER's sixteen event types, and the four quad classes.
_PLOVER = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
    "MOBILIZE COERCE ASSAULT".split()
)
_QUADS = frozenset("verbal-cooperation material-cooperation verbal-conflict material-conflict".split())


# Events that PLOVER has no type for.
_UNTYPED = frozenset(
    "appoints dismisses elects defeats succeeds votesOn wins runsFor acquires founds interviews".split()
)


def test_there_are_92_relations_of_known_kinds() -> None:
    kinds = Counter(relation.quad or relation.kind for relation in RELATIONS.values())
    assert kinds.total() == 92
    assert kinds["state"] == 10
    assert {name for name, r in RELATIONS.items() if r.kind == "event" and r.plover is None} == _UNTYPED
    assert {r.plover for r in RELATIONS.values() if r.plover} == _PLOVER


@pytest.mark.parametrize("relation", RELATIONS.values(), ids=lambda relation: relation.name)
def test_the_facts_of_a_relation(relation: Relation) -> None:
    assert re.fullmatch(r"[a-z]+(?:[A-Z][a-z]+)*", relation.name)
    assert relation.means
    assert "->" in relation.example
    if relation.cameo is not None:
        assert re.fullmatch(r"\d{2,4}", relation.cameo)
    if relation.kind == "state":
        assert (relation.plover, relation.mode, relation.quad, relation.score) == (None,) * 4
        return
    assert relation.score is not None
    assert -10 <= relation.score <= 10
    assert (relation.plover is None) == (relation.quad is None)
    if relation.quad is not None:
        assert relation.plover in _PLOVER
        assert relation.cameo is not None
        assert relation.quad in _QUADS
        assert (relation.score > 0) is relation.quad.endswith("cooperation")


@pytest.mark.parametrize("relation", RELATIONS.values(), ids=lambda relation: relation.name)
def test_a_relation_has_words_and_three_examples_one_of_them_silent(relation: Relation) -> None:
    assert relation.verbs or relation.nouns or relation.roles
    texts = [example.text for example in relation.examples]
    assert len(texts) >= 3
    assert len(texts) == len(set(texts))
    assert any(example.claims for example in relation.examples)
    assert any(not example.claims for example in relation.examples)


def test_symmetric_relations_are_their_own_inverse() -> None:
    for relation in RELATIONS.values():
        if relation.symmetric:
            same = relation.label.split()[-1] == relation.inverse_label.split()[-1] == "with"
            assert same or relation.inverse_label == relation.label, relation.name


def test_the_relations_are_a_mapping() -> None:
    assert isinstance(RELATIONS, Mapping)
    assert isinstance(RELATIONS, Relations)
    assert RELATIONS["agreesTruceWith"].label == "agrees truce with"
    with pytest.raises(KeyError):
        RELATIONS["frobnicates"]


# --- the examples ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """A claim as an example writes it: `Actor -> Recipient [negated, planned]`."""

    actor: str
    recipient: str
    flags: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Wanted":
        found = re.fullmatch(r"(.+?) -> (.+?)(?: \[(.+)\])?", text)
        assert found is not None, f"not a claim: {text}"
        flags = frozenset(flag.strip() for flag in (found[3] or "").split(",")) - {""}
        assert flags <= {"negated", "planned", "hypothetical", "hedged"}, f"unknown flag in: {text}"
        return cls(found[1], found[2], flags)

    def is_met(self, claim: Claim, *, symmetric: bool) -> bool:
        if flags_of(claim) != self.flags:
            return False
        ways = [(claim.actor, claim.recipient), *([(claim.recipient, claim.actor)] if symmetric else [])]
        return any(agrees(self.actor, a) and agrees(self.recipient, b) for a, b in ways)


def flags_of(claim: Claim) -> frozenset[str]:
    truth = {"negated"} if claim.polarity is Polarity.NEGATED else set()
    return frozenset(truth if claim.modality is Modality.ACTUAL else truth | {claim.modality.value})


def agrees(wanted: str, end: Participant) -> bool:
    """By label, or by the words: one is part of the other, as farmers of "thousands of farmers"."""
    label, text, name = f" {fold(end.label)} ", f" {fold(end.text)} ", f" {fold(wanted)} "
    return name == label or name in text or text in name


def show(claim: Claim) -> str:
    flags = ", ".join(sorted(flags_of(claim)))
    return f"{claim.actor.label} -> {claim.recipient.label}" + (f" [{flags}]" if flags else "")


@cache
def readings() -> dict[tuple[str, str], tuple[Claim, ...]]:
    """The claims read in each example, by relation and text; all in one go."""
    keys = [(r.name, e.text) for r in RELATIONS.values() for e in r.examples]
    articles = [
        Article(id=str(i), text=text, published=date(2024, 6, 15)) for i, (_, text) in enumerate(keys)
    ]
    records = lenient().extract(articles)
    return {key: record.claims for key, record in zip(keys, records, strict=True)}


def difference(relation: Relation, text: str, expected: tuple[str, ...]) -> str:
    """What was read of the relation instead of what was expected; empty where they agree."""
    claims = readings()[relation.name, text]
    left = [claim for claim in claims if claim.relation == relation.name]
    missed: list[str] = []
    for line in expected:
        wanted = Wanted.of(line)
        met = next((c for c in left if wanted.is_met(c, symmetric=relation.symmetric)), None)
        if met is None:
            missed.append(line)
        else:
            left.remove(met)
    others = [f"{c.relation}: {show(c)}" for c in claims if c.relation != relation.name]
    told = [f"missed {'; '.join(missed)}"] if missed else []
    told += [f"too much {'; '.join(map(show, left))}"] if left else []
    return ", ".join([*told, f"read {'; '.join(others) or 'nothing else'}"]) if told else ""


def load_gaps() -> dict[tuple[str, str], str]:
    tables = tomllib.loads(GAPS.read_text("utf-8")).get("gap", []) if GAPS.exists() else []
    return {(gap["relation"], gap["text"]): gap["reason"] for gap in tables}


@pytest.fixture(scope="module")
def gaps(request: pytest.FixtureRequest) -> dict[tuple[str, str], str]:
    known = load_gaps()
    if request.config.getoption("--update-gaps"):
        now = {
            (relation.name, example.text): reason
            for relation in RELATIONS.values()
            for example in relation.examples
            if (reason := difference(relation, example.text, example.claims))
        }
        known = {key: known.get(key, reason) for key, reason in now.items()}
        GAPS.write_text(_gaps_file(known), "utf-8")
    return known


def _gaps_file(known: dict[tuple[str, str], str]) -> str:
    head = "# Examples of relations.toml that are not yet read as they say: see tests/test_relations.py.\n"
    return head + "".join(
        f"\n[[gap]]\nrelation = {json.dumps(relation)}\ntext = {_toml(text)}\nreason = {_toml(reason)}\n"
        for (relation, text), reason in sorted(known.items())
    )


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@pytest.mark.model
@pytest.mark.parametrize("relation", RELATIONS.values(), ids=lambda relation: relation.name)
def test_the_examples_of_a_relation_are_read(relation: Relation, gaps: dict[tuple[str, str], str]) -> None:
    broken, mended = [], []
    for example in relation.examples:
        told = difference(relation, example.text, example.claims)
        is_known = (relation.name, example.text) in gaps
        if told and not is_known:
            broken.append(f"{example.text}\n    {told}")
        if is_known and not told:
            mended.append(f"{example.text}\n    is read now: pytest tests/test_relations.py --update-gaps")
    if broken or mended:
        pytest.fail("\n".join([*broken, *mended]), pytrace=False)


def test_every_known_gap_is_an_example() -> None:
    examples = {(r.name, e.text) for r in RELATIONS.values() for e in r.examples}
    assert set(load_gaps()) <= examples
    assert all(load_gaps().values())
