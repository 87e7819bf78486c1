"""Small questions about a dependency tree (ClearNLP labels, as spaCy's English pipelines give).

In: tokens. Out: tokens. Nothing here knows of actors or relations.
"""

from kg.nlp.charges import charged, charging_verb
from kg.nlp.tree import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})

# Verbs whose subject, not object, does what the infinitive says: "Iran promised Iraq to withdraw".
_SUBJECT_CONTROL = frozenset("promise pledge vow threaten".split())

# "accused X of bombing", "stopped X from bombing": the object does what the gerund says.
_GERUND_OF_OBJECT = frozenset({"of", "for", "from", "into", "with"})

_CHARGING = frozenset(
    "accuse suspect convict acquit charge warn blame condemn criticize criticise stop".split()
)

# "They named X minister, replacing Y": whoever is named does what follows.
_FOLLOWING = frozenset({"replace", "succeed"})
_NAMING = frozenset("appoint elect name choose install nominate pick select confirm make hire".split())

_FINITE = frozenset({"VBZ", "VBD", "VBP"})

# After these the gerund is done by the subject even where the verb has an object: "entered X after bombing".
_TIME_PREPOSITIONS = frozenset("after before since while by without in on upon despite besides".split())


def children(token: Token, *deps: str) -> list[Token]:
    """The token's children under these labels, in text order."""
    return [child for child in token.children if child.dep_ in deps]


def with_conjuncts(token: Token) -> list[Token]:
    """The token and all that is joined to it to its right by conjunction.

    In a list of names a parser may take the second for an apposition: "Mali, Chad, Togo and Benin".
    """
    found = []
    rest = [token]
    while rest:  # no recursion: a list may be longer than Python's stack
        one = rest.pop()
        found.append(one)
        joined = children(one, "conj")
        if one.pos_ == "PROPN":
            joined += [c for c in children(one, "appos") if c.pos_ == "PROPN" and _opens_list(c)]
        rest += reversed(joined)
    return found


def _opens_list(name: Token) -> bool:
    return any(children(second, "conj") for second in children(name, "conj"))


def is_gerund_object(token: Token) -> bool:
    """Whether a gerund was taken for an adjective: striking in "denied striking Aleppo"."""
    if token.tag_ != "VBG" or token.dep_ != "amod" or token.head.dep_ != "dobj" or token.head.pos_ != "PROPN":
        return False
    return token.i == token.head.left_edge.i and token.nbor(-1).i == token.head.head.i if token.i else False


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: by its auxiliary, its subject, or as a reduced relative clause."""
    deps = {child.dep_ for child in verb.children}
    if deps & {"nsubjpass", "auxpass", "csubjpass"}:
        return True
    if "agent" in deps:
        return True
    if verb.tag_ != "VBN" or any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children):
        return False
    if verb.dep_ == "conj" and not deps & SUBJECTS:
        return is_passive(verb.head)
    return verb.dep_ in ("acl", "advcl", "pcomp", "amod") and "dobj" not in deps


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The heads of the noun phrases that are the verb's subject, by control where it has none of its own.

    For a passive these are what it is done to. Relative pronouns are replaced by their antecedent.
    """
    if depth > 8:
        return []
    own = children(verb, "nsubj", "nsubjpass")
    if own:
        return [t for s in own for t in antecedent(s)]
    head = verb.head
    match verb.dep_:
        case "conj" if head.pos_ in ("VERB", "AUX") or head.dep_ in (
            "pcomp",
            "acl",
            "relcl",
            "xcomp",
            "ccomp",
        ):
            if head.dep_ == "acl" and verb.tag_ in _FINITE:  # "killed a man named X and hurt Y"
                head = next((a for a in head.ancestors if a.tag_ in _FINITE), head)
            return subjects(head, depth + 1)
        case "conj" if verb.tag_ in _FINITE and head.pos_ in ("NOUN", "PROPN"):
            # "kills three people and injures ten": the parser may join a verb to the noun before it
            above = next((t for t in head.ancestors if t.pos_ in ("VERB", "AUX")), None)
            return subjects(above, depth + 1) if above is not None and above.tag_ in _FINITE else []
        case "xcomp" | "ccomp" | "oprd":
            return controller(verb, head, depth)
        case "advcl" if head.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
            named = children(head, "dobj") if verb.lemma_ in _FOLLOWING and head.lemma_ in _NAMING else []
            return named or subjects(head, depth + 1)
        case "acl" | "relcl":
            if any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children):  # "a plan to withdraw"
                return owner_clause(head, depth)
            return [named_by(head), *event_doers(head, depth)]
        case "pcomp":
            return _subject_of_gerund(head, depth)
        case "acomp" | "prep" | "advmod" | "dep":
            return subjects(head, depth + 1)
    return []


