"""An article -> what is kept of it to tell whether another article is the same telling."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from kg.model import Claim, Entity, PassageKind, Record
from kg.passages import find_credit, find_passages
from kg.relations import load_relations
from kg.stories.names import find_names, meaning_of
from kg.stories.words import find_words, hash_of

if TYPE_CHECKING:
    from datasketch import MinHash

LEAD = 100  # words: news tells at the top what is new
SHINGLE = 3  # words
TEXT_HASHES = 128
LEAD_HASHES = 64

_AGAIN = 0x9E3779B1  # near 2^32 over the golden ratio, and prime
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of one article, some 1,500 bytes. Sets are sorted 32-bit hashes, as bytes.

    `words` counts the words of the prose, or of the headlines where there is nothing else. `text` and
    `lead` are MinHash values: of all runs of three words, and of the content words of the first hundred.
    """

    article: str
    told: str  # equal for identical texts; empty where there is no text
    published: date | None
    agency: str | None
    words: int
    text: bytes
    lead: bytes
    content: bytes  # content words in the lead, as stems
    names: bytes  # names in the lead
    numbers: bytes  # numbers and days in the lead
    facts: bytes  # names, numbers and days in all of the text
    claims: bytes  # actor, relation and recipient of what happened, not of what lasts


def text_origin(text: str) -> str:
    """Equal for two texts that differ only in spaces, case or the form of their characters."""
    words = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def signature(record: Record) -> Signature:
    """The signature of an article, from its text and from what was read in it."""
    article = record.article
    passages = find_passages(article)
    told = [found for found in passages if found.kind is PassageKind.PROSE] or [
        found for found in passages if found.kind is PassageKind.HEADLINE
    ]
    parts = [find_words(article.text, passage.start, passage.end) for passage in told]
    words = [word for part in parts for word in part]
    end = words[LEAD][0] if len(words) > LEAD else len(article.text)
    names = _number(find_names(record, told, parts))
    numbers = _number((start, form.hash) for start, form in words if form.is_number)
    content = {form.stem for start, form in words if form.stem and start < end}
    entities = {entity.id: entity for entity in record.entities}
    happened = [claim for claim in record.claims if claim.relation not in _lasting()]
    return Signature(
        article=article.id,
        told=text_origin(article.text) if words else "",
        published=article.published,
        agency=find_credit(article, passages),
        words=len(words),
        text=_min_hash(_shingles([form.hash for _, form in words]), TEXT_HASHES),
        lead=_min_hash(sorted(content), LEAD_HASHES),
        content=_pack(content),
        names=_pack(name for start, name in names if start < end),
        numbers=_pack(number for start, number in numbers if start < end),
        facts=_pack(fact for _, fact in (*names, *numbers)),
        claims=_pack(_claim_hash(claim, entities) for claim in happened),
    )


@cache
def _lasting() -> frozenset[str]:
    """Relations that every article on somebody tells again: who leads whom, what is part of what."""
    return frozenset(name for name, relation in load_relations().items() if relation.kind == "state")


def _claim_hash(claim: Claim, entities: Mapping[str, Entity]) -> int:
    ends = (str(meaning_of(entities.get(end.entity)) or end.entity) for end in (claim.actor, claim.recipient))
    return hash_of(" ".join((claim.relation, claim.polarity, *ends)))


# Hashes as bytes


def _number(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each hash made another for every time it comes again: two and two are not a set of one."""
    seen: Counter[int] = Counter()
    numbered = []
    for start, value in found:
        numbered.append((start, (value + seen[value] * _AGAIN) & 0xFFFFFFFF))
        seen[value] += 1
    return numbered


def _shingles(hashes: Sequence[int]) -> list[int]:
    """Each run of three words as one hash; the words where there are fewer."""
    values = np.array(hashes, dtype=np.uint64)
    runs = len(values) - SHINGLE + 1
    if runs < 1:
        return list(hashes)
    found = values[:runs]
    for offset in range(1, SHINGLE):
        found = found * _FACTOR + values[offset : offset + runs]
    shingles: list[int] = np.unique(found * _FACTOR >> np.uint64(32)).tolist()
    return shingles


def _min_hash(values: Sequence[int], count: int) -> bytes:
    made = _blank(count)
    made.clear()
    made.update_batch(values)
    return bytes(made.hashvalues.astype("<u4"))


@cache
def _blank(count: int) -> "MinHash":
    from datasketch import MinHash  # slow to load, and only signing needs it

    return MinHash(num_perm=count, hashfunc=int)  # kept, because making its permutations is slow


def _pack(values: Iterable[int]) -> bytes:
    return np.array(sorted(set(values)), dtype="<u4").tobytes()
