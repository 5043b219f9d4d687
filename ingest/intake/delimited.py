"""CSV and TAB files as people export them: any encoding, a preamble, a total row."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from ingest.descriptions import SourceDescription
from ingest.intake.delivered import (
    Delivered,
    Part,
    Row,
    decode,
    need_headers,
    needed_headers,
)
from ingest.words import RefusalError

HEADER_SEARCH_LINES = 40
DAY_COLUMN = "stat_date"
"""May be absent: a report of one day says the day above the header or in its file name."""


def read(path: Path, source: SourceDescription) -> Delivered:
    """The rows below the header, which is the line that holds most of the known names.

    Raises:
        RefusalError: empty, undecodable, or without a needed column.
    """
    text = decode(path, source.encoding)
    table = source.tables[0]
    found = read_text(text, set(table.columns.values()), source.total_words)
    for pattern, advice in source.refuse_preamble.items():
        if re.search(pattern, found.preamble):
            raise RefusalError("wrong_report", f"Not the daily report: {advice}.", f"{advice}。")
    wanted = needed_headers(table)
    need_headers(found.headers, [h for h in wanted if h != table.columns.get(DAY_COLUMN)])
    part = Part(table, found.headers, found.rows)
    return Delivered([part], found.preamble, total=found.total)


@dataclass(frozen=True)
class Grid:
    """A delimited text: what stands above the header, the header, the rows, the total row."""

    preamble: str
    headers: tuple[str, ...]
    rows: list[Row]
    total: dict[str, str] | None


def read_text(text: str, known: set[str], total_words: tuple[str, ...] = ()) -> Grid:
    """Split a delimited text at the line that holds most of the `known` headers."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    at = _header_at([cells for _, cells in lines], known)
    headers = lines[at][1]
    preamble = "\n".join(",".join(cells) for _, cells in lines[:at])
    rows, total = _split(headers, lines[at + 1 :], total_words)
    return Grid(preamble, tuple(headers), rows, total)


def _separator(text: str) -> str:
    head = text[:20_000]
    return "\t" if head.count("\t") > head.count(",") else ","


def _header_at(lines: list[list[str]], known: set[str]) -> int:
    scores = [len(known.intersection(cells)) for cells in lines[:HEADER_SEARCH_LINES]]
    return scores.index(max(scores))


def _split(
    headers: list[str], lines: list[tuple[int, list[str]]], total_words: tuple[str, ...]
) -> tuple[list[Row], dict[str, str] | None]:
    rows: list[Row] = []
    total: dict[str, str] | None = None
    for number, cells in lines:
        if not any(cells):
            continue
        fields = {name: cell for name, cell in zip(headers, cells, strict=False) if name}
        if is_total(cells, total_words):
            total = fields
        else:
            rows.append(Row(number, fields))
    return rows, total


def is_total(cells: list[str], words: tuple[str, ...]) -> bool:
    """Whether a row is the platform's sum of the others."""
    first = next((cell for cell in cells if cell not in ("", "--", "-")), "")
    return bool(words) and first.lower().startswith(words)
