"""How people look to the tracker and the platform: anonymous ids and user numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.simulator.lives.diary import UNTRACKED
from ingest.simulator.lives.scene import Scene
from ingest.simulator.world.story import Columns, Ints

NOBODY = -1
_PER_SHARED_PHONE = 400
"""Accounts for each pair of people who share a phone."""


@dataclass(frozen=True)
class Identity:
    """Ids of the people of a chunk, by position."""

    anonymous: np.ndarray
    """(people, 2): anonymous id number on the first and second device."""
    user: Ints
    """User number, or -1 without an account."""
    inviter: Ints
    """User number of the inviter, or -1."""


def user_number(person: Ints) -> Ints:
    """The nine-digit user id of a person; one to one, and not in the order of arrival."""
    return 100_000_000 + person * 48_271 % 899_999_963


def identify(scene: Scene, accounts: Columns, inviter: Ints) -> Identity:
    """Ids of everyone; a few accounts use the phone of another one that was opened before."""
    person = scene.people["person"]
    anonymous = person[:, None] * 4 + np.array([0, 1])
    user = np.full(scene.chunk.count, NOBODY, dtype=np.int64)
    user[accounts["person"]] = user_number(person[accounts["person"]])
    for owner, guest in _shared_phones(scene, accounts):
        anonymous[guest] = anonymous[owner]
    invited_by = np.where(inviter >= 0, user_number(scene.chunk.base + inviter), NOBODY)
    return Identity(anonymous, user, invited_by)


def _shared_phones(scene: Scene, accounts: Columns) -> list[tuple[int, int]]:
    """Pairs of people, by position: who had the phone first, and who used it later."""
    order = np.argsort(accounts["registered"], kind="stable")
    tracked = accounts["person"][order[accounts["device"][order] != UNTRACKED]]
    pairs = tracked[: len(tracked) // 2 * 2].reshape(-1, 2)
    count = min(max(1, len(tracked) // _PER_SHARED_PHONE), len(pairs))
    chosen = scene.rng("identity").permutation(len(pairs))[:count]
    return [(owner, guest) for owner, guest in pairs[np.sort(chosen)].tolist()]
