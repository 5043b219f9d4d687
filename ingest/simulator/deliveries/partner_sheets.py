"""What is agreed with partners and what they bill: sheets of the partner team."""

from __future__ import annotations

from functools import partial

from ingest.simulator.deliveries.bills import BillLine, bills
from ingest.simulator.deliveries.delivery import Delivery, stamp
from ingest.simulator.deliveries.partner_formats import EVENT_WORDS
from ingest.simulator.deliveries.workbook import Row, workbook
from ingest.simulator.lives.society import Society, order_ids
from ingest.simulator.world.partner_terms import (
    MILLION,
    PartnerContract,
    Term,
    amended_on,
    signed_with_partners,
)
from ingest.simulator.world.story import DAY, Columns, Story

_TERMS: Row = (
    "合同号",
    "版本",
    "条款号",
    "合作方",
    "平台",
    "渠道",
    "事件",
    "计佣方式",
    "计佣基数",
    "固定佣金(元)",
    "费率",
    "起投金额(元)",
    "单笔保底(元)",
    "单笔封顶(元)",
    "每月封顶(元)",
    "注册后计佣天数",
    "追回天数",
    "仅限新客",
    "生效日期",
)
_BILL: Row = (
    "平台",
    "结算单号",
    "行号",
    "渠道",
    "事件",
    "用户编号",
    "我方订单号",
    "应结金额(元)",
    "已付金额(元)",
    "出单日期",
    "付款日期",
)


def partner_sheet_deliveries(story: Story, society: Society, claims: Columns) -> list[Delivery]:
    """The contracts on the first day and when they are amended; each month's bills, and the same
    bills again when they are paid."""
    found = []
    for day in (0, amended_on(story)):
        at = story.at(day, 17)
        name = f"partner_contracts_{stamp(story, at)}.xlsx"
        content = partial(_contract_book, story, day)
        found.append(Delivery("partner_contracts", name, None, "normal", at, content))
    ids = order_ids(story, society.orders)
    for bill in bills(story, society, claims):
        for at in (bill.billed, bill.paid):
            name = f"partner_statements_{stamp(story, at)}.xlsx"
            paid_on = story.day(at // DAY).isoformat() if at == bill.paid else ""
            content = partial(_bill_book, story, ids, bill.lines, bill.billed // DAY, paid_on)
            found.append(Delivery("partner_statements", name, None, "normal", at, content))
    return found


def _contract_book(story: Story, day: int) -> bytes:
    rows = [_TERMS]
    for one in signed_with_partners(story):
        for version, (first, terms) in enumerate(one.versions, start=1):
            if first <= day:
                starts = story.day(first).isoformat()
                rows += [
                    _term_row(one, version, line, term, starts)
                    for line, term in enumerate(terms, start=1)
                ]
    return workbook(story.day(day), {"佣金合同": rows})


def _term_row(one: PartnerContract, version: int, line: int, term: Term, starts: str) -> Row:
    names = (one.partner, one.network, one.network, EVENT_WORDS[term.event])
    rule = "固定" if term.rate is None else "年化" if term.is_yearly else "比例"
    basis = "实付金额" if term.of_paid else "投资金额"
    rate = "" if term.rate is None else term.rate / MILLION
    tier = "" if term.tier_from is None else term.tier_from
    bounds = (term.minimum_fen, term.cap_fen, term.monthly_cap_fen)
    days = ("" if days is None else days for days in (term.order_days, term.clawback_days))
    return (
        *(one.contract_id, version, line, *names, rule, basis, _yuan(term.fee_fen), rate, tier),
        *(*map(_yuan, bounds), *days, "是" if term.is_new_only else "否", starts),
    )


def _yuan(fen: int | None) -> float | str:
    return "" if fen is None else fen / 100


def _bill_book(
    story: Story, ids: list[str], lines: list[BillLine], billed: int, paid_on: str
) -> bytes:
    rows = [_BILL]
    for one in lines:
        number = f"{one.network.upper()}{story.day(one.month):%Y%m}"
        order = ids[one.order] if one.order >= 0 else ""
        is_paid = bool(paid_on) and one.is_good
        rows.append(
            (
                *(one.network, number, one.line, one.network),
                *(EVENT_WORDS[one.event], str(one.user), order, one.fen / 100),
                *(one.fen / 100 if is_paid else "", story.day(billed).isoformat()),
                paid_on if is_paid else "",
            )
        )
    return workbook(story.day(billed), {"结算单": rows})
