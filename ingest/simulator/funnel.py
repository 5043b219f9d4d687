"""From the account to the money: identity check, bank card, recharge; how far each one gets."""

from __future__ import annotations

import numpy as np

from ingest.simulator.channels import CHANNELS
from ingest.simulator.journeys import BIND, RECHARGE, VERIFY, Diary, pages_read, return_placements
from ingest.simulator.people import Chunk
from ingest.simulator.placements import Catalog
from ingest.simulator.rhythm import later_days
from ingest.simulator.story import HOUR, MINUTE, SECOND, Bools, Columns, Ints, Story

NEVER = -1
_VERIFY, _BIND, _FUND = 0.765, 0.835, 0.775


def climb(
    story: Story,
    catalog: Catalog,
    chunk: Chunk,
    people: Columns,
    accounts: Columns,
    diary: Diary,
) -> Columns:
    """The accounts with `verified`, `bound`, `funded` (-1 when it never happened in the story).

    `placement` and `device` become those of the visit in which the last step was taken.
    """
    rng = story.rng("funnel", chunk.number)
    quality = np.array([channel.quality for channel in CHANNELS])[
        people["origin"][accounts["person"]]
    ]
    is_hunter = people["is_hunter"][accounts["person"]]
    walk = _Walk(rng, story, catalog, people, accounts, diary)
    verified = walk.take_step(accounts["registered"], _VERIFY * quality, 0.66, 1.2, VERIFY)
    bound = walk.take_step(verified, np.where(is_hunter, 0.98, _BIND * quality), 0.75, 1.0, BIND)
    funded = walk.take_step(bound, np.where(is_hunter, 0.98, _FUND * quality), 0.5, 3.0, RECHARGE)
    facts = {"verified": verified, "bound": bound, "funded": funded}
    return accounts | {"device": walk.device, "placement": walk.placement} | facts


class _Walk:
    """One step after the other, each in the same visit as the one before or in a later one."""

    def __init__(
        self,
        rng: np.random.Generator,
        story: Story,
        catalog: Catalog,
        people: Columns,
        accounts: Columns,
        diary: Diary,
    ) -> None:
        self.rng, self.story, self.catalog, self.diary = rng, story, catalog, diary
        self.person = accounts["person"]
        self.has_two = people["has_two"][self.person]
        self.device = accounts["device"].copy()
        self.placement = accounts["placement"].copy()

    def take_step(
        self, before: Ints, chance: np.ndarray, at_once: float, median_days: float, name: int
    ) -> Ints:
        count = len(before)
        goes = (before != NEVER) & (self.rng.random(count) < chance)
        is_same = self.rng.random(count) < at_once
        at = np.where(is_same, before + self._pause(count), self._later(before, median_days))
        at = np.where(goes & (at < self.story.horizon), at, NEVER)
        self._return(at, (at != NEVER) & ~is_same)
        seen = (at != NEVER) & (self.device >= 0) & (self.rng.random(count) > 0.02)
        if name != RECHARGE:
            self.diary.step(self.person[seen], at[seen], self.device[seen], name)
        return at

    def _pause(self, count: int) -> Ints:
        return self.rng.integers(40, 300, count) * SECOND

    def _later(self, before: Ints, median_days: float) -> Ints:
        days = self.rng.lognormal(np.log(median_days), 0.9, len(before)).astype(np.int64)
        at = later_days(self.rng, np.maximum(before, 0), 1 + days.clip(0, 60))
        return at + 2 * MINUTE

    def _return(self, at: Ints, comes: Bools) -> None:
        comes &= self.device >= 0
        other = comes & self.has_two & (self.rng.random(len(at)) < 0.5)
        self.device[other] = 1 - self.device[other]
        self.placement[comes] = return_placements(self.rng, self.catalog, self.placement[comes])
        visit_at = at[comes] - self._pause(int(comes.sum())) // 3
        pages = pages_read(self.rng, len(visit_at), 2.0)
        self.diary.visit(
            self.person[comes],
            np.maximum(visit_at, 0),
            self.placement[comes],
            self.device[comes],
            pages,
            True,
        )


def check_ups(
    story: Story, catalog: Catalog, chunk: Chunk, accounts: Columns, diary: Diary
) -> None:
    """Visits of people with an account who only look at it."""
    rng = story.rng("check-ups", chunk.number)
    has_money = (accounts["funded"] != NEVER) & (accounts["device"] >= 0)
    count = rng.poisson(np.where(has_money, 1.6, 0.25)) * (accounts["device"] >= 0)
    row = np.repeat(np.arange(len(count)), count)
    gap = 1 + rng.exponential(25, len(row)).astype(np.int64)
    at = later_days(rng, accounts["registered"][row], gap)
    row, at = row[at < story.horizon - HOUR], at[at < story.horizon - HOUR]
    placement = return_placements(rng, catalog, accounts["placement"][row])
    pages = pages_read(rng, len(row), 2.2)
    diary.visit(accounts["person"][row], at, placement, accounts["device"][row], pages, True)
