"""What each channel and promotion truly brought, against what its traces suggest."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ingest.simulator.lives.fates import AGAIN, EXTRA
from ingest.simulator.lives.life import Lives
from ingest.simulator.lives.society import Society
from ingest.simulator.truth.files import write_csv
from ingest.simulator.truth.growth import confirmed, first_orders
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.channels import CHANNELS
from ingest.simulator.world.promotions import NEWCOMER, WEEK, all_promotions
from ingest.simulator.world.story import DAY, Story

_SEEN, _CAUSED, _BOTH = range(3)


class ChannelEffects:
    """People, accounts and first investors by channel: as first seen, as caused, and both."""

    def __init__(self, story: Story, catalog: Catalog) -> None:
        self.story = story
        codes = [channel.code for channel in CHANNELS]
        self.seen_as = np.array(
            [codes.index(p.channel) if p.channel in codes else -1 for p in catalog.placements]
        )
        self.counts = np.zeros((3, 3, len(CHANNELS)), dtype=np.int64)

    def add(self, lives: Lives) -> None:
        """Count one chunk."""
        people = lives.people
        known = np.flatnonzero(people["entry"] < self.story.known)
        opened = lives.accounts["registered"] < self.story.known
        accounts = lives.accounts["person"][opened]
        rows = first_orders(confirmed(self.story, lives.orders))["row"]
        investors = lives.accounts["person"][rows]
        for stage, person in enumerate((known, accounts, investors)):
            caused = people["origin"][person]
            seen = self.seen_as[people["placement"][person]]
            for kind, channel in ((_SEEN, seen), (_CAUSED, caused), (_BOTH, seen[seen == caused])):
                self.counts[kind, stage] += np.bincount(channel, minlength=len(CHANNELS))

    def write(self, folder: Path) -> None:
        """`channel_effects.csv`: the incremental share is what is left of a channel's people when
        those are taken away whom another channel sent."""
        stages = ("visitors", "registrations", "first_investments")
        header = ["channel"]
        header += [f"{kind}_{stage}" for stage in stages for kind in ("seen", "caused")]
        rows = []
        for number, channel in enumerate(CHANNELS):
            seen, caused, both = (self.counts[kind, :, number].tolist() for kind in range(3))
            pairs = [value for pair in zip(seen, caused, strict=True) for value in pair]
            share = f"{both[1] / seen[1]:.4f}" if seen[1] else ""
            rows.append([channel.code, *pairs, share])
        write_csv(folder / "channel_effects.csv", [*header, "incremental_share"], rows)


def write_promotions(story: Story, folder: Path, society: Society) -> None:
    """`promotions.csv`: size, cost and true effect of each promotion."""
    header = ("promotion_id", "kind", "starts_on", "ends_on", "treated", "control", "used")
    header += ("cost_yuan", "moved_orders", "moved_amount", "incremental_orders")
    orders, accounts = society.orders, society.accounts
    moved = orders["moved"] & np.isin(orders["kind"], (EXTRA, AGAIN))
    moved_yuan = int(orders["amount"][moved].sum())
    arms = {NEWCOMER: accounts["verified"] >= 0, WEEK: accounts["in_week"]}
    names = {NEWCOMER: "new_arm", WEEK: "week_arm"}
    rows = []
    for number, one in enumerate(all_promotions(story)):
        span = (one.promotion_id, one.kind, story.day(one.first), story.day(one.last))
        if number in arms:
            treated = int((arms[number] & accounts[names[number]]).sum())
            used = orders["coupon"] == number
            cost = int(orders["face"][used].sum())
            effect = (int(moved.sum()), moved_yuan) if number == WEEK else (0, 0)
            control = int(arms[number].sum()) - treated
            rows.append((*span, treated, control, int(used.sum()), cost, *effect, 0))
        else:
            received = society.packets["received"]
            taken = (received >= 0) & (received < story.days * DAY)
            fen = int(society.packets["fen"][taken].sum())
            rows.append((*span, len(received), 0, int(taken.sum()), fen / 100, 0, 0, 0))
    write_csv(folder / "promotions.csv", header, rows)
