"""What measurement learns from the warehouse between the two halves of a build.

The warehouse counts journeys; functions of `measurement` read those small tables; what they say
goes back into the schema `measured`, replaced whole, for the second half to build on.
"""

from __future__ import annotations

import duckdb
import pandas as pd
import pyarrow as pa

from measurement.attribution import Learned, decisions, learn

SCHEMA = "measured"
TABLES = {
    "path_weights": "conversion_kind varchar, path varchar, model varchar, touch_number integer, "
    "weight double",
    "channel_credits": "conversion_kind varchar, model varchar, channel varchar, "
    "conversions double, low double, high double, gap double, alike_group bigint, "
    "decision varchar, flips_between_models boolean, flips_within_interval boolean",
}
"""Each table that is written, with its columns."""


def measure_attribution(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Learn the data-driven models from the counted journeys; rows written per table.

    The same journeys always leave the same tables: a run that was killed is simply run again.
    """
    schema = _schema_of(connection, "int_journey_paths")
    kinds = connection.execute(
        f'select distinct conversion_kind from "{schema}".int_journey_paths order by 1'
    ).fetchall()
    connection.execute("begin")
    connection.execute(f"create schema if not exists {SCHEMA}")
    for name, described in TABLES.items():
        connection.execute(f"create or replace table {SCHEMA}.{name} ({described})")
    for (kind,) in kinds:
        learned = learn(_paths(connection, schema, kind))
        _write(connection, kind, "path_weights", learned.weights)
        credited = _credited(connection, schema, kind, learned)
        _write(connection, kind, "channel_credits", pa.Table.from_pandas(credited))
    connection.execute("commit")
    return {name: _count(connection, name) for name in TABLES}


def _schema_of(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    found = connection.execute(
        "select table_schema from information_schema.tables where table_name = ?", [name]
    ).fetchall()
    return found[0][0]


def _paths(connection: duckdb.DuckDBPyConnection, schema: str, kind: str) -> pa.Table:
    return connection.sql(
        f'select path, conversions, nulls, is_credited from "{schema}".int_journey_paths '
        "where conversion_kind = ? order by path",
        params=[kind],
    ).to_arrow_table()


def _credited(
    connection: duckdb.DuckDBPyConnection, schema: str, kind: str, learned: Learned
) -> pd.DataFrame:
    """Every model's credit of the training window, with what it says about budgets."""
    rules = connection.execute(
        "select model, channel, conversions, cast(spend_amount as double) as spend_amount "
        f'from "{schema}".int_training_credits '
        "where conversion_kind = ? order by model, channel",
        [kind],
    ).df()
    spend = rules.groupby("channel")["spend_amount"].max().to_dict()
    own = learned.channels[learned.channels["channel"].isin(spend)]
    credited = pd.concat([rules.drop(columns="spend_amount"), own], ignore_index=True)
    intervals = own[["model", "channel", "conversions", "low", "high"]]
    said = decisions(credited, intervals, spend)
    flags = ["flips_between_models", "flips_within_interval"]
    told = said.melt(["channel", *flags], var_name="model", value_name="decision")
    return credited.merge(told, on=["model", "channel"], how="left")


def _write(connection: duckdb.DuckDBPyConnection, kind: str, name: str, rows: pa.Table) -> None:
    connection.register("rows_of_kind", rows)
    connection.execute(
        f"insert into {SCHEMA}.{name} by name select ? as conversion_kind, * from rows_of_kind",
        [kind],
    )
    connection.unregister("rows_of_kind")


def _count(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    return connection.execute(f"select count(*) from {SCHEMA}.{name}").fetchall()[0][0]
