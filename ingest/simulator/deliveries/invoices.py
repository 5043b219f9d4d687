"""Invoices of media suppliers: one book a month, one line for each contract and month."""

from __future__ import annotations

from datetime import date
from functools import partial

from ingest.simulator.deliveries.bills import next_month
from ingest.simulator.deliveries.delivery import Delivery, stamp
from ingest.simulator.deliveries.workbook import Row, workbook
from ingest.simulator.world.contracts import Contract, spread
from ingest.simulator.world.story import Story

_INVOICED = ("cpt_portal", "seo", "outdoor", "metro")
_HEADER: Row = ("发票号", "行号", "供应商", "渠道", "开始日期", "结束日期", "金额(元)", "币种")
_SENT_ON = 8
"""Day of the following month."""
_DEARER = 7
"""Every so many lines one is invoiced a fiftieth above its contract."""


def invoice_deliveries(story: Story, signed: list[Contract]) -> list[Delivery]:
    """A book for every month in which something was invoiced."""
    months = sorted({story.day(day).replace(day=1) for day in range(story.days)})
    found = []
    for first in months:
        at = story.at(story.index(next_month(first)) + _SENT_ON - 1, 16)
        rows = _rows(story, signed, first)
        if rows:
            name = f"invoices_{stamp(story, at)}.xlsx"
            content = partial(_book, next_month(first), rows)
            found.append(Delivery("invoices", name, None, "normal", at, content))
    return found


def _book(day: date, rows: list[Row]) -> bytes:
    return workbook(day, {"发票": [_HEADER, *rows]})


def _rows(story: Story, signed: list[Contract], first: date) -> list[Row]:
    start, after = max(story.index(first), 0), min(story.index(next_month(first)), story.days)
    rows: list[Row] = []
    for one in signed:
        days = slice(max(start - one.first, 0), max(after - one.first, 0))
        fen = int(spread(one, one.versions(after)[-1][1])[days].sum())
        if one.channel in _INVOICED and fen:
            line = len(rows) + 1
            fen += fen // 50 if line % _DEARER == 0 else 0
            span = (first.isoformat(), story.day(after - 1).isoformat())
            number = f"FP{first:%Y%m}{one.contract_id[-4:]}"
            rows.append((number, 1, one.partner, one.channel, *span, fen / 100, "人民币"))
    return rows
