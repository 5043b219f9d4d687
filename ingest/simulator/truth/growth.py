"""What really happened on each company day, as far as it is known."""

from __future__ import annotations

import numpy as np

from ingest.simulator.lives.fates import CONFIRMED
from ingest.simulator.lives.life import Lives
from ingest.simulator.truth.visitors import first_seen
from ingest.simulator.world.story import DAY, Columns, Ints, Story, take

GROWTH = ("visitors", "registrations", "verifications", "card_bounds", "fundings")
GROWTH += ("first_investments", "invested_amount")
_STEPS = {
    "registrations": "registered",
    "verifications": "verified",
    "card_bounds": "bound",
    "fundings": "funded",
}


class Growth:
    """Counts by company day, chunk after chunk; money in yuan."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.days = {name: np.zeros(story.days, dtype=np.int64) for name in GROWTH}

    def add(self, lives: Lives, known_events: np.ndarray) -> None:
        """Count one chunk; only what is known at the end of the deliveries."""
        accounts = lives.accounts
        _, visited = first_seen(self.story, known_events, accounts)
        self._count("visitors", visited)
        for name, step in _STEPS.items():
            at = accounts[step]
            self._count(name, at[(at >= 0) & (at < self.story.known)])
        orders = confirmed(self.story, lives.orders)
        self._count("first_investments", first_orders(orders)["at"])
        amounts = np.bincount(orders["at"] // DAY, orders["amount"], self.story.days)
        self.days["invested_amount"] += amounts.astype(np.int64)

    def _count(self, name: str, at: Ints) -> None:
        self.days[name] += np.bincount(at // DAY, minlength=self.story.days)

    def rows(self) -> list[list[object]]:
        """Date and counts of every day up to the known moment."""
        return [
            [self.story.day(day), *(int(self.days[name][day]) for name in GROWTH)]
            for day in range(self.story.known // DAY)
        ]


def confirmed(story: Story, orders: Columns) -> Columns:
    """Orders known to be confirmed."""
    return take(orders, (orders["outcome"] == CONFIRMED) & (orders["resolved"] < story.known))


def first_orders(orders: Columns) -> Columns:
    """The earliest order of each account."""
    by_time = take(orders, np.lexsort((orders["at"], orders["row"])))
    _, first = np.unique(by_time["row"], return_index=True)
    return take(by_time, first)
