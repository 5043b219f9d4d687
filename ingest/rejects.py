"""Rows that broke their contract: every reason, in words, with personal data left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from ingest.contracts import Dataset
from ingest.mapping import FILE_NO, ROW_NUMBER
from ingest.normalise import Clock
from ingest.readers.reading import BrokenRow
from ingest.words import Words, reason

if TYPE_CHECKING:
    from ingest.checks import Failure

RAW_SHOWN = 500
"""Characters kept of a line that could not be taken apart."""
CHUNK = 20_000
"""Rows that pandera looks at in one go."""
_ANY_ROW = "not_in_order"
_SECRETS = re.compile(
    r'("?(?:ip|phone|mobile|name|id_number|id_card|card_number|手机号?|姓名|身份证号?|银行卡号?)"?'
    r'\s*[:=]\s*)("[^"]*"?|[^,}\s]+)',
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?<![0-9.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9.])")


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


def explain(
    suspects: pa.RecordBatch, dataset: Dataset, headers: Mapping[str, str], clock: Clock
) -> list[Reject]:
    """Why each row of `suspects` is refused; `headers` is what the file calls a column."""
    from ingest.checks import find_failures  # noqa: PLC0415  (pandera takes a second to import)

    found: list[Reject] = []
    for start in range(0, suspects.num_rows, CHUNK):
        part = suspects.slice(start, CHUNK)
        frame = part.to_pandas().astype({name: "str" for name in part.schema.names[2:]})
        failures = find_failures(frame, dataset, clock)
        found += _named(part, failures, headers)
    return found


def _named(
    part: pa.RecordBatch, failures: Sequence[Failure], headers: Mapping[str, str]
) -> list[Reject]:
    rows = part.to_pylist()
    found = []
    for failure in failures:
        row = rows[failure.row]
        value = row[failure.column]
        limit = row[failure.limit] if failure.code == "end_before_start" else failure.limit
        words = reason(failure.code, headers.get(failure.column, failure.column), value, limit)
        found.append(_reject(row, failure.column, failure.code, words, value, headers))
    explained = {failure.row for failure in failures}
    for position in set(range(len(rows))) - explained:
        words = reason(_ANY_ROW, "", None)
        found.append(_reject(rows[position], "", _ANY_ROW, words, None, headers))
    return found


def _reject(
    row: dict[str, str],
    column: str,
    code: str,
    words: Words,
    value: str | None,
    headers: Mapping[str, str],
) -> Reject:
    shown = {headers[n]: v for n, v in row.items() if n in headers and v is not None}
    raw = json.dumps(shown, ensure_ascii=False)
    return Reject(int(row[FILE_NO]), int(row[ROW_NUMBER]), column, code, words, value, raw)


def broken(file_no: int, rows: Iterable[BrokenRow]) -> list[Reject]:
    """Rejects of rows that could not even be taken apart."""
    return [
        Reject(
            file_no, row.number, "", row.code, reason(row.code, "", None), None, masked(row.text)
        )
        for row in rows
    ]


def masked(text: str) -> str:
    """A raw line without the values of personal fields and without addresses."""
    hidden = _SECRETS.sub(r'\1"***"', text[:RAW_SHOWN])
    return _ADDRESS.sub("***", hidden)
