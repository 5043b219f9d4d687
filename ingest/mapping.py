"""A file's table under the contract's names: columns renamed and added up, the rest filled in."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from ingest.adding import sum_of
from ingest.readers.reading import Cell, Sheet, in_order, match_headers
from ingest.tables import Lookup, TableDescription

FILE_NO = "_file_no"
ROW_NUMBER = "_row_number"
Column = list[Cell]


@dataclass(frozen=True)
class Context:
    """What a table may need from around it: the file's number, moments, days and lookup files."""

    file_no: int
    source: str
    delivered_at: str
    day: str | None = None
    account_id: str | None = None
    lookups: Mapping[str, Sheet] | None = None


def to_contract(sheet: Sheet, table: TableDescription, context: Context) -> pa.Table:
    """Text columns of the contract that this source fills, with file and row number."""
    places = match_headers(list(table.columns.values()), sheet.headers)
    columns: dict[str, Column] = {
        name: [row[places[header]] for row in sheet.rows]
        for name, header in table.columns.items()
        if header in places
    }
    for name, headers in table.sums.items():
        added = match_headers(headers, sheet.headers).values()
        columns[name] = [sum_of([row[place] for place in added]) for row in sheet.rows]
    for name, words in table.values.items():
        if name in columns:
            columns[name] = [said(words, value) for value in columns[name]]
    for name, value in constants(table, context).items():
        if name not in columns:
            columns[name] = [value] * len(sheet.rows)
    _look_up(columns, table, context, len(sheet.rows))
    for name in table.generated:
        columns[name] = _row_ids(columns, context.source)
    for name, other in table.named.items():
        columns[name] = _named(columns.get(name), columns.get(other), len(sheet.rows))
    arrays = {name: pa.array(values, pa.string()) for name, values in columns.items()}
    numbers = {
        FILE_NO: pa.array([context.file_no] * len(sheet.rows), pa.int64()),
        ROW_NUMBER: pa.array(sheet.numbers, pa.int64()),
    }
    return pa.table(numbers | arrays)


def constants(table: TableDescription, context: Context) -> dict[str, Cell]:
    """What every row of the file has in the columns that it does not bring itself."""
    known = {"{delivered_at}": context.delivered_at, "{day}": context.day}
    found: dict[str, Cell] = {name: known.get(text, text) for name, text in table.constants.items()}
    if table.dataset == "ad_spend" and context.account_id is not None:
        found.setdefault("account_id", context.account_id)
    return found


def said(words: Mapping[str, str], value: Cell) -> Cell:
    """Our word for the source's; `*` stands for every word that is not listed."""
    return words.get(value or "", words.get("*", value) if value else value)


def _named(ids: Column | None, names: Column | None, count: int) -> Column:
    """Ids as delivered; where there is none, the name stands for the object."""
    empty: Column = [None] * count
    pairs = zip(ids or empty, names or empty, strict=True)
    return [given or (f"name:{name}" if name else None) for given, name in pairs]


def _look_up(
    columns: dict[str, Column], table: TableDescription, context: Context, count: int
) -> None:
    """Fill what stands in other files; where nothing stands there, a constant stays.

    A column that others are looked up by comes first, whatever the order of the description.
    """
    waiting = dict(table.lookups)
    while waiting:
        ready = [name for name, one in waiting.items() if one.on not in waiting]
        for name in ready:
            lookup = waiting.pop(name)
            empty: Column = [None] * count
            keys, given = columns.get(lookup.on, empty), columns.get(name, empty)
            sheet = (context.lookups or {}).get(lookup.file)
            found = _looked_up(keys, lookup, sheet) if sheet else empty
            columns[name] = [new or old for new, old in zip(found, given, strict=True)]


def _looked_up(keys: Column, lookup: Lookup, sheet: Sheet) -> Column:
    wanted = [lookup.key, lookup.value, *([lookup.latest_by] if lookup.latest_by else [])]
    places = match_headers(wanted, sheet.headers)
    key, value = places[lookup.key], places[lookup.value]
    rows = sheet.rows
    if lookup.latest_by:
        moment = places[lookup.latest_by]
        rows = sorted(rows, key=lambda row: in_order(row[moment]))
    found = {row[key]: row[value] for row in rows}
    return [found.get(item) for item in keys]


def _row_ids(columns: dict[str, Column], source: str) -> Column:
    """Ids for rows that bring none: their content, and which of its occurrences this is.

    So the same rows in a later, longer export get the same ids again.
    """
    names = sorted(columns)
    seen: Counter[str] = Counter()
    ids: Column = []
    for row in zip(*(columns[name] for name in names), strict=True):
        content = json.dumps([source, names, row], ensure_ascii=False)
        seen[content] += 1
        ids.append(hashlib.sha256(f"{content}#{seen[content]}".encode()).hexdigest()[:32])
    return ids
