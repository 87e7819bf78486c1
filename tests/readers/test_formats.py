"""Each format: what becomes text, title, date, publisher, address and id; what is skipped, where."""

import json
import time
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from kg.model import Article, Skipped
from kg.readers import read_articles

DAY = date(2016, 12, 12)
BODY = "Mali said on Monday that the Bridge Front had left the town of Kidal."


def read(path: Path) -> list[Article | Skipped]:
    return list(read_articles([str(path)]))


def only(path: Path, content: str | None = None) -> Article:
    if content is not None:
        path.write_bytes(content.encode())
    (item,) = read(path)
    assert isinstance(item, Article), item
    return item


# Plain text


def test_text_is_verbatim_without_a_title(tmp_path: Path) -> None:
    source = f"\n Front leaves Kidal\r\n\r\n{BODY}\r\n"
    article = only(tmp_path / "a.txt", source)
    assert article.text == source
    assert article.title is None
    assert article.place == str(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.txt", f"Front leaves Kidal\nMonday, December 12, 2016\n{BODY}"),
        ("a.txt", f"Front leaves Kidal\n\nBy Jane Doe\n\nPublished: 12 Dec. 2016, 10:15 GMT\n\n{BODY}"),
        ("a.txt", f"BAMAKO, Dec 12, 2016 (AFP) - {BODY}"),
        ("2016-12-12-kidal.txt", BODY),
        ("20161212_kidal.txt", BODY),
    ],
)
def test_text_is_dated_by_a_line_a_dateline_or_its_name(tmp_path: Path, name: str, source: str) -> None:
    assert only(tmp_path / name, source).published == DAY


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.txt", BODY),
        ("a.txt", "The front attacked Kidal on 12 December 2016."),
        ("a.txt", f"BAMAKO, Dec 12 (AFP) - {BODY}"),
        ("kidal-since-2016-12-12.txt", BODY),
        ("a.txt", f"Monday, December 12, 2999\n{BODY}"),
        ("a.txt", f"Monday, February 31, 2016\n{BODY}"),
    ],
)
def test_a_date_that_nothing_tells_is_not_guessed(tmp_path: Path, name: str, source: str) -> None:
    assert only(tmp_path / name, source).published is None


# JSON Lines


def test_a_row_without_title_is_its_text_verbatim(tmp_path: Path) -> None:
    text = "  \tMali\r\n\x00 left\u2028\x1b[0m.\n"
    assert only(tmp_path / "a.jsonl", json.dumps({"text": text})).text == text


def test_a_title_stands_before_a_blank_line(tmp_path: Path) -> None:
    row = {
        "id": "x-1",
        "headline": "Front leaves Kidal",
        "body": BODY,
        "publication_date": "2016-12-12T23:30:00-05:00",
        "source": {"id": None, "name": "Harbour Gazette"},
        "link": "https://news.example/kidal",
    }
    assert only(tmp_path / "a.jsonl", json.dumps(row)) == Article(
        id="x-1",
        text=f"Front leaves Kidal\n\n{BODY}",
        title="Front leaves Kidal",
        url="https://news.example/kidal",
        published=DAY,
        publisher="Harbour Gazette",
        place=f"{tmp_path}/a.jsonl:1",
    )


def test_keys_are_read_without_case_and_blank_ones_passed_over(tmp_path: Path) -> None:
    row = {"Title": " ", "text": "", "Content": BODY, "Publisher": None, "ID": ""}
    article = only(tmp_path / "a.jsonl", json.dumps(row))
    assert (article.text, article.title, article.publisher) == (BODY, None, None)
    assert len(article.id) == 16


