"""What is damaged is found and named, and mended from what is whole; what cannot be is read again."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.build import build, load
from kg.cli import app
from kg.conformance import check_folder
from kg.errors import ConformanceError, DataError, FolderError
from kg.extraction import Extractor, Settings
from kg.gazetteers import load_gazetteer
from kg.graph import find_graph, update_graph
from kg.graph.stored import GRAPH_FORMAT
from kg.model import Article, Record, Skipped
from kg.rdf import find_store, run_query, update_store
from kg.records import Folder, batches, find_derived, find_settings, open_folder
from kg.relations import load_relations
from kg.repair import repair
from tests.test_build import FakeExtractor, write_rows

KNOWN = load_relations()


class Reader(FakeExtractor):
    """Reads for kg's own relations."""

    def __init__(self) -> None:
        super().__init__()
        self.words = KNOWN


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    """Change one byte of the first page."""
    found = bytearray(path.read_bytes())
    found[len(found) // 8] ^= 0xFF
    path.write_bytes(found)


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("kg.build.BATCH", 12)
    monkeypatch.setattr(batches, "ROW_GROUP", 4)
    return write_rows(tmp_path / "rows.jsonl", range(24), date="2024-03-04")


@pytest.fixture
def folder(tmp_path: Path, rows: str) -> Folder:
    build([rows], tmp_path / "news.kg", extractor=Reader())
    return open_folder(tmp_path / "news.kg")


def told(folder: Folder) -> object:
    """All that exports are made from, of the folder as it is now."""
    project = load(folder.path)
    quads = map(str, project.query("SELECT * { GRAPH ?g { ?s ?p ?o } }"))  # type: ignore[arg-type]
    edges = [(edge.id, edge.origins, tuple(edge.tellings)) for edge in project.graph().edges]
    return list(project.records()), edges, sorted(quads)


def file_of(folder: Folder, name: str) -> Path:
    return min(folder.path.glob("batches/*")) / name


def found_by_check(folder: Folder) -> list[tuple[str, str]]:
    parts = check_folder(open_folder(folder.path), KNOWN)
    return [(found.check, found.node) for part in parts for found in part.findings]


@pytest.mark.parametrize("damage", [cut, flip, Path.unlink])
@pytest.mark.parametrize("table", ["entities", "mentions", "claims", "unread"])
def test_a_damaged_table_is_named_and_read_again_from_the_articles(
    folder: Folder, table: str, damage: Callable[[Path], None]
) -> None:
    before = told(folder)
    file = file_of(folder, f"{table}.parquet")
    damage(file)
    with pytest.raises(FolderError, match=rf"{table}\.parquet: is damaged; kg repair .*news\.kg"):
        list(open_folder(folder.path).records())
    assert found_by_check(folder) == [("files", f"batches/{file.parent.name}/{table}.parquet")]
    extractor = Reader()
    [mended] = repair(folder.path, extractor=extractor)
    assert (mended.damaged, mended.kept + mended.reread, mended.lost) == (f"{table}.parquet", 12, 0)
    # A page that is damaged costs the articles of its row group, a footer those of the batch.
    assert len(extractor.seen) == mended.reread == (4 if damage is flip else 12)
    assert told(folder) == before
    assert not (folder.path / "damaged").exists()
    assert found_by_check(folder) == []


@pytest.mark.parametrize(("damage", "lost"), [(flip, 4), (cut, None), (Path.unlink, None)])
def test_damaged_articles_are_set_aside_and_the_next_build_reads_them(
    folder: Folder, rows: str, damage: Callable[[Path], None], lost: int | None
) -> None:
    before = told(folder)
    file = file_of(folder, "articles.parquet")
    damage(file)
    left = {path.name: path.read_bytes() for path in file.parent.iterdir()}
    with pytest.raises(FolderError, match=r"articles\.parquet: is damaged"):
        build([rows], folder.path, extractor=Reader())
    [mended] = repair(folder.path, extractor=Reader())
    assert (mended.kept, mended.reread, mended.lost) == (12 - (lost or 12), 0, lost)
    aside = folder.path / "damaged" / file.parent.name
    assert {path.name: path.read_bytes() for path in aside.iterdir()} == left
    again = Reader()
    assert build([rows], folder.path, extractor=again).added == (lost or 12) == len(again.seen)
    assert told(folder) == before
    assert repair(folder.path, extractor=Reader()) == ()


def test_a_batch_that_is_gone_is_missed(folder: Folder, rows: str) -> None:
    before = told(folder)
    place = min(folder.path.glob("batches/*"))
    shutil.rmtree(place)
    assert found_by_check(folder) == [("files", f"batches/{place.name}")]
    [mended] = repair(folder.path, extractor=Reader())
    assert (mended.damaged, mended.lost) == ("", None)
    assert repair(folder.path) == ()
    build([rows], folder.path, extractor=Reader())
    assert told(folder) == before


def test_a_batch_without_checksums_is_read_and_gets_some(folder: Folder) -> None:
    before = told(folder)
    file = file_of(folder, "checksums.json")
    file.unlink()
    assert len(list(open_folder(folder.path).records())) == 24
    assert found_by_check(folder) == [("files", f"batches/{file.parent.name}/checksums.json")]
    [mended] = repair(folder.path)
    assert (mended.kept, mended.reread, mended.lost) == (12, 0, 0)
    assert told(folder) == before
    assert found_by_check(folder) == []


def test_a_whole_folder_is_left_as_it_is(folder: Folder) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.path.rglob("*.*")}
    assert repair(folder.path) == ()
    assert {path: path.stat().st_mtime_ns for path in folder.path.rglob("*.*")} == before


