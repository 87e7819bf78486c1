"""FollowTheMoney entities, validated by followthemoney itself where that is installed."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.exporters.ftm import safe_id, write
from kg.model import Entity, EntityType
from tests.factories import (
    BRIDGE_FRONT,
    MALI,
    NORWAY,
    ODA_LIND,
    RUSSIA,
    Sample,
    make_article,
    make_claim,
    make_record,
    sample,
)

ALLIANCE = Entity("igo-alliance", "Alliance", EntityType.IGO, None, "IGO")
SHIPYARD = Entity("company-shipyard", "Shipyard", EntityType.COMPANY, "NO", "BUS")
TOWN = Entity("city-1", "Town", EntityType.CITY, "NO", lat=61.5, lon=-5.25)
MARCHERS = Entity("group-märchers", "marchers", EntityType.GROUP)  # an id that FollowTheMoney would not take


def _project(actor: Entity, relation: str, recipient: Entity) -> Sample:
    article = make_article(f"{actor.label} did it to {recipient.label}.", url="https://news.example/1")
    claim = make_claim(article, article.text, actor, relation, recipient)
    return Sample((make_record(article, [actor, recipient], [claim]),))


def _written(project: Sample, folder: Path, *, per_claim: bool = False) -> list[dict[str, Any]]:
    write(project, folder / "graph.ftm.json", per_claim=per_claim)
    return [json.loads(line) for line in (folder / "graph.ftm.json").read_text("utf-8").splitlines()]


CASES = [
    (NORWAY, "memberOf", ALLIANCE, "Membership", "member", "organization"),
    (NORWAY, "memberOf", TOWN, "UnknownLink", "subject", "object"),  # a place has no members
    (ODA_LIND, "leads", NORWAY, "Directorship", "director", "organization"),
    (ODA_LIND, "officialOf", NORWAY, "Employment", "employee", "employer"),
    (BRIDGE_FRONT, "officialOf", NORWAY, "UnknownLink", "subject", "object"),
    (ODA_LIND, "owns", SHIPYARD, "Ownership", "owner", "asset"),
    (ODA_LIND, "owns", ALLIANCE, "UnknownLink", "subject", "object"),
    (MARCHERS, "protestsAgainst", MALI, "UnknownLink", "subject", "object"),
]


@pytest.mark.parametrize("case", CASES)
def test_a_link_has_the_schema_that_its_relation_and_ends_allow(case: Any, tmp_path: Path) -> None:
    actor, relation, recipient, schema, one, two = case
    *_, link = _written(_project(actor, relation, recipient), tmp_path)
    assert link["schema"] == schema
    ends = [link["properties"][end] for end in (one, two)]
    assert ends == [[safe_id("", actor.id)], [safe_id("", recipient.id)]]


@pytest.mark.parametrize("per_claim", [False, True])
@pytest.mark.parametrize("project", [sample(), *(_project(*case[:3]) for case in CASES)])
def test_followthemoney_takes_every_value(project: Sample, per_claim: bool, tmp_path: Path) -> None:
    model = pytest.importorskip("followthemoney", reason="needs the extra readers-check").model
    schemata = {}
    for entity in _written(project, tmp_path, per_claim=per_claim):
        proxy = model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        found = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
        assert found == {name: sorted(values) for name, values in entity["properties"].items()}
        schemata[entity["id"]] = proxy.schema
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":  # what it points to came before, and is what may stand there
                assert schemata[value].is_a(prop.range)


@pytest.mark.parametrize("kind", list(EntityType))
def test_followthemoney_takes_every_type(kind: EntityType, tmp_path: Path) -> None:
    model = pytest.importorskip("followthemoney", reason="needs the extra readers-check").model
    thing = Entity("x-1", "Thing", kind, "NO", "GOV", "Q1", 5, 61.5, -5.25)
    entities = _written(_project(thing, "accuses", RUSSIA), tmp_path)
    [found] = [entity for entity in entities if entity["id"] == thing.id]
    proxy = model.get_proxy(found, cleaned=False)
    assert {k: sorted(v) for k, v in proxy.to_dict()["properties"].items()} == found["properties"]
    assert proxy.caption == "Thing"


def test_every_id_is_there_once_and_all_that_is_pointed_to_is_there(tmp_path: Path) -> None:
    entities = _written(sample(), tmp_path)
    ids = [entity["id"] for entity in entities]
    assert len(ids) == len(set(ids)) == 7 + 3 + 4  # actors and places, articles, edges
    proofs = [key for entity in entities for key in entity["properties"].get("proof", ())]
    assert len(proofs) == 5  # one edge has two articles
    assert set(proofs) <= set(ids)


def test_claims_are_links_with_their_own_article(tmp_path: Path) -> None:
    links = [e for e in _written(sample(), tmp_path, per_claim=True) if "proof" in e["properties"]]
    assert len(links) == 5
    assert all(len(link["properties"]["proof"]) == 1 for link in links)


def test_a_link_tells_its_sentence_and_days(tmp_path: Path) -> None:
    [link] = [e for e in _written(sample(), tmp_path) if e["properties"].get("role") == ["accuses"]]
    values = link["properties"]
    assert values["summary"] == ["Norway accused Russia of jamming signals near the Old Harbour on Sunday."]
    assert (values["startDate"], values["endDate"]) == (["2024-03-03"], ["2024-03-11"])
    assert values["sourceUrl"] == ["https://news.example/harbour?a=1&b=2"]


@pytest.mark.parametrize("url", ["mailto:desk@news.example", "wire/7", "http://"])
def test_what_is_no_web_address_is_left_out(url: str, tmp_path: Path) -> None:
    project = _project(NORWAY, "accuses", RUSSIA)
    record = replace(project.kept[0], article=replace(project.kept[0].article, url=url))
    assert all("sourceUrl" not in e["properties"] for e in _written(Sample((record,)), tmp_path))


@pytest.mark.parametrize(
    ("kind", "key", "expected"),
    [
        ("", "country-no", "country-no"),
        ("article", "2024-03-04.w1", "article-2024-03-04.w1"),
        ("article", "wire/7", "article-104c7bff7073ce83"),
    ],
)
def test_ids_have_only_characters_that_followthemoney_takes(kind: str, key: str, expected: str) -> None:
    assert safe_id(kind, key) == expected
