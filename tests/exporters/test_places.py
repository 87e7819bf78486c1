"""GeoJSON against the rules of RFC 7946, KML against those of OGC 07-147r2."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from kg.exporters import geojson, kml
from kg.model import Entity, EntityType
from tests.factories import HARBOUR, MALI, NORWAY, RUSSIA, Sample, make_article, make_claim, make_record

QUAY = replace(HARBOUR, id="place-quay", label="Quay", lat=61.5, lon=-5.25)
NOWHERE = Entity("place-nowhere", "Nowhere", EntityType.PLACE)

# Who, what, toward whom, at which place; where it is then.
CASES = [
    (NORWAY, "accuses", RUSSIA, QUAY, QUAY),
    (NORWAY, "attacks", QUAY, None, QUAY),  # a place smaller than a country is where it was done
    (NORWAY, "attacks", QUAY, MALI, MALI),  # what the sentence says comes first
    (NORWAY, "accuses", RUSSIA, None, None),  # not in the middle of Russia
    (NORWAY, "accuses", RUSSIA, NOWHERE, None),  # no coordinates
    (QUAY, "locatedIn", NORWAY, QUAY, None),  # no event
]


def _sample(case: tuple[Entity, str, Entity, Entity | None, Entity | None]) -> Sample:
    actor, relation, recipient, place, _ = case
    article = make_article(f"{actor.label} did it to {recipient.label}.", url="https://news.example/1")
    claim = make_claim(article, article.text, actor, relation, recipient, place=place, date="2024-03-05")
    return Sample((make_record(article, [NORWAY, RUSSIA, QUAY, MALI, NOWHERE], [claim]),))


def _features(project: Sample, folder: Path) -> list[dict[str, Any]]:
    geojson.write(project, folder / "graph.geojson")
    found = json.loads((folder / "graph.geojson").read_text("utf-8"))
    assert list(found) == ["type", "features"]
    assert found["type"] == "FeatureCollection"
    features: list[dict[str, Any]] = found["features"]
    return features


@pytest.mark.parametrize("case", CASES)
def test_an_event_is_at_its_place(case: Any, tmp_path: Path) -> None:
    events = [f for f in _features(_sample(case), tmp_path) if f["properties"]["kind"] == "event"]
    expected = [[case[-1].lon, case[-1].lat]] if case[-1] else []
    assert [event["geometry"]["coordinates"] for event in events] == expected


def test_features_keep_to_rfc_7946(tmp_path: Path) -> None:
    features = _features(_sample(CASES[0]), tmp_path)
    places = [f["id"] for f in features if f["properties"]["kind"] == "place"]
    assert places == sorted(e.id for e in (NORWAY, RUSSIA, QUAY, MALI))
    assert len({f["id"] for f in features}) == len(features) == 5
    for feature in features:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert (feature["type"], feature["geometry"]["type"]) == ("Feature", "Point")
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
        assert None not in feature["properties"].values()


def test_shapely_reads_every_feature(tmp_path: Path) -> None:
    shapely = pytest.importorskip("shapely.geometry", reason="needs the extra readers-check")
    points = [shapely.shape(f["geometry"]) for f in _features(_sample(CASES[0]), tmp_path)]
    assert [(QUAY.lon, QUAY.lat)] == [(p.x, p.y) for p in points[-1:]]


def test_an_event_tells_its_evidence(tmp_path: Path) -> None:
    event = _features(_sample(CASES[0]), tmp_path)[-1]["properties"]
    assert event["label"] == "Norway accuses Russia"
    assert event["evidence"] == "Norway did it to Russia."
    assert (event["place"], event["first_date"], event["url"]) == (
        "Quay",
        "2024-03-05",
        "https://news.example/1",
    )


def test_kml_has_its_elements_in_the_order_of_the_standard(tmp_path: Path) -> None:
    kml.write(_sample(CASES[0]), tmp_path / "graph.kml")
    root = etree.parse(tmp_path / "graph.kml").getroot()
    space = "{http://www.opengis.net/kml/2.2}"
    assert root.tag == f"{space}kml"
    order = ["name", "description", "TimeSpan", "styleUrl", "ExtendedData", "Point"]
    marks = list(root.iter(f"{space}Placemark"))
    for mark in marks:
        tags = [str(child.tag).removeprefix(space) for child in mark]
        assert tags == [tag for tag in order if tag in tags]
    styles = {f"#{style.get('id')}" for style in root.iter(f"{space}Style")}
    assert {style.text for style in root.iter(f"{space}styleUrl")} <= styles
    event = marks[-1]
    assert event.findtext(f"{space}Point/{space}coordinates") == "-5.25,61.5"
    assert event.findtext(f"{space}TimeSpan/{space}begin") == "2024-03-05"
    assert all(len(colour.text or "") == 8 for colour in root.iter(f"{space}color"))
