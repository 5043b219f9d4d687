"""`headwater promotion`: what is promised of a promotion, locked before it begins."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from orchestration.workspace import UserError, Workspace, open_workspace

app = typer.Typer(
    name="promotion",
    no_args_is_help=True,
    help="Lock what a promotion is to show before it begins. 活动登记。",
)


@app.command()
def register(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="TOML with promotion_id, starts_on, hypothesis ... 登记文件。")
    ],
) -> None:
    """Lock hypothesis, metric and stop rule; refused once the promotion has begun. 登记并锁定。"""
    from orchestration import builds, registrations

    workspace = open_workspace(context.obj)
    registration = registrations.read_registration(file)
    _refuse_begun(workspace, registration.promotion_id)
    book = workspace.paths.registrations
    entry = registrations.register(book, registration, builds.now(), _today(workspace))
    typer.echo(f"Registered as no. {entry.number}, hash {entry.hash[:12]}, in {book}. 已登记。")


@app.command("list")
def show(context: typer.Context) -> None:
    """Every registration, after checking that none was changed. 列出登记。"""
    from orchestration.registrations import read_book

    for entry in read_book(open_workspace(context.obj).paths.registrations):
        one = entry.registration
        typer.echo(
            f"{entry.number}  {entry.registered_at:%Y-%m-%d %H:%M} UTC  {one.promotion_id}  "
            f"{one.starts_on} to {one.ends_on}  {one.metric}  {one.hypothesis}"
        )


def _today(workspace: Workspace) -> date:
    return datetime.now(workspace.settings.zone).date()


def _refuse_begun(workspace: Workspace, promotion_id: str) -> None:
    """What is published may know that a promotion began, whatever the file says."""
    from orchestration.publish import open_published

    if not workspace.paths.serving.exists():
        return
    with open_published(workspace.paths.serving) as connection:
        known = connection.execute(
            "select count(*) from information_schema.tables where table_name = 'dim_promotions'"
        ).fetchall()
        if not known[0][0]:
            return
        found = connection.execute(
            "select starts_on from dim_promotions where promotion_id = ? and starts_on <= ?",
            [promotion_id, _today(workspace)],
        ).fetchall()
    if found:
        raise UserError(
            f"{promotion_id} began on {found[0][0]}: it cannot be registered after the launch. "
            "活动已开始，不能再登记。"
        )
