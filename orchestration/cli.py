"""The `headwater` command: each command reads its options and hands over to a module."""

from __future__ import annotations

import json
import os
import traceback
from datetime import date, datetime
from importlib.metadata import version as installed_version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated

import typer
from rich.console import Console
from typer._click import ClickException, Context
from typer.core import TyperGroup

from ingest.config import HOME_VARIABLE, ConfigError, Paths, resolve_home
from orchestration.explore.commands import app as explore
from orchestration.file_commands import app as files
from orchestration.options import (
    DayOption,
    DaysOption,
    HomeOption,
    HostOption,
    PortOption,
    SeedOption,
    VisitorsOption,
    day_of,
    days_of,
)
from orchestration.promotion_commands import app as promotion
from orchestration.stages import Stages
from orchestration.told_commands import app as told
from orchestration.workspace import UserError, Workspace, open_workspace

HELP = """Growth and marketing analytics for companies that sell investments online.

A company is a folder: settings, inbox, lake, warehouse, published numbers. Name it with --home or
HEADWATER_HOME, or stand in it. 公司文件夹由 --home、HEADWATER_HOME 或当前目录指定。
"""
INCOMPLETE = 3
DEMO_VISITORS, DEMO_DAYS, DEMO_SEED = 300_000, 180, 7


class _Words(TyperGroup):
    """Says what the user can mend in one message, without a traceback."""

    def invoke(self, ctx: Context) -> object:
        try:
            return super().invoke(ctx)
        except (ConfigError, UserError) as error:
            typer.secho(f"Error: {error}", err=True, fg=typer.colors.RED)
            raise typer.Exit(1) from error
        except (ClickException, typer.Exit, typer.Abort):
            raise
        except Exception as error:
            typer.secho(_unforeseen(error), err=True, fg=typer.colors.RED)
            raise typer.Exit(1) from error


def _unforeseen(error: Exception) -> str:
    """Words for a mistake of ours; how it came about goes to a file that can be sent to us."""
    with NamedTemporaryFile("w", prefix="headwater-", suffix=".log", delete=False) as file:
        file.write("".join(traceback.format_exception(error)))
    return (
        f"Error: {type(error).__name__}: {error}\n"
        f"This should not have happened. What led to it is written down in {file.name}.\n"
        f"发生意外错误，详情见 {file.name}。"
    )


app = typer.Typer(cls=_Words, help=HELP, no_args_is_help=True, add_completion=False)


app.add_typer(files)
app.add_typer(told)
app.add_typer(explore)
app.add_typer(promotion)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"headwater {installed_version('headwater')}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    home: HomeOption = None,
    _version_wanted: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say it and stop.")
    ] = False,
) -> None:
    """Keep the company folder for the command that follows."""
    context.obj = home


@app.command()
def paths(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
) -> None:
    """Where inbox, lake, rejects, warehouse, serving file and the rest are. 各文件夹的位置。"""
    found = Paths(resolve_home(context.obj)).as_dict()
    width = max(map(len, found))
    lines = [f"{name:<{width}}  {path}" for name, path in found.items()]
    typer.echo(json.dumps(found, indent=1) if as_json else "\n".join(lines))


@app.command()
def run(
    context: typer.Context,
    day: DayOption = None,
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"])] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"])] = None,
    full: Annotated[bool, typer.Option(help="Build everything again from the lake.")] = False,
    force: Annotated[bool, typer.Option(help="Build even if nothing is new.")] = False,
) -> None:
    """Read the inbox and the platform, build, check, publish. 读取、计算、检查并发布。

    --day, or --from with --to, asks for those days again: what was delivered for them and since
    is built anew. The same deliveries always give the same numbers.

    Exit code 1: nothing was published. 3: published, but a source could not be read.
    """
    from orchestration.run import Request
    from orchestration.run import run as run_once

    request = Request(days_of(day, first, last), full, force)
    stages = run_once(open_workspace(context.obj), request, _console())
    typer.echo(_summary(stages))
    raise typer.Exit(INCOMPLETE if stages.unread else 0)


@app.command()
def serve(
    context: typer.Context,
    host: HostOption = None,
    dashboards_port: PortOption = None,
    dagster_port: PortOption = None,
) -> None:
    """Open the dashboards and the Dagster UI until Ctrl-C. 打开看板与 Dagster 界面。"""
    _serve(open_workspace(context.obj), host, dashboards_port, dagster_port)


