"""Made records by the hundred thousand, as reading news might give them: nothing is parsed for them.

    python -m tests.bench.making FOLDER CLAIMS      a whole project folder: records, graph and store

Ten claims stand in an article, each in a sentence of its own. Some actors are in many claims and most in
few; one in four is a place with a point; one sentence in six has a speaker. Words and names are invented.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from kg.model import (
    Article,
    Claim,
    DatePrecision,
    Entity,
    EntityRef,
    EntityType,
    Evidence,
    Mention,
    MentionKind,
    Modality,
    Participant,
    Polarity,
    Record,
)
from kg.records import Folder, open_folder
from kg.relations import load_relations

CLAIMS_AN_ARTICLE = 10
_CLAIMS_AN_ENTITY = 5  # in 1,300 real articles it is less than one, in 100,000 it would be about that
_BATCH = 1000  # articles
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()
_PUBLISHERS = ("Wire", "Gazette", "Evening Post", "Harbour Radio")


def make_folder(path: Path, claims: int) -> Folder:
    """A project folder with so many claims in its records; graph and store are not made yet."""
    folder = open_folder(path, create=True)
    records = make_records(claims)
    while batch := list(islice(records, _BATCH)):
        folder.add(batch)
    folder.compact()
    return folder


def make_records(claims: int, *, seed: int = 1) -> Iterator[Record]:
    """So many claims in articles; the same for the same seed."""
    chance = random.Random(seed)
    entities = _make_entities(max(20, claims // _CLAIMS_AN_ENTITY), chance)
    relations = sorted(load_relations())
    words = [_make_word(chance, 3) for _ in range(5000)]
    for number in range(claims // CLAIMS_AN_ARTICLE):
        yield _make_record(number, entities, relations, words, chance)


def _make_entities(count: int, chance: random.Random) -> list[Entity]:
    given = [_make_word(chance, 2).title() for _ in range(300)]
    found = []
    for number in range(count):
        country = chance.choice(("FR", "RU", "SY", "US", None))
        name = f"{_make_word(chance, 4)}{number:x}".title()
        if number % 4:
            label = f"{chance.choice(given)} {name}"
            key = f"person-{label.lower().replace(' ', '-')}"
            found.append(Entity(key, label, EntityType.PERSON, country))
        else:
            point = (round(chance.uniform(-60, 70), 4), round(chance.uniform(-180, 180), 4))
            found.append(
                Entity(f"place-{name.lower()}", name, EntityType.CITY, country, None, None, None, *point)
            )
    return found


def _make_word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(syllables))


def _make_record(
    number: int, entities: list[Entity], relations: list[str], words: list[str], chance: random.Random
) -> Record:
    day = date(2020, 1, 1) + timedelta(chance.randrange(2000))
    key = f"made-{number:07}"
    title = f"{' '.join(chance.choices(words, k=5)).capitalize()} {number}"
    parts, size = [title, "\n\n"], len(title) + 2
    seen: dict[str, Entity] = {}
    mentions, claims = [], []
    for place in range(CLAIMS_AN_ARTICLE):
        actor, recipient = entities[int(len(entities) * chance.random() ** 3)], chance.choice(entities)
        speaker = chance.choice(entities) if chance.randrange(6) == 0 else None
        if actor is recipient:
            recipient = entities[(entities.index(actor) + 1) % len(entities)]
        about = " ".join(chance.choices(words, k=8))
        before = f"{actor.label} troubled "
        sentence = f"{before}{recipient.label} over {about}{f', {speaker.label} said' if speaker else ''}."
        ends = ((actor, size), (recipient, size + len(before)))
        for end, start in ends:
            stop = start + len(end.label)
            mentions.append(Mention(start, stop, end.label, MentionKind.NAME, end.type, end.id))
        seen |= {one.id: one for one in (actor, recipient, speaker) if one}
        one, other = (Participant(e.id, e.label, at, at + len(e.label), e.label) for e, at in ends)
        claims.append(
            Claim(
                id=f"{key}-{place}",
                relation=chance.choice(relations),
                actor=one,
                recipient=other,
                topic=chance.choice(words) if chance.randrange(3) == 0 else None,
                polarity=Polarity.NEGATED if chance.randrange(20) == 0 else Polarity.AFFIRMED,
                modality=chance.choice(list(Modality)) if chance.randrange(10) == 0 else Modality.ACTUAL,
                speaker=EntityRef(speaker.id, speaker.label) if speaker else None,
                place=None,
                date=day.isoformat(),
                date_precision=DatePrecision.DAY,
                confidence=round(chance.uniform(0.6, 1), 3),
                evidence=Evidence(size, size + len(sentence), sentence),
            )
        )
        parts += [sentence, " "]
        size += len(sentence) + 1
    article = Article(key, "".join(parts), title, None, day, chance.choice(_PUBLISHERS))
    return Record(article, tuple(seen[one] for one in sorted(seen)), tuple(mentions), tuple(claims))


def main() -> None:
    """Make a folder, with its graph and store."""
    from kg.build import load

    path, claims = Path(sys.argv[1]), int(sys.argv[2])
    make_folder(path, claims)
    load(path).update_store()


if __name__ == "__main__":
    main()
