"""Forecasts by investors' rhythm in a warehouse: asked for, not asked for, and impossible."""

from datetime import date, timedelta

import duckdb
import pytest

from orchestration import repeat_forecasts
from orchestration.workspace import open_workspace

START = date(2026, 1, 1)


@pytest.fixture
def company(tmp_path):
    """60 investors of two channels; 40 of them invest again, and one has a loss of 2 yuan."""

    def opened(settings: str):
        (tmp_path / "headwater.toml").write_text(settings)
        workspace = open_workspace(tmp_path)
        workspace.paths.warehouse.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(str(workspace.paths.warehouse)) as connection:
            connection.execute(
                "create or replace table fct_funnel as select 'u:' || n as visitor_id, "
                "if(n < 20, 'metro', 'baidu') as acquisition_channel from range(60) as t (n)"
            )
            connection.execute(
                "create or replace table fct_investments as select n as user_id, 'u:' || n as "
                "visitor_id, ?::date + cast(n + 90 * m as integer) as invested_date, "
                "if(n = 0, -2, 5) as revenue_amount "
                "from range(60) as t (n) cross join range(2) as u (m) where m = 0 or n < 40",
                [START],
            )
            connection.execute(
                "create or replace table int_as_of as select ?::date as as_of_date",
                [START + timedelta(150)],
            )
        return workspace

    return opened


def found(workspace):
    with duckdb.connect(str(workspace.paths.warehouse), read_only=True) as connection:
        return connection.execute(
            f"select horizon_days, channel, investors, refusal_en from {repeat_forecasts.TABLE} "
            "order by all"
        ).fetchall()


def test_nothing_is_learned_unless_the_settings_ask(company):
    workspace = company("")
    assert repeat_forecasts.measure(workspace) == []
    assert found(workspace) == []


def test_too_few_who_came_back_stand_in_the_table_with_the_reason(company):
    workspace = company("[forecasts]\nrepeat_purchases = true\n")
    (said,) = repeat_forecasts.measure(workspace)
    assert "Only 40 people have bought a second time" in said
    assert "仅 40 人再次购买" in said
    rows = found(workspace)
    assert [row[:3] for row in rows[:2]] == [(30, "baidu", 40), (30, "metro", 20)]
    assert {row[3] for row in rows} == {said.split(" 仅")[0]}
    assert len(rows) == 6
