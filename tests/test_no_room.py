"""A full or read-only disk is told with the remedy, nothing is left half-written, and a later run goes on."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.build import build, load
from kg.cli import app
from kg.errors import FolderError, UsageError
from kg.exporters import find_files
from kg.plugins import list_plugins, load_plugin
from kg.records import open_folder
from tests.test_build import FakeExtractor, write_rows
from tests.test_records import CHECKOUT
from tests.test_repair import Reader

FORMATS = list_plugins("kg.exporters")


def mounted(place: Path, *options: str) -> bool:
    """Mount something, as only root may."""
    place.mkdir(exist_ok=True)
    return subprocess.run(["mount", *options, str(place)], capture_output=True, check=False).returncode == 0


def unmount(place: Path) -> None:
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    place = tmp_path / "disk"
    if sys.platform != "linux" or not mounted(place, "-t", "tmpfs", "-o", "size=4m", "tmpfs"):
        pytest.skip("needs the right to mount a disk")
    yield place
    unmount(place)


def fill(disk: Path, *, leave: int) -> Path:
    """Fill a disk but for so many KiB; returns the file that does so."""
    ballast = disk / "ballast"
    found = os.statvfs(disk)
    ballast.write_bytes(b"x" * (found.f_bavail * found.f_frsize - leave * 1024))
    return ballast


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("kg.build.BATCH", 8)
    return write_rows(tmp_path / "rows.jsonl", range(40), date="2024-03-04")


# With so much room it is in the lock or kg.json, in the records, in graph and origins, in the store.
@pytest.mark.parametrize("leave", [0, 4, 60, 400])
def test_a_build_on_a_full_disk_says_so_and_goes_on_later(disk: Path, rows: str, leave: int) -> None:
    ballast = fill(disk, leave=leave)
    with pytest.raises(FolderError, match=r"No space left on device; make room on that disk"):
        build([rows], disk / "n.kg", extractor=Reader())
    assert list(disk.rglob(".*")) == []  # it would take up room
    ballast.unlink()
    report = build([rows], disk / "n.kg", extractor=Reader())
    assert (report.added + report.known, report.edges) == (40, 1)


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_on_a_full_disk_leaves_what_was_there(
    disk: Path, tmp_path: Path, rows: str, form: str
) -> None:
    build([rows], tmp_path / "n.kg", extractor=Reader())
    path = disk / f"graph{load_plugin('kg.exporters', form).ENDINGS[0]}"
    files = find_files(form, path)
    for file in files:
        file.write_text("of before")
    fill(disk, leave=0)
    with pytest.raises(UsageError, match="No space left on device; make room on that disk"):
        load_plugin("kg.exporters", form).write(load(tmp_path / "n.kg"), path)
    assert {file: file.read_text() for file in disk.iterdir() if file.name != "ballast"} == dict.fromkeys(
        files, "of before"
    )


LIMITED = """
import resource, sys
from pathlib import Path
from kg.build import build
from kg.errors import FolderError
from tests.test_repair import Reader
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    build([sys.argv[1]], Path(sys.argv[2]), extractor=Reader())
except FolderError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
@pytest.mark.parametrize("limit", [10, 3000, 30_000])  # bytes of a file: for kg.json, a table, the store
def test_a_limit_on_the_size_of_files_is_told_too(tmp_path: Path, rows: str, limit: int) -> None:
    into = tmp_path / "n.kg"
    command = [sys.executable, "-c", LIMITED, rows, str(into), str(limit)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert "File too large; raise the limit on the size of files" in done.stdout
    assert build([rows], into, extractor=Reader()).edges == 1


def run(*args: str) -> Result:
    return CliRunner().invoke(app, args)


@pytest.fixture
def read_only(tmp_path: Path, rows: str) -> Iterator[Path]:
    """A project folder that nobody may write, root least of all."""
    into = tmp_path / "n.kg"
    build([rows], into, extractor=Reader())
    if os.name == "posix" and os.geteuid() != 0:
        for path in (into, *into.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield into
        for path in (into, *into.rglob("*")):
            path.chmod(0o755)
        return
    place = tmp_path / "read-only.kg"
    if sys.platform != "linux" or not mounted(place, "--bind", "-o", "ro", str(into)):
        pytest.skip("needs the right to mount a disk")
    yield place
    unmount(place)


def test_a_read_only_folder_can_be_asked_and_not_changed(read_only: Path, rows: str, tmp_path: Path) -> None:
    for command in (["who", "Norway"], ["summary"], ["query", "ASK {}"], ["export", str(tmp_path / "g.nq")]):
        result = run(*command, "--in", str(read_only))
        assert (result.exit_code, "cannot be written" in result.stderr) == (0, False)
    with pytest.raises(FolderError, match=r"cannot be written: .*; (change its rights, or )?work on a copy"):
        build([rows], read_only, extractor=FakeExtractor())
    for command in (["remove", "r001"], ["repair"], ["curate", "merge", "Norway", "Russia", "--yes"]):
        result = run(*command, "--in", str(read_only))
        assert result.exit_code == FolderError.exit_code
        assert "cannot be written" in result.stderr
    for command in (["export", str(read_only / "g.nq")], ["draw", str(read_only / "g.svg")]):
        result = run(*command, "--in", str(read_only))
        assert result.exit_code == UsageError.exit_code
        assert "cannot be written" in result.stderr
    assert len(list(open_folder(read_only).records())) == 40
