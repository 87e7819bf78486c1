"""The floors in `floors.json`: figures on labelled news below which kg must not fall.

The labelled news is not part of the project. It is looked for in the folder that KG_GOLD names, else in
`../shared/data` beside the checkout; where there is none, the tests that need it are skipped. A change may
raise a floor:

    pytest -k floors --update-floors              # writes figures that are higher
    KG_LOWER=1 pytest -k floors --update-floors   # writes lower ones too; say why in the change

A figure may fall by less than half a thousandth (rounding) without a failure.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

FLOORS = Path(__file__).parent / "floors.json"
CHECKOUT = Path(__file__).parent.parent
GOLD = Path(os.environ.get("KG_GOLD") or CHECKOUT.parent / "shared" / "data")
_ROUNDING = 0.0005


def load_floors() -> dict[str, dict[str, float]]:
    return json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}


def hold(name: str, now: Mapping[str, float], *, update: bool) -> None:
    """Fail where a figure of today is below its floor; with `update`, write the floors first."""
    if update:
        raise_floors(name, now)
    floors = load_floors()[name]
    fallen = [
        f"{key} {now[key]:.3f} < {floor:.3f}" for key, floor in floors.items() if now[key] < floor - _ROUNDING
    ]
    assert not fallen, f"{name}: {', '.join(fallen)}; if that is right: see tests/floors.py"


def raise_floors(name: str, now: Mapping[str, float]) -> None:
    """Write the figures that are higher than their floors, or with KG_LOWER=1 all of them."""
    floors = load_floors()
    held = floors.get(name, {})
    lowers = os.environ.get("KG_LOWER") == "1"
    floors[name] = {key: value if lowers else max(value, held.get(key, 0.0)) for key, value in now.items()}
    FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", "utf-8")


def gold_file(path: str) -> Path:
    """A file of the labelled news; skips the test where it is not here."""
    if not (GOLD / path).exists():
        pytest.skip("the labelled news is not here; KG_GOLD names its folder")
    return GOLD / path
