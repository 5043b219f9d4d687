"""Lines of a delimited file as columns, where each of them is one row; Arrow reads them.

Both Arrow and Python's `csv` take a quote for one at the beginning of a cell only, double it
inside, and go on after its end; so where a row is a line, they agree on every cell.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from ingest.readers.reading import Cell

_SAMPLE = 1 << 14
_CHUNK = 1 << 20
"""Bytes that Arrow takes apart at a time: as many as stay in the processor's cache."""
_LONGEST_CELL = 1 << 17
"""Bytes, as many as characters that Python's `csv` takes in one cell."""
_LINE_END = ord("\n")
_LAST_ASCII = 0x7F
SPACES = r"\s\x{b}\x{1c}-\x{1f}\x{85}\p{Z}"
"""Inside a class of Arrow's regular expressions, what `str.strip` takes away."""
_DELETED = rf"[{SPACES}]*[\[【(（]已删除[\])）】][{SPACES}]*$"
_DELETED_WORD = "已删除"


@dataclass(frozen=True)
class Piece:
    """Rows as columns of bytes in `codec`, named by place from '0'.

    `kept` says which of the lines they are.
    """

    columns: pa.Table
    kept: np.ndarray
    line_count: int
    codec: str


def parse(
    lines: bytes, delimiter: str, width: int, places: Sequence[int], codec: str = "utf-8"
) -> Piece | None:
    """Columns `places` of the lines with `width` cells, or None when a row is not a line.

    Lines of another width are left out; only in UTF-8, as Arrow tells of them as text. It would
    also take a mark of UTF-8 away.
    """
    count = lines.count(b"\n")
    if b"\r" in lines and lines.count(b"\r") != lines.count(b"\r\n"):
        return None
    if lines.startswith(codecs.BOM_UTF8):
        return None
    left_out: list[int] = []

    def leave_out(row: pa_csv.InvalidRow) -> str:
        left_out.append(row.number)
        return "skip"

    # A quote that is still open at the end would take this row in.
    closing = delimiter.encode() * (width - 1) + b"\n"
    try:
        handler = leave_out if codec == "utf-8" else None
        found = _read(lines + closing, delimiter, width, places, handler)
    except pa.ArrowInvalid:
        return None
    if found.num_rows + len(left_out) != count + 1:
        return None
    columns = found.slice(0, found.num_rows - 1)
    if any(_longest(column) >= _LONGEST_CELL for column in columns.columns):
        return None
    kept = np.ones(count, dtype=bool)
    kept[np.array(left_out, dtype=np.int64) - 1] = False
    return Piece(columns, np.flatnonzero(kept), count, codec)


def _read(
    lines: bytes,
    delimiter: str,
    width: int,
    places: Sequence[int],
    other_width: Callable[[pa_csv.InvalidRow], str] | None,
) -> pa.Table:
    names = [str(place) for place in range(width)]
    return pa_csv.read_csv(
        pa.BufferReader(lines),
        pa_csv.ReadOptions(use_threads=False, block_size=_CHUNK, column_names=names),
        pa_csv.ParseOptions(
            delimiter=delimiter,
            ignore_empty_lines=False,
            invalid_row_handler=other_width,
        ),
        pa_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.binary()),
            include_columns=[str(place) for place in places],
            strings_can_be_null=False,
        ),
    )


def _longest(column: pa.ChunkedArray) -> int:
    lengths = pc.call_function("binary_length", [column])
    return pc.call_function("max", [lengths]).as_py() or 0


def in_utf8(cells: pa.Array, codec: str) -> pa.Array:
    """Cells in which no line ends, as text.

    Raises:
        UnicodeDecodeError: they are no text in `codec`.
    """
    _, ends, content = cells.buffers()
    if content is None or codec == "utf-8" or _is_ascii(cells, ends, content):
        return cells.view(pa.string())
    one = pa.ListArray.from_arrays(pa.array([0, len(cells)], pa.int32()), cells)
    joined = pc.call_function("binary_join", [one, pa.scalar(b"\n")])[0].as_buffer()
    letters = np.frombuffer(str(joined, codec).encode(), dtype=np.uint8)
    is_end = letters == _LINE_END
    ends = np.append(np.flatnonzero(is_end), len(letters)) - np.arange(len(cells))
    offsets = np.concatenate([[0], ends]).astype(np.int32)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(letters[~is_end])]
    return pa.Array.from_buffers(pa.string(), len(cells), buffers)


def check_text(column: pa.ChunkedArray, codec: str) -> None:
    """Look at cells that nobody wants.

    Raises:
        UnicodeDecodeError: they are no text in `codec`.
    """
    for cells in column.chunks:
        in_utf8(cells, codec)


def _is_ascii(cells: pa.Array, ends: pa.Buffer, content: pa.Buffer) -> bool:
    offsets = np.frombuffer(ends, dtype=np.int32)[cells.offset : cells.offset + len(cells) + 1]
    letters = np.frombuffer(content, dtype=np.uint8)[offsets[0] : offsets[-1]]
    return not len(letters) or int(letters.max()) <= _LAST_ASCII


def do_repeat(column: pa.ChunkedArray) -> bool:
    """Whether values repeat so often that a dictionary of them is less to look at."""
    sample = column.slice(0, _SAMPLE)
    return pc.call_function("count_distinct", [sample]).as_py() <= len(sample) / 3


def whole(column: pa.ChunkedArray) -> pa.Array:
    """`column` in one piece, which is no copy if it is one already."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def holds(texts: pa.Array, word: str) -> bool:
    """Whether `word` stands in any of `texts`, or at worst where two of them meet."""
    content = texts.buffers()[2]
    return content is not None and word.encode() in content.to_pybytes()


def repeated(value: Cell, count: int) -> pa.DictionaryArray:
    """One value for all of `count` rows."""
    codes = pa.repeat(pa.scalar(None if value is None else 0, pa.int32()), count)
    values = pa.array([] if value is None else [value], pa.string())
    return pa.DictionaryArray.from_arrays(codes, values)


def changed(column: pa.Array, change: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """`column` with `change` made to its values."""
    if isinstance(column, pa.DictionaryArray):
        return pa.DictionaryArray.from_arrays(column.indices, change(column.dictionary))
    return change(column)


def decoded(column: pa.Array) -> pa.Array:
    """`column` as plain text."""
    if isinstance(column, pa.DictionaryArray):
        return column.dictionary.take(column.indices)
    return column


def tidied(texts: pa.Array) -> pa.Array:
    """Cells as `reading.cell` leaves them, except that an empty one is empty text."""
    trimmed = pc.call_function("utf8_trim_whitespace", [texts])
    if not holds(trimmed, _DELETED_WORD):
        return trimmed
    options = pc.ReplaceSubstringOptions(_DELETED, "")
    return pc.call_function("replace_substring_regex", [trimmed], options)


def each(texts: pa.Array, change: Callable[[Cell], Cell]) -> pa.Array:
    """`texts` with every one changed; each distinct one is looked at once."""
    encoded = texts.dictionary_encode("encode")
    values = [change(value or None) for value in encoded.dictionary.to_pylist()]
    return pa.array(values, pa.string()).take(encoded.indices)


def is_coded(rows: pa.Table) -> bool:
    """Whether any column is a dictionary."""
    return any(pa.types.is_dictionary(kind) for kind in rows.schema.types)


def plain_table(rows: pa.Table) -> pa.Table:
    """`rows` without dictionaries."""
    return pa.table({name: decoded(whole(rows[name])) for name in rows.column_names})
