"""The `headwater` command: each command reads its options and hands over to a module."""

from __future__ import annotations

import json
import os
import traceback
from datetime import date, datetime, timedelta
from importlib.metadata import version as installed_version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated

import typer
from rich.console import Console
from typer._click import ClickException, Context
from typer.core import TyperGroup

from ingest.config import HOME_VARIABLE, ConfigError, Paths, resolve_home
from orchestration.days import Days
from orchestration.explore.commands import app as explore
from orchestration.options import (
    DayOption,
    DaysOption,
    HomeOption,
    HostOption,
    PortOption,
    SeedOption,
    VisitorsOption,
)
from orchestration.promotion_commands import app as promotion
from orchestration.stages import Stages
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

    request = Request(_days(day, first, last), full, force)
    stages = run_once(_workspace(context), request, _console())
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
    _serve(_workspace(context), host, dashboards_port, dagster_port)


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

    present = _workspace(context)
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
    _simulate(folder, visitors, days, seed, _day(end), _day(deliver_from), _day(deliver_until))


@app.command()
def validate(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to check. 要检查的文件。")],
    source: Annotated[str, typer.Option(help="The source it comes from. 来源名称。")],
) -> None:
    """Say what is wrong with a file, row by row, without loading it. 检查文件而不导入。

    Exit code 1: it has problems. 2: it cannot be read at all.
    """
    from orchestration.validation import check_file

    raise typer.Exit(check_file(file, source, _workspace(context).settings, Console()))


@app.command()
def links(
    context: typer.Context,
    channel: Annotated[str, typer.Option(help="Channel the link is for. 渠道。")] = "",
    landing: Annotated[str, typer.Option(help="Address it opens. 落地页。")] = "",
    campaign: Annotated[str, typer.Option(help="Campaign. 计划。")] = "",
    code: Annotated[str, typer.Option(help="Channel code, such as CAM001. 渠道码。")] = "",
    team: Annotated[str, typer.Option(help="Team that hands it out. 团队。")] = "",
    venue: Annotated[str, typer.Option(help="Where it hangs or is handed out. 场地。")] = "",
    label: Annotated[str, typer.Option(help="Your own note. 备注。")] = "",
    sheet: Annotated[
        Path | None, typer.Option(help="CSV or XLSX of many. 批量表格。", show_default=False)
    ] = None,
    to: Annotated[
        Path | None, typer.Option(help="Folder to write to. 输出文件夹。", show_default=False)
    ] = None,
) -> None:
    """Issue tracking links and QR codes that the channel rules recognise. 生成跟踪链接与二维码。

    One by --channel and --landing, or many by --sheet with the columns channel, campaign, code,
    landing url, label, team, venue. All are issued or none.
    """
    from orchestration.link_files import issue, read_requests
    from orchestration.links import LinkRequest

    if bool(sheet) == bool(channel or landing):
        raise typer.BadParameter("Give --channel and --landing, or --sheet.")
    one = LinkRequest(channel, landing, campaign, code, team, venue, label)
    requests = read_requests(sheet) if sheet else [one]
    folder = issue(_workspace(context), requests, to)
    typer.echo(f"{len(requests)} links and QR codes in {folder}. 已生成链接与二维码。")


@app.command()
def journeys(context: typer.Context) -> None:
    """Write what each person did to one Parquet file, for your own questions. 导出用户行为。

    Sorted by person and time, from the newest build; `headwater paths` names the file.
    """
    from orchestration.access_log import note_export
    from orchestration.journeys import write_journeys

    path, rows = write_journeys(_workspace(context))
    note_export(_workspace(context), path.name, rows)
    typer.echo(f"{rows:,} events in {path}. 已导出。")


@app.command()
def template(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="The source to fill in a form for. 来源名称。")],
    kind: Annotated[str, typer.Option("--format", help="csv or xlsx. 文件格式。")] = "",
    out: Annotated[Path | None, typer.Option(help="Where to write it. 输出文件。")] = None,
) -> None:
    """Write the form that people fill in for a source. 生成供填写的模板。"""
    from orchestration.forms import write_form

    typer.echo(str(write_form(source, kind, out, _workspace(context).settings)))


