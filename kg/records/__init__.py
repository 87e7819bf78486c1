"""The durable records of a project folder, and the JSON form of one record.

A project folder `NAME.kg/` holds `kg.json` (its format), `batches/` (Parquet), `skipped.jsonl` and what
higher layers add. Any Parquet tool reads a table across batches: `NAME.kg/batches/*/claims.parquet`.
"""

from kg.records.contract import check_record, from_json, to_json
from kg.records.entities import choose_entities
from kg.records.folder import DEFAULT_BASE, Folder, digest, find_copy, kg_version, open_folder

__all__ = [
    "DEFAULT_BASE",
    "Folder",
    "check_record",
    "choose_entities",
    "digest",
    "find_copy",
    "from_json",
    "kg_version",
    "open_folder",
    "to_json",
]
