"""Who is meant by what he is: "the Syrian president", "the crown prince"; and whose country "his country" is.

In: a noun, and whose it is. Out: `Referent`s and entities.
"""

from collections.abc import Callable, Sequence

from kg.gazetteers import Gazetteer
from kg.model import PLACE_TYPES, Entity, EntityType, MentionKind
from kg.nlp.collectives import phrase_start
from kg.nlp.referents import Referent
from kg.nlp.syntax import children
from kg.nlp.tree import Token

_HOMELANDS = frozenset("country nation homeland".split())
# Words before a title that leave its holder in office, as "former" does not.
_STILL = frozenset("incumbent current sitting outgoing embattled longtime long-time reigning".split())

# Titles that a body gives to many at a time.
_OF_MANY = frozenset(
    "official member spokesman spokeswoman spokesperson lawyer attorney adviser advisor aide deputy "
    "ambassador envoy representative commander officer senator lawmaker legislator congressman congresswoman "
    "judge justice general colonel diplomat councillor candidate citizen mp mep".split()
)
_QUALIFIED = frozenset("minister secretary prosecutor".split())  # one of many, unless a word says which


def find_holder(
    noun: Token, owners: Sequence[Referent], holder: Callable[[str, Entity | None], Entity | None]
) -> Referent | None:
    """The holder of the office that the noun names, with the words before it that are its own."""
    if noun.tag_ in ("NNS", "NNPS") or is_predicative(noun) or _is_of_person(owners):
        return None
    role = _role(noun, owners)
    if role.rpartition(" ")[2] in _OF_MANY or (role in _QUALIFIED and not owners):
        return None
    person = holder(role, owners[0].entity if owners else None)
    if person is None:
        return None
    start = min([phrase_start(noun), *(r.start for r in owners if r.start < noun.i)])
    return Referent(person, start, noun.i + 1, MentionKind.NOMINAL)


def _role(noun: Token, owners: Sequence[Referent]) -> str:
    """The words of the office: "foreign minister" in "the Russian foreign minister"."""
    named = {i for r in owners for i in range(r.start, r.end)}
    words = [t for t in noun.doc[phrase_start(noun) : noun.i + 1] if t.i not in named]
    return " ".join(t.lower_ for t in words if t.lower_ not in _STILL).replace(" - ", "-")


def _is_of_person(owners: Sequence[Referent]) -> bool:
    return any(r.entity.type is EntityType.PERSON for r in owners)


def is_predicative(noun: Token) -> bool:
    """Whether a noun says what somebody is, and names nobody: "resigned as minister", "minister Smith"."""
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "ADJ"):
        noun = noun.head
    if noun.dep_ in ("attr", "oprd", "compound", "nmod", "amod"):
        return True
    return noun.dep_ == "pobj" and noun.head.lower_ == "as"


def homeland(
    noun: Token, meaning: Callable[[Token], Sequence[Referent]], gazetteer: Gazetteer
) -> list[Entity]:
    """The country of the one whose country it is: "his country", "Merkel's homeland"."""
    if noun.lemma_.lower() not in _HOMELANDS:
        return []
    owners = [r.entity for child in children(noun, "poss") for r in meaning(child)]
    codes = {e.country for e in owners if e.type not in PLACE_TYPES}
    code = codes.pop() if len(codes) == 1 else None
    home = gazetteer.known(f"country-{code.lower()}") if code else None
    return [home.entity] if home is not None else []
