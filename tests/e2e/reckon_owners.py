"""Which partner each account belongs to, reckoned from events and accounts one by one."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from tests.e2e.reckon_people import human_events, owner, owners_by_time

LOOKBACK, PAUSE = timedelta(days=30), timedelta(minutes=30)
PARTNERS = ("yiqifa", "fanli", "wdzj", "wdty", "xicai")
"""Partners whose visits say their name as the source; the network's say `cpa` as the medium."""


class Touch(NamedTuple):
    """One visit: when (company time), and what brought it: a partner, `direct`, another way."""

    at: datetime
    way: str


class Owner(NamedTuple):
    """What was last before the registration and before the first order, direct left out."""

    registered_by: str | None
    ordered_by: str | None


@lru_cache(maxsize=2)
def owners(deliveries: Path, platform: Path) -> dict[str, Owner]:
    """By account."""
    touches = touches_of(deliveries)
    found = {}
    with sqlite3.connect(platform) as connection:
        ordered = dict(
            connection.execute("select user_id, min(invested_at) from investments group by 1")
        )
        accounts = connection.execute(
            "select user_id, registered_at, channel_code, inviter_user_id from users"
        )
        for user, registered_at, code, inviter in accounts:
            registered = datetime.fromisoformat(registered_at)
            own = touches[f"u:{user}"] + carried(touches[f"u:{user}"], registered, code, inviter)
            before = [
                last_way(own, datetime.fromisoformat(at)) if at else None
                for at in (registered_at, ordered.get(user))
            ]
            found[user] = Owner(*before)
    return found


def carried(
    own: list[Touch], registered: datetime, code: str | None, inviter: str | None
) -> list[Touch]:
    """A code or an invitation in the account counts at its registration if no visit shows it."""
    seen = {touch.way for touch in own if touch.at <= registered}
    ways = [f"code {code[:3]}"] if code else []
    ways += ["invite"] if inviter else []
    if code and code.startswith("ZZZ") and seen:
        ways.remove("code ZZZ")
    return [Touch(registered, way) for way in ways if way not in seen]


def last_way(own: list[Touch], moment: datetime) -> str | None:
    within = [one for one in own if moment - LOOKBACK <= one.at <= moment and one.way != "direct"]
    return max(within).way if within else None


def touches_of(deliveries: Path) -> dict[str, list[Touch]]:
    """Every person's visits."""
    events = list(human_events(deliveries))
    ties = owners_by_time(events)
    events.sort(key=lambda event: (event["anonymous_id"], event["at"], event["event_id"]))
    found: dict[str, list[Touch]] = defaultdict(list)
    for anonymous, own in groupby(events, key=lambda event: event["anonymous_id"]):
        for event in first_events(own):
            way = way_of(event.get("url") or "", event.get("referrer") or "")
            if way:
                person = owner({"anonymous_id": anonymous, "at": event["at"]}, ties)
                found[person].append(Touch(datetime.fromisoformat(event["at"]), way))
    return found


def first_events(own: Iterator[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Those that begin a visit: after a pause, or with another campaign."""
    last, campaign = None, None
    for event in own:
        at, query = datetime.fromisoformat(event["at"]), urlsplit(event.get("url") or "").query
        is_pause = last is None or at - last > PAUSE
        if is_pause or (query and query != campaign):
            campaign = query
            yield event
        last = at


def way_of(url: str, referrer: str) -> str:
    """A partner's name, `direct`, any other way; empty for a step from page to page."""
    said = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    if said.get("utm_medium") in ("cpa", "cpt"):
        return "cpa_network" if said["utm_medium"] == "cpa" else "cpt"
    if said.get("utm_source") in PARTNERS:
        return said["utm_source"]
    if said:
        return way_by_code(said)
    if not referrer or "解析失败" in referrer:
        return "direct"
    own_site = urlsplit(url).hostname
    return "" if urlsplit(referrer).hostname == own_site else "other"


def way_by_code(said: dict[str, str]) -> str:
    if "hw_code" in said:
        return f"code {said['hw_code'][:3]}"
    return "invite" if "invite" in said else "other"