@app.command()
def statement(
    context: typer.Context,
    channel: Annotated[
        str, typer.Option(help="The partner's channel, such as fanli. 合作方渠道。")
    ],
    month: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m"], metavar="YYYY-MM", show_default=False)
    ] = None,
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"])] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"])] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write it. 输出文件。")] = None,
) -> None:
    """Write what a partner is owed and what is disputed, as XLSX. 生成合作方对账单。"""
    from orchestration.access_log import note_export
    from orchestration.statement import write_statement

    days = _month(month) or _days(None, first, last)
    if days is None:
        raise typer.BadParameter("Give --month, or --from and --to.")
    workspace = _workspace(context)
    name = f"statement_{channel}_{days.first}_{days.last}.xlsx"
    serving = workspace.paths.serving
    done = write_statement(serving, channel, days.first, days.last, out or Path(name))
    note_export(workspace, name, done.lines, channel=channel)
    typer.echo(f"{done.path}: {done.lines} lines, {done.disputed} disputed, {done.owed:,.2f} owed.")


@app.command("access-log")
def access_log(
    context: typer.Context,
    since: Annotated[
        datetime | None, typer.Option(help="From this moment on, UTC. 起始时间。")
    ] = None,
    who: Annotated[str, typer.Option(help="Part of a name or e-mail. 人员。")] = "",
    action: Annotated[str, typer.Option(help="export, people, refused or upload. 类型。")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON lines.")] = False,
) -> None:
    """Who exported what, looked at single people, or was refused. 查看访问与导出记录。"""
    from orchestration.access_log import Wanted, read_log, show_log

    lines = read_log(_workspace(context).paths.access_log, Wanted(since, who, action))
    if as_json:
        typer.echo("\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    else:
        show_log(lines, typer.echo)


@app.command()
def report(
    context: typer.Context,
    week: Annotated[str | None, typer.Option(help="ISO week, such as 2026-W07. 周。")] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(help="Send to this recipient of headwater.toml, or to `all`. 收件人。"),
    ] = None,
    language: Annotated[str, typer.Option(help="en or zh, unless a recipient has one.")] = "",
) -> None:
    """Write the weekly report as a PDF, and send it with --to. 生成并发送周报。

    Without --week it is the last whole week. What a recipient may not see is not in it.
    """
    from orchestration.report import deliver, write

    workspace = _workspace(context)
    if language not in ("", "en", "zh"):
        raise typer.BadParameter("Write --language en or --language zh.")
    if to:
        for line in deliver(workspace, to, week, language):
            typer.echo(line)
        return
    typer.echo(write(workspace, week, language or workspace.settings.serve.language))


@app.command()
def alerts(
    context: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would fire; keep and send nothing. 试运行。")
    ] = False,
) -> None:
    """Ask the [[alert]] rules of what is published now, and send what is due. 检查并发送提醒。

    What fired is sent once to each recipient, however often it is asked. Exit code 1: somebody
    could not be told; the next run or the next call tries again.
    """
    from orchestration.alerts.commands import ask_again
    from orchestration.alerts.rules import require_usable

    workspace = _workspace(context)
    require_usable(workspace.settings)
    lines = ask_again(workspace, dry_run)
    typer.echo("\n".join(lines))
    raise typer.Exit(int(any(line.startswith("!") for line in lines)))


@app.command()
def doctor(context: typer.Context) -> None:
    """Check the set-up and say how to mend what is wrong. 检查环境并说明如何修复。"""
    from orchestration.doctor import examine, show

    findings = examine(resolve_home(context.obj))
    show(findings, Console())
    raise typer.Exit(int(any(finding.state == "fail" for finding in findings)))


def _workspace(context: typer.Context) -> Workspace:
    return open_workspace(context.obj)


def _console() -> Console:
    return Console(stderr=True)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _days(day: datetime | None, first: datetime | None, last: datetime | None) -> Days | None:
    if day and (first or last):
        raise typer.BadParameter("Give --day, or --from and --to, not both.")
    if bool(first) != bool(last):
        raise typer.BadParameter("--from and --to go together.")
    start, end = _day(day or first), _day(day or last)
    if start is None or end is None:
        return None
    if end < start:
        raise typer.BadParameter("--to is before --from.")
    return Days(start, end)


def _month(month: datetime | None) -> Days | None:
    if month is None:
        return None
    first = month.date()
    following = (first + timedelta(days=31)).replace(day=1)
    return Days(first, following - timedelta(days=1))


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
