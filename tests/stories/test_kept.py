"""Origins are kept in the project folder, and are the same whether kept or made anew."""

import logging
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kg.model import Record
from kg.records import Folder, open_folder
from kg.stories import find_origins, kept, load_origins, signature
from tests.factories import MALI, NORWAY, RUSSIA, make_article, make_claim, make_record
from tests.stories.texts import FERRY, MINE, RAILWAY, STRIKE, first_paragraphs

TEXTS = [FERRY, first_paragraphs(FERRY, 3), MINE, RAILWAY, MINE + "It rained.", STRIKE]


def record(number: int, text: str) -> Record:
    return Record(make_article(text, id=f"a{number}", published=date(2024, 5, 14)), (), (), ())


RECORDS = [record(number, text) for number, text in enumerate(TEXTS)]
ORIGINS = {"a0": "a0", "a1": "a0", "a2": "a2", "a3": "a3", "a4": "a2", "a5": "a5"}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = open_folder(tmp_path / "news.kg", create=True)
    made.add(RECORDS)
    return made


@pytest.fixture
def signed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that are signed from here on."""
    seen: list[str] = []

    def sign(one: Record) -> object:
        seen.append(one.article.id)
        return signature(one)

    monkeypatch.setattr(kept, "signature", sign)
    return seen


def file_of(folder: Folder) -> Path:
    return folder.path / "origins.parquet"


def test_origins_are_those_of_the_records(folder: Folder) -> None:
    assert load_origins(folder) == find_origins(map(signature, RECORDS)) == ORIGINS


def test_an_empty_folder_has_none(tmp_path: Path, signed: list[str]) -> None:
    empty = open_folder(tmp_path / "empty.kg", create=True)
    assert load_origins(empty) == load_origins(empty) == {}


def test_what_is_kept_is_neither_read_nor_signed_again(
    folder: Folder, signed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_origins(folder)
    before = file_of(folder).stat().st_mtime_ns
    signed.clear()
    monkeypatch.setattr(Folder, "records", lambda self: pytest.fail("was read"))
    assert load_origins(folder) == ORIGINS
    assert (signed, file_of(folder).stat().st_mtime_ns) == ([], before)


def test_only_new_articles_are_signed(folder: Folder, signed: list[str]) -> None:
    load_origins(folder)
    signed.clear()
    folder.add([record(6, RAILWAY + "The talks go on."), record(7, "Norway left the pact on Friday.")])
    assert load_origins(folder) == {**ORIGINS, "a6": "a3", "a7": "a7"}
    assert signed == ["a6", "a7"]


def test_an_article_that_is_taken_out_leaves_its_copies(folder: Folder, signed: list[str]) -> None:
    load_origins(folder)
    signed.clear()
    folder.remove(["a0"])
    assert load_origins(folder) == {key: value for key, value in ORIGINS.items() if key != "a0"} | {
        "a1": "a1"
    }
    assert signed == []


def test_an_article_that_was_read_anew_is_signed_anew(folder: Folder, signed: list[str]) -> None:
    load_origins(folder)
    signed.clear()
    again = make_article(RAILWAY, id="a3", published=date(2024, 5, 14))
    claim = make_claim(again, RAILWAY, RUSSIA, "aids", NORWAY, recipient_text="Iran")
    folder.remove(["a3"])
    folder.add([make_record(again, [RUSSIA, NORWAY, MALI], [claim])])
    load_origins(folder)
    assert signed == ["a3"]


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def _overwritten(path: Path) -> None:
    path.write_bytes(b"PAR1 and no table")


def _flipped(path: Path) -> None:
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 3] ^= 0xFF
    path.write_bytes(damaged)


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _removed(path: Path) -> None:
    path.unlink()


def _other_table(path: Path) -> None:
    pq.write_table(pq.read_table(path).select(["article", "origin"]), path)


def _other_version(path: Path) -> None:
    table = pq.read_table(path)
    table = table.replace_schema_metadata({**table.schema.metadata, b"made from": b"0"})
    wrong = table.set_column(table.schema.get_field_index("origin"), "origin", table["told"])
    pq.write_table(wrong, path)


@pytest.mark.parametrize(
    "damage", [_truncated, _overwritten, _flipped, _emptied, _removed, _other_table, _other_version]
)
def test_a_file_that_is_of_no_use_is_made_anew(
    damage: Callable[[Path], None], folder: Folder, signed: list[str]
) -> None:
    load_origins(folder)
    whole = file_of(folder).read_bytes()
    damage(file_of(folder))
    signed.clear()
    assert load_origins(folder) == ORIGINS
    assert sorted(signed) == sorted(ORIGINS)
    assert file_of(folder).read_bytes() == whole


def test_a_folder_that_another_process_writes_to_is_read_all_the_same(
    folder: Folder, caplog: pytest.LogCaptureFixture
) -> None:
    with folder.lock(), caplog.at_level(logging.INFO, "kg"):
        assert load_origins(open_folder(folder.path)) == ORIGINS
    assert "is not kept" in caplog.text
    assert not file_of(folder).exists()


def test_what_is_kept_does_not_depend_on_how_the_articles_came(tmp_path: Path) -> None:
    def write(name: str, parts: Iterable[list[Record]]) -> object:
        made = open_folder(tmp_path / name, create=True)
        for part in parts:
            made.add(part)
            load_origins(made)
        return pq.read_table(file_of(made)).replace_schema_metadata(None).to_pylist()

    assert write("whole.kg", [RECORDS]) == write("parts.kg", [[one] for one in reversed(RECORDS)])


def test_half_a_file_of_a_killed_process_is_no_harm(folder: Folder) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    half = folder.path / f".origins.parquet.{ended.pid}.part"
    half.write_bytes(b"half")
    assert load_origins(folder) == ORIGINS
    assert not half.exists()
