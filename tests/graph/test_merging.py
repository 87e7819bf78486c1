"""Claims merge into the same graph, whatever their order."""

from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import Graph, build_graph, edge_id
from kg.model import Article, Claim, DatePrecision, Entity, Modality, Polarity, Record
from tests.factories import HARBOUR, MALI, NORWAY, RUSSIA, make_article, make_claim, make_record, sample
from tests.test_records import RELATIONS, relation

KNOWN = {**RELATIONS, "meets": relation("meets", symmetric=True)}
SENTENCE = "Norway Russia Mali."
ENTITIES = (NORWAY, RUSSIA, MALI)


def article(text: str, day: str | None = "2024-03-04", **fields: object) -> Article:
    return make_article(text, published=day and date.fromisoformat(day), **fields)


def record_of(told: Article, *ends: tuple[Entity, str, Entity], **options: object) -> Record:
    claims = [make_claim(told, told.text, *end, **options) for end in ends]  # type: ignore[arg-type]
    return make_record(told, ENTITIES, claims)


def merge(*records: Record) -> Graph:
    return build_graph(records, KNOWN)


def test_claims_of_one_relation_and_pair_are_one_edge() -> None:
    graph = merge(
        record_of(article(SENTENCE + " One.", "2024-03-04"), (NORWAY, "accuses", RUSSIA)),
        record_of(article(SENTENCE + " Two.", "2024-03-01"), (NORWAY, "accuses", RUSSIA)),
        record_of(article(SENTENCE + " Three."), (RUSSIA, "accuses", NORWAY), (NORWAY, "aids", RUSSIA)),
    )
    assert len(graph.edges) == 3
    edge = next(e for e in graph.edges if (e.actor, e.relation) == ("country-no", "accuses"))
    assert (edge.claims, edge.articles, edge.origins) == (2, 2, 2)
    assert (edge.first_date, edge.last_date) == ("2024-03-01", "2024-03-04")
    assert [telling.article.published for telling in edge.tellings] == ["2024-03-01", "2024-03-04"]


def test_a_symmetric_relation_makes_one_edge_both_ways_round() -> None:
    graph = merge(
        record_of(article(SENTENCE + " One."), (NORWAY, "meets", RUSSIA)),
        record_of(article(SENTENCE + " Two."), (RUSSIA, "meets", NORWAY)),
    )
    (edge,) = graph.edges
    assert (edge.actor, edge.recipient, edge.claims) == ("country-no", "country-ru", 2)
    assert {telling.claim.actor.entity for telling in edge.tellings} == {"country-no", "country-ru"}


@pytest.mark.parametrize(
    "option",
    [
        {"polarity": Polarity.NEGATED},
        {"modality": Modality.PLANNED},
        {"modality": Modality.HYPOTHETICAL},
        {"modality": Modality.HEDGED},
    ],
    ids=str,
)
def test_what_is_not_said_to_be_so_makes_no_edge(option: dict[str, object]) -> None:
    graph = merge(record_of(article(SENTENCE), (NORWAY, "attacks", RUSSIA), **option))
    assert graph.edges == ()
    assert [telling.claim.relation for telling in graph.unasserted] == ["attacks"]
    assert set(graph.nodes) == {"country-no", "country-ru", "country-ml"}


def test_copies_of_a_text_are_one_origin() -> None:
    texts = ("Norway Russia Mali met.", "NORWAY  Russia\nMali met.", "Norway Russia Mali met again.")
    records = []
    for number, text in enumerate(texts):
        told = article(text, id=f"a{number}")
        ends = {"actor_text": text[:6], "recipient_text": "Russia"}
        claim = make_claim(told, text, NORWAY, "aids", RUSSIA, **ends)
        records.append(make_record(told, ENTITIES, [claim]))
    (edge,) = merge(*records).edges
    assert (edge.claims, edge.articles, edge.origins) == (3, 3, 2)


def test_articles_of_one_origin_are_one_telling() -> None:
    records = [
        record_of(article(f"{SENTENCE} {number}.", id=f"a{number}"), (NORWAY, "aids", RUSSIA))
        for number in range(4)
    ]
    graph = build_graph(records, KNOWN, origins={"a0": "a0", "a1": "a0", "a2": "a2"})
    (edge,) = graph.edges
    assert (edge.claims, edge.articles, edge.origins) == (4, 4, 3)
    assert [telling.article.origin for telling in edge.tellings] == ["a0", "a0", "a2", "a3"]


def test_a_part_of_the_articles_has_the_first_of_the_part_as_origin() -> None:
    records = [
        record_of(article(f"{SENTENCE} {n}.", id=f"a{n}"), (NORWAY, "aids", RUSSIA)) for n in (1, 2, 3)
    ]
    (edge,) = build_graph(records, KNOWN, origins={"a1": "a0", "a2": "a0", "a3": "a3"}).edges
    assert [telling.article.origin for telling in edge.tellings] == ["a1", "a1", "a3"]


