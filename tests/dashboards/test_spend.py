"""The spend page: the pile of its parts, and what is missing said in words."""

import duckdb
import pytest

from dashboards.i18n.words import CATALOG
from dashboards.queries import spend as queries
from tests.dashboards.conftest import texts
from tests.dashboards.fixture import write_serving_file


@pytest.fixture
def serving(tmp_path):
    return write_serving_file(tmp_path / "serving" / "headwater.duckdb")


def change(serving, order: str) -> None:
    with duckdb.connect(str(serving.resolve())) as connection:
        connection.execute(order)


def test_without_invoices_the_page_says_so_and_what_to_do(open_page, serving):
    change(serving, "delete from fct_spend_reconciliation where statement_kind = 'invoice'")
    assert "headwater template invoices" in texts(open_page("spend", serving))
    written = texts(open_page("spend", serving, lang="zh"))
    assert "尚未导入发票" in written
    assert "发票金额: –" in written


def test_without_spend_the_page_says_so(open_page, serving):
    change(serving, "update fct_spend_waterfall set spend_amount = 0")
    app = open_page("spend", serving)
    assert not app.exception
    assert "Nothing was spent in these months." in texts(app)


def test_every_reason_of_a_difference_has_words():
    codes = ("agrees", "rows_missing", "replaced_later", "no_total_stated", "no_contract")
    codes += ("invoiced_more", "invoiced_less", "nothing_counted", "unknown_channel")
    codes += ("period_open", "periods_overlap", "failed_bid", "not_reported", "amount_differs")
    assert {f"spend.reason_{code}" for code in codes} <= set(CATALOG)


def test_the_waterfall_starts_each_part_where_the_one_before_ended(build, last_90_days):
    parts = queries.parts(build, last_90_days)
    # 90 days of 800 and 400 yuan, and what the partners of May are owed
    assert parts["component"].tolist() == ["media", "contract", "partner"]
    assert parts["spend_amount"].tolist()[2] == 600
    assert parts["opening_amount"].tolist() == [0, *parts["closing_amount"].tolist()[:2]]
    assert parts["closing_amount"].tolist()[-1] == parts["spend_amount"].sum()


def test_statements_come_with_the_largest_difference_first(build, last_90_days):
    found = queries.statements(build, last_90_days)
    assert found["stated_by"].tolist()[:2] == ["Metro Media", "outdoor"]
    assert found["difference_amount"].tolist()[:3] == [400, 8, 0]
