"""A build adds each article once, says what became of each input, and goes on after a kill."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.build import build, load
from kg.decisions import Changed, Decision, Merge, add_decision
from kg.errors import FolderError, InputError
from kg.exporters import Exportable
from kg.graph import Selection, find_graph
from kg.model import Article, Record, UnreadVerb
from kg.records import open_folder
from kg.relations import Relation, load_relations
from kg.tally import Progress
from tests.factories import NORWAY, RUSSIA, make_claim, make_record
from tests.test_records import CHECKOUT, RELATIONS


class FakeExtractor:
    """Reads 'Norway accused Russia' and nothing else; counts the articles it is given."""

    def __init__(self, *, damaged: str = "", pause: float = 0) -> None:
        self.seen: list[str] = []
        self.damaged = damaged
        self.pause = pause
        self.words: Mapping[str, Relation] = RELATIONS

    @property
    def relations(self) -> Mapping[str, Relation]:
        return self.words

    def extract(self, articles: Iterable[Article], **_: object) -> Iterator[Record]:
        for article in articles:
            time.sleep(self.pause)
            self.seen.append(article.id)
            sentence = "Norway accused Russia of spying on the ministers"
            claims = []
            if sentence in article.text:
                claims = [make_claim(article, sentence, NORWAY, "accuses", RUSSIA)]
            record = make_record(article, [NORWAY, RUSSIA], claims)
            unread = UnreadVerb("nudge", NORWAY.id, RUSSIA.id, 0, 5)
            record = replace(record, unread=(unread,))
            if article.id == self.damaged:
                record = replace(record, entities=())
            yield record


def text_of(number: int) -> str:
    return (
        f"Norway accused Russia of spying on the ministers, report number {number} said on Monday. "
        "The government has not said what it is going to do about that in the next few weeks."
    )


def write_rows(path: Path, numbers: Iterable[int], **fields: object) -> str:
    rows = [{"id": f"r{number:03}", "text": text_of(number), **fields} for number in numbers]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(path)


def times(folder: Path) -> dict[Path, int]:
    """When each file was last written, but for the lock, which says who has it."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return {path: path.stat().st_mtime_ns for path in files}


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "news.kg"


def test_a_build_says_what_it_read_and_found(tmp_path: Path, into: Path) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", range(3), date="2024-03-04")
    (tmp_path / "empty.txt").write_text("")
    seen: list[Progress] = []
    report = build(
        [rows, str(tmp_path / "empty.txt")], into, extractor=FakeExtractor(), on_progress=seen.append
    )
    assert (report.read, report.added, report.known) == (4, 3, 0)
    (skipped,) = report.skipped
    assert "empty.txt" in skipped.place
    assert (report.mentions, report.claims, report.entities, report.edges) == (6, 3, 2, 1)
    assert report.unread == (("nudge", 3),)
    assert [progress.stage for progress in seen] == ["reading", "merging", "storing"]
    assert seen[-1] == Progress("storing", 4, 3, 0, 1)
    assert open_folder(into).skipped() == report.skipped


def test_building_again_adds_and_reads_nothing(tmp_path: Path, into: Path) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", range(3))
    build([rows], into, extractor=FakeExtractor())
    before = times(into)
    again = FakeExtractor()
    report = build([rows], into, extractor=again)
    assert again.seen == []
    assert (report.read, report.added, report.known, report.skipped) == (3, 0, 3, ())
    assert (report.entities, report.edges) == (2, 1)
    assert times(into) == before


