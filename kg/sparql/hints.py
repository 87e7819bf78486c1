"""What a query may have meant: terms that are nowhere in the store, and why nothing was found."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from pyoxigraph import NamedNode, Store

from kg.errors import QueryError
from kg.sparql.asking import ask
from kg.sparql.entities import load_entities
from kg.sparql.patterns import Pattern, Required, find_required
from kg.sparql.tokens import find_terms
from kg.sparql.vocabulary import Vocabulary

# Datatypes, functions and units: queries use them, and no triple is about them.
_NO_THINGS = ("xsd", "geof", "uom")

# How alike two names must be (difflib's ratio) for one to be offered for the other: `acuses` is to
# `accuses` (0.92), `marries` is not to `arrests` (0.71).
_NEAR = 0.75

# Patterns of a query beyond this number are not tried together, because each try may take long.
_MOST_PATTERNS = 16


def find_unknown(store: Store, sparql: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """A hint for each term of a query that is nowhere in the store, with the nearest term that is known."""
    known = Known(store, vocabulary)
    nothing = tuple(vocabulary.prefixes[prefix] for prefix in _NO_THINGS if prefix in vocabulary.prefixes)
    return tuple(
        f"{term.written} is nowhere in this graph{known.nearest(term.iri)}"
        for term in find_terms(sparql, vocabulary.prefixes)
        if not term.iri.startswith(nothing) and term.iri not in vocabulary.terms and not known.holds(term.iri)
    )


def explain_empty(
    store: Store,
    sparql: str,
    vocabulary: Vocabulary,
    *,
    default_graphs: Sequence[NamedNode] = (),
    named_graphs: Sequence[NamedNode] = (),
) -> str:
    """Why a query that is right finds nothing: the patterns that match nothing, alone or together."""
    required = find_required(sparql, vocabulary.prefixes)
    if required is None:
        return "nothing in the graph matches the query"

    def matches(patterns: Sequence[Pattern]) -> bool:
        text = f"ASK {{ {' . '.join(pattern.sparql for pattern in patterns)} }}"
        try:
            found = ask(
                store,
                text,
                prefixes={},
                default_graphs=default_graphs,
                named_graphs=named_graphs,
            )
        except QueryError:  # a path or term that rdflib writes in another way than Oxigraph reads
            return True
        return bool(found)

    alone = _empty(required, lambda pattern: matches([pattern]))
    if alone:
        return f"nothing matches {_listed(alone, vocabulary)}"
    chosen: list[Pattern] = []
    for pattern in required.connected()[:_MOST_PATTERNS]:
        if not matches([*chosen, pattern]):
            return f"each of {_listed([*chosen, pattern], vocabulary)} matches something, but not together"
        chosen.append(pattern)
    return "the patterns match, but what they find is left out by a FILTER, VALUES, MINUS, HAVING or OFFSET"


class Known:
    """What the store holds, and which of it is nearest to what it does not hold."""

    def __init__(self, store: Store, vocabulary: Vocabulary) -> None:
        self._store = store
        self._vocabulary = vocabulary

    def holds(self, iri: str) -> bool:
        """Whether any quad has the IRI, in any place."""
        try:
            node = NamedNode(iri)
        except ValueError:
            return True  # the parser has its own word on it
        places: tuple[Mapping[str, NamedNode], ...] = (
            {"subject": node},
            {"predicate": node},
            {"object": node},
            {"graph_name": node},
        )
        nothing = dict.fromkeys(("subject", "predicate", "object"))
        return any(next(self._store.quads_for_pattern(**{**nothing, **place}), None) for place in places)

    def nearest(self, iri: str) -> str:
        """`; did you mean kg:accuses?`, or nothing where no term is near."""
        if iri.startswith(self._vocabulary.entities):
            return self._nearest_entity(unquote(iri.removeprefix(self._vocabulary.entities)))
        terms = [*self._vocabulary.terms, *self._declared()]
        namespace = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
        local = _local(iri)
        same = {_local(term): term for term in terms if term.startswith(namespace)}
        near = difflib.get_close_matches(local, sorted(same), n=1, cutoff=_NEAR)
        elsewhere = (term for term in terms if _local(term).lower() == local.lower())
        found = same[near[0]] if near else next(elsewhere, None)
        return f"; did you mean {self._vocabulary.shorten(found)}?" if found else ""

    def _declared(self) -> Iterator[str]:
        """The terms of kg's ontology, the relations among them."""
        ontology = NamedNode(self._vocabulary.prefixes["kg"].rstrip("#"))
        subjects = {quad.subject for quad in self._store.quads_for_pattern(None, None, None, ontology)}
        return iter(sorted(subject.value for subject in subjects if isinstance(subject, NamedNode)))

    def _nearest_entity(self, key: str) -> str:
        entities = load_entities(self._store, self._vocabulary)
        found = entities.called(key)
        if found is None:
            near = difflib.get_close_matches(key, sorted(entities.labels), n=1, cutoff=_NEAR)
            found = near[0] if near else entities.called(re.sub(r"^[a-z]+-", "", key))
        if found is None:
            return "; kg top actors lists what is"
        shown = self._vocabulary.shorten(self._vocabulary.entities + found)
        return f"; did you mean {shown} ({entities.labels[found]})?"


def _empty(required: Required, matches: Callable[[Pattern], bool]) -> list[Pattern]:
    """The patterns that match nothing alone, as far as the whole fails with them."""
    empty = [pattern for pattern in required.patterns if not matches(pattern)]
    for choice in required.choices:
        sides = [_empty(side, matches) for side in choice]
        if all(sides):
            empty += [pattern for side in sides for pattern in side]
    return empty


def _listed(patterns: Sequence[Pattern], vocabulary: Vocabulary) -> str:
    """The patterns as people write them: with prefixes, `a` and plain numbers."""
    texts = (re.sub("<([^<>]+)>", lambda iri: vocabulary.shorten(iri[1]), one.sparql) for one in patterns)
    shown = (re.sub(r'"(-?[\d.]+)"\^\^xsd:(?:integer|decimal)', r"\1", text) for text in texts)
    return " and ".join(f"{{ {text.replace(' rdf:type ', ' a ')} }}" for text in shown)


def _local(iri: str) -> str:
    return re.split("[#/]", iri)[-1]
