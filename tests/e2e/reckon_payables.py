"""What partners are owed, reckoned from their contracts and the platform's rows, in whole fen.

The definition is that of the contracts: a version of the day, tiers, fees and rates, caps and
minimums, failed bids and withdrawals in the claw-back period.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path

import openpyxl

from tests.e2e.reckon_owners import Owner, owners

REGISTER, FIRST, INVEST = "register_cpa", "first_invest_cpa", "invest_cps"
KINDS = {"注册": REGISTER, "首投": FIRST, "投资": INVEST}
Row = dict[str, object]
Group = tuple[str, str, str, str]
"""Partner, month (its first day), kind and state."""
Sums = tuple[int, Decimal, Decimal]
"""Events, yuan accrued, yuan owed."""


@dataclass(frozen=True)
class Earned:
    """One event under a line of a contract."""

    partner: str
    kind: str
    key: str
    at: str
    line: tuple[str, int, int]
    fen: int
    reversed_by: str
    status: str
    monthly_cap: object
    clawback_days: object

    @property
    def day(self) -> date:
        return date.fromisoformat(self.at[:10])


def grouped(deliveries: Path, platform: Path, last_day: date) -> dict[Group, Sums]:
    """Payables by partner, month, kind and state."""
    bills = billed(deliveries)
    found: dict[Group, Sums] = {}
    for one in payables(deliveries, platform):
        group = (one.partner, f"{one.day:%Y-%m}-01", one.kind, state(one, bills, last_day))
        accrued = Decimal(one.fen) / 100
        events, before, owed = found.get(group, (0, Decimal(0), Decimal(0)))
        still = Decimal(0) if one.reversed_by else accrued
        found[group] = (events + 1, before + accrued, owed + still)
    return found


def state(one: Earned, bills: dict[tuple[str, str, str], bool], last_day: date) -> str:
    is_paid = bills.get((one.partner, one.kind, one.key))
    if one.reversed_by:
        return "reversed"
    if is_paid:
        return "paid"
    if one.status == "bid":
        return "accrued"
    is_old = one.clawback_days is not None and (last_day - one.day).days > int(
        str(one.clawback_days)
    )
    return "locked" if is_paid is not None or is_old else "approved"


@lru_cache(maxsize=2)
def payables(deliveries: Path, platform: Path) -> list[Earned]:
    """Every event of every partner with a contract, the caps of months used up in order."""
    lines = terms(deliveries)
    partners = {str(row["渠道"]) for row in lines}
    with sqlite3.connect(platform) as connection:
        connection.row_factory = sqlite3.Row
        facts = Facts(connection)
    found: list[Earned] = []
    for user, one in owners(deliveries, platform).items():
        partner = next((way for way in one if way in partners), None)
        if partner:
            own = [row for row in lines if row["渠道"] == partner]
            found += of_account(facts, own, user, partner, one)
    return list(capped(found))


class Facts:
    """The platform's rows by account."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.registered = dict(connection.execute("select user_id, registered_at from users"))
        products = connection.execute("select product_id, term_value, term_unit from products")
        self.terms = {name: (int(value), unit) for name, value, unit in products}
        self.orders: dict[str, list[sqlite3.Row]] = defaultdict(list)
        for row in connection.execute("select * from investments order by invested_at, order_id"):
            self.orders[row["user_id"]].append(row)
        self.left: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
        gone = "select user_id, coalesce(confirmed_at, created_at), amount from withdrawals "
        for user, at, amount in connection.execute(gone + "where status = 'success'"):
            self.left[user].append((at, Decimal(str(amount))))


def terms(deliveries: Path) -> list[Row]:
    """The lines of the contracts, each as it was delivered last."""
    key = ("合同号", "版本", "条款号")
    return newest_rows(deliveries / "partner_contracts", "佣金合同", key)


def billed(deliveries: Path) -> dict[tuple[str, str, str], bool]:
    """Partner, kind and account or order of what was billed: whether any of it was paid."""
    found: dict[tuple[str, str, str], bool] = {}
    for row in newest_rows(deliveries / "partner_statements", "结算单", ("结算单号", "行号")):
        kind = KINDS[str(row["事件"])]
        name = row["用户编号"] if kind == REGISTER else row["我方订单号"]
        key = (str(row["渠道"]), kind, str(name))
        found[key] = found.get(key, False) or bool(row["已付金额(元)"])
    return found


def newest_rows(folder: Path, sheet: str, key: tuple[str, ...]) -> list[Row]:
    """Every row as it was delivered last; empty cells are None."""
    newest: dict[tuple[object, ...], Row] = {}
    for path in sorted(folder.iterdir()):
        header, *rows = openpyxl.load_workbook(path, read_only=True)[sheet].values
        for values in rows:
            cells = [None if cell == "" else cell for cell in values]
            row = dict(zip(map(str, header), cells, strict=True))
            newest[tuple(row[name] for name in key)] = row
    return list(newest.values())