def test_parts_give_what_the_whole_gives(tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole.kg", tmp_path / "parts.kg"
    build([write_rows(tmp_path / "a.jsonl", range(5))], whole, extractor=FakeExtractor())
    for number in (4, 0, 2, 3, 1):
        rows = write_rows(tmp_path / f"b{number}.jsonl", [number])
        build([rows], parts, extractor=FakeExtractor())
    one, other = load(whole, relations=RELATIONS), load(parts, relations=RELATIONS)
    assert list(one.records()) == list(other.records())
    assert one.graph() == other.graph()
    everything = "SELECT * { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o"
    assert list(map(str, one.query(everything))) == list(map(str, other.query(everything)))  # type: ignore[arg-type]


def test_an_edited_copy_is_no_telling_of_its_own(tmp_path: Path, into: Path) -> None:
    texts = [text_of(1), text_of(1).replace("on Monday", ""), text_of(2)]
    rows = [{"id": f"r{number}", "text": text} for number, text in enumerate(texts)]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    build([str(tmp_path / "rows.jsonl")], into, extractor=FakeExtractor())
    project = load(into, relations=RELATIONS)
    (edge,) = project.graph().edges
    assert (edge.articles, edge.origins) == (3, 2)
    assert [telling.article.origin for telling in edge.tellings] == ["r0", "r0", "r2"]
    weights = project.query("SELECT ?n { ?edge kg:origins ?n }")
    assert [row["n"].value for row in weights] == ["2"]  # type: ignore[union-attr]


def test_another_text_under_a_known_id_is_skipped(tmp_path: Path, into: Path) -> None:
    build([write_rows(tmp_path / "a.jsonl", [1])], into, extractor=FakeExtractor())
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "r001", "text": text_of(7)}) + "\n")
    report = build([str(tmp_path / "b.jsonl")], into, extractor=FakeExtractor())
    assert (report.added, report.known) == (0, 0)
    assert "'r001' is already in use" in report.failed[0].reason


def test_a_record_that_cannot_be_defended_is_skipped(tmp_path: Path, into: Path) -> None:
    rows = write_rows(tmp_path / "a.jsonl", range(3))
    report = build([rows], into, extractor=FakeExtractor(damaged="r001"))
    assert (report.read, report.added) == (3, 2)
    assert "is not in its record" in report.failed[0].reason
    assert load(into).folder.article_ids() == {"r000", "r002"}


def test_a_missing_input_makes_no_folder(tmp_path: Path, into: Path) -> None:
    with pytest.raises(InputError):
        build([str(tmp_path / "none.txt")], into, extractor=FakeExtractor())
    assert not into.exists()


def test_a_project_can_be_asked(tmp_path: Path, into: Path) -> None:
    build([write_rows(tmp_path / "a.jsonl", range(2))], into, extractor=FakeExtractor())
    project = load(str(into), relations=RELATIONS)
    exportable: Exportable = project
    assert exportable.graph() is project.graph()
    assert project.path == into
    assert [record.article.id for record in project.records()] == ["r000", "r001"]
    assert project.to_networkx().edges["country-no", "country-ru", "accuses"]["plover"] == "ACCUSE"
    assert project.query("ASK { ent:country-no kg:accuses ent:country-ru }")


def test_a_folder_keeps_the_relations_it_was_built_with(tmp_path: Path, into: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[hobnobsWith]\nmeans = "mixes with"\nsymmetric = true\nverbs = ["A hobnob with R"]\n', "utf-8"
    )
    extractor = FakeExtractor()
    extractor.words = load_relations(own)
    build([write_rows(tmp_path / "a.jsonl", [1])], into, extractor=extractor)
    assert load(into).relations["hobnobsWith"].symmetric
    assert "accuses" in load(into).relations


def test_a_query_makes_the_store_that_is_missing(tmp_path: Path, into: Path) -> None:
    build([write_rows(tmp_path / "a.jsonl", range(2))], into, extractor=FakeExtractor())
    open_folder(into).remove({"r001"})
    (count,) = load(into, relations=RELATIONS).query("SELECT (COUNT(?c) AS ?n) { ?c a kg:Claim }")  # type: ignore[misc]
    assert count["n"].value == "1"


def test_no_folder_no_project(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="no such folder"):
        load(tmp_path / "none.kg")


