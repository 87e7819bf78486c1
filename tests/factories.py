"""Short ways to make articles, claims, records and graphs. Offsets are found in the text, never counted."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kg.graph import Graph, build_graph
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
    UnreadVerb,
)
from kg.relations import Relation, load_relations

_RELATIONS = load_relations()

NORWAY = Entity("country-no", "Norway", EntityType.COUNTRY, "NO", None, "Q20", 3144096, 62.0, 10.0)
RUSSIA = Entity("country-ru", "Russia", EntityType.COUNTRY, "RU", None, "Q159", 2017370, 60.0, 100.0)
MALI = Entity("country-ml", "Mali", EntityType.COUNTRY, "ML", None, "Q912", 2453866, 18.0, -2.0)
SAO_TOME = Entity("country-st", "São Tomé & Príncipe", EntityType.COUNTRY, "ST")
BRIDGE_FRONT = Entity("armed-bridge-front", 'The "Bridge" Front', EntityType.ARMED_GROUP, "ML", "REB")
ODA_LIND = Entity("person-oda-lind", "Oda Lind", EntityType.PERSON, "NO", "GOV")
HARBOUR = Entity("place-old-harbour", "Old Harbour", EntityType.PLACE, "NO")


def make_article(text: str, **fields: object) -> Article:
    """An article known by its text; keyword arguments are fields of Article."""
    fields.setdefault("id", hashlib.sha256(text.encode(errors="replace")).hexdigest()[:12])
    return Article(text=text, **fields)  # type: ignore[arg-type]


def make_claim(
    article: Article,
    sentence: str,
    actor: Entity,
    relation: str,
    recipient: Entity,
    *,
    actor_text: str | None = None,
    recipient_text: str | None = None,
    topic: str | None = None,
    polarity: Polarity = Polarity.AFFIRMED,
    modality: Modality = Modality.ACTUAL,
    speaker: Entity | None = None,
    place: Entity | None = None,
    date: str | None = None,
    precision: DatePrecision | None = None,
    confidence: float = 0.9,
) -> Claim:
    """A claim read in `sentence`, which must stand in the article; mentions are the labels unless told."""
    start = article.text.index(sentence)
    when = date or (article.published.isoformat() if article.published else None)
    return Claim(
        id=f"{article.id}-{start}-{actor.id}-{relation}-{recipient.id}",
        relation=relation,
        actor=_participant(article, sentence, actor, actor_text or actor.label),
        recipient=_participant(article, sentence, recipient, recipient_text or recipient.label),
        topic=topic,
        polarity=polarity,
        modality=modality,
        speaker=EntityRef(speaker.id, speaker.label) if speaker else None,
        place=EntityRef(place.id, place.label) if place else None,
        date=when,
        date_precision=precision or (DatePrecision.DAY if when else None),
        confidence=confidence,
        evidence=Evidence(start, start + len(sentence), sentence),
    )


def _participant(article: Article, sentence: str, entity: Entity, text: str) -> Participant:
    start = article.text.index(text, article.text.index(sentence))
    return Participant(entity.id, entity.label, start, start + len(text), text)


def make_record(article: Article, entities: Iterable[Entity], claims: Iterable[Claim] = ()) -> Record:
    """A record whose mentions are the ends of its claims."""
    known = {entity.id: entity for entity in entities}
    claims = tuple(claims)
    ends = {(end.start, end.end): end for claim in claims for end in (claim.actor, claim.recipient)}
    mentions = tuple(
        Mention(end.start, end.end, end.text, MentionKind.NAME, known[end.entity].type, end.entity)
        for _, end in sorted(ends.items())
    )
    return Record(article, tuple(known[key] for key in sorted(known)), mentions, claims)


def tell(day: str | None, actor: Entity, relation: str, recipient: Entity, **options: object) -> Record:
    """One claim in an article of its own, published by Plain Wire on a day.

    `copy` makes the words of the article others; `id`, `url` and `publisher` are the article's, the rest
    the claim's.
    """
    text = f"{actor.label} {relation} {recipient.label} {options.pop('copy', '')}."
    own = {name: options.pop(name) for name in ("id", "url") if name in options}
    publisher = options.pop("publisher", "Plain Wire")
    told = make_article(text, published=day and date.fromisoformat(day), publisher=publisher, **own)
    claim = make_claim(told, text, actor, relation, recipient, **options)  # type: ignore[arg-type]
    others = [one for one in (options.get("speaker"), options.get("place")) if isinstance(one, Entity)]
    return make_record(told, [actor, recipient, *others, NORWAY, RUSSIA, MALI], [claim])


def make_graph(records: Iterable[Record]) -> Graph:
    """The graph of some records, with kg's own relations."""
    return build_graph(records, _RELATIONS)


