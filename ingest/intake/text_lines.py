"""Lines of fields without a header, named by their position."""

from __future__ import annotations

from pathlib import Path

from ingest.descriptions import SourceDescription
from ingest.intake.delivered import Delivered, Part, Row, decode
from ingest.words import RefusalError

SEPARATOR = "||"


def read(path: Path, source: SourceDescription) -> Delivered:
    """One row per line; fields are called `0`, `1`, `2` ...

    Raises:
        RefusalError: when no line has as many fields as the source's columns need.
    """
    table = source.tables[0]
    lines = decode(path, source.encoding).splitlines()
    cells = [(number, line.split(SEPARATOR)) for number, line in enumerate(lines, 1)]
    widest = 1 + max(int(position) for position in table.columns.values())
    filled = [(number, parts) for number, parts in cells if any(part.strip() for part in parts)]
    if all(len(parts) < widest for _, parts in filled):
        raise RefusalError(
            "wrong_shape",
            f"No line has {widest} fields separated by {SEPARATOR}.",
            f"没有任何一行包含由 {SEPARATOR} 分隔的 {widest} 个字段。",
        )
    rows = [
        Row(number, {str(at): part.strip() for at, part in enumerate(parts)})
        for number, parts in filled
    ]
    headers = tuple(str(at) for at in range(widest))
    return Delivered([Part(table, headers, rows)])
