"""Five days of a company, as the loads that brought them: late, twice, restated, taken back."""

from __future__ import annotations

from tests.dbt.lake import Row, Rows, merged
from tests.dbt.stories import (
    bind_card,
    clicked,
    invest,
    journeys,
    login,
    products,
    recharge,
    register,
    repaid,
    spend,
    utc,
    verify,
    visit,
)

PHONE = "a_shared_phone"


def contract(version: str, amount: str) -> Rows:
    line: Row = {
        "contract_id": "OUT001",
        "version": version,
        "channel": "outdoor",
        "start_date": "2026-05-01",
        "end_date": "2026-05-10",
        "amount_raw": amount,
    }
    return {"spend_contracts": [line]}


def partner_order(txn: str, status: str, at: str, user_id: str | None = None) -> Rows:
    order: Row = {
        "source": "yiqifa",
        "network": "yiqifa",
        "network_txn_id": txn,
        "event_type": "invest_cps",
        "channel": "yiqifa",
        "our_user_id": user_id,
        "click_at": utc("2026-05-01 11:00"),
        "order_at": utc("2026-05-01 12:00"),
        "order_amount_raw": "1000.00",
        "commission_raw": "8.00",
        "status": status,
        "status_at": utc(at),
    }
    return {"partner_orders": [order]}


def coupon(reversed_at: str | None, updated_at: str) -> Rows:
    used: Row = {
        "grant_id": "g1",
        "order_id": "o_bob_2",
        "promotion_id": "p1",
        "user_id": "u_bob",
        "redeemed_at": utc("2026-05-02 11:00"),
        "discount_raw": "5.00",
        "reversed_at": reversed_at and utc(reversed_at),
        "updated_at": utc(updated_at),
    }
    return {"coupon_redemptions": [used]}


def late_product() -> Rows:
    (product,) = (row for row in products()["products"] if row["product_id"] == "m6")
    return {"products": [{**product, "product_id": "late", "updated_at": utc("2026-05-04 00:00")}]}


def late_activity() -> Rows:
    talk: Row = {
        "activity_id": "A1",
        "activity_type": "talk",
        "activity_name": "Campus talk",
        "channel": "campus",
        "start_date": "2026-05-01",
        "end_date": "2026-05-01",
    }
    cost: Row = {"activity_id": "A1", "line_no": "1", "amount_raw": "88.00"}
    return {
        "activities": [{**talk, "source": "activities"}],
        "activity_codes": [{"source": "activities", "code": "QR77", "activity_id": "A1"}],
        "activity_costs": [{**cost, "source": "activities", "incurred_on": "2026-05-01"}],
    }


