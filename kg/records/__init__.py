"""The durable records of a project folder, and the JSON form of one record.

A project folder `NAME.kg/` holds `kg.json` (its format), `batches/` (Parquet), `skipped.jsonl` and what
higher layers add. Any Parquet tool reads a table across batches: `NAME.kg/batches/*/claims.parquet`.
"""

from kg.records.batches import sync
from kg.records.contract import check_record, from_json, to_json
from kg.records.derived import find_derived, write_derived
from kg.records.entities import choose_entities
from kg.records.folder import (
    DEFAULT_BASE,
    Folder,
    digest,
    find_copy,
    open_folder,
    replace_file,
)
from kg.records.logs import append_line, read_lines
from kg.records.periods import find_period

__all__ = [
    "DEFAULT_BASE",
    "Folder",
    "append_line",
    "check_record",
    "choose_entities",
    "digest",
    "find_copy",
    "find_derived",
    "find_period",
    "from_json",
    "open_folder",
    "read_lines",
    "replace_file",
    "sync",
    "to_json",
    "write_derived",
]
