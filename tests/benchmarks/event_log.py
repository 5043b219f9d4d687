"""One Parquet file of events of any size, for the explorers: `person, event, ts`, unsorted.

`python -m tests.benchmarks.event_log FILE EVENTS` writes one; `write_events` does so from code.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import duckdb

FIRST_DAY = "2026-01-01"
DAYS = 180
EVENTS_PER_PERSON = 20
SHARES = {
    "visit": 0.40,
    "product_view": 0.22,
    "search": 0.12,
    "register": 0.07,
    "verify": 0.05,
    "bind_card": 0.04,
    "recharge": 0.035,
    "invest": 0.03,
    "share": 0.02,
    "withdraw": 0.015,
}
"""How often each event occurs; together 1."""
_RANDOM = "(hash(i * 4 + {draw}, {seed}) % 1000000007) / 1000000007.0"
_ROWS = """
copy (
    with drawn as (
        select
            cast(floor({persons} * pow({who}, 1.5)) as bigint) as number,
            {what} as what,
            {when_} as how_late
        from range({events}) r(i)
    )

    select
        printf('%016x', hash(number, {seed})) as person,
        case {names} end as event,
        timestamp '{first_day}' + to_microseconds(cast(
            86400e6 * {days} * (born + (1 - born) * how_late * how_late) as bigint
        )) as ts
    from (
        select *, (hash(number, {seed} + 1) % 1000003) / 1000003.0 as born from drawn
    )
) to '{path}' (format parquet, row_group_size 122880)
"""


def write_events(path: Path, events: int, seed: int = 7) -> Path:
    """Write `events` rows of about `events / 20` people over 180 days, the same for each seed.

    A few people are much busier than most, each is there from a day of their own on, and they
    fade. Rows are in no order.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draws = {
        name: _RANDOM.format(draw=number, seed=seed)
        for number, name in enumerate(("who", "what", "when_"))
    }
    sql = _ROWS.format(
        **draws,
        events=events,
        persons=max(events // EVENTS_PER_PERSON, 1),
        seed=seed,
        names=_names(),
        first_day=FIRST_DAY,
        days=DAYS,
        path=path,
    )
    with duckdb.connect() as connection:
        connection.execute("set threads = 2; set memory_limit = '2GB'")
        connection.execute("set preserve_insertion_order = false")
        connection.execute(sql)
    return path


def _names() -> str:
    """The branches of a `case` that turns a number between 0 and 1 into an event."""
    *named, (last, _) = SHARES.items()
    reached, branches = 0.0, []
    for name, share in named:
        reached += share
        branches.append(f"when what < {reached:.3f} then '{name}'")
    return " ".join([*branches, f"else '{last}'"])


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.info(write_events(Path(sys.argv[1]), int(sys.argv[2])))
