"""What was delivered, refused, restated and set aside: November 2026."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.dbt.harness import Company
from tests.dbt.lake import Row, Rows, merged
from tests.dbt.stories import event, journeys, login, register, spend, visit

pytestmark = pytest.mark.xdist_group("stories")

SOURCE = "restated_ads"


def reported(costs: list[str]) -> list[dict[str, str]]:
    return [{"campaign_id": f"r{number}", "cost_raw": cost} for number, cost in enumerate(costs, 1)]


def file_not_loaded(name: str, status: str, reason_en: str) -> Rows:
    delivery: Row = {
        "source": SOURCE,
        "dataset": "ad_spend",
        "delivery_id": name,
        "file_name": name,
        "row_count": 0,
        "rejected_count": 0,
        "is_complete": False,
        "status": status,
        "reason_en": reason_en,
        "delivered_at": datetime(2026, 11, 6),
    }
    return {"deliveries": [delivery]}


def rejected_cell() -> Rows:
    reject: Row = {
        "source": SOURCE,
        "dataset": "ad_spend",
        "delivery_id": f"{SOURCE}|2026-11-03|2026-11-04 03:00",
        "_source_file": "a.csv",
        "_row_number": 7,
        "column_name": "cost_raw",
        "reason_code": "not_money",
        "reason_en": "'abc' is not an amount",
        "value": "abc",
    }
    return {"rejects": [reject]}


STORY = merged(
    spend(SOURCE, "2026-11-01", reported(["10.00", "5.00", "2.50"]), "2026-11-02 03:00"),
    spend(SOURCE, "2026-11-01", reported(["11.00"]), "2026-11-03 03:00"),
    spend(SOURCE, "2026-11-01", reported(["0.50"]), "2026-11-04 03:00", is_complete=False),
    spend(SOURCE, "2026-11-02", reported(["8.00"]), "2026-11-03 03:01"),
    spend(SOURCE, "2026-11-02", [], "2026-11-04 03:01"),
    spend(SOURCE, "2026-11-03", reported(["4.00"]), "2026-11-04 03:00"),
    file_not_loaded("broken.csv", "refused", "The file is empty"),
    file_not_loaded("again.csv", "duplicate", "The same content was delivered before"),
    rejected_cell(),
    journeys(
        {
            "bot": [visit(f"2026-11-0{day} 09:00", user_agent="Googlebot/2.1") for day in (1, 2)],
            "sue": [register("2026-11-05 09:00", device="a_family"), visit("2026-11-06 09:00")],
            "tom": [login("2026-11-07 09:00", device="a_family")],
        }
    ),
    {"events": [event("twice", "page_view", "2026-11-08 09:00")] * 2},
)


def test_a_restated_day_replaces_the_older_and_a_partial_answer_never_does(
    company: Company,
) -> None:
    found = company.rows(
        "select stat_date, sum(spend_amount) from fct_spend_daily"
        f" where source = '{SOURCE}' group by 1 order by 1"
    )
    # 2 November came back with no rows at all, so it has no spend
    assert found == [
        (date(2026, 11, 1), Decimal("11.00")),
        (date(2026, 11, 3), Decimal("4.00")),
    ]


def test_deliveries_say_which_of_them_counts(company: Company) -> None:
    found = company.rows(
        "select stat_date, row_count, is_complete, is_current from fct_deliveries"
        f" where source = '{SOURCE}' and status = 'loaded' order by stat_date, delivered_at"
    )
    assert found == [
        (date(2026, 11, 1), 3, True, False),
        (date(2026, 11, 1), 1, True, True),
        (date(2026, 11, 1), 1, False, False),
        (date(2026, 11, 2), 1, True, False),
        (date(2026, 11, 2), 0, True, True),
        (date(2026, 11, 3), 1, True, True),
    ]


def test_a_source_shows_what_it_loaded_and_what_was_turned_away(company: Company) -> None:
    found = company.row(
        "select last_stat_date, deliveries, loaded_rows, rejected_rows, refused_files,"
        " duplicate_files, incomplete_deliveries from fct_source_freshness"
        f" where source = '{SOURCE}'"
    )
    assert found == (date(2026, 11, 3), 6, 7, 1, 1, 1, 1)


def test_rejects_keep_the_row_the_column_and_the_reason(company: Company) -> None:
    found = company.row(
        "select _row_number, column_name, reason_en, value from fct_rejects"
        f" where source = '{SOURCE}'"
    )
    assert found == (7, "cost_raw", "'abc' is not an amount", "abc")


def test_bots_are_counted_apart_and_are_nobody_among_the_visitors(company: Company) -> None:
    bots = company.rows(
        "select metric, value from fct_data_quality where metric like 'bot%' order by metric"
    )
    assert bots == [("bot_events", 2), ("bot_visitors", 1)]
    assert company.rows("select * from fct_funnel where visitor_id = 'a:a_bot'") == []


def test_the_same_event_twice_and_a_shared_phone_are_counted(company: Company) -> None:
    found = company.rows(
        "select metric, value from fct_data_quality"
        " where metric in ('duplicate_events', 'shared_anonymous_ids') order by metric"
    )
    assert found == [("duplicate_events", 1), ("shared_anonymous_ids", 1)]
