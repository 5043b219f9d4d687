"""Shows what is wrong with a file, in both languages, to whoever is about to deliver it."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from ingest.config import Settings
from ingest.validate import ABOUT_ROWS, Problem, validate

FINE, PROBLEMS, UNREADABLE = 0, 1, 2
SHOWN = 200


def check_file(file: Path, source: str, settings: Settings, console: Console) -> int:
    """Print every problem; 0 when there is none, 1 when there are, 2 when it cannot be read.

    Raises:
        ConfigError: there is no such source.
    """
    if not file.is_file():
        said = (
            f"{file} is a folder; name one file in it. 这是文件夹，请指定其中一个文件。"
            if file.is_dir()
            else f"There is no file {file}. 文件不存在。"
        )
        console.print(said, highlight=False, soft_wrap=True)
        return UNREADABLE
    problems = validate(file, source, settings)
    if not problems:
        console.print(f"{file.name}: nothing is wrong. 没有问题。", highlight=False)
        return FINE
    console.print(_table(problems[:SHOWN]))
    rest = f", the first {SHOWN} are shown" if len(problems) > SHOWN else ""
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    console.print(f"{count}{rest}. 共 {len(problems)} 个问题。", highlight=False)
    return UNREADABLE if _is_unreadable(problems) else PROBLEMS


def _is_unreadable(problems: list[Problem]) -> bool:
    return any(
        problem.row_number is None and problem.code not in ABOUT_ROWS for problem in problems
    )


def _table(problems: list[Problem]) -> Table:
    table = Table("row 行", "column 列")
    table.add_column("what is wrong", overflow="fold")
    table.add_column("问题", overflow="fold")
    for problem in problems:
        row = "" if problem.row_number is None else str(problem.row_number)
        table.add_row(row, problem.column or "", problem.words.en, problem.words.zh)
    return table
