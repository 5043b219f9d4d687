"""Options that several commands share."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

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
