"""What all readers share: inputs, the rules for every article, and the contract of a reader."""

import gzip
import io
import os
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Article, Skipped
from kg.plugins import list_plugins, load_plugin
from kg.readers import read_articles
from kg.readers._files import MAX_CHARS

TEXT = "Mali said on Monday that the Bridge Front had left the town of Kidal."
FRENCH = (
    "Le gouvernement du Mali a déclaré lundi que le front avait quitté la ville de Kidal. La Norvège, qui"
    " accueillait les pourparlers, a salué cet accord et promis une aide aux villes touchées."
)


def write(folder: Path, **files: str | bytes) -> list[Path]:
    """Files by name, with `_txt` for `.txt`."""
    paths = []
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(path)
    return paths


def read(*inputs: Path | str) -> list[Article | Skipped]:
    return list(read_articles([str(item) for item in inputs]))


def texts(*inputs: Path | str) -> list[str]:
    return [item.text for item in read(*inputs) if isinstance(item, Article)]


def only_skipped(*inputs: Path | str) -> Skipped:
    (item,) = read(*inputs)
    assert isinstance(item, Skipped), item
    return item


# Inputs


def test_folders_are_read_in_order_with_all_below_and_nothing_hidden(tmp_path: Path) -> None:
    write(
        tmp_path,
        b_txt="Two. " + TEXT,
        a__z_md="One. " + TEXT,
        c_jsonl='{"text": "Three."}',
        _hidden_txt="No.",
    )
    write(tmp_path, a___git__x_txt="No.", noending="Four.")
    assert texts(tmp_path) == ["One. " + TEXT, "Two. " + TEXT, "Three.", "Four."]


def test_files_folders_and_globs_come_in_the_order_named(tmp_path: Path) -> None:
    write(tmp_path, one__a_txt="A.", two__b_txt="B.", two__c_txt="C.")
    assert texts(tmp_path / "two", tmp_path / "one" / "a.txt") == ["B.", "C.", "A."]
    assert texts(f"{tmp_path}/*/[ab].txt") == ["A.", "B."]
    assert texts(f"{tmp_path}/**/*.txt") == ["A.", "B.", "C."]


def test_a_file_whose_name_looks_like_a_glob_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("A.")
    assert texts(tmp_path / "a[1].txt") == ["A."]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.txt", r"no such file or folder: .*missing\.txt; looked in"),
        ("empty", r"folder .*empty holds no article: looked for .*\.csv .*\.jsonl .*\.txt"),
        ("pictures", r"folder .*pictures holds no article"),
        ("*.txt", r"no file matches .*\*\.txt"),
        ("pictures/*", "holds no article"),
    ],
)
def test_an_input_without_articles_is_an_error_at_once(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path, pictures__a_jpg=b"\xff\xd8\xff", good_md=TEXT)
    with pytest.raises(InputError, match=message):
        read_articles([str(tmp_path / "good.md"), str(tmp_path / name)])  # nothing is asked for yet


def test_no_input_is_an_error() -> None:
    with pytest.raises(InputError, match="nothing to read"):
        read_articles([])


def test_folders_linked_in_a_circle_are_read_once(tmp_path: Path) -> None:
    write(tmp_path, a__b__c_txt=TEXT)
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "gone.txt").symlink_to(tmp_path / "nowhere")
    skipped, article = sorted(read(tmp_path), key=lambda item: isinstance(item, Article))
    assert isinstance(article, Article)
    assert isinstance(skipped, Skipped)
    assert "link to nowhere" in skipped.reason


def test_a_pipe_in_a_folder_does_not_hang(tmp_path: Path) -> None:
    write(tmp_path, a_txt=TEXT)
    os.mkfifo(tmp_path / "b.txt")
    assert [type(item) for item in read(tmp_path)] == [Article, Skipped]


def test_a_file_without_a_reader_is_skipped_in_a_folder_and_read_when_named(tmp_path: Path) -> None:
    write(tmp_path, a_log=TEXT, b_txt="B.")
    skipped, _ = read(tmp_path)
    assert isinstance(skipped, Skipped)
    assert skipped.failed
    assert "no reader for .log files" in skipped.reason
    assert texts(tmp_path / "a.log") == [TEXT]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (TEXT.encode(), [("-", TEXT)]),
        (b' \n{"text": "A."}\n{"text": "B."}\n', [("-:2", "A."), ("-:3", "B.")]),
        (b'\xef\xbb\xbf{"text": "A."}', [("-:1", "A.")]),
        (b"[sic] A.", [("-", "[sic] A.")]),
    ],
)
def test_standard_input_is_text_or_json_lines(
    source: bytes, found: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(source))
    monkeypatch.setattr(sys, "stdin", stream)
    items = [item for item in read("-") if isinstance(item, Article)]
    assert [(item.place, item.text) for item in items] == found
    assert not stream.closed


# Rules for every article


def test_an_article_is_known_by_its_text(tmp_path: Path) -> None:
    write(tmp_path, a_txt=TEXT, b_jsonl=f'{{"text": "{TEXT}", "date": "2016-12-12"}}')
    article, copy = read(tmp_path)
    assert isinstance(article, Article)
    assert len(article.id) == 16
    assert copy == Skipped(
        f"{tmp_path}/b.jsonl:1", f"is a copy of the article at {tmp_path}/a.txt", failed=False
    )


def test_the_same_file_twice_is_one_article(tmp_path: Path) -> None:
    (path,) = write(tmp_path, a_txt=TEXT)
    assert [type(item) for item in read(path, path)] == [Article, Skipped]


