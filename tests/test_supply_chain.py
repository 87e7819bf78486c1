"""What kg brings along: exact versions, known licences, and a page that says so."""

import re
from pathlib import Path

import pytest

from tools.licences import PAGE, find_licence, find_needed, is_copyleft, normalized, write_page

ROOT = Path(__file__).parent.parent
CONSTRAINTS = (ROOT / "constraints.txt").read_text("utf-8")
PINNED = {normalized(name) for name in re.findall(r"^([\w.-]+)==\S+", CONSTRAINTS, re.MULTILINE)}
# pip brings these into each new environment itself.
OF_THE_ENVIRONMENT = {"setuptools", "pip", "wheel"}


def test_all_that_is_needed_has_an_exact_version() -> None:
    needed = {normalized(one.metadata["Name"]) for one in find_needed("dev", "notebook")}
    assert len(needed) > 100
    assert sorted(needed - PINNED - OF_THE_ENVIRONMENT) == []


def test_no_run_time_dependency_is_under_the_gpl() -> None:
    licences = {one.metadata["Name"]: find_licence(one) for one in find_needed()}
    assert len(licences) > 40
    assert [name for name, licence in licences.items() if is_copyleft(licence) or licence == "unknown"] == []


@pytest.mark.parametrize(
    ("licence", "strong"),
    [
        ("GNU General Public License v3 (GPLv3)", True),
        ("GPL-2.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", False),
        ("LGPL-2.1-or-later", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MIT", False),
    ],
)
def test_strong_copyleft_is_told(licence: str, strong: bool) -> None:
    assert is_copyleft(licence) is strong


def test_the_page_of_licences_is_fresh() -> None:
    written = re.findall(r"^\| (\S+) \| \S+ \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert written == re.findall(r"^\| (\S+) \| \S+ \| (.+) \|$", write_page(), re.MULTILINE)
