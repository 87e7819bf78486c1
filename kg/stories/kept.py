"""The origins of a project folder, kept in `origins.parquet` with the signatures that they were made from.

The file holds nothing that the records do not. Where it is missing, damaged or of another version of kg it
is made anew; where articles came or went, only the new ones are signed.
"""

import hashlib
import logging
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa

from kg import __version__
from kg.errors import FolderError
from kg.files import whole_file
from kg.model import Record
from kg.records import Folder
from kg.stories.origins import find_origins
from kg.stories.signature import Signature, signature

FILE = "origins.parquet"
FORMAT = 1  # raised when signatures or the rules for origins change

_BYTES = ("text", "lead", "content", "names", "numbers", "facts", "claims")
SIGNATURES: Any = pa.schema(
    [
        ("article", pa.string()),
        ("told", pa.string()),
        ("published", pa.date32()),
        ("agency", pa.string()),
        ("words", pa.int32()),
        *((name, pa.binary()) for name in _BYTES),
    ]
)
# The digest is of all that the signature is made from.
_SCHEMA: Any = pa.schema([*SIGNATURES, ("digest", pa.string()), ("origin", pa.string())])

_log = logging.getLogger(__name__)


def load_origins(folder: Folder) -> dict[str, str]:
    """The origin of each article in a project folder, as `find_origins` gives it.

    Reads the records only where they have changed since the last time.
    """
    kept = _read(folder.path / FILE)
    if kept is not None and kept.schema.metadata[b"state"] == folder.state().encode():
        return dict(zip(kept["article"].to_pylist(), kept["origin"].to_pylist(), strict=True))
    signed = dict(_signed(kept)) if kept is not None else {}
    digests, signatures = [], []
    for record in folder.records():
        digest = signed_digest(record)
        digests.append(digest)
        signatures.append(signed[digest] if digest in signed else signature(record))
    origins = find_origins(signatures)
    rows = {name: [getattr(one, name) for one in signatures] for name in SIGNATURES.names}
    rows |= {"digest": digests, "origin": [origins[one.article] for one in signatures]}
    keep_origins(folder, pa.table(rows, schema=_SCHEMA))
    return origins


def keep_origins(folder: Folder, table: Any) -> None:
    """Keep origins for the records as they are now: columns of `SIGNATURES`, `digest` and `origin`.

    Rows are sorted by article.
    """
    facts = {"made from": _made_from(), "state": folder.state()}
    _write(folder, folder.path / FILE, table.cast(_SCHEMA).replace_schema_metadata(facts))


def _made_from() -> str:
    return f"{FORMAT} {__version__} {version('datasketch')}"


def signed_digest(record: Record) -> str:
    """Equal for two records that have one signature."""
    article = record.article
    parts = [article.id, article.text, repr((article.title, article.published, article.publisher))]
    parts += [f"{mention.start} {mention.end} {mention.kind} {mention.entity}" for mention in record.mentions]
    parts += [claim.id for claim in record.claims]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _signed(kept: Any) -> Iterator[tuple[str, Signature]]:
    for row in kept.drop_columns(["origin"]).to_pylist():
        yield row.pop("digest"), Signature(**row)


def _read(path: Path) -> Any:
    """What was kept, as a table; None where there is none that is whole and of this version."""
    import pyarrow.parquet as pq  # a view that finds the graph kept needs no Parquet

    try:
        table = pq.read_table(path, page_checksum_verification=True)
        if table.schema.metadata[b"made from"] != _made_from().encode() or table.schema != _SCHEMA:
            _log.warning("%s: was made by another version of kg; it is made anew from the records", path)
            return None
    except FileNotFoundError:
        return None
    except (OSError, pa.ArrowException, KeyError, TypeError) as error:
        told = str(error).partition("\n")[0]
        _log.warning("%s: cannot be read (%s); it is made anew from the records", path, told)
        return None
    return table


def _write(folder: Folder, path: Path, table: Any) -> None:
    """Keep the table where the folder can be written; readers see the old one or the new one."""
    import pyarrow.parquet as pq  # a view that finds the graph kept needs no Parquet

    try:
        with folder.hold(), whole_file(path) as stream:
            pq.write_table(table, stream, compression="zstd", write_page_checksum=True)
    except (OSError, FolderError) as error:
        _log.info("%s: is not kept (%s)", path, error)
