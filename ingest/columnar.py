"""Parts of a delimited file under the contract's names: as `mapping`, a column at a time."""

from __future__ import annotations

from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from ingest.descriptions import TableDescription
from ingest.mapping import FILE_NO, ROW_NUMBER, Context, constants, entries_of, said, to_contract
from ingest.readers.delimited import Part
from ingest.readers.pieces import each
from ingest.readers.reading import Cell, match_headers

Columns = dict[str, pa.ChunkedArray]


def part_to_contract(part: Part, table: TableDescription, context: Context) -> pa.Table:
    """Text columns of the contract that this source fills, with file and row number, in order."""
    columns = _mapped(part, table, context)
    if not part.others.rows:
        return columns
    others = to_contract(part.others, table, context)
    joined = pa.concat_tables([columns, others.select(columns.column_names)])
    return joined.sort_by(ROW_NUMBER)


def _mapped(part: Part, table: TableDescription, context: Context) -> pa.Table:
    count = part.columns.num_rows
    places = match_headers(list(table.columns.values()), part.others.headers)
    columns: Columns = {
        name: part.columns[str(places[header])]
        for name, header in table.columns.items()
        if header in places
    }
    for name, words in table.values.items():
        if name in columns:
            columns[name] = each(columns[name], partial(said, words))
    for name, value in constants(table, context).items():
        if name not in columns:
            columns[name] = _repeated(value, count)
    for name, lookup in table.lookups.items():
        found = entries_of(lookup, (context.lookups or {})[lookup.file])
        columns[name] = each(columns[lookup.on], found.get)
    for name, other in table.named.items():
        nothing = _repeated(None, count)
        columns[name] = _named(columns.get(name, nothing), columns.get(other, nothing))
    numbers = {
        FILE_NO: pa.repeat(pa.scalar(context.file_no, pa.int64()), count),
        ROW_NUMBER: part.columns[ROW_NUMBER],
    }
    return pa.table(numbers | columns)


def _repeated(value: Cell, count: int) -> pa.ChunkedArray:
    return pa.chunked_array([pa.repeat(pa.scalar(value, pa.string()), count)])


def _named(ids: pa.ChunkedArray, names: pa.ChunkedArray) -> pa.ChunkedArray:
    """Ids as delivered; where there is none, the name stands for the object."""
    named = pc.call_function("binary_join_element_wise", [pa.scalar("name:"), _given(names), ""])
    return pc.call_function("coalesce", [_given(ids), named])


def _given(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    is_empty = pc.call_function("equal", [texts, pa.scalar("")])
    nothing = pa.scalar(None, pa.string())
    return pc.call_function("if_else", [is_empty, nothing, texts])
