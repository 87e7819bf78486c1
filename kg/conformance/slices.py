"""A store of RDF in slices that can be judged one by one: some nodes, and what the shapes ask about them.

The shapes of `ontology/shapes.ttl` look from a node along its properties, from an edge to the claims behind
it, and from an entity to its edges. A slice brings that much, so it is judged as the whole would be, and only
one is in memory. Of nodes that are only looked at, the types come along, and little else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from kg.rdf import expand

Node = NamedNode | BlankNode | Triple  # a triple is a term in RDF 1.2
Term = Node | Literal
Fact = tuple[Node, NamedNode, Term]
Pair = tuple[Term, Term]  # a relation and the other end
Part = tuple[Sequence[Term], set[Fact]]  # some nodes, and the facts to judge them by

NODES = 400  # in a slice, or a few more; the time is the same from 100 on, the memory is not

_TYPE, _ACTOR, _RELATION = expand("rdf:type"), expand("kg:actor"), expand("kg:relation")
_RECIPIENT, _HOLDER, _HELD = expand("kg:recipient"), expand("kg:holder"), expand("kg:held")
_ENDS = (_ACTOR, _RECIPIENT, expand("kg:speaker"), expand("kg:place"))
_SUBJECT, _PREDICATE, _OBJECT = expand("rdf:subject"), expand("rdf:predicate"), expand("rdf:object")
_POLARITY, _MODALITY = expand("kg:polarity"), expand("kg:modality")
_DERIVED, _SOURCE, _SELECTOR = expand("prov:wasDerivedFrom"), expand("oa:hasSource"), expand("oa:hasSelector")
_REJECTED = (expand("kg:rejected"), Literal(True))
_BACKING = {(_POLARITY, expand("kg:affirmed")), (_MODALITY, expand("kg:actual"))}


@dataclass(frozen=True, slots=True)
class Slice:
    """Nodes of one kind, which are to be judged, and the facts to judge them by."""

    kind: str
    nodes: frozenset[Term]
    facts: frozenset[Fact]


def cut(store: Store, classes: Mapping[str, Sequence[NamedNode]]) -> Iterator[Slice]:
    """All that the shapes look at, in slices; `classes` are those of the nodes of a kind.

    A node is in two slices where two kinds of shapes look at it, or where it has two types.
    """
    return _Cutter(store, classes).slices()


class _Cutter:
    def __init__(self, store: Store, classes: Mapping[str, Sequence[NamedNode]]) -> None:
        self._store = store
        self._classes = classes

    def slices(self) -> Iterator[Slice]:
        yield from _gather("claims", _each(self._typed("claims"), self._about_claim))
        yield from _gather("evidence", _each(self._typed("evidence"), self._about_evidence))
        yield from _gather("spans", _each(self._typed("spans"), self._said))
        yield from _gather("spells", _each(self._typed("spells"), self._about_spell))
        yield from _gather("edges", self._edges())
        yield from _gather("entities", _each(self._typed("entities"), self._about_entity))
        yield from _gather("geometries", _each(self._typed("geometries"), self._said))
        yield from _gather("ends", _each(self._ends(), self._about_end))

    # --- which nodes ---------------------------------------------------------------------------------------

    def _typed(self, kind: str) -> Iterator[Node]:
        for name in self._classes[kind]:
            yield from (quad.subject for quad in self._find(None, _TYPE, name))

    def _ends(self) -> Iterator[Term]:
        """What actors, recipients, speakers and places are, each once."""
        seen: set[Term] = set()
        for name in _ENDS:
            for quad in self._find(None, name, None):
                if quad.object not in seen:
                    seen.add(quad.object)
                    yield quad.object

    def _edges(self) -> Iterator[Part]:
        """Edges with the claims behind them; those of one actor together, as stores on disk sort them."""
        acting = ((quad.object, quad.subject) for quad in self._find(None, _ACTOR, None))
        for actor, pairs in groupby(acting, key=lambda pair: pair[0]):
            edges = (edge for _, edge in pairs)
            while nodes := list(islice(edges, NODES)):
                facts = {fact for edge in nodes for fact in self._said(edge)}
                yield nodes, facts | set(self._behind(actor, facts))
        yield from _each((edge for edge in self._typed("edges") if not self._has(edge, _ACTOR)), self._said)

    # --- what they are judged by ---------------------------------------------------------------------------

    def _about_claim(self, claim: Node) -> Iterator[Fact]:
        for fact in self._said(claim):
            yield fact
            if fact[1] in (_SUBJECT, _OBJECT, _DERIVED):
                yield from self._types(fact[2])

    def _about_evidence(self, evidence: Node) -> Iterator[Fact]:
        for fact in self._said(evidence):
            yield fact
            if fact[1] == _SOURCE:
                yield from self._types(fact[2])
            elif fact[1] == _SELECTOR:
                yield from self._said(fact[2])

    def _about_spell(self, spell: Node) -> Iterator[Fact]:
        for fact in self._said(spell):
            yield fact
            if fact[1] in (_HOLDER, _HELD, _DERIVED):
                yield from self._types(fact[2])

    def _about_end(self, end: Term) -> Iterator[Fact]:
        """Its types, and for each property one that has it at its end: enough to see that it is one."""
        yield from self._types(end)
        for name in _ENDS:
            yield from (_fact(quad) for quad in islice(self._find(None, name, end), 1))

    def _about_entity(self, entity: Node) -> Iterator[Fact]:
        """What is said of it, and the edges of its direct triples, whichever way round these stand."""
        said = set(self._said(entity))
        yield from said
        wanted = {(name, end) for _, name, end in said}
        for near, far in ((_ACTOR, _RECIPIENT), (_RECIPIENT, _ACTOR)):
            for quad in self._find(None, near, entity):
                edge = quad.subject
                relations = {each.object for each in self._find(edge, _RELATION, None)}
                ends = {each.object for each in self._find(edge, far, None)}
                if any((name, end) in wanted for name in relations for end in ends):
                    yield edge, near, entity
                    yield from ((edge, _RELATION, name) for name in relations)
                    yield from ((edge, far, end) for end in ends)

    def _behind(self, actor: Term, edges: set[Fact]) -> Iterator[Fact]:
        """The direct triples of some edges of an actor, and a claim behind each, where there are any."""
        relations = {name for _, about, name in edges if about == _RELATION}
        recipients = {end for _, about, end in edges if about == _RECIPIENT}
        for name in relations:
            if isinstance(actor, Literal | Triple) or not isinstance(name, NamedNode):
                continue  # nothing can be said of it, or by it
            yield from (_fact(quad) for quad in self._find(actor, name, None) if quad.object in recipients)
        backed: set[Pair] = set()
        for near, far in ((_SUBJECT, _OBJECT), (_OBJECT, _SUBJECT)):
            for quad in self._find(None, near, actor):
                claim = quad.subject
                ends = {each.object for each in self._find(claim, far, None)} & recipients
                names = (
                    {each.object for each in self._find(claim, _PREDICATE, None)} & relations if ends else ()
                )
                pairs = {(name, end) for name in names for end in ends} - backed
                if pairs and self._backs(claim):
                    backed |= pairs
                    yield from self._said(claim, but=_TYPE)

    def _backs(self, claim: Node) -> bool:
        said = {(name, value) for _, name, value in self._said(claim)}
        return said >= _BACKING and _REJECTED not in said

    # --- the store -----------------------------------------------------------------------------------------

    def _find(self, subject: Term | None, name: NamedNode | None, found: Term | None) -> Iterator[Quad]:
        if isinstance(subject, Literal):
            return iter(())
        return self._store.quads_for_pattern(subject, name, found)

    def _said(self, subject: Term, *, but: NamedNode | None = None) -> Iterator[Fact]:
        return (_fact(quad) for quad in self._find(subject, None, None) if quad.predicate != but)

    def _types(self, subject: Term) -> Iterator[Fact]:
        return (_fact(quad) for quad in self._find(subject, _TYPE, None))

    def _has(self, subject: Node, name: NamedNode) -> bool:
        return next(self._find(subject, name, None), None) is not None


def _each(nodes: Iterable[Term], about: Callable[..., Iterable[Fact]]) -> Iterator[Part]:
    return (([node], set(about(node))) for node in nodes)


def _gather(kind: str, parts: Iterable[Part]) -> Iterator[Slice]:
    """Parts of slices put together into slices of about NODES nodes."""
    nodes: set[Term] = set()
    facts: set[Fact] = set()
    for some, told in parts:
        nodes.update(some)
        facts |= told
        if len(nodes) >= NODES:
            yield Slice(kind, frozenset(nodes), frozenset(facts))
            nodes, facts = set(), set()
    if nodes:
        yield Slice(kind, frozenset(nodes), frozenset(facts))


def _fact(quad: Quad) -> Fact:
    return quad.subject, quad.predicate, quad.object
