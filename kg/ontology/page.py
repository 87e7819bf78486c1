"""The ontology as one HTML page for readers: it needs no other file, no script and no network.

Each term has its name as its anchor, so that `index.html#Claim` leads to it. The same ontology gives the same
bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from importlib import resources
from pathlib import Path

from kg.files import whole_file
from kg.ontology.files import find_ontology
from kg.ontology.terms import Term, Vocabulary, load_vocabulary
from kg.relations import Relation, load_relations

# What is told of a term, in this order, and in which words.
_TOLD = (
    ("rdfs:subClassOf", "Kind of"),
    ("rdfs:subPropertyOf", "Sub-property of"),
    ("rdfs:domain", "Said of"),
    ("rdfs:range", "Values"),
    ("skos:exactMatch", "Same as"),
    ("skos:closeMatch", "Close to"),
    ("skos:broadMatch", "Narrower than"),
    ("skos:narrowMatch", "Broader than"),
    ("skos:relatedMatch", "Related to"),
    ("rdfs:comment", "Comment"),
    ("skos:editorialNote", "Note"),
)
_MATCHES = tuple(row for row in _TOLD if row[0].endswith("Match"))


def ontology_page(relations: Mapping[str, Relation]) -> str:
    """The page of the ontology with these relations, as HTML 5."""
    vocabulary = load_vocabulary(relations)
    return "\n".join(_Page(vocabulary).lines()) + "\n"


def write_page(path: Path, relations: Mapping[str, Relation] | None = None) -> None:
    """Write the page, with our relations if none are given; UTF-8 with plain line ends."""
    page = ontology_page(load_relations() if relations is None else relations)
    with whole_file(path) as stream:
        stream.write(page.encode())


class _Page:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        terms = vocabulary.terms.values()
        self.relations = [term for term in terms if "kg:relatesTo" in term.all("rdfs:subPropertyOf")]

    def lines(self) -> Iterator[str]:
        """The page, line by line."""
        header = self.vocabulary.header
        title = escape(header.first("rdfs:label"))
        style = resources.files("kg").joinpath("data", "ontology.css").read_text("utf-8").rstrip()
        yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title}</title>\n<style>\n{style}\n</style>\n</head>\n<body>"
        yield '<a class="skip" href="#main">Skip to the terms</a>'
        yield f"<header>\n<h1>{title}</h1>\n<p>{escape(header.first('rdfs:comment'))}</p>"
        yield f'<p class="soft">Version {escape(header.first("owl:versionInfo"))} · namespace '
        yield f"<code>{escape(header.first('vann:preferredNamespaceUri'))}</code> · files "
        yield "<code>kg.ttl</code>, <code>relations.ttl</code>, <code>shapes.ttl</code></p>\n</header>"
        yield '<nav aria-label="Sections">\n<ul>'
        yield from (f'<li><a href="#{key}">{title}</a></li>' for key, title, _ in self._sections())
        yield '</ul>\n</nav>\n<main id="main">'
        for key, title, body in self._sections():
            yield f'<section id="{key}">\n<h2>{title}</h2>'
            yield from body
            yield "</section>"
        yield '</main>\n<footer>\n<p class="soft">Made by <code>kg ontology</code>.</p>\n</footer>'
        yield "</body>\n</html>"

    # --- sections ------------------------------------------------------------------------------------------

    def _sections(self) -> tuple[tuple[str, str, Iterator[str]], ...]:
        """The anchor, heading and lines of each section."""
        return (
            ("example", "An example", self._example()),
            ("classes", "Classes", self._classes()),
            ("events", "Relations: events", self._events()),
            ("states", "Relations: states", self._states()),
            ("properties", "Properties", self._properties()),
            ("values", "Values", self._values()),
            ("prefixes", "Prefixes", self._prefixes()),
            ("licence", "Licence", self._licence()),
        )

    def _example(self) -> Iterator[str]:
        text = (find_ontology() / "example.ttl").read_text("utf-8")
        body = "\n".join(line for line in text.splitlines() if not line.startswith("@prefix"))
        body = body.replace("\n\n\n", "\n\n")
        yield f'<pre tabindex="0" role="region" aria-label="Example in Turtle">{escape(body.strip())}</pre>'

    def _classes(self) -> Iterator[str]:
        classes = list(self.vocabulary.of("owl:Class"))
        names = {term.name for term in classes}
        roots = [term for term in classes if names.isdisjoint(term.all("rdfs:subClassOf"))]
        yield from self._tree(roots, classes)
        yield from self._entries(classes)

    def _tree(self, terms: Iterable[Term], classes: Sequence[Term]) -> Iterator[str]:
        yield "<ul>"
        for term in terms:
            yield f'<li>{self._link(term.name)} <span class="soft">{escape(term.first("rdfs:label"))}</span>'
            if below := [one for one in classes if term.name in one.all("rdfs:subClassOf")]:
                yield from self._tree(below, classes)
            yield "</li>"
        yield "</ul>"

    def _events(self) -> Iterator[str]:
        yield "<p>What one does to another, with its codes in PLOVER and CAMEO, two event ontologies.</p>"
        yield from self._table(
            "event", "Events: the relation, how to read it from its recipient, and its codes.", codes=True
        )

    def _states(self) -> Iterator[str]:
        yield "<p>What lasts: who leads, belongs to, owns or lies in what.</p>"
        yield from self._table(
            "state", "States: the relation, and how to read it from its recipient.", codes=False
        )

    def _properties(self) -> Iterator[str]:
        shown = {term.name for term in self.relations}
        kinds = ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")
        found = (term for term in self.vocabulary.terms.values() if set(kinds) & set(term.all("rdf:type")))
        yield from self._entries(term for term in found if term.name not in shown)

    def _values(self) -> Iterator[str]:
        yield from self._entries(self.vocabulary.of("owl:NamedIndividual"))

    def _prefixes(self) -> Iterator[str]:
        yield from _table_head("Namespaces, by the prefixes used here.", ("Prefix", "Namespace"))
        for prefix, iri in sorted(self.vocabulary.prefixes.items()):
            yield f'<tr><th scope="row">{escape(prefix)}</th><td><code>{escape(iri)}</code></td></tr>'
        yield "</tbody>\n</table>\n</div>"

    def _licence(self) -> Iterator[str]:
        header = self.vocabulary.header
        address = escape(header.first("dcterms:license"))
        name = escape(address.rpartition("/")[2])
        yield f'<p>The ontology is under the <a href="{address}" rel="license">{name}</a> licence.</p>'
        yield f"<p>{escape(header.first('dcterms:rights'))}</p>"

    # --- parts ---------------------------------------------------------------------------------------------

    def _entries(self, terms: Iterable[Term]) -> Iterator[str]:
        """Each term with all that is said of it."""
        for term in terms:
            anchor = escape(term.anchor)
            yield f'<article class="term" id="{anchor}">\n<h3>{self._link(term.name)}</h3>'
            yield f"<p>{escape(term.first('skos:definition'))}</p>\n<dl>"
            yield f"<dt>Label</dt><dd>{escape(term.first('rdfs:label'))}</dd>"
            if kinds := [kind for kind in term.all("rdf:type") if kind.startswith("kg:")]:
                yield f"<dt>Value of</dt><dd>{', '.join(map(self._link, kinds))}</dd>"
            for name, words in _TOLD:
                if values := term.all(name):
                    yield f"<dt>{words}</dt><dd>{', '.join(map(self._link, values))}</dd>"
            yield "</dl>\n</article>"

    def _table(self, kind: str, caption: str, *, codes: bool) -> Iterator[str]:
        heads = ["Relation", "Read backwards", "Means, with an example"]
        yield from _table_head(caption, heads + (["PLOVER", "CAMEO", "Quad class", "Score"] if codes else []))
        for term in self.relations:
            if term.first("kg:kind") == kind:
                yield from self._row(term, codes=codes)
        yield "</tbody>\n</table>\n</div>"

    def _row(self, term: Term, *, codes: bool) -> Iterator[str]:
        label, anchor = escape(term.first("rdfs:label")), escape(term.anchor)
        back = (
            "the same" if "owl:SymmetricProperty" in term.all("rdf:type") else term.first("kg:inverseLabel")
        )
        example = escape(term.first("skos:example").replace("->", "→"))
        yield f'<tr id="{anchor}"><th scope="row">{label}<code>{self._link(term.name)}</code></th>'
        yield f"<td>{escape(back)}</td>"
        told = [f"{words} {self._link(name)}." for key, words in _MATCHES for name in term.all(key)]
        if not codes:
            told += [f"CAMEO {escape(code)}." for code in term.all("kg:cameo")]
        note = " ".join([*told, *map(escape, term.all("skos:editorialNote"))])
        yield f"<td>{escape(term.first('skos:definition'))}<small>{example}</small>"
        yield f'<small class="note">{note}</small></td>' if note else "</td>"
        if codes:
            plover = " ".join([*term.all("kg:plover"), *term.all("kg:mode")])
            yield f"<td>{escape(plover)}</td><td>{escape(term.first('kg:cameo'))}</td>"
            yield f"<td>{escape(term.first('kg:quad').replace('-', ' '))}</td>"
            yield f'<td class="number">{escape(term.first("kg:score").replace("-", "−"))}</td>'
        yield "</tr>"

    def _link(self, value: str) -> str:
        """A term of ours as a link on this page, one of others to its IRI, and words as words."""
        if value in self.vocabulary.terms:
            return f'<a href="#{escape(value.partition(":")[2])}">{escape(value)}</a>'
        if value.partition(":")[0] in self.vocabulary.prefixes and " " not in value:
            return f'<a href="{escape(self.vocabulary.iri(value))}">{escape(value)}</a>'
        return escape(value)


def _table_head(caption: str, heads: Iterable[str]) -> Iterator[str]:
    """A table up to its first row, in a box that scrolls where it is too wide."""
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}">\n<table>'
    yield f"<caption>{escape(caption)}</caption>\n<thead>\n<tr>"
    yield from (f'<th scope="col">{escape(head)}</th>' for head in heads)
    yield "</tr>\n</thead>\n<tbody>"
