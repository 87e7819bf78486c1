"""A file takes its name when it is whole, and why one cannot be written is told with a remedy."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.files import explain_failure, sync, whole_file


def test_a_file_takes_its_name_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "graph.csv"
    path.write_text("of before")
    with whole_file(path) as stream:
        stream.write(b"new")
        assert path.read_text() == "of before"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_block_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "graph.csv"
    path.write_text("of before")

    def fail() -> None:
        with whole_file(path) as stream:
            stream.write(b"ne")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_text() == "of before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "latest.csv").symlink_to(tmp_path / "graph.csv")
    with whole_file(tmp_path / "latest.csv") as stream:
        stream.write(b"new")
    assert (tmp_path / "latest.csv").is_symlink()
    assert (tmp_path / "graph.csv").read_text() == "new"


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="has no /dev/null")
def test_what_is_no_plain_file_is_written_as_it_is() -> None:
    with whole_file(Path("/dev/null")) as stream:
        stream.write(b"new")
    assert Path("/dev/null").is_char_device()


@pytest.mark.skipif(os.name == "nt", reason="it cannot be told there who runs")
def test_what_a_killed_process_has_left_of_a_file_is_dropped_and_no_more(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    names = [f".graph.csv.{number}.part" for number in (ended.pid, os.getppid(), "x")]
    for name in (*names, f".other.csv.{ended.pid}.part"):
        (tmp_path / name).touch()
    with whole_file(tmp_path / "graph.csv"):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {
        "graph.csv",
        *names[1:],
        f".other.csv.{ended.pid}.part",
    }


def test_a_disk_without_a_call_for_directories_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, "")

    monkeypatch.setattr(os, "fsync", refuse)
    number = errno.EINVAL
    sync(tmp_path)
    number = errno.EIO
    with pytest.raises(OSError):  # noqa: PT011 -- it is that of the system
        sync(tmp_path)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "whatever"), "No space left on device; make room"),
        (OSError("IO error: No space left on device: x"), "No space left on device; make room"),
        (OSError(errno.EROFS, "whatever"), "Read-only file system; work on a copy"),
        (OSError(errno.EACCES, "whatever"), "Permission denied; change its rights"),
        (OSError(errno.ENOENT, "No such file"), "No such file; give another path"),
        (OSError("odd"), "odd; give another path"),
    ],
)  # fmt: skip
def test_a_failure_is_told_with_its_remedy(error: OSError, told: str) -> None:
    assert explain_failure(error).startswith(told)
