"""The command line as a user meets it: output, errors, exit codes, and what is loaded for what."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner, Result

import kg
from kg.cli import app
from kg.extraction import Settings
from kg.gazetteers import Gazetteer
from kg.model import Article, Record
from kg.ontology import queries
from kg.records import open_folder
from tests.conftest import Golden
from tests.factories import sample

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder with the sample's records in it."""
    path = tmp_path_factory.mktemp("cli") / "sample.kg"
    open_folder(path, create=True).add(sample().records())
    return path


@pytest.fixture
def here(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory with that folder in it, as the current one."""
    monkeypatch.chdir(made.parent)
    return made.parent


def _run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin, prog_name="kg")


def _process(*arguments: str, **options: object) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    return subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        **options,  # type: ignore[call-overload]
    )


def _tsv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_help_golden(golden: Golden) -> None:
    golden("help.txt", _run("--help").stdout)


def test_every_command_has_help() -> None:
    listed = _run("--help").stdout.partition("Commands:\n")[2].partition("\n\n")[0]
    names = [line.split()[0] for line in listed.splitlines()]
    assert names
    for name in names:
        result = _run(name, "--help")
        assert result.exit_code == 0
        assert result.stdout.startswith(f"Usage: kg {name}")


@pytest.mark.parametrize(
    "code", ["import kg", "import kg.cli; kg.cli.app(['--help'], standalone_mode=False)"]
)
def test_help_and_import_load_nothing_heavy(code: str) -> None:
    heavy = "spacy pyarrow pyoxigraph networkx rdflib rich trafilatura starlette uvicorn".split()
    check = f"{code}\nimport sys; print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("command", ["top", "who Norway", "timeline", "matrix", "path São Russia", "stats"])
def test_a_view_loads_no_more_than_it_needs(command: str, here: Path) -> None:
    assert _run("summary").exit_code == 0  # the graph is kept
    heavy = "spacy pandas pyarrow.parquet pyoxigraph networkx rdflib trafilatura".split()
    code = (
        f"import sys; sys.argv = ['kg', *{command.split()}]\nfrom kg.cli import main\n"
        f"try: main()\nexcept SystemExit as end: assert not end.code, end.code\n"
        f"print([name for name in {heavy} if sys.modules.get(name)], file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=here, env=environment, check=True
    )
    assert done.stderr.strip() == "[]"


def test_version() -> None:
    assert _run("--version").stdout == f"kg {kg.__version__}\n"


@pytest.mark.parametrize("name", kg.__all__)
def test_public_names_are_there(name: str) -> None:
    assert getattr(kg, name) is not None


def test_an_unknown_name_of_the_package_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        kg.nothing  # noqa: B018


def test_piped_output_is_tsv_with_a_header(here: Path) -> None:
    rows = _tsv(_run("who", "norway").stdout)
    assert [(row["direction"], row["relation"], row["claims"]) for row in rows] == [
        ("out", "accuses", "2"),
        ("out", "aids", "1"),
        ("in", "condemns", "1"),
    ]
    assert len({len(line.split("\t")) for line in _run("who", "norway").stdout.splitlines()}) == 1


@pytest.mark.parametrize(
    "command",
    [
        ["who", "Norway"],
        ["between", "Norway", "Russia"],
        ["top", "actors"],
        ["top", "pairs"],
        ["top", "relations"],
        ["summary"],
        ["coverage"],
        ["query"],
        ["query", "SELECT ?s WHERE { ?s a kg:Country } ORDER BY ?s"],
    ],
)
def test_json_and_tsv_hold_the_same_rows(command: list[str], here: Path) -> None:
    found = json.loads(_run(*command, "--json").stdout)
    rows = found["results"]["bindings"] if isinstance(found, dict) else found
    assert len(rows) == len(_tsv(_run(*command).stdout)) > 0


def test_a_terminal_gets_a_drawing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = _run("between", "Norway", "Russia").stdout
    assert "Denied, planned or hedged: 3 claims, no edge" in shown
    assert "\x1b[3" not in shown  # NO_COLOR is set: bold, but no colours


def test_denied_claims_are_marked_in_rows_too(here: Path) -> None:
    rows = {row["relation"]: row for row in _tsv(_run("between", "Norway", "Russia").stdout)}
    assert (rows["accuses"]["edge"], rows["accuses"]["status"]) == ("yes", "")
    assert (rows["expels"]["edge"], rows["expels"]["status"]) == ("no", "denied")


def test_a_pair_without_claims_says_what_to_try(here: Path) -> None:
    result = _run("between", "Russia", "Mali")
    assert result.exit_code == 0
    assert "no claim ties Russia and Mali" in result.stderr
    assert _tsv(result.stdout) == []


def test_a_wrong_name_is_one_line_with_the_right_one(here: Path) -> None:
    result = _run("who", "Norwya")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "kg: nothing is called 'Norwya' here; did you mean Norway?\n"


def test_without_a_folder_the_error_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = _run("top")
    assert result.exit_code == 4
    assert "kg demo or kg build" in result.stderr


def test_one_of_several_is_chosen(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.kg", "b.kg"):
        (tmp_path / name).mkdir()
    result = _run("top")
    assert result.exit_code == 4
    assert "(a.kg, b.kg); choose one with --in" in result.stderr
    assert _run("top", "--in", str(made)).exit_code == 0
    monkeypatch.setenv("KG_FOLDER", str(made))
    assert _run("top").exit_code == 0


def test_an_unknown_option_is_a_usage_error() -> None:
    result = _run("top", "--nonsense")
    assert result.exit_code == 2
    assert "--nonsense" in result.stderr


def test_debug_shows_the_traceback(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_DEBUG", "1")
    assert isinstance(_run("who", "Norwya").exception, kg.KgError)


def test_export_knows_the_format_by_the_ending(here: Path, tmp_path: Path) -> None:
    result = _run("export", str(tmp_path / "graph.gexf"))
    assert result.exit_code == 0
    assert "7 nodes, 4 edges" in result.stderr
    assert (tmp_path / "graph.gexf").read_text("utf-8").startswith("<?xml")


def test_export_names_each_file_that_it_writes(here: Path, tmp_path: Path) -> None:
    for target, files in [("g.csv", ("g.nodes.csv", "g.edges.csv")), ("out/", ("nodes.csv", "edges.csv"))]:
        result = _run("export", str(tmp_path / target) + ("/" if target.endswith("/") else ""))
        folder = tmp_path / "out" if target == "out/" else tmp_path
        assert result.stderr.startswith(f"kg: {folder / files[0]}, {folder / files[1]}: ")
        assert all((folder / file).is_file() for file in files)


def test_draw_writes_a_picture_and_tells_what_is_on_it(here: Path, tmp_path: Path) -> None:
    result = _run("draw", str(tmp_path / "graph.svg"))
    assert result.stderr.startswith(f"kg: {tmp_path / 'graph.svg'}: 5 of 7 actors and places")
    assert (tmp_path / "graph.svg").read_text("utf-8").endswith("</svg>\n")
    around = _run("draw", str(tmp_path / "mali.svg"), "--around", "mali", "--limit", "2")
    assert ": 2 of 7 actors and places" in around.stderr


@pytest.mark.parametrize("options", [("graph.pdf",), ("graph.svg", "--around", "Atlantis")])
def test_draw_refuses_other_endings_and_unknown_names(
    here: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    file, *more = options
    assert _run("draw", str(tmp_path / file), *more).exit_code == 2
    assert not list(tmp_path.glob("graph.*"))


def test_export_to_standard_output_needs_a_format(here: Path) -> None:
    assert _run("export", "-").exit_code == 2
    assert _run("export", "-", "--format", "graphml").stdout.startswith("<?xml")


def test_an_unknown_format_names_the_known_ones(here: Path) -> None:
    result = _run("export", "graph.gexff", "--format", "gexff")
    assert result.exit_code == 2
    assert "gexf" in result.stderr


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml", "table"])
def test_a_query_is_answered_in_each_form(form: str, here: Path) -> None:
    query = "SELECT ?label WHERE { ent:country-no rdfs:label ?label }"
    result = _run("query", query, "--format", form)
    assert result.exit_code == 0
    assert "Norway" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("auto", "ent:country-no kg:accuses ent:country-ru"),
        ("ttl", "ent:country-no kg:accuses ent:country-ru"),
        ("nt", "<urn:kg:entity/country-no> <urn:kg:ontology#accuses>"),
        ("jsonld", '"@id":"urn:kg:entity/country-no"'),
        ("json", '"@id":"urn:kg:entity/country-no"'),
        ("xml", "<kg:accuses"),
    ],
)
def test_triples_are_written_in_each_form(form: str, words: str, here: Path) -> None:
    result = _run("query", "CONSTRUCT WHERE { ?s kg:accuses ?o }", "--format", form)
    assert words in result.stdout
    assert result.stdout.endswith("\n")
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("query", "form", "words"),
    [
        (
            "CONSTRUCT WHERE { ?s kg:accuses ?o }",
            "csv",
            "triples, which cannot be written as csv; use ttl,",
        ),
        (
            "SELECT * { ?s kg:accuses ?o }",
            "ttl",
            "rows, which cannot be written as ttl; use json, xml, csv",
        ),
        ("ASK { ?s kg:accuses ?o }", "jsonld", "rows, which cannot be written as jsonld"),
    ],
)
def test_a_form_that_does_not_fit_names_those_that_do(query: str, form: str, words: str, here: Path) -> None:
    result = _run("query", query, "--format", form)
    assert result.exit_code == 2
    assert words in result.stderr


@pytest.mark.parametrize("form", ["table", "tsv", "csv", "json", "xml"])
def test_an_empty_answer_is_explained_in_each_form(form: str, here: Path) -> None:
    result = _run("query", "SELECT ?a { ?a kg:expels ent:Russia }", "--format", form)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "kg: ent:Russia is nowhere in this graph; did you mean ent:country-ru (Russia)?",
        "kg: nothing matches { ?a kg:expels ent:Russia }",
    ]


def test_ask_and_construct(here: Path) -> None:
    assert _run("query", "ASK { ent:country-no kg:accuses ent:country-ru }").output == "yes\n"
    no = _run("query", "ASK { ent:country-no kg:expels ent:country-ru }")
    assert no.stdout == "no\n"
    assert no.stderr == "kg: nothing matches { ent:country-no kg:expels ent:country-ru }\n"


def test_parameters_are_set_by_name(here: Path) -> None:
    result = _run("query", "two-hops", "--set", "name=sao tome")
    assert {row["start"] for row in _tsv(result.stdout)} == {"São Tomé & Príncipe"}
    for wrong, words in (
        (["--set", "nmae=Norway"], "no parameter 'nmae'; did you mean 'name'?"),
        (["--set", "name"], "--set name: give it as NAME=VALUE"),
        (["--set", "name=Mali", "--set", "name=Norway"], "'name' is set twice"),
        (["--set", "name=Norwya"], "name: nothing is called 'Norwya' here; did you mean Norway?"),
    ):
        result = _run("query", "two-hops", *wrong)
        assert (result.exit_code, result.stdout) == (2, "")
        assert words in result.stderr


def test_where_nobody_is_told_to_hold_anything_it_says_so(here: Path) -> None:
    for command, words in (("control", "who holds or loses Mali"), ("offices", "who leads or leaves Mali")):
        result = _run(command, "Mali")
        assert (result.exit_code, result.stdout.count("\n")) == (0, 1)  # the head of the table
        assert f"no dated claim tells {words}" in result.stderr
    assert json.loads(_run("control", "--json").stdout) == []


def test_a_part_is_exported_with_those_that_it_names(here: Path, tmp_path: Path) -> None:
    result = _run("export", f"{tmp_path}/part/", "--relation", "aids")
    assert "2 nodes, 1 edge" in result.stderr
    nodes = list(csv.DictReader((tmp_path / "part" / "nodes.csv").open(encoding="utf-8", newline="")))
    assert {row["Label"] for row in nodes} == {"Norway", "Mali"}
    assert _run("export", str(tmp_path / "part.ttl"), "--level", "country").exit_code == 2


def test_the_queries_are_listed_with_their_parameters_and_shown(here: Path) -> None:
    listed = _run("query", "--list")
    assert listed.stdout == _run("query").stdout
    rows = {row["name"]: row for row in _tsv(listed.stdout)}
    assert rows["two-hops"]["parameters"] == "name=country-ir: the actor to start from"
    assert rows["top-pairs"]["parameters"] == ""
    assert _run("query", "two-hops", "--show").stdout == queries()["two-hops"]


def test_an_interrupt_ends_a_long_query_at_once(here: Path) -> None:
    long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with _process("query", long) as process:
        asked = psutil.Process(process.pid)
        while not any("store" in Path(file.path).parts for file in asked.open_files()):
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == -signal.SIGINT
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_a_wrong_query_is_one_line_with_the_place(here: Path) -> None:
    result = _run("query", "SELECT ?s WHERE { ?s a }")
    assert result.exit_code == 7
    assert result.stderr.startswith("kg: query, line 1, column ")
    assert result.stderr.count("\n") == 1


def test_a_query_comes_from_a_file_or_by_name(here: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT (COUNT(*) AS ?n) WHERE { ?s a kg:Edge }", "utf-8")
    assert _run("query", str(tmp_path / "q.rq")).stdout == "n\n4\n"
    assert _run("query", "top-pairs").exit_code == 0
    result = _run("query", "top-pear")
    assert result.exit_code == 2
    assert "did you mean 'top-pairs'?" in result.stderr


def test_extract_names_a_missing_input() -> None:
    result = _run("extract", "no-such-file.txt")
    assert result.exit_code == 3
    assert "no-such-file.txt" in result.stderr


def test_a_missing_relations_file_is_named_before_the_model_loads() -> None:
    result = _run("extract", "-", "--relations", "no-such.toml", stdin="Norway aids Mali.")
    assert result.exit_code == 3
    assert "no-such.toml" in result.stderr


@pytest.mark.model
def test_doctor_passes_here() -> None:
    result = _run("doctor", "--json")
    assert result.exit_code == 0
    assert all(check["ok"] for check in json.loads(result.stdout))


def test_doctor_fails_where_the_model_is_missing() -> None:
    result = _run("doctor", "--model", "no_such_model")
    assert result.exit_code == 1
    assert "no_such_model" in result.stdout


def test_a_closed_pipe_ends_quietly(here: Path) -> None:
    with _process("query", "SELECT * WHERE { ?s ?p ?o }") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 128 + signal.SIGPIPE


def test_remove_takes_an_article_out(tmp_path: Path) -> None:
    folder = str(tmp_path / "few.kg")
    open_folder(Path(folder), create=True).add(sample().records())
    (first, *_) = sorted(record.article.id for record in sample().records())
    assert "1 of 1 articles removed" in _run("remove", first, "--in", folder).stderr
    again = _run("remove", first, "--in", folder)
    assert again.exit_code == 2
    assert f"no article has the id {first}" in again.stderr
    assert json.loads(_run("summary", "--json", "--in", folder).stdout)[0]["articles"] == 2


# --- audit -------------------------------------------------------------------------------------------------


@pytest.fixture
def audited(tmp_path: Path) -> str:
    """A folder of four edges to judge."""
    path = tmp_path / "audited.kg"
    open_folder(path, create=True).add(sample().records())
    return str(path)


def _judged(folder: str, *options: str, stdin: str = "") -> tuple[int, int, int]:
    """The numbers of right, wrong and unsure edges that `kg audit` prints."""
    result = _run("audit", folder, "--json", *options, stdin=stdin)
    assert result.exit_code == 0, result.output
    first = json.loads(result.stdout)[0]
    return first["right"], first["wrong"], first["unsure"]


def test_audit_takes_a_line_a_judgement_and_goes_on_where_it_stopped(audited: str) -> None:
    assert _judged(audited, stdin="r\nwrong\n") == (1, 1, 0)
    assert _judged(audited, stdin="y\n\nq\nr\n") == (2, 1, 0)
    assert _judged(audited, stdin="s\nr\nr\n") == (2, 1, 1)
    assert _judged(audited, stdin="w\n") == (2, 1, 1)
    assert _judged(audited, "--again", stdin="u\n") == (0, 0, 1)


def test_audit_goes_back_to_correct(audited: str) -> None:
    assert _judged(audited, stdin="b\nw\nw\nb\nb\nr\nn\nn\nn\n") == (1, 3, 0)


def test_audit_asks_for_no_more_than_the_sample_and_another_seed_asks_anew(audited: str) -> None:
    assert _judged(audited, "--sample", "2", stdin="r\nr\nr\n") == (2, 0, 0)
    assert _judged(audited, "--sample", "2", "--seed", "7", stdin="w\nw\nw\n") == (0, 2, 0)
    assert _judged(audited, "--report", stdin="w\n") == (2, 0, 0)


def test_audit_shows_each_edge_with_its_sentence_and_says_how_far_it_is(audited: str) -> None:
    result = _run("audit", "--in", audited, stdin="r\nx\n")
    assert "1 of 4" in result.stderr
    assert '“The "Bridge" Front attacked Mali in March, Russia said.”' in result.stderr
    assert "'x' is no answer; r right, w wrong" in result.stderr
    assert "3 of 4 not judged yet" in result.stderr
    assert _tsv(result.stdout)[0]["precision"] == "1.0"


def test_audit_of_an_empty_or_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    open_folder(tmp_path / "empty.kg", create=True)
    for name, told in (
        ("empty.kg", "has no edge to judge; add articles"),
        ("no.kg", "no such project folder"),
    ):
        result = _run("audit", str(tmp_path / name), stdin="r\n")
        assert (result.exit_code, result.stdout) == (4, "")
        assert told in result.stderr
    assert _run("audit", "a.kg", "--in", "b.kg").exit_code == 2


class _Reader:
    """An extractor that finds nothing, so that commands can be tested without a model."""

    def __init__(self, *_: object) -> None:
        self.relations = sample().relations
        self.gazetteer = Gazetteer(())
        self.settings = Settings()

    def extract(self, articles: Iterable[Article], **_: object) -> Iterator[Record]:
        return (Record(article, (), (), ()) for article in articles)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("building", "reading"):
        monkeypatch.setattr(f"kg.cli.{module}.make_extractor", _Reader)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two articles and an empty file."""
    path = tmp_path / "articles"
    path.mkdir()
    (path / "a.txt").write_text("Norway aids Mali with grain, officials said on Monday.", "utf-8")
    (path / "b.txt").write_text("Mali thanked Norway for its help after the long drought.", "utf-8")
    (path / "c.txt").write_text("  \n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("options", "remedy"),
    [
        (["--master", "local[2]"], "add --engine spark"),
        (["--engine", "spark", "--processes", "2"], "local[4]"),
    ],
)
def test_options_of_the_other_engine_are_refused(articles: Path, options: list[str], remedy: str) -> None:
    result = _run("build", str(articles), "--into", "other.kg", *options)
    assert result.exit_code == 2
    assert remedy in result.stderr
    assert not Path("other.kg").exists()


@pytest.mark.usefixtures("reader")
def test_extract_prints_a_line_an_article_and_names_what_failed(articles: Path) -> None:
    result = _run("extract", str(articles))
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["article"]["chars"] for line in lines] == [54, 56]
    assert "skipped" in result.stderr
    assert "c.txt: holds no text" in result.stderr
    assert result.exit_code == 8
    (articles / "c.txt").unlink()
    assert _run("extract", str(articles)).exit_code == 0


