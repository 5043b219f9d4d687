"""Rows of an experiment summed per arm in SQL: one pass for people, one for arms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from measurement.tables import Resources, Table, TableError, columns, opened

MOST_ARMS = 50
NAME = "experiment"


@dataclass(frozen=True)
class Columns:
    """Which column plays which part; without `unit` every row is a person of its own.

    `names` are what people call columns, English and Chinese, where that differs.
    """

    unit: str | None
    arm: str
    metric: str
    denominator: str | None
    covariate: str | None
    balanced: tuple[str, ...]
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def named(self, column: str | None) -> tuple[str, str]:
        """What people call a column, in each language."""
        return self.names.get(column or "", (column or "", column or ""))

    def all(self) -> list[str]:
        """Every column asked for, once."""
        named = [self.unit, self.arm, self.metric, self.denominator, self.covariate, *self.balanced]
        return list(dict.fromkeys(column for column in named if column))


@dataclass(frozen=True)
class Moments:
    """Of one column within an arm: how many have a value, mean and sample variance."""

    n: int
    mean: float
    variance: float


@dataclass(frozen=True)
class ArmRows:
    """An arm. `covariance` is that of metric and denominator, or metric and covariate.

    Metric, denominator and covariate are those of the people whose metric is known; `users`
    counts all of the arm, `covariate_missing` those who got the mean covariate of everybody.
    """

    name: str
    users: int
    metric: Moments
    is_binary: bool
    other: Moments | None
    covariance: float
    covariate_missing: int
    balanced: dict[str, Moments]

    @property
    def missing(self) -> int:
        """People whose metric is unknown."""
        return self.users - self.metric.n


@dataclass(frozen=True)
class Experiment:
    """Arms by name, and the people who belong to none of them."""

    arms: list[ArmRows]
    in_two_arms: int
    without_arm: int
    without_unit: int


def read(table: Table, asked: Columns, resources: Resources | None = None) -> Experiment:
    """Every arm of `table`; people seen in two arms are left out and counted.

    Raises:
        TableError: when the table lacks a column, has no numbers in one, or too many arms.
    """
    with opened({NAME: table}, {NAME: asked.all()}, resources) as connection:
        _make_people(connection, asked)
        lost = _one(
            connection,
            "select count(*) filter (where arms > 1), count(*) filter (where arms = 0) from people",
        )
        unnamed = _one(connection, f"select count(*) from {NAME} where {_no_unit(asked)}")[0]
        _check(connection, asked)
        arms = _arms(connection, asked)
    return Experiment(arms, lost[0], lost[1], unnamed)


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _no_unit(asked: Columns) -> str:
    return f"{_quoted(asked.unit)} is null" if asked.unit else "false"


def _number(connection: duckdb.DuckDBPyConnection, column: str) -> str:
    """SQL for a number that is null when it is missing, not a number or infinite."""
    kind = columns(connection, NAME)[column]
    if kind.startswith(("DATE", "TIME", "STRUCT", "MAP", "BLOB")) or kind.endswith("]"):
        raise TableError(f"{column}: a metric or covariate is a number, not {kind.lower()}.")
    value = f"try_cast({_quoted(column)} as double)"
    return f"case when isfinite({value}) then {value} end"


def _make_people(connection: duckdb.DuckDBPyConnection, asked: Columns) -> None:
    """Table `people`: metric and denominator add up over a person's rows, the rest is averaged."""
    arm = f"nullif(trim(cast({_quoted(asked.arm)} as varchar)), '')"
    other = asked.denominator or asked.covariate
    parts = [
        (_number(connection, asked.metric), "sum", "y"),
        (
            _number(connection, other) if other else "cast(null as double)",
            "sum" if asked.denominator else "avg",
            "x",
        ),
    ]
    parts += [(_number(connection, c), "avg", f"b{i}") for i, c in enumerate(asked.balanced)]
    if not asked.unit:
        plain = ", ".join(f"{value} as {name}" for value, _, name in parts)
        counted = f"case when {arm} is null then 0 else 1 end as arms, {arm} as arm, {plain}"
        connection.execute(f"create temp table people as select {counted} from {NAME}")
        return
    added = ", ".join(f"{how}({value}) as {name}" for value, how, name in parts)
    connection.execute(
        f"create temp table people as select case when min({arm}) is null then 0 "
        f"when min({arm}) = max({arm}) then 1 else 2 end as arms, min({arm}) as arm, "
        f"{added} from {NAME} where not {_no_unit(asked)} group by {_quoted(asked.unit)}"
    )


def _check(connection: duckdb.DuckDBPyConnection, asked: Columns) -> None:
    everybody, sole = _one(
        connection, "select count(*), count(*) filter (where arms = 1) from people"
    )
    if not everybody:
        raise TableError(f"No row has a {asked.unit}." if asked.unit else "There is no row.")
    if not sole:
        raise TableError(
            f"{asked.arm} names no arm in any row, or several for each {asked.unit or 'row'}: "
            "deliver the one arm that each was drawn into."
        )
    arms, known = _one(
        connection, "select count(distinct arm), count(y) from people where arms = 1"
    )
    if arms > MOST_ARMS:
        raise TableError(
            f"{asked.arm} has {arms} different values: that is no arm of an experiment."
        )
    if not known:
        raise TableError(f"{asked.metric} has no number in any row that has an arm.")
    for position, column in enumerate(asked.balanced):
        if not _one(connection, f"select count(b{position}) from people")[0]:
            raise TableError(f"{column} has no number, so it cannot show that the arms are alike.")


def _arms(connection: duckdb.DuckDBPyConnection, asked: Columns) -> list[ArmRows]:
    """Sums by the engine's stable algorithms, so that large means cost no digits."""
    filled = "x" if asked.denominator else "coalesce(x, avg(x) over ())"
    known = "y is not null and x is not null" if asked.denominator else "y is not null"
    balanced = "".join(
        f", count(b{i}), avg(b{i}), var_samp(b{i})" for i in range(len(asked.balanced))
    )
    rows = connection.execute(
        f"""
        with sole as (select *, {filled} as z from people where arms = 1)
        select
            arm, count(*), count(*) filter (where {known}), avg(y) filter (where {known}),
            var_samp(y) filter (where {known}), bool_and(y in (0, 1)) filter (where {known}),
            avg(z) filter (where {known}), var_samp(z) filter (where {known}),
            covar_samp(y, z) filter (where {known}),
            count(*) filter (where {known} and x is null){balanced}
        from sole group by arm order by arm nulls first
        """
    ).fetchall()
    return [_arm(row, asked.balanced) for row in rows]


def _arm(row: Sequence, balanced: Sequence[str]) -> ArmRows:
    name, users, n, mean, variance, binary, other_mean, other_variance, covariance, lacking = row[
        :10
    ]
    other = None if other_mean is None else Moments(n, other_mean, other_variance or 0.0)
    covariates = {
        column: Moments(row[10 + 3 * i], row[11 + 3 * i] or 0.0, row[12 + 3 * i] or 0.0)
        for i, column in enumerate(balanced)
    }
    metric = Moments(n, mean or 0.0, variance or 0.0)
    return ArmRows(name, users, metric, bool(binary), other, covariance or 0.0, lacking, covariates)


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple:
    return connection.execute(sql).fetchall()[0]
