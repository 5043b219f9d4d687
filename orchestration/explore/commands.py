"""`headwater explore`: each command reads its options and hands over to the explorer."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from orchestration.explore import attribution, design, promotions
from orchestration.workspace import open_workspace

app = typer.Typer(
    name="explore",
    no_args_is_help=True,
    help="Ask your own question of events, touches and promotions. 自助分析。",
)
app.add_typer(promotions.app)
app.add_typer(attribution.app)
app.add_typer(design.app)

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


QUESTIONS = {
    "funnel": ("funnels", "Where people stop on the way from step to step. 漏斗分析。"),
    "retention": ("retention", "Who comes back, and with how much money. 留存分析。"),
    "paths": ("paths", "The most common ways away from a step, or to one. 路径分析。"),
}
"""Each command that asks a definition of events: its explorer in `measurement`, and its help."""


def _asking(name: str, explorer: str) -> Callable[..., None]:

    def command(
        context: typer.Context,
        definition: DefinitionOption,
        events: EventsOption = "",
        persons: PersonsOption = None,
        timezone: TimezoneOption = "",
        as_json: JsonOption = False,
    ) -> None:
        from orchestration.explore import tables
        from orchestration.explore.asking import ask, say

        run = import_module(f"measurement.{explorer}").run
        question = (definition, events, persons, timezone)
        answered = ask(open_workspace(context.obj), question, run)
        say(answered, getattr(tables, f"{name}_tables"), as_json)

    return command


for _name, (_explorer, _help) in QUESTIONS.items():
    app.command(_name, help=_help)(_asking(_name, _explorer))
