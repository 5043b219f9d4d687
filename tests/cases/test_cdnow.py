"""A list of purchases becomes investments whose monthly retention is the published matrix."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from tests.cases.companies import Run

pytestmark = pytest.mark.cases

MONTHLY = (
    "select cohort_start, period_index, sum(cohort_size), sum(active_investors) "
    "from fct_cohort_activity where cohort_grain = 'month' and is_complete "
    "group by cohort_start, period_index order by cohort_start, period_index"
)


def test_the_first_cohort_returns_as_published(cdnow: Run) -> None:
    january = [row for row in cdnow.rows(MONTHLY) if str(row[0]) == "1997-01-01"]
    assert [row[3] for row in january[:7]] == [7846, 1157, 964, 810, 679, 736, 720]
    assert {row[2] for row in january} == {7846}


def test_every_complete_cell_equals_a_recount_from_the_file(cdnow: Run, cases_folder: Path) -> None:
    months: dict[str, set[int]] = defaultdict(set)
    with (cases_folder / "transactions" / "cdnow.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            year, month, _ = row["date"].split("-")
            months[row["customer_id"]].add(int(year) * 12 + int(month) - 1)
    recount: dict[tuple[int, int], int] = defaultdict(int)
    for active in months.values():
        for month in active:
            recount[min(active), month - min(active)] += 1
    cells = cdnow.rows(MONTHLY)
    assert len(cells) > 40
    for start, index, _, active_investors in cells:
        year, month, _ = str(start).split("-")
        assert active_investors == recount[int(year) * 12 + int(month) - 1, int(str(index))]


def test_every_purchase_is_an_investment(cdnow: Run) -> None:
    assert cdnow.rows("select sum(first_investments) from fct_growth_daily") == [(23570,)]
