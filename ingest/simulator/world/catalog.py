"""A way in, and the catalog of all of them, from which visits are drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.simulator.world.story import Floats

HOST = "www.qingshui.cn"
SITE = f"https://{HOST}"
SUFFIX_NONE, SUFFIX_CLICK, SUFFIX_INVITE = 0, 1, 2


@dataclass(frozen=True)
class Placement:
    """One way in. `url` may end in a parameter that is filled for each visit (`suffix`).

    `spans` is the flight of a dated placement (first day, last day, half-life of its fade);
    `account` the advertising account whose reports show it, '' when none does.
    """

    channel: str
    url: str
    weight: float = 1.0
    referrer: str = ""
    suffix: int = SUFFIX_NONE
    code: str = ""
    campaign_id: str = ""
    campaign_name: str = ""
    adgroup_id: str = ""
    adgroup_name: str = ""
    keyword_id: str = ""
    keyword: str = ""
    click_cost: float = 0.0
    account: str = ""
    spans: tuple[int, int, float] | None = None


@dataclass(frozen=True)
class Catalog:
    """All placements, with the weights and day curves from which people are drawn."""

    placements: tuple[Placement, ...]
    curves: tuple[Floats, ...]
    curve_of: np.ndarray
    """For each placement the index of its day curve."""

    def of(self, channel: str) -> np.ndarray:
        """Indices of a channel's placements."""
        return np.flatnonzero([p.channel == channel for p in self.placements])

    def booked_in(self, account: str) -> np.ndarray:
        """Indices of the placements of one advertising account."""
        return np.flatnonzero([p.account == account for p in self.placements])

    def shares(self, channel: str) -> Floats:
        """Cumulative share of each of the channel's placements."""
        weights = np.array([p.weight for p in self.placements if p.channel == channel])
        return np.cumsum(weights) / weights.sum()

    def draw(self, rng: np.random.Generator, channel: str, count: int) -> np.ndarray:
        """Placements of a channel by their weights."""
        chosen = np.searchsorted(self.shares(channel), rng.random(count), side="right")
        return self.of(channel)[np.minimum(chosen, len(self.of(channel)) - 1)]
