"""An "it" that stands for no entity: "it is clear that ...", "it rained", "he denied it".

In: the pronoun. Out: yes or no.
"""

from kg.nlp.syntax import children
from kg.nlp.tree import Token
from kg.nlp.words import load_cues

_SEEMING = frozenset("seem appear turn happen follow matter emerge look transpire".split())
# What is said, done or known is what a clause tells, seldom an entity: "he denied it".
_TELLING = frozenset(
    "do say know believe mean deny demand regret admit confirm repeat think explain understand prove doubt "
    "realize realise imagine guess hope".split()
)
_WEATHER = frozenset("rain snow hail thunder freeze drizzle".split())
_MINDS = frozenset(
    "able unable unwilling reluctant happy proud sorry sure confident afraid aware concerned worried "
    "determined responsible loyal".split()
)
_CLAUSES = ("ccomp", "xcomp", "advcl", "csubj", "csubjpass", "acl", "relcl")
_TIMES = frozenset("time day night morning year month week hour minute winter summer spring autumn".split())


def is_dummy(token: Token) -> bool:
    """Whether the "it" only holds a place, or stands for what a clause tells."""
    verb = token.head
    if token.dep_ == "expl":
        return True
    if token.dep_ == "dobj" and verb.lemma_ in _TELLING:
        return True
    if token.dep_ in ("nsubj", "nsubjpass"):
        if verb.lemma_ in _WEATHER:
            return True
        if verb.lemma_ in _SEEMING and (children(verb, "ccomp") or verb.lemma_ in ("matter", "happen")):
            return True
        if verb.lemma_ == "be" and _is_said_of_clause(verb):
            return True
        if verb.lemma_ == "take" and children(verb, "xcomp", "advcl", "ccomp"):  # "it took a day to ..."
            return True
    if token.dep_ == "nsubjpass" and children(verb, *_CLAUSES):
        cues = load_cues()
        if verb.lemma_ in cues.reporting | cues.hedging_verbs | {"expect", "know", "decide", "show"}:
            return bool(children(verb, "ccomp")) or any(
                g.tag_ == "WRB" or g.lower_ == "that" for c in children(verb, *_CLAUSES) for g in c.children
            )
    # "make it hard to", "find it difficult to"
    return token.dep_ in ("nsubj", "dobj") and verb.dep_ in ("ccomp", "ROOT") and _is_made_so(token)


def _is_said_of_clause(verb: Token) -> bool:
    """ "be clear that", "be time to", "be Iran that": what is so comes after."""
    said = children(verb, "acomp", "attr", "advmod", "prep", "oprd")
    after = [c for word in (verb, *said) for c in children(word, *_CLAUSES) if c.i > verb.i]
    if not said:
        return False
    if any(word.lemma_ in _MINDS | load_cues().planning for word in children(verb, "acomp")):
        return False  # "it is willing to withdraw": somebody is
    if children(verb, "acomp") and after:
        return True
    if any(word.lemma_ in _TIMES or word.ent_type_ in ("TIME", "DATE") for word in children(verb, "attr")):
        return True
    return bool(children(verb, "attr")) and any(c.dep_ in ("relcl", "ccomp", "xcomp", "csubj") for c in after)


def _is_made_so(token: Token) -> bool:
    follows = token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "ADJ"
    rest = token.doc[token.i + 2 : token.i + 3]
    return follows and bool(rest) and rest[0].lower_ in ("to", "for", "that") and token.dep_ != "nsubjpass"