def test_an_id_belongs_to_one_text(tmp_path: Path) -> None:
    rows = '{"id": 7, "text": "A."}\n{"id": "7", "text": "B."}\n{"id": 7, "text": "A."}'
    (path,) = write(tmp_path, a_jsonl=rows)
    first, other, copy = read(path)
    assert isinstance(first, Article)
    assert first.id == "7"
    assert isinstance(other, Skipped)
    assert other.failed
    assert f"has the id '7' of another text at {path}:1" in other.reason
    assert isinstance(copy, Skipped)
    assert not copy.failed


@pytest.mark.parametrize(
    ("text", "reason"), [(" \n\t", "holds no text"), ("x" * 5_000_000, "is longer than")]
)
def test_an_article_without_words_or_without_end_is_skipped(tmp_path: Path, text: str, reason: str) -> None:
    (path,) = write(tmp_path, a_txt=text)
    assert only_skipped(path).reason.startswith(reason)


def test_a_row_without_end_is_skipped_and_the_next_read(tmp_path: Path) -> None:
    (path,) = write(tmp_path, a_jsonl='{"text": "' + "word " * 1_000_000 + '"}\n{"text": "B."}')
    skipped, article = read(path)
    assert isinstance(skipped, Skipped)
    assert skipped.place == f"{path}:1"
    assert f"longer than {MAX_CHARS:,} characters" in skipped.reason
    assert isinstance(article, Article)


def test_other_languages_are_skipped_by_name_and_are_no_failure(tmp_path: Path) -> None:
    (path,) = write(tmp_path, a_txt=FRENCH)
    assert only_skipped(path) == Skipped(str(path), "is in French; kg reads English", failed=False)


# Files


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.jsonl", "a.json"])
def test_a_binary_file_is_skipped(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 40)
    skipped = only_skipped(tmp_path / name)
    assert skipped.failed
    assert "is binary" in skipped.reason


def test_a_few_broken_bytes_are_read_and_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (path,) = write(tmp_path, a_txt="Zürich: ".encode() + TEXT.encode() + b" \xff\xc3.")
    (text,) = texts(path)
    assert text == f"Zürich: {TEXT} \ufffd\ufffd."
    assert f"{path}: undecodable bytes" in caplog.text


def test_windows_quotes_are_read_as_such(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (path,) = write(tmp_path, a_txt=TEXT.encode() + b" Mali\x92s minister \x93agreed\x94.")
    assert texts(path)[0].endswith("Mali’s minister “agreed”.")
    assert "Windows-1252" in caplog.text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize(("name", "content"), [("a.txt", TEXT), ("a.jsonl", f'{{"text": "{TEXT}"}}\n')])
def test_byte_order_marks_are_obeyed(tmp_path: Path, encoding: str, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding)
    assert texts(tmp_path / name) == [TEXT]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TEXT),
        ("a.jsonl", f'{{"text": "{TEXT}"}}'),
        ("a.json", f'{{"text": "{TEXT}"}}'),
        ("a.csv", f"id,text\n1,{TEXT}\n"),
        ("a.md", TEXT),
    ],
)
def test_packed_files_are_read_like_others(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content.encode()))
    assert texts(tmp_path) == [TEXT]


@pytest.mark.parametrize("data", [b"no gzip at all", gzip.compress(TEXT.encode() * 99)[:-20]])
def test_a_damaged_packed_file_is_skipped(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt.gz").write_bytes(data)
    assert only_skipped(tmp_path).reason.startswith("cannot be read: ")


# The contract of a reader

READERS = sorted(list_plugins("kg.readers"))


@pytest.mark.parametrize("name", READERS)
def test_a_reader_has_help_and_extensions_of_its_own(name: str) -> None:
    extensions = load_plugin("kg.readers", name).EXTENSIONS
    assert list_plugins("kg.readers")[name]
    assert all(extension == extension.lower() and extension.startswith(".") for extension in extensions)
    others = {e for other in READERS if other != name for e in load_plugin("kg.readers", other).EXTENSIONS}
    assert not others & set(extensions)


SOURCES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=300).map(lambda text: text.encode(errors="replace")),
    st.lists(
        st.sampled_from(
            [
                *[
                    b'{"text": "A."}',
                    b'{"id": "\\ud800", "text": "\\u0000"}',
                    b"text,date",
                    b"1,2",
                    b'"',
                    b"[",
                ],
                *[b"---", b"title: x", b"# A", b"<!--", b"-->", b"<p>Yes.</p>"],
                *[b"\n", b"\r", b"\0", b"\xff", b"\xef\xbb\xbf"],
            ]
        ),
        max_size=12,
    ).map(b"\n".join),
)


@pytest.mark.parametrize("name", READERS)
@given(data=SOURCES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_bytes_raise_and_all_is_accounted_for(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for extension in load_plugin("kg.readers", name).EXTENSIONS[:2]:
            path = Path(folder, f"a{extension}")
            path.write_bytes(data)
            for item in read(path):
                assert item.place.startswith(str(path))
                if isinstance(item, Article):
                    assert item.text.strip()
                    item.text.encode()
                    item.id.encode()
                    assert item.title is None or item.text.startswith(f"{item.title}\n\n")
                else:
                    assert item.reason


def test_half_a_character_is_replaced_so_that_the_text_can_be_written(tmp_path: Path) -> None:
    rows = tmp_path / "a.jsonl"
    rows.write_text(
        '{"id": "a", "text": "Russia accused \\ud800 Ukraine of lying about the grain deal."}\n', "utf-8"
    )
    [article] = [item for item in read_articles([str(rows)]) if isinstance(item, Article)]
    assert "accused \ufffd Ukraine" in article.text
