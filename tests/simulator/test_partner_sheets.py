"""Contracts with partners, their bills, and invoices, as the partner team and finance send them."""

import sqlite3
from collections import Counter

import openpyxl
import pytest

from tests.e2e.reckon_payables import newest_rows, payables

pytestmark = pytest.mark.xdist_group("simulator")


def read(company, source, sheet):
    """The rows of each delivered file in the order of delivery."""
    found = []
    for path in company.files(source).values():
        header, *rows = openpyxl.load_workbook(path, read_only=True)[sheet].values
        found.append([dict(zip(header, row, strict=True)) for row in rows])
    return found


def bills(company):
    folder = company.home / "inbox" / "partner_statements"
    return newest_rows(folder, "结算单", ("结算单号", "行号"))


def test_contracts_are_amended_half_way_by_a_second_version(company):
    first, second = read(company, "partner_contracts", "佣金合同")
    assert {row["版本"] for row in first} == {1}
    assert second[: len(second)] != first
    fees = {row["版本"]: row["固定佣金(元)"] for row in second if row["渠道"] == "cpa_network"}
    assert fees == {1: 26, 2: 22}
    starts = {row["生效日期"] for row in second if row["版本"] == 2}
    assert starts == {"2026-05-02"}


def test_every_way_of_earning_occurs_in_a_contract(company):
    rows = read(company, "partner_contracts", "佣金合同")[-1]
    assert {row["计佣方式"] for row in rows} == {"固定", "年化", "比例"}
    assert {row["事件"] for row in rows} == {"注册", "首投", "投资"}
    assert sorted(
        row["起投金额(元)"] for row in rows if row["事件"] == "首投" and row["版本"] == 1
    ) == [
        1_000,
        10_000,
        50_000,
    ]
    for bound in ("单笔保底(元)", "单笔封顶(元)", "每月封顶(元)"):
        assert any(row[bound] for row in rows)
    assert {row["仅限新客"] for row in rows} == {"是", "否"}


def test_a_bill_comes_back_with_what_was_paid(company):
    sent = read(company, "partner_statements", "结算单")
    first, paid = sent[0], sent[1]
    assert not [row for row in first if row["已付金额(元)"]]
    assert [row["应结金额(元)"] for row in first] == [row["应结金额(元)"] for row in paid]
    assert 0.7 < sum(row["已付金额(元)"] is not None for row in paid) / len(paid) < 1


def test_some_orders_are_billed_twice_and_some_that_failed(company):
    orders = Counter(row["我方订单号"] for row in bills(company) if row["事件"] == "投资")
    assert max(orders.values()) == 2
    with sqlite3.connect(company.home / "platform.db") as connection:
        status = dict(connection.execute("select order_id, status from investments"))
    assert {"failed_bid", "cancelled"} & {status[order] for order in orders}


def test_some_registrations_billed_are_those_of_another_partner(company):
    owner = {row["user_id"]: row["partner"] for row in company.truth("partner_owners.csv")}
    billed = [row for row in bills(company) if row["事件"] == "注册"]
    foreign = [row for row in billed if owner[row["用户编号"]] == "cpa_network"]
    assert 0 < len(foreign) < 0.2 * len(billed)


def test_some_lines_ask_for_more_than_the_contract_gives(company):
    found = payables(company.home / "inbox", company.home / "platform.db")
    due = {(one.partner, one.kind, one.key): one.fen for one in found}
    asked = {
        (row["渠道"], "invest_cps", row["我方订单号"]): round(row["应结金额(元)"] * 100)
        for row in bills(company)
        if row["事件"] == "投资"
    }
    known = asked.keys() & due.keys()
    more = [key for key in known if asked[key] > due[key]]
    assert 0 < len(more) < 0.25 * len(known)


def test_one_invoice_in_seven_is_dearer_than_its_contract(company):
    rows = [row for book in read(company, "invoices", "发票") for row in book]
    assert {row["币种"] for row in rows} == {"人民币"}
    assert {row["渠道"] for row in rows} <= {"cpt_portal", "seo", "outdoor", "metro"}
    assert len({row["发票号"] for row in rows}) == len(rows)
