"""Days and visits that a source delivers again as a whole: GA4's tables, Matomo's visits."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.dbt.harness import Cell, Company
from tests.dbt.lake import Lake, Row, Rows, merged
from tests.dbt.stories import ENTRIES, journeys, register, utc, visit
from tests.dbt.test_day_by_day import differences

pytestmark = pytest.mark.xdist_group("stories")


def seen(who: str, at: str, **fields: str) -> Row:
    """A page view that GA4 tells in its table of that day."""
    return {
        "source": "ga4",
        "partition_id": at[:10],
        "event_id": f"{who}|{at}",
        "event_name": "page_view",
        "anonymous_id": f"a_{who}",
        "event_at": utc(at),
        "platform": "web",
        **ENTRIES["direct"],
        **fields,
    }


def acted(number: int, at: str, visit_id: str = "9") -> Row:
    """An action that Matomo tells within a visit that began on 1 May."""
    told = seen("max", at, source="matomo", partition_id=f"2026-05-01 {visit_id}")
    return {**told, "event_id": f"{visit_id}-{number}"}


def covering(day: str, made: str, row_count: int = 0, is_complete: bool = True) -> Rows:
    """What a file says of a day when the rows do not say it."""
    told: Row = {
        "source": "ga4",
        "dataset": "events",
        "delivery_id": f"ga4|{made}",
        "file_name": "ga4.jsonl",
        "level": "day",
        "stat_date": day,
        "row_count": row_count,
        "rejected_count": 0,
        "is_complete": is_complete,
        "status": "loaded",
        "delivered_at": datetime.fromisoformat(made),
    }
    return {"deliveries": [told]}


def partial(*events: Row, made: str) -> Rows:
    rows = [{**one, "_delivery_id": f"ga4|{made}"} for one in events]
    told = covering("2026-05-01", made, len(rows), is_complete=False)
    return merged({"events": rows}, told)


CRAWLS = {"user_agent": "Googlebot/2.1"}
FIRST = merged(
    journeys({"ned": [visit("2026-05-01 09:00"), register("2026-05-01 09:05")]}),
    {
        "events": [
            seen("ann", "2026-05-01 09:00", **ENTRIES["baidu_generic"]),
            seen("ann", "2026-05-01 09:10"),
            seen("ann", "2026-05-01 11:00"),
            seen("bob", "2026-05-01 10:00", user_id="u_bob"),
            seen("cat", "2026-05-01 10:00"),
            seen("dan", "2026-05-01 10:00", user_id="u_dan"),
            seen("eve", "2026-05-01 23:50"),
            acted(1, "2026-05-01 12:00"),
            seen("jim", "2026-05-03 10:00", **CRAWLS),
            seen("kit", "2026-05-03 10:00"),
            seen("liz", "2026-05-03 10:00", **CRAWLS),
            seen("may", "2026-05-03 10:00", **CRAWLS),
        ]
    },
    journeys({"bob": [register("2026-05-01 20:00", device=None)]}),
)
SECOND: Rows = {
    "events": [
        seen("bob", "2026-05-02 10:00", user_id="u_bob"),
        seen("fay", "2026-05-02 10:00"),
        seen("eve", "2026-05-02 00:05"),
        acted(1, "2026-05-01 12:00"),
        acted(2, "2026-05-01 12:04"),
    ]
}
RESTATED: Rows = {
    "events": [
        seen("ann", "2026-05-01 09:10"),
        seen("ann", "2026-05-01 11:00", city="Hangzhou"),
        seen("cat", "2026-05-01 10:00"),
        seen("dan", "2026-05-01 10:00"),
        seen("gil", "2026-05-01 10:30"),
        seen("eve", "2026-05-01 23:50"),
        seen("jim", "2026-05-03 10:00"),
        seen("kit", "2026-05-03 10:00", **CRAWLS),
        seen("may", "2026-05-03 10:00", **CRAWLS),
    ]
}
PARTIAL = partial(seen("hal", "2026-05-01 08:00"), made="2026-05-04 01:00")
EMPTIED = covering("2026-05-02", "2026-05-05 01:00")
MADE_OF_EVENTS = ("+fct_funnel", "+fct_data_quality", "+fct_touchpoints", "+int_visitors_touched")
"""What events, their people and their visits become; all other models are made of these."""
LOADS = (FIRST, SECOND, RESTATED, PARTIAL, EMPTIED)


@dataclass(frozen=True)
class Told:
    """The same loads: after each one, and at once."""

    days: list[Company]
    whole: Company


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, manifest: Manifest) -> Told:
    home: Path = tmp_path_factory.mktemp("whole_days")
    lake, before, days = Lake(home / "lake"), "", []
    daily = Company(home / "daily", lake.path, manifest)
    for number, rows in enumerate(LOADS, start=2):
        load_id = lake.load(rows, f"2026-05-0{number} 04:00:00")
        if number == 4:
            daily.build(before, select=["+int_events", "+int_identities"])
            daily.build(before, select=["+int_sessions"])
        daily.build(before, MADE_OF_EVENTS)
        before = load_id
        kept = Company(home / f"after_{number}", lake.path, manifest)
        kept.home.mkdir()
        shutil.copy(daily.warehouse, kept.warehouse)
        days.append(kept)
    whole = Company(home / "whole", lake.path, manifest)
    whole.build(select=MADE_OF_EVENTS)
    return Told(days, whole)


def of_day(company: Company, day: str, source: str = "ga4") -> list[tuple[Cell, ...]]:
    return company.rows(
        "select event_id, city from int_events"
        f" where source = '{source}' and event_date = date '{day}' order by 1"
    )


def test_day_by_day_equals_one_build(told: Told, manifest: Manifest) -> None:
    assert not differences(manifest, told.days[-1].warehouse, told.whole.warehouse)
    last, whole = told.days[-1], told.whole
    for day, source in (("2026-05-01", "ga4"), ("2026-05-02", "ga4"), ("2026-05-01", "matomo")):
        assert of_day(last, day, source) == of_day(whole, day, source)
    asked = "select * exclude (tie_number) from int_identities order by all"
    assert last.rows(asked) == whole.rows(asked)


def test_a_restated_day_has_the_events_of_its_latest_delivery(told: Told) -> None:
    # ann's first page and bob are gone, ann's last one was seen elsewhere, gil is new
    assert of_day(told.days[2], "2026-05-01") == [
        ("ann|2026-05-01 09:10", None),
        ("ann|2026-05-01 11:00", "Hangzhou"),
        ("cat|2026-05-01 10:00", None),
        ("dan|2026-05-01 10:00", None),
        ("eve|2026-05-01 23:50", None),
        ("gil|2026-05-01 10:30", None),
    ]


def test_who_is_told_to_be_a_bot_counts_as_one_and_no_longer_else(told: Told) -> None:
    bots = "select event_id from int_bot_events order by 1"
    counted = "select value from fct_data_quality where metric = 'bot_visitors'"
    at = "2026-05-03 10:00"
    assert told.days[1].rows(bots) == [(f"{who}|{at}",) for who in ("jim", "liz", "may")]
    for company in (*told.days[2:], told.whole):
        assert company.rows(bots) == [(f"{who}|{at}",) for who in ("kit", "may")]
        assert company.rows(counted) == [(2,)]


def test_the_session_of_a_vanished_event_begins_with_the_next_one(told: Told) -> None:
    sessions = (
        "select session_id, utm_source from int_sessions where anonymous_id = 'a_ann' order by 1"
    )
    before, after = told.days[1].rows(sessions), told.days[2].rows(sessions)
    assert before == [("ga4:ann|2026-05-01 09:00", "baidu"), ("ga4:ann|2026-05-01 11:00", None)]
    assert after == [("ga4:ann|2026-05-01 09:10", None), ("ga4:ann|2026-05-01 11:00", None)]


def test_only_those_are_built_anew_whose_events_changed(told: Told) -> None:
    touched = told.days[2].rows("select visitor_id from int_visitors_touched order by 1")
    # cat, eve and ned stay as they are; bob and dan lose a sighting of their account
    names = ["a:a_ann", "a:a_bob", "a:a_dan", "a:a_gil", "a:a_jim", "a:a_kit", "u:u_bob", "u:u_dan"]
    assert touched == [(name,) for name in names]


def test_a_tie_moves_to_the_next_sighting_or_goes(told: Told) -> None:
    ties = "select anonymous_id, tied_at from int_identities where user_id in ('u_bob', 'u_dan')"
    before, after = told.days[1].rows(f"{ties} order by 1"), told.days[2].rows(ties)
    first, next_day = datetime(2026, 5, 1, 2), datetime(2026, 5, 2, 2)
    assert before == [("a_bob", first), ("a_dan", first)]
    assert after == [("a_bob", next_day)]


def test_a_partial_delivery_changes_nothing(told: Told) -> None:
    assert of_day(told.days[3], "2026-05-01") == of_day(told.days[2], "2026-05-01")
    assert told.days[3].rows("select * from int_visitors_touched") == []


def test_a_day_delivered_again_without_rows_is_empty(told: Told, manifest: Manifest) -> None:
    assert len(of_day(told.days[3], "2026-05-02")) == 3
    assert of_day(told.days[4], "2026-05-02") == []
    eve = told.days[4].rows("select event_count from int_sessions where anonymous_id = 'a_eve'")
    assert eve == [(1,)]


def test_the_latest_delivery_of_a_visit_counts(told: Told) -> None:
    assert of_day(told.days[0], "2026-05-01", "matomo") == [("9-1", None)]
    assert of_day(told.days[1], "2026-05-01", "matomo") == [("9-1", None), ("9-2", None)]
    assert told.days[1].row(
        "select event_count from int_sessions where anonymous_id = 'a_max'"
    ) == (2,)


def test_superseded_deliveries_are_no_repetitions(told: Told) -> None:
    repeated = "select value from fct_data_quality where metric = 'duplicate_events'"
    # Matomo's first action came twice; GA4's restated day did not
    assert told.whole.value(repeated) == 1


def test_what_an_unpublished_build_counted_leaves_again(tmp_path: Path, manifest: Manifest) -> None:
    lake = Lake(tmp_path / "lake")
    daily = Company(tmp_path / "daily", lake.path, manifest)
    kept, gone = seen("ann", "2026-05-01 09:00"), seen("hal", "2026-05-01 09:00", user_id="u_hal")
    published = lake.load({"events": [kept]}, "2026-05-02 04:00:00")
    daily.build(select=MADE_OF_EVENTS)
    lake.load({"events": [kept, gone]}, "2026-05-03 04:00:00")
    daily.build(published, MADE_OF_EVENTS)
    assert daily.value("select count(*) from fct_funnel") == 2
    lake.load({"events": [kept]}, "2026-05-04 04:00:00")
    daily.build(published, MADE_OF_EVENTS)
    whole = Company(tmp_path / "whole", lake.path, manifest)
    whole.build(select=MADE_OF_EVENTS)
    assert daily.value("select count(*) from fct_funnel") == 1
    assert not differences(manifest, daily.warehouse, whole.warehouse)


def test_an_older_export_that_comes_later_changes_nothing(
    tmp_path: Path, manifest: Manifest
) -> None:
    lake = Lake(tmp_path / "lake")
    daily = Company(tmp_path / "daily", lake.path, manifest)
    newer = lake.load({"events": [seen("ann", "2026-05-01 09:00")]}, "2026-05-03 04:00:00")
    daily.build(select=MADE_OF_EVENTS)
    late = {**seen("ann", "2026-05-01 09:00", city="Hangzhou"), "_delivery_id": "ga4|2026-05-02"}
    lake.load(
        merged({"events": [late]}, covering("2026-05-01", "2026-05-02", 1)), "2026-05-04 04:00"
    )
    daily.build(newer, MADE_OF_EVENTS)
    assert of_day(daily, "2026-05-01") == [("ann|2026-05-01 09:00", None)]
    assert daily.rows("select * from int_visitors_touched") == []
