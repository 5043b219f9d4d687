"""The bulk route: JSON lines that DuckDB reads, many files in one pass, malformed lines kept."""

from __future__ import annotations

import codecs
import io
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from ingest.contracts.columns import Dataset
from ingest.descriptions import TableDescription
from ingest.mapping import FILE_NO, ROW_NUMBER
from ingest.readers.reading import BrokenRow
from ingest.readers.text import GZIP_MAGIC, PACKED_ERRORS, half_written, open_unpacked
from ingest.rejects import RAW_SHOWN
from ingest.staging import Relation
from ingest.words import RefusalError

_READ = 1 << 18
_DENSEST = 60
"""JSON lines seldom pack better than this; those that do are read once more, no harm done."""
_LINE_END, _SPACE = ord("\n"), ord(" ")
"""White space, with which a line begins that may be blank, has no greater code than a space."""


def relation(paths: Sequence[Path], numbers: Sequence[int], table: TableDescription) -> Relation:
    """All lines of `paths`, which carry the file numbers `numbers`; rows have no number yet.

    A line that is no JSON object comes out with NULL in every column.
    """
    headers = list(dict.fromkeys(table.columns.values()))
    kinds = ", ".join(f"{_name(header)}: 'VARCHAR'" for header in headers)
    files = ", ".join(_text(str(path)) for path in paths)
    columns = [f"{_mapped(name, table)} as {_name(name)}" for name in table.columns]
    columns += [
        f"case when {_is_line(headers)} then {_text(value)} end as {_name(name)}"
        for name, value in table.constants.items()
        if name not in table.columns
    ]
    sql = (
        f"(select list_extract({list(numbers)}::bigint[], cast(file_index as bigint) + 1) "
        f"as {FILE_NO}, cast(null as bigint) as {ROW_NUMBER}, "
        f"{', '.join(columns)} from read_json([{files}], columns = {{{kinds}}}, "
        f"format = 'newline_delimited', ignore_errors = true))"
    )
    return Relation(sql, table.contract, frozenset(table.columns) | frozenset(table.constants))


def _mapped(name: str, table: TableDescription) -> str:
    header = _name(table.columns[name])
    words = table.values.get(name, {})
    cases = " ".join(f"when {_text(word)} then {_text(to)}" for word, to in words.items())
    return f"case {header} {cases} else {header} end" if cases else header


def _is_line(headers: Sequence[str]) -> str:
    return " or ".join(f"{_name(header)} is not null" for header in headers)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _name(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


class RowNumbers:
    """Numbers the rows of each file from 1, over all batches of one stream."""

    def __init__(self) -> None:
        self._file_no = -1
        self._count = 0

    def number(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """`batch`, whose files come one after the other, with row numbers."""
        files = batch[FILE_NO].to_numpy()
        starts = np.flatnonzero(np.diff(files, prepend=self._file_no))
        numbers = np.arange(self._count + 1, self._count + 1 + len(files))
        for start in starts.tolist():
            numbers[start:] = np.arange(1, len(files) - start + 1)
        if len(files):
            self._file_no, self._count = int(files[-1]), int(numbers[-1])
        place = batch.schema.get_field_index(ROW_NUMBER)
        return batch.set_column(place, ROW_NUMBER, pa.array(numbers, pa.int64()))


def is_malformed(batch: pa.RecordBatch, dataset: Dataset, constants: Sequence[str]) -> np.ndarray:
    """Which rows have nothing in any column that the line itself would fill."""
    filled = {column.name for column in dataset.columns if column.default is not None}
    filled.update(constants)
    is_empty = np.ones(batch.num_rows, dtype=bool)
    for name in batch.schema.names:
        if name not in filled and name not in (FILE_NO, ROW_NUMBER):
            is_empty &= batch[name].is_null().to_numpy(zero_copy_only=False)
    return is_empty


def check(path: Path) -> None:
    """A first look at a file of JSON lines.

    Raises:
        RefusalError: when it is empty, plainly something else, or breaks off.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise RefusalError("empty_file", "The file is empty.", "文件为空。")
    if (path.suffix == ".gz") != start.startswith(GZIP_MAGIC):
        raise RefusalError(
            "not_the_stated_format",
            "The name must end in .gz when the content is gzip, and only then. Rename it, or pack "
            "it again.",
            "内容为 gzip 时文件名必须以 .gz 结尾，否则不得以 .gz 结尾。请改名或重新压缩。",
        )
    if start.startswith(GZIP_MAGIC) and not _ends_plausibly(path):
        check_whole(path)
    if not _begins_with_objects(path):
        raise RefusalError(
            "not_the_stated_format",
            "No line at the beginning of this file is a JSON object in UTF-8, so it is not JSON "
            "lines.",
            "文件开头没有任何一行是 UTF-8 编码的 JSON 对象，因此不是 JSON lines 文件。",
        )


def _begins_with_objects(path: Path) -> bool:
    """Whether any line at the beginning looks like an object."""
    try:
        with open_unpacked(path) as file:
            beginning = file.read(_READ)
    except PACKED_ERRORS as error:
        raise half_written() from error
    lines = beginning.removeprefix(codecs.BOM_UTF8).split(b"\n")
    return any(line.lstrip().startswith(b"{") for line in lines)


def _ends_plausibly(path: Path) -> bool:
    """Whether the last bytes can be the unpacked size, as at the end of every whole gzip file.

    It saves most broken files from being noticed only after all others were read.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(-min(size, 4), io.SEEK_END)
        unpacked = int.from_bytes(file.read(4), "little")
    return size / 2 <= unpacked <= size * _DENSEST


def check_whole(path: Path) -> None:
    """Read a gzip file to its end.

    Raises:
        RefusalError: when it is half-written or damaged.
    """
    try:
        with open_unpacked(path) as file:
            while file.read(_READ):
                pass
    except PACKED_ERRORS as error:
        raise half_written() from error


def lines(path: Path, numbers: Sequence[int]) -> Iterator[BrokenRow]:
    """The text of some lines, blank ones not counted, as the bulk reader counts them."""
    wanted = sorted(numbers)
    sought = set(wanted)
    count = 0
    for block in _blocks(path):
        if count >= wanted[-1]:
            return
        size = _count_plain(block)
        if size is not None and bisect_right(wanted, count) == bisect_right(wanted, count + size):
            count += size
            continue
        for line in block.split(b"\n"):
            if line.strip():
                count += 1
                if count in sought:
                    text = line[: 4 * RAW_SHOWN].decode("utf-8", errors="replace").strip()
                    yield BrokenRow(count, "malformed_line", text)


def _count_plain(block: bytes) -> int | None:
    """How many lines a block has, or None when one may be blank; some GB of them are counted."""
    codes = np.frombuffer(block, np.uint8)
    ends = np.flatnonzero(codes == _LINE_END)
    begins_blank = codes[0] <= _SPACE or bool((codes[ends[:-1] + 1] <= _SPACE).any())
    return None if begins_blank else len(ends)


def _blocks(path: Path) -> Iterator[bytes]:
    """The file in blocks of whole lines, each line with its end."""
    rest = b""
    with open_unpacked(path) as file:
        while block := file.read(_READ):
            block = rest + block
            end = block.rfind(b"\n") + 1
            rest = block[end:]
            if end:
                yield block[:end]
    if rest:
        yield rest + b"\n"
