"""Records go in once, come out in one order, and a kill leaves nothing half done."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import ArticleError, DataError, FolderError
from kg.model import Record, Skipped
from kg.records import Folder, choose_entities, from_json, open_folder, to_json
from kg.records import folder as folder_module
from kg.records.batches import Batch, list_batches
from kg.relations import Relation
from tests.factories import NORWAY, RUSSIA, make_article, make_claim, make_record, sample

CHECKOUT = Path(__file__).parent.parent


def relation(name: str, **fields: object) -> Relation:
    empty = dict.fromkeys(("plover", "mode", "cameo", "quad", "score"))
    defaults = dict(
        name=name,
        means="",
        inverse_label="",
        kind="event",
        symmetric=False,
        example="",
        actor=frozenset(),
        recipient=frozenset(),
        **empty,
    )
    return Relation(**{**defaults, **fields})  # type: ignore[arg-type]


NAMES = ("accuses", "talksWith", "expels", "sanctions", "condemns", "attacks", "aids")
RELATIONS = {name: relation(name) for name in NAMES}
RELATIONS["accuses"] = relation(
    "accuses", plover="ACCUSE", mode="allege", cameo="112", quad="verbal-conflict", score=-3.5
)


def unplaced(record: Record) -> Record:
    """As it comes back: where an article was read is not kept."""
    return replace(record, article=replace(record.article, place=""))


def make_records(count: int) -> list[Record]:
    records = []
    for number in range(count):
        text = f"Norway accused Russia of lie number {number}."
        article = make_article(text, id=f"a{number:03}")
        records.append(
            make_record(article, [NORWAY, RUSSIA], [make_claim(article, text, NORWAY, "accuses", RUSSIA)])
        )
    return records


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return open_folder(tmp_path / "news.kg", create=True)


def test_records_come_back_whole_and_sorted(folder: Folder) -> None:
    kept = sample().kept
    assert folder.add(kept) == ()
    expected = sorted((unplaced(record) for record in kept), key=lambda record: record.article.id)
    assert list(open_folder(folder.path).records()) == expected


def test_order_and_batches_make_no_difference(tmp_path: Path) -> None:
    records = make_records(9)
    whole, split = (open_folder(tmp_path / name, create=True) for name in ("whole.kg", "split.kg"))
    whole.add(records)
    shuffled = random.Random(7).sample(records, len(records))
    for start in range(0, 9, 2):
        split.add(shuffled[start : start + 2])
    assert list(whole.records()) == list(split.records())
    assert whole.entities() == split.entities()


def test_the_same_article_adds_nothing(folder: Folder) -> None:
    records = make_records(2)
    folder.add(records)
    state = folder.state()
    again = folder.add(records)
    assert [item.failed for item in again] == [False, False]
    assert folder.state() == state
    assert folder.article_ids() == {"a000", "a001"}


def test_a_copy_within_one_batch_adds_nothing(folder: Folder) -> None:
    (record,) = make_records(1)
    assert len(folder.add([record, record])) == 1
    assert len(list(folder.records())) == 1


def test_another_text_under_a_known_id_is_skipped_with_a_word(folder: Folder) -> None:
    folder.add(make_records(1))
    other = Record(make_article("Something else.", id="a000", place="b.jsonl:7"), (), (), ())
    (skipped,) = folder.add([other])
    assert skipped.place == "b.jsonl:7"
    assert skipped.failed
    assert "a000" in skipped.reason
    assert [record.article.text for record in folder.records()] == [make_records(1)[0].article.text]


def test_removed_articles_are_gone_and_can_come_again(folder: Folder) -> None:
    records = make_records(5)
    folder.add(records[:3])
    folder.add(records[3:])
    assert folder.remove({"a001", "a004", "nothing"}) == ("a001", "a004")
    assert folder.article_ids() == {"a000", "a002", "a003"}
    assert not any(b"lie number 1." in path.read_bytes() for path in folder.path.rglob("*.parquet"))
    folder.add([records[1]])
    assert [record.article.id for record in folder.records()] == ["a000", "a001", "a002", "a003"]


def test_removing_all_leaves_an_empty_folder(folder: Folder) -> None:
    folder.add(make_records(2))
    folder.remove({"a000", "a001"})
    assert list(folder.records()) == []


def test_compaction_changes_no_record(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "_MERGE_AT", 3)
    for record in make_records(11):
        folder.add([record])
    folder.remove({"a004"})
    before = list(folder.records())
    folder.compact()
    names = sorted(path.name for path in (folder.path / "batches").iterdir())
    assert names == ["00000001-00000009.0", "00000010-00000010.0", "00000011-00000011.0"]
    assert list(folder.records()) == before
    folder.add(make_records(12)[11:])
    folder.compact()
    assert len(list(folder.records())) == 11


def test_a_batch_hides_all_that_it_replaces(tmp_path: Path) -> None:
    names = ("00000001-00000001.0", "00000001-00000004.0", "00000001-00000004.1", "00000002-00000003.2")
    for name in (*names, "00000005-00000005.0", ".00000006-00000006.0"):
        (tmp_path / name).mkdir()
    live, dead = list_batches(tmp_path)
    assert live == (Batch(1, 4, 1), Batch(5, 5, 0))
    assert set(dead) == {*names, ".00000006-00000006.0"} - {"00000001-00000004.1"}


def test_what_a_killed_process_left_is_passed_over_and_dropped(folder: Folder) -> None:
    folder.add(make_records(1))
    half = folder.path / "batches" / ".00000002-00000002.0"
    half.mkdir()
    (half / "articles.parquet").write_bytes(b"PAR1")
    assert folder.article_ids() == {"a000"}
    folder.add(make_records(2)[1:])
    assert not half.exists()
    assert folder.article_ids() == {"a000", "a001"}


WRITER = """
import sys
from pathlib import Path
from kg.records import open_folder
from tests.test_records import make_records
folder = open_folder(Path(sys.argv[1]), create=True)
for record in make_records(400):
    folder.add([record])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_kill_at_any_point_leaves_whole_batches(tmp_path: Path) -> None:
    path = tmp_path / "killed.kg"
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], cwd=CHECKOUT)
        done = -1
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and done < 2:  # until it has added something in this run
            before = len(list((path / "batches").glob("[0-9]*"))) if path.exists() else 0
            time.sleep(0.05)
            done += len(list((path / "batches").glob("[0-9]*"))) > before
        process.send_signal(signal.SIGKILL)
        process.wait()
        list(open_folder(path).records())
    folder = open_folder(path)
    assert folder.article_ids()
    folder.add(make_records(400))
    assert list(folder.records()) == [unplaced(record) for record in make_records(400)]


