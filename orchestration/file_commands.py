"""Commands about files: checked before they are loaded, issued, or written for others."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from orchestration.options import days_of, month_of
from orchestration.workspace import open_workspace

app = typer.Typer()


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

    raise typer.Exit(check_file(file, source, open_workspace(context.obj).settings, Console()))


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
    folder = issue(open_workspace(context.obj), requests, to)
    typer.echo(f"{len(requests)} links and QR codes in {folder}. 已生成链接与二维码。")


@app.command()
def journeys(context: typer.Context) -> None:
    """Write what each person did to one Parquet file, for your own questions. 导出用户行为。

    Sorted by person and time, from the newest build; `headwater paths` names the file.
    """
    from orchestration.access_log import note_export
    from orchestration.journeys import write_journeys

    path, rows = write_journeys(open_workspace(context.obj))
    note_export(open_workspace(context.obj), path.name, rows)
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

    typer.echo(str(write_form(source, kind, out, open_workspace(context.obj).settings)))


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

    days = month_of(month) or days_of(None, first, last)
    if days is None:
        raise typer.BadParameter("Give --month, or --from and --to.")
    workspace = open_workspace(context.obj)
    name = f"statement_{channel}_{days.first}_{days.last}.xlsx"
    serving = workspace.paths.serving
    done = write_statement(serving, channel, days.first, days.last, out or Path(name))
    note_export(workspace, name, done.lines, channel=channel)
    typer.echo(f"{done.path}: {done.lines} lines, {done.disputed} disputed, {done.owed:,.2f} owed.")


@app.command()
def maintain(context: typer.Context) -> None:
    """Pack small files of the lake, remove what nobody needs any more. 整理数据湖，清理旧文件。

    Figures stay as they are. What is kept for how long: `[maintain]` in headwater.toml. It can be
    stopped anywhere; the next call goes on.
    """
    from orchestration.maintain import maintain as keep_up

    keep_up(open_workspace(context.obj), typer.echo)
