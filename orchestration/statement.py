"""The statement that goes back to a partner: what is owed, line by line, and what is disputed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from orchestration.publish import open_published
from orchestration.workspace import UserError

Cell = str | int | float | date | Decimal | None
AMOUNTS = ("owed_amount", "reported_amount", "billed_amount", "paid_amount")
EVENTS = {
    "register_cpa": "注册 registration",
    "first_invest_cpa": "首投 first investment",
    "invest_cps": "投资 investment",
}
REASONS = {
    "failed_bid": "流标 the bid failed",
    "cancelled": "订单已取消 the order was cancelled",
    "clawback": "追回期内提现 withdrawn within the claw-back period",
    "below_tier": "未达起投金额 below the lowest tier",
    "not_new": "非新客 not a new customer",
    "outside_window": "超出计佣期 too long after the registration",
    "not_in_contract": "合同未约定 the contract does not speak of it",
    "not_ours": "我方无此记录 not in our ledger",
    "no_contract": "无合同 no contract",
    "overlapping_contracts": "合同重叠 two contracts are in force",
    "no_rate": "合同缺少费率 the contract names no rate",
    "no_term": "产品期限未知 the product's term is unknown",
    "not_reported": "贵方未上报 you did not report it",
    "amount_differs": "金额不符 the amounts differ",
}
EVIDENCE = {
    "unknown_user": "无此用户 no such account",
    "unknown_order": "无此订单 no such order",
    "order_of_another_user": "订单属于其他用户 the order is another account's",
}
SIGNS = {
    "fast": "数秒内注册 opened within seconds",
    "night": "夜间集中注册 one of many at night",
    "device": "一机多号 many accounts on one device",
    "block": "同日同网段集中注册 many that day from one network",
    "silent": "注册后无任何行为 nothing came after",
    "silent_after_payout": "结算后无任何行为 nothing since it was paid",
}
_DOUBTFUL = """
    select
        registered_date, user_id, signs, seconds_to_register, registered_hour,
        device_accounts, block_registrations, paid_date
    from fct_registration_evidence
    where is_doubtful and channel = $channel and registered_date between $first and $last
    order by registered_date, user_id
"""
_DOUBTFUL_HEADINGS = (
    "日期 date",
    "用户 account",
    "迹象 signs",
    "注册用时（秒） seconds to register",
    "时点 hour",
    "同设备账户 accounts on device",
    "同日同网段 from the network that day",
    "结算日 paid on",
)
_LINES = """
    select
        event_date, event_type, contract_id, contract_version, contract_line, network_txn_id,
        statement_no, user_id, order_id, payable_state, reason, dispute, evidence,
        owed_amount, reported_amount, billed_amount, paid_amount
    from fct_partner_payables
    where channel = $channel and event_date between $first and $last
    order by event_date, event_type, event_key
"""
_HEADINGS = (
    "日期 date",
    "事件 event",
    "合同 contract",
    "版本 version",
    "条款 line",
    "平台流水号 your number",
    "结算单 statement",
    "用户 account",
    "订单 order",
    "状态 state",
    "原因 reason",
    "争议 dispute",
    "依据 evidence",
    "我方应结 owed",
    "平台上报 reported",
    "平台开单 billed",
    "已付 paid",
)
_FIRST_AMOUNT, _DISPUTE = _HEADINGS.index("我方应结 owed"), _HEADINGS.index("争议 dispute")


@dataclass(frozen=True)
class Statement:
    """What was written: lines, disputed ones, registrations in doubt, and yuan owed."""

    path: Path
    lines: int
    disputed: int
    doubtful: int
    owed: Decimal


def write_statement(serving: Path, channel: str, first: date, last: date, to: Path) -> Statement:
    """An XLSX with totals, owed, disputed and doubtful lines of one partner, both days included.

    Raises:
        UserError: when nothing was published, or the partner has no events in that time.
    """
    bound = {"channel": channel, "first": first, "last": last}
    with open_published(serving) as connection:
        rows = connection.execute(_LINES, bound).fetchall()
        doubtful = connection.execute(_DOUBTFUL, bound).fetchall()
        known = connection.execute("select distinct channel from fct_partner_payables").fetchall()
    if not rows:
        names = ", ".join(sorted(name for (name,) in known)) or "none"
        raise UserError(
            f"{channel} has no payables from {first} to {last}. Partners with payables: {names}."
        )
    lines = [_in_words(row) for row in rows]
    disputed = [line for line in lines if line[_DISPUTE]]
    book = Workbook()
    book.remove(book.worksheets[0])
    sums = ("事件 event", "笔数 lines", *_HEADINGS[_FIRST_AMOUNT:])
    _add(book.create_sheet("汇总 summary"), sums, _sums(lines))
    _add(book.create_sheet("明细 lines"), _HEADINGS, lines)
    _add(book.create_sheet("争议 disputes"), _HEADINGS, disputed)
    signed = [[*row[:2], _signs(row[2]), *row[3:]] for row in doubtful]
    _add(book.create_sheet("存疑注册 in doubt"), _DOUBTFUL_HEADINGS, signed)
    to.parent.mkdir(parents=True, exist_ok=True)
    book.save(to)
    return Statement(to, len(lines), len(disputed), len(signed), _total(lines, _FIRST_AMOUNT))


def _in_words(row: Sequence[Cell]) -> list[Cell]:
    line = list(row)
    line[1] = EVENTS[str(row[1])]
    line[10], line[11] = _reason(row[10]), _reason(row[11])
    line[12] = _evidence(row[12])
    return line


def _reason(code: Cell) -> Cell:
    return REASONS[str(code)] if code else None


def _signs(codes: Cell) -> str:
    return "; ".join(SIGNS[code] for code in str(codes).split(","))


def _evidence(code: Cell) -> Cell:
    if code and str(code).startswith("brought_by:"):
        return f"该用户来自 the account came through {str(code).partition(':')[2]}"
    if code and str(code).startswith("withdrawn:"):
        return f"提现单 withdrawal {str(code).partition(':')[2]}"
    return EVIDENCE[str(code)] if code else None


def _sums(lines: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Lines and amounts per kind of event, and of all."""
    places = range(_FIRST_AMOUNT, _FIRST_AMOUNT + len(AMOUNTS))
    found: list[list[Cell]] = []
    for event in [*sorted({str(line[1]) for line in lines}), ""]:
        chosen = [line for line in lines if not event or line[1] == event]
        sums = [_total(chosen, place) for place in places]
        found.append([event or "合计 total", len(chosen), *sums])
    return found


def _total(lines: Sequence[Sequence[Cell]], place: int) -> Decimal:
    amounts = [line[place] for line in lines]
    return sum((amount for amount in amounts if isinstance(amount, Decimal)), Decimal(0))


def _add(sheet: Worksheet, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    sheet.freeze_panes = "A2"
    for place, heading in enumerate(headings, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = max(14, 2 * len(heading))
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # A partner's number such as =1+1 stays text.
            elif isinstance(cell.value, Decimal):
                cell.number_format = "#,##0.00"
