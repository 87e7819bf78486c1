"""The terms of the ontology as values, read from `kg.ttl` and the relations, in the order of the files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.ontology.files import find_ontology
from kg.ontology.turtle import relations_turtle
from kg.relations import Relation


@dataclass(frozen=True, slots=True)
class Term:
    """A term by its prefixed name, such as `kg:Claim`, with what is said of it.

    `said` has values by property, both in prefixed form: IRIs so too, literals as their text.
    """

    name: str
    said: Mapping[str, tuple[str, ...]]

    @property
    def anchor(self) -> str:
        """Its name without the prefix."""
        return self.name.partition(":")[2]

    def all(self, name: str) -> tuple[str, ...]:
        """What one property says, in order; none where it says nothing."""
        return self.said.get(name, ())

    def first(self, name: str) -> str:
        """The first thing that one property says, or nothing."""
        return next(iter(self.all(name)), "")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The ontology: what is said of it, its terms by name, and the namespaces that it uses by prefix."""

    header: Term
    terms: Mapping[str, Term]
    prefixes: Mapping[str, str]

    def of(self, kind: str) -> Iterator[Term]:
        """The terms of a class, such as `owl:Class`."""
        return (term for term in self.terms.values() if kind in term.all("rdf:type"))

    def iri(self, name: str) -> str:
        """The IRI of a prefixed name."""
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local


def load_vocabulary(relations: Mapping[str, Relation]) -> Vocabulary:
    """The ontology with these relations."""
    from pyoxigraph import NamedNode, RdfFormat, parse

    text = (find_ontology() / "kg.ttl").read_text("utf-8")
    header = parse(text, format=RdfFormat.TURTLE)
    said: dict[str, dict[str, list[str]]] = {}
    prefixes: dict[str, str] = {}

    def spell(term: object) -> str:
        if not isinstance(term, NamedNode):
            return str(getattr(term, "value", term))
        found = next(((p, iri) for p, iri in prefixes.items() if term.value.startswith(iri)), None)
        return f"{found[0]}:{term.value[len(found[1]) :]}" if found else term.value

    for quads in (header, parse(relations_turtle(relations), format=RdfFormat.TURTLE)):
        for quad in quads:
            prefixes |= quads.prefixes
            about = said.setdefault(spell(quad.subject), {})
            about.setdefault(spell(quad.predicate), []).append(spell(quad.object))
    terms = {
        name: Term(name, {key: tuple(values) for key, values in about.items()})
        for name, about in said.items()
    }
    [ontology] = [term for term in terms.values() if "owl:Ontology" in term.all("rdf:type")]
    del terms[ontology.name]
    return Vocabulary(ontology, terms, prefixes)
