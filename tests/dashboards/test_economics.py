"""The economics page: sums by age that can be added up by hand, and what is not known said so."""

import duckdb
import pytest

from dashboards.queries import economics as queries
from dashboards.queries import repeats
from dashboards.queries import still_to_come as coming
from dashboards.queries.filters import Filters
from tests.dashboards.conftest import texts
from tests.dashboards.fixture import AS_OF, FIRST_DAY, HALF, write_serving_file


@pytest.fixture
def serving(tmp_path):
    return write_serving_file(tmp_path / "serving" / "headwater.duckdb")


def test_a_cell_speaks_of_the_days_that_are_so_old_on_both_sides(build, last_90_days):
    found = queries.by_channel(build, last_90_days).set_index(["channel", "age_days"])
    # 30 of the 90 days are 60 days old: 30 x 800 yuan brought 1.5 times as much.
    cell = found.loc[("baidu_generic", 60)]
    assert (cell["spend_amount"], cell["revenue_amount"]) == (24_000, 36_000)
    assert (cell["roas"], cell["roi"]) == (1.5, 0.5)
    assert cell["mature_share"] == pytest.approx(1 / 3)
    assert not cell["is_mature"]


def test_payback_is_the_first_age_at_which_revenue_reaches_spend(build):
    everything = Filters(FIRST_DAY, AS_OF)
    frame = queries.by_channel(build, everything)
    found = queries.returns(frame).set_index("channel")
    assert found.loc["baidu_generic", "payback_days"] == 60
    assert found["payback_days"].isna().sum() == 3
    # Spend is that of all days, the rest that of the judged age, which half of them have reached.
    assert found.loc["outdoor", "spend_amount"] == 180 * 400
    assert (found.loc["outdoor", "age_days"], found.loc["outdoor", "roas"]) == (90, 0.5)


def test_an_age_that_few_entry_days_have_reached_pays_nothing_back(build, last_90_days):
    found = queries.by_channel(build, last_90_days).set_index(["channel", "age_days"])
    # At 60 days 24,000 have brought 36,000, but only 30 of the 90 entry days are so old.
    assert found.loc[("baidu_generic", 60), "roas"] > 1
    assert found.loc["baidu_generic", "payback_days"].isna().all()


def test_the_matrix_has_each_month_channel_and_age_once(build, last_90_days):
    found = queries.matrix(build, last_90_days)
    assert not found.duplicated(["cohort_month", "channel", "age_days"]).any()
    assert set(found.loc[found["cohort_month"] == "2026-03-01", "payback_days"].dropna()) == {60}
    ages = found.loc[found["channel"] == "outdoor"].groupby("cohort_month")["age_days"].apply(list)
    assert ages.tolist() == [[0, 7, 14, 30, 60], [0, 7, 14, 30], [0, 7, 14]]


def test_what_is_still_to_come_reaches_the_return_that_the_world_has(build, last_90_days):
    found = coming.to_come(build, last_90_days, 90)
    # At 90 days 800 x 1.5 and 400 x 0.5 of 1,200 yuan a day come back: 1.1667.
    assert found["roas"].iloc[-1] == pytest.approx(1400 / 1200, rel=0.03)
    assert found["investors_to_come"].iloc[-1] == pytest.approx(270 - 222, rel=0.2)
    assert found["revenue_amount"].sum() == 2 * found["revenue_amount"].iloc[-1]


def test_a_month_that_is_whole_has_nothing_to_come(build):
    found = coming.to_come(build, Filters(FIRST_DAY, FIRST_DAY), 30)
    assert found["is_whole"].all()
    assert found[["investors_to_come", "revenue_to_come"]].sum().sum() == 0


def test_the_channel_that_paid_back_first_is_named(open_page):
    written = texts(open_page("economics", period="all"))
    assert "**1** of 2 channels with spend have paid back" in written
    assert "Baidu generic did first, on day **60**" in written


def test_a_horizon_that_nobody_has_reached_is_said(open_page):
    written = texts(open_page("economics", horizon="180"))
    assert "Too few entry days are 180 days old" in written
    assert "Investors still to come: –" in written


def test_without_spend_or_investors_the_page_says_so(open_page, serving):
    with duckdb.connect(str(serving.resolve())) as connection:
        connection.execute("update fct_payback set spend_amount = 0, first_investments = 0")
        connection.execute("delete from fct_cohort_ages")
    app = open_page("economics", serving)
    assert not app.exception
    assert "Nothing was spent on the people of these months." in texts(app)


def test_value_per_investor_is_shown_by_week_of_entry(build):
    told = coming.values(build, Filters(HALF, AS_OF), "week", 30)
    shown = coming.shown_values(told, Filters(HALF, AS_OF), "week")
    known = shown[~shown["is_forecast"]].iloc[-1]
    # 7 days of 2 + 1 investors; 7 x (800 x 0.75 + 400 x 0.25) yuan by day 30.
    assert (known["investors"], known["value"]) == (21, pytest.approx(4900 / 21))
    assert shown["is_forecast"].sum() == 3


@pytest.mark.parametrize(
    ("horizon", "said"),
    [
        ("30", "off by 12.0% and the growth of older cohorts by 20.0%: the rhythm is to be"),
        ("90", "off by 30.0% and the growth of older cohorts by 20.0%: the growth is to be"),
        ("180", "Only 49 people."),
    ],
)
def test_the_rhythm_of_investors_stands_beside_the_curve_with_both_errors(open_page, horizon, said):
    assert said in texts(open_page("economics", horizon=horizon)).replace("**", "")


def test_what_investors_will_bring_is_the_sum_of_the_chosen_channels(build):
    both = repeats.expected(build, Filters(HALF, AS_OF), 90)
    one = repeats.expected(build, Filters(HALF, AS_OF, channels=("outdoor",)), 90)
    assert both is not None
    assert one is not None
    assert (both["investors"], both["investments"], both["revenue_amount"]) == (400, 200.5, 3700.5)
    assert (one["investors"], one["investments"], one["revenue_amount"]) == (100, 50, 700)
    assert (both["revenue_low_amount"], both["revenue_high_amount"]) == (2500, 5500)
    assert repeats.expected(build, Filters(HALF, AS_OF), 60) is None
