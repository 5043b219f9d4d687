"""CSV of any size, read a part at a time; gives the same as `csv_file`, with bounded memory.

Lines that are one row each become columns at once. All others, and rows that may be a total, a
header repeated or blank, are taken apart cell by cell as small files are.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa

from ingest.descriptions import SourceDescription, TableDescription
from ingest.readers import pieces
from ingest.readers.blocks import block_codec, blocks, codec_of, not_text
from ingest.readers.csv_file import delimiter, not_csv, nothing_inside
from ingest.readers.feed import Feed, physical_lines
from ingest.readers.grid import HEADER_WITHIN, Grid, Header, find_header, sheet_below
from ingest.readers.headings import times_ten_thousand
from ingest.readers.reading import Reading, Sheet, cell, match_headers
from ingest.readers.suspects import Suspicion

NUMBER = "_row_number"
_HEAD = 1 << 18
_BLOCK = 1 << 24
_CODED_FROM = 20_000
_SMALL = 1 << 16
"""Bytes to look at one by one where a quote was torn or a cell has several lines."""


@dataclass(frozen=True)
class Delimited:
    """A CSV file whose header was found; `offset`, `row` and `line` say where its rows begin."""

    path: Path
    source: SourceDescription
    codec: str
    delimiter: str
    header: Header
    offset: int
    row: int
    line: int
    block: int = _BLOCK
    """Bytes to read at a time."""
    coded_from: int = _CODED_FROM
    """Rows from which on it pays to look for values that repeat."""

    @property
    def table(self) -> TableDescription:
        """The one table that such a file holds."""
        return self.source.tables[0]

    @property
    def block_codec(self) -> str:
        """What its blocks are in."""
        return block_codec(self.codec, self.delimiter)

    def blocks(self) -> Iterator[bytes]:
        """Its bytes from the beginning, see `blocks.blocks`."""
        return blocks(self.path, self.codec, self.block, self.block_codec)

    @property
    def reading(self) -> Reading:
        """What the file says before its first row."""
        return Reading({self.table.sheet: Sheet(self.header.names, [], [])}, self.header.preamble)


@dataclass(frozen=True)
class Part:
    """Some rows of a file: columns of text by place ('0' …) with `NUMBER`, and a sheet of others.

    In the columns an empty cell is empty text; those whose values repeat are dictionaries.
    """

    columns: pa.Table
    others: Sheet


def open_delimited(path: Path, source: SourceDescription) -> Delimited:
    """Find the header of `path`, and with it where its rows begin.

    Raises:
        RefusalError: no text, no header, columns missing, or nothing but blanks at the beginning.
    """
    codec = codec_of(path, source.encoding)
    mark = delimiter(next(blocks(path, codec, _HEAD), b"").decode())
    inside = block_codec(codec, mark)
    lines = physical_lines(next(blocks(path, codec, _HEAD, inside), b""))
    grid: Grid = []
    ends: list[int] = []
    reader = csv.reader((line.decode(inside) for line in lines), delimiter=mark)
    try:
        for number, row in enumerate(reader, start=1):
            cells = [cell(value) for value in row]
            if any(cells):
                grid.append((number, cells))
                ends.append(reader.line_num)
            if len(grid) == HEADER_WITHIN:
                break
    except csv.Error as error:
        raise not_csv(reader.line_num, error) from error
    if not grid:
        raise nothing_inside()
    header = find_header(grid, source.tables[0])
    end = ends[header.place]
    offset = sum(len(line) for line in lines[:end])
    return Delimited(path, source, codec, mark, header, offset, grid[header.place][0], end)


def parts(file: Delimited) -> Iterator[Part]:
    """All rows below the header, in order.

    Raises:
        RefusalError: when the file turns out to be no text or no CSV on the way.
    """
    try:
        yield from _parts(file)
    except UnicodeDecodeError as error:
        raise not_text(file.path, file.codec) or error from error


def _parts(file: Delimited) -> Iterator[Part]:
    reader = _PartReader(file)
    while block := reader.feed.take():
        part = reader.ordinary(block)
        if part is not None:
            yield part
        elif len(block) > 2 * _SMALL and block.count(b"\n") > 1:
            reader.feed.put_back(block, _SMALL)
        else:
            yield reader.tolerant(block)


class _PartReader:
    """Where the reading of one file stands."""

    def __init__(self, file: Delimited) -> None:
        self._file = file
        self._row, self._line = file.row, file.line
        self._width = len(file.header.names)
        found = match_headers(list(file.table.columns.values()), file.header.names)
        self._wanted = sorted(set(found.values()))
        self._do_repeat: dict[int, bool] = {}
        self._suspicion = Suspicion(file.header, self._wanted, file.source.total_words)
        self.feed = Feed(file.blocks(), file.block_codec)
        self.feed.skip(file.offset)

    def ordinary(self, block: bytes) -> Part | None:
        """The rows of `block` when each of its lines is one."""
        places = {*self._wanted, *self._suspicion.places}
        piece = self._piece(block, places)
        if piece is None:
            return None
        tidied = {place: self._tidied(piece, place) for place in places}
        is_odd = self._suspicion.of(tidied, piece.columns.num_rows)
        columns = {str(place): self._in_units(tidied[place], place) for place in self._wanted}
        rows = pa.table(columns | {NUMBER: pa.array(piece.kept + self._row + 1, pa.int64())})
        is_other = np.ones(piece.line_count, dtype=bool)
        is_other[piece.kept[~is_odd]] = False
        if is_odd.any():
            rows = rows.filter(pa.array(~is_odd))
        others = self._single(block, np.flatnonzero(is_other))
        self._row += piece.line_count
        self._line += piece.line_count
        return Part(rows, others)

    def _piece(self, block: bytes, places: Collection[int]) -> pieces.Piece | None:
        """The rows taken apart in the codec of the block, or in UTF-8 if their widths differ.

        Every cell of the former is looked at, as all of a file has to be text.
        """
        mark, codec = self._file.delimiter, self.feed.codec
        if codec == "utf-8":
            return pieces.parse(block, mark, self._width, sorted(places))
        piece = pieces.parse(block, mark, self._width, range(self._width), codec)
        if piece is None:
            letters = block.decode(codec).encode()
            return pieces.parse(letters, mark, self._width, sorted(places))
        for place in set(range(self._width)).difference(places):
            pieces.check_text(piece.columns[str(place)], codec)
        return piece

    def _tidied(self, piece: pieces.Piece, place: int) -> pa.Array:
        return pieces.changed(self._texts(piece, place), pieces.tidied)

    def _texts(self, piece: pieces.Piece, place: int) -> pa.Array:
        column = piece.columns[str(place)]
        cells = pieces.whole(column)
        if len(column) >= self._file.coded_from:
            if place not in self._do_repeat:
                self._do_repeat[place] = pieces.do_repeat(column)
            cells = cells.dictionary_encode() if self._do_repeat[place] else cells
        return pieces.changed(cells, partial(pieces.in_utf8, codec=piece.codec))

    def _in_units(self, column: pa.Array, place: int) -> pa.Array:
        if place not in self._file.header.in_ten_thousands:
            return column
        return pieces.changed(column, lambda texts: pieces.each(texts, times_ten_thousand))

    def _single(self, block: bytes, places: np.ndarray) -> Sheet:
        lines = block.split(b"\n") if len(places) else []
        texts = [lines[place].decode(self.feed.codec) for place in places.tolist()]
        rows = csv.reader(texts, delimiter=self._file.delimiter)
        numbers = (self._row + 1 + place for place in places.tolist())
        return self._sheet(
            [(n, [cell(v) for v in row]) for n, row in zip(numbers, rows, strict=True)]
        )

    def tolerant(self, block: bytes) -> Part:
        """The rows that begin in `block`, the last of which may end in a later one."""
        grid: Grid = []
        lines = self.feed.lines(block)
        reader = csv.reader(lines, delimiter=self._file.delimiter)
        try:
            for row in reader:
                self._row += 1
                grid.append((self._row, [cell(value) for value in row]))
                if lines.is_used_up:
                    break
        except csv.Error as error:
            raise not_csv(self._line + reader.line_num, error) from error
        self._line += reader.line_num
        lines.put_back()
        nothing = {str(place): pa.array([], pa.string()) for place in self._wanted}
        none = pa.table(nothing | {NUMBER: pa.array([], pa.int64())})
        return Part(none, self._sheet(grid))

    def _sheet(self, grid: Grid) -> Sheet:
        return sheet_below(self._file.header, grid, self._file.source.total_words)
