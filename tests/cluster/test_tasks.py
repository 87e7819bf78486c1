"""What the tasks do, without an engine: one result however the rows are cut, and no article harms another."""

import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.cluster import alike, inputs, reading, telling
from kg.cluster.columns import ARTICLE, BAND, PAIR, READ, to_ddl
from kg.cluster.files import escape
from kg.cluster.folder import take_in
from kg.cluster.session import _find_reason
from kg.errors import DataError, FolderError
from kg.extraction import Extractor, Settings
from kg.gazetteers import load_gazetteer
from kg.graph import build_graph
from kg.graph.merging import put_together, relation_table, to_table
from kg.graph.tables import ARTICLES, NAMED_TELLINGS, NODES, UNREAD, Tables
from kg.model import Article, Record, Skipped
from kg.readers._files import LONGEST
from kg.records import digest, open_folder
from kg.records.checksums import has_checksums
from kg.records.columns import RECORDS, from_tables, to_batch, to_record, to_tables
from kg.relations import load_relations
from kg.stories import find_origins
from kg.stories.kept import SIGNATURES
from kg.stories.origins import join_pairs
from tests.factories import MALI, NORWAY, ODA_LIND, RUSSIA, make_article, make_claim, make_record
from tests.stories.same import SAME
from tests.stories.test_origins import sign

SENTENCE = "Norway accused Russia of spying on the ministers"


class Fragile(Extractor):
    """Reads one claim in each article; fails on one that says so, and on one whose record is unsound."""

    def extract(
        self, articles: Iterable[Article], *, on_fail: Callable[[Skipped], None] | None = None
    ) -> Iterator[Record]:
        for article in articles:
            if "broken" in article.text:
                assert on_fail is not None
                on_fail(Skipped(article.place, "is nested too deeply"))
                continue
            claim = make_claim(article, SENTENCE, NORWAY, "accuses", RUSSIA)
            record = make_record(article, [NORWAY, RUSSIA], [claim])
            yield replace(record, entities=()) if "unsound" in article.text else record


def row_of(file: int, row: int, text: str | None, **fields: Any) -> dict[str, Any]:
    blank = dict.fromkeys(ARTICLE.names)
    return blank | {
        "file": file,
        "row": row,
        "text": text,
        "language": "en",
        "place": f"f{file}:{row}",
        **fields,
    }


def text_of(number: int, more: str = "") -> str:
    return f"{SENTENCE}, report number {number} said on Monday. {more} Nobody else has said so."


ROWS = [
    row_of(-1, 0, None, id="a0", digest=digest(text_of(0))),
    row_of(-1, 0, None, id="a1", digest="of another text"),
    row_of(0, 1, text_of(0), id="a0"),
    row_of(0, 2, text_of(0), id="a0"),
    row_of(0, 3, text_of(1), id="a1"),
    row_of(0, 4, text_of(2), id="a2"),
    row_of(0, 5, text_of(3, "It is broken."), id="a3"),
    row_of(0, 6, text_of(4, "It is unsound."), id="a4"),
    row_of(1, 1, text_of(5), id="a2"),
    row_of(1, 2, text_of(6), id="a6"),
    row_of(1, 3, "", id="a7"),
    row_of(1, 4, None, reason="is not JSON", failed=True),
    row_of(1, 5, "Le président a rencontré le premier ministre et il a promis de soutenir la loi.", id="a8"),
]


@pytest.mark.parametrize("size", [1, 3, 100])
def test_articles_are_read_once_and_what_cannot_be_read_is_named(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "own_extractor", lambda _: Fragile())
    batches = [
        pa.RecordBatch.from_pylist(ROWS[at : at + size], schema=ARTICLE) for at in range(0, len(ROWS), size)
    ]
    found = [row for batch in reading.extract(batches, Settings()) for row in batch.to_pylist()]
    assert [row["id"] for row in found if row["id"]] == ["a2", "a6"]
    assert [row["place"] for row in found if row["known"]] == ["f0:1"]
    skipped = {row["place"]: (row["failed"], row["reason"]) for row in found if row["reason"]}
    assert {place: failed for place, (failed, _) in skipped.items()} == {
        "f0:2": False,
        "f0:3": True,
        "f0:5": True,
        "f0:6": True,
        "f1:1": True,
        "f1:3": True,
        "f1:4": True,
        "f1:5": False,
    }
    assert skipped["f0:5"][1] == "is nested too deeply"
    assert "kg remove a1" in skipped["f0:3"][1]
    assert "not in its record" in skipped["f0:6"][1]


