"""CONTRIBUTING.md shows the modules and layers that there are."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_every_module_is_in_the_tree() -> None:
    tree = TEXT.partition("    kg/\n")[2].partition("\n\n")[0]
    told = {name.rstrip("/") for name in re.findall(r"[a-z_]+(?:\.py|/)", tree)}
    there = {
        path.name
        for path in [*(ROOT / "kg").iterdir(), *(ROOT / "kg" / "nlp").glob("*.py")]
        if not path.name.startswith("_")
    }
    assert there - told == set()
    assert {name for name in told if name.endswith(".py")} - there == set()


def test_the_layers_are_those_that_are_checked() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    [contract] = [one for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers"]
    layers = "".join(f"    {line.replace('kg.', '')}\n" for line in contract["layers"])
    assert f"\n\n{layers}\n" in TEXT