def of_account(
    facts: Facts, lines: list[Row], user: str, partner: str, one: Owner
) -> Iterator[Earned]:
    """Registration and orders of one account, before the caps of months."""
    who = (one.registered_by == partner, facts.registered[user])
    if who[0]:
        yield from earned(facts, lines, (REGISTER, user, who[1]), None, who)
    living = 0
    for order in facts.orders[user]:
        kinds = (INVEST,) if living else (INVEST, FIRST)
        for kind in kinds:
            event = (kind, order["order_id"], order["invested_at"])
            yield from earned(facts, lines, event, order, who)
        living += order["status"] in ("bid", "confirmed")


def earned(
    facts: Facts,
    lines: list[Row],
    event: tuple[str, str, str],
    order: sqlite3.Row | None,
    who: tuple[bool, str],
) -> Iterator[Earned]:
    """One event (kind, key, when) of somebody new or not, registered then."""
    (kind, key, at), (is_new, registered) = event, who
    day = at[:10]
    version = max(int(str(row["版本"])) for row in lines if str(row["生效日期"]) <= day)
    own = [row for row in lines if row["版本"] == version and KINDS[str(row["事件"])] == kind]
    reached = [row for row in own if tier(row) <= basis(row, order)]
    for row in sorted(reached or own, key=tier)[-1:]:
        late = (date.fromisoformat(day) - date.fromisoformat(registered[:10])).days
        is_out = not reached or (row["仅限新客"] == "是" and not is_new)
        is_out |= (
            order is not None
            and row["注册后计佣天数"] is not None
            and (late > int(str(row["注册后计佣天数"])))
        )
        plain = Earned(
            partner=str(row["渠道"]),
            kind=kind,
            key=key,
            at=at,
            line=(str(row["合同号"]), version, int(str(row["条款号"]))),
            fen=0,
            reversed_by="",
            status=order["status"] if order else "confirmed",
            monthly_cap=row["每月封顶(元)"],
            clawback_days=row["追回天数"],
        )
        if not is_out:
            due = fee(facts, row, order)
            plain = replace(plain, fen=due, reversed_by=reversal(facts, row, order))
        yield plain


def tier(row: Row) -> Decimal:
    return number(row["起投金额(元)"]) or Decimal(0)


def number(cell: object) -> Decimal | None:
    return None if cell in (None, "") else Decimal(str(cell))


def basis(row: Row, order: sqlite3.Row | None) -> Decimal:
    """What the line counts of an order: the amount, or what was paid after the coupon."""
    if order is None:
        return Decimal(0)
    amount, coupon = Decimal(str(order["amount"])), Decimal(str(order["coupon"] or 0))
    return amount - coupon if row["计佣基数"] == "实付金额" else amount


def fee(facts: Facts, row: Row, order: sqlite3.Row | None) -> int:
    """Fen of one event, between the line's minimum and its cap."""
    due = (number(row["固定佣金(元)"]) or Decimal(0)) * 100
    rate = number(row["费率"])
    if rate is not None and order is not None:
        due = basis(row, order) * 100 * rate
        if row["计佣方式"] == "年化":
            value, unit = facts.terms[order["product_id"]]
            due = due * value / (12 if unit == "months" else 365)
    fen = int(due.quantize(Decimal(1), ROUND_HALF_UP))
    low, high = number(row["单笔保底(元)"]), number(row["单笔封顶(元)"])
    fen = max(fen, int(low * 100)) if low is not None else fen
    return min(fen, int(high * 100)) if high is not None else fen


def reversal(facts: Facts, row: Row, order: sqlite3.Row | None) -> str:
    if order is None:
        return ""
    if order["status"] in ("failed_bid", "cancelled"):
        return order["status"]
    if row["追回天数"] is None:
        return ""
    made, days = datetime.fromisoformat(order["invested_at"]), int(str(row["追回天数"]))
    gone = sum(
        amount
        for at, amount in facts.left[order["user_id"]]
        if at >= order["invested_at"] and (date.fromisoformat(at[:10]) - made.date()).days <= days
    )
    return "clawback" if gone >= Decimal(str(order["amount"])) else ""


def capped(found: list[Earned]) -> Iterator[Earned]:
    """In the order of events; what is reversed uses up nothing of a month's cap."""
    used: dict[tuple[object, ...], int] = defaultdict(int)
    for one in sorted(found, key=lambda one: (one.at, one.key)):
        month, cap = (*one.line, one.at[:7]), number(one.monthly_cap)
        left = max(int(cap * 100) - used[month], 0) if cap is not None else one.fen
        used[month] += 0 if one.reversed_by else one.fen
        yield replace(one, fen=min(one.fen, left))
