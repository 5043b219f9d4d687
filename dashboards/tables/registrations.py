"""Tables of when registrations come about."""

from __future__ import annotations

import pandas as pd

from dashboards.charts.registrations import group_name
from dashboards.components.table import Column
from dashboards.scope import Scope

_GROUP = Column("name", "text", "hunters.group", is_pinned=True)
_COUNTS = (
    Column("registrations", "count", "hunters.registrations"),
    Column("of_group", "count", "hunters.of_group"),
    Column("share", "ratio", "hunters.share_of_group"),
)
TIMES = (_GROUP, Column("value", "count", "hunters.seconds_from"), *_COUNTS)
HOURS = (_GROUP, Column("value", "count", "hunters.hour"), *_COUNTS)


def named(scope: Scope, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `name`: a partner's channel, or the rest, in the reader's language."""
    return frame.assign(name=[group_name(scope, str(code)) for code in frame["channel"]])
