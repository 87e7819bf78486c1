"""Every format keeps the contract of `kg.exporters`, whichever it is."""

import io
import re
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.exporters import find_files, find_format
from kg.plugins import list_plugins, load_plugin
from kg.rdf import find_quads
from tests.conftest import Golden
from tests.factories import Sample, sample

FORMATS = sorted(list_plugins("kg.exporters"))
PARTED = [name for name in FORMATS if hasattr(load_plugin("kg.exporters", name), "PARTS")]
BINARY = ("csvzip", "parquet")  # have tests of their own
RDF = ("jsonld", "nquads", "ntriples", "trig", "trig12", "turtle", "turtle12")


def _written(
    name: str, folder: Path, *, per_claim: bool = False, project: Sample | None = None
) -> dict[str, bytes]:
    """What a format writes, by file name."""
    plugin = load_plugin("kg.exporters", name)
    path = folder / f"graph{plugin.ENDINGS[0]}"
    plugin.write(project or sample(), path, per_claim=per_claim)
    return {written.name: written.read_bytes() for written in sorted(folder.iterdir())}


@pytest.mark.parametrize("name", FORMATS)
def test_its_help_is_one_sentence(name: str) -> None:
    first = (load_plugin("kg.exporters", name).__doc__ or "").splitlines()[0]
    assert re.fullmatch(r"[A-Z].{10,90}\.", first)


@pytest.mark.parametrize("name", FORMATS)
def test_its_ending_leads_back_to_it(name: str) -> None:
    for ending in load_plugin("kg.exporters", name).ENDINGS:
        assert find_format(f"out/graph{ending}") == name


@pytest.mark.parametrize("per_claim", [False, True])
@pytest.mark.parametrize("name", FORMATS)
def test_it_writes_the_same_bytes_again(name: str, per_claim: bool, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = _written(name, tmp_path / "a", per_claim=per_claim)
    assert first == _written(name, tmp_path / "b", per_claim=per_claim)
    assert all(first.values())


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in BINARY])
def test_golden(name: str, tmp_path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    # RDF names the version of kg that read the articles, and of one article it is long enough.
    monkeypatch.setitem(find_quads.__kwdefaults__ or {}, "version", "V")
    project = Sample(sample().kept[2:]) if name in RDF else sample()
    for file, content in _written(name, tmp_path, project=project).items():
        golden(f"{name}.{file}", content.decode("utf-8"))


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_project_gives_a_file(name: str, tmp_path: Path) -> None:
    plugin = load_plugin("kg.exporters", name)
    plugin.write(Sample(()), tmp_path / f"empty{plugin.ENDINGS[0]}")
    assert list(tmp_path.iterdir())


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in PARTED])
def test_a_stream_gets_what_a_file_gets(name: str, tmp_path: Path) -> None:
    stream = io.BytesIO()
    load_plugin("kg.exporters", name).write(sample(), stream)
    assert [stream.getvalue()] == list(_written(name, tmp_path).values())


@pytest.mark.parametrize("name", PARTED)
def test_a_format_of_several_files_writes_those_that_are_told(name: str, tmp_path: Path) -> None:
    ending = load_plugin("kg.exporters", name).ENDINGS[0]
    for target in (tmp_path / f"graph{ending}", tmp_path / "folder"):
        load_plugin("kg.exporters", name).write(sample(), target)
        files = find_files(name, target)
        assert len(files) > 1
        assert all(file.is_file() for file in files)
        assert sorted(files) == sorted(p for p in files[0].parent.iterdir() if p.is_file())


@pytest.mark.parametrize("name", PARTED)
def test_a_stream_cannot_hold_several_files(name: str) -> None:
    with pytest.raises(UsageError, match="several files"):
        load_plugin("kg.exporters", name).write(sample(), io.BytesIO())


def test_a_folder_that_does_not_exist_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        load_plugin("kg.exporters", "gexf").write(sample(), tmp_path / "missing" / "graph.gexf")
    assert not list(tmp_path.iterdir())


def test_a_failure_halfway_keeps_the_old_file(tmp_path: Path) -> None:
    class Broken(Sample):
        def graph(self) -> None:  # type: ignore[override]
            raise RuntimeError

    path = tmp_path / "graph.gexf"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        load_plugin("kg.exporters", "gexf").write(Broken(()), path)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("graph.gexf", "old")]


def test_an_unknown_ending_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"graph\.xls: no format has this ending.*\.gexf"):
        find_format("graph.xls")
