"""Who a session belongs to: late ties, shared devices, several devices, equal instants."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.dbt.harness import Company
from tests.dbt.lake import Lake, Row
from tests.dbt.reckon_sessions import Seen, sessions

pytestmark = pytest.mark.xdist_group("identity")

NOON = datetime(2026, 5, 1, 12)
LOADS = 4
CROWDS = 3
SESSIONS = (
    "select session_id, coalesce('u:' || user_id, 'a:' || anonymous_id), started_at, ended_at,"
    " event_count from int_sessions left join int_identities using (anonymous_id)"
    " where user_id is null or started_at >= valid_from and started_at < valid_to order by 1"
)


def row(seen: Seen) -> Row:
    campaign = f"?utm_source=weibo&utm_campaign={seen.campaign}" if seen.campaign else ""
    return {
        "event_id": seen.event_id,
        "event_name": "page_view",
        "event_at": str(seen.at),
        "received_at": str(seen.at),
        "anonymous_id": seen.device,
        "user_id": seen.user,
        "url": f"https://www.example.cn/lp{campaign}",
    }


def crowded_hours(seed: int) -> list[list[Seen]]:
    """150 events of four devices and five users on a grid of five minutes, in four loads.

    The grid makes equal instants and pauses of exactly 30 minutes common; a third come twice.
    Crowds of different seeds share nothing, so that one company can hold several.
    """
    dice = random.Random(seed)
    loads: list[list[Seen]] = [[] for _ in range(LOADS)]
    for number in dice.sample(range(1000), 150):
        seen = Seen(
            NOON + timedelta(minutes=5 * dice.randrange(120)),
            f"{seed}e{number:03}",
            f"{seed}d{dice.randrange(4)}",
            dice.choice([None] * 14 + [f"{seed}u{user}" for user in range(5)]),
            dice.choice([None, None, "c1", "c2"]),
        )
        for _ in range(dice.choice([1, 1, 2])):
            loads[dice.choice([*[0] * 27, 1, 2, 3])].append(seen)
    return loads


def test_sessions_of_random_days_are_those_reckoned_by_hand(
    tmp_path: Path, manifest: Manifest
) -> None:
    lake = Lake(tmp_path / "lake")
    company = Company(tmp_path, lake.path, manifest)
    known: list[Seen] = []
    before = ""
    crowds = [crowded_hours(seed) for seed in range(CROWDS)]
    for day, parts in enumerate(zip(*crowds, strict=True), start=2):
        load = [seen for part in parts for seen in part]
        load_id = lake.load({"events": [row(seen) for seen in load]}, f"2026-05-0{day} 04:00")
        company.build(before, select=["+fct_touchpoints"])
        before, known = load_id, known + load
        reckoned = sessions(known)
        assert company.rows(SESSIONS) == reckoned
        touched = "select session_id, visitor_id from fct_touchpoints order by 1"
        assert company.rows(touched) == [(s.session_id, s.visitor_id) for s in reckoned]


def test_a_late_event_leaves_alone_the_session_that_ended_as_its_own_began(
    tmp_path: Path, manifest: Manifest
) -> None:
    told = [("e1", 0, "c1"), ("e2", 5, None), ("e3", 5, "c2"), ("e4", 30, None), ("e5", 55, None)]
    seen = [
        Seen(NOON + timedelta(minutes=minutes), event_id, "d", campaign=campaign)
        for event_id, minutes, campaign in told
    ]
    lake = Lake(tmp_path / "lake")
    company = Company(tmp_path, lake.path, manifest)
    first = lake.load({"events": [row(one) for one in seen[:4]]}, "2026-05-02 04:00")
    company.build(select=["+int_sessions"])
    lake.load({"events": [row(seen[4])]}, "2026-05-03 04:00")
    company.build(first, select=["+int_sessions"])
    counts = "select session_id, event_count from int_sessions order by 1"
    assert company.rows(counts) == [("events:e1", 2), ("events:e3", 3)]
