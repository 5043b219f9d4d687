"""Verdicts on offline activities, and when partners' registrations come about."""

import pytest

from dashboards.queries import placements, registrations
from dashboards.tables.offline import LIFTS
from dashboards.tables.placements import VERDICTS
from tests.dashboards.conftest import texts


def test_an_activity_stands_with_its_verdict_and_its_coded_investors(build, last_90_days):
    found = placements.verdicts(build, last_90_days).set_index("placement_id")
    assert found["verdict"].to_dict() == {"HD1": "scale", "HT1": "cannot tell"}
    assert found.loc["HD1", "coded"] == 4
    assert found.loc["HD1", "net_profit"] == 400


def test_both_pages_say_what_to_do_with_an_activity(open_page):
    written = texts(open_page("offline"))
    assert "earned 400 yuan net" in written
    tables = [one.value for one in open_page("promotions", lang="zh").dataframe]
    told = next(table for table in tables if "because" in table)
    assert told["because"].iloc[0].startswith("扩大：净增利润 400 元")


def test_partners_shares_stand_against_everybody_elses(build, last_90_days):
    times = registrations.times(build, last_90_days).set_index(["channel", "value"])
    # 30 of the partner's 40 within 15 seconds, nobody else's; unknown times count nowhere.
    assert times.loc[("outdoor", 0), "share"] == 0.75
    assert times.loc[(registrations.REST, 300), ["registrations", "share"]].tolist() == [80, 1]
    hours = registrations.hours(build, last_90_days).set_index(["channel", "value"])
    assert hours.loc[(registrations.REST, 20), "registrations"] == 25
    assert hours.index[0][0] == registrations.REST


@pytest.mark.parametrize("columns", [VERDICTS, LIFTS])
def test_columns_in_sight_are_as_wide_whatever_was_chosen_before(columns):
    # A grid keeps the widths of the rows it showed first: another column was in sight then.
    assert [one.code for one in columns[:8] if one.width is None and one.kind != "day"] == []
