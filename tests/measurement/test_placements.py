"""Cities watched during an activity: two dozen of them, one with five more a day in its week."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from measurement.placements import watch

FIRST = date(2026, 1, 1)
DAYS, CITIES = 100, 24


@pytest.fixture(scope="module")
def panel() -> pd.DataFrame:
    """Every city follows the same weekly rhythm; c0 has 5 a day more from day 90 to day 96."""
    rng = np.random.default_rng(3)
    rows = []
    for day in range(DAYS):
        level = 20 + 6 * np.sin(2 * np.pi * day / 7) + day / 20
        for city in range(CITIES):
            count = level * (1 + city / 20) + rng.normal(0, 1) + 5 * (city == 0 and 90 <= day < 97)
            counts = dict.fromkeys(("registrations", "first_investments", "investors"), count)
            counts["halo_sessions"] = 1
            rows.append({"city": f"c{city}", "stat_date": FIRST + timedelta(day), **counts})
    return pd.DataFrame(rows)


def placement(name: str, city: str, first: int = 90, last: int = 96) -> dict:
    days = {"start_date": FIRST + timedelta(first), "watched_until": FIRST + timedelta(last)}
    return {"placement_id": name, "city": city, **days}


def told(placements: list[dict], panel: pd.DataFrame, **known) -> pd.DataFrame:
    found = watch(pd.DataFrame(placements), panel, **known)
    return found.set_index(["placement_id", "metric"])


def test_a_week_with_five_more_a_day_is_found_with_its_total(panel):
    row = told([placement("talk", "c0")], panel).loc[("talk", "registrations")]
    assert row["verdict"] == "lift"
    assert row["incremental"] == pytest.approx(35, abs=6)
    assert row["incremental_low"] < 35 < row["incremental_high"]


def test_cities_with_an_activity_of_their_own_are_no_controls(panel):
    both = [placement("talk", "c0"), placement("fair", "c1", 92, 98)]
    found = told(both, panel)
    assert found.loc[("talk", "registrations"), "controls"] == CITIES - 2
    apart = told([placement("talk", "c0"), placement("fair", "c1", 10, 16)], panel)
    assert apart.loc[("talk", "registrations"), "controls"] == CITIES - 1


def test_what_cannot_be_told_says_why_in_both_languages(panel):
    found = told([placement("early", "c0", 95, 110), placement("typo", "C-zero")], panel)
    early, typo = found.loc[("early", "registrations")], found.loc[("typo", "registrations")]
    assert early["verdict"] == typo["verdict"] == "cannot tell"
    assert "data reach to 2026-04-10" in early["refusal_en"]
    assert "C-zero从无注册" in typo["refusal_zh"]
    assert pd.isna(early["incremental"])


def test_an_answer_is_kept_until_something_it_follows_from_changes(panel):
    once = watch(pd.DataFrame([placement("talk", "c0")]), panel)
    marked = once.assign(verdict="kept")
    again = told([placement("talk", "c0")], panel, known=marked)
    assert set(again["verdict"]) == {"kept"}
    restated = panel.assign(registrations=panel["registrations"] + (panel["city"] == "c5"))
    found = told([placement("talk", "c0")], restated, known=marked)["verdict"]
    assert found.loc[("talk", "registrations")] == "lift"
    assert found.loc[("talk", "first_investments")] == "kept"


def test_an_answer_that_waits_for_days_to_come_is_told_anew_each_day(panel):
    yesterday = panel[panel["stat_date"] < FIRST + timedelta(DAYS - 1)]
    early = watch(pd.DataFrame([placement("talk", "c0")]), yesterday)
    found = told([placement("talk", "c0")], panel, known=early.assign(verdict="kept"))
    assert "data reach to 2026-04-10" in found.loc[("talk", "investors"), "refusal_en"]
    assert found.loc[("talk", "registrations"), "verdict"] == "kept"


def test_investors_are_told_once_those_who_registered_have_had_a_month(panel):
    young = told([placement("talk", "c0")], panel).loc[("talk", "investors")]
    assert "may still invest until 2026-05-07; data reach to 2026-04-10" in young["refusal_en"]
    old = told([placement("talk", "c0", 60, 66)], panel).loc[("talk", "investors")]
    assert pd.isna(old["refusal_en"])


def test_campuses_are_compared_with_campuses_and_one_without_a_network_says_so(panel):
    campuses = panel.rename(columns={"registrations": "campus_registrations"})
    talks = [placement("talk", "c0"), placement("new", "c99", 10, 16)]
    found = watch(pd.DataFrame(talks), campuses, metrics=("campus_registrations",))
    talk, new = (row for _, row in found.iterrows())
    assert (talk["metric"], talk["verdict"]) == ("campus_registrations", "lift")
    assert "No network of c99 is known" in new["refusal_en"]