def test_lone_surrogates_become_one_character_each(tmp_path: Path) -> None:
    assert only(tmp_path / "a.jsonl", r'{"text": "a \ud800\udc00 \udc00 b"}').text == "a \U00010000 \ufffd b"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2016-12-12", DAY),
        ("2016-12-12 10:15:00", DAY),
        ("2016/12/12", DAY),
        ("20161212", DAY),
        ("20161212101500", DAY),
        ("20161212T101500Z", DAY),
        (20161212, DAY),
        (1481537700, DAY),
        (1481537700000, DAY),
        (1481537700.5, DAY),
        ("Mon, 12 Dec 2016 10:15:00 GMT", DAY),
        ("12-Dec-2016", DAY),
        ("Dec. 12, 2016", DAY),
        ("12th of December 2016", DAY),
        ("12.12.2016", DAY),
        ("13/12/2016", date(2016, 12, 13)),
        ("12/13/2016", date(2016, 12, 13)),
        ("04/05/2016", None),
        ("December 2016", None),
        ("2016-13-45", None),
        ("yesterday", None),
        ("2999-01-01", None),
        ("", None),
        (True, None),
        (-5, None),
        (1e300, None),
        ([2016], None),
    ],
)
def test_dates_in_the_forms_in_use(tmp_path: Path, value: object, day: date | None) -> None:
    assert only(tmp_path / "a.jsonl", json.dumps({"text": BODY, "date": value})).published == day


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("broken", "is not JSON: Expecting value at character 1"),
        ('{"text": "A."', "is not JSON: Expecting ',' delimiter"),
        ("[" * 100_000, "is not JSON: it is nested too deeply"),
        ('{"text": "A.", "n": ' + "9" * 5000 + "}", "is not JSON: a number is too long"),
        ('["A."]', "holds a JSON list, not an object with a text"),
        (
            '{"title": "A", "date": "2016-12-12"}',
            "holds no text: looked for text, body, content; the row has 'title'",
        ),
        ('{"text": 5}', "holds no text"),
        ("{}", "the row is empty"),
    ],
)
def test_a_bad_line_is_skipped_with_its_place_and_the_others_read(
    tmp_path: Path, line: str, reason: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "A."}}\n\n{line}\n{{"text": "B."}}\n')
    first, skipped, last = read(path)
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(skipped, Skipped)
    assert skipped.place == f"{path}:3"
    assert skipped.failed
    assert reason in skipped.reason


@pytest.mark.parametrize(
    ("source", "places"),
    [
        ('{"text": "A."}', [""]),
        ('[{"text": "A."}, {"text": "B."}]', [":[1]", ":[2]"]),
        ('{"status": "ok", "articles": [{"content": "A."}, {"content": "B."}]}', [":[1]", ":[2]"]),
        ('{"text": "A."}\n{"text": "B."}\n', [":1", ":2"]),
        ('{\n  "text": "A."\n}', [""]),
    ],
)
def test_json_holds_one_article_a_list_or_lines(tmp_path: Path, source: str, places: list[str]) -> None:
    path = tmp_path / "a.json"
    path.write_text(source)
    assert [item.place for item in read(path)] == [f"{path}{place}" for place in places]


def test_json_that_is_broken_is_skipped_whole(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"text": "A."},')
    (skipped,) = read(tmp_path / "a.json")
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("is not JSON: ")


# Tables


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_are_named_as_keys(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["id", "Title", "text", "published"],
        ["1", "Front leaves", f'"{BODY}\nIt ""agreed""."', "2016-12-12"],
    ]
    article = only(tmp_path / "a.csv", "\r\n".join(delimiter.join(row) for row in rows))
    assert article.text == f'Front leaves\n\n{BODY}\nIt "agreed".'
    assert (article.id, article.published, article.place) == ("1", DAY, f"{tmp_path}/a.csv:2")


def test_rows_are_placed_by_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('text,date\n"A\nB.",\n\n,2016-12-12\nC.\n')
    first, skipped, last = read(path)
    assert [item.place for item in (first, skipped, last)] == [f"{path}:2", f"{path}:5", f"{path}:6"]
    assert isinstance(skipped, Skipped)
    assert "holds no text" in skipped.reason


