"""Who counts as one visitor, by the definition: ids tied by log-ins, robots left out."""

from __future__ import annotations

import numpy as np

from ingest.simulator.lives.tracked import is_robot
from ingest.simulator.world.story import Columns, Ints, Story

Firsts = tuple[np.ndarray, Ints]
"""Visitor keys (a user number, or minus the anonymous number minus one) and first instants."""


def first_seen(story: Story, events: np.ndarray, accounts: Columns) -> Firsts:
    """Every visitor and when they were first seen, from the events and accounts known so far."""
    events = events[~is_robot(events)]
    known = accounts["registered"] < story.known
    keys = np.concatenate([visitors_of(events), accounts["user"][known]])
    return _earliest(keys, np.concatenate([events["at"], accounts["registered"][known]]))


def _earliest(keys: np.ndarray, at: Ints) -> Firsts:
    order = np.lexsort((at, keys))
    unique, first = np.unique(keys[order], return_index=True)
    return unique, at[order][first]


def visitors_of(events: np.ndarray) -> np.ndarray:
    """Visitor key of each event.

    An id tied to one user is that user. One tied to several belongs to each from the moment of
    that tie, and before the first tie to the first.
    """
    anonymous, visitor = events["anonymous"], -events["anonymous"] - 1
    ties = _ties(events)
    if not len(ties):
        return visitor
    place = np.searchsorted(ties["anonymous"], anonymous)
    place = np.minimum(place, len(ties) - 1)
    is_tied = ties["anonymous"][place] == anonymous
    visitor = np.where(is_tied, ties["user"][place], visitor)
    shared = np.flatnonzero(ties["anonymous"][1:] == ties["anonymous"][:-1]) + 1
    for later in shared.tolist():
        tie = ties[later]
        after = (anonymous == tie["anonymous"]) & (events["at"] >= tie["at"])
        visitor[after] = tie["user"]
    return visitor


def _ties(events: np.ndarray) -> np.ndarray:
    """First tie of every (anonymous id, user), by id and then by time."""
    tied = events[events["user"] >= 0][["anonymous", "user", "at"]]
    tied = tied[np.lexsort((tied["at"], tied["user"], tied["anonymous"]))]
    is_first = np.ones(len(tied), dtype=bool)
    is_first[1:] = (tied["anonymous"][1:] != tied["anonymous"][:-1]) | (
        tied["user"][1:] != tied["user"][:-1]
    )
    firsts = tied[is_first]
    return firsts[np.lexsort((firsts["at"], firsts["anonymous"]))]
