"""The monthly bills of portals: what they claim, and what they should not have billed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from ingest.simulator.deliveries.partners import APPROVED, NETWORKS
from ingest.simulator.lives.society import Society
from ingest.simulator.world.partner_terms import REGISTER
from ingest.simulator.world.story import DAY, Columns, Ints, Story, take

BILLING = ("fanli", "wdzj", "wdty", "xicai")
_INFLATED, _TWICE = 0.04, 0.02
_STRANGERS, _STRANGERS_OF = 3, "cpa_network"
"""Registrations of another network, for each hundred of the portal's own."""
_BILLED_FAILURES = 0.6
_BILLED_ON, _PAID_ON = 5, 20
"""Days of the following month."""


@dataclass(frozen=True)
class BillLine:
    """One line: `month` is the first day billed, `order` -1 for registrations; `is_good` lines
    are paid."""

    network: str
    month: int
    line: int
    event: int
    user: int
    order: int
    fen: int
    is_good: bool


@dataclass(frozen=True)
class Bill:
    """The bills of all portals for a month, and when they arrive and come back paid."""

    billed: int
    paid: int
    lines: list[BillLine]


def bills(story: Story, society: Society, claims: Columns) -> list[Bill]:
    """One for each month of which something is billed; each depends on its own month alone."""
    months = sorted({story.day(day).replace(day=1) for day in range(story.days)})
    portals = [_Portal(story, society, claims, network) for network in BILLING]
    found = []
    for first in months:
        span = story.index(first), story.index(next_month(first))
        billed = story.at(span[1] + _BILLED_ON - 1, 10, 30)
        paid = story.at(span[1] + _PAID_ON - 1, 15)
        lines = [line for portal in portals for line in portal.bill(span, billed)]
        if lines:
            found.append(Bill(billed, paid, lines))
    return found


def next_month(first: date) -> date:
    """First day of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


_Told = list[tuple[int, int, int, int, bool]]
"""Event, user, order, fen and whether it is good, of each line."""


class _Portal:
    """One portal's way of billing: all that it claims, inflated, twice, failed bids, strangers."""

    def __init__(self, story: Story, society: Society, claims: Columns, network: str) -> None:
        self.story, self.network = story, network
        self.users: Ints = society.accounts["user"]
        self.mine = take(claims, claims["network"] == NETWORKS.index(network))
        self.others = take(claims, claims["network"] == NETWORKS.index(_STRANGERS_OF))

    def bill(self, span: tuple[int, int], billed: int) -> list[BillLine]:
        """Its lines for the days of a span, the first included and the last not."""
        rng, mine = self.story.rng("bill", self.network, span[0]), _within(self.mine, span)
        told = self._claimed(rng, mine, billed) + self._strangers(rng, mine, span)
        month = max(span[0], 0)
        return [BillLine(self.network, month, number, *line) for number, line in enumerate(told, 1)]

    def _claimed(self, rng: np.random.Generator, mine: Columns, billed: int) -> _Told:
        is_good = (mine["fate"] == APPROVED) & (mine["decided"] < billed)
        is_failure = (mine["fate"] != APPROVED) & (mine["event"] != REGISTER)
        is_failure &= rng.random(len(is_good)) < _BILLED_FAILURES
        kept = np.flatnonzero(is_good | is_failure)
        is_inflated = rng.random(len(kept)) < _INFLATED
        twice = np.flatnonzero(is_good[kept] & (rng.random(len(kept)) < _TWICE))
        fen = np.where(is_inflated, mine["fen"][kept] * 130 // 100 + 100, mine["fen"][kept])
        is_good = is_good[kept] & ~is_inflated
        is_good[twice] = False
        place = np.append(np.arange(len(kept)), twice)
        lines = take(mine, kept[place])
        told = (lines["event"], self.users[lines["row"]], lines["order"], fen[place])
        columns = (values.tolist() for values in (*told, is_good[place]))
        return list(zip(*columns, strict=True))

    def _strangers(self, rng: np.random.Generator, mine: Columns, span: tuple[int, int]) -> _Told:
        """Registrations that another partner brought."""
        others = _within(self.others, span)["row"]
        fees: Ints = mine["fen"][mine["event"] == REGISTER]
        count = min(len(others), -(-len(fees) * _STRANGERS // 100))
        chosen = np.sort(rng.permutation(len(others))[:count])
        return [
            (REGISTER, user, -1, int(fees.max()), False)
            for user in self.users[others[chosen]].tolist()
        ]


def _within(claims: Columns, span: tuple[int, int]) -> Columns:
    day = claims["at"] // DAY
    return take(claims, (day >= span[0]) & (day < span[1]))
