"""What was found in a file that somebody handed in."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class _Told(BaseModel):
    """A part of an answer; more may be told than pages show."""

    model_config = ConfigDict(frozen=True)


class Problem(_Told):
    """One thing that is wrong, in both languages; without a line it is about the whole file."""

    line: int | None
    sheet: str
    en: str
    zh: str


class Table(_Told):
    """One table in one sheet, with its headers as written."""

    dataset: str
    sheet: str
    headers: list[str]


class Row(_Told):
    """A row to correct: the place of its table, all its cells, the places of those in doubt."""

    table: int
    row: int
    cells: list[str]
    places: list[int]


class Edit(_Told):
    """A row as somebody has written it anew."""

    dataset: str
    row: int
    cells: list[str]


class Checked(_Told):
    """A file as a delivery of a source: its rows counted, its problems, the rows to correct."""

    source: str
    accepted: int
    rejected: int
    may_load: bool
    is_lookup: bool
    problem_count: int
    problems: list[Problem]
    tables: list[Table]
    rows: list[Row]


class Source(_Told):
    """A source that takes files: its names, and the kinds of form that it has."""

    name: str
    label: str
    label_zh: str
    forms: list[str]


class Sources(_Told):
    """All of them, and the largest file that the page takes."""

    sources: list[Source]
    most_mb: int
