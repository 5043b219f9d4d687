"""A coupon of September 2026 with a control, packets of the same days, and a plan of its own."""

from decimal import Decimal

import pytest

from measurement.experiments.checks import NAMES_OF_CONTROLS
from tests.dbt.harness import PROJECT, Company
from tests.dbt.lake import Lake, Rows, merged
from tests.dbt.stories import Step, invest, journeys, register, utc, visit

pytestmark = pytest.mark.xdist_group("stories")


def granted(arm: str, at: str = "2026-09-10 08:00", promotion_id: str = "SEP") -> Step:
    """A coupon of 50 yuan for ten days; a control's is void."""

    def rows(name: str) -> Rows:
        grant = {
            "grant_id": f"g|{name}|{promotion_id}|{arm}",
            "promotion_id": promotion_id,
            "user_id": f"u_{name}",
            "granted_at": utc(at),
            "face_raw": "50",
            "expires_at": utc("2026-09-20 08:00"),
            "status": "void" if arm == "control" else "unused",
            "arm": arm,
            "updated_at": utc(at),
        }
        return {"coupon_grants": [grant]}

    return rows


def redeemed(order_id: str, at: str, reversed_at: str | None = None) -> Step:
    """The coupon of the treated used on an order."""

    def rows(name: str) -> Rows:
        use = {
            "grant_id": f"g|{name}|SEP|coupon",
            "order_id": order_id,
            "promotion_id": "SEP",
            "user_id": f"u_{name}",
            "redeemed_at": utc(at),
            "discount_raw": "50",
            "reversed_at": utc(reversed_at) if reversed_at else None,
            "updated_at": utc(at),
        }
        return {"coupon_redemptions": [use]}

    return rows


def packet(at: str, received: bool = True) -> Step:
    """A red packet of 8 yuan of another promotion, which nobody planned or described."""

    def rows(name: str) -> Rows:
        sent = {
            "packet_id": f"h|{name}",
            "promotion_id": "HB",
            "user_id": f"u_{name}",
            "amount_raw": "8",
            "sent_at": utc(at),
            "received_at": utc(at) if received else None,
            "refunded_at": None if received else utc(at),
            "updated_at": utc(at),
        }
        return {"cash_packets": [sent]}

    return rows


PLAN: Rows = {
    "promotion_plans": [
        {
            "promotion_id": "SEP",
            "promotion_name": "September coupon",
            "kind": "coupon",
            "starts_on": "2026-09-10",
            "ends_on": "2026-09-19",
            "budget_raw": "1000",
            "activity_cost_raw": "30",
            "holdout_share": "0.5",
        }
    ],
    "promotions": [
        {
            "promotion_id": "SEP",
            "promotion_name": "SEP as the platform has it",
            "kind": "coupon",
            "budget_raw": "900",
            "starts_at": utc("2026-09-01 00:00"),
            "ends_at": utc("2026-09-30 23:59"),
            "updated_at": utc("2026-09-01 00:00"),
        }
    ],
}
JOINED = "2026-09-02 09:00"
STORY = merged(
    PLAN,
    journeys(
        {
            # 10,000 for 365 days at 1 %: 100 before, 200 during; 300 after the end.
            "sep_ann": [
                visit(JOINED),
                register(JOINED, city="Xian"),
                invest("2026-09-03 10:00", "10000"),
                granted("coupon"),
                invest("2026-09-11 10:00", "20000", order_id="sep1", coupon_raw="50"),
                redeemed("sep1", "2026-09-11 10:00"),
                invest("2026-09-25 10:00", "30000"),
                packet("2026-09-12 10:00"),
            ],
            # The bid fails, and the coupon comes back with it.
            "sep_ben": [
                visit(JOINED),
                register(JOINED),
                granted("coupon"),
                invest("2026-09-12 10:00", "5000", order_id="sep2", status="failed_bid"),
                redeemed("sep2", "2026-09-12 10:00", reversed_at="2026-09-14 10:00"),
                packet("2026-09-12 10:00", received=False),
            ],
            "sep_cat": [
                visit(JOINED),
                register(JOINED),
                granted("control"),
                invest("2026-09-13 10:00", "7000"),
            ],
            "sep_dan": [
                visit(JOINED),
                register(JOINED),
                granted("control"),
                granted("coupon", "2026-09-11 08:00"),
            ],
        }
    ),
)


