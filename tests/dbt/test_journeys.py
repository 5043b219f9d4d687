"""What each person did, written for questions of one's own, agrees with the funnel marts."""

from __future__ import annotations

import shutil
from itertools import groupby
from pathlib import Path

import duckdb
import pytest
from dbt.contracts.graph.manifest import Manifest

from ingest.config import Paths, Settings
from measurement.funnels import is_layout, run
from orchestration.journeys import write_journeys
from orchestration.workspace import UserError, Workspace
from tests.dbt.crowd import crowd
from tests.dbt.harness import Company
from tests.dbt.lake import Lake, merged
from tests.dbt.stories import (
    bind_card,
    event,
    invest,
    journeys,
    login,
    products,
    recharge,
    register,
    verify,
    visit,
)

pytestmark = pytest.mark.xdist_group("funnels")

STEPS = ["visit", "registration", "verification", "card_bound", "funded"]
STEPS += ["first_investment", "repeat_investment"]
ANN = journeys(
    {
        "journey_ann": [
            visit("2026-05-01 09:00", "baidu_generic", device="pad"),
            visit("2026-05-01 09:10", "wechat", device="pad"),
            visit("2026-05-01 09:10", user_agent="Googlebot/2.1"),
            register("2026-05-02 09:00", device=None, city="Wuhan"),
            login("2026-05-02 09:30", device="pad"),
            invest("2026-05-03 10:00", "100.00"),
        ]
    }
)
PATH = [
    visit("2026-05-01 08:00"),
    register("2026-05-01 08:10"),
    verify("2026-05-01 08:20"),
    bind_card("2026-05-01 08:20"),
    recharge("2026-05-02 08:00"),
    invest("2026-05-03 08:00", "10.00"),
    invest("2026-05-04 08:00", "10.00"),
]
DEEP = journeys({f"deep_{length}": PATH[:length] for length in range(1, 8)})
NAMESAKE = {"events": [event("journey_ann", "visit", "2026-05-01 09:20", "pad")]}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, manifest: Manifest) -> Workspace:
    """A workspace whose warehouse holds Ann and a crowd."""
    home: Path = tmp_path_factory.mktemp("journeys")
    lake = Lake(home / "lake")
    lake.load(merged(products(), ANN, DEEP, NAMESAKE, *crowd(seed=3, size=40)), "2026-05-07 04:00")
    company = Company(home, lake.path, manifest)
    company.build(select=["+int_journey_events", "+fct_funnel_steps_daily", "+fct_touchpoints"])
    workspace = Workspace(Paths(home), Settings())
    workspace.paths.warehouse.parent.mkdir()
    workspace.paths.serving.parent.mkdir()
    shutil.copy(company.warehouse, workspace.paths.warehouse)
    return workspace


@pytest.fixture(scope="module")
def written(told: Workspace) -> Path:
    path, rows = write_journeys(told)
    assert rows == duckdb.execute(f"select count(*) from '{path}'").fetchall()[0][0]
    return path


def test_a_persons_events_carry_session_and_channel_in_time_order(written: Path) -> None:
    found = duckdb.execute(
        "select event, ts::time::string, split_part(session, '|', 3), props.channel, props.amount"
        f" from '{written}' where person = 'u:u_journey_ann' order by ts, event"
    ).fetchall()
    first, second, third = "2026-05-01 09:00", "2026-05-01 09:10", "2026-05-02 09:30"
    assert [(*row[:4], row[4] and float(row[4])) for row in found] == [
        ("page_view", "01:00:00", first, "baidu_generic", None),
        ("visit", "01:00:00", None, "baidu_generic", None),
        ("page_view", "01:10:00", second, "wechat", None),
        ("web_visit", "01:20:00", second, "wechat", None),
        ("registration", "01:00:00", None, "baidu_generic", None),
        ("login", "01:30:00", third, "direct", None),
        ("first_investment", "02:00:00", None, "baidu_generic", 100.0),
        ("investment", "02:00:00", None, "baidu_generic", 100.0),
    ]


def test_the_file_is_sorted_by_person_and_time(written: Path) -> None:
    rows = duckdb.execute(f"select person, ts, event from '{written}'").fetchall()
    assert len(rows) > 100
    assert rows == sorted(rows)


def test_steps_followed_by_hand_are_those_of_the_funnel_mart(
    written: Path, told: Workspace
) -> None:
    events = duckdb.execute(f"select person, event, ts from '{written}'").fetchall()
    reached = [0] * len(STEPS)
    for _, own in groupby(sorted(events), key=lambda row: row[0]):
        times = {event: ts for _, event, ts in own if event in STEPS}
        for number, step in enumerate(STEPS):
            at, before = times.get(step), times.get(STEPS[max(number - 1, 0)])
            if at is None or before is None or at < before or (at - times["visit"]).days >= 90:
                break
            reached[number] += 1
    with duckdb.connect(str(told.paths.warehouse), read_only=True) as connection:
        mart = connection.execute(
            "select sum(people)::bigint from fct_funnel_steps_daily"
            " where funnel = 'acquisition' group by step_number order by step_number"
        ).fetchall()
    assert [(count,) for count in reached] == mart
    assert 0 < reached[6] < reached[5] < reached[1]


def test_the_explorer_counts_whom_the_funnel_marts_count(written: Path, told: Workspace) -> None:
    asked: dict[str, object] = {"steps": [{"event": step} for step in STEPS]}
    asked |= {"window": {"n": 90, "unit": "day"}, "breakdown": {"prop": "channel"}}
    asked["interval"] = "day"
    answer = run(written, asked, timezone="Asia/Shanghai")
    with duckdb.connect(str(told.paths.warehouse), read_only=True) as connection:
        marts = connection.execute(
            "select channel, entry_date, step_number, people::bigint from fct_funnel_steps_daily"
            " where funnel = 'acquisition'"
        ).fetchall()
        visits, repeats = connection.execute(
            "select count(visited_at), count(second_invested_at) from fct_funnel"
        ).fetchall()[0]
    channels: dict[str, list[int]] = {row[0]: [0] * len(STEPS) for row in marts}
    entries: dict[str, list[int]] = {str(row[1]): [0, 0] for row in marts}
    for channel, day, step, people in marts:
        channels[channel][step - 1] += people
        if step in {1, len(STEPS)}:
            entries[str(day)][step > 1] += people
    assert answer["by_breakdown"] == channels
    assert answer["counts"] == [sum(counts) for counts in zip(*channels.values(), strict=True)]
    periods = {row["period"]: row for row in answer["by_entry_period"]}
    found = {day: [row["reached_from"], row["reached_to"]] for day, row in periods.items()}
    assert {day: counts for day, counts in found.items() if counts[0]} == entries
    assert (answer["counts"][0], answer["counts"][-1] <= repeats) == (visits, True)


def test_the_explorer_knows_the_file_as_sorted(written: Path) -> None:
    assert is_layout(written)


def test_without_a_build_there_is_nothing_to_write(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="headwater run"):
        write_journeys(Workspace(Paths(tmp_path), Settings()))
