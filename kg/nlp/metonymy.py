"""Whether a capital or a palace stands for its state: "Moscow said" does, "in Moscow" does not.

In: the head token of the name. Out: yes or no.
"""

from functools import cache

from kg.nlp.syntax import children
from kg.nlp.tree import Token
from kg.nlp.words import load_cues
from kg.relations import Relations

_WITH = frozenset("with against between by".split())
# Nouns of what happens in a city, not of what a state does: "Moscow's streets".
_URBAN = frozenset(
    "street suburb mayor airport district metro square outskirt centre center resident "
    "neighbourhood neighborhood "
    "station university park hospital hotel court police area church mosque stadium police skyline "
    "museum".split()
)
_BEING = frozenset("be lie fall stand sit host see become remain look burn shake suffer awake".split())


@cache
def find_verbal_words(relations: Relations) -> frozenset[str]:
    """Verbs and nouns whose ends are states and people, not places: those of words, not of force."""
    spoken = [r for r in relations.values() if (r.quad or "").startswith("verbal")]
    return frozenset([*(p.verb for r in spoken for p in r.verbs), *(p.noun for r in spoken for p in r.nouns)])


def stands_for_state(token: Token, verbal: frozenset[str]) -> bool:
    """Whether the name with this head acts, or is acted on as a state."""
    while token.dep_ in ("conj", "appos") and token.head.pos_ in ("PROPN", "NOUN"):
        token = token.head
    head = token.head
    lemma = head.lemma_.lower()
    match token.dep_:
        case "nsubj":
            return lemma not in _BEING or bool(children(head, "xcomp", "acomp", "ccomp"))
        case "agent" | "npadvmod":
            return True
        case "dobj" | "nsubjpass" | "dative":
            return lemma in verbal or lemma in load_cues().reporting
        case "poss":
            return lemma not in _URBAN
        case "pobj":
            if head.lower_ in _WITH:
                return True
            governor = head.head
            if head.lower_ in ("on", "of", "from", "to", "for", "at", "toward", "towards"):
                return governor.lemma_.lower() in verbal and governor.lemma_ not in (
                    "visit",
                    "arrive",
                    "trip",
                )
            return False
        case "compound" | "nmod":
            # "Russia-Kyiv talks", "a Washington-Tehran deal"
            return head.lemma_.lower() in verbal and any(t.text in "-–/" for t in token.doc[token.i : head.i])
    return False
