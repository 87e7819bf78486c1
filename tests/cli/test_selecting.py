"""The filters on the command line: what is typed, what is wrong, and what is said when nothing is left."""

import csv
import io
import shlex

import pytest
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.records import open_folder
from tests.factories import sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("selecting") / "sample.kg"
    open_folder(path, create=True).add(sample().records())
    return str(path)


def run(folder: str, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--in", folder], prog_name="kg")


def relations(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    rows = csv.DictReader(io.StringIO(result.stdout), delimiter="\t", quoting=csv.QUOTE_NONE)
    return sorted(row["relation"] for row in rows)


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ("", ["accuses", "aids", "condemns"]),
        ("--since 2024-03-10", ["accuses", "condemns"]),
        ("--until 2024-03-10", ["accuses"]),
        ("--relation aids --relation condemns", ["aids", "condemns"]),
        ("--quad material-cooperation", ["aids"]),
        ("--place harbour", ["accuses"]),
        ("--publisher 'plain wire'", ["accuses", "condemns"]),
        ("--min-origins 2", ["accuses"]),
        ("--level country", ["accuses", "aids", "condemns"]),
    ],
)
def test_a_filter_narrows_what_is_shown(folder: str, options: str, kept: list[str]) -> None:
    assert relations(run(folder, "who", "Norway", *shlex.split(options))) == kept


def test_a_speaker_is_given_by_name(folder: str) -> None:
    found = run(folder, "between", "Norway", "Russia", "--speaker", "Lind")
    assert relations(found) == ["expels"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--since", "soon"], "'soon' is no date"),
        (["--place", "Harbur"], "nothing is called 'Harbur' here"),
        (["--speaker", "Oda Lnd"], "did you mean Oda Lind?"),
        (["--relation", "acuses"], "did you mean accuses"),
        (["--quad", "conflict"], "did you mean verbal-conflict?"),
        (["--publisher", "Harbor Gazette"], "did you mean Harbour Gazette?"),
        (["--level", "continent"], "level 'continent': give it as entity or country"),
        (["--min-origins", "0"], "min_origins 0: give 1 or more"),
    ],
    ids=str,
)
def test_a_wrong_value_is_a_usage_error(folder: str, options: list[str], told: str) -> None:
    result = run(folder, "top", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--since", "2030"], "4 edges here, but --since 2030 leaves none; kg timeline tells when"),
        (["--quad", "verbal-cooperation"], "--quad verbal-cooperation leaves none; kg top quads lists"),
        (
            ["--since", "2024-03-10", "--relation", "aids"],
            "--since 2024-03-10 and --relation aids together leave none; drop one of them",
        ),
        (["--since", "2030", "--place", "Mali", "--min-origins", "3"], "each leave none"),
    ],
    ids=str,
)
def test_an_empty_part_says_which_filter_leaves_nothing(folder: str, options: list[str], told: str) -> None:
    result = run(folder, "top", *options)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert told in result.stderr


def test_no_filter_is_blamed_where_there_was_nothing(folder: str) -> None:
    result = run(folder, "between", "Russia", "Mali", "--since", "2024")
    assert "no claim ties Russia and Mali" in result.stderr