@pytest.mark.usefixtures("reader")
def test_build_says_what_became_of_each_input(articles: Path, tmp_path: Path) -> None:
    command = ["build", str(articles), "--into", str(tmp_path / "out.kg")]
    first = _run(*command)
    assert first.exit_code == 8
    assert "2 articles added, 1 skipped" in first.stderr
    assert "2 articles" in first.stdout
    assert f"--in {tmp_path / 'out.kg'}" in first.stdout
    assert "0 articles added, 2 known already, 1 skipped" in _run(*command).stderr


@pytest.mark.usefixtures("reader")
def test_what_demo_suggests_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = _run("demo")
    assert result.exit_code == 0
    assert (tmp_path / "kg-demo.kg").is_dir()
    assert "10 articles added" in result.stderr
    assert "kg top actors " in result.stdout
    assert "--in" not in result.stdout
    assert _run("summary").exit_code == 0


@pytest.mark.usefixtures("reader")
def test_an_interrupt_ends_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> Iterator[Record]:
        raise KeyboardInterrupt

    monkeypatch.setattr(_Reader, "extract", interrupted)
    result = _run("extract", "-", stdin="Norway aids Mali.")
    assert result.exit_code == 128 + signal.SIGINT
    assert "Traceback" not in result.output


@pytest.mark.model
def test_explain_shows_names_claims_and_patterns() -> None:
    rows = _tsv(_run("explain", "Norway accused Russia of lying.", "--date", "2024-03-04").stdout)
    assert [row["meaning"] for row in rows if row["step"] == "claim"] == ["Norway accuses Russia"]
    assert {"name", "pattern"} <= {row["step"] for row in rows}


