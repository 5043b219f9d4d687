"""Spend from its parts to the total, and against invoices, January and February 2026."""

from __future__ import annotations

from decimal import Decimal

import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.dbt.harness import Cell, Company
from tests.dbt.lake import Lake, Row, merged
from tests.dbt.stories import invest, journeys, products, register, utc, visit

pytestmark = pytest.mark.xdist_group("spend")


def contract(contract_id: str, channel: str, amount: str, start: str, end: str) -> Row:
    return {
        "contract_id": contract_id,
        "channel": channel,
        "amount_raw": amount,
        "start_date": start,
        "end_date": end,
    }


def invoice(
    number: str, channel: str, amount: str, period: tuple[str, str], line: str = "1"
) -> Row:
    return {
        "source": "invoices",
        "invoice_no": number,
        "line_no": line,
        "supplier": f"S{number}",
        "channel": channel,
        "amount_raw": amount,
        "start_date": period[0],
        "end_date": period[1],
    }


def packet(packet_id: str, amount: str, received: str, refunded: str | None) -> Row:
    return {
        "packet_id": packet_id,
        "promotion_id": "g1",
        "user_id": "u_ann",
        "amount_raw": amount,
        "sent_at": utc(received),
        "received_at": utc(received),
        "refunded_at": refunded and utc(refunded),
        "updated_at": utc(received),
    }


JANUARY = ("2026-01-01", "2026-01-31")
SPENT = merged(
    products(),
    journeys(
        {
            "ann": [
                visit("2026-01-05 09:00", "metro"),
                register("2026-01-05 09:05"),
                invest("2026-02-27 10:00", "1000", order_id="a1"),
            ]
        }
    ),
    {
        "spend_contracts": [
            contract("c1", "metro", "310", *JANUARY),
            contract("c2", "outdoor", "590", "2026-01-01", "2026-02-28"),
        ],
        "cash_packets": [
            packet("p1", "8.80", "2026-01-06 10:00", None),
            packet("p2", "5.00", "2026-01-07 10:00", "2026-02-08 10:00"),
        ],
        "invoices": [
            invoice("1", "metro", "300", JANUARY),
            invoice("2", "metro", "10", JANUARY),
            invoice("3", "outdoor", "320", JANUARY),
            invoice("3", "outdoor", "-20", JANUARY, line="2"),
            invoice("4", "outdoor", "280", ("2026-02-01", "2026-03-31")),
            invoice("5", "newspaper", "70", JANUARY),
            invoice("6", "nobody", "70", JANUARY),
            invoice("7", "wechat", "1", JANUARY),
            invoice("8", "wechat", "1", ("2026-01-31", "2026-02-02")),
        ],
    },
)


@pytest.fixture(scope="module")
def spent(tmp_path_factory: pytest.TempPathFactory, manifest: Manifest) -> Company:
    home = tmp_path_factory.mktemp("spent")
    lake = Lake(home / "lake")
    lake.load(SPENT, "2026-03-01 12:00")
    built = Company(home, lake.path, manifest)
    built.build(select=["+fct_spend_waterfall", "+fct_spend_reconciliation"])
    return built


def test_every_part_starts_where_the_one_before_ended(spent):
    rows = spent.rows(
        "select component, opening_amount, closing_amount from fct_spend_waterfall "
        "where month_start = '2026-01-01' and spend_amount > 0 order by component_order"
    )
    # 310 of metro and 31 days of 10 of outdoor, then the packet that was kept
    assert rows == [
        ("contract", Decimal(0), Decimal("620.00")),
        ("red_packet", Decimal("620.00"), Decimal("628.80")),
    ]


def test_a_refunded_packet_is_taken_back_on_the_day_it_was_received(spent):
    found = spent.row(
        "select gross_amount, taken_back_amount, spend_amount from fct_spend_waterfall "
        "where month_start = '2026-01-01' and component = 'red_packet'"
    )
    assert found == (Decimal("13.80"), Decimal("5.00"), Decimal("8.80"))


def test_every_month_has_all_parts(spent):
    counts = "select month_start, count(*), sum(spend_amount) from fct_spend_waterfall group by 1"
    assert [row[1:] for row in spent.rows(f"{counts} order by 1")] == [
        (7, Decimal("628.80")),
        (7, Decimal("270.00")),
    ]


def invoiced(company: Company, channel: str) -> list[tuple[Cell, ...]]:
    return company.rows(
        "select stated_amount, counted_amount, difference_amount, reason "
        f"from fct_spend_reconciliation where channel = '{channel}' order by period_start"
    )


def test_all_suppliers_of_a_channel_and_period_are_held_against_its_spend(spent):
    assert invoiced(spent, "metro") == [(310, 310, 0, "agrees")]
    suppliers = "select stated_by from fct_spend_reconciliation where channel = 'metro'"
    assert spent.value(suppliers) == "S1 + S2"


def test_a_credit_note_is_taken_off_and_an_open_period_is_not_judged(spent):
    # 320 - 20 against 31 days of 10; February is paid to the 27th, the last day of data
    assert invoiced(spent, "outdoor") == [
        (300, 310, -10, "invoiced_less"),
        (280, 270, 10, "period_open"),
    ]


def test_invoices_that_cannot_be_judged_say_why(spent):
    assert invoiced(spent, "newspaper") == [(70, 0, 70, "nothing_counted")]
    assert invoiced(spent, "nobody") == [(70, None, None, "unknown_channel")]
    assert [row[3] for row in invoiced(spent, "wechat")] == ["periods_overlap"] * 2


def test_invoices_change_no_spend(spent):
    total = "select sum(spend_amount) from fct_spend_daily"
    assert spent.value(total) == Decimal("898.80")
