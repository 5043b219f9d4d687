"""Zones whose clocks change no more are told by one distance, others by their rules."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from orchestration.dbt_project import company_vars
from orchestration.zones import steady_offset

HOURS = 24 * 365 * 12


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Asia/Kolkata", "America/Guayaquil", "UTC"])
def test_a_zone_keeps_its_distance_from_the_day_on_that_is_told(zone: str) -> None:
    told = steady_offset(zone)
    since = datetime.fromisoformat(str(told["since"])).replace(tzinfo=UTC)
    known = ZoneInfo(zone)
    hours = (since + timedelta(hours=hour) for hour in range(HOURS))
    offsets = {hour.astimezone(known).utcoffset() for hour in hours}
    assert offsets == {timedelta(seconds=int(str(told["seconds"])))}


def test_it_is_told_soon_after_the_last_change() -> None:
    assert steady_offset("Asia/Shanghai") == {"seconds": 28800, "since": "1991-09-20"}
    assert steady_offset("Asia/Pyongyang") == {"seconds": 32400, "since": "2018-05-11"}


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "Australia/Sydney"])
def test_of_clocks_that_still_change_nothing_is_told(zone: str) -> None:
    assert steady_offset(zone) == {}


def test_the_company_tells_of_its_own_zone(workspace) -> None:
    assert company_vars(workspace)["company_offset"] == steady_offset("Asia/Shanghai")
