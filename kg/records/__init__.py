"""The durable records of a project folder, and the JSON form of one record.

A project folder `NAME.kg/` holds `kg.json` (its format), `batches/` (Parquet), `skipped.jsonl` and what
higher layers add. Any Parquet tool reads a table across batches: `NAME.kg/batches/*/claims.parquet`.
"""

from kg.records.checksums import FILE as CHECKSUMS
from kg.records.contract import check_record, from_json, to_json
from kg.records.copies import digest, find_copy
from kg.records.damage import Damage, find_batch_damage, find_derived_damage
from kg.records.derived import KINDS, find_derived, is_kept, list_derived, tell_remaking, write_derived
from kg.records.entities import choose_entities
from kg.records.folder import Folder, replace_file
from kg.records.logs import append_line, read_lines
from kg.records.opening import DEFAULT_BASE, open_folder
from kg.records.periods import find_period
from kg.records.salvage import DAMAGED, Salvage, salvage
from kg.records.settings import find_settings, note_settings

__all__ = [
    "CHECKSUMS",
    "DAMAGED",
    "DEFAULT_BASE",
    "KINDS",
    "Damage",
    "Folder",
    "Salvage",
    "append_line",
    "check_record",
    "choose_entities",
    "digest",
    "find_batch_damage",
    "find_copy",
    "find_derived",
    "find_derived_damage",
    "find_period",
    "find_settings",
    "from_json",
    "is_kept",
    "list_derived",
    "note_settings",
    "open_folder",
    "read_lines",
    "replace_file",
    "salvage",
    "tell_remaking",
    "to_json",
    "write_derived",
]
