"""Where the files of the ontology are, and the queries among them."""

from importlib import resources
from pathlib import Path


def find_ontology() -> Path:
    """The folder with kg.ttl, relations.ttl, shapes.ttl and queries/: installed, or in a checkout."""
    package = Path(str(resources.files("kg")))
    installed = package / "data" / "ontology"  # where the wheel puts it
    return installed if installed.is_dir() else package.parent / "ontology"


def queries() -> dict[str, str]:
    """The SPARQL queries that come with kg by name; the first line of each says what it answers."""
    paths = sorted((find_ontology() / "queries").glob("*.rq"))
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}
