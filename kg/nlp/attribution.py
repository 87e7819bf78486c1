"""Who is quoted or reported as saying what a clause says.

In: a word. Out: the tokens that name the speaker, or none where the article itself speaks.
"""

from kg.nlp.syntax import agents, children, is_passive, subjects
from kg.nlp.tree import Span, Token
from kg.nlp.words import load_cues

_SAYING = frozenset("according per".split())


def find_speaker(token: Token) -> list[Token]:
    """The heads of the phrases that name who says what `token` says; empty for the article itself."""
    below, word = token, token.head
    crossed = False  # out of a clause such as "when it was ...", which seldom hangs on the nearest infinitive
    while below.dep_ != "ROOT":
        crossed = crossed or (below.dep_ == "advcl" and bool(children(below, "nsubj", "nsubjpass")))
        if _reports(word, below) and not (crossed and below.dep_ == "xcomp"):
            return _sayers(word)
        below, word = word, word.head
    # "X, says Ayrault" may hang the saying under what is said
    for child in _tree_above(token):
        for verb in children(child, "parataxis", "ccomp", "advcl"):
            if verb.i > token.i and is_reporting(verb) and not _contains(verb, token) and _is_inverted(verb):
                return children(verb, "nsubj")
    return _according_to(token)


def is_reporting(verb: Token) -> bool:
    """Whether the verb reports what somebody says."""
    return verb.pos_ == "VERB" and verb.lemma_.lower() in load_cues().reporting


def last_sayer(sent: Span) -> list[Token]:
    """Who speaks in a sentence that quotes, for the quotation that goes on in the next one."""
    for verb in sent:
        if is_reporting(verb) and (verb.dep_ == "ROOT" or _is_inverted(verb)) and '"' in sent.text:
            return _sayers(verb)
    # "Iran called it a lie: "..." "
    if any(t.text == ":" and t.i + 1 < sent.end and t.nbor(1).text == '"' for t in sent):
        return _sayers(sent.root) if sent.root.pos_ == "VERB" else []
    return []


def _reports(word: Token, below: Token) -> bool:
    if not is_reporting(word):
        return False
    if below.dep_ in ("ccomp", "parataxis"):
        return True
    if below.dep_ == "xcomp" and word.lemma_ in (
        "claim",
        "deny",
        "admit",
        "say",
        "report",
        "allege",
        "confirm",
    ):
        return True
    if below.dep_ in ("prep", "pcomp") and word.lemma_ in ("accuse", "deny", "denounce"):
        return True
    return below.dep_ in ("dobj",) and word.lemma_ in (
        "deny",
        "claim",
        "confirm",
        "announce",
        "report",
        "admit",
        "allege",
    )


def _sayers(verb: Token) -> list[Token]:
    if is_passive(verb):
        return agents(verb)
    return subjects(verb)


def _tree_above(token: Token) -> list[Token]:
    return [token, *token.ancestors]


def _contains(verb: Token, token: Token) -> bool:
    return verb.is_ancestor(token)


def _is_inverted(verb: Token) -> bool:
    return any(c.dep_ == "nsubj" and c.i > verb.i for c in verb.children) or not children(verb, "mark")


def _according_to(token: Token) -> list[Token]:
    """X in "according to X", anywhere in the clause or the clauses it depends on."""
    for word in _tree_above(token):
        for child in word.children:
            if child.lower_ in _SAYING:
                for prep in [child, *children(child, "prep")]:
                    if objects := children(prep, "pobj"):
                        return objects
    return []