def test_a_long_field_is_read(tmp_path: Path) -> None:
    text = "word and " * 30_000
    assert only(tmp_path / "a.csv", f"text\n{text}").text == text


def test_a_table_without_text_says_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Name,Amount\nA,1\n")
    (skipped,) = read(tmp_path / "a.csv")
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "has no column text, body, content; its first row is 'Name,Amount'"


# Markdown


def test_front_matter_gives_title_date_publisher(tmp_path: Path) -> None:
    source = (
        f'---\ntitle: "Front: it leaves"\ndate: 2016-12-12\npublisher: Gazette\ntags: [a]\n---\n\n{BODY}\n'
    )
    article = only(tmp_path / "a.md", source)
    assert article.text == f"Front: it leaves\n\n{BODY}"
    assert (article.published, article.publisher) == (DAY, "Gazette")


def test_front_matter_in_toml(tmp_path: Path) -> None:
    article = only(tmp_path / "a.md", f'+++\ntitle = "Front leaves"\ndate = 2016-12-12\n+++\n{BODY}')
    assert (article.title, article.published) == ("Front leaves", DAY)


@pytest.mark.parametrize(
    "heading", ["# Front *leaves* Kidal", "Front leaves Kidal\n====", "## Front leaves Kidal ##"]
)
def test_a_heading_that_opens_the_text_is_the_title(tmp_path: Path, heading: str) -> None:
    assert only(tmp_path / "a.md", f"{heading}\n\n{BODY}").text == f"Front leaves Kidal\n\n{BODY}"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Mali **signed** a __truce__ with *the* _front_.", "Mali signed a truce with the front."),
        ("A [truce](https://x.example 'x') in [Mali][1].\n\n[1]: https://x.example", "A truce in Mali."),
        ("![A convoy](c.jpg) Mali left.", "Mali left."),
        ("> Mali left.\n>\n> Niger too.", "Mali left.\n\nNiger too."),
        ("- Mali left.\n* Niger too.\n1. Chad stayed.", "Mali left.\nNiger too.\nChad stayed."),
        (
            "Mali left.\n\n## Reactions\n\nNorway hailed it.[^1]",
            "Mali left.\n\nReactions\n\nNorway hailed it.",
        ),
        ("Mali <b>left</b>.<!-- a\nnote -->", "Mali left."),
        ("Mali &amp; Niger\\* left `Kidal`.", "Mali & Niger* left Kidal."),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("Mali left.\n\n---\n\nNiger too.", "Mali left.\n\nNiger too."),
    ],
)
def test_markup_goes_and_words_stay(tmp_path: Path, source: str, words: str) -> None:
    assert only(tmp_path / "a.md", source).text == words


