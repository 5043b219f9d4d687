"""Credit for any look-back on the attribution page, from journeys of a sample of people."""

import pytest

from dashboards.queries import attribution, other_windows
from dashboards.queries.filters import Filters
from dashboards.queries.other_windows import Windows
from dashboards.queries.reader import Reader
from measurement.attribution.models import RULES
from tests.dashboards.conftest import texts
from tests.dashboards.fixture import AS_OF, HALF

KIND = "first_investment"


def credit(build, lookback, half_life=7, kind=KIND, **filters):
    asked = Filters(HALF, AS_OF, **filters)
    return other_windows.credits(build, asked, kind, Windows(lookback, half_life)).set_index(
        "channel"
    )


def test_a_longer_look_back_reaches_the_touch_that_sowed(build):
    # Each of 90 investors saw outdoor 45 days before and Baidu 5 days before.
    assert credit(build, 30)["first_credit"].to_dict() == {"baidu_generic": 90}
    found = credit(build, 60)
    assert found["linear_credit"].to_dict() == {"baidu_generic": 45, "outdoor": 45}
    assert found.loc["outdoor", "first_credit"] == 90


def test_a_longer_half_life_leaves_more_to_the_older_touch(build):
    # 40 days apart: with a half-life of 10 days the weights are 1 and 1/16.
    shared = credit(build, 60, 10)["time_decay_credit"]
    assert shared["outdoor"] == pytest.approx(90 / 17)
    assert credit(build, 60, 30)["time_decay_credit"]["outdoor"] > 20


def test_chosen_channels_are_shown_alone_and_credited_as_before(build):
    assert credit(build, 60, channels=("outdoor",))["linear_credit"].to_dict() == {"outdoor": 45}


def test_the_page_reckons_anew_for_the_days_that_are_chosen(open_page):
    written = texts(open_page("attribution", lookback="60", half_life="14"))
    assert "Another look-back and half-life" in written
    assert "Of the journeys of all 540 people" in written


def test_the_figure_is_drawn_when_it_is_opened_and_stays_open_in_the_address(open_page):
    app = open_page("attribution", lang="zh")
    assert "全部 540 人的旅程" not in texts(app)
    app.button(key="unfold_windows").click().run()
    assert "全部 540 人的旅程" in texts(app)
    assert app.query_params["unfold_windows"] == "yes"


@pytest.mark.parametrize("kind", attribution.KINDS)
def test_at_the_usual_windows_the_rules_say_what_was_published(company, kind):
    build = Reader().latest(company.serving)
    end = build.as_of_date or AS_OF
    days = Filters(end.replace(day=1), end)
    names = [f"{model}_credit" for model in RULES]
    told = attribution.credits(build, days, kind).set_index("channel")[names].astype(float)
    anew = other_windows.credits(build, days, kind, Windows(30, 7)).set_index("channel")[names]
    told = told[told.abs().sum(axis=1) > 0]
    assert anew.reindex(told.index).to_numpy() == pytest.approx(told.to_numpy(), abs=1e-6)
