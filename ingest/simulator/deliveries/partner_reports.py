"""Which source reports which networks, how often, and when each status reaches the company."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.simulator.deliveries.partners import NETWORKS, statuses
from ingest.simulator.world.story import DAY, Columns, Ints, Story


@dataclass(frozen=True)
class PartnerSource:
    """One source of partner reports: a file for every `every` days in which something changed."""

    name: str
    networks: tuple[str, ...]
    morning: tuple[int, int]
    every: int = 1


PARTNER_SOURCES = (
    PartnerSource("cpa_network", ("cpa_network",), (7, 40)),
    PartnerSource("yiqifa", ("yiqifa",), (7, 50)),
    PartnerSource("fanli", ("fanli",), (8, 0)),
    PartnerSource("linktech", ("linktech",), (8, 5), every=7),
    PartnerSource("duomai", ("duomai",), (8, 10)),
    PartnerSource("awin", ("awin",), (8, 15), every=7),
    PartnerSource("cj", ("cj",), (8, 20), every=7),
    PartnerSource("portal_bills", ("wdzj", "wdty", "xicai"), (11, 0), every=30),
)


def reported_statuses(story: Story, claims: Columns) -> Columns:
    """`statuses` with `last_day`, the last day of the report in which each one stands.

    A report over several days shows each claim as it stands at its end.
    """
    rows = statuses(story, claims)
    every = np.array([_every(network) for network in NETWORKS])[claims["network"][rows["claim"]]]
    day = rows["since"] // DAY
    last: Ints = np.minimum((day // every + 1) * every, story.days) - 1
    return rows | {"last_day": last}


def _every(network: str) -> int:
    return next(one.every for one in PARTNER_SOURCES if network in one.networks)


def latest_in_report(rows: Columns) -> np.ndarray:
    """Positions of the last status of each claim among rows in the order of time."""
    _, last = np.unique(rows["claim"][::-1], return_index=True)
    return np.sort(len(rows["claim"]) - 1 - last)