def test_a_repair_that_fails_leaves_the_batch_as_it_was(folder: Folder) -> None:
    file = file_of(folder, "claims.parquet")
    cut(file)
    left = file.read_bytes()

    class Broken(Reader):
        def extract(self, articles: object, **_: object) -> None:  # type: ignore[override]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        repair(folder.path, extractor=Broken())
    assert file.read_bytes() == left
    assert repair(folder.path, extractor=Reader())[0].lost == 0


def test_an_article_that_can_no_longer_be_read_is_lost_and_the_others_are_not(folder: Folder) -> None:
    cut(file_of(folder, "claims.parquet"))

    class Failing(Reader):
        def extract(
            self, articles: Iterable[Article], *, on_fail: Callable[[Skipped], None], **_: object
        ) -> Iterator[Record]:
            for article in articles:
                if article.id == "r000":
                    on_fail(Skipped(article.id, "has a sentence that goes too deep to be read"))
                else:
                    yield from super().extract([article])

    [mended] = repair(folder.path, extractor=Failing())
    assert (mended.reread, mended.lost) == (11, 1)


# --- what is made from the records --------------------------------------------------------------------------


def places(folder: Folder) -> dict[str, Path]:
    return {"graph": find_derived(folder, "graph", GRAPH_FORMAT), "store": find_store(folder)}