RUN = """
import sys
from pathlib import Path
import kg.build
from tests.test_build import FakeExtractor
kg.build.BATCH = 4
kg.build.build([sys.argv[1]], Path(sys.argv[2]), extractor=FakeExtractor(pause=0.01))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_killed_build_goes_on_and_ends_the_same(tmp_path: Path, into: Path) -> None:
    rows = write_rows(tmp_path / "a.jsonl", range(60))
    for _ in range(2):
        before = len(list((into / "batches").glob("[0-9]*")))
        process = subprocess.Popen([sys.executable, "-c", RUN, rows, str(into)], cwd=CHECKOUT)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and len(list((into / "batches").glob("[0-9]*"))) <= before:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
    kept = open_folder(into).article_ids()
    assert 8 <= len(kept) < 60
    rest = FakeExtractor()
    report = build([rows], into, extractor=rest)
    assert set(rest.seen).isdisjoint(kept)
    assert (report.added, report.known) == (60 - len(kept), len(kept))
    whole = tmp_path / "whole.kg"
    build([rows], whole, extractor=FakeExtractor())
    assert load(into, relations=RELATIONS).graph() == load(whole, relations=RELATIONS).graph()
    assert list(load(into).records()) == list(load(whole).records())


def test_a_second_build_at_once_is_told_who_has_the_folder(tmp_path: Path, into: Path) -> None:
    rows = write_rows(tmp_path / "a.jsonl", range(60))
    command = [sys.executable, "-c", RUN, rows, str(into)]
    first = subprocess.Popen(command, cwd=CHECKOUT)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not (into / "batches").exists():
        time.sleep(0.01)
    second = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert f"news.kg: another process (id {first.pid}, since 20" in second.stderr
    assert "is writing to it; wait until that has ended, or stop it" in second.stderr
    assert first.wait() == 0
    assert build([rows], into, extractor=FakeExtractor()).known == 60


def test_a_view_after_a_build_finds_the_graph_kept_and_reads_no_relations_file(
    tmp_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([write_rows(tmp_path / "a.jsonl", [1])], into, extractor=FakeExtractor())
    assert find_graph(open_folder(into)) is not None

    def refuse(*_: object) -> None:
        raise AssertionError("patterns are parsed for a view")

    monkeypatch.setattr("kg.build.load_relations", refuse)
    monkeypatch.setattr("kg.build.update_graph", refuse)
    graph = load(into).graph(Selection(relations=frozenset({"accuses"})))
    assert [graph.relations[edge.relation].quad for edge in graph.edges] == ["verbal-conflict"]


def test_a_folder_keeps_which_entities_are_of_the_users_gazetteer(tmp_path: Path, into: Path) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", range(1))
    extractor = FakeExtractor()
    extractor.gazetteer = SimpleNamespace(own={"org-b", "org-a"})  # type: ignore[attr-defined]
    build([rows], into, extractor=extractor)
    state = open_folder(into).state()
    assert open_folder(into).listed() == {"org-a", "org-b"}
    build([rows], into, extractor=FakeExtractor())
    assert open_folder(into).listed() == {"org-a", "org-b"}
    assert open_folder(into).state() == state
    extractor.gazetteer = SimpleNamespace(own={"org-c"})  # type: ignore[attr-defined]
    build([rows], into, extractor=extractor)
    assert open_folder(into).listed() == {"org-a", "org-b", "org-c"}
    assert open_folder(into).state() != state


def test_the_graph_and_the_records_have_each_entity_for_what_it_is(tmp_path: Path, into: Path) -> None:
    build([write_rows(tmp_path / "rows.jsonl", range(2))], into, extractor=FakeExtractor())
    decision = Decision(1, Merge(NORWAY.id, "Norway", RUSSIA.id, "Russia"), Changed(0, 0, 0, 0))
    add_decision(open_folder(into), decision)
    project = load(into)
    assert set(project.graph().nodes) == {RUSSIA.id}
    assert [len(record.claims) for record in project.records()] == [0, 0]
    assert [len(record.claims) for record in project.folder.records()] == [1, 1]
