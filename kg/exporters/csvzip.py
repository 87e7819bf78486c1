"""Spreadsheets and mail: the two CSV files, nodes and edges, in one zip archive."""

import io
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kg.exporters import Exportable, open_bytes
from kg.exporters.csv import find_tables, write_table

ENDINGS = (".csv.zip",)


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project's nodes and edges as an archive of `nodes.csv` and `edges.csv`."""
    with open_bytes(path) as stream, ZipFile(stream, "w") as archive:
        for name, (head, rows) in find_tables(project, per_claim=per_claim).items():
            member = ZipInfo(f"{name}.csv")  # dated 1980: the same bytes every time
            member.compress_type = ZIP_DEFLATED
            with archive.open(member, "w", force_zip64=True) as inner:
                text = io.TextIOWrapper(inner, encoding="utf-8", newline="")
                write_table(text, head, rows)
                text.flush()
                text.detach()