ANN_SEEN_TWICE = visit("2026-05-01 09:00", "baidu_generic")
FIRST_DAY = merged(
    {"products": products()["products"]},
    journeys(
        {
            "ann": [ANN_SEEN_TWICE],
            "ann_at_home": [register("2026-04-20 20:00")],
            "bob": [
                visit("2026-05-01 10:00", "ocean_engine"),
                register("2026-05-01 10:05"),
                verify("2026-05-01 10:06"),
                bind_card("2026-05-01 10:07"),
                recharge("2026-05-01 10:08"),
                invest("2026-05-01 10:10", "300.00", order_id="o_bob_1", product_id="late"),
            ],
            "kim": [
                register("2026-05-01 10:00"),
                invest("2026-05-01 10:10", "90.00", product_id="late"),
            ],
            "kay": [visit("2026-05-01 10:00", url="https://www.example.cn/lp/a?gclid=Gx5")],
            "lou": [visit("2026-05-01 10:00", url="https://www.example.cn/lp/a?hw_code=QR77")],
            "mia": [register("2026-05-01 13:00", device=None)],
            "ned": [register("2026-05-01 14:00", device=None, channel_code="QR77")],
            "gus": [visit("2026-05-01 11:00", user_agent="Googlebot/2.1")],
            "hal": [
                visit("2026-05-01 12:00", "campus", device=PHONE),
                visit("2026-05-01 13:00", "unmatched", device="a_hal"),
            ],
        }
    ),
    spend(
        "dsp_ipinyou",
        "2026-05-01",
        [
            {"campaign_id": "d1", "cost_raw": "100.00", "clicks": "10"},
            {"campaign_id": "d2", "cost_raw": "50.00", "clicks": "5"},
        ],
        "2026-05-02 03:00",
    ),
    contract("1", "1000.00"),
    partner_order("t1", "pending", "2026-05-01 12:00"),
)
SECOND_DAY = merged(
    clicked("Gx5", "2026-05-01", "Brand search", "理财"),
    journeys(
        {
            "ann": [
                ANN_SEEN_TWICE,
                visit("2026-05-01 08:00", "wechat"),
                visit("2026-05-02 09:00", "seo"),
            ],
            "bob": [
                invest(
                    "2026-05-01 10:10",
                    "300.00",
                    order_id="o_bob_1",
                    product_id="late",
                    status="failed_bid",
                    updated_at=utc("2026-05-02 10:00"),
                ),
                invest("2026-05-02 11:00", "500.00", order_id="o_bob_2", product_id="late"),
            ],
            "hal": [register("2026-05-02 12:00", device=PHONE), verify("2026-05-02 12:05")],
        }
    ),
    spend(
        "dsp_ipinyou",
        "2026-05-01",
        [{"campaign_id": "d1", "cost_raw": "120.00", "clicks": "12"}],
        "2026-05-03 03:00",
    ),
    spend(
        "dsp_ipinyou",
        "2026-05-02",
        [{"campaign_id": "d1", "cost_raw": "10.00", "clicks": "1"}],
        "2026-05-03 03:01",
        is_complete=False,
    ),
    coupon(None, "2026-05-02 11:00"),
)
THIRD_DAY = merged(
    journeys(
        {
            "ann_at_home": [
                login("2026-05-03 09:00", device="a_ann"),
                invest("2026-05-03 09:30", "100.00", product_id="p180"),
            ],
            "ivy": [register("2026-05-03 13:00", device=PHONE)],
            "hal": [visit("2026-05-03 12:00", "direct", device=PHONE)],
        }
    ),
    spend(
        "dsp_ipinyou",
        "2026-05-02",
        [{"campaign_id": "d1", "cost_raw": "90.00", "clicks": "9"}],
        "2026-05-04 03:00",
    ),
    contract("2", "1200.00"),
    partner_order("t1", "declined", "2026-05-03 12:00"),
    partner_order("t2", "approved", "2026-05-03 12:00", "u_mia"),
    coupon("2026-05-03 15:00", "2026-05-03 15:00"),
)
FOURTH_DAY = merged(
    late_product(),
    late_activity(),
    journeys(
        {
            "bob": [
                repaid("2026-05-04 09:00", "o_bob_2", "200.00"),
                invest("2026-05-04 10:00", "700.00", order_id="o_bob_3"),
                visit("2026-05-02 10:59", "yiqifa"),
            ],
            "ann_at_home": [invest("2026-05-04 09:30", "100.01")],
        }
    ),
    {
        "identity_links": [
            {
                "anonymous_id": "a_hal",
                "user_id": "u_hal",
                "linked_at": utc("2026-05-01 13:30"),
            }
        ],
        "targets": [{"month": "2026-05-01", "metric": "registrations", "target_value": "10"}],
    },
    spend("dsp_ipinyou", "2026-05-02", [], "2026-05-05 03:00"),
)
FIFTH_DAY = journeys({"jo": [visit("2026-05-05 09:00", "baidu_brand")]})
DAYS = [FIRST_DAY, SECOND_DAY, THIRD_DAY, FOURTH_DAY, FIFTH_DAY]
