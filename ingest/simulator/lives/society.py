"""Everyone with an account and all they did, with ids; the chunks put together."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from ingest.simulator.lives.life import Lives
from ingest.simulator.world.promotions import NEWCOMER, WEEK, all_promotions
from ingest.simulator.world.story import DAY, Columns, Story, stack


@dataclass(frozen=True)
class Society:
    """All accounts and their facts; `row` is a position in accounts, `order` one in orders."""

    accounts: Columns
    orders: Columns
    recharges: Columns
    withdrawals: Columns
    packets: Columns
    rewards: Columns


class Gathering:
    """Collects the chunks' facts, turning positions in a chunk into positions in the whole."""

    def __init__(self) -> None:
        self._parts: dict[str, list[Columns]] = {field.name: [] for field in fields(Society)}
        self._accounts = self._orders = 0

    def add(self, lives: Lives) -> None:
        """Take in one chunk's accounts and facts (not its events)."""
        shifts = {"row": self._accounts, "order": self._orders}
        for name, parts in self._parts.items():
            columns: Columns = dict(getattr(lives, name))
            for key, shift in shifts.items():
                if key in columns:
                    columns[key] = columns[key] + shift
            parts.append(columns)
        self._accounts += len(lives.accounts["user"])
        self._orders += len(lives.orders["at"])

    def whole(self) -> Society:
        """Everything taken in so far."""
        return Society(**{name: stack(parts) for name, parts in self._parts.items()})


def grants(story: Story, society: Society) -> Columns:
    """One row per coupon granted: promotion, row, granted, is_treated, order (-1 when unused).

    Control accounts have a row too, so that the promotion can be judged.
    """
    accounts, orders = society.accounts, society.orders
    count = len(accounts["user"])
    parts = []
    for promotion, arm in ((NEWCOMER, "new_arm"), (WEEK, "week_arm")):
        eligible = accounts["in_week"] if promotion == WEEK else accounts["verified"] >= 0
        row = np.flatnonzero(eligible)
        starts = all_promotions(story)[promotion].first * DAY
        granted = np.full(count, starts) if promotion == WEEK else accounts["verified"]
        used = np.flatnonzero(orders["coupon"] == promotion)
        order = np.full(count, -1, dtype=np.int64)
        order[orders["row"][used]] = used
        parts.append(
            {
                "promotion": np.full(len(row), promotion, dtype=np.int8),
                "row": row,
                "granted": granted[row],
                "is_treated": accounts[arm][row],
                "order": order[row],
            }
        )
    return stack(parts)


def order_ids(story: Story, orders: Columns) -> list[str]:
    """The platform's order ids: day of the order, then a number."""
    days = np.datetime64(story.start, "D") + orders["at"] // DAY
    stamps = np.datetime_as_string(days, unit="D").tolist() if len(days) else []
    return [f"T{day.replace('-', '')}{number:08d}" for number, day in enumerate(stamps)]
