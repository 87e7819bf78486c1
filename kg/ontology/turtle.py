"""The ontology that comes with kg, and the part of it that is made from `data/relations.toml`.

`kg.ttl`, `shapes.ttl` and `queries/*.rq` are written by hand. `relations.ttl` has the relations in the
order of their tables, one property a line, so that a changed word shows as one changed line.
"""

from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path

from kg.relations import Relation, load_relations

_HEADER = """\
# Made by `kg ontology` from kg/data/relations.toml; edit that file instead.

"""


def find_ontology() -> Path:
    """The folder with kg.ttl, relations.ttl, shapes.ttl and queries/: installed, or in a checkout."""
    package = Path(str(resources.files("kg")))
    installed = package / "data" / "ontology"  # where the wheel puts it
    return installed if installed.is_dir() else package.parent / "ontology"


def relations_turtle(relations: Mapping[str, Relation]) -> str:
    """The relations as Turtle: each a sub-property of kg:relatesTo with its codes, in their order."""
    return _HEADER + "\n".join([*_prefixes(), "", *(_table(relation) for relation in relations.values())])


def write_relations(path: Path, relations: Mapping[str, Relation] | None = None) -> None:
    """Write the relations, ours if none are given, as Turtle; UTF-8 with plain line ends."""
    turtle = relations_turtle(load_relations() if relations is None else relations)
    path.write_text(turtle, encoding="utf-8", newline="\n")


def queries() -> dict[str, str]:
    """The SPARQL queries that come with kg by name; the first line of each says what it answers."""
    paths = sorted((find_ontology() / "queries").glob("*.rq"))
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


def _prefixes() -> Iterator[str]:
    """The prefix lines of kg.ttl that relations need: the namespace stands in that one file."""
    lines = (find_ontology() / "kg.ttl").read_text(encoding="utf-8").splitlines()
    needed = tuple(f"@prefix {name}:" for name in ("kg", "owl", "rdfs", "skos"))
    return (line for line in lines if line.startswith(needed))


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
    ]
    body = " ;\n".join(f"    {name} {value}" for name, value in rows if value)
    return f"kg:{relation.name} a {kinds} ;\n{body} .\n"


def _text(words: str) -> str:
    return f"{_quoted(words)}@en"


def _quoted(words: str) -> str:
    """A string as Turtle writes it (RDF 1.1 Turtle, 6.4)."""
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        words = words.replace(plain, escaped)
    return f'"{words}"'
