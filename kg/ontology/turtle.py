"""The relations in `data/relations.toml` as Turtle, for `ontology/relations.ttl`.

They stand in the order of their tables, one property a line, so that a changed word is one changed line.
"""

from collections.abc import Iterator, Mapping, Set
from pathlib import Path

from kg.files import whole_file
from kg.ontology.files import find_ontology
from kg.relations import Relation, load_relations

_HEADER = """\
# Made by `kg ontology` from kg/data/relations.toml; edit that file instead.

"""


def relations_turtle(relations: Mapping[str, Relation]) -> str:
    """The relations as Turtle: each a sub-property of kg:relatesTo with its codes, in their order."""
    matched = {match.term.partition(":")[0] for relation in relations.values() for match in relation.matches}
    prefixes = _prefixes({"kg", "owl", "rdfs", "skos", *matched})
    return _HEADER + "\n".join([*prefixes, "", *(_table(relation) for relation in relations.values())])


def write_relations(path: Path, relations: Mapping[str, Relation] | None = None) -> None:
    """Write the relations, ours if none are given, as Turtle; UTF-8 with plain line ends."""
    turtle = relations_turtle(load_relations() if relations is None else relations)
    with whole_file(path) as stream:
        stream.write(turtle.encode())


def _prefixes(needed: Set[str]) -> Iterator[str]:
    """The prefix lines of kg.ttl that relations need: the namespaces stand in that one file."""
    for line in (find_ontology() / "kg.ttl").read_text(encoding="utf-8").splitlines():
        if line.startswith(tuple(f"@prefix {name}:" for name in needed)):
            yield line


def _table(relation: Relation) -> str:
    kinds = "owl:ObjectProperty, owl:SymmetricProperty" if relation.symmetric else "owl:ObjectProperty"
    rows = [
        ("rdfs:subPropertyOf", "kg:relatesTo"),
        ("rdfs:label", _text(relation.label)),
        ("kg:inverseLabel", _text(relation.inverse_label)),
        ("skos:definition", _text(relation.means)),
        ("skos:example", _text(relation.example)),
        ("kg:kind", _quoted(relation.kind)),
        ("kg:plover", relation.plover and _quoted(relation.plover)),
        ("kg:mode", relation.mode and _quoted(relation.mode)),
        ("kg:cameo", relation.cameo and _quoted(relation.cameo)),
        ("kg:quad", relation.quad and _quoted(relation.quad)),
        ("kg:score", None if relation.score is None else f"{relation.score:.1f}"),
        *((f"skos:{match.how}Match", match.term) for match in relation.matches),
        ("skos:editorialNote", relation.note and _text(relation.note)),
    ]
    body = " ;\n".join(f"    {name} {value}" for name, value in rows if value)
    return f"kg:{relation.term} a {kinds} ;\n{body} .\n"


def _text(words: str) -> str:
    return f"{_quoted(words)}@en"


def _quoted(words: str) -> str:
    """A string as Turtle writes it (RDF 1.1 Turtle, 6.4)."""
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        words = words.replace(plain, escaped)
    return f'"{words}"'
