"""Who holds what: each case is a course of events, a line each, and the spells that they make."""

from datetime import date

import pytest

from kg.graph import Graph
from kg.model import Article, Claim, Entity, EntityType, Polarity, Record
from kg.spells import Kind, Spell, find_spells
from kg.spells.signs import load_rules
from tests.factories import make_article, make_claim, make_graph, make_record

TARN = Entity("city-tarn", "Tarn", EntityType.CITY, "ML")
MALI = Entity("country-ml", "Mali", EntityType.COUNTRY, "ML")
ARMY = Entity("force-ml-mil", "Malian armed forces", EntityType.MILITARY, "ML", "MIL")
FRONT = Entity("armed-front", "Front", EntityType.ARMED_GROUP, None, "REB")
LEAGUE = Entity("armed-league", "League", EntityType.ARMED_GROUP, None, "REB")
HIKERS = Entity("group-hikers", "Hikers", EntityType.GROUP, None, "CVL")
UNION = Entity("party-union", "Union", EntityType.PARTY, "ML", "PTY")
ADA = Entity("person-ada-keita", "Ada Keita", EntityType.PERSON, "ML")
BO = Entity("person-bo-diallo", "Bo Diallo", EntityType.PERSON, "ML")
COUNCIL = Entity("gov-council", "Council", EntityType.GOVERNMENT, "ML", "LEG")
KNOWN = {e.label: e for e in (TARN, MALI, ARMY, FRONT, LEAGUE, HIKERS, UNION, ADA, BO, COUNCIL)}


def told(line: str) -> Record:
    """`2024-03-01 Front captures Tarn`, with `not` before the relation, `in Tarn`, `says Front`."""
    day, _, rest = line.partition(" ")
    rest, _, speaker = rest.partition(" says ")
    rest, _, place = rest.partition(" in ")
    names = sorted(KNOWN, key=len, reverse=True)
    actor = next(name for name in names if rest.startswith(name))
    recipient = next(name for name in names if rest.endswith(name))
    relation = rest.removeprefix(actor).removesuffix(recipient).strip()
    article: Article = make_article(line, published=date.fromisoformat(day))
    claim: Claim = make_claim(
        article,
        line,
        KNOWN[actor],
        relation.removeprefix("not "),
        KNOWN[recipient],
        polarity=Polarity.NEGATED if relation.startswith("not ") else Polarity.AFFIRMED,
        place=KNOWN.get(place),
        speaker=KNOWN.get(speaker),
        date=day,
    )
    named = [KNOWN[name] for name in (actor, recipient, place, speaker) if name]
    return make_record(article, named, [claim])


def graph_of(*lines: str) -> Graph:
    return make_graph(told(line) for line in lines)