def controller(verb: Token, head: Token, depth: int) -> list[Token]:
    """Who does the infinitive `verb` under `head`: its object ("told X to go") or its subject."""
    if head.pos_ == "ADJ" or head.dep_ == "acomp":
        return subjects(head.head if head.dep_ == "acomp" else head, depth + 1)
    objects = children(head, "dobj", "dative")
    if objects and head.lemma_ not in _SUBJECT_CONTROL and verb.i > objects[0].i:
        return objects
    if verb.dep_ == "xcomp" and not objects:
        # "called on X to go": the one asked stands after a preposition.
        for prep in children(head, "prep"):
            if prep.lower_ in ("on", "upon", "for", "to") and head.lemma_ in ("call", "appeal"):
                return children(prep, "pobj")
    return subjects(head, depth + 1)


def owner_clause(noun: Token, depth: int = 0) -> list[Token]:
    """Who does what "a plan to ..." says: the possessor, or the subject of the verb it is object of."""
    owners = children(noun, "poss")
    if owners:
        return owners
    verb = noun.head
    if noun.dep_ in ("dobj", "attr", "nsubjpass", "pobj") and depth < 8:
        if verb.dep_ == "prep":
            verb = verb.head
        if verb.pos_ in ("VERB", "AUX"):
            return agents(verb) if noun.dep_ == "nsubjpass" else subjects(verb, depth + 1)
    return [noun]


def event_doers(noun: Token, depth: int = 0) -> list[Token]:
    """Who does the event that a noun names, where a verb tells: "they wage a war aimed at capturing X".

    Follows "this war is a total war" back to the verb that the same noun was the object of.
    """
    verb = noun.head
    if noun.dep_ == "attr" and verb.lemma_ == "be" and depth < 8:
        for subject in children(verb, "nsubj"):
            if subject.lemma_ == noun.lemma_:
                earlier = (t for t in noun.sent if t.i < subject.i and t.lemma_ == noun.lemma_)
                return [d for t in earlier if t.dep_ == "dobj" for d in subjects(t.head, depth + 1)]
    if noun.dep_ == "dobj" and noun.pos_ == "NOUN" and depth < 8:
        return subjects(verb, depth + 1)
    return []


def _subject_of_gerund(prep: Token, depth: int) -> list[Token]:
    while prep.dep_ == "conj" and prep.head.dep_ == "pcomp":  # "of arming X and of sending Y"
        prep = prep.head.head
    governor = prep.head
    is_charged = governor.dep_ in ("dobj", "nsubjpass") and governor.head.lemma_ in _CHARGING
    if is_charged and prep.lower_ in _GERUND_OF_OBJECT:  # "accused the powers of giving in"
        return [governor]
    if governor.pos_ in ("NOUN", "PROPN"):
        charging = charging_verb(prep)
        if charging is not None:  # "sentenced X to ten years for killing", "held X on charges of bribing"
            return [t for c in charged(charging) for t in antecedent(c)]
        owners = children(governor, "poss")
        return owners or owner_clause(governor, depth)
    if prep.lower_ in _GERUND_OF_OBJECT and prep.lower_ not in _TIME_PREPOSITIONS:
        objects = children(governor, "dobj", "nsubjpass")
        if objects:
            return [t for o in objects for t in antecedent(o)]
        if governor.tag_ == "VBN" and governor.dep_ == "acl":
            return [governor.head]
    return subjects(governor, depth + 1)


def named_by(noun: Token) -> Token:
    """The name that an apposition describes: Lee in "Ann Lee, a reporter who ..."; else the noun itself."""
    is_description = noun.dep_ == "appos" and noun.pos_ == "NOUN" and noun.head.pos_ == "PROPN"
    return noun.head if is_description else noun


