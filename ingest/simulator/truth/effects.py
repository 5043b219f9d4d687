"""What each channel truly brought, against what its traces suggest."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ingest.simulator.lives.life import Lives
from ingest.simulator.truth.files import write_csv
from ingest.simulator.truth.growth import confirmed, first_orders
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.channels import CHANNELS
from ingest.simulator.world.story import Ints, Story

_COLUMNS = (
    "caused_visitors",
    "caused_registrations",
    "caused_first_investments",
    "first_seen_visitors",
    "first_seen_registrations",
    "first_seen_first_investments",
    "last_seen_first_investments",
    "first_seen_and_caused",
    "last_seen_and_caused",
)


class ChannelEffects:
    """People, accounts and first investors by channel: as caused, first seen and last seen.

    `last_seen` is the channel of the visit in which the first confirmed order was placed.
    """

    def __init__(self, story: Story, catalog: Catalog) -> None:
        self.story = story
        codes = [channel.code for channel in CHANNELS]
        self._channel = np.array(
            [codes.index(one.channel) if one.channel in codes else -1 for one in catalog.placements]
        )
        self._counts = {name: np.zeros(len(CHANNELS), dtype=np.int64) for name in _COLUMNS}

    def add(self, lives: Lives) -> None:
        """Count one chunk, as far as it is known."""
        people, accounts = lives.people, lives.accounts
        orders = first_orders(confirmed(self.story, lives.orders))
        groups = {
            "visitors": np.flatnonzero(people["entry"] < self.story.known),
            "registrations": accounts["person"][accounts["registered"] < self.story.known],
            "first_investments": accounts["person"][orders["row"]],
        }
        for stage, person in groups.items():
            self._count(f"caused_{stage}", people["origin"][person])
            self._count(f"first_seen_{stage}", self._channel[people["placement"][person]])
        investors = groups["first_investments"]
        caused, first = people["origin"][investors], self._channel[people["placement"][investors]]
        last = self._channel[orders["placement"]]
        self._count("last_seen_first_investments", last)
        self._count("first_seen_and_caused", caused[caused == first])
        self._count("last_seen_and_caused", caused[caused == last])

    def _count(self, name: str, channel: Ints) -> None:
        known = channel[channel >= 0]
        self._counts[name] += np.bincount(known, minlength=len(CHANNELS))

    def write(self, folder: Path) -> None:
        """`channel_effects.csv`; an incremental share is the part of the first investors credited
        to a channel by first or last touch whom no other channel sent."""
        shares = ("first_touch_incremental_share", "last_touch_incremental_share")
        rows = []
        for number, channel in enumerate(CHANNELS):
            counts = {name: int(values[number]) for name, values in self._counts.items()}
            first = (counts["first_seen_and_caused"], counts["first_seen_first_investments"])
            last = (counts["last_seen_and_caused"], counts["last_seen_first_investments"])
            rows.append([channel.code, *counts.values(), _share(*first), _share(*last)])
        write_csv(folder / "channel_effects.csv", ["channel", *_COLUMNS, *shares], rows)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f}" if whole else ""
