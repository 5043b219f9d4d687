"""Verdicts of 200 promotions over 5 million investors, against one join that only adds up."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from orchestration import promotion_tables, promotion_verdicts
from tests.benchmarks.measure import Cost, run, table
from tests.dbt.harness import Company, parse

PEOPLE, PROMOTIONS, EACH = 5_000_000, 200, 100_000
TABLES = Path(__file__).with_name("promotions.sql")
MODELS = (
    *("dim_promotions", "int_promotion_people", "int_promotion_windows", "int_promotion_orders"),
    *("int_promotion_arms", "int_promotion_arm_days", "int_promotion_cells"),
    *("fct_promotion_ledger", "fct_promotion_overlaps", "fct_city_daily"),
)
ADD_UP = """
    select grants.promotion_id, grants.arm, count(*), sum(orders.revenue_amount)
    from stg_platform__coupon_grants as grants
    inner join fct_investments as orders
        on grants.user_id = orders.user_id and grants.granted_at <= orders.invested_at
    group by 1, 2
"""
LIMIT = 120


def make(home: Path, people: int, promotions: int, each: int) -> None:
    """The tables that the models about promotions read."""
    values = {"$people": people, "$promotions": promotions, "$each": each}
    sql = TABLES.read_text(encoding="utf-8")
    for name, value in values.items():
        sql = sql.replace(name, str(value))
    with _opened(home) as connection:
        connection.execute(sql)


def add_up(home: Path) -> None:
    """Revenue of all arms after their grants, and nothing else."""
    with _opened(home) as connection:
        connection.execute(ADD_UP).fetchall()


def sums(home: Path) -> None:
    """The ledger and every sum that verdicts need, by dbt."""
    Company(home, home, parse(home)).build(changed_after="", select=MODELS)


def judge(home: Path) -> None:
    """Every verdict out of the sums."""
    with _opened(home) as connection:
        rows = promotion_verdicts.measured(connection, {})
        promotion_tables.write(connection, rows)
    verdicts = [row["method"] for row in rows["fct_promotion_verdicts"]]
    logging.info({method: verdicts.count(method) for method in sorted(set(map(str, verdicts)))})


def main(people: int = PEOPLE, promotions: int = PROMOTIONS, each: int = EACH) -> str:
    """The Markdown of this measurement."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        make(home, people, promotions, each)
        added, summed, judged = (_timed(step, home) for step in ("add_up", "sums", "judge"))
    seconds = summed.seconds + judged.seconds
    header = ("promotions", "investors", "one join that adds up", "sums (dbt)", "verdicts")
    header += (f"together (limit {LIMIT} s)", "ratio", "peak memory")
    row = (f"{promotions}", f"{people:,}", f"{added.seconds:.1f} s", f"{summed.seconds:.1f} s")
    row += (f"{judged.seconds:.1f} s", f"**{seconds:.1f} s**", f"{seconds / added.seconds:.1f}x")
    peak = max(cost.peak_megabytes for cost in (summed, judged)) / 1024
    return table(header, [(*row, f"{peak:.1f} GB")])


def _timed(step: str, home: Path) -> Cost:
    command = [sys.executable, "-m", "tests.benchmarks.bench_verdicts", step, str(home)]
    return run(command, {"HEADWATER_THREADS": "2"})


def _opened(home: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(home / "warehouse.duckdb"))
    connection.execute("set threads = 2; set memory_limit = '4GB'")
    connection.execute("set preserve_insertion_order = false; set timezone = 'UTC'")
    return connection


STEPS = {"add_up": add_up, "sums": sums, "judge": judge}

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s", force=True)
    if sys.argv[1:2] and sys.argv[1] in STEPS:
        STEPS[sys.argv[1]](Path(sys.argv[2]))
    else:
        logging.info(main(*(int(size) for size in sys.argv[1:])))
