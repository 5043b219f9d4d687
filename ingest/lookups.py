"""Small files beside the deliveries in which columns are looked up, such as campaign names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from ingest.descriptions import SourceDescription
from ingest.readers import csv_file
from ingest.readers.reading import Sheet
from ingest.tables import Lookup, TableDescription
from ingest.words import Words


class LookupMissingError(Exception):
    """A delivery cannot be read before a file that it needs is there."""

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self.words = Words(
            f"Waiting for {pattern}: values are looked up in it. Drop it in the same folder.",
            f"等待文件 {pattern}：需要从中查找取值。请放入同一文件夹。",
        )


def read_lookups(source: SourceDescription, folders: Sequence[Path]) -> Mapping[str, Sheet]:
    """Every lookup file that `source` names, by pattern; older files first, so newer ones win.

    Those that are optional and not there are left out.

    Raises:
        LookupMissingError: when none of `folders` holds one that is needed.
        RefusalError: when one cannot be read.
    """
    sheets: dict[str, Sheet] = {}
    for table in source.tables:
        for lookup in table.lookups.values():
            paths = _matching(lookup.file, folders)
            if not paths and lookup.is_optional:
                continue
            if not paths:
                raise LookupMissingError(lookup.file)
            parts = [_read(path, source, _needed(table, lookup.file)) for path in paths]
            sheets[lookup.file] = _joined(parts, _needed(table, lookup.file))
    return sheets


def _matching(pattern: str, folders: Sequence[Path]) -> list[Path]:
    found = [p for folder in folders if folder.is_dir() for p in folder.iterdir()]
    files = [path for path in found if path.is_file() and fnmatch(path.name, pattern)]
    return sorted(files, key=lambda path: path.stat().st_mtime)


def _needed(table: TableDescription, pattern: str) -> list[str]:
    names: list[str] = []
    for lookup in table.lookups.values():
        if lookup.file == pattern:
            names += _headers(lookup)
    return list(dict.fromkeys(names))


def _headers(lookup: Lookup) -> list[str]:
    return [lookup.key, lookup.value, *([lookup.latest_by] if lookup.latest_by else [])]


def _read(path: Path, source: SourceDescription, headers: list[str]) -> Sheet:
    """The columns `headers` of a CSV file, whatever contract the source has."""
    plain = TableDescription.model_construct(
        dataset="lookup", sheet="", columns={header: header for header in headers}
    )
    alone = source.model_copy(update={"tables": [plain]})
    return csv_file.read(path, alone).sheets[""]


def _joined(parts: Sequence[Sheet], headers: list[str]) -> Sheet:
    rows = [
        [row[sheet.headers.index(header)] for header in headers]
        for sheet in parts
        for row in sheet.rows
    ]
    return Sheet(headers, rows, list(range(1, len(rows) + 1)))
