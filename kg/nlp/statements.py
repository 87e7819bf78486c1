"""Texts that are somebody's own words without quotation marks: a minister's, a government's statement.

In: parsed passages. Out: who speaks, as tokens; whether a text is a statement throughout.
"""

from spacy.tokens import Doc, Token

from kg.model import EntityType
from kg.nlp.attribution import is_reporting
from kg.nlp.syntax import subjects

# Who issues statements, and calls itself "we" in them.
ISSUERS = frozenset(EntityType) - {EntityType.PERSON, EntityType.GROUP, EntityType.CITY, EntityType.PLACE}
_ANSWERS = "(("  # before the words of each in an interview


def introduced(doc: Doc) -> list[Token]:
    """Whose words the next paragraphs are, if this one ends with "the minister said:"."""
    words = [token for token in doc if not token.is_space]
    if not words or words[-1].text != ":":
        return []
    verb = words[-1].sent.root
    return subjects(verb) if is_reporting(verb) else []


def is_statement(text: str) -> bool:
    """Whether nobody is quoted in a text: where it says "we", it is not a reporter who speaks."""
    return not any(mark in text for mark in ('"', "“", "”", _ANSWERS))


def first_subject(doc: Doc) -> list[Token]:
    """Who does what the first sentence of a text tells: in a statement, who issues it."""
    sent = next(iter(doc.sents), None)
    return subjects(sent.root) if sent is not None else []