def test_a_mistake_in_the_users_files_stops_the_reading() -> None:
    class Wrong(Extractor):
        def extract(
            self, articles: Iterable[Article], *, on_fail: Callable[[Skipped], None] | None = None
        ) -> Iterator[Record]:
            raise DataError("words.toml [x]: unknown key")

    with pytest.raises(DataError):
        reading.read_each(Wrong(), [make_article("a"), make_article("b")])


def test_files_are_read_as_on_one_machine(tmp_path: Path) -> None:
    rows = [{"path": "hdfs:/d/2024-03-07 x.txt", "content": b"Sweden joined NATO."}]
    rows += [{"path": "hdfs:/d/b.jsonl", "content": b'{"id": "w", "text": "One."}\nnonsense\n'}]
    rows += [{"path": "hdfs:/d/c.csv", "content": b"\x00\x01\x02"}]
    shown = {row["path"]: (number, f"in/{number}{row['path'][-6:]}") for number, row in enumerate(rows)}
    batch = pa.RecordBatch.from_pylist(rows)
    found = [row for made in reading.read_files([batch], shown) for row in made.to_pylist()]
    assert [row["place"] for row in found] == ["in/0 x.txt", "in/1.jsonl:1", "in/1.jsonl:2", "in/2/c.csv"]
    assert [row["text"] for row in found] == ["Sweden joined NATO.", "One.", None, None]
    assert "not JSON" in found[2]["reason"]
    assert "binary" in found[3]["reason"]


def test_lines_are_counted_in_each_part_of_a_file() -> None:
    shown = {"file:/d/a b.jsonl": (4, "a b.jsonl")}
    lines = [
        {"path": "file:///d/a%20b.jsonl", "start": start, "line": line}
        for start, line in [(0, '{"text": "x"}'), (0, ""), (0, "no"), (90, '{"text": "y"}')]
    ]
    cut = [pa.RecordBatch.from_pylist(part) for part in (lines[:1], lines[1:])]
    found = [row for batch in reading.read_lines(cut, shown) for row in batch.to_pylist()]
    assert [(row["file"], row["row"], row["place"]) for row in found] == [
        (4, 1, "a b.jsonl: line 1 after byte 0"),
        (4, 3, "a b.jsonl: line 3 after byte 0"),
        (4, 91, "a b.jsonl: line 1 after byte 90"),
    ]


def test_what_is_too_large_for_an_article_goes_no_further() -> None:
    texts = ["Sweden joined NATO. " * 20_000, "Sweden joined NATO."]
    rows = [{"text": text, reading.PATH: "file:/t", reading.ROW: at} for at, text in enumerate(texts)]
    (table,) = reading.read_tables([pa.RecordBatch.from_pylist(rows)], {"file:/t": (0, "t")})
    found = table.to_pylist()
    assert [row["text"] for row in found] == [None, texts[1]]
    assert "longer than 300,000" in found[0]["reason"]
    lines = [{"path": "file:/l", "start": 0, "line": "x" * LONGEST}]
    (found,) = reading.read_lines([pa.RecordBatch.from_pylist(lines)], {"file:/l": (0, "l")})
    assert "line is longer" in found["reason"][0].as_py()


def test_a_day_that_no_calendar_has_costs_its_row() -> None:
    columns = {
        "text": ["Sweden joined NATO.", "Finland joined NATO."],
        "date": pa.array([10**9, 19_000], pa.int32()).cast(pa.date32()),
        reading.PATH: ["file:/t"] * 2,
        reading.ROW: [0, 1],
    }
    (found,) = reading.read_tables([pa.RecordBatch.from_pydict(columns)], {"file:/t": (0, "t")})
    first, second = found.to_pylist()
    assert "cannot be read" in first["reason"]
    assert second["published"] == date(2022, 1, 8)


def test_rows_on_end_without_an_article_end_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "HOPELESS", 3)
    bad, good = "nonsense", '{"text": "Sweden joined NATO."}'
    texts = {"a": [bad, bad, good, bad, bad, bad, good], "b": [bad, bad, good]}
    lines = [{"path": f"file:/{name}", "start": 0, "line": line} for name in texts for line in texts[name]]
    shown = {"file:/a": (0, "a"), "file:/b": (1, "b")}
    (batch,) = reading.read_lines([pa.RecordBatch.from_pylist(lines)], shown)
    found = batch.to_pylist()
    assert [row["row"] for row in found] == [1, 2, 3, 4, 5, 6, 6, 1, 2, 3]
    assert "the rest is not read" in found[6]["reason"]


