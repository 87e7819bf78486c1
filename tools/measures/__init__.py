"""How well kg does on labelled news that others made, one module a set: `python -m tools.measures SET FILE`.

In go the rows of a set as JSON Lines, out go shares between 0 and 1 by name. What each figure counts is told
in the module of the set. Add a set as a module with `measure(rows, extractor)` and one line in `MEASURES`.
The text of a row becomes an article as in `kg evaluate`: title, if it has one, blank line, text.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kg.extraction import Extractor
from tools.measures import (
    current_events,
    petrarch_unit_tests,
    plover_gsr,
    re3d,
    readings,
    toponyms_geovirus,
)

Row = Mapping[str, Any]
Measure = Callable[[Iterable[Row], Extractor], dict[str, float]]

MEASURES: dict[str, Measure] = {
    "current_events": current_events.measure,
    "petrarch_unit_tests": petrarch_unit_tests.measure,
    "plover_gsr": plover_gsr.measure,
    "re3d": re3d.measure,
    "readings": readings.measure,
    "toponyms_geovirus": toponyms_geovirus.measure,
}
