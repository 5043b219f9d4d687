"""Options that several commands share, and the days they ask for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from orchestration.days import Days

HomeOption = Annotated[
    Path | None, typer.Option("--home", help="The company folder. 公司文件夹。", show_default=False)
]
VisitorsOption = Annotated[int, typer.Option(min=100, help="People who come by. 访客数。")]
DaysOption = Annotated[int, typer.Option(min=7, help="Days of history. 天数。")]
SeedOption = Annotated[int, typer.Option(help="Another seed, another company. 随机种子。")]
DayOption = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DAY", show_default=False)
]
HostOption = Annotated[str | None, typer.Option(help="Address to listen on.", show_default=False)]
PortOption = Annotated[int | None, typer.Option(min=1, max=65535, show_default=False)]


def day_of(moment: datetime | None) -> date | None:
    """The day that an option names."""
    return moment.date() if moment else None


def days_of(day: datetime | None, first: datetime | None, last: datetime | None) -> Days | None:
    """The days from the first to the last, or the one day; None when none was named.

    Raises:
        typer.BadParameter: one of two is missing, or they are in the wrong order.
    """
    if day and (first or last):
        raise typer.BadParameter("Give --day, or --from and --to, not both.")
    if bool(first) != bool(last):
        raise typer.BadParameter("--from and --to go together.")
    start, end = day_of(day or first), day_of(day or last)
    if start is None or end is None:
        return None
    if end < start:
        raise typer.BadParameter("--to is before --from.")
    return Days(start, end)


def month_of(month: datetime | None) -> Days | None:
    """The days of a calendar month."""
    if month is None:
        return None
    first = month.date()
    following = (first + timedelta(days=31)).replace(day=1)
    return Days(first, following - timedelta(days=1))
