"""Who does what a verb says, and to whom, whoever lends the words.

In: a verb. Out: the heads of the phrases in its roles. What they mean, and which pattern they fit, is
`clauses`'.
"""

from dataclasses import dataclass

from kg.nlp.attachment import mislabelled_subject, other_antecedents
from kg.nlp.denotation import Denotation
from kg.nlp.objects import elided_object, objects_of
from kg.nlp.strikes import find_authorities, find_strikers
from kg.nlp.syntax import (
    agents,
    children,
    infinitive_subject,
    is_gerund_object,
    is_passive,
    relativized_object,
    subjects,
    with_conjuncts,
)
from kg.nlp.tree import Token


@dataclass(frozen=True, slots=True)
class Roles:
    """Who does it, to whom; `implied` are objects that another clause lends."""

    passive: bool
    doers: list[Token]
    objects: list[Token]
    implied: list[Token]
    particles: frozenset[str]
    others: list[Token]  # whom else a clause may tell of, if the parser hung it wrong


def find_roles(verb: Token, denotation: Denotation) -> Roles:
    """The verb's roles, worked out once for all its patterns."""
    if is_passive(verb):
        sides_follow = any(p.lower_ == "between" for p in children(verb.head, "prep"))
        # "announced a truce between X and Y, mediated by": not between those who announced it
        told = [verb.head] if verb.dep_ == "acl" and sides_follow else subjects(verb)
        patients = [t for s in told for t in with_conjuncts(s)]
        if verb.dep_ == "acl" and verb.head.dep_ == "attr":  # "Zinder is the oldest town held by X"
            patients += subjects(verb.head.head)
        patients += children(verb, "dobj")  # "was granted asylum by"
        doers = agents(verb) or find_strikers(verb, denotation)
        doers = doers or find_authorities(verb, denotation)
        return Roles(True, doers, patients, [], frozenset(), other_antecedents(verb))
    if is_gerund_object(verb):
        return Roles(False, subjects(verb.head.head), [verb.head], [], frozenset(), [])
    objects = objects_of(verb)
    implied = [] if objects else infinitive_subject(verb) or relativized_object(verb) or elided_object(verb)
    particles = frozenset(c.lower_ for c in children(verb, "prt"))
    doers = subjects(verb) or mislabelled_subject(verb)
    return Roles(False, doers, objects, implied, particles, other_antecedents(verb))