HOLDER = """
import sys, time
from pathlib import Path
from kg.records import open_folder
with open_folder(Path(sys.argv[1])).lock():
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_fails_with_a_word_and_a_reader_does_not(folder: Folder) -> None:
    folder.add(make_records(1))
    command = [sys.executable, "-c", HOLDER, str(folder.path)]
    process = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(FolderError, match=rf"news\.kg: another process \(id {process.pid}, since 20"):
            folder.add(make_records(2))
        assert len(list(folder.records())) == 1
    finally:
        process.kill()
        process.communicate()
    folder.add(make_records(2))
    assert len(list(folder.records())) == 2


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ('{"format": 99}', "newer kg"),
        ('{"format": 0}', "older kg"),
        ("{", "cannot be read"),
        ("[]", "cannot be read"),
        ('{"format": 1, "base": "here"}', "base 'here' must"),
        ('{"format": 1, "base": ""}', "base '' must"),
    ],
)
def test_settings_that_do_not_fit(folder: Folder, settings: str, word: str) -> None:
    (folder.path / "kg.json").write_text(settings, "utf-8")
    with pytest.raises(FolderError, match=word):
        open_folder(folder.path)


def test_no_folder_and_wrong_folders(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="no such folder"):
        open_folder(tmp_path / "none.kg")
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderError, match="is a file"):
        open_folder(tmp_path / "file")
    with pytest.raises(FolderError, match="is a file"):
        open_folder(tmp_path / "file", create=True)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.doc").write_text("")
    for create in (False, True):
        with pytest.raises(FolderError, match="not a kg project folder"):
            open_folder(tmp_path / "other", create=create)
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["thesis.doc"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_can_be_read(folder: Folder) -> None:
    folder.add(make_records(1))
    (folder.path / "lock").chmod(0o444)
    with pytest.raises(FolderError, match="cannot be written"):
        folder.add(make_records(2))
    assert len(list(folder.records())) == 1


def test_skipped_inputs_are_kept_once_a_place(folder: Folder) -> None:
    folder.note_skipped([Skipped("b.txt", "empty"), Skipped("a.txt", "not UTF-8")])
    folder.note_skipped([Skipped("b.txt", "too long")])
    assert folder.skipped() == (Skipped("a.txt", "not UTF-8"), Skipped("b.txt", "too long"))


def test_a_record_must_quote_its_article_and_hold_its_entities(folder: Folder) -> None:
    (record,) = make_records(1)
    shifted = replace(record, article=replace(record.article, text=" " + record.article.text))
    with pytest.raises(ArticleError, match="does not stand at"):
        folder.add([shifted])
    with pytest.raises(ArticleError, match="country-ru"):
        folder.add([replace(record, entities=(NORWAY,))])
    with pytest.raises(ArticleError, match="surrogate"):
        folder.add([Record(make_article("x", title="\ud83d"), (), (), ())])
    assert folder.article_ids() == set()


def test_json_has_the_agreed_keys_in_the_agreed_order() -> None:
    record = next(record for record in sample().kept if record.article.publisher == "Harbour Gazette")
    line = to_json(record, RELATIONS)
    found = json.loads(line)
    assert "\n" not in line
    assert list(found) == ["article", "entities", "mentions", "claims"]
    assert list(found["article"]) == "id title url published publisher language chars".split()
    assert found["article"]["chars"] == len(record.article.text)
    assert list(found["entities"][0]) == "id label type country sector wikidata geonames lat lon".split()
    assert list(found["mentions"][0]) == "start end text kind type entity".split()
    claim = next(claim for claim in found["claims"] if claim["relation"] == "accuses")
    keys = (
        "id relation plover mode cameo quad score actor recipient topic polarity modality speaker place date "
        "date_precision confidence evidence"
    )
    assert list(claim) == keys.split()
    assert [claim[key] for key in ("plover", "cameo", "score")] == ["ACCUSE", "112", -3.5]
    assert list(claim["actor"]) == "entity label start end text".split()
    assert claim["speaker"] is None
    assert claim["place"] == {"entity": "place-old-harbour", "label": "Old Harbour"}


@pytest.mark.parametrize("record", sample().kept, ids=lambda record: str(record.article.title))
def test_json_reads_back(record: Record) -> None:
    back = from_json(to_json(record, RELATIONS), text=record.article.text)
    assert back == replace(unplaced(record), unread=())


def test_json_writes_other_scripts_as_they_are() -> None:
    (record,) = (record for record in sample().kept if "中文" in record.article.text)
    assert "中文" in to_json(record, RELATIONS)


def test_a_relation_of_no_file_is_named() -> None:
    with pytest.raises(DataError, match="'accuses'"):
        to_json(make_records(1)[0], {})


def test_the_description_that_most_articles_have_is_chosen() -> None:
    bare = replace(NORWAY, lat=None, lon=None)
    shout = replace(NORWAY, label="NORWAY")
    assert choose_entities({shout: 1, NORWAY: 2}) == {"country-no": NORWAY}
    assert choose_entities({bare: 1, NORWAY: 1}) == {"country-no": NORWAY}
    assert choose_entities({shout: 1, NORWAY: 1}) == choose_entities({NORWAY: 1, shout: 1})
