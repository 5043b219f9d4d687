"""Numbers of the small company, each checkable by hand from `fixture.DAILY`."""

import math
from datetime import date

import pandas as pd
import pytest

from dashboards.queries import (
    attribution,
    channels,
    cohorts,
    credit_certainty,
    credit_parts,
    funnel,
    health,
    overview,
    retention,
)
from dashboards.queries.contract import MODELS
from dashboards.queries.filters import Filters
from tests.dashboards.fixture import AS_OF, FIRST_DAY

MATURE = Filters(FIRST_DAY, date(2026, 2, 28))
OUTDOOR = Filters(date(2026, 3, 1), AS_OF, ("outdoor",))


def cell(frame, column, **where):
    for name, value in where.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1
    return frame[column].iloc[0]


def test_totals_stand_beside_the_equal_window_before(build, last_90_days):
    totals = overview.totals(build, last_90_days)
    assert (totals["first_investments"].value, totals["first_investments"].previous) == (540, 360)
    assert totals["first_investments"].change == pytest.approx(0.5)
    # 1,200 a day for 6 investors; before, 900 for 4.
    assert (totals["blended_cac"].value, totals["blended_cac"].previous) == (200, 225)
    assert totals["outstanding_amount"].value == 1_000_000 + 179 * 10_000


def test_there_is_no_comparison_with_days_before_the_first(build):
    totals = overview.totals(build, Filters(FIRST_DAY, AS_OF))
    assert totals["visitors"].value == 14_400 + 18_900
    assert totals["visitors"].previous is None
    assert totals["visitors"].change is None


def test_chosen_channels_have_their_own_totals_and_no_company_figures(build):
    totals = overview.totals(build, OUTDOOR)
    assert (totals["first_investments"].value, totals["blended_cac"].value) == (90, 400)
    assert totals["outstanding_amount"].value is None


def test_a_trend_adds_up_to_its_total(build, last_90_days):
    for grain, periods in (("day", 90), ("week", 14), ("month", 3)):
        frame = overview.trend(build, last_90_days, grain)
        assert (len(frame), frame["first_investments"].sum()) == (periods, 540)


def test_the_plan_knows_how_much_of_the_month_is_gone(build, last_90_days):
    frame = overview.plan(build, last_90_days)
    assert cell(frame, "attainment", metric="first_investments") == pytest.approx(0.87)
    assert cell(frame, "elapsed_share", metric="first_investments") == pytest.approx(29 / 31)


def test_paid_cac_divides_paid_spend_by_paid_investors_only(build, last_90_days):
    totals = channels.totals(build, last_90_days)
    assert totals["paid_cac"].value == pytest.approx(1200 / 5)
    assert totals["blended_cac"].value == pytest.approx(1200 / 6)


def test_the_dearest_channel_is_told_only_beyond_chance():
    spent = pd.DataFrame(
        {
            "channel": ["search", "paper", "push", "coupon"],
            "channel_role": ["search", "media", "own", "promotion"],
            "is_paid": True,
            "spend_amount": [20_000.0, 6_000.0, 300.0, 90_000.0],
            "first_investments": [100, 1, 0, 0],
        }
    )
    # One of 6,000 may be chance up to 6.5 investors (three share 5 %); 300 for nobody may be luck.
    worst = channels.clearly_dearest(spent)
    assert worst is not None
    assert worst["channel"] == "paper"
    assert 6_000 / 7 < worst["least_cac"] < 6_000 / 6
    assert channels.clearly_dearest(spent[spent["channel"] != "paper"]) is None
    assert channels.clearly_dearest(spent[spent["channel"] == "push"]) is None


def test_a_ratio_without_a_denominator_is_nothing_and_not_zero(build, last_90_days):
    frame = channels.performance(build, last_90_days)
    assert cell(frame, "cpc", channel="baidu_generic") == 4
    assert cell(frame, "cpm", channel="baidu_generic") == 80
    outdoor = frame[frame["channel"] == "outdoor"].iloc[0]
    assert outdoor[["ctr", "cpc", "cpm"]].isna().all()
    unmatched = frame[frame["channel"] == "unmatched"].iloc[0]
    assert unmatched[["cac", "cost_per_registration"]].isna().all()


def test_shares_of_spend_and_of_investors_are_over_the_chosen_channels(build, last_90_days):
    frame = channels.class_shares(build, last_90_days)
    assert cell(frame, "spend_share", channel_class="SEM") == pytest.approx(2 / 3)
    assert cell(frame, "investment_share", channel_class="Direct") == pytest.approx(1 / 6)


def test_a_cohort_is_judged_only_on_entry_days_that_are_old_enough(build, last_90_days):
    frame = cohorts.by_channel(build, last_90_days)
    assert cell(frame, "mature_days", channel="baidu_generic", age_days=30) == 60
    # 60 days of 800 spent and 600 earned by day 30.
    assert cell(frame, "spend_amount", channel="baidu_generic", age_days=30) == 48_000
    assert cell(frame, "roi", channel="baidu_generic", age_days=30) == pytest.approx(-0.25)
    # All channels together: (600 + 100 - 1,200) / 1,200.
    assert cell(frame, "roi", channel="", age_days=30) == pytest.approx(-500 / 1200)


def test_a_cohort_without_any_judged_day_has_no_figure_but_one_so_far(build, last_90_days):
    frame = cohorts.by_channel(build, last_90_days)
    young = frame[(frame["channel"] == "outdoor") & (frame["age_days"] == 90)].iloc[0]
    assert young[["roi", "roas", "cac"]].isna().all()
    assert young["roi_so_far"] == pytest.approx(-0.5)


