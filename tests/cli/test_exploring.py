"""timeline, matrix, path, evidence and stats as commands: headers, values and errors."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.records import open_folder
from tests.factories import sample

HEADS = {
    "timeline": "period first_day origins claims conflict cooperation other edges strongest edge_ids",
    "matrix": "actor recipient origins conflict cooperation score actor_id recipient_id",
    "stats": "part name count share",
    "evidence Norway accuses Russia": (
        "telling asserted status actor relation recipient evidence start end speaker polarity modality date "
        "date_precision place topic confidence publisher title published url article origin claim edge"
    ),
    "path São Russia": (
        "way kind step start end actor relation recipient origins edges claims first_date last_date "
        "evidence publisher title published url edge"
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exploring") / "sample.kg"
    open_folder(path, create=True).add(sample().records())
    return path


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--in", str(folder)], prog_name="kg")


@pytest.mark.parametrize("command", HEADS)
def test_the_columns_stay_as_they_are(command: str, folder: Path) -> None:
    result = run(folder, *command.split())
    head, *lines = result.stdout.splitlines()
    assert head.split("\t") == HEADS[command].split()
    assert lines
    assert len(json.loads(run(folder, *command.split(), "--json").stdout)) == len(lines)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("timeline --by hour", "--by hour: give it as day, week, month, year"),
        ("timeline Norwya", "did you mean Norway?"),
        ("matrix --by love", "--by love: give it as score, conflict, cooperation"),
        ("evidence Norway", "no edge has the id 'Norway'; kg who NAME --json tells ids"),
        ("evidence Norway accuses", "give the id of an edge, or an actor, a relation and a recipient"),
        ("evidence Norway acuses Russia", "did you mean accuses"),
        ("path Norway Norway", "are both Norway (country-no); give two actors"),
    ],
)
def test_a_wrong_word_is_a_usage_error(command: str, told: str, folder: Path) -> None:
    result = run(folder, *command.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("timeline Norway Mali --since 2024-03", "no dated event of Norway and Mali is known"),
        ("timeline Norway --since 2030", "has 3 dated events here, but --since 2030 leaves none"),
        ("matrix --relation leads", "has 4 pairs here, but --relation leads leaves none"),
        ("matrix --by cooperation --relation accuses", "--relation accuses leaves none"),
        ("path Norway Mali --relation accuses", "--relation accuses leaves none"),
        ("evidence Norway accuses Russia --since 2030", "has 2 claims here, but --since 2030 leaves none"),
        ("evidence Norway aids Russia", "no sentence says: Norway aids Russia; kg between shows"),
        ("stats --since 2030", "has 8 claims here, but --since 2030 leaves none"),
        ("path Oda Mali", "no way of events leads from Oda to Mali; try --states"),
    ],
)
def test_an_empty_answer_says_what_to_try(command: str, told: str, folder: Path) -> None:
    result = run(folder, *command.split())
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert told in result.stderr
