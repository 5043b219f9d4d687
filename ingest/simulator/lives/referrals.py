"""Who invited whom, and what the inviter gets for it."""

from __future__ import annotations

import numpy as np

from ingest.simulator.lives.fates import CONFIRMED
from ingest.simulator.lives.people import origin_numbers
from ingest.simulator.lives.scene import Scene
from ingest.simulator.world.story import DAY, HOUR, Columns, Ints, take

NOBODY = -1
REWARD_YUAN = 50
_REWARD_FROM_YUAN = 1_000
PAID, REFUSED = range(2)


def find_inviters(scene: Scene, accounts: Columns) -> Ints:
    """Position of each person's inviter in the chunk, -1 for those who were not invited.

    An inviter had a verified account before the invited person came.
    """
    rng, people = scene.rng("inviters"), scene.people
    is_verified = np.flatnonzero(accounts["verified"] >= 0)
    order = is_verified[np.argsort(accounts["verified"][is_verified], kind="stable")]
    invited = np.flatnonzero(np.isin(people["origin"], origin_numbers(("referral",))))
    choices = np.searchsorted(accounts["verified"][order], people["entry"][invited])
    pick = (rng.random(len(invited)) * choices).astype(np.int64)
    has_choice = choices > 0
    inviter = np.full(scene.chunk.count, NOBODY, dtype=np.int64)
    inviter[invited[has_choice]] = accounts["person"][order[pick[has_choice]]]
    return _ring_leaders(scene, accounts, inviter)


def _ring_leaders(scene: Scene, accounts: Columns, inviter: Ints) -> Ints:
    """Hunters who were invited name the leader of their ring, once that one has an account."""
    since = np.full(len(inviter), np.iinfo(np.int64).max)
    is_verified = accounts["verified"] >= 0
    since[accounts["person"][is_verified]] = accounts["verified"][is_verified]
    ring = scene.people["ring"]
    leader = np.where(ring >= 0, ring - scene.chunk.base, 0)
    is_known = since[leader] < scene.people["entry"]
    return np.where((ring >= 0) & (inviter != NOBODY) & is_known, leader, inviter)


def rewards(scene: Scene, accounts: Columns, orders: Columns, inviter: Ints) -> Columns:
    """One row per invited account whose first confirmed order is large enough.

    Columns: inviter (position in the chunk), row (account of the invited), order (position),
    created, decided, outcome.
    """
    rng = scene.rng("rewards")
    good = np.flatnonzero(orders["outcome"] == CONFIRMED)
    row, first = np.unique(orders["row"][good], return_index=True)
    order = good[first]
    invited_by = inviter[accounts["person"][row]]
    kept = (invited_by != NOBODY) & (orders["amount"][order] >= _REWARD_FROM_YUAN)
    chosen = take(orders, order[kept])
    count = len(chosen["at"])
    return {
        "inviter": invited_by[kept],
        "row": row[kept],
        "order": order[kept],
        "created": chosen["resolved"],
        "decided": (chosen["resolved"] // DAY + 7) * DAY + 10 * HOUR,
        "outcome": np.where(rng.random(count) < 0.05, REFUSED, PAID).astype(np.int8),
    }
