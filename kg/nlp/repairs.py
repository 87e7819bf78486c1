"""Mend slips that the parser makes again and again in news: "A court sentences X" read as one noun phrase.

In: a parsed Doc and the forms of known verbs. Out: the same Doc with other heads, labels and tags where a
repair applies. Each repair asks for a shape that right parses do not have.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kg.nlp.tree import Doc, Token
from kg.nlp.words import load_nouns

_LONGEST = 200  # tokens; what is longer is no sentence, and looking through it again and again takes long
_FINITE = frozenset({"VBZ", "VBP", "VBD"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_WITHIN_NOUN = frozenset({"det", "amod", "compound", "nmod", "poss", "nummod", "quantmod"})
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "parataxis"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_OPENERS = frozenset("as after before while when until since because".split())
_SAYING = frozenset("say report claim announce confirm state".split())
_ATTACKS = frozenset("attack strike assault raid barrage bombardment campaign operation offensive".split())
_KIN = frozenset(
    "wife husband son daughter brother sister mother father spouse partner widow deputy predecessor "
    "successor ally aide".split()
)


@dataclass(slots=True)
class _Tree:
    """Heads and labels of a Doc that may be changed; `write` puts them into the Doc."""

    doc: Doc
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    verbs: dict[int, tuple[str, str]] = field(default_factory=dict)  # token -> tag and lemma, made a verb
    is_changed: bool = False

    @classmethod
    def of(cls, doc: Doc) -> "_Tree":
        return cls(doc, [t.head.i for t in doc], [t.dep_ for t in doc])

    def children(self, i: int, *deps: str) -> list[int]:
        """The children of a token, under these labels if any are given."""
        sent = self.doc[i].sent
        found = (k for k in range(sent.start, sent.end) if self.heads[k] == i and k != i)
        return [k for k in found if not deps or self.deps[k] in deps]

    def attach(self, i: int, head: int, dep: str) -> None:
        """Hang a token on another; on itself, to make it a root."""
        self.heads[i], self.deps[i] = head, dep
        self.is_changed = True

    def replace(self, old: int, new: int) -> None:
        """Put one token where another hangs; the other is left to be attached."""
        self.attach(new, new if self.heads[old] == old else self.heads[old], self.deps[old])

    def write(self) -> None:
        """Change the Doc."""
        for i, (tag, lemma) in self.verbs.items():
            self.doc[i].tag_, self.doc[i].pos_, self.doc[i].lemma_ = tag, "VERB", lemma
        for token, dep in zip(self.doc, self.deps, strict=True):
            token.dep_ = dep
        self.doc.link(self.heads)


def mend_parse(doc: Doc, inflections: Mapping[str, str]) -> None:
    """Apply every repair to the Doc, in place."""
    tree = _Tree.of(doc)
    for sent in doc.sents:
        if len(sent) > _LONGEST:
            continue
        for token in sent:
            for repair in _REPAIRS:
                repair(tree, token, inflections)
    if tree.is_changed:
        tree.write()


def _find_lost_subject(tree: _Tree, verb: Token, _: Mapping[str, str]) -> None:
    """ "A Kenyan court sentences X": the noun before a finite verb without subject is its subject."""
    if verb.tag_ not in _FINITE or verb.pos_ != "VERB":
        return
    if tree.children(verb.i, *_SUBJECTS) or tree.deps[verb.i] not in _CLAUSES:
        return
    before = [k for k in tree.children(verb.i, *_WITHIN_NOUN) if k < verb.i]
    if before and before[-1] == verb.i - 1 and tree.doc[before[-1]].pos_ in _NOUNS:
        _make_subject(tree, before[-1], before[:-1], verb.i)


def _free_verb(tree: _Tree, verb: Token, _: Mapping[str, str]) -> None:
    """ "The council sues Petra Lindqvist": a finite verb taken for a part of the name after it."""
    if (
        verb.tag_ not in _FINITE
        or verb.pos_ != "VERB"
        or tree.deps[verb.i] not in ("compound", "amod", "nmod")
    ):
        return
    noun = tree.heads[verb.i]
    before = [k for k in tree.children(noun) if k < verb.i and tree.deps[k] in _WITHIN_NOUN]
    before = tree.children(verb.i, *_WITHIN_NOUN) or before
    before = [k for k in before if k < verb.i]
    if noun < verb.i or not before or tree.doc[before[-1]].pos_ not in _NOUNS or before[-1] != verb.i - 1:
        return
    if not tree.doc[noun].ent_type_:  # "an appeals court"
        return
    place, dep = tree.heads[noun], tree.deps[noun]
    if dep in _SUBJECTS and place > noun:  # "... arrests X and revokes his visa": the second verb is joined
        tree.replace(place, verb.i)
        tree.attach(place, verb.i, "conj")
        for k in [k for k in tree.children(noun, "cc") if k > noun]:
            tree.attach(k, verb.i, "cc")
    elif dep == "ROOT":
        tree.attach(verb.i, verb.i, "ROOT")
    else:
        return
    tree.attach(noun, verb.i, "dobj")
    for k in [k for k in tree.children(noun, "punct") if k > noun]:
        tree.attach(k, verb.i, "punct")
    _make_subject(tree, before[-1], before[:-1], verb.i)


def _make_verb(tree: _Tree, noun: Token, inflections: Mapping[str, str]) -> None:
    """ "Bulgarian police arrests 35 people" without a verb: the plural noun that heads all is one."""
    lemma = inflections.get(noun.lower_)
    if noun.tag_ not in ("NNS", "NN") or tree.deps[noun.i] != "ROOT" or lemma is None or lemma == noun.lower_:
        return
    after = [k for k in tree.children(noun.i, "appos", "dep", "dobj") if k > noun.i]
    before = [k for k in tree.children(noun.i, *_WITHIN_NOUN) if k < noun.i]
    if not after or not before or before[-1] != noun.i - 1 or tree.doc[before[-1]].pos_ not in _NOUNS:
        return
    if any(tree.doc[k].text in (",", ":", "(", "-", "–") for k in range(noun.i, after[0])):
        return
    tree.verbs[noun.i] = ("VBZ", lemma)
    tree.attach(after[0], noun.i, "dobj")
    _make_subject(tree, before[-1], before[:-1], noun.i)


def _find_lost_object(tree: _Tree, verb: Token, _: Mapping[str, str]) -> None:
    """ "The court sentences former minister X and her son": an apposition to a verb is its object."""
    if verb.tag_ in _FINITE and verb.pos_ == "VERB" and not tree.children(verb.i, "dobj", "ccomp", "attr"):
        for k in tree.children(verb.i, "appos")[:1]:
            if k > verb.i and tree.doc[verb.i + 1].text != ",":
                tree.attach(k, verb.i, "dobj")


def _open_clause(tree: _Tree, verb: Token, _: Mapping[str, str]) -> None:
    """ "leaves as an airstrike kills a guard": what follows "as" is the subject of the verb after it."""
    if verb.tag_ not in _FINITE or tree.deps[verb.i] != "conj" or tree.children(verb.i, *_SUBJECTS):
        return
    head = tree.heads[verb.i]
    if any(head < k < verb.i for k in tree.children(head, "cc")):
        return
    for opener in tree.children(head, "prep"):
        inner = tree.children(opener, "pobj")
        if tree.doc[opener].lower_ in _OPENERS and inner and head < opener < inner[-1] < verb.i:
            if any(
                tree.doc[k].pos_ in ("VERB", "AUX") and tree.heads[k] == head for k in range(opener, verb.i)
            ):
                return
            tree.attach(verb.i, head, "advcl")
            tree.attach(inner[-1], verb.i, _subject_label(tree, verb.i))
            tree.attach(opener, verb.i, "mark")
            return


def _open_report(tree: _Tree, verb: Token, _: Mapping[str, str]) -> None:
    """ "Kabul says nine children were killed": whom it "says" is the subject of the verb joined to it."""
    head = tree.heads[verb.i]
    if (
        tree.deps[verb.i] != "conj"
        or tree.doc[head].lemma_ not in _SAYING
        or tree.children(verb.i, *_SUBJECTS)
    ):
        return
    objects = tree.children(head, "dobj")
    auxiliaries = tree.children(verb.i, "aux", "auxpass")
    if not objects or not auxiliaries or not head < objects[0] < auxiliaries[0]:
        return
    if any(objects[0] < k < verb.i for k in tree.children(head, "cc", "punct")):
        return
    tree.attach(verb.i, head, "ccomp")
    tree.attach(objects[0], verb.i, _subject_label(tree, verb.i))


def _join_compound(tree: _Tree, noun: Token, _: Mapping[str, str]) -> None:
    """ "a missile and drone attack": the last noun is the head, the first shares it with the second."""
    first = tree.heads[noun.i]
    if tree.deps[noun.i] != "conj" or noun.lemma_ not in _ATTACKS or tree.doc[first].tag_ != "NN":
        return
    between = list(range(first + 1, noun.i))
    parts = [tree.deps[k] for k in between]
    if parts not in (["cc", "compound"], ["punct", "conj", "cc", "compound"]) or first > noun.i:
        return
    if not tree.children(first, "det", "amod"):
        return
    if tree.doc[between[-1]].pos_ != "NOUN" or tree.children(noun.i, "det", "amod", "poss"):
        return
    tree.replace(first, noun.i)
    tree.attach(first, noun.i, "nmod")
    tree.attach(between[-1], first, "conj")
    for k in tree.children(first):
        if (k < first and tree.deps[k] in ("det", "amod", "poss", "nummod", "nmod")) or k > noun.i:
            tree.attach(k, noun.i, tree.deps[k])


def _raise_apposition(tree: _Tree, name: Token, _: Mapping[str, str]) -> None:
    """ "the bank's envoy for Peru, Marta Solis": the person is the envoy, not Peru."""
    place = tree.heads[name.i]
    if tree.deps[name.i] != "appos" or name.ent_type_ != "PERSON" or tree.deps[place] != "pobj":
        return
    noun = tree.heads[tree.heads[place]]
    is_other = tree.doc[place].ent_type_ in _PLACES | {"ORG", "NORP"} and tree.doc[place].pos_ in _NOUNS
    if is_other and noun < place and tree.doc[noun].lemma_ in load_nouns().titles:
        tree.attach(name.i, noun, "appos")


def _nest_places(tree: _Tree, place: Token, _: Mapping[str, str]) -> None:
    """ "in Leoben, Styria, Austria": names of places in a row without "and" are not a list."""
    first = tree.heads[place.i]
    if tree.deps[place.i] != "conj" or place.ent_type_ not in _PLACES or first > place.i:
        return
    if tree.doc[first].ent_type_ not in _PLACES:
        return
    chain = [first, place.i]
    while tree.deps[chain[0]] == "conj":
        chain.insert(0, tree.heads[chain[0]])
    while later := tree.children(chain[-1], "conj"):
        chain.append(later[-1])
    sent = tree.doc[place.i].sent
    span = tree.doc[chain[0] : min(chain[-1] + 1, sent.end)]
    is_list = any(tree.children(k, "cc") for k in chain)  # the "and" may hang on any of them
    if not is_list and all(t.ent_type_ in _PLACES or t.text == "," for t in span):
        tree.attach(place.i, first, "appos")


def _list_kin(tree: _Tree, noun: Token, _: Mapping[str, str]) -> None:
    """ "sanctions on X, his wife Y, and Z": a relative of somebody is somebody else."""
    if tree.deps[noun.i] != "appos":
        return
    kin = [noun.i, *tree.children(noun.i, "compound", "nmod")]
    if any(tree.doc[k].lemma_ in _KIN and _is_possessed(tree, k) for k in kin):
        head = tree.heads[noun.i]
        while tree.deps[head] == "appos" and tree.doc[head].ent_type_ == "PERSON":
            head = tree.heads[head]
        tree.attach(noun.i, head, "conj")


def _is_possessed(tree: _Tree, i: int) -> bool:
    return any(tree.doc[k].tag_ == "PRP$" for k in tree.children(i, "poss"))


def _make_subject(tree: _Tree, noun: int, rest: list[int], verb: int) -> None:
    tree.attach(noun, verb, _subject_label(tree, verb))
    for k in rest:
        tree.attach(k, noun, tree.deps[k])


def _subject_label(tree: _Tree, verb: int) -> str:
    return "nsubjpass" if tree.children(verb, "auxpass") else "nsubj"


_REPAIRS: tuple[Callable[[_Tree, Token, Mapping[str, str]], None], ...] = (
    _find_lost_subject,
    _free_verb,
    _make_verb,
    _find_lost_object,
    _open_clause,
    _open_report,
    _join_compound,
    _raise_apposition,
    _nest_places,
    _list_kin,
)
