"""Print the figures of one set: `python -m tools.measures SET FILE [--every N] [--errors]`."""

import argparse
import json
import logging
import sys
from pathlib import Path

from kg.extraction import Extractor
from tools.measures import MEASURES


def main(arguments: list[str]) -> None:
    """Read FILE, measure it as SET, and print one figure a line."""
    parser = argparse.ArgumentParser(prog="python -m tools.measures", description=__doc__)
    parser.add_argument("set", choices=sorted(MEASURES))
    parser.add_argument("file", type=Path, help="JSON Lines")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="read only each N-th row")
    parser.add_argument("--errors", action="store_true", help="tell every error on standard error")
    options = parser.parse_args(arguments)
    logging.basicConfig(format="%(message)s")
    logging.getLogger("tools.measures").setLevel(logging.DEBUG if options.errors else logging.INFO)
    rows = [json.loads(line) for line in options.file.read_text("utf-8").splitlines() if line.strip()]
    figures = MEASURES[options.set](rows[:: options.every], Extractor())
    for name, share in figures.items():
        print(f"{name}\t{share:.4f}")


if __name__ == "__main__":
    main(sys.argv[1:])