@pytest.mark.parametrize(
    ("when", "precision", "published", "first", "last"),
    [
        ("2024-03-02", DatePrecision.DAY, "2024-03-04", "2024-03-02", "2024-03-02"),
        ("2024-W09", DatePrecision.WEEK, "2024-03-04", "2024-02-26", "2024-03-03"),
        ("2024-W10", DatePrecision.WEEK, "2024-03-06", "2024-03-04", "2024-03-06"),
        ("2024-02", DatePrecision.MONTH, "2024-03-04", "2024-02-01", "2024-02-29"),
        ("2023-12", DatePrecision.MONTH, None, "2023-12-01", "2023-12-31"),
        ("2024", DatePrecision.YEAR, "2024-03-04", "2024-01-01", "2024-03-04"),
        ("2023", DatePrecision.YEAR, "2024-03-04", "2023-01-01", "2023-12-31"),
        (None, None, "2024-03-04", "2024-03-04", "2024-03-04"),
        (None, None, None, None, None),
    ],
)
def test_dates_of_an_edge(
    when: str | None, precision: DatePrecision | None, published: str | None, first: str, last: str
) -> None:
    told = article(SENTENCE, published)
    claim = make_claim(told, SENTENCE, NORWAY, "aids", RUSSIA)
    claim = replace(claim, date=when, date_precision=precision)
    (edge,) = merge(make_record(told, ENTITIES, [claim])).edges
    assert (edge.first_date, edge.last_date) == (first, last)


def test_nodes_count_mentions_and_articles() -> None:
    late = article(SENTENCE + " Late.", "2024-03-09")
    graph = merge(
        record_of(late, (NORWAY, "aids", RUSSIA), (NORWAY, "aids", MALI)),
        record_of(article(SENTENCE + " Early.", "2024-03-01"), (NORWAY, "aids", RUSSIA)),
        Record(article(SENTENCE + " Undated.", None), (HARBOUR,), (), ()),
    )
    node = graph.nodes["country-no"]
    assert (node.mentions, node.articles, node.first_seen, node.last_seen) == (
        2,
        2,
        "2024-03-01",
        "2024-03-09",
    )
    harbour = graph.nodes["place-old-harbour"]
    assert (harbour.mentions, harbour.articles, harbour.first_seen, harbour.last_seen) == (0, 1, None, None)
    assert list(graph.nodes) == sorted(graph.nodes)


def test_nothing_in_gives_an_empty_graph() -> None:
    graph = merge()
    assert graph == build_graph([], KNOWN)
    assert (len(graph.nodes), len(graph.edges), len(graph.unasserted)) == (0, 0, 0)


def test_a_relation_that_no_file_has_is_kept_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    (edge,) = merge(record_of(article(SENTENCE), (RUSSIA, "gladdens", NORWAY))).edges
    assert edge.actor == "country-ru"
    assert "gladdens" in caplog.text


def test_edge_ids_are_stable() -> None:
    assert edge_id("country-no", "accuses", "country-ru") == "e838157a975b2d21"


claims_drawn = st.lists(
    st.tuples(
        st.sampled_from(ENTITIES),
        st.sampled_from(["accuses", "aids", "meets"]),
        st.sampled_from(ENTITIES),
        st.sampled_from(Polarity),
        st.sampled_from(Modality),
        st.sampled_from(["2024-03-04", "2024-03", "2024-W10", "2024", None]),
    ),
    max_size=4,
)
articles_drawn = st.lists(
    st.tuples(
        claims_drawn,
        st.sampled_from([None, "2024-03-04", "2024-03-05", "2023-12-31"]),
        st.booleans(),
        st.sampled_from([NORWAY, replace(NORWAY, label="NORWAY"), replace(NORWAY, lat=None)]),
    ),
    max_size=6,
)


def draw_record(
    number: int, drawn: list[tuple[object, ...]], published: str | None, copied: bool, norway: Entity
) -> Record:
    text = SENTENCE if copied else f"{SENTENCE} Number {number}."
    told = article(text, published, id=f"a{number}")
    claims = []
    for position, (actor, name, recipient, polarity, modality, when) in enumerate(drawn):
        claim = make_claim(told, SENTENCE, actor, name, recipient, polarity=polarity, modality=modality)  # type: ignore[arg-type]
        claims.append(replace(claim, id=f"a{number}-{position}", date=when))  # type: ignore[arg-type]
    return make_record(told, (norway, RUSSIA, MALI), claims)


@given(articles_drawn, st.randoms(use_true_random=False))
def test_order_makes_no_difference(drawn: list[tuple[object, ...]], shuffle: object) -> None:
    records = [draw_record(number, *found) for number, found in enumerate(drawn)]  # type: ignore[arg-type]
    other = list(records)
    shuffle.shuffle(other)  # type: ignore[attr-defined]
    half = len(other) // 2
    graph = merge(*records)
    assert build_graph(chain(other[half:], other[:half]), KNOWN) == graph
    assert list(graph.nodes) == sorted(graph.nodes)
    told = [claim for record in records for claim in record.claims]
    assert sum(edge.claims for edge in graph.edges) + len(graph.unasserted) == len(told)
    assert all(1 <= edge.origins <= edge.articles <= edge.claims for edge in graph.edges)
    assert len({edge.id for edge in graph.edges}) == len(graph.edges)
    assert {end for edge in graph.edges for end in (edge.actor, edge.recipient)} <= set(graph.nodes)


def test_claims_stay_as_they_were_read() -> None:
    told = article(SENTENCE)
    claim: Claim = make_claim(told, SENTENCE, RUSSIA, "meets", NORWAY, topic="fish")
    (edge,) = merge(make_record(told, ENTITIES, [claim])).edges
    assert edge.tellings[0].claim == claim


def test_claims_kept_in_files_make_the_same_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = list(sample().kept)
    expected = build_graph(records, KNOWN)
    monkeypatch.setattr("kg.graph.merging._CHUNK", 2)
    monkeypatch.setattr("kg.graph.merging._TAKEN", 2)
    assert build_graph(records, KNOWN, scratch=tmp_path) == expected
    assert {path.name for path in tmp_path.iterdir()} > {"stated.arrow"}


def test_no_claims_make_no_files_that_are_needed(tmp_path: Path) -> None:
    assert build_graph([], KNOWN, scratch=tmp_path) == build_graph([], KNOWN)
