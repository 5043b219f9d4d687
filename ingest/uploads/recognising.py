"""Which source a file is a delivery of: by its name, else by the headers that it has."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path

from ingest.descriptions import SourceDescription
from ingest.finding import is_lookup
from ingest.readers.delimited import open_delimited
from ingest.readers.reading import match_headers
from ingest.readers.table_file import is_workbook
from ingest.tables import TableDescription
from ingest.uploads.grids import EDITABLE, MOST_BYTES, shown
from ingest.words import RefusalError

_NONE = (0, 0)


def takes(source: SourceDescription, name: str) -> bool:
    """Whether the source reads files of this name from its own folder of the inbox."""
    return any(fnmatch(name, pattern) for pattern in (*source.files, *source.folder_files))


def recognise(path: Path, name: str, sources: Mapping[str, SourceDescription]) -> list[str]:
    """The sources that the file may be of; one, if it is clear.

    A source whose file name fits comes first; else that of whose columns the file has all it
    needs, of several those of which it has the most, and of these the ones whose own words it
    uses.
    """
    named = [one.name for one in sources.values() if _is_named(name, one)]
    if named:
        return named
    found = {
        one.name: _columns_of(path, one)
        for one in sources.values()
        if one.format in EDITABLE and takes(one, name)
    }
    most = max(found.values(), default=_NONE)
    return [source for source, count in found.items() if most > _NONE and count == most]


def _is_named(name: str, source: SourceDescription) -> bool:
    return is_lookup(Path(name), source) or any(fnmatch(name, one) for one in source.files)


def _columns_of(path: Path, source: SourceDescription) -> tuple[int, int]:
    """How many of the source's columns are there, under any name and under the first; or none."""
    try:
        found = _headers(path, source)
    except RefusalError:
        return _NONE
    if {table.dataset for table, _, _ in found} != set(source.datasets):
        return _NONE
    known = sum(len(match_headers(table.headers, names)) for table, names, _ in found)
    own = sum(len(match_headers(table.headers, headers)) for table, _, headers in found)
    return known, own


def _headers(
    path: Path, source: SourceDescription
) -> list[tuple[TableDescription, list[str], list[str]]]:
    """Each table with its headers under the source's names and as written."""
    if not is_workbook(path):
        header = open_delimited(path, source).header
        return [(source.tables[0], header.names, [text or "" for text in header.cells])]
    is_small = path.stat().st_size <= MOST_BYTES
    tables = shown(path, source) if is_small else []
    return [(one.table, one.names, one.headers) for one in tables]
