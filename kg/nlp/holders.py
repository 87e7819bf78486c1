"""Of whom a role noun is said: before a name, beside one, or through a verb ("was sworn in as president").

In: a role noun. Out: the heads of the names and pronouns of those who hold the role. Parses of long titles
go wrong often, so neighbouring words count as well as the tree.
"""

from collections.abc import Iterator, Mapping

from kg.model import EntityType
from kg.nlp.mentions import Name
from kg.nlp.syntax import agents, children, is_passive, subjects, with_conjuncts
from kg.nlp.tree import Doc, Token

# "X became president", "X was elected president", "they named X president", "X serves as president"
_BECOMING = frozenset("be become remain".split())
_NAMING = frozenset(
    "elect reelect re-elect appoint name make choose confirm install inaugurate reappoint select declare "
    "proclaim crown designate swear nominate".split()
)
_SERVING = frozenset(
    "serve act work step resign return continue swear inaugurate appoint elect reelect re-elect name confirm "
    "succeed replace reappoint take retire quit remain install start begin".split()
)
_SUCCEEDING = frozenset({"succeed", "replace"})
# "his resignation as president", "her election as mayor"
_TENURES = frozenset(
    "resignation election reelection re-election appointment inauguration tenure term position post job role "
    "retirement return career reappointment removal dismissal stint".split()
)
_OF = frozenset("of for at in from".split())
_JOINERS = frozenset({"CCONJ", "DET", "ADJ", "NOUN", "PROPN", "PART", "NUM"})


def find_holders(noun: Token, last: Token, names: Mapping[int, Name]) -> list[Token]:
    """The heads of the phrases for those who hold the role that the noun names.

    `last` is the role's last word: staff in "chief of staff".
    """
    is_plural = noun.tag_ in ("NNS", "NNPS")  # "Senators X and Y"
    after = _person_at(last.i + 1, noun.sent.end, names)
    if after is not None:
        after = (
            _person_at(after.end, noun.sent.end, names) or after
        )  # one name taken for two: "Kim", "Ju Won"
        head = noun.doc[after.head]
        return list(with_conjuncts(head)) if is_plural else [head]
    found: list[Token] = []
    if noun.dep_ in ("compound", "nmod", "amod") and noun.head.i > noun.i:
        found += with_conjuncts(noun.head) if is_plural else [noun.head]
    found += children(noun, "appos")
    if noun.dep_ == "appos":
        found.append(noun.head)
    found += _beside(noun, last.i + 1, names)
    found += _said_to_be(noun)
    return list({t.i: t for t in found}.values())


def _beside(noun: Token, behind: int, names: Mapping[int, Name]) -> Iterator[Token]:
    """Persons named right after the role's body, or before the comma that sets the role off."""
    doc = noun.doc
    end = noun.sent.end
    # "the head of the army General X", "a spokesman for the UN, X,"
    i = behind
    if i < end and doc[i].lower_ in _OF:
        i = min(i + 2, end)
        while i < end and doc[i].pos_ in _JOINERS and _person_at(i, end, names) is None:
            i += 1
        comma = i < end and doc[i].text == ","
        person = _person_at(i + comma, end, names)
        is_named = doc[i - 1].pos_ in ("NOUN", "PROPN") and doc[i - 1].tag_ != "POS"
        if person is not None and is_named and (not comma or _is_set_off(person.end, doc, end)):
            yield doc[person.head]
            return
    # "X, the former head of"
    if noun.dep_ in ("compound", "nmod", "amod", "poss"):
        return
    i = noun.i - 1
    while i > noun.sent.start and doc[i].pos_ in _JOINERS:
        i -= 1
    if doc[i].text == "," and (before := names.get(i - 1)) is not None and _is_person(before):
        yield doc[before.head]


def _person_at(i: int, end: int, names: Mapping[int, Name]) -> Name | None:
    name = names.get(i) if i < end else None
    return name if name is not None and name.start == i and _is_person(name) else None


def _is_person(name: Name) -> bool:
    return name.entity is not None and name.entity.type is EntityType.PERSON


def _is_set_off(i: int, doc: Doc, end: int) -> bool:
    return i < end and (doc[i].text in (",", ")") or doc[i].is_sent_end or doc[i].pos_ in ("VERB", "AUX"))


def _said_to_be(noun: Token) -> list[Token]:
    """Whom a verb makes the holder: "X became president", "X was sworn in as president"."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "as":
        verb = verb.head
        if verb.lemma_ in _TENURES and verb.pos_ == "NOUN":
            return children(verb, "poss") or (subjects(verb.head) if verb.dep_ == "dobj" else [])
        if verb.dep_ == "prt":
            verb = verb.head
        if verb.lemma_ not in _SERVING:
            return []
    elif noun.dep_ not in ("attr", "oprd") or verb.lemma_ not in _BECOMING | _NAMING:
        return []
    named = [] if is_passive(verb) or agents(verb) else children(verb, "dobj")
    if verb.lemma_ in _SUCCEEDING:
        named = [*named, *subjects(verb)]
    return [t for s in named or subjects(verb) for t in with_conjuncts(s)]
