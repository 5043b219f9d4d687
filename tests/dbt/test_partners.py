"""What partners are owed, January 2026: contracts against our own ledger, their report and bill."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.dbt.harness import Cell, Company
from tests.dbt.lake import Lake, Rows, merged
from tests.dbt.stories import invest, journeys, products, register, utc, visit

pytestmark = pytest.mark.xdist_group("partners")


def line(contract_id: str, event_type: str, **terms: str) -> dict[str, str]:
    """A contract line of the network yiqifa, in force from the first of January."""
    return {
        "contract_id": contract_id,
        "version": "1",
        "line_no": "1",
        "network": "yiqifa",
        "channel": "yiqifa",
        "event_type": event_type,
        "rule": "fixed",
        "basis": "amount",
        "start_date": "2026-01-01",
        "amount_unit": "yuan",
        **terms,
    }


CONTRACT = [
    line("H1", "register_cpa", fee_raw="30"),
    line("H1", "first_invest_cpa", line_no="2", fee_raw="50", tier_from_raw="1000"),
    line("H1", "first_invest_cpa", line_no="3", fee_raw="80", tier_from_raw="10000"),
    line(
        "H1",
        "invest_cps",
        line_no="4",
        rule="annualised",
        rate="0.012",
        basis="paid",
        order_days="30",
        clawback_days="10",
        monthly_cap_raw="100",
    ),
    line("H1", "register_cpa", version="2", fee_raw="20", start_date="2026-01-15"),
    line(
        "H1",
        "invest_cps",
        version="2",
        line_no="4",
        rule="annualised",
        rate="0.01",
        start_date="2026-01-15",
        end_date="2026-01-31",
    ),
    # Two contracts of one partner in force at once, and one that names no rate.
    line("H2", "register_cpa", network="wechat", channel="wechat", fee_raw="10"),
    line("H3", "register_cpa", network="wechat", channel="wechat", fee_raw="12"),
    line("H4", "register_cpa", network="campus", channel="campus"),
    line("H4", "invest_cps", line_no="2", network="campus", channel="campus", rule="share"),
    line(
        "H5",
        "invest_cps",
        network="metro",
        channel="metro",
        rule="share",
        rate="0.01",
        clawback_days="10",
    ),
]


def withdrawn(name: str, at: str, amount: str) -> Rows:
    row = {
        "withdrawal_id": f"w|{name}|{at}",
        "user_id": f"u_{name}",
        "amount_raw": amount,
        "status": "success",
        "created_at": utc(at),
        "updated_at": utc(at),
    }
    return {"withdrawals": [row]}


def report(key: str, name: str, amount: str, event_type: str = "invest_cps") -> Rows:
    row = {
        "source": "yiqifa",
        "network": "yiqifa",
        "channel": "yiqifa",
        "network_txn_id": f"t|{key}|{event_type}",
        "event_type": event_type,
        "our_user_id": f"u_{name}",
        "our_order_id": key if event_type != "register_cpa" else None,
        "order_at": utc("2026-01-10 10:00"),
        "commission_raw": amount,
        "status": "approved",
        "status_at": utc("2026-01-20 10:00"),
    }
    return {"partner_orders": [row]}


def billed(key: str, amount: str, paid: str | None = None, **fields: str) -> Rows:
    row = {
        "network": "yiqifa",
        "channel": "yiqifa",
        "statement_no": "S1",
        "line_no": key,
        "event_type": "invest_cps",
        "our_order_id": key,
        "billed_raw": amount,
        "paid_raw": paid,
        "billed_on": "2026-02-01",
        "amount_unit": "yuan",
        **fields,
    }
    return {"partner_statements": [row]}


LEDGER = merged(
    products(),
    {"partner_contracts": CONTRACT},
    journeys(
        {
            # p180: 10,000 less a coupon of 100, so 9,900 x 180 / 365 x 1.2 % = 58.59 (58.587 up).
            "ann": [
                visit("2026-01-05 09:00", "yiqifa"),
                register("2026-01-05 09:05"),
                invest(
                    "2026-01-06 10:00", "10000", order_id="a1", product_id="p180", coupon_raw="100"
                ),
                invest("2026-01-07 10:00", "10000", order_id="a2", product_id="p365"),
                invest("2026-03-07 10:00", "10000", order_id="a3"),
            ],
            # The bid fails; the next order is the first investment, below the lowest tier.
            "ben": [
                visit("2026-01-05 09:00", "yiqifa"),
                register("2026-01-05 09:05"),
                invest("2026-01-06 09:00", "5000", order_id="b1", status="failed_bid"),
                invest("2026-01-08 09:00", "500", order_id="b2", product_id="m6"),
            ],
            # Registered under version 2, withdrew what was invested within ten days.
            "cat": [
                visit("2026-01-14 09:00", "yiqifa"),
                visit("2026-01-16 09:00", "direct"),
                register("2026-01-16 09:05"),
                invest("2026-01-14 23:00", "1000", order_id="c1"),
            ],
            # Came by search; the partner's click came before the first order only.
            "dan": [
                visit("2026-01-02 09:00", "seo"),
                register("2026-01-02 09:05"),
                visit("2026-01-09 09:00", "yiqifa"),
                invest("2026-01-09 09:30", "3000", order_id="d1"),
            ],
            "eve": [visit("2026-01-02 09:00", "seo"), register("2026-01-02 09:05")],
            "fay": [visit("2026-01-02 09:00", "wechat"), register("2026-01-02 09:05")],
            "gus": [
                visit("2026-01-02 09:00", "campus"),
                register("2026-01-02 09:05"),
                invest("2026-01-03 09:00", "2000", order_id="g1"),
            ],
            # The bid is still open when the claw-back period is over.
            "hal": [
                visit("2026-01-05 09:00", "metro"),
                register("2026-01-05 09:05"),
                invest("2026-01-06 08:00", "1000", order_id="h1", status="bid"),
            ],
        }
    ),
    withdrawn("cat", "2026-01-20 09:00", "1000"),
    report("a1", "ann", "58.59"),
    report("a2", "ann", "120.00"),
    report("e9", "eve", "7.00"),
    report("u_ben", "ben", "30.00", "register_cpa"),
    report("u_eve", "eve", "30.00", "register_cpa"),
    billed("b1", "29.59"),
    billed("a1", "58.59", "58.59"),
    billed("", "30.00", event_type="register_cpa", our_user_id="u_hal", line_no="r1"),
)


def payables(company: Company, event_type: str, columns: str) -> dict[str, tuple[Cell, ...]]:
    rows = company.rows(
        f"select event_key, {columns} from fct_partner_payables where event_type = '{event_type}'"
    )
    return {str(key): tuple(rest) for key, *rest in rows}


@pytest.fixture(scope="module")
def partners(tmp_path_factory: pytest.TempPathFactory, manifest: Manifest) -> Company:
    home = tmp_path_factory.mktemp("partners")
    lake = Lake(home / "lake")
    lake.load(LEDGER, "2026-03-10 12:00")
    built = Company(home, lake.path, manifest)
    built.build(select=["+fct_spend_waterfall", "+fct_spend_reconciliation"])
    return built


def test_a_registration_earns_the_fee_of_the_version_in_force(partners):
    found = payables(partners, "register_cpa", "owed_amount, contract_version, payable_state")
    assert found["u_ann"] == (Decimal("30.00"), 1, "approved")
    assert found["u_cat"] == (Decimal("20.00"), 2, "approved")


def test_a_first_investment_earns_by_the_tier_it_reached(partners):
    found = payables(partners, "first_invest_cpa", "owed_amount, reason")
    assert found["a1"] == (Decimal("80.00"), None)
    assert found["b1"] == (Decimal("0.00"), "failed_bid")
    assert found["b2"] == (Decimal("0.00"), "below_tier")
    assert "a2" not in found


def test_orders_earn_by_days_to_the_fen_until_the_month_is_full(partners):
    found = payables(partners, "invest_cps", "owed_amount, reason")
    assert found["a1"] == (Decimal("58.59"), None)
    # 10,000 x 1.2 % = 120.00, of which 100 - 58.59 was left
    assert found["a2"] == (Decimal("41.41"), None)
    # After the end of the version in force nothing is due.
    assert "a3" not in found


def test_failed_bids_and_withdrawals_within_the_claw_back_are_reversed(partners):
    found = payables(partners, "invest_cps", "owed_amount, payable_state, reason")
    assert found["b1"] == (Decimal("0.00"), "reversed", "failed_bid")
    assert found["c1"] == (Decimal("0.00"), "reversed", "clawback")


def test_a_withdrawal_that_the_platform_deletes_reverses_nothing_any_more(
    tmp_path: Path, manifest: Manifest
):
    lake = Lake(tmp_path / "lake")
    first = lake.load(LEDGER, "2026-03-10 12:00")
    daily = Company(tmp_path, lake.path, manifest)
    daily.build(select=["+fct_partner_payables"])
    (row,) = LEDGER["withdrawals"]
    gone = {**row, "is_deleted": "true", "updated_at": utc("2026-03-10 13:00")}
    lake.load({"withdrawals": [gone]}, "2026-03-11 12:00")
    daily.build(first, ["+fct_partner_payables"])
    # The tombstone stands until the next run, and counts for nothing
    assert daily.rows("select is_deleted from stg_platform__withdrawals") == [(True,)]
    (_, state, reason) = payables(daily, "invest_cps", "owed_amount, payable_state, reason")["c1"]
    assert (state, reason) != ("reversed", "clawback")


def test_people_whom_others_brought_earn_only_where_the_contract_takes_them(partners):
    found = payables(partners, "invest_cps", "owed_amount, reason")
    assert found["d1"] == (Decimal("0.00"), "not_new")
    assert "u_dan" not in payables(partners, "register_cpa", "reason")


def test_claims_that_differ_are_disputed_with_what_the_ledger_says(partners):
    orders = payables(partners, "invest_cps", "dispute, evidence, payable_state")
    assert orders["a1"] == (None, None, "paid")
    assert orders["a2"] == ("amount_differs", None, "locked")
    assert orders["e9"] == ("not_ours", "unknown_order", None)
    assert orders["b1"] == ("failed_bid", None, "reversed")
    assert orders["c1"] == (None, "withdrawn:w|cat|2026-01-20 09:00", "reversed")
    accounts = payables(partners, "register_cpa", "dispute, evidence")
    assert accounts["u_eve"] == ("not_ours", "brought_by:seo")
    assert accounts["u_hal"] == ("not_ours", "brought_by:metro")
    assert accounts["u_ben"] == (None, None)


def test_spend_is_what_is_owed_and_not_what_is_claimed(partners):
    spent = partners.rows(
        "select stat_date, sum(spend_amount) from fct_spend_daily where channel = 'yiqifa' "
        "and stat_date between '2026-01-06' and '2026-01-10' group by 1 order by 1"
    )
    # 80 + 58.59 for a1; 41.41 for a2; b2: 500 x 6 / 12 x 1.2 %, but the month was full; d1: nothing
    assert [amount for _, amount in spent if amount] == [Decimal("138.59"), Decimal("41.41")]


def test_two_contracts_in_force_are_named_and_nothing_is_owed_by_either(partners):
    found = payables(partners, "register_cpa", "owed_amount, reason, dispute, payable_state")
    assert found["u_fay"] == (None, "overlapping_contracts", "overlapping_contracts", None)


def test_a_contract_that_names_no_rate_is_said_to(partners):
    registered = payables(partners, "register_cpa", "owed_amount, reason, dispute")
    assert registered["u_gus"] == (None, "no_rate", "no_rate")
    assert payables(partners, "invest_cps", "owed_amount, dispute")["g1"] == (None, "no_rate")


def test_what_contracts_cannot_say_is_no_spend(partners):
    channels = "channel in ('wechat', 'campus')"
    assert partners.rows(f"select * from fct_spend_daily where {channels}") == []


def test_an_open_bid_stays_accrued_however_long_it_takes(partners):
    found = payables(partners, "invest_cps", "payable_state, owed_amount")
    assert found["h1"] == ("accrued", Decimal("10.00"))