def shown(graph: Graph, spell: Spell) -> str:
    marks = [word for word, is_so in (("disputed", spell.disputed), ("alone", spell.alone)) if is_so]
    marks += [f"contested {len(spell.contested)}"] if spell.contested else []
    when = f"{spell.since or '?'}..{spell.until or '?'}"
    return " ".join([graph.nodes.labels[spell.holder], when, *marks])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["2024-03-01 Front captures Tarn"], ["Front 2024-03-01..?"]),
        (
            ["2024-03-01 Front captures Tarn", "2024-05-01 League captures Tarn"],
            ["Front 2024-03-01..2024-05-01", "League 2024-05-01..?"],
        ),
        (
            ["2024-03-01 Front captures Tarn", "2024-05-01 Front withdrawsFrom Tarn"],
            ["Front 2024-03-01..2024-05-01"],
        ),
        # a state and its forces are one side
        (
            ["2024-03-01 Mali captures Tarn", "2024-03-02 Malian armed forces captures Tarn"],
            ["Mali 2024-03-01..?"],
        ),
        (
            ["2024-03-01 Front captures Tarn", "2024-06-01 Malian armed forces drivesOut Front in Tarn"],
            ["Front 2024-03-01..2024-06-01", "Malian armed forces 2024-06-01..?"],
        ),
        (
            ["2024-03-01 Front captures Tarn", "2024-06-01 Front surrendersTo League in Tarn"],
            ["Front 2024-03-01..2024-06-01", "League 2024-06-01..?"],
        ),
        # driven out of where? surrendered where?
        (["2024-06-01 Mali drivesOut Front", "2024-06-01 Front surrendersTo League"], []),
        # seen to hold it: since when is not told
        (["2024-03-01 Front controls Tarn", "2024-03-20 Front controls Tarn"], ["Front ?..?"]),
        (
            ["2024-03-01 Front captures Tarn", "2024-09-01 League controls Tarn"],
            ["Front 2024-03-01..2024-09-01", "League ?..?"],
        ),
        # both at about the same time
        (
            ["2024-03-01 Front captures Tarn", "2024-03-09 League controls Tarn"],
            ["Front 2024-03-01..? disputed", "League ?..?"],
        ),
        (
            ["2024-03-01 Front captures Tarn", "2024-03-01 League captures Tarn"],
            ["Front 2024-03-01..? disputed", "League 2024-03-01..?"],
        ),
        (
            ["2024-03-01 Front captures Tarn", "2024-03-02 Front not captures Tarn says League"],
            ["Front 2024-03-01..? disputed"],
        ),
        (
            ["2024-03-01 Front captures Tarn", "2024-08-02 Front not captures Tarn says League"],
            ["Front 2024-03-01..?"],
        ),
        (
            [
                "2024-03-01 Front captures Tarn",
                "2024-04-01 Front withdrawsFrom Tarn",
                "2024-04-05 Front controls Tarn",
            ],
            ["Front 2024-03-01..2024-04-01 disputed"],
        ),
        # its own word alone
        (["2024-03-01 Front captures Tarn says Front"], ["Front 2024-03-01..? alone"]),
        (
            ["2024-03-01 Malian armed forces captures Tarn says Mali"],
            ["Malian armed forces 2024-03-01..? alone"],
        ),
        (["2024-03-01 Front captures Tarn says League"], ["Front 2024-03-01..?"]),
        (
            ["2024-03-01 Front captures Tarn says Front", "2024-03-02 Front captures Tarn"],
            ["Front 2024-03-01..?"],
        ),
        # who tries to take it
        (
            [
                "2024-03-01 Front captures Tarn",
                "2024-03-09 League besieges Tarn",
                "2024-03-10 Front besieges Tarn",
            ],
            ["Front 2024-03-01..? contested 1"],
        ),
        (["2024-03-01 League besieges Tarn"], []),
        # who only leaves
        (["2024-03-01 Front withdrawsFrom Tarn"], ["Front ?..2024-03-01"]),
        (["2024-03-01 Front withdrawsFrom Mali"], []),
        (["2024-03-01 Hikers withdrawsFrom Tarn", "2024-03-01 Ada Keita withdrawsFrom Tarn"], []),
        (["2024-03-01 Front captures Ada Keita"], []),
    ],
    ids=lambda value: "; ".join(value)[:70] if value else "nothing",
)
def test_control(lines: list[str], expected: list[str]) -> None:
    for order in (lines, lines[::-1]):
        graph = graph_of(*order)
        assert [shown(graph, spell) for spell in find_spells(graph, Kind.CONTROL)] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["2024-03-01 Ada Keita leads Mali"], ["Ada Keita ?..?"]),
        (
            ["2024-03-01 Ada Keita leads Mali", "2024-04-01 Ada Keita resignsFrom Mali"],
            ["Ada Keita ?..2024-04-01"],
        ),
        # a body may have several heads
        (
            ["2024-03-01 Ada Keita leads Mali", "2024-03-02 Bo Diallo leads Mali"],
            ["Ada Keita ?..?", "Bo Diallo ?..?"],
        ),
        # of what somebody is elected, appointed or dismissed, other claims tell
        (
            ["2024-03-01 Council elects Ada Keita", "2024-03-05 Ada Keita leads Union"],
            ["Ada Keita 2024-03-01..?"],
        ),
        (["2024-03-01 Council elects Ada Keita"], []),
        (
            ["2024-03-01 Ada Keita leads Union", "2024-03-20 Council elects Ada Keita"],
            ["Ada Keita 2024-03-20..?"],
        ),
        (["2023-03-01 Ada Keita leads Union", "2024-03-20 Council elects Ada Keita"], ["Ada Keita ?..?"]),
        (
            ["2024-03-01 Ada Keita leads Mali", "2024-05-01 Council dismisses Ada Keita"],
            ["Ada Keita ?..2024-05-01"],
        ),
        (
            ["2024-03-01 Ada Keita leads Mali", "2024-05-01 Bo Diallo succeeds Ada Keita"],
            ["Ada Keita ?..2024-05-01"],
        ),
        (
            ["2024-03-01 Ada Keita leads Mali", "2024-05-01 Front kills Ada Keita"],
            ["Ada Keita ?..2024-05-01"],
        ),
        (["2024-05-01 Front kills Ada Keita", "2024-03-01 Ada Keita not leads Mali"], []),
    ],
    ids=lambda value: "; ".join(value)[:70] if value else "nothing",
)
def test_offices(lines: list[str], expected: list[str]) -> None:
    for order in (lines, lines[::-1]):
        graph = graph_of(*order)
        assert [shown(graph, spell) for spell in find_spells(graph, Kind.OFFICE)] == expected


