"""Whose words stand where: in quotation marks, or without them in a minister's or government's statement.

In: parsed passages in order. Out: the tokens that are somebody's words, who speaks, and who "we" is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.model import Entity, EntityType, MentionKind
from kg.nlp.attribution import is_reporting
from kg.nlp.mentions import Name
from kg.nlp.referents import Referent
from kg.nlp.syntax import subjects
from kg.nlp.tree import Doc, Token

# Who issues statements, and calls itself "we" in them.
_ISSUERS = frozenset(EntityType) - {EntityType.PERSON, EntityType.GROUP, EntityType.CITY, EntityType.PLACE}
_ANSWERS = "(("  # before the words of each in an interview
Meaning = Callable[[Token], Sequence[Referent]]


@dataclass(slots=True)
class Statements:
    """What one article has shown of statements; goes through its passages."""

    speaker: Entity | None = None  # whose words paragraphs without quotation marks are
    issuer: Entity | None = None  # who is "we" in a text that is a statement throughout

    def enter(self, doc: Doc, found: Sequence[Name]) -> None:
        """A statement ends where its speaker is named, or somebody is quoted."""
        told = {name.entity.id for name in found if name.entity is not None}
        if self.speaker is not None and (self.speaker.id in told or quoted_tokens(doc)):
            self.speaker = None

    def leave(self, doc: Doc, meaning: Meaning) -> bool:
        """Whether it ends since the passage tells what its speaker did: "The minister then left"."""
        found = (r for token in _first_subject(doc) for r in meaning(token)) if self.speaker else ()
        ends = any(r.entity == self.speaker and r.kind is not MentionKind.PRONOUN for r in found)
        self.speaker = None if ends else self.speaker
        return ends

    def words(self, doc: Doc) -> frozenset[int]:
        """The tokens that are somebody's words: those in quotation marks, or all of a statement's."""
        return quoted_tokens(doc) if self.speaker is None else frozenset(range(len(doc)))

    def note(self, doc: Doc, text: str, meaning: Meaning) -> None:
        """Take in a passage: its end may introduce a speaker ("the minister said:"), its start an issuer.

        Where an article quotes anybody, a reporter writes it, and "we" is nobody's outside the quotations.
        """
        for token in _introduced(doc):
            self.speaker = next((r.entity for r in meaning(token)), None)
        if self.issuer is None and not any(mark in text for mark in ('"', "“", "”", _ANSWERS)):
            found = (r.entity for token in _first_subject(doc) for r in meaning(token))
            self.issuer = next((e for e in found if e.type in _ISSUERS), None)


def _introduced(doc: Doc) -> list[Token]:
    last = next((doc[i] for i in range(len(doc) - 1, -1, -1) if not doc[i].is_space), None)
    if last is None or last.text != ":":
        return []
    verb = last.sent.root
    return subjects(verb) if is_reporting(verb) else []


def _first_subject(doc: Doc) -> list[Token]:
    sent = doc.sents[0] if doc.sents else None
    return subjects(sent.root) if sent is not None else []


def quoted_tokens(doc: Doc) -> frozenset[int]:
    """Tokens between double quotation marks; a mark left open counts to the passage's end."""
    inside = False
    quoted: set[int] = set()
    for token in doc:
        if token.text in ('"', "``", "''"):
            inside = not inside
        elif inside:
            quoted.add(token.i)
    return frozenset(quoted)