def antecedent(token: Token) -> list[Token]:
    """What a relative pronoun stands for; any other token stands for itself."""
    if token.tag_ in ("WDT", "WP", "WP$") or (token.lower_ == "that" and token.dep_ in SUBJECTS | {"dobj"}):
        for ancestor in token.ancestors:
            if ancestor.dep_ == "relcl":
                return [named_by(ancestor.head)]
            if ancestor.dep_ not in ("conj", "xcomp", "ccomp", "prep", "pcomp") and token.tag_ != "WP$":
                break
    return [token]


def agents(verb: Token) -> list[Token]:
    """What follows "by" in a passive."""
    found = [obj for agent in children(verb, "agent") for obj in children(agent, "pobj", "pcomp")]
    if not found and verb.dep_ != "conj":
        for prep in children(verb, "prep"):
            if prep.lower_ == "by":
                found += [obj for obj in children(prep, "pobj") if obj.ent_type_ not in ("DATE", "TIME")]
    return found or _displaced_agents(verb)


# Between a passive and its agent, where parsers hang the agent: "barred from running by the court".
_BETWEEN = frozenset("from in on at to into during for as with".split())


def _displaced_agents(verb: Token) -> list[Token]:
    """The agent where it hangs on a word between: "barred from running by the court", "given a loan by"."""
    last = next((c for c in reversed(list(verb.rights)) if c.dep_ == "dobj" or c.lower_ in _BETWEEN), None)
    if last is None:
        return []
    inner = [last] if last.dep_ == "dobj" else children(last, "pobj", "pcomp")
    while inner:
        for prep in children(inner[0], "prep"):
            if prep.lower_ == "by":
                return [obj for obj in children(prep, "pobj") if obj.ent_type_ not in ("DATE", "TIME")]
        inner = [o for p in children(inner[0], "prep") for o in children(p, "pobj")][-1:]
    return []


def relativized_object(verb: Token) -> list[Token]:
    """The antecedent, where the verb's object was left out: "a resolution that Egypt helped draft"."""
    top = verb
    while top.dep_ in ("xcomp", "ccomp", "conj") and top.head.dep_ in ("relcl", "xcomp", "ccomp"):
        top = top.head
    if children(verb, "dobj", "attr", "acomp", "xcomp"):
        return []
    if top.dep_ == "ccomp":
        return _set_off(top)
    if top.dep_ != "relcl":
        return []
    fillers = [c for c in top.children if c.tag_ in ("WDT", "WP") or c.lower_ == "that"]
    if any(t.tag_ == "WP$" for t in top.subtree):  # "Damascus, whose forces are closing in"
        return []
    if any(c.dep_ in ("nsubj", "nsubjpass") for c in fillers):
        return []
    return [top.head] if children(top, "nsubj") else []


def _set_off(verb: Token) -> list[Token]:
    """The noun before a clause set off by dashes or commas, which parsers take for a complement.

    "voted on a resolution - that Egypt drafted -" tells what Egypt drafted.
    """
    for mark in children(verb, "mark"):
        if mark.lower_ == "that" and mark.i >= 2 and mark.nbor(-1).is_punct and mark.nbor(-2).pos_ == "NOUN":
            return [mark.nbor(-2)]
    return []


def infinitive_subject(verb: Token) -> list[Token]:
    """The subject of the clause under the verb: Ethiopia in "urged Ethiopia to let aid in"."""
    for child in children(verb, "ccomp", "xcomp"):
        has_to = any(c.tag_ == "TO" for c in child.children)
        is_modal = any(c.tag_ == "MD" for c in child.children)  # "warned that Israel will respond"
        if has_to or (child.tag_ in ("VB", "VBG") and not is_modal):
            own = children(child, "nsubj", "nsubjpass")
            if own:
                return own
    return []


def that_subject(verb: Token) -> list[Token]:
    """The subject of the that-clause under the verb: Israel in "demanded that Israel withdraw"."""
    clauses = children(verb, "ccomp")
    for noun in children(verb, "dobj"):  # "repeated its demand that Israel withdraw"
        clauses += [
            c for c in children(noun, "acl", "ccomp") if any(m.lower_ == "that" for m in children(c, "mark"))
        ]
    return [s for clause in clauses for s in children(clause, "nsubj", "nsubjpass")]


def has_infinitive(verb: Token) -> bool:
    """Whether an infinitive with "to" depends on the verb."""
    return any(
        c.dep_ in ("xcomp", "ccomp", "advcl") and any(g.tag_ == "TO" for g in c.children)
        for c in verb.children
    )
