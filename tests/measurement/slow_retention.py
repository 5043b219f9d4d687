"""Retention once more, person by person and event by event, to hold the fast one against."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

WIDTH = {"hour": 3600, "day": 86400, "week": 7 * 86400, "month": 30 * 86400}


def starts_of(instant: datetime, unit: str, zone: ZoneInfo, sunday: bool = False) -> datetime:
    """When the period that holds `instant` begins, as an instant."""
    local = instant.astimezone(zone)
    if unit == "hour":
        return instant - timedelta(minutes=local.minute, seconds=local.second)
    day = local.date()
    if unit == "week":
        day -= timedelta(days=day.isoweekday() % 7 if sunday else day.weekday())
    if unit == "month":
        day = day.replace(day=1)
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def number_between(first: datetime, later: datetime, unit: str, zone: ZoneInfo) -> int:
    """How many periods `later` begins after `first`; both begin one."""
    if unit == "hour":
        return int((later - first).total_seconds() // 3600)
    one, two = first.astimezone(zone).date(), later.astimezone(zone).date()
    if unit == "month":
        return (two.year - one.year) * 12 + two.month - one.month
    return (two - one).days // (7 if unit == "week" else 1)


def slow_matrix(events: list[dict], asked: dict, zone: ZoneInfo) -> list[list[int]]:
    """The matrix of a question without `date_from`, whose `date_to` is a day."""
    unit, total = asked["period"], asked["total_intervals"]
    last_day = date.fromisoformat(asked["date_to"])
    last = datetime(last_day.year, last_day.month, last_day.day, 23, 59, tzinfo=zone)
    newest = starts_of(last.astimezone(UTC), unit, zone)
    by_person: dict[str, list[dict]] = defaultdict(list)
    for event in events:
        period = starts_of(event["ts"], unit, zone)
        slot = total - 1 + number_between(newest, period, unit, zone)
        if slot < total:
            by_person[event["person"]].append(event | {"slot": slot})
    matrix = [[0] * (total - row) for row in range(total)]
    for own in by_person.values():
        for row, offsets in _followed(own, asked):
            matrix[row][0] += 1
            for offset in range(1, total - row):
                matrix[row][offset] += _is_back(offsets, offset, asked)
    return matrix


def _followed(own: list[dict], asked: dict) -> list[tuple[int, set[int]]]:
    """Each start of one person: its row, and after how many periods they returned."""
    starts = [one for one in own if _matches(one, asked, "start")]
    back = [one for one in own if _matches(one, asked, "return")]
    if asked["retention_type"] == "recurring":
        starts = [one for one in starts if one["slot"] >= 0]
    if not starts:
        return []
    first = min(starts, key=lambda one: one["ts"])
    if asked["retention_type"] == "first_ever":
        named = [one for one in own if asked["start_event"] in (None, one["event"])]
        if min(one["ts"] for one in named) != first["ts"]:
            return []
    if asked["mode"] == "rolling":
        since = [(one["ts"] - first["ts"]).total_seconds() for one in back]
        windows = [int(gap // WIDTH[asked["period"]]) for gap in since if gap >= 0]
        return [(first["slot"], _often(windows, asked))] if first["slot"] >= 0 else []
    rows = (
        {first["slot"]} if asked["retention_type"] != "recurring" else {s["slot"] for s in starts}
    )
    periods = _often([one["slot"] for one in back], asked)
    return [(row, {period - row for period in periods}) for row in rows if row >= 0]


def _often(numbers: list[int], asked: dict) -> set[int]:
    return {one for one in numbers if numbers.count(one) >= asked["minimum_occurrences"]}


def _is_back(offsets: set[int], offset: int, asked: dict) -> bool:
    return offset in offsets if asked["return"] == "on" else max(offsets, default=0) >= offset


def _matches(event: dict, asked: dict, role: str) -> bool:
    if asked[f"{role}_event"] not in (None, event["event"]):
        return False
    return all(event["props"].get(w["prop"]) == w["value"] for w in asked.get(f"{role}_where", []))


def slow_amounts(events: list[dict], total: int, first_day: date) -> list[list[Decimal]]:
    """Daily amounts in UTC of recurring cohorts whose every event has an `amount`."""
    paid: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for event in events:
        paid[event["person"], (event["ts"].date() - first_day).days] += event["amount"]
    sums = [[Decimal(0)] * (total - row) for row in range(total)]
    for person, row in paid:
        for (other, slot), amount in paid.items():
            if person == other and 0 <= row <= slot < total:
                sums[row][slot - row] += amount
    return sums
