"""From the account to the money: identity check, bank card, recharge; how far each one gets."""

from __future__ import annotations

import numpy as np

from ingest.simulator.lives.diary import BIND, UNTRACKED, VERIFY
from ingest.simulator.lives.journeys import chances, pages_read, return_placements
from ingest.simulator.lives.scene import Scene
from ingest.simulator.world.channels import CHANNELS
from ingest.simulator.world.rhythm import later_days
from ingest.simulator.world.story import HOUR, MINUTE, SECOND, Bools, Columns, Floats, Ints

NEVER = -1


def climb(scene: Scene, accounts: Columns) -> Columns:
    """The accounts with `verified`, `bound`, `funded` (-1 when it never happened in the story).

    `placement` and `device` become those of the visit in which the last step was taken.
    """
    quality = np.array([one.quality for one in CHANNELS])[scene.trait("origin", accounts)]
    is_hunter, is_sure = scene.trait("is_hunter", accounts), scene.trait("is_sure", accounts)
    verify = np.where(is_sure, 1.0, 0.765 * quality)
    bind = chances(0.835, quality, is_hunter, is_sure)
    fund = chances(0.79, quality, is_hunter, is_sure)
    fund *= scene.trait("new_arm", accounts) | ~scene.trait("needs_coupon", accounts)
    walk = _Walk(scene, accounts)
    verified = walk.step(accounts["registered"], verify, (0.66, 1.2), VERIFY)
    bound = walk.step(verified, bind, (0.75, 1.0), BIND)
    funded = walk.step(bound, fund, (0.5, 3.0), None)
    facts = {"verified": verified, "bound": bound, "funded": funded}
    return accounts | {"device": walk.device, "placement": walk.placement} | facts


class _Walk:
    """One step after the other, each in the same visit as the one before or in a later one."""

    def __init__(self, scene: Scene, accounts: Columns) -> None:
        self.scene, self.rng = scene, scene.rng("funnel")
        self.person = accounts["person"]
        self.has_two = scene.trait("has_two", accounts)
        self.is_sure = scene.trait("is_sure", accounts)
        self.device = accounts["device"].copy()
        self.placement = accounts["placement"].copy()

    def step(
        self, before: Ints, chance: Floats, pace: tuple[float, float], name: int | None
    ) -> Ints:
        """Instants of the step (-1: never). `pace`: share who go on at once, median days of the
        rest. The step is noted in the diary under `name`."""
        count, (at_once, median_days) = len(before), pace
        goes = (before != NEVER) & (self.rng.random(count) < chance)
        is_same = (self.rng.random(count) < at_once) | self.is_sure
        at = np.where(is_same, before + self._pause(count), self._later(before, median_days))
        at = np.where(goes & (at < self.scene.story.horizon), at, NEVER)
        self._return(at, (at != NEVER) & ~is_same & (self.device != UNTRACKED))
        seen = (at != NEVER) & (self.device != UNTRACKED) & (self.rng.random(count) > 0.02)
        if name is not None:
            where = {"person": self.person[seen], "at": at[seen], "device": self.device[seen]}
            self.scene.diary.step(name, where)
        return at

    def _pause(self, count: int) -> Ints:
        return self.rng.integers(40, 300, count) * SECOND

    def _later(self, before: Ints, median_days: float) -> Ints:
        days = self.rng.lognormal(np.log(median_days), 0.9, len(before)).astype(np.int64)
        at = later_days(self.rng, np.maximum(before, 0), 1 + days.clip(0, 60))
        return at + 2 * MINUTE

    def _return(self, at: Ints, comes: Bools) -> None:
        """Note the visits of those who come back to take the step, maybe on another device."""
        other = comes & self.has_two & (self.rng.random(len(at)) < 0.5)
        self.device[other] = 1 - self.device[other]
        before = self.placement[comes]
        self.placement[comes] = return_placements(self.rng, self.scene.catalog, before)
        visits = {
            "person": self.person[comes],
            "at": at[comes] - self._pause(len(before)) // 3,
            "placement": self.placement[comes],
            "device": self.device[comes],
            "pages": pages_read(self.rng, len(before), 2.0),
        }
        self.scene.diary.visit(visits, is_login=True)


def check_ups(scene: Scene, accounts: Columns) -> None:
    """Note visits of people with an account who only look at it."""
    rng = scene.rng("check-ups")
    is_tracked = accounts["device"] != UNTRACKED
    mean = np.where(accounts["funded"] != NEVER, 2.2, 0.3)
    row = np.repeat(np.arange(len(mean)), rng.poisson(mean) * is_tracked)
    gap = 1 + rng.exponential(25, len(row)).astype(np.int64)
    at = later_days(rng, accounts["registered"][row], gap)
    is_inside = at < scene.story.horizon - HOUR
    row, at = row[is_inside], at[is_inside]
    visits = {
        "person": accounts["person"][row],
        "at": at,
        "placement": return_placements(rng, scene.catalog, accounts["placement"][row]),
        "device": accounts["device"][row],
        "pages": pages_read(rng, len(row), 2.2),
    }
    scene.diary.visit(visits, is_login=True)