def records() -> list[Record]:
    made = []
    for number in range(6):
        article = make_article(text_of(number), id=f"a{number}", published=date(2024, 3, 1 + number))
        claims = [make_claim(article, SENTENCE, NORWAY, "accuses", RUSSIA)]
        claims += [make_claim(article, SENTENCE, MALI, "meets", NORWAY, actor_text="Russia")] * (number % 2)
        made.append(make_record(article, [NORWAY, RUSSIA, MALI, ODA_LIND], claims))
    return made


def test_records_come_back_from_rows_and_from_tables() -> None:
    pairs = [(record, digest(record.article.text)) for record in records()]
    batch = to_batch(pairs)
    assert batch.schema == RECORDS
    assert [(to_record(row), row["digest"]) for row in batch.to_pylist()] == pairs
    assert list(from_tables(to_tables(batch.slice(2, 3)))) == pairs[2:5]


def test_a_folder_takes_rows_as_it_takes_records(tmp_path: Path) -> None:
    one, two = (open_folder(tmp_path / name, create=True) for name in ("one.kg", "two.kg"))
    pairs = [(record, digest(record.article.text)) for record in records()]
    one.add(record for record, _ in pairs)
    two.add([pairs[3][0]])
    two.add_rows([to_batch(pairs)])
    two.add_rows([to_batch(pairs)])
    assert list(one.records()) == list(two.records())
    assert len(two.batches()) == 2
    assert all(has_checksums(two.root / batch.name) for batch in two.batches())


def test_what_a_killed_build_has_read_is_taken_in_once(tmp_path: Path) -> None:
    work = tmp_path / "one.kg" / "cluster"
    folder = open_folder(tmp_path / "one.kg", create=True)
    folder.add(records()[:2])
    (work / "read" / "0001").mkdir(parents=True)
    blank = dict.fromkeys(READ.names) | {"place": "x", "reason": "is not JSON"}
    rows = [blank | reading.kept_row(record, "d") | {"reason": None} for record in records()]
    table = pa.Table.from_pylist([blank, *rows], schema=READ)
    pq.write_table(table, work / "read" / "0001" / "part-0.parquet")
    for _ in range(2):
        take_in(folder, work)
    assert list(folder.records()) == records()
    (work / "read" / "0001" / "part-0.parquet").write_bytes(b"PAR1")
    with pytest.raises(FolderError, match=r"part-0\.parquet: is damaged"):
        take_in(folder, work)


def test_a_graph_put_together_of_parts_is_the_graph(tmp_path: Path) -> None:
    relations = load_relations()
    whole = build_graph(records(), relations)
    batch = to_batch([(record, "") for record in records()])
    batch = batch.append_column("changes", pa.nulls(len(batch), pa.list_(pa.null())))
    rows = [
        row
        for at in (0, 1)
        for told in telling.tell([batch.slice(3 * at, 3)], load_relations, (), "urn:kg:")
        for row in told.to_pylist()
    ]
    tellings = [row for told in rows for row in told["tellings"]]
    seen = [found for told in rows for found in told["seen"] if found["key"] == NORWAY.id]
    summed = seen[0] | {
        "mentions": sum(row["mentions"] for row in seen),
        "articles": len(seen),
        "last": seen[-1]["last"],
    }
    summed["votes"] = [{"entity": seen[0]["votes"][0]["entity"], "count": len(seen)}]
    (node,) = next(telling.make_nodes([pa.RecordBatch.from_pylist([summed])])).to_pylist()
    assert node == whole.tables.nodes.filter(pa.compute.field("id") == NORWAY.id).to_pylist()[0]
    named = pa.Table.from_pylist(tellings, schema=pa.schema([*NAMED_TELLINGS, ("stated", pa.bool_())]))
    articles = [(*(row[name] for name in ARTICLES.names[:-1]), at) for at, row in enumerate(rows)]
    parts = Tables(
        nodes=NODES.empty_table(),
        articles=to_table(ARTICLES, articles),
        edges=None,
        tellings=named.filter(named["stated"]).drop_columns(["stated"]),
        others=NAMED_TELLINGS.empty_table(),
        unread=UNREAD.empty_table(),
        relations=relation_table(relations),
    )
    made = put_together(parts)
    assert made.edges.select(["id", "claims", "first_date"]).equals(
        whole.tables.edges.select(["id", "claims", "first_date"])
    )