@pytest.mark.usefixtures("reader")
def test_a_wrong_day_is_told() -> None:
    result = _run("explain", "Norway aids Mali.", "--date", "tomorrow")
    assert result.exit_code == 2
    assert "--date tomorrow: not a day; write it as 2024-03-31" in result.stderr


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("ending", ["tsv", "jsonl"])
def test_evaluate_writes_the_errors_to_a_file(ending: str, tmp_path: Path) -> None:
    claim = {"actor": "Norway", "relation": "aids", "recipient": "Mali", "sentence": "Norway aids Mali."}
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "g", "text": "Norway aids Mali.", "claims": [claim]}), "utf-8")
    path = tmp_path / f"errors.{ending}"
    result = _run("evaluate", str(gold), "--errors", str(path))
    assert "1 error\n" in result.stderr
    text = path.read_text("utf-8")
    (error,) = _tsv(text) if ending == "tsv" else map(json.loads, text.splitlines())
    assert (error["kind"], error["relation"], error["sentence"]) == ("missed", "aids", "Norway aids Mali.")
    rows = {(row["part"], row["name"]): row for row in _tsv(result.stdout)}
    assert (rows["relation", "aids"]["gold"], rows["relation", "aids"]["predicted"]) == ("1", "0")


def test_evaluate_writes_errors_in_no_other_format(tmp_path: Path) -> None:
    result = _run("evaluate", str(tmp_path / "gold.jsonl"), "--errors", "20")
    assert result.exit_code == 2
    assert "--errors 20: give a file that ends in .tsv or .jsonl" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        (["own.ttl"], ["own.ttl"]),
        (["--html", "own.html"], ["own.html"]),
        (["own.ttl", "--html", "own.html"], ["own.html", "own.ttl"]),
    ],
)
def test_the_ontology_is_written_where_it_is_asked_for(
    arguments: list[str], made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("words.toml").write_text('[borders]\nmeans = "borders on"\nverbs = ["border"]\n', "utf-8")
    result = _run("ontology", *arguments, "--relations", "words.toml")
    assert (result.exit_code, result.stdout) == (0, "")
    assert sorted(path.name for path in tmp_path.glob("own.*")) == made
    for name in made:
        assert "borders on" in Path(name).read_text("utf-8")
        assert f"kg: {name}: " in result.stderr