@pytest.mark.parametrize(
    ("sentence", "spells"),
    [
        ("Mali President Ada Keita spoke", 1),
        ("Former Mali President Ada Keita spoke", 0),
        ("Then-President Ada Keita of Mali spoke", 0),
        ("The latest speech of Mali President Ada Keita", 1),
        ("In a former palace, with much ado, Mali President Ada Keita spoke", 1),
    ],
)
def test_who_once_held_it_is_not_seen_to_hold_it(sentence: str, spells: int) -> None:
    article = make_article(sentence, published=date(2024, 3, 1))
    claim = make_claim(article, sentence, ADA, "leads", MALI)
    graph = make_graph([make_record(article, [ADA, MALI], [claim])])
    assert len(find_spells(graph, Kind.OFFICE)) == spells


def test_every_relation_with_a_rule_exists() -> None:
    from kg.relations import load_relations

    assert set(load_rules()) <= set(load_relations())


def test_each_spell_has_its_claims() -> None:
    graph = graph_of("2024-03-01 Front captures Tarn", "2024-05-01 League captures Tarn")
    first, second = find_spells(graph, Kind.CONTROL)
    assert [t.claim.evidence.text for t in first.began] == ["2024-03-01 Front captures Tarn"]
    assert first.ended == second.began
    assert (first.origins, second.origins) == (2, 1)


def test_spells_are_in_rdf_and_conform() -> None:
    import pyshacl
    import rdflib

    from kg.ontology import find_ontology
    from kg.rdf import find_quads
    from kg.relations import load_relations

    lines = (
        "2024-03-01 Front captures Tarn",
        "2024-05-01 League captures Tarn",
        "2024-05-02 Ada Keita leads Mali",
    )
    records = [told(line) for line in lines]
    found = rdflib.Graph()
    for quad in find_quads(make_graph(records), records, load_relations()):
        found.parse(data=f"{quad.triple} .", format="nt")
    ask = "SELECT ?from ?to { ?s a kg:Control ; kg:since ?from . OPTIONAL { ?s kg:until ?to } }"
    rows = found.query(f"PREFIX kg: <urn:kg:ontology#> {ask}")
    days = [tuple(str(value) if value else None for value in row) for row in rows]
    assert sorted(days) == [("2024-03-01", "2024-05-01"), ("2024-05-01", None)]
    known = rdflib.Graph()
    for name in ("kg.ttl", "relations.ttl"):
        known.parse(find_ontology() / name)
    conforms, _, message = pyshacl.validate(
        found,
        shacl_graph=str(find_ontology() / "shapes.ttl"),
        ont_graph=known,
        inference="none",
        advanced=True,
    )
    assert conforms, message
