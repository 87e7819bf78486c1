"""One parsed article -> its record: names, what phrases mean, sentence by sentence, and the claims.

In: an article and its parsed passages. Out: a `Record`. The order of sentences matters (pronouns); the order
of articles does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.gazetteers import Gazetteer
from kg.model import (
    PLACE_TYPES,
    Article,
    Claim,
    Entity,
    EntityType,
    Mention,
    MentionKind,
    PassageKind,
    Record,
    UnreadVerb,
)
from kg.nlp.anaphora import find_antecedents
from kg.nlp.attribution import find_speaker, last_sayer
from kg.nlp.claims import find_claims
from kg.nlp.clauses import Reader
from kg.nlp.context import Notes, SentenceContext, article_span
from kg.nlp.coreference import WE, Discourse
from kg.nlp.denotation import Denotation
from kg.nlp.matches import Match
from kg.nlp.mentions import Name, find_names, names_by_token
from kg.nlp.metonymy import find_verbal_words, stands_for_state
from kg.nlp.offices import role_phrase
from kg.nlp.partisans import Partisans
from kg.nlp.phrases import is_thing, joined_before
from kg.nlp.pipeline import ParsedPassage
from kg.nlp.protests import find_protests
from kg.nlp.referents import Referent
from kg.nlp.slots import Slots
from kg.nlp.statements import Statements
from kg.nlp.states import States
from kg.nlp.surroundings import find_country
from kg.nlp.terms import Terms
from kg.nlp.timing import settle_headlines
from kg.nlp.tree import Span, Token
from kg.nlp.unread import find_unread
from kg.relations import Relations

_PHRASE_DEPS = frozenset(
    "nsubj nsubjpass dobj pobj appos conj attr poss dative ROOT npadvmod oprd compound amod nmod".split()
)


def read_article(
    article: Article,
    passages: Sequence[ParsedPassage],
    *,
    gazetteer: Gazetteer,
    relations: Relations,
    notes: Notes | None = None,
) -> Record:
    """All that the article says; `notes`, if given, takes how it was read."""
    names = find_names(passages, article.text, gazetteer=gazetteer, published=article.published)
    state = _Article(article, gazetteer, relations, find_verbal_words(relations), notes)
    for passage, found in zip(passages, names, strict=True):
        state.read_passage(passage, found)
    return state.record()


@dataclass(slots=True)
class _Article:
    article: Article
    gazetteer: Gazetteer
    relations: Relations
    verbal: frozenset[str]
    notes: Notes | None
    lead: Referent | None = None
    statements: Statements = field(default_factory=Statements)
    discourse: Discourse = field(default_factory=Discourse)
    entities: dict[str, Entity] = field(default_factory=dict)
    mentions: dict[tuple[int, int, str], Mention] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    told_in_headlines: set[str] = field(default_factory=set)  # ids of claims
    unread: list[UnreadVerb] = field(default_factory=list)

    def read_passage(self, passage: ParsedPassage, found: Sequence[Name]) -> None:
        names, nested = names_by_token(found)
        self.statements.enter(passage.doc, found)
        quoted = self.statements.words(passage.doc)
        denotation = Denotation(
            names=names,
            nested=nested,
            gazetteer=self.gazetteer,
            acts=lambda token: stands_for_state(token, self.verbal),
            pronoun=lambda token: self._pronoun(token, denotation, quoted),
            holder=self._holder,
            context_country=lambda token: find_country(token, names, self.discourse.seen),
            antecedents=lambda token: find_antecedents(token, self.discourse),
            memory={},
        )
        if self.statements.leave(passage.doc, denotation.of):
            quoted = self.statements.words(passage.doc)
        reader = Reader(self.relations, Slots(denotation), self.notes.trace if self.notes else None)
        states = States(self.relations, denotation, self.gazetteer, self.discourse.body, self.discourse.home)
        terms = Terms(self.relations, denotation, self.discourse.bodies, self.article.published)
        partisans = Partisans(self.relations, denotation, self.gazetteer)
        lead = self.lead if passage.spoken else None
        sents = passage.doc.sents
        for i, sent in enumerate(sents):
            self.discourse.sentence += 1
            self._set_speaker(sents, i, denotation, quoted)
            self._notice(sent, passage, denotation)
            titles = list(states.find_matches(sent))
            self._learn_offices(titles)
            matches = [*reader.find_matches(sent), *titles, *partisans.find_matches(sent)]
            matches += terms.find_matches(sent, matches)
            context = SentenceContext(
                *(self.article, passage, sent, denotation, self.relations, self.discourse.speaker),
                *(lead, quoted, self.notes),
            )
            matches += find_protests(context)
            claims = list(find_claims(context, matches))
            self.claims += claims
            if context.is_headline:
                self.told_in_headlines |= {claim.id for claim in claims}
            self._remember(context, matches)
            self.unread += find_unread(context, {m.predicate.i for m in matches})
        if not any(t.i in quoted for t in passage.doc[-1:]):
            self.discourse.speaker = None
        self.lead = self._find_lead(passage, denotation)
        if passage.kind is PassageKind.PROSE:
            self.statements.note(passage.doc, self.article.text, denotation.of)

    def record(self) -> Record:
        """The record of the whole article."""
        used = {m.entity for m in self.mentions.values()}
        for claim in self.claims:
            used |= {claim.actor.entity, claim.recipient.entity}
            used |= {ref.entity for ref in (claim.speaker, claim.place) if ref is not None}
        entities = tuple(self.entities[key] for key in sorted(k for k in used if k is not None))
        mentions = tuple(sorted(self.mentions.values(), key=lambda m: (m.start, -m.end, m.entity or "")))
        claims = tuple(settle_headlines(self.claims, self.told_in_headlines))
        return Record(self.article, entities, mentions, claims, tuple(self.unread))

    def _find_lead(self, passage: ParsedPassage, denotation: Denotation) -> Referent | None:
        """Whom the passage names, if it is no more than an actor's name: it may lead the next one."""
        if passage.whole is None or passage.spoken:
            return None
        found = [r for token in passage.doc if token.dep_ == "ROOT" for r in denotation.of(token)]
        for referent in found:
            name = denotation.names.get(referent.start)
            known = name.known if name is not None else None
            state = self.gazetteer.known(known.stands_for) if known and known.stands_for else None
            entity = state.entity if state is not None else referent.entity
            if entity.type not in PLACE_TYPES - {EntityType.COUNTRY}:
                span = article_span(referent, passage)
                return Referent(entity, referent.start, referent.end, referent.kind, elsewhere=span)
        return None

    # --- who is meant ----------------------------------------------------------------------------------

    def _pronoun(self, token: Token, denotation: Denotation, quoted: frozenset[int]) -> list[Referent]:
        inside = token.i in quoted
        issuer = self.statements.issuer
        if not inside and issuer is not None and token.lower_ in WE:
            return [Referent(issuer, token.i, token.i + 1, MentionKind.PRONOUN)]
        speaker = self.discourse.speaker
        if inside:
            for sayer in find_speaker(token):
                if sayer.i != token.i and sayer.i not in quoted:
                    for referent in denotation.of(sayer):
                        speaker = referent.entity
        found = self.discourse.resolve(token, quoted=inside, speaker=speaker)
        return [Referent(e, token.i, token.i + 1, MentionKind.PRONOUN) for e in found]

    def _holder(self, role: str, of: Entity | None) -> Entity | None:
        learnt = self.discourse.offices
        if of is not None:
            if (role, of.id) in learnt:
                return learnt[role, of.id]
            country = f"country-{of.country.lower()}" if of.country else of.id
            known = self.gazetteer.holder(role, country, self.article.published)
            return known.entity if known else None
        holders = {e.id: e for (r, _), e in learnt.items() if r == role}
        return next(iter(holders.values())) if len(holders) == 1 else None

    def _learn_offices(self, matches: Sequence[Match]) -> None:
        for match in matches:
            if match.relation in ("leads", "officialOf"):
                role = role_phrase(match.predicate, self.relations)
                if role is not None:
                    self.discourse.learn_office(role[0], match.actors[0].entity, match.recipients[0].entity)

    def _set_speaker(
        self, sents: Sequence[Span], i: int, denotation: Denotation, quoted: frozenset[int]
    ) -> None:
        """Whose words a quotation is: told here, in the next sentence, or still the last speaker's."""
        if self.statements.speaker is not None:
            self.discourse.start_quotation(self.statements.speaker)
            return
        sent = sents[i]
        sayers = last_sayer(sent)
        if not sayers and any(t.i in quoted for t in sent) and self.discourse.speaker is None:
            sayers = next((s for later in sents[i + 1 : i + 3] if (s := last_sayer(later))), [])
        for token in sayers:
            for referent in denotation.of(token):
                self.discourse.start_quotation(referent.entity)
                return
        if not any(t.i in quoted for t in sent):
            self.discourse.speaker = None

    # --- what is remembered ----------------------------------------------------------------------------

    def _notice(self, sent: Span, passage: ParsedPassage, denotation: Denotation) -> None:
        """Work out every phrase from left to right, so that each pronoun sees what came before it."""
        for token in sent:
            name = denotation.names.get(token.i)
            is_phrase = token.dep_ in _PHRASE_DEPS or token.tag_ == "PRP" or name is not None
            if not is_phrase or (name is not None and name.head != token.i):
                continue
            found = denotation.of(token)
            plural = token.tag_ == "NNS" or token.lower_ in ("they", "them", "we")
            for referent in found:
                many = plural or (token.tag_ == "NNPS" and referent.entity.type is EntityType.GROUP)
                self.discourse.add(referent.entity, token, is_plural=many)
                self._mention(referent, passage)
                if name is not None and name.kind is MentionKind.NAME:
                    self.discourse.learn_names(token, name.start, referent.entity)
            if not found and is_thing(token):
                self.discourse.add(None, token, is_plural=plural)
            joined = joined_before(token)
            if joined and found:
                both = {r.entity.id: r.entity for t in joined for r in denotation.of(t)}
                self.discourse.add(tuple(both.values()), joined[0], is_plural=True)

    def _mention(self, referent: Referent, passage: ParsedPassage) -> None:
        start, end = article_span(referent, passage)
        entity = referent.entity
        self.entities.setdefault(entity.id, entity)
        mention = Mention(start, end, self.article.text[start:end], referent.kind, entity.type, entity.id)
        self.mentions.setdefault((start, end, entity.id), mention)

    def _remember(self, context: SentenceContext, matches: Sequence[Match]) -> None:
        for match in matches:
            for referent in (*match.actors, *match.recipients):
                self._mention(referent, context.passage)
        for token in context.sent:  # speakers and places are entities too
            for referent in context.denotation.memory.get(token.i, ()):
                self.entities.setdefault(referent.entity.id, referent.entity)
        if context.lead is not None:
            self.entities.setdefault(context.lead.entity.id, context.lead.entity)
