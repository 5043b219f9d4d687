"""`headwater explore experiment|geo-lift`: promotions judged from a file of one's own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, RenderableType

from orchestration.workspace import UserError

app = typer.Typer()

WIDE = 200
"""Columns of a page that is no terminal: no table is cut there."""

TESTS = ("two_sided", "greater", "less", "sequential", "bayes")
JsonOption = Annotated[bool, typer.Option("--json", help="As one JSON object.")]


@app.command()
def experiment(
    rows: Annotated[
        Path, typer.Option("--rows", help="Parquet or CSV, a row per person. 每人一行的文件。")
    ],
    arm: Annotated[str, typer.Option(help="Column that names the arm. 分组列。")],
    metric: Annotated[str, typer.Option(help="Column that is compared. 指标列。")],
    unit: Annotated[str, typer.Option(help="Column of the person. 用户列。")] = "",
    covariate: Annotated[str, typer.Option(help="The metric from before. 活动前指标列。")] = "",
    denominator: Annotated[str, typer.Option(help="For a ratio. 分母列。")] = "",
    control: Annotated[str, typer.Option(help="Name of the control. 对照组名。")] = "",
    weights: Annotated[
        str, typer.Option(help="Planned shares, like control=1,coupon=9. 计划比例。")
    ] = "",
    test: Annotated[
        str, typer.Option(help="two_sided, greater, less, sequential or bayes. 检验方式。")
    ] = "two_sided",
    observational: Annotated[bool, typer.Option(help="Nobody drew lots. 非随机分组。")] = False,
    as_json: JsonOption = False,
) -> None:
    """Effect of each arm against the control, or why none is shown. 实验分析。"""
    from measurement.experiments import analyse
    from orchestration.explore.promotion_tables import experiment_tables

    if test not in TESTS:
        known = ", ".join(TESTS)
        raise UserError(f"There is no test {test}: choose one of {known}. 没有这种检验。")

    def ask() -> dict:
        return analyse(
            file(rows),
            unit or None,
            arm,
            metric,
            covariate or None,
            denominator=denominator or None,
            control=control or None,
            weights=_shares(weights),
            randomised=not observational,
            test=test,
        )

    say(ask, experiment_tables, as_json)


@app.command("geo-lift")
def geo_lift(
    rows: Annotated[
        Path,
        typer.Option(
            "--rows", help="Parquet or CSV, a row per location and day. 每地每天一行的文件。"
        ),
    ],
    treated: Annotated[str, typer.Option(help="Locations, like chicago,portland. 活动地区。")],
    start: Annotated[str, typer.Option(help="First day, 2026-04-01. 开始日。")],
    end: Annotated[str, typer.Option(help="Last day. 结束日。")],
    as_json: JsonOption = False,
) -> None:
    """Lift of some locations against the others, from location, date, y. 地区增量分析。"""
    from measurement.geo import lift
    from orchestration.explore.promotion_tables import geo_tables

    names = [name.strip() for name in treated.split(",") if name.strip()]
    first, last = _day(start, "--start"), _day(end, "--end")
    say(lambda: lift(file(rows), names, first, last), geo_tables, as_json)


def _day(told: str, option: str) -> str:
    try:
        return date.fromisoformat(told).isoformat()
    except ValueError as error:
        raise UserError(
            f"{option} is a day like 2026-04-01, not {told}. 日期请写成 2026-04-01。"
        ) from error


def file(rows: Path) -> str:
    """The file's name, or words that there is none."""
    if "*" not in str(rows) and not rows.exists():
        raise UserError(f"There is no file {rows}. 文件不存在。")
    return str(rows)


def _shares(told: str) -> dict[str, float] | None:
    try:
        pairs = [share.rsplit("=", 1) for share in told.split(",") if share.strip()]
        return {name.strip(): float(share) for name, share in pairs} or None
    except ValueError as error:
        raise UserError(
            "Write planned shares like control=1,coupon=9. 计划比例请写成 control=1,coupon=9。"
        ) from error


def say(
    ask: Callable[[], dict], tables: Callable[[Mapping], list[RenderableType]], as_json: bool
) -> None:
    """Print the answer; a question without sense is told in the measurement's own words."""
    try:
        answer = ask()
    except ValueError as error:
        raise UserError(str(error)) from error
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    for table in tables(answer):
        console().print(table)


def console() -> Console:
    """Where answers are printed."""
    return Console() if sys.stdout.isatty() else Console(width=WIDE)