@app.command("as-of")
def as_of(
    context: typer.Context,
    moment: Annotated[str, typer.Argument(help="2026-05-03 (its end) or 2026-05-03T08:00.")],
    serve_after: Annotated[bool, typer.Option("--serve", help="Open its dashboards.")] = False,
    host: HostOption = None,
    dashboards_port: PortOption = None,
) -> None:
    """Build all numbers as they were known then, and say what has changed since. 还原历史口径。

    It gets a warehouse and a serving file of its own; what is published stays as it is.
    """
    from orchestration.past import parse_moment, past, rebuild
    from orchestration.past_changes import show_changes

    present = open_workspace(context.obj)
    workspace = past(present, parse_moment(moment, present.settings.zone))
    published = rebuild(workspace, _console())
    typer.echo(f"{published.path}: data up to {published.as_of_date}.")
    if present.paths.serving.exists():
        show_changes(published.path, present.paths.serving, Console())
    if serve_after:
        _serve(workspace, host, dashboards_port, None)


@app.command()
def demo(
    context: typer.Context,
    home: HomeOption = None,
    visitors: VisitorsOption = DEMO_VISITORS,
    days: DaysOption = DEMO_DAYS,
    seed: SeedOption = DEMO_SEED,
    serve_after: Annotated[bool, typer.Option("--serve/--no-serve")] = True,
    host: HostOption = None,
    dashboards_port: PortOption = None,
    dagster_port: PortOption = None,
) -> None:
    """Simulate a company (once), run, and open the dashboards. 模拟一家公司并打开看板。"""
    from orchestration.run import Request
    from orchestration.run import run as run_once

    folder = _demo_home(home or context.obj)
    if not Paths(folder).truth.exists():
        _simulate(folder, visitors, days, seed, None, None, None)
    workspace = open_workspace(folder)
    typer.echo(_summary(run_once(workspace, Request(), _console())))
    if serve_after:
        _serve(workspace, host, dashboards_port, dagster_port)


@app.command()
def simulate(
    context: typer.Context,
    visitors: VisitorsOption = DEMO_VISITORS,
    days: DaysOption = DEMO_DAYS,
    seed: SeedOption = DEMO_SEED,
    end: DayOption = None,
    deliver_from: DayOption = None,
    deliver_until: DayOption = None,
) -> None:
    """Write the deliveries of a company with known truth into the inbox. 生成模拟数据。"""
    folder = resolve_home(context.obj)
    _simulate(
        folder, visitors, days, seed, day_of(end), day_of(deliver_from), day_of(deliver_until)
    )


@app.command()
def doctor(context: typer.Context) -> None:
    """Check the set-up and say how to mend what is wrong. 检查环境并说明如何修复。"""
    from orchestration.doctor import examine, show

    findings = examine(resolve_home(context.obj))
    show(findings, Console())
    raise typer.Exit(int(any(finding.state == "fail" for finding in findings)))


def _console() -> Console:
    return Console(stderr=True)


def _demo_home(home: Path | None) -> Path:
    return resolve_home(home or (None if os.environ.get(HOME_VARIABLE) else Path("demo")))


def _serve(
    workspace: Workspace, host: str | None, dashboards_port: int | None, dagster_port: int | None
) -> None:
    from orchestration.serve import serve as serve_until_stopped

    wanted = workspace.settings.serve
    typer.echo("Starting the dashboards and the Dagster UI; Ctrl-C stops both. 正在启动……")
    serve_until_stopped(
        workspace,
        host or wanted.host,
        dashboards_port or wanted.dashboards_port,
        dagster_port or wanted.dagster_port,
        typer.echo,
    )
    typer.echo("Stopped. 已停止。")


def _simulate(
    home: Path,
    visitors: int,
    days: int,
    seed: int,
    end: date | None,
    deliver_from: date | None,
    deliver_until: date | None,
) -> None:
    from ingest.simulator import simulate as simulate_company

    with Stages(_console()).stage("simulate") as tell:
        try:
            told = simulate_company(
                home, visitors, days, seed, end, deliver_from, deliver_until, progress=tell
            )
        except ValueError as error:
            raise UserError(str(error)) from error
    typer.echo(
        f"{told.visitors:,} visitors and {told.events:,} events from {told.start} to {told.end}: "
        f"{told.files} files in {Paths(home).inbox}."
    )


def _summary(stages: Stages) -> str:
    seconds = ", ".join(f"{name} {value:.1f} s" for name, value in stages.timings.items())
    return f"Done in {sum(stages.timings.values()):.1f} s ({seconds})."
