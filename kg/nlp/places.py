"""What lies in what, as neighbouring names state it: "Sargodha, Pakistan", "the Syrian city of Aleppo".

In: the names of a sentence and the nouns for kinds of place. Out: `Match`es of locatedIn and capitalOf.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.model import PLACE_TYPES, EntityType, MentionKind
from kg.nlp.denotation import Denotation
from kg.nlp.matches import Match
from kg.nlp.mentions import Name
from kg.nlp.referents import referent_of
from kg.nlp.tree import Doc, Token

# Words that may stand between a place and what it lies in: "a village in the northern province of".
_PLACE_WORDS = frozenset(
    "the a an city village town district suburb neighbourhood neighborhood area region province state camp "
    "northern southern eastern western central north south east west northeastern northwestern southeastern "
    "southwestern northeast northwest southeast southwest governorate island port capital".split()
)
_RANKS = {EntityType.PLACE: 0.0, EntityType.CITY: 1.0, EntityType.REGION: 2.0, EntityType.COUNTRY: 3.0}
# What may stand between a place and what it lies in, place words aside.
_JOINTS = ([","], ["in"], [",", "in"], ["of"])
_AT = frozenset("in at near from to outside around on of across".split())
_AND = frozenset({"and", "or", "&", "as"})
# Of two places of one rank, the first lies in the second if that has so many times its people.
_FAR_LARGER = 3
_A_LITTLE = 0.1  # "Bari Region, Puntland": a name that says what it is lies in one that need not
_LIST = 4  # names that an "and" ends: of three, two may be a pair, "in Leoben, Styria and Linz"
_WIDEST_JOINT = 2  # ", and"
# Regions within regions.
_SMALL_REGIONS = frozenset("county district raion territory prefecture commune municipality canton".split())


def find_kinds_of_place(noun: Token, denotation: Denotation) -> Iterator[Match]:
    """ "Syria's second city, Aleppo", "the Syrian city of Aleppo", "Damascus, the Syrian capital"."""
    if noun.lemma_ not in _PLACE_WORDS or noun.pos_ != "NOUN":
        return
    relation = "capitalOf" if noun.lemma_ == "capital" else "locatedIn"
    named = [noun, noun.head] if noun.dep_ == "appos" else [noun]
    inside = [r for t in named for r in denotation.of(t) if r.entity.type in PLACE_TYPES]
    for place in inside:
        for whole in denotation.modifiers(noun):
            is_around = whole.entity.type in PLACE_TYPES and whole.entity.id not in {
                r.entity.id for r in inside
            }
            if is_around and place.entity.country in (None, whole.entity.country):
                yield Match(relation, noun, (place,), (whole,), None, noun)


def find_containment(names: Sequence[Name], doc: Doc) -> Iterator[Match]:
    """ "Sargodha, Pakistan", "Palmyra in the Homs governorate": names in a row, each within the next."""
    end = -1  # of the last pair: "in Kuressaare, Saaremaa, Estonia"
    listed = _find_lists(names, doc)
    for k, (first, second) in enumerate(pairwise(names)):
        a, b = first.entity, second.entity
        if a is None or b is None or a.type not in PLACE_TYPES or b.type not in PLACE_TYPES or a.id == b.id:
            continue
        if MentionKind.DEMONYM in (first.kind, second.kind) or a.type is EntityType.COUNTRY:
            continue
        if first.start in listed and b.type is not EntityType.COUNTRY:
            continue
        between = [
            t.lower_ for t in doc[first.end : second.start] if t.lower_ not in _PLACE_WORDS - {"capital"}
        ]
        if between == ["in"] and doc[second.head].dep_ in ("compound", "amod", "nmod"):
            continue  # "Freedom Square in the US capital"
        if between not in _JOINTS or (a.country and b.country and a.country != b.country):
            continue
        small, large = _rank(first, doc), _rank(second, doc)
        if small > large or _is_list(first, second, doc):
            continue
        if between == [","] and small == large:
            begins = end == first.start or doc[max(0, first.start - 1)].lower_ in _AT
            if not (begins and _is_within(first, second, names[k + 2 :], doc)):
                continue
        head, end = doc[first.head], second.start
        yield Match("locatedIn", head, (referent_of(first),), (referent_of(second),), None, head)


def _find_lists(names: Sequence[Name], doc: Doc) -> set[int]:
    """Where the names start that stand in a list of four or more: "Maine, New York, Ohio and Texas"."""
    listed: set[int] = set()
    run: list[int] = []
    for k, name in enumerate(names):
        gap = [t.lower_ for t in doc[names[k - 1].end : name.start]] if k else []
        joint = [word for word in gap if word != ","]
        if not gap or len(gap) > _WIDEST_JOINT or (joint and joint[0] not in _AND) or len(joint) > 1:
            run = [name.start]
            continue
        run.append(name.start)
        if joint and len(run) >= _LIST:
            listed |= set(run)
    return listed


def _is_list(first: Name, second: Name, doc: Doc) -> bool:
    """Whether two names are told side by side: "Aleppo, Homs and Hama provinces"."""
    joined = doc[second.head].head.i == first.head and doc[second.head].dep_ == "conj"
    is_part = first.entity is not None and first.entity.country is not None
    if is_part and second.entity is not None and second.entity.type is EntityType.COUNTRY:
        return False  # "in Paris, France, and Rome"
    return joined and any(c.dep_ == "cc" for c in doc[second.head].children)


def _is_within(first: Name, second: Name, rest: Sequence[Name], doc: Doc) -> bool:
    """Whether two places of one rank are part and whole: "in Pilar, Olinda, Brazil", "in Soho, London"."""
    for name in rest:
        gap = [t.lower_ for t in doc[second.end : name.start]]
        if gap != [","] or name.entity is None or name.entity.type not in PLACE_TYPES:
            break
        # "in Soho, London, England", but "in Maine, Vermont, Ohio"
        return _rank(name, doc) > _rank(second, doc) and not _goes_on(name.end, doc)
    if _goes_on(second.end, doc):
        return False
    people = [name.known.population if name.known is not None else 0 for name in (first, second)]
    return people[1] > _FAR_LARGER * people[0]


def _goes_on(end: int, doc: Doc) -> bool:
    """Whether a list goes on here: "in Texas, Florida and Illinois"."""
    after = [t.lower_ for t in doc[end : end + 2]]
    return bool(after) and (after[0] in _AND or (after[0] == "," and (after[-1] in _AND)))


def _rank(name: Name, doc: Doc) -> float:
    assert name.entity is not None
    last = doc[name.end - 1].lower_
    if last in _SMALL_REGIONS:
        return 1.5
    return _RANKS[name.entity.type] - (_A_LITTLE if name.end - name.start > 1 and last in _PLACE_WORDS else 0)
