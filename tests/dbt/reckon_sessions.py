"""Sessions and their visitors reckoned from a handful of events, apart from the SQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

PAUSE = timedelta(minutes=30)


@dataclass(frozen=True, order=True)
class Seen:
    """One event: when, its id, on which device, by which user, with which campaign."""

    at: datetime
    event_id: str
    device: str
    user: str | None = None
    campaign: str | None = None


class Session(NamedTuple):
    """What the warehouse should hold of a session."""

    session_id: str
    visitor_id: str
    started_at: datetime
    ended_at: datetime
    event_count: int


def sessions(events: Iterable[Seen]) -> list[Session]:
    """All sessions of the events, each event once, whatever the order they are given in."""
    by_device = sorted(set(events), key=lambda seen: seen.device)
    return sorted(
        _session(part, _owner(own, part[0].at))
        for _, group in groupby(by_device, key=lambda seen: seen.device)
        for own in [sorted(group)]
        for part in _parts(own)
    )


def _parts(own: list[Seen]) -> list[list[Seen]]:
    parts: list[list[Seen]] = []
    campaign: str | None = None
    for seen in own:
        is_pause = not parts or seen.at - parts[-1][-1].at > PAUSE
        if is_pause or (seen.campaign and seen.campaign != campaign):
            parts.append([])
            campaign = seen.campaign
        parts[-1].append(seen)
    return parts


def _owner(own: list[Seen], at: datetime) -> str:
    ties: dict[str, datetime] = {}
    for seen in own:
        if seen.user is not None:
            ties.setdefault(seen.user, seen.at)
    if not ties:
        return f"a:{own[0].device}"
    in_time = sorted((tied, user) for user, tied in ties.items())
    held = [user for tied, user in in_time if tied <= at]
    return f"u:{held[-1] if held else in_time[0][1]}"


def _session(part: list[Seen], visitor_id: str) -> Session:
    session_id = f"events:{part[0].event_id}"
    return Session(session_id, visitor_id, part[0].at, part[-1].at, len(part))
