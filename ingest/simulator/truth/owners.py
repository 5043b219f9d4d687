"""Whose each account is: the last visit of a channel other than direct before two moments."""

from __future__ import annotations

import numpy as np

from ingest.simulator.lives.life import Lives
from ingest.simulator.lives.tracked import is_robot
from ingest.simulator.truth.visitors import visitors_of
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.channels import UNKNOWN_CODE
from ingest.simulator.world.story import DAY, MINUTE, Bools, Columns, Ints, Story, stack, take

_PAUSE = 30 * MINUTE
_LOOKBACK = 30 * DAY
_SESSION, _INVITE, _CODE = 2, 1, 0
"""Which of several touches at one instant is the last."""


class Owners:
    """Channels before the registration and before the first order, by row of all accounts.

    A touch is the landing of a session, or the code or invitation of an account that no session
    shows. Channels are positions in `names`, -1 is nobody.
    """

    def __init__(self, story: Story, catalog: Catalog) -> None:
        self.story = story
        self.names = sorted({one.channel for one in catalog.placements})
        number = {name: place for place, name in enumerate(self.names)}
        self._channel = np.array([number[one.channel] for one in catalog.placements])
        self._has_campaign = np.array(["?" in one.url for one in catalog.placements])
        self._of_code = {one.code: number[one.channel] for one in catalog.placements if one.code}
        self._direct, self._internal = number["direct"], number["internal"]
        self._referral = number["referral"]
        self._parts: list[Columns] = []

    def add(self, lives: Lives, known_events: np.ndarray) -> None:
        """Judge one chunk's accounts by the events that are known."""
        accounts, orders = lives.accounts, lives.orders
        touches = self._sessions(known_events, accounts)
        touches = stack([touches, *self._carried(accounts, touches)])
        touches = take(touches, touches["channel"] != self._direct)
        first = np.full(len(accounts["user"]), -1, dtype=np.int64)
        known = np.flatnonzero(orders["at"] < self.story.known)
        by_time = known[np.argsort(orders["at"][known], kind="stable")][::-1]
        first[orders["row"][by_time]] = orders["at"][by_time]
        self._parts.append(
            {
                "registered_by": _last_before(touches, accounts["registered"]),
                "ordered_by": _last_before(touches, first),
            }
        )

    def whole(self) -> Columns:
        """All accounts added so far: registered_by, ordered_by."""
        return stack(self._parts)

    def _sessions(self, events: np.ndarray, accounts: Columns) -> Columns:
        """Touches of the sessions that begin with a landing, of people with an account."""
        events = events[~is_robot(events)]
        events = events[np.lexsort((events["number"], events["at"], events["anonymous"]))]
        lands = events["placement"] >= 0
        lands[lands] = self._channel[events["placement"][lands]] != self._internal
        begins = lands & (_after_pause(events) | self._tells_campaign(events))
        users = visitors_of(events)[begins]
        row = _rows(accounts["user"], users)
        found = {
            "row": row,
            "at": events["at"][begins],
            "channel": self._channel[events["placement"][begins]],
            "rank": np.full(len(row), _SESSION),
        }
        return take(found, row >= 0)

    def _tells_campaign(self, events: np.ndarray) -> Bools:
        tells = np.zeros(len(events), dtype=bool)
        lands = events["placement"] >= 0
        tells[lands] = self._has_campaign[events["placement"][lands]]
        return tells

    def _carried(self, accounts: Columns, sessions: Columns) -> list[Columns]:
        """Touches at the registration: a code or an invitation that no session before it shows."""
        codes = accounts["code"].tolist()
        channel = np.array([self._of_code.get(code, -1) for code in codes], dtype=np.int64)
        is_seen = _saw(accounts, sessions, channel)
        is_strange = np.array([code == UNKNOWN_CODE for code in codes], dtype=bool)
        is_seen |= is_strange & _saw(accounts, sessions, None)
        coded = np.flatnonzero((channel >= 0) & ~is_seen)
        referral = np.full(len(codes), self._referral)
        is_invited = (accounts["inviter"] >= 0) & ~_saw(accounts, sessions, referral)
        invited = np.flatnonzero(is_invited)
        return [
            _at_registration(accounts, coded, channel, _CODE),
            _at_registration(accounts, invited, referral, _INVITE),
        ]


def _after_pause(events: np.ndarray) -> Bools:
    """For events by anonymous id and time: whether each is its id's first, or after a pause."""
    begins = np.ones(len(events), dtype=bool)
    begins[1:] = events["anonymous"][1:] != events["anonymous"][:-1]
    begins[1:] |= events["at"][1:] - events["at"][:-1] > _PAUSE
    return begins


def _rows(users: Ints, visitors: Ints) -> Ints:
    """Row of the account of each visitor, -1 for those who have none."""
    order = np.argsort(users)
    if not len(order):
        return np.full(len(visitors), -1, dtype=np.int64)
    place = np.minimum(np.searchsorted(users[order], visitors), len(order) - 1)
    return np.where(users[order][place] == visitors, order[place], -1)


def _saw(accounts: Columns, sessions: Columns, channel: Ints | None) -> Bools:
    """Whether each account had a session (of its channel, or of any) up to its registration."""
    row = sessions["row"]
    is_before = sessions["at"] <= accounts["registered"][row]
    if channel is not None:
        is_before &= sessions["channel"] == channel[row]
    saw = np.zeros(len(accounts["user"]), dtype=bool)
    saw[row[is_before]] = True
    return saw


def _at_registration(accounts: Columns, row: Ints, channel: Ints, rank: int) -> Columns:
    at = accounts["registered"][row]
    return {"row": row, "at": at, "channel": channel[row], "rank": np.full(len(row), rank)}


def _last_before(touches: Columns, moment: Ints) -> Ints:
    """Channel of each row's last touch within the look-back of its moment; -1 for none."""
    span = int(max(touches["at"].max(initial=0), moment.max(initial=0))) + 1
    touches = take(touches, np.lexsort((touches["rank"], touches["at"], touches["row"])))
    keys = touches["row"] * span + touches["at"]
    rows = np.arange(len(moment))
    place = np.searchsorted(keys, rows * span + moment, side="right") - 1
    channel = np.full(len(moment), -1, dtype=np.int64)
    found = np.flatnonzero((place >= 0) & (moment >= 0))
    found = found[touches["row"][place[found]] == found]
    found = found[touches["at"][place[found]] >= moment[found] - _LOOKBACK]
    channel[found] = touches["channel"][place[found]]
    return channel
