"""Who invited whom, and what the inviter gets for it."""

from __future__ import annotations

import numpy as np

from ingest.simulator.events import user_number
from ingest.simulator.investing import CONFIRMED
from ingest.simulator.people import Chunk, origin_numbers
from ingest.simulator.story import DAY, HOUR, Columns, Ints, Story, take

NOBODY = -1
REWARD_YUAN = 50
REWARD_FROM_YUAN = 1_000
PENDING, PAID, REFUSED = range(3)


def find_inviters(story: Story, chunk: Chunk, people: Columns, accounts: Columns) -> Ints:
    """Person number of each person's inviter, -1 for those who were not invited.

    An inviter had a verified account before the invited person came; rings invite each other.
    """
    rng = story.rng("inviters", chunk.number)
    verified = np.where(accounts["verified"] >= 0, accounts["verified"], story.horizon)
    order = np.argsort(verified, kind="stable")
    invited = np.flatnonzero(np.isin(people["origin"], origin_numbers(("referral",))))
    choices = np.searchsorted(verified[order], people["entry"][invited])
    pick = (rng.random(len(invited)) * choices).astype(np.int64)
    member = people["person"][accounts["person"]]
    inviter = np.full(chunk.count, NOBODY, dtype=np.int64)
    has_choice = choices > 0
    inviter[invited[has_choice]] = member[order[pick[has_choice]]]
    return _ring_leaders(people, accounts, inviter)


def _ring_leaders(people: Columns, accounts: Columns, inviter: Ints) -> Ints:
    """Hunters who were invited name the leader of their ring, once that one has an account."""
    since = np.full(len(inviter), np.iinfo(np.int64).max)
    is_verified = accounts["verified"] >= 0
    since[accounts["person"][is_verified]] = accounts["verified"][is_verified]
    leader = np.where(people["ring"] >= 0, people["ring"] - people["person"][0], 0)
    follows = (people["ring"] >= 0) & (inviter != NOBODY) & (since[leader] < people["entry"])
    return np.where(follows, people["ring"], inviter)


def rewards(
    story: Story, chunk: Chunk, accounts: Columns, orders: Columns, inviter: Ints
) -> Columns:
    """One row per invited account whose first confirmed order is large enough.

    Columns: inviter, invitee (user numbers), order (position), created, decided, outcome.
    """
    rng = story.rng("rewards", chunk.number)
    good = np.flatnonzero(orders["outcome"] == CONFIRMED)
    row, first = np.unique(orders["row"][good], return_index=True)
    order = good[first]
    invited_by = inviter[accounts["person"][row]]
    kept = (invited_by != NOBODY) & (orders["amount"][order] >= REWARD_FROM_YUAN)
    chosen = take(orders, order[kept])
    decided = (chosen["resolved"] // DAY + 7) * DAY + 10 * HOUR
    count = len(decided)
    return {
        "inviter": user_number(invited_by[kept]),
        "row": row[kept],
        "order": order[kept],
        "created": chosen["resolved"],
        "decided": decided,
        "outcome": np.where(rng.random(count) < 0.05, REFUSED, PAID).astype(np.int8),
    }
