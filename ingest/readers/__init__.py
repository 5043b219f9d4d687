"""One module per kind of file; `read` picks the one that a source's format names."""

from __future__ import annotations

from pathlib import Path

from ingest.descriptions import SourceDescription
from ingest.readers import (
    csv_file,
    fanli,
    ipinyou_log,
    ocean_engine,
    table_file,
    xlsx,
    xml_file,
    yiqifa,
)
from ingest.readers.reading import Reading
from ingest.words import RefusalError


def _read_api_answer(path: Path, source: SourceDescription) -> Reading:
    from ingest.readers import api_answer  # noqa: PLC0415  (its clients import dlt: two seconds)

    return api_answer.read(path, source)


_READERS = {
    "csv": csv_file.read,
    "xlsx": xlsx.read,
    "table": table_file.read,
    "xml": xml_file.read,
    "ipinyou_log": ipinyou_log.read,
    "ocean_engine": ocean_engine.read,
    "yiqifa": yiqifa.read,
    "fanli": fanli.read,
    "api_answer": _read_api_answer,
}


def read(path: Path, source: SourceDescription) -> Reading:
    """Everything in `path`, as text under the file's own headers.

    Raises:
        RefusalError: when the file as a whole cannot be read.
    """
    if path.stat().st_size == 0:
        raise RefusalError(
            "empty_file",
            "The file is empty. Export it again and drop it in the inbox.",
            "文件为空。请重新导出后放入 inbox。",
        )
    return _READERS[source.format](path, source)
