"""Tables that people keep: CSV or an Excel workbook, told apart by what is inside."""

from __future__ import annotations

from pathlib import Path

from ingest.descriptions import SourceDescription
from ingest.readers import csv_file, xlsx
from ingest.readers.reading import Reading

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read(path: Path, source: SourceDescription) -> Reading:
    """The source's first table from a CSV file, or all of them from a workbook.

    Raises:
        RefusalError: see `csv_file.read` and `xlsx.read`.
    """
    if is_workbook(path):
        return xlsx.read(path, source)
    reading = csv_file.read(path, source)
    (sheet,) = reading.sheets.values()
    return Reading({source.tables[0].sheet: sheet}, reading.preamble)


def is_workbook(path: Path) -> bool:
    """Whether `path` begins as Excel's files do."""
    with path.open("rb") as file:
        return file.read(4) in _WORKBOOKS
