"""One file as a delivery of one source: what is wrong, and the rows where it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.config import Settings
from ingest.descriptions import SourceDescription
from ingest.finding import is_lookup
from ingest.readers.reading import match_headers
from ingest.readers.sheets import SHEET_ROWS
from ingest.uploads.grids import Shown, is_editable, shown
from ingest.uploads.safety import is_formula
from ingest.validate import ABOUT_ROWS, Problem, examine
from ingest.words import Words

MOST_ROWS = 300
"""Rows that are shown to be corrected; with more, something is wrong with all of them."""
MOST_PROBLEMS = 500
WAITS = "lookup_missing"
FORMULA = "formula"


@dataclass(frozen=True)
class Wrong:
    """A row to correct: the place of its table, its cells, the places of those that are wrong."""

    table: int
    row: int
    cells: list[str]
    places: list[int]


@dataclass(frozen=True)
class Checked:
    """What is to be said of a file; it may be loaded when it can be read and holds no formula."""

    source: str
    accepted: int
    problems: list[Problem]
    tables: list[Shown]
    is_lookup: bool = False

    @property
    def may_load(self) -> bool:
        """Whether a run could take anything from it."""
        return all(
            one.code in (*ABOUT_ROWS, WAITS) or (one.row_number is not None and one.code != FORMULA)
            for one in self.problems
        )

    def as_json(self) -> dict[str, object]:
        """For the pages; of very many problems the first ones."""
        rejected = {(p.dataset, p.row_number) for p in self.problems if p.row_number is not None}
        names = {number: one.sheet for one in self.tables for number in one.rows}
        return {
            "source": self.source,
            "accepted": self.accepted,
            "rejected": len(rejected),
            "may_load": self.may_load,
            "is_lookup": self.is_lookup,
            "problem_count": len(self.problems),
            "problems": [_told(one, names) for one in self.problems[:MOST_PROBLEMS]],
            "tables": [
                {"dataset": one.table.dataset, "sheet": one.sheet, "headers": one.headers}
                for one in self.tables
            ],
            "rows": [asdict(row) for row in _wrong(self.tables, self.problems)[:MOST_ROWS]],
        }


def check(path: Path, source: SourceDescription, settings: Settings) -> Checked:
    """Everything that is wrong with `path` as a delivery of `source`; nothing is kept."""
    if is_lookup(path, source):
        return Checked(source.name, 0, [], [], is_lookup=True)
    examined = examine(path, source.name, settings)
    may_show = examined.can_be_read and is_editable(path, source)
    tables = shown(path, source) if may_show else []
    problems = [*_formulas(tables), *examined.problems]
    return Checked(source.name, examined.accepted, problems, tables)


def _told(problem: Problem, names: Mapping[int, str]) -> dict[str, object]:
    """A problem with its sheet and the line there."""
    number = problem.row_number
    line = None if number is None else (number - 1) % SHEET_ROWS + 1
    sheet = names.get(number, "") if number is not None else ""
    return {"line": line, "sheet": sheet, "code": problem.code, **asdict(problem.words)}


def _formulas(tables: Sequence[Shown]) -> list[Problem]:
    return [
        Problem(number, None, FORMULA, _formula_words(one.headers, place), text, one.table.dataset)
        for one in tables
        for number, cells in one.rows.items()
        for place, text in enumerate(cells)
        if is_formula(text)
    ]


def _formula_words(headers: Sequence[str], place: int) -> Words:
    name = headers[place] if place < len(headers) else str(place + 1)
    return Words(
        f"{name}: this is a formula that a spreadsheet would carry out; write its value",
        f"{name}：该单元格为公式，打开表格时会被执行，请改为数值或文字",
    )


def _wrong(tables: Sequence[Shown], problems: Sequence[Problem]) -> list[Wrong]:
    """The rows that problems are about, table by table, as far as their cells are known."""
    about: dict[tuple[str, int], list[Problem]] = {}
    for one in problems:
        if one.row_number is not None:
            about.setdefault((one.dataset, one.row_number), []).append(one)
    return [
        Wrong(place, row, cells, _places(table, cells, about[table.table.dataset, row]))
        for place, table in enumerate(tables)
        for row, cells in table.rows.items()
        if (table.table.dataset, row) in about
    ]


def _places(shown: Shown, cells: Sequence[str], problems: Sequence[Problem]) -> list[int]:
    found = match_headers(list(shown.table.columns.values()), shown.names)
    named = {shown.table.columns.get(one.column or "", "") for one in problems}
    formulas = {place for place, text in enumerate(cells) if is_formula(text)}
    return sorted({found[name] for name in named & set(found)} | formulas)
