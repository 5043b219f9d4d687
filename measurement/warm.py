"""`python -m measurement.warm`: compile what the explorers compile, so that no question waits."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from measurement import funnels, retention

EVENTS = 1_100_000
"""More than is answered without compiled code."""
_ROWS = """
    select
        'p' || (i % 40000) as person,
        case when i % 3 = 0 then 'visit' else 'invest' end as event,
        timestamp '2026-01-01' + to_minutes(i // 30) as ts
    from range($1) as r(i)
"""


def main() -> None:
    """Ask one small funnel of events in no order and of a layout, and one retention."""
    steps = [{"event": "visit"}, {"event": "invest"}]
    funnel = {"steps": steps, "window": {"n": 14, "unit": "day"}}
    kept = {"period": "week", "total_intervals": 4, "date_to": "2026-01-29"}
    kept |= {"start_event": "visit", "return_event": "visit"}
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        events, layout = Path(folder) / "events.parquet", Path(folder) / "layout.parquet"
        connection.sql(_ROWS, params=[EVENTS]).write_parquet(str(events))
        funnels.write_layout(events, layout)
        funnels.run(events, funnel)
        funnels.run(layout, funnel)
        retention.run(events, kept)


if __name__ == "__main__":
    main()
