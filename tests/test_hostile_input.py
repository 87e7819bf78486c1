"""Any bytes give articles or an error with a name, and never much: properties, and cases by hand."""

import asyncio
import csv
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from pyoxigraph import Store
from starlette.requests import Request

from kg.decisions import FILE, read_decisions
from kg.errors import DataError, QueryError
from kg.exporters import find_files
from kg.gazetteers.table import load_table
from kg.model import Article, Entity, EntityType, PassageKind, Skipped
from kg.passages import MAX_PASSAGE, find_passages
from kg.plugins import load_plugin
from kg.readers import read_articles
from kg.records import open_folder
from kg.relations import load_relations
from kg.server.questions import Question, Refusal, read_question
from kg.sparql import ask
from kg.sparql.tokens import find_tokens
from tests.factories import Sample, make_article, make_claim, make_record
from tools.fuzz import SEEDS, TARGETS, mutate

# The same cases every time, so that a failure is one of the change at hand; tools/fuzz.py looks for new ones.
FIXED = settings(
    max_examples=60, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize("target", TARGETS)
def test_any_bytes_are_read_or_refused(target: str, tmp_path: Path) -> None:
    @FIXED
    @given(st.binary(max_size=300), st.randoms(use_true_random=False))
    def holds(data: bytes, random: object) -> None:
        TARGETS[target](data, tmp_path)
        TARGETS[target](mutate(random, SEEDS[target]), tmp_path)  # type: ignore[arg-type]

    holds()


def _read(tmp_path: Path, name: str, data: bytes) -> list[Article | Skipped]:
    path = tmp_path / name
    path.write_bytes(gzip.compress(data, 1) if name.endswith(".gz") else data)
    return list(read_articles([str(path)]))


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a.txt.gz": (lambda: b"a " * 20_000_000, "is longer than 300,000 characters"),
    "a.md.gz": (lambda: b"a " * 20_000_000, "is longer than 300,000 characters"),
    "a.html.gz": (lambda: b"<p>" * 10_000_000, "is larger than 8,000,000 bytes"),
    "a.rss.gz": (lambda: b"<rss>" + b"<item>" * 6_000_000, "is larger than 32,000,000 bytes"),
    "a.jsonl.gz": (
        lambda: b'{"text": "' + b"a" * 100_000_000,
        "the line is longer than 8,000,000 characters",
    ),
    "b.jsonl.gz": (lambda: b"1\n" * 100_000, "10,000 rows on end cannot be used"),
    "c.jsonl": (lambda: b"[" * 200_000, "it is nested too deeply"),
    "a.json.gz": (lambda: b"[1," * 12_000_000, "is larger than 32,000,000 characters"),
    "a.csv.gz": (lambda: b"text\n" + b'"a","\n",' * 2_000_000, "the row is longer than 8,000,000 characters"),
    "b.csv.gz": (lambda: b"text\n" + b"," * 20_000_000, "the row is longer than 8,000,000 characters"),
    "b.html": (lambda: b"<html><body>" + b"<p> </p>" * 60_000, "has more than 50,000 elements"),
    "c.html": (lambda: b"<div>" * 200_000, "holds no article"),
    "a.xml": (
        lambda: (
            b'<!DOCTYPE l [<!ENTITY a "lol">'
            + b"".join(b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 10) for n in range(1, 12))
            + b"]><rss><item><description>&l;</description><link>&l;</link></item></rss>"
        ),
        "",
    ),
    "d.jsonl": (
        lambda: json.dumps({"text": "Norway", "url": "x" * 20_000}).encode(),
        "has url of more than 10,000 characters",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_is_too_much_is_named(name: str, tmp_path: Path) -> None:
    make, message = BOMBS[name]
    found = _read(tmp_path, name, make())
    reasons = [item.reason for item in found if isinstance(item, Skipped)]
    assert any(message in reason for reason in reasons) if message else sum(map(_size, found)) < 1_000


def _size(item: Article | Skipped) -> int:
    return len(item.text) if isinstance(item, Article) else 0


def test_entities_of_feeds_are_neither_fetched_nor_filled_in(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("owned")
    address = (tmp_path / "secret").as_uri()
    item = "<rss><item><description>A &x;</description></item></rss>"
    data = f'<!DOCTYPE r [<!ENTITY x SYSTEM "{address}">]>{item}'
    [article] = _read(tmp_path, "a.rss", data.encode())
    assert isinstance(article, Article)
    assert "owned" not in article.text


def test_a_value_that_many_rows_share_is_read_row_by_row(tmp_path: Path) -> None:
    shared = pa.DictionaryArray.from_arrays(pa.array([0] * 300, pa.int32()), pa.array(["Norway " * 200_000]))
    pq.write_table(pa.table({"text": shared}), tmp_path / "a.parquet", compression="zstd")
    found = list(read_articles([str(tmp_path / "a.parquet")]))
    assert len(found) == 300
    assert all(isinstance(item, Skipped) and "is longer than" in item.reason for item in found)


def test_a_table_that_unpacks_to_thousands_of_times_its_size_is_refused(tmp_path: Path) -> None:
    text = pa.table({"text": ["a" * 200_000_000]})
    pq.write_table(
        text, tmp_path / "a.parquet", compression="zstd", use_dictionary=False, write_statistics=False
    )
    [skipped] = read_articles([str(tmp_path / "a.parquet")])
    assert isinstance(skipped, Skipped)
    assert "that unpack to" in skipped.reason


def test_a_day_that_no_calendar_has_costs_its_row(tmp_path: Path) -> None:
    days = pa.array([10**13, 0], pa.timestamp("s"))
    pq.write_table(pa.table({"text": ["Norway", "Mali"], "date": days}), tmp_path / "a.parquet")
    bad, good = read_articles([str(tmp_path / "a.parquet")])
    assert isinstance(bad, Skipped)
    assert "a value that cannot be read" in bad.reason
    assert isinstance(good, Article)


@pytest.mark.parametrize(
    "unit", ["(", "a ", "A. ", '"', " ", "\t", "-", "—", "`", "1", "\n", "Mr. ", "*", "[a]("]
)
def test_passages_and_markdown_of_anything_come_to_an_end(unit: str, tmp_path: Path) -> None:
    text = f"Norway accused Russia {(unit * 100_000)[:100_000]} of lying."
    assert all(one.end - one.start <= MAX_PASSAGE for one in find_passages(Article("a", text)))
    assert _read(tmp_path, "a.md", text.encode())


def test_a_word_without_end_is_no_news_and_the_rest_is_read() -> None:
    text = f"Norway accused Russia of lying {'(' * 5_000} on Monday, officials said."
    read = [one for one in find_passages(Article("a", text)) if one.kind is not PassageKind.OTHER]
    assert [text[one.start : one.start + 6] for one in read] == ["Norway", "on Mon"]
    assert not any("(" in text[one.start : one.end] for one in read)


def test_a_sentence_without_end_is_cut() -> None:
    text = "Norway, " * 1_000 + "met."
    assert max(one.end - one.start for one in find_passages(Article("a", text))) <= 1_500


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("accuses = 3", "[accuses]: is no table"),
        ("[accuses]\nverbs = 3", "[accuses]: verbs is 3; it must be a list of texts"),
        ('[accuses]\nverbs = [""]', "it must be a list of texts"),
        ("[accuses]\nscore = true", "score is True; it must be a number"),
        ('[accuses]\nexamples = ["x"]', "it must be a list of examples"),
        ("[accuses]\nsymmetric = 1", "it must be true or false"),
        ("[classes]\nx = 1", "[classes]: x is 1; it must be a list of texts"),
        ("x = " + "9" * 5_000, "not valid TOML"),
        ("x = " + "[" * 5_000, "not valid TOML"),
        (f'[accuses]\nverbs = ["A say R{" from|to R" * 12}"]', "in too many ways"),
    ],
)
def test_a_wrong_value_in_relations_is_named(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(text)
    with pytest.raises(DataError, match=r"own\.toml") as caught:
        load_relations(tmp_path / "own.toml")
    assert message in str(caught.value)


@pytest.mark.parametrize("cells", ["nan,nan,", "1,2,-5", f"1,2,{'9' * 30}"])
def test_a_wrong_number_in_a_gazetteer_is_named(cells: str, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(f"type,label,lat,lon,population\nCity,Aby,{cells}\n")
    with pytest.raises(DataError, match=r"own\.csv:2"):
        list(load_table(tmp_path / "own.csv"))


def test_a_gazetteer_that_is_cut_short_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.csv.gz").write_bytes(gzip.compress(b"type,label\nCity,Aby\n")[:-9])
    with pytest.raises(DataError, match="cannot be read"):
        list(load_table(tmp_path / "own.csv.gz"))


@pytest.mark.parametrize("line", ["[" * 100_000, '{"number": 1, "kind": "rename"}', "9" * 5_000, "1", "null"])
def test_a_damaged_decision_is_named(line: str, tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "a.kg", create=True)
    (folder.path / FILE).write_text(f"{line}\n")
    with pytest.raises(DataError, match="not a decision"):
        read_decisions(folder)


@pytest.mark.parametrize("unit", ["é", "a.", "a-", "'", '"\\', '\\"', "<", "?a", "{", "_:a."])
def test_the_words_of_a_query_come_to_an_end(unit: str) -> None:
    assert list(find_tokens(unit * 10_000))


@pytest.mark.parametrize(
    ("open_", "close"), [("{", "}"), ("(", ")"), ("[ <a:b> ", "]"), ("BIND(1 AS ?x) ", "")]
)
def test_a_query_too_deep_for_the_stack_is_refused(open_: str, close: str) -> None:
    with pytest.raises(QueryError, match="brackets in brackets"):
        ask(Store(), f"SELECT * {{ {open_ * 20_000}{close * 20_000} }}", prefixes={})


def test_a_deep_query_is_answered() -> None:
    assert list(ask(Store(), f"SELECT * {{ {'{' * 100}{'}' * 100} }}", prefixes={}))  # type: ignore[arg-type]


@FIXED
@given(
    st.binary(max_size=200),
    st.sampled_from(["GET", "POST"]),
    st.sampled_from(["form", "query", "update", ""]),
)
def test_any_request_is_a_question_or_is_refused(data: bytes, method: str, kind: str) -> None:
    types = {
        "form": b"application/x-www-form-urlencoded",
        "query": b"application/sparql-query",
        "update": b"application/sparql-update",
    }
    scope = {
        "type": "http",
        "method": method,
        "query_string": data if method == "GET" else b"",
        "headers": [(b"content-type", types.get(kind, data))],
    }

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": data, "more_body": False}

    found = asyncio.run(read_question(Request(scope, receive)))
    assert isinstance(found, Question | Refusal)
    if isinstance(found, Refusal):
        assert found.status in (400, 403, 413, 414, 415)


WORDS = st.text(
    st.one_of(
        st.sampled_from(
            "=+-@\t\r\n\0\x01\x1b\x7f\x85\u2028\u202e\ufeff\ufffe\uffff<>&\"'\\{}|^`;,%/:#?é́中😀"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=12,
)
RDF = {
    "turtle": ("turtle", pyoxigraph.RdfFormat.TURTLE),
    "ntriples": ("nt", pyoxigraph.RdfFormat.N_TRIPLES),
    "trig": ("trig", pyoxigraph.RdfFormat.TRIG),
    "nquads": ("nquads", pyoxigraph.RdfFormat.N_QUADS),
    "jsonld": ("json-ld", pyoxigraph.RdfFormat.JSON_LD),
}


def _reads_back(form: str, data: bytes) -> None:
    if form in ("gexf", "graphml", "kml"):
        etree.fromstring(data)
    elif form in ("csv", "events", "neo4j"):
        rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
        assert len({len(row) for row in rows}) == 1
        run = [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t", "\r", "\n"))]
        assert run == [] or form == "neo4j"
    elif form in ("geojson", "ftm"):
        [json.loads(line) for line in (data.decode().split("\n") if form == "ftm" else [data]) if line]
    else:
        name, syntax = RDF[form]
        read = rdflib.Dataset()
        read.parse(data=data, format=name)
        assert len(read) == len(set(pyoxigraph.parse(data, format=syntax)))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("form", "gexf graphml kml csv events neo4j geojson ftm".split() + list(RDF))
def test_every_export_reads_back_whatever_names_and_addresses_are(form: str, tmp_path: Path) -> None:
    plugin = load_plugin("kg.exporters", form)

    @settings(FIXED, max_examples=15)
    @given(WORDS, WORDS, WORDS, WORDS)
    def holds(one: str, two: str, url: str, title: str) -> None:
        actor = Entity("person-x", one, EntityType.PERSON, "NO", "GOV")
        place = Entity("place-y", two, EntityType.PLACE, "NO", None, None, None, 1.0, 2.0)
        text = f"{one} attacks {two} {title}."
        article = make_article(text, url=url, title=title, publisher=title)
        told = {"topic": title, "speaker": actor, "place": place, "date": "2024-03-03"}
        claim = make_claim(article, text, actor, "attacks", place, **told)  # type: ignore[arg-type]
        path = tmp_path / f"g{plugin.ENDINGS[0]}"
        plugin.write(Sample((make_record(article, [actor, place], [claim]),)), path)
        for file in find_files(form, path):
            _reads_back(form, file.read_bytes())

    holds()