@pytest.mark.parametrize("damage", [cut, Path.unlink])
@pytest.mark.parametrize(("kind", "pattern"), [("graph", "tellings.arrow"), ("store", "MANIFEST-*")])
def test_a_cut_graph_or_store_is_made_anew_with_a_word(
    folder: Folder,
    kind: str,
    pattern: str,
    damage: Callable[[Path], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = told(folder)
    assert caplog.text == ""
    [file] = places(folder)[kind].glob(pattern)
    damage(file)
    assert told(folder) == before
    assert f"news.kg: its {kind} is damaged; it is made anew from the records" in caplog.text
    assert found_by_check(folder) == []


@pytest.mark.parametrize(("kind", "pattern"), [("graph", "tellings.arrow"), ("store", "*.sst")])
def test_a_changed_byte_in_graph_or_store_is_found_and_mended(
    folder: Folder, kind: str, pattern: str
) -> None:
    before = told(folder)
    file = max(places(folder)[kind].glob(pattern), key=lambda path: path.stat().st_size)
    flip(file)
    assert found_by_check(folder) == [("files", file.relative_to(folder.path).as_posix())]
    [mended] = repair(folder.path)
    assert (mended.place, mended.damaged) == (f"{kind}/{file.parent.name}", file.name)
    assert told(folder) == before
    assert found_by_check(folder) == []


def test_a_query_of_a_damaged_store_says_what_to_do(folder: Folder) -> None:
    for file in find_store(folder).glob("*.sst"):
        flip(file)
    with pytest.raises(FolderError, match=r"is damaged; kg repair .*news\.kg makes it anew"):
        list(run_query(folder.path, "SELECT * { GRAPH ?g { ?s ?p ?o } }"))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["graph", "store"])
def test_what_another_version_made_is_made_anew_with_a_word(
    folder: Folder, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = told(folder)
    place = places(folder)[kind]
    place.rename(place.with_name(place.name.replace("0.1.0_", "0.0.9_", 1)))
    assert told(folder) == before
    assert f"news.kg: its {kind} was made by kg 0.0.9; it is made anew from the records" in caplog.text
    assert [path.name for path in place.parent.iterdir()] == [place.name]


@pytest.mark.parametrize("kind", ["graph", "store"])
def test_changed_records_are_no_older_version(
    folder: Folder, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    folder.remove({"r003"})
    update_graph(folder, KNOWN)
    update_store(folder, relations=KNOWN)
    assert caplog.text == ""


def test_a_kill_while_a_damaged_graph_is_replaced_leaves_none(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut(places(folder)["graph"] / "edges.arrow")

    def die(path: Path, **_: object) -> None:
        if path.name.startswith(".old"):
            raise KeyboardInterrupt

    monkeypatch.setattr("kg.records.derived.shutil.rmtree", die)
    with pytest.raises(KeyboardInterrupt):
        update_graph(folder, KNOWN)
    monkeypatch.undo()
    assert len(update_graph(folder, KNOWN).edges) == 1
    assert find_graph(folder) is not None


# --- how a folder remembers what it was read with -----------------------------------------------------------


def test_a_folder_keeps_what_its_articles_were_read_with(folder: Folder, tmp_path: Path, rows: str) -> None:
    assert find_settings(folder) is None
    table = tmp_path / "own.csv"
    table.write_text("type,label\nPerson,Oda Lind\n", "utf-8")
    real = Extractor("toy_pipeline", gazetteer=load_gazetteer([table]), least=0.25)
    extractor = Reader()
    extractor.settings = real.settings  # type: ignore[attr-defined]
    build([rows], folder.path, extractor=extractor)
    table.unlink()
    model, least, (kept,) = find_settings(folder) or pytest.fail("nothing is kept")
    assert (model, least) == ("toy_pipeline", 0.25)
    assert load_gazetteer([kept]).own == real.gazetteer.own
    extractor.settings = Settings("other", 0.5, ())  # type: ignore[attr-defined]
    build([rows], folder.path, extractor=extractor)
    assert find_settings(folder) == ("other", 0.5, ())


def test_damaged_settings_are_named(folder: Folder) -> None:
    (folder.path / "reading.json").write_text('{"model": "toy')
    cut(file_of(folder, "claims.parquet"))
    with pytest.raises(FolderError, match=r"reading\.json: cannot be read .* delete it"):
        repair(folder.path)


# --- files of text ------------------------------------------------------------------------------------------


def test_a_damaged_decision_is_named_by_its_line(folder: Folder) -> None:
    (folder.path / "curation.jsonl").write_bytes(b'{"number": 1}\n\xff\n')
    with pytest.raises(DataError, match=r"curation\.jsonl:1: not a decision .* mend or delete the line"):
        repair(folder.path) or load(folder.path).graph()
    (folder.path / "curation.jsonl").write_bytes(b"\n\xff\n")
    with pytest.raises(DataError, match=r"curation\.jsonl:2: is not UTF-8 .* mend or delete the line"):
        load(folder.path).graph()


def test_a_damaged_list_of_skipped_inputs_is_named_by_its_line(folder: Folder) -> None:
    (folder.path / "skipped.jsonl").write_text('{"place": 1', "utf-8")
    assert folder.skipped() == ()  # a last line without an end is what a kill has left
    (folder.path / "skipped.jsonl").write_text("\n[1]\n", "utf-8")
    with pytest.raises(DataError, match=r"skipped\.jsonl:2: not a skipped input .* delete the line"):
        folder.skipped()


@pytest.mark.parametrize("damage", [Path.unlink, cut])
def test_a_damaged_kg_json_can_be_written_by_hand(folder: Folder, damage: Callable[[Path], None]) -> None:
    damage(folder.path / "kg.json")
    with pytest.raises(FolderError, match=r'write \{"format": 1\} into it'):
        open_folder(folder.path)
    (folder.path / "kg.json").write_text('{"format": 1}')
    assert len(list(open_folder(folder.path).records())) == 24


# --- the command --------------------------------------------------------------------------------------------


def run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, args)
    return result.exit_code, result.stdout, result.stderr


def test_kg_repair_says_what_it_mended(folder: Folder) -> None:
    assert run("repair", str(folder.path)) == (
        0,
        "place\tdamaged\tkept\treread\tlost\toutcome\n",
        f"kg: {folder.path}: nothing in it is damaged\n",
    )
    file = file_of(folder, "checksums.json")
    file.unlink()
    code, out, err = run("repair", str(folder.path))
    assert code == 0
    assert out.splitlines()[1] == f"batches/{file.parent.name}\tchecksums.json\t12\t0\t0\tmended"
    assert err == f"kg: {folder.path}/batches/{file.parent.name}: mended\n"


def test_kg_repair_leaves_with_9_where_articles_are_lost(folder: Folder) -> None:
    cut(file_of(folder, "articles.parquet"))
    code, out, err = run("repair", "--in", str(folder.path), "--json")
    assert code == ConformanceError.exit_code
    assert json.loads(out)[0]["lost"] is None
    assert "articles were lost; kg build with the same inputs reads them again" in err


def test_kg_doctor_looks_at_a_folder(folder: Folder) -> None:
    _, out, _ = run("doctor", str(folder.path))
    assert "folder files\tyes\tall as they were written" in out
    flip(file_of(folder, "claims.parquet"))
    code, out, _ = run("doctor", str(folder.path))
    assert code == 1
    name = file_of(folder, "").name
    assert f"folder files\tno\tdamaged: batches/{name}; run: kg repair {folder.path}" in out
