"""Bonus hunters found against the simulator's truth: `python -m tests.benchmarks.bench_hunters`.

Writes its section of `docs/scoreboard.md`; sizes and seeds may be given as `10000x120:1`.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from measurement.hunters import CUT_OFF, Offer, score
from tests.benchmarks.company import END, Company, fresh
from tests.benchmarks.measure import table

SCOREBOARD = Path(__file__).parents[2] / "docs" / "scoreboard.md"
TITLE = "## Bonus hunters"
ASKED = (
    *("5000x90:1", "5000x90:2", "5000x90:3", "20000x120:4", "20000x120:5", "20000x60:6"),
    *("60000x180:7", "60000x180:8"),
)
CUT_OFFS = (50, 60, 70, 80, 90)
TOLD = (
    "Investors of simulated companies against the simulator's truth, from the platform's own "
    "tables; the warehouse gives the same scores (`tests/dbt/test_hunters.py`). Hunters who never "
    "invested cost nothing and are not counted. Simulated hunters do what the definition says: "
    "this shows that the score keeps its promise, not that real ones are as plain. "
    "`python -m tests.benchmarks.bench_hunters` repeats it."
)
_INVESTMENTS = """
    select
        orders.user_id as investor_id, date(orders.invested_at) as invested_at, orders.amount,
        products.term_value as term_days, coalesce(orders.coupon, 0) > 0 as has_coupon,
        coalesce(
            date(due.due_at), date(orders.invested_at, '+' || products.term_value || ' days')
        ) as matures_at
    from investments as orders
    inner join products on orders.product_id = products.product_id
    left join repayments as due on orders.order_id = due.order_id
    where orders.status = 'confirmed'
"""
_WITHDRAWALS = """
    select user_id as investor_id, date(created_at) as withdrawn_at
    from withdrawals where status not in ('fail', 'exception')
"""
_TIES = """
    select user_id as investor_id, 'card' as kind, card_number as value from card_binds
    union
    select user_id, 'inviter', inviter_user_id from users where inviter_user_id is not null
"""


def main(asked: Sequence[str] = ASKED) -> str:
    """Precision and recall of every company and at every cut-off, as Markdown."""
    scores = {name: _scored(name) for name in asked}
    default = round(100 * CUT_OFF)
    heads = ("visitors x days : seed", "investors", "hunters", "found", "precision", "recall")
    rows = [(name, *_counts(one, default), *_rates(one, default)) for name, one in scores.items()]
    return f"{table(heads, rows)}\n\n{_by_cut_off(list(scores.values()))}"


def _scored(name: str) -> pd.DataFrame:
    """One row per investor: `percent` and whether the truth says `is_hunter`."""
    size, _, seed = name.partition(":")
    visitors, _, days = size.partition("x")
    company = fresh(f"hunters-{visitors}-{days}-{seed}")
    company.simulate(int(visitors), int(days), "--seed", seed)
    found = _scores(company)
    truth = pq.read_table(company.home / "truth" / "people.parquet").to_pandas()
    hunters = set(truth.loc[truth["is_bonus_hunter"], "user_id"])
    percent = (100 * found["score"]).round()
    return found.assign(percent=percent, is_hunter=found["investor_id"].isin(hunters))


def _scores(company: Company) -> pd.DataFrame:
    with closing(sqlite3.connect(company.home / "platform.db")) as platform:
        asked = (_INVESTMENTS, _WITHDRAWALS, _TIES)
        investments, withdrawals, ties = (pd.read_sql_query(sql, platform) for sql in asked)
        (minimum,) = platform.execute("select min(min_amount) from products").fetchone()
    return score(investments, withdrawals, ties, Offer(date.fromisoformat(END), minimum=minimum))


def _counts(one: pd.DataFrame, cut_off: int) -> tuple[object, ...]:
    found = int((one["percent"] >= cut_off).sum())
    return f"{len(one):,}", int(one["is_hunter"].sum()), found


def _rates(one: pd.DataFrame, cut_off: int) -> tuple[str, str]:
    """Precision and recall; a dash where there is nothing to divide by."""
    found = one["percent"] >= cut_off
    right = int((found & one["is_hunter"]).sum())
    wholes = (int(found.sum()), int(one["is_hunter"].sum()))
    precision, recall = (f"{right / whole:.3f}" if whole else "-" for whole in wholes)
    return precision, recall


def _by_cut_off(scores: Sequence[pd.DataFrame]) -> str:
    """The least precision and recall of any company at each cut-off."""
    rows = []
    for cut_off in CUT_OFFS:
        rates = [_rates(one, cut_off) for one in scores]
        rows.append((cut_off, min(rate[0] for rate in rates), min(rate[1] for rate in rates)))
    return table(("cut-off", "least precision", "least recall"), rows)


def write(section: str) -> None:
    """Put the section into the scoreboard, in place of the one before."""
    text = SCOREBOARD.read_text(encoding="utf-8") if SCOREBOARD.exists() else "# Scoreboard\n"
    kept = re.sub(rf"\n*{TITLE}\n.*?(?=\n## |\Z)", "", text, flags=re.S).rstrip()
    told = f"The default cut-off is {round(100 * CUT_OFF)}. {TOLD}"
    SCOREBOARD.write_text(f"{kept}\n\n{TITLE}\n\n{told}\n\n{section}\n", encoding="utf-8")


if __name__ == "__main__":
    write(main(tuple(sys.argv[1:]) or ASKED))