@dataclass(frozen=True)
class Sample:
    """A small project that looks like a loaded folder, with every case that a file or view must bear."""

    kept: tuple[Record, ...]
    base: str = "https://kg.example/"
    relations: Mapping[str, Relation] = field(default_factory=lambda: _RELATIONS)

    def records(self) -> Iterable[Record]:
        return iter(self.kept)

    def graph(self) -> Graph:
        return make_graph(self.kept)


def sample() -> Sample:
    """Three articles: markup, quotation marks, accents, formulas and terminal codes in their texts."""
    return Sample((_harbour_record(), _signals_record(), _odd_record()))


def _harbour_record() -> Record:
    first = 'Norway & Russia: "talks" <soon>'
    accuses = "Norway accused Russia of jamming signals near the Old Harbour on Sunday."
    denies = "Norway did not expel Russia, said Oda Lind."
    plans = "Norway will sanction Russia next month."
    article = make_article(
        "\n\n".join([first, f"{accuses} {denies} {plans}"]),
        title=first,
        url="https://news.example/harbour?a=1&b=2",
        published=date(2024, 3, 4),
        publisher="Harbour Gazette",
    )
    claims = [
        make_claim(article, first, NORWAY, "talksWith", RUSSIA, modality=Modality.HEDGED),
        make_claim(
            article, accuses, NORWAY, "accuses", RUSSIA, topic="jamming", place=HARBOUR, date="2024-03-03"
        ),
        make_claim(article, denies, NORWAY, "expels", RUSSIA, polarity=Polarity.NEGATED, speaker=ODA_LIND),
        make_claim(
            article,
            plans,
            NORWAY,
            "sanctions",
            RUSSIA,
            modality=Modality.PLANNED,
            date="2024-04",
            precision=DatePrecision.MONTH,
        ),
    ]
    record = make_record(article, [NORWAY, RUSSIA, ODA_LIND, HARBOUR], claims)
    start = article.text.index(plans)
    unread = UnreadVerb("eye", NORWAY.id, RUSSIA.id, start, start + len(plans))
    return Record(record.article, record.entities, record.mentions, record.claims, (unread,))


def _signals_record() -> Record:
    again = "Norway again accused Russia, and São Tomé & Príncipe condemned Norway."
    attacks = 'The "Bridge" Front attacked Mali in March, Russia said.'
    article = make_article(
        f"Signals lost\n\n{again} {attacks}",
        title="Signals lost",
        published=date(2024, 3, 11),
        publisher="Plain Wire",
    )
    claims = [
        make_claim(article, again, NORWAY, "accuses", RUSSIA),
        make_claim(article, again, SAO_TOME, "condemns", NORWAY, recipient_text="Norway", confidence=0.75),
        make_claim(
            article,
            attacks,
            BRIDGE_FRONT,
            "attacks",
            MALI,
            speaker=RUSSIA,
            date="2024-03",
            precision=DatePrecision.MONTH,
        ),
    ]
    return make_record(article, [NORWAY, RUSSIA, SAO_TOME, BRIDGE_FRONT, MALI], claims)


def _odd_record() -> Record:
    aids = "=Norway aids\tMali\x1b[31m with \u202egrain\u202c;\x07 \u4e2d\u6587."
    article = make_article(aids)
    return make_record(article, [NORWAY, MALI], [make_claim(article, aids, NORWAY, "aids", MALI)])
