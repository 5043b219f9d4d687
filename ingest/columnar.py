"""Parts of a delimited file under the contract's names: as `mapping`, a column at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.descriptions import TableDescription
from ingest.mapping import FILE_NO, ROW_NUMBER, Context, constants, said, to_contract
from ingest.readers.delimited import Part
from ingest.readers.pieces import changed, decoded, each, is_coded, repeated, whole
from ingest.readers.reading import Cell, match_headers

Columns = dict[str, pa.Array]


def part_to_contract(part: Part, table: TableDescription, context: Context) -> pa.Table:
    """Text columns of the contract that this source fills, with file and row number, in order.

    Columns whose values repeat are dictionaries, if they were so before.
    """
    columns = _mapped(part, table, context)
    if not is_coded(part.columns):
        columns = {name: decoded(column) for name, column in columns.items()}
    if not part.others.rows:
        return pa.table(columns)
    others = to_contract(part.others, table, context)
    joined = {name: _joined(columns[name], others[name].combine_chunks()) for name in columns}
    order = np.argsort(joined[ROW_NUMBER].to_numpy(), kind="stable")
    return pa.table(joined).take(pa.array(order))


def _joined(column: pa.Array, more: pa.Array) -> pa.Array:
    if not isinstance(column, pa.DictionaryArray):
        return pa.concat_arrays([column, more])
    known = len(column.dictionary)
    codes = pa.array(np.arange(known, known + len(more)), column.indices.type)
    return pa.DictionaryArray.from_arrays(
        pa.concat_arrays([column.indices, codes]), pa.concat_arrays([column.dictionary, more])
    )


def _mapped(part: Part, table: TableDescription, context: Context) -> Columns:
    count = part.columns.num_rows
    places = match_headers(list(table.columns.values()), part.others.headers)
    columns: Columns = {
        name: whole(part.columns[str(places[header])])
        for name, header in table.columns.items()
        if header in places
    }
    for name, words in table.values.items():
        if name in columns:
            columns[name] = _each(columns[name], partial(said, words))
    for name, value in constants(table, context).items():
        if name not in columns:
            columns[name] = repeated(value, count)
    for name, other in table.named.items():
        nothing = repeated(None, count)
        columns[name] = _named(columns.get(name, nothing), columns.get(other, nothing))
    numbers = {
        FILE_NO: pa.repeat(pa.scalar(context.file_no, pa.int64()), count),
        ROW_NUMBER: whole(part.columns[ROW_NUMBER]),
    }
    return numbers | columns


def _each(column: pa.Array, change: Callable[[Cell], Cell]) -> pa.Array:
    return changed(column, lambda texts: each(texts, change))


def _named(ids: pa.Array, names: pa.Array) -> pa.Array:
    """Ids as delivered; where there is none, the name stands for the object."""
    given = decoded(changed(ids, _given))
    if given.null_count == 0:
        return ids
    named = decoded(changed(names, _as_id))
    return pc.call_function("coalesce", [given, named])


def _as_id(names: pa.Array) -> pa.Array:
    prefix = pa.scalar("name:")
    return pc.call_function("binary_join_element_wise", [prefix, _given(names), pa.scalar("")])


def _given(texts: pa.Array) -> pa.Array:
    is_empty = pc.call_function("equal", [texts, pa.scalar("")])
    return pc.call_function("if_else", [is_empty, pa.scalar(None, pa.string()), texts])
