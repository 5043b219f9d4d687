"""The pace to month end: what is there, and what the other days add."""

from dataclasses import replace
from datetime import date

import duckdb
import pytest

from dashboards.queries import overview
from dashboards.queries.reader import Reader
from tests.dashboards.conftest import texts
from tests.dashboards.fixture import write_serving_file


def test_days_that_are_all_alike_are_carried_on_to_the_end(build, last_90_days):
    plan = overview.plan(build, last_90_days).set_index("metric")
    # 29 days of 6 first investors; two more days make 186. Spend: 1,200 a day.
    first, spend = plan.loc["first_investments"], plan.loc["spend_amount"]
    assert first["expected_value"] == pytest.approx(186, abs=0.5)
    assert first["low_value"] < 186 < first["high_value"]
    assert spend["expected_value"] == pytest.approx(37_200, rel=0.005)
    # 12 are expected, with the chance of a count: 12 - 1.65 x 3.5 to 12 + 1.65 x 3.5
    assert first["low_value"] == pytest.approx(180, abs=2)
    assert first["high_value"] == pytest.approx(192, abs=2)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "On pace to reach, of plan: First investors **93%** (90–9"),
        ("zh", "按当前节奏预计完成计划的：首投人数 **93%**（90–9"),
    ],
)
def test_the_page_says_the_pace_in_a_sentence(open_page, language, sentence):
    assert sentence in texts(open_page(lang=language))


def test_a_month_that_is_over_has_no_pace(build, last_90_days):
    april = replace(last_90_days, end=date(2026, 4, 30))
    assert overview.plan(build, april).empty
    may = overview.plan(replace(build, as_of_date=date(2026, 6, 2)), last_90_days)
    assert may["expected_value"].isna().all()


def test_few_days_of_data_say_that_they_are_few(open_page, tmp_path):
    link = write_serving_file(tmp_path / "serving" / "headwater.duckdb")
    with duckdb.connect(str(link.resolve())) as connection:
        connection.execute("delete from fct_channel_daily where stat_date < date '2026-05-01'")
    filters_page = texts(open_page(serving=link))
    assert "The pace to the month's end needs 35 days of data." in filters_page


def test_a_holiday_to_come_lowers_what_is_expected(tmp_path, last_90_days):
    link = write_serving_file(tmp_path / "serving" / "headwater.duckdb")
    calm = overview.plan(Reader().latest(link), last_90_days)["expected_value"].iloc[0]
    write_serving_file(link, "b2")
    with duckdb.connect(str(link.resolve())) as connection:
        connection.execute(
            """
            insert into dim_dates (date_day, is_workday, holiday_name)
            values (date '2026-05-30', false, 'Fair'), (date '2026-05-31', false, 'Fair');
            update fct_channel_daily set first_investments = 0
            where stat_date between date '2026-05-01' and date '2026-05-05';
            """
        )
    low = overview.plan(Reader().latest(link), last_90_days)["expected_value"].iloc[0]
    assert low < calm - 8
