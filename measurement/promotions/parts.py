"""What is known of a promotion before anybody judges it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

Sums = Mapping[str, float]
METRICS = ("revenue", "firsts")
MOST_UNRECORDED = 0.01
"""Share of used coupons without a redemption up to which a cost is known well enough."""


@dataclass(frozen=True)
class ArmSums:
    """Sums over the people of an arm, `cost` in yuan; people of two arms are only counted.

    `people_unknown` of them have no account; `coupons_unrecorded` are called used, but no
    redemption of them came, as it did of `coupons_recorded`.

    `sums` has revenue, during, later, before, further_during, further_later (orders that are no
    first one), soon, further_soon, firsts_soon (what came later, each the less the later), their
    `_squared`, before_revenue, before_during, before_later, before_soon (products), firsts (first
    investors), firsts_during, firsts_later, and by kind of unit (see `standard`) its count,
    `_revenue`, `_revenue_squared`; for `again` also its `_squared`, `_product` (with revenue), and
    orders_before, its `_squared`, and its products `_again` and with further orders. Of orders from
    before the gift, due, due_during, due_later and due_soon count those whose term ends in the days
    that count (soon: each the less the later), with `_squared` and the products with orders_before
    and with again, further_during, further_later, further_soon.
    """

    arm: str
    is_control: bool
    people: int
    people_in_two_arms: int
    people_early: int
    cost: float
    sums: Sums
    people_unknown: int = 0
    coupons_unrecorded: int = 0
    coupons_recorded: int = 0


@dataclass(frozen=True)
class Promotion:
    """A promotion, its days, what was planned, and its arms.

    `overlap` is the share of its people who were in the promotion `overlaps_with`, too.
    `window_ends_on` is the last day that counts, `as_of` the last day with data. A cost of None
    was not recorded; `holdout_share` is None where nobody planned one.
    """

    promotion_id: str
    starts_on: date | None
    ends_on: date | None
    as_of: date
    window_ends_on: date | None
    share_at_once: float | None = None
    holdout_share: float | None = None
    activity_cost: float | None = None
    has_recorded_subsidy: bool = True
    cities: tuple[str, ...] = ()
    arms: Sequence[ArmSums] = ()
    overlap: float = 0.0
    overlaps_with: str = ""
    currency: str = "CNY"

    @property
    def span(self) -> tuple[date, date, date]:
        """First day, last day that has passed, and last day that counts.

        Raises:
            ValueError: when nobody said when it ran.
        """
        if self.starts_on is None or self.ends_on is None or self.window_ends_on is None:
            raise ValueError(f"{self.promotion_id} has no dates.")
        return self.starts_on, min(self.ends_on, self.as_of), self.window_ends_on

    @property
    def has_control(self) -> bool:
        """Whether some of its people were held out."""
        return any(arm.is_control for arm in self.arms)

    @property
    def lacks_control(self) -> bool:
        """Whether people were to be held out, and none of them came with those who got it."""
        is_planned = bool(self.holdout_share and self.arms) and not self.cities
        return is_planned and not self.has_control

    @property
    def is_running(self) -> bool:
        """Whether it goes on after the last day with data."""
        return self.ends_on is not None and self.as_of < self.ends_on

    @property
    def days_during(self) -> int:
        """Days of it that have passed."""
        if self.starts_on is None or self.ends_on is None:
            return 0
        return max((min(self.ends_on, self.as_of) - self.starts_on).days + 1, 0)

    @property
    def days_after(self) -> int:
        """Days after its end that count so far."""
        if self.ends_on is None or self.window_ends_on is None:
            return 0
        return max((self.window_ends_on - self.ends_on).days, 0)

    @property
    def coupons_unrecorded(self) -> int:
        """Used coupons of unknown cost, where they are more than a hundredth of all used ones."""
        unknown = sum(arm.coupons_unrecorded for arm in self.arms)
        used = unknown + sum(arm.coupons_recorded for arm in self.arms)
        return unknown if unknown > MOST_UNRECORDED * used else 0

    def cost_of(self, arms: Sequence[ArmSums]) -> tuple[float | None, float | None]:
        """Subsidy and other cost of these arms; other cost by their share of those exposed."""
        exposed = sum(arm.people for arm in self.arms if not arm.is_control)
        mine = sum(arm.people for arm in arms)
        share = mine / exposed if exposed else 1.0
        other = None if self.activity_cost is None else self.activity_cost * share
        if self.coupons_unrecorded:
            return None, other
        if self.has_recorded_subsidy:
            return sum(arm.cost for arm in arms), other or 0.0
        return (None, None) if other is None else (0.0, other)


@dataclass(frozen=True)
class Places:
    """Revenue and first investors by city and day (`location, date, revenue, firsts`), no gaps,
    dates as pandas keeps them.

    `busy` are cities by promotion; where another one ran at the same time is no control.
    """

    panel: pd.DataFrame
    busy: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def wide(self) -> Mapping[str, pd.DataFrame]:
        """Revenue and first investors with a column per location, days as the index."""
        tables = {
            name: self.panel.pivot(index="date", columns="location", values=name)
            for name in METRICS
        }
        days = [day.date() for day in tables["revenue"].index]
        return {name: table.set_axis(days, axis=0) for name, table in tables.items()}

    def series(self, first: date, last: date) -> pd.DataFrame:
        """The whole company's `date, revenue, firsts` from `first` to `last`."""
        days = self.totals.index
        return self.totals[
            (days >= pd.Timestamp(first)) & (days <= pd.Timestamp(last))
        ].reset_index()

    @cached_property
    def totals(self) -> pd.DataFrame:
        """The whole company's revenue and first investors by day."""
        return self.panel.groupby("date")[list(METRICS)].sum()
