import importlib
import json
import shutil
import sys
from pathlib import Path

import pytest

from kg import doctor, pipeline_files
from kg.doctor import Check
from kg.errors import DataError


def by_name(checks: tuple[Check, ...]) -> dict[str, Check]:
    return {check.name: check for check in checks}


@pytest.fixture
def own_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables that load at once: these tests are of the other checks."""
    monkeypatch.setattr(doctor, "_load_relations", lambda: "76 relations")
    monkeypatch.setattr(doctor, "_load_gazetteer", lambda: "loads")


@pytest.fixture
def pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that looks like kg's pipeline, and its record."""
    folder = tmp_path / "toy_pipeline"
    (folder / "parser").mkdir(parents=True)
    (folder / "__init__.py").write_text("raise RuntimeError('must not be imported')")
    (folder / "meta.json").write_text(json.dumps({"lang": "en", "name": "toy", "version": "1.0"}))
    (folder / "parser" / "model").write_bytes(b"weights")
    files = {name: pipeline_files._sha256(folder / name) for name in ("meta.json", "parser/model")}
    record = {"package": "toy_pipeline", "version": "1.0", "spacy": "3.8", "files": files}
    monkeypatch.setattr(pipeline_files, "recorded", lambda: record)
    monkeypatch.setattr(doctor, "recorded", lambda: record)
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    return folder


@pytest.mark.model
def test_an_installed_kg_is_well() -> None:
    assert [check for check in doctor.check() if not check.ok] == []


@pytest.mark.usefixtures("own_data", "pipeline")
def test_a_whole_pipeline_is_described_and_compared() -> None:
    checks = by_name(doctor.check("toy_pipeline"))
    assert checks["pipeline"] == Check("pipeline", True, "en_toy 1.0 (en)")
    assert checks["pipeline files"] == Check("pipeline files", True, "2 files as published")


@pytest.mark.usefixtures("own_data")
def test_a_damaged_file_is_named_with_the_remedy(pipeline: Path) -> None:
    (pipeline / "parser" / "model").write_bytes(b"weightz")
    found = by_name(doctor.check("toy_pipeline"))["pipeline files"]
    assert not found.ok
    assert found.detail == (
        "missing or damaged: parser/model; run: pip install --force-reinstall --no-deps toy-pipeline"
    )


@pytest.mark.usefixtures("own_data")
def test_a_missing_file_is_named(pipeline: Path) -> None:
    shutil.rmtree(pipeline / "parser")
    assert "parser/model" in by_name(doctor.check("toy_pipeline"))["pipeline files"].detail


@pytest.mark.usefixtures("own_data")
@pytest.mark.parametrize("text", ["{", "[]", '{"lang": "en"}'])
def test_a_damaged_description_is_told(pipeline: Path, text: str) -> None:
    (pipeline / "meta.json").write_text(text)
    checks = by_name(doctor.check("toy_pipeline"))
    assert not checks["pipeline"].ok
    assert "pipeline files" not in checks


@pytest.mark.usefixtures("own_data")
def test_a_missing_pipeline_is_told() -> None:
    found = by_name(doctor.check("no_such_pipeline"))["pipeline"]
    assert not found.ok
    assert "not installed" in found.detail
    assert "pip install" in found.detail


@pytest.mark.usefixtures("own_data", "pipeline")
def test_another_pipeline_is_described_but_not_compared(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "meta.json").write_text(json.dumps({"lang": "en", "name": "big", "version": "2.0"}))
    checks = by_name(doctor.check(str(other)))
    assert checks["pipeline"].detail == "en_big 2.0 (en)"
    assert checks["pipeline files"].ok


@pytest.mark.usefixtures("own_data")
def test_a_pipeline_of_another_language_is_not_well(pipeline: Path) -> None:
    (pipeline / "meta.json").write_text(json.dumps({"lang": "fr", "name": "toy", "version": "1.0"}))
    assert not by_name(doctor.check("toy_pipeline"))["pipeline"].ok


@pytest.mark.usefixtures("own_data")
def test_a_library_that_does_not_load_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyoxigraph", None)  # what Python does for a module that must not load
    found = by_name(doctor.check("no_such_pipeline"))["pyoxigraph"]
    assert not found.ok
    assert "pip install --force-reinstall pyoxigraph" in found.detail


def test_a_table_with_a_mistake_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> str:
        raise DataError("relations.toml [accuses]: verb 'blame' is also in [blames]")

    monkeypatch.setattr(doctor, "_load_relations", fails)
    monkeypatch.setattr(doctor, "_load_gazetteer", lambda: "")
    checks = by_name(doctor.check("no_such_pipeline"))
    assert not checks["relations"].ok
    assert "also in [blames]" in checks["relations"].detail
    assert not checks["gazetteer"].ok  # an empty table is as bad as a damaged one


def test_the_record_names_every_part_of_the_pipeline() -> None:
    record = doctor.recorded()
    assert record["package"] == doctor.DEFAULT_MODEL
    assert all(len(digest) == 64 for digest in record["files"].values())
    assert {"meta.json", f"{record['pipeline']}-{record['version']}/parser/model"} <= set(record["files"])
