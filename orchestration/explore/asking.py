"""A question from files to its answer, and what is wrong with either in words."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console, RenderableType

from measurement.tables import Resources, Table, TableError
from orchestration.workspace import UserError, Workspace

WIDE = 400
"""Columns of a page that is no terminal: no table is cut there."""


@dataclass(frozen=True)
class Answered:
    """A definition and its answer."""

    definition: Mapping[str, object]
    answer: Mapping[str, object]


def ask(
    workspace: Workspace,
    question: tuple[Path, str, Path | None, str],
    run: Callable[..., Mapping[str, object]],
) -> Answered:
    """`run` on the files of `question`: definition, events, persons, time zone.

    Raises:
        UserError: a file cannot be read, or the question makes no sense.
    """
    definition, events, persons, timezone = question
    told = _json(definition)
    if not isinstance(told, dict):
        raise UserError(f"{definition} must hold one JSON object. 定义应为一个 JSON 对象。")
    engine = workspace.settings.engine
    try:
        answer = run(
            _events(workspace, events),
            told,
            _persons(persons),
            timezone or workspace.settings.company.timezone,
            resources=Resources(engine.threads, engine.memory_limit),
        )
    except TableError as error:
        raise UserError(str(error)) from error
    except ValueError as error:
        if type(error).__name__.endswith("DefinitionError"):
            raise UserError(f"{definition}: {error}") from error
        raise
    return Answered(told, answer)


def say(
    answered: Answered, tables: Callable[[Mapping, Mapping], list[RenderableType]], as_json: bool
) -> None:
    """Print the answer, as tables or as one JSON object."""
    if as_json:
        typer.echo(json.dumps(answered.answer, ensure_ascii=False, indent=1))
        return
    console = Console() if sys.stdout.isatty() else Console(width=WIDE)
    for table in tables(answered.definition, answered.answer):
        console.print(table)


def _events(workspace: Workspace, told: str) -> str:
    """The told file, folder or pattern; else what the company's own people did."""
    own = workspace.paths.serving.with_name("journeys.parquet")
    if told:
        if "*" not in told and not Path(told).exists():
            raise UserError(f"There is no file {told}. 文件不存在。")
        return told
    if not own.exists():
        raise UserError(
            "Name the events with --events, or let `headwater journeys` write the company's own. "
            "请用 --events 指定事件文件。"
        )
    return str(own)


def _persons(told: Path | None) -> Table | dict | None:
    if told is None:
        return None
    if told.suffix != ".json":
        return told
    persons = _json(told)
    if isinstance(persons, dict) and all(isinstance(own, dict) for own in persons.values()):
        return persons
    raise UserError(f'{told} must be like {{"person": {{"property": "value"}}}}.')


def _json(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}. 文件无法读取。") from error
    except ValueError as error:
        raise UserError(f"{path} is not valid JSON: {error}. 不是有效的 JSON。") from error
