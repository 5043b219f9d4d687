"""People and what they did per company day, reckoned from events and the platform's database."""

import gzip
import json
import re
import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from tests.e2e.reckon_exports import money
from tests.e2e.reckon_trackers import tracked

BOT = re.compile(r"bot|spider|crawler|headless", re.IGNORECASE)
COMPANY_HOURS = timedelta(hours=8)


@dataclass
class Growth:
    """Per company day: how many people took each step for the first time, and money invested."""

    visitors: Counter[str] = field(default_factory=Counter)
    registrations: Counter[str] = field(default_factory=Counter)
    verifications: Counter[str] = field(default_factory=Counter)
    card_bounds: Counter[str] = field(default_factory=Counter)
    fundings: Counter[str] = field(default_factory=Counter)
    first_investments: Counter[str] = field(default_factory=Counter)
    repeat_investments: Counter[str] = field(default_factory=Counter)
    invested_amount: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))


def growth(deliveries: Path, platform: Path) -> Growth:
    """All steps of everybody."""
    found = Growth()
    with sqlite3.connect(platform) as connection:
        registered = dict(connection.execute("select user_id, registered_at from users"))
        platform_steps(connection, found)
    for at in first_visits(deliveries, registered).values():
        found.visitors[at[:10]] += 1
    return found


def platform_steps(connection: sqlite3.Connection, found: Growth) -> None:
    """The steps that the platform's own tables know, on the day of the first of each person."""
    firsts = {
        "registrations": "select registered_at from users",
        "verifications": "select min(verified_at) from kyc where is_valid group by user_id",
        "card_bounds": "select min(bound_at) from card_binds group by user_id",
        "fundings": "select min(coalesce(confirmed_at, created_at)) from recharges "
        "where status = 'success' group by user_id",
    }
    for step, query in firsts.items():
        getattr(found, step).update(at[:10] for (at,) in connection.execute(query))
    orders: dict[str, list[str]] = defaultdict(list)
    for user, at, amount in connection.execute(
        "select user_id, invested_at, amount from investments where status = 'confirmed' "
        "order by invested_at, order_id"
    ):
        orders[user].append(at)
        found.invested_amount[at[:10]] += money(amount)
    found.first_investments.update(ats[0][:10] for ats in orders.values())
    found.repeat_investments.update(ats[1][:10] for ats in orders.values() if len(ats) > 1)


def first_visits(deliveries: Path, registered: dict[str, str]) -> dict[str, str]:
    """Company time at which each person was first seen: first event, or registration."""
    seen = {f"u:{user}": at for user, at in registered.items()}
    events = list(human_events(deliveries))
    owners = owners_by_time(events)
    for event in events:
        person, at = owner(event, owners), event["at"]
        seen[person] = min(at, seen.get(person, at))
    return seen


def human_events(deliveries: Path) -> Iterator[dict[str, str]]:
    """Every event once, the first that was delivered; bots and half-written files left out."""
    known: set[str] = set()
    files = [(path, read_events(path)) for path in (deliveries / "events").iterdir()]
    files += tracked(deliveries)
    for _, events in sorted(files, key=lambda file: file[0].stat().st_mtime):
        for event in events:
            if event["event_id"] not in known:
                known.add(event["event_id"])
                if not BOT.search(event.get("user_agent") or ""):
                    yield {**event, "at": company_time(event["event_at"])}


def read_events(path: Path) -> list[dict[str, str]]:
    try:
        text = gzip.decompress(path.read_bytes()).decode("utf-8")
    except EOFError:
        return []
    rows = (parsed(line) for line in text.splitlines())
    return [row for row in rows if row and row.get("anonymous_id") and is_instant(row["event_at"])]


def parsed(line: str) -> dict[str, str] | None:
    try:
        return json.loads(line)
    except json.JSONDecodeError:
        return None


def is_instant(text: str) -> bool:
    return re.match(r"\d{4}-\d\d-\d\dT", text) is not None


def company_time(instant: str) -> str:
    return f"{datetime.fromisoformat(instant).replace(tzinfo=None) + COMPANY_HOURS}"


Owners = dict[str, list[tuple[str, str]]]
"""Per anonymous id: since when (company time) and whose it is, in order of time."""


def owners_by_time(events: list[dict[str, str]]) -> Owners:
    first: dict[tuple[str, str], str] = {}
    for event in events:
        if event.get("user_id"):
            key = (event["anonymous_id"], event["user_id"])
            first[key] = min(event["at"], first.get(key, event["at"]))
    owners: Owners = defaultdict(list)
    for (anonymous, user), at in sorted(first.items(), key=lambda tie: (tie[1], tie[0])):
        owners[anonymous].append((at, user))
    return owners


def owner(event: dict[str, str], owners: Owners) -> str:
    """The event's own user, else whose the id was at that moment, else its first, else nobody's."""
    ties = owners.get(event["anonymous_id"], [])
    if event.get("user_id"):
        return f"u:{event['user_id']}"
    if not ties:
        return f"a:{event['anonymous_id']}"
    place = bisect_right([at for at, _ in ties], event["at"])
    return f"u:{ties[max(place - 1, 0)][1]}"
