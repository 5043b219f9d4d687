"""CSV as ad platforms and Excel write it: any encoding of theirs, commas or tabs, preambles."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ingest.descriptions import SourceDescription
from ingest.readers.grid import Grid, take_apart
from ingest.readers.reading import Reading, cell
from ingest.readers.text import read_text
from ingest.words import RefusalError

_DELIMITERS = (",", "\t", ";")
_SAMPLE_LINES = 60


def read(path: Path, source: SourceDescription) -> Reading:
    """The one table of a CSV file, its preamble and the platform's total row.

    Raises:
        RefusalError: see `read_text` and `take_apart`; also when nothing but blanks is inside.
    """
    text = read_text(path, source.encoding)
    grid = _grid(text)
    if not grid:
        raise nothing_inside()
    sheet, preamble = take_apart(grid, source, source.tables[0])
    return Reading({"": sheet}, preamble)


def _grid(text: str) -> Grid:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    try:
        rows = [[cell(value) for value in row] for row in reader]
    except csv.Error as error:
        raise not_csv(reader.line_num, error) from error
    return [(number, row) for number, row in enumerate(rows, start=1) if any(row)]


def nothing_inside() -> RefusalError:
    """The refusal of a file of blanks."""
    return RefusalError(
        "empty_file",
        "The file holds no rows at all, not even a header.",
        "文件中没有任何内容，连表头也没有。",
    )


def not_csv(line: int, error: csv.Error) -> RefusalError:
    """The refusal of a file that cannot be read as CSV from `line` on."""
    return RefusalError(
        "not_the_stated_format",
        f"Line {line} is not valid CSV: {error}.",
        f"第 {line} 行不是合法的 CSV：{error}。",
    )


def delimiter(text: str) -> str:
    """The separator that most lines have most of; a header's commas outvote a preamble's none."""
    lines = text.splitlines()[:_SAMPLE_LINES]
    return max(_DELIMITERS, key=lambda mark: sum(line.count(mark) for line in lines))
