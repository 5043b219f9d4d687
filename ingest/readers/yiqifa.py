"""Yiqifa's `queryCpsMultiRow` text: one order per line, fields by position between `||`."""

from __future__ import annotations

from pathlib import Path

from ingest.descriptions import SourceDescription
from ingest.readers.reading import BrokenRow, Reading, Sheet, cell
from ingest.readers.text import read_text
from ingest.words import RefusalError

_POSITIONS = {
    "id": 0,
    "action": 1,
    "time": 4,
    "order": 5,
    "product": 7,
    "count": 8,
    "price": 9,
    "feedback": 10,
    "status": 11,
    "commission": 12,
}
_FIELDS = 13


def read(path: Path, source: SourceDescription) -> Reading:
    """The orders of one answer, under the names that the network gives its fields.

    Raises:
        RefusalError: when no line has the 13 fields.
    """
    lines = read_text(path, source.encoding).splitlines()
    sheet = Sheet(list(_POSITIONS), [], [])
    for number, line in enumerate(lines, start=1):
        fields = line.split("||")
        if not line.strip():
            continue
        if len(fields) < _FIELDS:
            sheet.broken.append(BrokenRow(number, "too_few_cells", line))
            continue
        sheet.rows.append([cell(fields[place]) for place in _POSITIONS.values()])
        sheet.numbers.append(number)
    if sheet.broken and not sheet.rows:
        raise RefusalError(
            "not_the_stated_format",
            f"No line has {_FIELDS} fields between ||. The first line reads: {lines[0][:80]}",
            f"没有一行包含以 || 分隔的 {_FIELDS} 个字段。首行内容：{lines[0][:80]}",
        )
    return Reading({"": sheet})
