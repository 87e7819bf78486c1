"""Builds killed at random moments go on and end the same; `python -m tools.kill_builds` kills many more."""

import os

import pytest

from tools.kill_builds import kill_exports, run


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_nothing_is_lost_where_builds_are_killed() -> None:
    found = list(run("build", 4, seed=4, articles=60))
    assert [wrong for _, wrong in found if wrong] == []
    assert found


@pytest.mark.slow
@pytest.mark.parametrize("what", ["build", "remove", "curate", "repair"])
def test_nothing_is_lost_where_commands_are_killed(what: str) -> None:
    assert [wrong for _, wrong in run(what, 20, seed=5, articles=160) if wrong] == []


@pytest.mark.slow
def test_no_half_of_an_export_or_a_picture_is_left() -> None:
    assert [wrong for _, wrong in kill_exports(20, seed=6, articles=160) if wrong] == []
