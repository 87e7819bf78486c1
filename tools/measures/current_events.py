"""Linked names in dated news items (Wikipedia's current events): how many kg finds and links.

A gold link is counted if it names somebody or a place. Its title must be written as a name: Wikipedia writes
every word of a name large, but only the first of "Oil tanker"; the words linked must begin with a capital.
Left out are titles of offices ("President of France"), events, laws, works, machines and the like, by the
words in `current_events.toml`, and titles with figures (years, models), but for those in kg's gazetteer.

What a title means is looked up in kg's gazetteer: without what is in brackets; "Springfield, Ohio" is the
Springfield in Ohio. A link of kg to an entity of its gazetteer is right if that is what the title means; if
it is a country, or its government or forces, and the title means a place, people or body of that country
("Israeli" for "Israeli Ground Forces"); or if all words of one name are among those of the other.

    found      counted links that a mention of kg overlaps
    linked     of these, the mention most alike in extent has an entity of the gazetteer
    precision  of these, those that are right
"""

import logging
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.extraction import Extractor
from kg.gazetteers import Gazetteer, KnownEntity
from kg.gazetteers.names import name_key
from kg.model import Entity, EntityType
from tools.measures.articles import overlapping, read_rows

_log = logging.getLogger(__name__)
_BRACKETS = re.compile(r"\s*\(([^)]*)\)$")
_WORD = re.compile(r"[^\W_]+(?:['’–-][^\W_]+)*")  # "Jae-myung" is one word
_STATE = frozenset({EntityType.COUNTRY, EntityType.GOVERNMENT, EntityType.MILITARY})
_OF_A_STATE = frozenset(EntityType) - {
    EntityType.PERSON,
    EntityType.COMPANY,
    EntityType.PARTY,
    EntityType.MEDIA,
}


def measure(rows: Iterable[Mapping[str, Any]], extractor: Extractor) -> dict[str, float]:
    """The figures of the rows; 0 where there is nothing to count."""
    gazetteer = extractor.gazetteer
    counted = found = linked = right = 0
    for row, record, shift in read_rows(rows, extractor):
        entities = {entity.id: entity for entity in record.entities}
        for link in row["links"]:
            if not is_name(link["text"], link["title"], gazetteer):
                continue
            counted += 1
            over = overlapping(record.mentions, link["start"] + shift, link["end"] + shift)
            if not over:
                _log.debug("%s\tnot found\t%s\t%s", row["id"], link["text"], link["title"])
                continue
            found += 1
            entity = next((entities[m.entity] for m in over if m.entity is not None), None)
            if entity is None or gazetteer.known(entity.id) is None:
                continue
            linked += 1
            if is_right(entity, link["title"], gazetteer):
                right += 1
            else:
                _log.debug("%s\twrong\t%s\t%s\t%s", row["id"], link["text"], link["title"], entity.id)
    return {
        "found": found / counted if counted else 0.0,
        "linked": linked / found if found else 0.0,
        "precision": right / linked if linked else 0.0,
    }


def is_name(text: str, title: str, gazetteer: Gazetteer) -> bool:
    """Whether a link names somebody or a place, as told at the top."""
    bare, inside = _parted(title)
    words = _WORD.findall(bare)
    if not text[:1].isupper() or any(word[0].islower() and word not in _list("small") for word in words):
        return False
    if (inside and _list("bracketed") & set(inside.lower().split())) or _is_office(bare):
        return False
    if gazetteer.candidates(bare):
        return True
    low = [word.lower() for word in words]
    starts = {" ".join(low[:size]) for size in (1, 2)}
    parts = {part for word in low for part in re.split("['’–-]", word)}
    return not (
        any(any(letter.isdigit() for letter in word) for word in words)
        or _list("machines") & starts
        or _list("matters") & parts
    )


def is_right(entity: Entity, title: str, gazetteer: Gazetteer) -> bool:
    """Whether the title means the entity, as told at the top."""
    meant = _meant(title, gazetteer)
    if any(known.entity.id == entity.id for known in meant):
        return True
    bare, inside = _parted(title)
    countries = {
        known.entity.country for known in meant if known.entity.type in _OF_A_STATE and known.entity.country
    }
    named = [match for match in gazetteer.find_names(f"{bare} ({inside})") if match.strong]
    countries |= {
        known.entity.country
        for match in named
        for known in match.candidates
        if known.entity.type is EntityType.COUNTRY
    }
    if entity.type in _STATE and entity.country in countries:
        return True
    own, other = (set(name_key(name).lower().split()) - _list("small") for name in (entity.label, bare))
    return bool(own and other) and (own <= other or other <= own)


def _meant(title: str, gazetteer: Gazetteer) -> tuple[KnownEntity, ...]:
    """Whom a title may mean; of "Springfield, Ohio" those in Ohio."""
    bare, inside = _parted(title)
    if found := gazetteer.candidates(bare):
        return found
    name, _, whole = bare.partition(", ")
    wholes = gazetteer.candidates(whole) if whole else gazetteer.candidates(inside)
    ids = {known.entity.id for known in wholes}
    return tuple(
        known
        for known in gazetteer.candidates(name)
        if known.part_of in ids or f"country-{(known.entity.country or '').lower()}" in ids
    )


def _parted(title: str) -> tuple[str, str]:
    """The title without what is in brackets at its end, and that."""
    found = _BRACKETS.search(title)
    return (title[: found.start()], found[1]) if found else (title, "")


def _is_office(bare: str) -> bool:
    low = bare.lower().replace("-", " ")
    head = low.partition(" of ")[0].partition(" for ")[0]
    return head in _list("offices") or low.split()[-1] in _list("office_ends")


@cache
def _list(name: str) -> frozenset[str]:
    table = tomllib.loads(Path(__file__).with_name("current_events.toml").read_text("utf-8"))
    return frozenset(word.replace("_", " ") for word in table[name].split())
