"""Partner payables against contracts and platform rows, reckoned by code that shares nothing."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.config import Paths
from tests.conftest import END
from tests.e2e.published import rows
from tests.e2e.reckon_owners import PARTNERS, owners
from tests.e2e.reckon_payables import Group, Sums, grouped, payables

pytestmark = pytest.mark.xdist_group("company")

SUMMED = """
    select
        channel, strftime(event_date, '%Y-%m-01'), event_type, payable_state,
        count(*), sum(accrued_amount), sum(owed_amount)
    from fct_partner_payables
    where accrued_amount is not null
    group by all
"""


@pytest.fixture(scope="module")
def sources(company: Paths) -> tuple[Path, Path]:
    """The files as they were delivered, and the platform's database."""
    return company.home.with_name("deliveries"), company.home / "platform.db"


@pytest.fixture(scope="module")
def published(company: Paths) -> dict[Group, Sums]:
    return {
        (str(channel), str(month), str(kind), str(state)): (
            int(str(events)),
            Decimal(str(accrued)),
            Decimal(str(owed)),
        )
        for channel, month, kind, state, events, accrued, owed in rows(company, SUMMED)
    }


def truth(company: Paths, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((company.truth / name).open(encoding="utf-8")))


def test_payables_agree_to_the_fen_by_partner_month_kind_and_state(published, sources):
    assert published == grouped(*sources, END)


def test_payables_agree_with_the_truth(company, published):
    told = {
        (row["partner"], row["month"], row["event_type"], row["payable_state"]): (
            int(row["events"]),
            Decimal(row["accrued_amount"]),
            Decimal(row["owed_amount"]),
        )
        for row in truth(company, "partner_payables.csv")
    }
    assert published == told


def test_every_account_has_the_owner_that_its_visits_give_it(company, sources):
    signed = (*PARTNERS, "cpa_network")
    found = {
        user: next((way for way in one if way in signed), "")
        for user, one in owners(*sources).items()
    }
    told = {row["user_id"]: row["partner"] for row in truth(company, "partner_owners.csv")}
    assert found == told


def test_failed_bids_and_claw_backs_occur_and_are_told_apart(company, sources):
    mine = Counter(one.reversed_by for one in payables(*sources) if one.reversed_by)
    reasons = rows(
        company,
        "select reason, count(*) from fct_partner_payables "
        "where payable_state = 'reversed' group by all",
    )
    assert {str(reason): count for reason, count in reasons} == mine
    assert min(mine["clawback"], mine["failed_bid"]) > 0


def test_all_kinds_and_states_occur(published):
    assert {group[2] for group in published} == {"register_cpa", "first_invest_cpa", "invest_cps"}
    assert {group[3] for group in published} >= {"approved", "locked", "paid", "reversed"}


def test_the_terms_of_a_contract_hold_until_the_day_it_is_amended(company):
    fees = rows(
        company,
        "select contract_version, max(accrued_amount), max(event_date) < date '2026-06-01' "
        "from fct_partner_payables where channel = 'cpa_network' and accrued_amount > 0 "
        "and accrued_amount in (26, 22) group by 1 order by 1",
    )
    assert fees == [(1, Decimal("26.00"), True), (2, Decimal("22.00"), False)]


def test_bad_lines_of_bills_are_disputed(company):
    reasons = rows(
        company,
        "select dispute from fct_partner_payables "
        "where billed_amount > 0 and dispute is not null group by 1",
    )
    assert {"amount_differs", "not_ours"} <= {reason for (reason,) in reasons}