def test_the_teams_plan_comes_before_the_platforms_description(company):
    found = company.row(
        "select promotion_name, budget_amount, cast(starts_on as varchar), holdout_share, "
        "is_planned from dim_promotions where promotion_id = 'SEP'"
    )
    assert found == ("September coupon", Decimal("1000.00"), "2026-09-10", 0.5, True)


def test_a_promotion_that_only_its_gifts_know_has_their_days(company):
    found = company.row(
        "select promotion_name, cast(starts_on as varchar), is_planned, is_recorded "
        "from dim_promotions where promotion_id = 'HB'"
    )
    assert found == ("HB", "2026-09-12", False, True)


def test_the_ledger_counts_each_arm_by_what_became_of_its_coupons(company):
    found = company.rows(
        "select arm, people, people_in_two_arms, coupons_granted, coupons_redeemed, "
        "coupons_expired, reversed_amount, cost_amount, invested_amount "
        "from fct_promotion_ledger where promotion_id = 'SEP' order by arm"
    )
    # Dan has a grant of each arm and is counted in the first by name, with the coupon he got.
    assert found == [
        ("control", 2, 1, 1, 0, 1, Decimal("0.00"), Decimal("0.00"), Decimal("0.00")),
        ("coupon", 2, 0, 2, 1, 1, Decimal("50.00"), Decimal("50.00"), Decimal("20000.00")),
    ]


def test_a_packet_that_went_back_costs_nothing(company):
    found = company.row(
        "select packets_sent, packets_received, packets_refunded, cost_amount "
        "from fct_promotion_ledger where promotion_id = 'HB'"
    )
    assert found == (2, 1, 1, Decimal("8.00"))


def test_people_of_two_promotions_are_counted_from_each_side(company):
    found = company.rows(
        "select promotion_id, people_in_common, people from fct_promotion_overlaps "
        "where promotion_id in ('SEP', 'HB') order by 1"
    )
    assert found == [("HB", 2, 2), ("SEP", 2, 2)]


def test_an_arms_sums_begin_with_the_gift_and_leave_out_people_of_two_arms(company):
    found = company.rows(
        "select arm, people, people_in_two_arms, before, during, later, firsts "
        "from int_promotion_arms where promotion_id = 'SEP' order by arm"
    )
    assert found == [
        ("control", 1, 1, 0.0, 70.0, 0.0, 1.0),
        ("coupon", 2, 0, 100.0, 200.0, 300.0, 0.0),
    ]


def test_the_effect_of_a_city_is_summed_by_day(company):
    found = company.row(
        "select revenue, firsts from fct_city_daily "
        "where city = 'Xian' and stat_date = '2026-09-03'"
    )
    assert found == (100.0, 1)


def test_a_grant_whose_arm_was_changed_later_is_known_day_by_day_and_in_a_full_build(
    tmp_path, manifest
):
    lake, grants = Lake(tmp_path / "lake"), ("+stg_platform__coupon_grants",)
    (before,) = granted("control")("ann")["coupon_grants"]
    (kept,) = granted("control")("bob")["coupon_grants"]
    first = lake.load({"coupon_grants": [before, kept]}, "2026-09-11 04:00:00")
    daily = Company(tmp_path / "daily", lake.path, manifest)
    daily.build(select=grants)
    after = {**before, "arm": "coupon", "updated_at": utc("2026-09-12 08:00")}
    lake.load({"coupon_grants": [after, kept]}, "2026-09-13 04:00:00")
    daily.build(first, grants)
    whole = Company(tmp_path / "whole", lake.path, manifest)
    whole.build(select=grants)
    asked = "select user_id, arm, has_changed_arm from stg_platform__coupon_grants order by 1"
    assert daily.rows(asked) == whole.rows(asked)
    assert daily.rows(asked) == [("u_ann", "coupon", True), ("u_bob", "control", False)]


def test_control_arms_have_the_names_that_experiments_know():
    macro = (PROJECT / "macros" / "promotions.sql").read_text("utf-8")
    assert {name for name in NAMES_OF_CONTROLS if f"'{name}'" not in macro} == set()