def test_funnel_rates_are_those_of_judged_days(build):
    frame, is_judged = funnel.steps(build, MATURE)
    assert is_judged
    assert cell(frame, "reached", step="visitors") == 160 * 90
    assert cell(frame, "step_rate", step="verifications") == pytest.approx(12 / 15)
    assert cell(frame, "overall_rate", step="first_investments") == pytest.approx(4 / 160)


def test_young_days_never_mix_into_judged_rates(build):
    frame, is_judged = funnel.steps(build, Filters(FIRST_DAY, AS_OF))
    assert is_judged
    assert cell(frame, "reached_young", step="visitors") == 18_900
    assert cell(frame, "overall_rate", step="first_investments") == pytest.approx(4 / 160)


def test_a_window_of_young_days_says_so(build, last_90_days):
    frame, is_judged = funnel.steps(build, last_90_days)
    assert not is_judged
    assert cell(frame, "overall_rate", step="first_investments") == pytest.approx(6 / 210)
    assert funnel.judged_window(build) == (FIRST_DAY, date(2026, 2, 28))


def test_the_largest_loss_after_registration_is_found(build):
    loss = funnel.largest_loss(funnel.steps(build, MATURE)[0])
    assert loss == funnel.Loss("first_investments", "repeat_investments", 0.5)


def test_every_model_credits_the_same_conversions(build, last_90_days):
    frame = attribution.credits(build, last_90_days, "first_investment")
    columns = [f"{model}_credit" for model in MODELS]
    assert frame[columns].sum().tolist() == [540] * 10
    assert cell(frame, "last_minus_first", channel="outdoor") == -180
    assert cell(frame, "first_cost", channel="outdoor") == pytest.approx(36_000 / 270)


def test_credit_of_campaigns_keywords_and_cities_is_that_of_their_touches(build, last_90_days):
    of = {
        part: credit_parts.credits(build, last_90_days, "first_investment", part)
        for part in credit_parts.PARTS
    }
    # 90 days of 3 by linear and 4 by last touch.
    assert cell(of["campaign"], "linear_credit", part="Generic words") == 270
    assert cell(of["keyword"], "last_credit", part="p2p") == 360
    assert cell(of["city"], "markov_credit", part="成都") == 180
    assert of["campaign"]["part"].tolist() == ["Generic words"]


def test_channels_that_cannot_be_told_apart_are_named_together(build, last_90_days):
    frame = credit_certainty.intervals(build, last_90_days, "first_investment")
    assert credit_certainty.alike(frame, "markov") == [["baidu_generic", "outdoor"]]
    assert credit_certainty.alike(frame, "shapley") == []


def test_a_decision_counts_the_models_that_would_spend_more(build, last_90_days):
    said = credit_certainty.decisions(build, last_90_days, "first_investment")
    assert cell(said, "more_models", channel="baidu_generic") == 2
    assert cell(said, "judging_models", channel="baidu_generic") == 3
    assert cell(said, "gap", channel="outdoor") == 12


def test_over_claim_is_claimed_by_own_and_only_claims_and_tests_are_shown(build, last_90_days):
    truths = credit_certainty.truths(build, last_90_days, "first_investment")
    assert truths["channel"].tolist() == ["baidu_generic", "outdoor"]
    assert cell(truths, "over_claim", channel="baidu_generic") == 2
    assert cell(truths, "incremental_conversions", channel="outdoor") == 40
    assert math.isnan(cell(truths, "over_claim", channel="outdoor"))


def test_what_has_no_touchpoint_stays_apart(build, last_90_days):
    totals = attribution.totals(build, last_90_days, "first_investment")
    assert (totals["conversions"], totals["unattributed"]) == (540, 90)
    widest = attribution.widest_gap(attribution.credits(build, last_90_days, "registration"))
    assert widest is not None
    assert (widest["channel"], widest["last_minus_first"]) == ("outdoor", -540)


def test_retention_averages_leave_incomplete_cells_out(build):
    filters = Filters(FIRST_DAY, AS_OF)
    cells = retention.cells(build, filters, "month")
    averages = retention.averages(build, filters, "month")
    assert not cell(cells, "is_complete", cohort_start="2026-04-01", period_index=1)
    # Five of six cohorts have a first month after; May's is not over.
    assert cell(averages, "cohorts", period_index=1) == 4
    assert retention.rate_at(averages, 1, "heads_rate") == pytest.approx(0.5)
    assert retention.rate_at(averages, 1, "money_rate") == pytest.approx(0.75)
    assert retention.rate_at(averages, 9, "heads_rate") is None


def test_deliveries_are_counted_by_what_became_of_them(build, last_90_days):
    counts = health.delivery_counts(build, last_90_days)
    kinds = ["complete", "incomplete", "refused", "duplicate", "rejected_rows"]
    # 90 days of Baidu, one of them partial, and two files of the rebate portal.
    assert counts[kinds].tolist() == [91, 1, 1, 1, 3]


def test_problems_leave_out_what_went_well(build, last_90_days):
    assert health.deliveries(build, last_90_days, "problems")["state"].tolist() == [
        "duplicate",
        "loaded",
        "refused",
        "incomplete",
    ]
    assert len(health.deliveries(build, last_90_days, "all")) == 94


def test_a_source_that_fell_behind_its_rhythm_is_late(build):
    frame = health.freshness(build)
    assert cell(frame, "freshness", source="baidu_sem") == "fresh"
    assert cell(frame, "freshness", source="fanli") == "late"
