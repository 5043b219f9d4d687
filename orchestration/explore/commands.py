"""`headwater explore`: each command reads its options and hands over to the explorer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.explore import promotions
from orchestration.workspace import open_workspace

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(
    name="explore",
    no_args_is_help=True,
    help="Ask your own question of events and promotions. 自助分析。",
)
app.add_typer(promotions.app)

DefinitionOption = Annotated[
    Path, typer.Option("--definition", help="The question, a JSON file. 问题定义。")
]
EventsOption = Annotated[
    str,
    typer.Option(
        "--events",
        help="Parquet or CSV with person, event, ts; else the company's own. 事件文件。",
        show_default=False,
    ),
]
PersonsOption = Annotated[
    Path | None,
    typer.Option("--persons", help="Properties by person. 用户属性。", show_default=False),
]
TimezoneOption = Annotated[
    str,
    typer.Option("--timezone", help="Else that of the company. 时区。", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="As one JSON object.")]


@app.command()
def funnel(
    context: typer.Context,
    definition: DefinitionOption,
    events: EventsOption = "",
    persons: PersonsOption = None,
    timezone: TimezoneOption = "",
    as_json: JsonOption = False,
) -> None:
    """Where people stop on the way from step to step. 漏斗分析。"""
    from measurement import funnels as explorer
    from orchestration.explore.tables import funnel_tables

    question = (definition, events, persons, timezone)
    _answer(context, question, explorer.run, funnel_tables, as_json)


@app.command()
def retention(
    context: typer.Context,
    definition: DefinitionOption,
    events: EventsOption = "",
    persons: PersonsOption = None,
    timezone: TimezoneOption = "",
    as_json: JsonOption = False,
) -> None:
    """Who comes back, and with how much money. 留存分析。"""
    from measurement import retention as explorer
    from orchestration.explore.tables import retention_tables

    question = (definition, events, persons, timezone)
    _answer(context, question, explorer.run, retention_tables, as_json)


@app.command()
def paths(
    context: typer.Context,
    definition: DefinitionOption,
    events: EventsOption = "",
    persons: PersonsOption = None,
    timezone: TimezoneOption = "",
    as_json: JsonOption = False,
) -> None:
    """The most common ways away from a step, or to one. 路径分析。"""
    from measurement import paths as explorer
    from orchestration.explore.tables import paths_tables

    question = (definition, events, persons, timezone)
    _answer(context, question, explorer.run, paths_tables, as_json)


def _answer(
    context: typer.Context,
    question: tuple[Path, str, Path | None, str],
    run: Callable[..., Mapping[str, object]],
    tables: Callable[[Mapping, Mapping], list[RenderableType]],
    as_json: bool,
) -> None:
    from orchestration.explore.asking import ask, say

    say(ask(open_workspace(context.obj), question, run), tables, as_json)
