"""Aleph and other FollowTheMoney tools: entities, links and articles, one a line.

Actors become entities of the FollowTheMoney model, places its addresses with coordinates, and each edge a
link: a Membership, Directorship, Employment or Ownership where the relation and its ends are such, else an
UnknownLink whose role is the relation. `proof` of a link are the articles that tell it. A country is a
PublicBody, since it acts. With `per_claim` each claim is a link.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa

from kg.exporters import Exportable, open_text
from kg.exporters._rows import Value, edge_columns, find_lines
from kg.exporters._tables import find_chunks, take_articles, take_tellings, to_columns
from kg.exporters._xml import without_control
from kg.graph import Graph
from kg.model import EntityType

ENDINGS = (".ftm.json",)

# The schema of each type, and the topic of all of that type.
_SCHEMATA = {
    EntityType.COUNTRY: ("PublicBody", "gov.national"),
    EntityType.REGION: ("Address", None),
    EntityType.CITY: ("Address", None),
    EntityType.PLACE: ("Address", None),
    EntityType.PERSON: ("Person", None),
    EntityType.GOVERNMENT: ("PublicBody", "gov"),
    EntityType.MILITARY: ("PublicBody", "mil"),
    EntityType.ARMED_GROUP: ("Organization", None),
    EntityType.PARTY: ("Organization", "pol.party"),
    EntityType.IGO: ("Organization", "gov.igo"),
    EntityType.ORGANIZATION: ("Organization", None),
    EntityType.COMPANY: ("Company", None),
    EntityType.MEDIA: ("Organization", None),
    EntityType.GROUP: ("LegalEntity", None),
}
_ORGANIZATIONS = frozenset({"Organization", "PublicBody", "Company"})
_LEGAL = _ORGANIZATIONS | {"Person", "LegalEntity"}

# Relation: schema, property and schemata of its actor, property and schemata of its recipient.
_LINKS = {
    "memberOf": ("Membership", "member", _LEGAL, "organization", _ORGANIZATIONS),
    "leads": ("Directorship", "director", _LEGAL, "organization", _ORGANIZATIONS),
    "officialOf": ("Employment", "employee", frozenset({"Person"}), "employer", _ORGANIZATIONS),
    "owns": ("Ownership", "owner", _LEGAL, "asset", frozenset({"Company"})),
}
_ANY = frozenset(schema for schema, _ in _SCHEMATA.values())
_UNKNOWN = ("UnknownLink", "subject", _ANY, "object", _ANY)

# What FollowTheMoney takes as an id ("Entity" type).
_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
_WEB = re.compile(r"https?://[\w.-]+\.\w+(:\d+)?(/\S*)?")


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project as FollowTheMoney entities, one JSON object a line."""
    graph = project.graph()
    found = chain(_find_entities(graph), _find_articles(graph), _find_links(graph, project, per_claim))
    with open_text(path) as stream:
        for entity in found:
            text = json.dumps(entity, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
            stream.write(f"{text}\n")


def safe_id(kind: str, key: str) -> str:
    """The id of an entity, article or link; hashed where the characters of `key` are not allowed."""
    name = f"{kind}-{key}" if kind else key
    return (
        name if _ID.fullmatch(name) else f"{kind or 'entity'}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
    )


def _entity(key: str, schema: str, **values: Any) -> dict[str, Any]:
    """An entity; values that are None are left out, single ones become lists."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in values.items() if value}
    properties = {name: [_text(value) for value in found] for name, found in lists.items()}
    return {"id": key, "schema": schema, "properties": properties}


def _text(value: object) -> str:
    return " ".join(without_control(str(value)).split())


def _find_entities(graph: Graph) -> Iterator[dict[str, Any]]:
    names = ("id", "label", "type", "country", "sector", "wikidata", "lat", "lon")
    for table in find_chunks(graph.tables.nodes):
        for key, label, kind, country, sector, wikidata, latitude, longitude in to_columns(table, *names):
            schema, topic = _SCHEMATA[EntityType(kind)]
            code = country and country.lower()
            values: dict[str, Any] = {"name": label, "wikidataId": wikidata}
            if schema == "Address":
                values |= {"full": label, "country": code}
                values |= {"latitude": _degrees(latitude), "longitude": _degrees(longitude)}
            elif schema == "Person":
                values |= {"country": code, "sector": sector}
            else:
                values |= {"country": code, "sector": sector, "topics": topic}
            yield _entity(safe_id("", key), schema, **values)


def _degrees(value: float | None) -> str | None:
    return None if value is None else repr(value)


def _find_articles(graph: Graph) -> Iterator[dict[str, Any]]:
    """The articles that tell an edge, by number."""
    numbers = np.unique(graph.tables.tellings["article"].to_numpy())
    for start in range(0, len(numbers), 4096):
        table = graph.tables.articles.take(pa.array(numbers[start : start + 4096]))
        for key, title, url, published, publisher in to_columns(table, *table.column_names[:5]):
            values = {"title": title, "publishedAt": published, "publisher": publisher}
            yield _entity(safe_id("article", key), "Article", **values, sourceUrl=_web_address(url))


def _web_address(url: Value) -> str | None:
    return url if isinstance(url, str) and _WEB.fullmatch(url) else None


def _find_links(graph: Graph, project: Exportable, per_claim: bool) -> Iterator[dict[str, Any]]:
    types = to_columns(graph.tables.nodes, "id", "type")
    schemata = {key: _SCHEMATA[EntityType(kind)][0] for key, kind in types}
    columns = edge_columns(per_claim=per_claim)
    lines = find_lines(graph, project.relations, per_claim=per_claim)
    for line, articles in zip(lines, _find_proofs(graph, per_claim=per_claim), strict=True):
        values = dict(zip(columns, line.values, strict=True))
        schema, one, ones, two, twos = _LINKS.get(str(values["relation"]), _UNKNOWN)
        if schemata[line.source] not in ones or schemata[line.target] not in twos:
            schema, one, _, two, _ = _UNKNOWN
        ends = {one: safe_id("", line.source), two: safe_id("", line.target)}
        yield _entity(
            safe_id("claim" if per_claim else "edge", line.id),
            schema,
            **ends,
            role=line.label,
            startDate=values["first_seen"],
            endDate=values["last_seen"],
            summary=values["evidence"],
            recordId=line.id,
            publisher=values["publisher"],
            sourceUrl=_web_address(values["url"]),
            proof=[safe_id("article", article) for article in articles],
        )


def _find_proofs(graph: Graph, *, per_claim: bool) -> Iterator[list[str]]:
    """The ids of the articles of each line, each once, in the order of the claims."""
    for edges in find_chunks(graph.tables.edges):
        articles = take_articles(graph, take_tellings(graph, edges, "article"))
        keys = iter(articles["id"].to_pylist())
        for claims in edges["claims"].to_pylist():
            found = list(islice(keys, claims))
            yield from ([key] for key in found) if per_claim else [list(dict.fromkeys(found))]
