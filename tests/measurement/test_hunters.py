"""Who came for the subsidy: small stories of investors, and what they cost their channel."""

from datetime import date, timedelta

import pandas as pd
import pytest

from measurement.hunters import CUT_OFF, Offer, by_group, reasons, score
from measurement.tables import TableError

OFFER = Offer(date(2026, 6, 1))


def invested(who: str, amount: float, coupon: bool, day: str, days: int = 30) -> dict:
    return {
        "investor_id": who,
        "amount": amount,
        "term_days": days,
        "has_coupon": coupon,
        "invested_at": day,
        "matures_at": date.fromisoformat(day) + timedelta(days),
    }


INVESTMENTS = pd.DataFrame(
    [
        invested("hunter", 100, True, "2026-03-01"),
        invested("saver", 100, True, "2026-03-01"),
        invested("saver", 5000, False, "2026-04-01", 90),
        invested("patient", 100, True, "2026-03-01"),
        invested("newcomer", 100, True, "2026-05-20"),
        *(invested(f"ring{k}", 100, True, "2026-05-20") for k in range(3)),
    ]
)
WITHDRAWALS = pd.DataFrame(
    {
        "investor_id": ["hunter", "saver", "patient"],
        "withdrawn_at": ["2026-04-01", "2026-03-31", "2026-05-15"],
    }
)
TIES = pd.DataFrame(
    {
        "investor_id": ["ring0", "ring1", "ring2", "saver", "patient"],
        "kind": ["device"] * 3 + ["card"] * 2,
        "value": ["phone"] * 3 + ["family"] * 2,
    }
)


def scored() -> pd.DataFrame:
    return score(INVESTMENTS, WITHDRAWALS, TIES, OFFER).set_index("investor_id")


def test_one_who_took_the_coupon_and_left_at_maturity_is_a_hunter_with_four_reasons():
    hunter = scored().loc["hunter"]
    # .25 + .1 + .2 + .25
    assert hunter["score"] == pytest.approx(0.8)
    assert hunter["reasons"] == "smallest,shortest,coupon,left"
    assert reasons(hunter["reasons"])[3]["zh"] == "到期提现后再未投资"


def test_who_came_back_with_own_money_or_stayed_for_weeks_is_none():
    scores = scored()["score"]
    assert scores["saver"] < scores["patient"] < CUT_OFF


def test_before_maturity_only_a_ring_gives_hunters_away():
    told = scored()
    assert told.loc["newcomer", "score"] == pytest.approx(0.65)
    assert not told.loc["newcomer", "is_mature"]
    assert told.loc["ring1", "score"] == pytest.approx(0.85)
    assert told.loc["ring1", "reasons"].endswith("device")


def test_a_family_of_two_on_one_card_is_no_ring():
    assert "card" not in scored().loc["patient", "reasons"]


def test_a_channels_subsidy_is_shown_with_and_without_its_hunters():
    grants = pd.DataFrame(
        {
            "group": ["portal", "portal", "search"],
            "investor_id": ["hunter", "saver", "patient"],
            "subsidy": [30.0, 30.0, 30.0],
        }
    )
    told = by_group(grants, scored().reset_index()).set_index("group")
    assert told.loc["portal", ["investors", "hunters"]].tolist() == [2, 1]
    assert told.loc["portal", "subsidy_of_hunters"] == 30
    assert told.loc["portal", "subsidy_per_investor"] == 30
    assert told.loc["portal", "subsidy_per_real_investor"] == 60
    assert told.loc["search", "subsidy_of_hunters"] == 0


def test_a_table_that_lacks_a_column_is_named():
    with pytest.raises(TableError, match="no column value"):
        score(INVESTMENTS, WITHDRAWALS, TIES.drop(columns="value"), OFFER)
