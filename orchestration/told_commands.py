"""Commands about who is told what: the access log, the weekly report, the alerts."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated

import typer

from orchestration.workspace import open_workspace

app = typer.Typer()


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

    lines = read_log(open_workspace(context.obj).paths.access_log, Wanted(since, who, action))
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

    workspace = open_workspace(context.obj)
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
    """Hold what is published now against the alert rules, and send what is due. 检查并发送提醒。

    What fired is sent once to each recipient, however often it is asked. Exit code 1: somebody
    could not be told; the next run or the next call tries again.
    """
    from orchestration.alerts.commands import ask_again
    from orchestration.alerts.rules import require_usable

    workspace = open_workspace(context.obj)
    require_usable(workspace.settings)
    lines = ask_again(workspace, dry_run)
    typer.echo("\n".join(lines))
    raise typer.Exit(int(any(line.startswith("!") for line in lines)))