@pytest.mark.parametrize(
    "unit", ["<!--", "[", "![a](", "**a ", "_a ", "`", "<a ", "# ", "#     ", "> ", "- "]
)
def test_a_text_full_of_markup_is_read_in_linear_time(tmp_path: Path, unit: str) -> None:
    (tmp_path / "a.md").write_text("# A\n\n" + unit * (900_000 // len(unit)))
    started = time.perf_counter()
    read(tmp_path / "a.md")
    assert time.perf_counter() - started < 5


def test_a_title_alone_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Front leaves Kidal\n")
    (skipped,) = read(tmp_path / "a.md")
    assert isinstance(skipped, Skipped)
    assert "no text below its title" in skipped.reason


# Web pages

PAGE = """<!doctype html><html lang="en"><head><title>Front leaves Kidal | Harbour Gazette</title>
<meta property="og:title" content="Front leaves Kidal">
<meta property="og:site_name" content="Harbour Gazette">
<meta property="article:published_time" content="2016-12-12T10:15:00Z">
<link rel="canonical" href="https://news.example/kidal"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Front leaves Kidal</h1>
<p>The Bridge Front left the town of Kidal on Monday, the government in Bamako said in a statement.</p>
<p>The front, which had held the north for two years, agreed to withdraw from three towns by Friday.</p>
<p>Norway, which hosted the talks, welcomed the agreement and promised aid for the towns it had held.</p>
</article><aside><h3>Most read</h3><ul><li><a href="/x">Russia denies jamming</a></li></ul></aside>
<footer>© 2016 Harbour Gazette</footer></body></html>"""


def test_the_article_is_taken_out_of_the_page(tmp_path: Path) -> None:
    article = only(tmp_path / "a.html", PAGE)
    assert article.text.startswith("Front leaves Kidal\n\nThe Bridge Front left")
    assert article.text.endswith("the towns it had held.")
    assert (article.title, article.published) == ("Front leaves Kidal", DAY)
    assert (article.publisher, article.url) == ("Harbour Gazette", "https://news.example/kidal")


@pytest.mark.parametrize(
    "page",
    ["", "<html><body><nav><a href='/'>Home</a></nav></body></html>", "<html><body></body></html>", "{}"],
)
def test_a_page_without_an_article_is_skipped(tmp_path: Path, page: str) -> None:
    (tmp_path / "a.html").write_text(page)
    (skipped,) = read(tmp_path / "a.html")
    assert isinstance(skipped, Skipped)
    assert "holds no article" in skipped.reason


# Parquet


def test_columns_of_parquet_are_named_as_keys(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    columns = {"id": [1, 2], "Text": [BODY, None], "date": [DAY, None], "vector": [[0.5], [0.5]]}
    parquet.write_table(pa.table(columns), path)
    article, skipped = read(path)
    assert isinstance(article, Article)
    assert (article.id, article.text, article.published) == ("1", BODY, DAY)
    assert isinstance(skipped, Skipped)
    assert skipped.place == f"{path}:[2]"


def test_parquet_without_text_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"amount": [1]}), path)
    (skipped,) = read(path)
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "has no column text, body, content"


# Feeds

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Harbour Gazette</title><item><title>Front leaves &amp;amp; Kidal</title>
<link>https://news.example/kidal</link><pubDate>Mon, 12 Dec 2016 10:15:00 GMT</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>{BODY}</p><p>Norway &amp; Niger<br>agreed.</p>]]>
</content:encoded></item><item><title>Nothing</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Gazette</title><entry>
<title>Front leaves Kidal</title><link rel="self" href="https://news.example/feed"/>
<link href="https://news.example/kidal"/><updated>2016-12-12T10:15:00Z</updated>
<summary>{BODY}</summary></entry></feed>"""


def test_items_of_rss(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    path.write_text(RSS)
    article, skipped = read(path)
    assert isinstance(article, Article)
    assert article.text == f"Front leaves & Kidal\n\n{BODY}\nNorway & Niger\nagreed."
    assert (article.url, article.published) == ("https://news.example/kidal", DAY)
    assert article.publisher == "Harbour Gazette"
    assert isinstance(skipped, Skipped)
    assert skipped.place == f"{path}:[2]"


def test_entries_of_atom(tmp_path: Path) -> None:
    article = only(tmp_path / "a.atom", ATOM)
    assert article.text == f"Front leaves Kidal\n\n{BODY}"
    assert (article.url, article.published) == ("https://news.example/kidal", DAY)


@pytest.mark.parametrize("source", ["", "<a", "<p>Yes.</p>", "no feed"])
def test_what_is_no_feed_is_skipped(tmp_path: Path, source: str) -> None:
    (tmp_path / "a.xml").write_text(source)
    (skipped,) = read(tmp_path / "a.xml")
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("is not ")


def test_entities_of_a_feed_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("password")
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    source = f"{entity}<rss><channel><item><description>{BODY} &x;</description></item></channel></rss>"
    assert "password" not in only(tmp_path / "a.rss", source).text
