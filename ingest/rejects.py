"""Rows that broke their contract: every reason, in words, with personal data left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from ingest.contracts.columns import Dataset
from ingest.mapping import FILE_NO, ROW_NUMBER
from ingest.normalise import Limits
from ingest.readers.reading import BrokenRow
from ingest.words import Words, reason

if TYPE_CHECKING:
    from ingest.checks import Failure

RAW_SHOWN = 500
"""Characters kept of a line that could not be taken apart."""
CHUNK = 20_000
"""Rows that pandera looks at in one go."""
_UNEXPLAINED = "not_in_order"
_SECRETS = re.compile(
    r"((?<![A-Za-z0-9_])(?:ip|phone|mobile|name|id_number|id_card|card_number|card_no|"
    r'手机号?|姓名|身份证号?|银行卡号?)"?\s*[:=]\s*)("[^"]*"?|[^,;&}\s]+)',
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?<![0-9.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9.])")
Row = dict[str, str | None]


@dataclass(frozen=True)
class Reject:
    """One broken rule of one row; `column` is the contract's name, '' for the row as a whole."""

    file_no: int
    row_number: int
    column: str
    code: str
    words: Words
    value: str | None
    raw_row: str


@dataclass(frozen=True)
class Delivered:
    """How the file itself has the rows: its headers by contract column, and its own text.

    Without `rows` the staged text is shown, which differs only where it could be read.
    """

    headers: Mapping[str, str]
    rows: pa.Table | None = None


def get_ready(dataset: Dataset, limits: Limits) -> Thread:
    """Do what takes pandera a second the first time while other rows are read; a started thread."""

    def load() -> None:
        from ingest.checks import find_failures  # noqa: PLC0415

        nothing = {column.name: pa.array([], pa.string()) for column in dataset.columns}
        find_failures(pa.table(nothing).to_pandas().astype("str"), dataset, limits)

    thread = Thread(target=load, name="pandera", daemon=True)
    thread.start()
    return thread


def explain(
    suspects: pa.RecordBatch, dataset: Dataset, delivered: Delivered, limits: Limits
) -> list[Reject]:
    """Why each row of `suspects` is refused."""
    from ingest.checks import find_failures  # noqa: PLC0415  (pandera takes a second to import)

    found: list[Reject] = []
    for start in range(0, suspects.num_rows, CHUNK):
        part = suspects.slice(start, CHUNK)
        texts = [name for name in part.schema.names if name not in (FILE_NO, ROW_NUMBER)]
        frame = part.select(texts).to_pandas().astype("str")
        found += _named(part, find_failures(frame, dataset, limits), delivered)
    return found


def _named(part: pa.RecordBatch, failures: Sequence[Failure], delivered: Delivered) -> list[Reject]:
    staged = part.to_pylist()
    raw = _raw_rows(part, delivered)
    found = []
    for failure in failures:
        row, own = staged[failure.row], raw[failure.row]
        limit = row[failure.limit] if failure.code == "end_before_start" else failure.limit
        value = own.get(failure.column) or row[failure.column]
        shown = delivered.headers.get(failure.column, failure.column)
        words = reason(failure.code, shown, value, limit)
        found.append(_reject(row, own, delivered, (failure.column, failure.code, words, value)))
    explained = {failure.row for failure in failures}
    for position in sorted(set(range(len(staged))) - explained):
        what = ("", _UNEXPLAINED, reason(_UNEXPLAINED, "", None), None)
        found.append(_reject(staged[position], raw[position], delivered, what))
    return found


def _raw_rows(part: pa.RecordBatch, delivered: Delivered) -> list[Row]:
    """The rows of `part` as delivered, in the same order."""
    if delivered.rows is None:
        return part.to_pylist()
    kept = delivered_rows(delivered.rows, part)
    by_key = dict(zip(_keys(kept).tolist(), kept.to_pylist(), strict=True))
    return [by_key[key] for key in _keys(part).tolist()]


def delivered_rows(rows: pa.Table, suspects: pa.RecordBatch) -> pa.Table:
    """Those of `rows` that became `suspects`."""
    return rows.filter(pa.array(np.isin(_keys(rows), _keys(suspects))))


def _keys(rows: pa.RecordBatch | pa.Table) -> np.ndarray:
    return rows[FILE_NO].to_numpy() * 2**40 + rows[ROW_NUMBER].to_numpy()


def _reject(
    staged: Row, raw: Row, delivered: Delivered, what: tuple[str, str, Words, str | None]
) -> Reject:
    shown = {delivered.headers[n]: v for n, v in raw.items() if n in delivered.headers and v}
    row = json.dumps(shown, ensure_ascii=False)
    return Reject(int(staged[FILE_NO] or 0), int(staged[ROW_NUMBER] or 0), *what, row)


def broken(file_no: int, rows: Iterable[BrokenRow]) -> list[Reject]:
    """Rejects of rows that could not even be taken apart."""
    return [
        Reject(file_no, row.number, "", row.code, reason(row.code, "", None), None, text)
        for row in rows
        for text in (masked(row.text),)
    ]


def masked(text: str) -> str:
    """A raw line without the values of personal fields and without addresses."""
    hidden = _SECRETS.sub(r'\1"***"', text[:RAW_SHOWN])
    return _ADDRESS.sub("***", hidden)