def test_pairs_found_in_parts_give_the_origins_of_the_whole() -> None:
    signatures = {
        one.told: one
        for name, pair in SAME.items()
        for number, told in enumerate(pair)
        if (one := sign(told.text, f"{name} {number}", told.day)).words
    }
    ordered = sorted(signatures.values(), key=lambda one: (one.published or date.max, one.article))
    rows = [{name: getattr(one, name) for name in SIGNATURES.names} for one in ordered]
    numbered = [row | {"order": at} for at, row in enumerate(rows)]
    batches = [pa.RecordBatch.from_pylist(numbered[at : at + 5]) for at in range(0, len(rows), 5)]
    bands = pa.Table.from_batches(alike.make_bands(batches), BAND)
    cut = bands.sort_by([(name, "ascending") for name in ("band", "key", "order")]).to_batches(50)
    found = pa.Table.from_batches(alike.find_pairs(cut), PAIR).to_pylist()
    pairs = sorted({(row["late"], row["early"]) for row in found})
    signed = [
        {"late": late, "early": early, "late_signature": rows[late], "early_signature": rows[early]}
        for late, early in pairs
    ]
    kept = pa.Table.from_batches(alike.keep_tellings([pa.RecordBatch.from_pylist(signed)]), PAIR).to_pylist()
    joined = join_pairs((row["late"], row["early"]) for row in kept)
    origins = {ordered[late].article: ordered[early].article for late, early in joined.items()}
    assert len(pairs) > len(kept) > 5
    assert origins == {late: early for late, early in find_origins(ordered).items() if late != early}


def test_a_worker_has_one_extractor_with_the_users_files(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('[accuses]\nverbs = ["finger"]\n', "utf-8")
    (tmp_path / "more.csv").write_text("type,label\nOrganization,Harbour Watch\n", "utf-8")
    made = Extractor(
        "a_model", load_relations(tmp_path / "words.toml"), load_gazetteer([tmp_path / "more.csv"]), 0.8
    ).settings
    extractor = reading.own_extractor(pickle.loads(pickle.dumps(made)))
    assert extractor is reading.own_extractor(made)
    assert (extractor.model, extractor.least) == ("a_model", 0.8)
    assert "finger" in extractor.relations.verbs
    assert extractor.gazetteer.own == {"org-harbour-watch"}


def test_schemas_in_the_words_of_spark() -> None:
    nested = pa.list_(pa.struct([("a", pa.int64()), ("b c", pa.list_(pa.string()))]))
    assert to_ddl(pa.schema([("x", nested), ("y", pa.date32())])) == (
        "`x` array<struct<`a`: bigint, `b c`: array<string>>>, `y` date"
    )
    assert to_ddl(READ).startswith("`file` int, `row` bigint, `place` string")


@pytest.mark.parametrize(
    ("path", "is_one"), [("hdfs://n/a", True), ("file:///a", True), ("a/b.kg", False), ("C:/a.kg", False)]
)
def test_paths_of_hadoop(path: str, is_one: bool) -> None:
    assert inputs.has_scheme(path) is is_one


def test_names_are_no_patterns() -> None:
    assert escape("/a [1]/{b}*.txt") == r"/a \[1\]/\{b\}\*.txt"


@pytest.mark.parametrize(
    ("name", "size", "kind"),
    [
        ("a.jsonl", inputs.PART, "lines"),
        ("a.jsonl", 9, ""),
        ("a.jsonl.gz", inputs.PART, ""),
        ("a.parquet", inputs.PART, "table"),
        ("a.txt", inputs.PART, ""),
    ],
)
def test_only_large_lines_and_tables_are_cut(name: str, size: int, kind: str) -> None:
    assert inputs._kind(inputs.File(f"file:/{name}", name, size)) == kind


def test_other_large_files_are_refused() -> None:
    refused = inputs._not_too_large(inputs.File("file:/a.csv", "a.csv", 1 << 40))
    assert isinstance(refused, Skipped)
    assert "Parquet" in refused.reason


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (
            "Job aborted\nTraceback\n  File x\nkg.errors.ModelError: no pipeline 'x'\n\tat org.apache.Y",
            "kg.errors.ModelError: no pipeline 'x'",
        ),
        ("An error occurred\norg.apache.spark.SparkException: Job aborted", "An error occurred"),
        ("", "it does not say why"),
    ],
)
def test_the_reason_why_spark_gave_up(message: str, reason: str) -> None:
    assert _find_reason(message) == reason
