"""What measurement leaves in the warehouse between the two halves of a build."""

import duckdb
import pytest
import yaml

from orchestration.measured import TABLES, measure_attribution
from orchestration.parsed import PROJECT
from tests.measurement.attributed import COUNTED


@pytest.fixture
def warehouse(tmp_path):
    """Counted paths of first investments, and last-touch credit and spend of their channels."""
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as connection:
        connection.execute(
            "create table int_journey_paths (conversion_kind varchar, path varchar, "
            "conversions bigint, nulls bigint, is_credited boolean)"
        )
        connection.executemany(
            "insert into int_journey_paths values ('first_investment', ?, ?, ?, true)",
            [[path, *counts] for path, counts in COUNTED.items()],
        )
        connection.execute(
            "create table int_training_credits as select * from (values "
            "('first_investment', 'last', 'A', 10.0, cast(100 as decimal(18, 2))), "
            "('first_investment', 'last', 'B', 16.0, 0), ('first_investment', 'last', 'C', 33.0, "
            "200), ('first_investment', 'last', 'metro', 0.0, 50)) "
            "as t (conversion_kind, model, channel, conversions, spend_amount)"
        )
        yield connection


def rows(connection, sql):
    return connection.execute(sql).fetchall()


def test_every_touch_of_every_path_gets_a_weight_and_every_model_a_credit(warehouse):
    assert measure_attribution(warehouse) == {"path_weights": 36, "channel_credits": 13}
    found = rows(
        warehouse,
        "select channel, round(conversions, 4), low < conversions and conversions < high "
        "from measured.channel_credits where model = 'markov' order by 1",
    )
    assert found == [("A", 17.9088, True), ("B", 18.3011, True), ("C", 22.7901, True)]


def test_a_channel_decides_by_conversions_per_yuan_and_one_without_spend_does_not(warehouse):
    measure_attribution(warehouse)
    found = rows(
        warehouse,
        "select channel, decision from measured.channel_credits where model = 'last' order by 1",
    )
    # 43 conversions for 350 yuan are .1229 each: A has .1, C .165, metro nothing.
    assert found == [("A", "less"), ("B", None), ("C", "more"), ("metro", "less")]


def test_measuring_again_leaves_the_same_tables(warehouse):
    measure_attribution(warehouse)
    tables = [f"from measured.{name} order by all" for name in ("path_weights", "channel_credits")]
    before = [rows(warehouse, table) for table in tables]
    measure_attribution(warehouse)
    assert [rows(warehouse, table) for table in tables] == before


def test_a_company_without_journeys_gets_empty_tables(warehouse):
    warehouse.execute("delete from int_journey_paths; delete from int_training_credits")
    assert measure_attribution(warehouse) == {"path_weights": 0, "channel_credits": 0}


def test_the_project_knows_every_column_so_that_another_type_makes_a_full_build():
    told = (PROJECT / "models/intermediate/credit/_credit__models.yml").read_text(encoding="utf-8")
    sources = yaml.safe_load(told)["sources"]
    described = next(source for source in sources if source["name"] == "measured")["tables"]
    assert {
        table["name"]: ", ".join(f"{one['name']} {one['data_type']}" for one in table["columns"])
        for table in described
    } == TABLES
