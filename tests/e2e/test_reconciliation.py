"""Published numbers against the delivered files, reckoned by code that shares nothing with ours."""

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.config import Paths
from tests.conftest import END
from tests.e2e.published import rows
from tests.e2e.reckon_people import Growth, growth
from tests.e2e.reckon_spend import Spend, all_spend

pytestmark = pytest.mark.xdist_group("company")

STEPS = (
    "visitors",
    "registrations",
    "verifications",
    "card_bounds",
    "fundings",
    "first_investments",
    "repeat_investments",
)


@pytest.fixture(scope="module")
def deliveries(company: Paths) -> Path:
    """The files as they were delivered, before anybody read them."""
    return company.home.with_name("deliveries")


@pytest.fixture(scope="module")
def spend(company: Paths, deliveries: Path) -> Spend:
    return all_spend(deliveries, company.home / "platform.db", END)


@pytest.fixture(scope="module")
def people(company: Paths, deliveries: Path) -> Growth:
    return growth(deliveries, company.home / "platform.db")


def truth(company: Paths, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((company.truth / name).open(encoding="utf-8")))


def by_day(company: Paths, column: str) -> dict[str, Decimal]:
    found = rows(
        company,
        f"select cast(stat_date as varchar), cast(sum({column}) as decimal(18, 2)) "
        f"from fct_growth_daily group by all having sum({column}) <> 0",
    )
    return {str(day): Decimal(str(value)) for day, value in found}


def test_spend_of_every_channel_day_and_kind_agrees_to_the_fen(company, spend):
    published = rows(
        company,
        "select cast(stat_date as varchar), channel, spend_type, sum(spend_amount) "
        "from fct_spend_daily group by all having sum(spend_amount) <> 0",
    )
    assert {row[:3]: row[3] for row in published} == spend


def test_spend_agrees_with_what_the_company_truly_spent(company):
    published = rows(
        company,
        "select cast(stat_date as varchar), channel, spend_type, sum(spend_amount) "
        "from fct_spend_daily group by all having sum(spend_amount) <> 0",
    )
    spent = {
        (row["stat_date"], row["channel"], row["spend_type"]): Decimal(row["spend_amount"])
        for row in truth(company, "spend_daily.csv")
    }
    assert {row[:3]: row[3] for row in published} == {key: x for key, x in spent.items() if x}


def test_every_page_starts_from_the_same_spend(company, spend):
    total = sum(spend.values())
    for mart in ("fct_spend_daily", "fct_channel_daily", "fct_growth_daily"):
        assert rows(company, f"select sum(spend_amount) from {mart}") == [(total,)], mart


@pytest.mark.parametrize("step", STEPS)
def test_people_at_every_step_agree_on_every_day(company, people, step):
    assert by_day(company, step) == {day: Decimal(n) for day, n in getattr(people, step).items()}


def test_invested_amounts_agree_on_every_day(company, people):
    assert by_day(company, "invested_amount") == people.invested_amount


def test_totals_agree_with_the_truth(company):
    totals = json.loads((company.truth / "totals.json").read_text(encoding="utf-8"))
    names = ("visitors", "registrations", "first_investments", "invested_amount", "spend_amount")
    published = rows(
        company, f"select {', '.join(f'sum({name})' for name in names)} from fct_growth_daily"
    )
    expected = [Decimal(str(totals[name])) for name in names]
    assert [Decimal(str(value)) for value in published[0]] == expected


def test_channels_add_up_to_the_company(company, people):
    columns = ("visitors", "registrations", "first_investments", "invested_amount")
    listed = ", ".join(f"sum({name})" for name in columns)
    by_channel = rows(company, f"select {listed} from fct_channel_daily")
    assert by_channel == rows(company, f"select {listed} from fct_growth_daily")
    assert by_channel[0][1] == sum(people.registrations.values())


@pytest.mark.parametrize("model", ["first", "last", "linear"])
def test_every_model_credits_each_first_investment_once(company, people, model):
    credited = rows(
        company,
        "select sum(conversions) from fct_channel_credit_daily "
        f"where conversion_kind = 'first_investment' and model = '{model}'",
    )
    investors = sum(people.first_investments.values())
    assert credited[0][0] == pytest.approx(investors, abs=1e-6)


def test_every_investor_is_in_one_monthly_cohort(company, people):
    sizes = rows(
        company,
        "select cast(cohort_start as varchar), sum(cohort_size) from fct_cohort_activity "
        "where cohort_grain = 'month' and period_index = 0 group by all order by all",
    )
    months: dict[str, int] = {}
    for day, count in people.first_investments.items():
        months[f"{day[:7]}-01"] = months.get(f"{day[:7]}-01", 0) + count
    assert set(sizes) == set(months.items())


def test_the_serving_file_is_as_old_as_the_last_delivery(company):
    assert rows(company, "select as_of_date from meta_build") == [(date(2026, 6, 30),)]


def test_no_check_failed(company):
    failed = rows(company, "select check_name, message from meta_checks where status = 'fail'")
    assert failed == []


def test_refused_and_partial_deliveries_are_on_record(company):
    kinds = [row for row in truth(company, "deliveries.csv") if row["kind"] != "normal"]
    assert kinds
    refused = rows(
        company, "select count(distinct file_name) from fct_deliveries where status = 'refused'"
    )
    broken = [row for row in kinds if row["note"] in ("no_cost", "half")]
    assert refused == [(len(broken),)]
