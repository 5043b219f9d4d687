"""What every partner has earned, by our contracts and as far as it is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

import numpy as np

from ingest.simulator.lives.cash import SUCCESS
from ingest.simulator.lives.fates import CONFIRMED, FAILED
from ingest.simulator.lives.society import Society
from ingest.simulator.world.partner_terms import (
    CPS,
    FIRST,
    REGISTER,
    PartnerContract,
    Term,
    commission_fen,
    reaches,
    signed_with_partners,
)
from ingest.simulator.world.story import DAY, SECOND, Columns, Story, take


@dataclass(frozen=True)
class Owned:
    """An account that belongs to a partner, and whether the partner brought its registration."""

    contract: PartnerContract
    row: int
    is_new: bool


@dataclass(frozen=True)
class Order:
    """One order as the platform knows it: status `bid` until it is resolved; yuan and instants."""

    number: int
    at: int
    status: str
    amount: int
    paid: int
    product: int


@dataclass(frozen=True)
class Payable:
    """One registration or order (`order` -1, or its number) under a line of a contract.

    `fen` is what it earned, `reversal` why that was taken back, '' where it was not.
    """

    contract: PartnerContract
    version: int
    line: int
    event: int
    row: int
    order: int
    at: int
    fen: int
    reversal: str = ""
    is_open: bool = False

    @property
    def term(self) -> Term:
        """The line of the contract."""
        return self.contract.terms(self.version)[self.line - 1]

    @property
    def owed_fen(self) -> int:
        """What is still owed of it."""
        return 0 if self.reversal else self.fen


class Ledger:
    """The platform's facts about accounts, by row, as far as they are known."""

    def __init__(self, story: Story, society: Society) -> None:
        self.story = story
        self.registered: list[int] = society.accounts["registered"].tolist()
        self.users: list[int] = society.accounts["user"].tolist()
        self.orders = _orders(story, society)
        self.withdrawals = _withdrawals(story, society)

    def payables(self, owned: list[Owned]) -> list[Payable]:
        """Everything that the contracts give, month by month for each of their lines."""
        found = [
            payable
            for one in owned
            if self.registered[one.row] < self.story.known
            for payable in self._of_account(one)
        ]
        found.sort(key=lambda one: (self._month_of_line(one), *self._time_and_key(one)))
        months = groupby(found, key=self._month_of_line)
        return [payable for _, month in months for payable in _capped(month)]

    def month(self, payable: Payable) -> date:
        """First day of the month in which it counts."""
        return self.story.day(payable.at // DAY).replace(day=1)

    def _month_of_line(self, one: Payable) -> tuple[str, int, int, date]:
        return one.contract.contract_id, one.version, one.line, self.month(one)

    def _time_and_key(self, one: Payable) -> tuple[int, int]:
        """The platform keeps seconds; within one the smaller account or order id comes first."""
        return one.at // SECOND, self.users[one.row] if one.order < 0 else one.order

    def _of_account(self, one: Owned) -> Iterator[Payable]:
        registered, has_invested = self.registered[one.row], False
        if one.is_new:
            yield from self._earned(one, REGISTER, Order(-1, registered, "", 0, 0, 0))
        for order in self.orders[one.row]:
            yield from self._earned(one, CPS, order)
            if not has_invested:
                yield from self._earned(one, FIRST, order)
            has_invested |= order.status in ("bid", "confirmed")

    def _earned(self, one: Owned, event: int, order: Order) -> Iterator[Payable]:
        """By the version of the day, before the month's cap; nothing without such a line."""
        version = one.contract.version(order.at // DAY)
        terms = one.contract.terms(version)
        of_paid = any(term.of_paid for term in terms if term.event == event)
        basis = order.paid if of_paid else order.amount
        line = one.contract.line(version, event, basis)
        if line is None:
            return
        term = terms[line - 1]
        earns = reaches(term, basis) and (one.is_new or not term.is_new_only)
        if term.order_days is not None and order.number >= 0:
            earns &= order.at // DAY - self.registered[one.row] // DAY <= term.order_days
        plain = Payable(one.contract, version, line, event, one.row, order.number, order.at, 0)
        if earns:
            fen = commission_fen(term, basis, order.product)
            plain = replace(plain, fen=fen, reversal=self._reversal(one.row, order, term))
        yield replace(plain, is_open=order.status == "bid")

    def _reversal(self, row: int, order: Order, term: Term) -> str:
        """Why the platform's own rows take an order back, '' if they do not."""
        if order.status in ("failed_bid", "cancelled"):
            return order.status
        if order.number < 0 or term.clawback_days is None:
            return ""
        last = order.at // DAY + term.clawback_days
        gone = sum(fen for at, fen in self.withdrawals[row] if at >= order.at and at // DAY <= last)
        return "clawback" if gone >= order.amount * 100 else ""


def owned_accounts(story: Story, owners: Columns, names: list[str]) -> list[Owned]:
    """The accounts of partners with a contract, by who brought them, else by who sold to them."""
    signed = {names.index(one.network): one for one in signed_with_partners(story)}
    found = []
    pairs = zip(owners["registered_by"].tolist(), owners["ordered_by"].tolist(), strict=True)
    for row, (registered_by, ordered_by) in enumerate(pairs):
        if registered_by in signed:
            found.append(Owned(signed[registered_by], row, is_new=True))
        elif ordered_by in signed:
            found.append(Owned(signed[ordered_by], row, is_new=False))
    return found


def _orders(story: Story, society: Society) -> dict[int, list[Order]]:
    """Each account's orders in order of time."""
    kept = np.flatnonzero(society.orders["at"] < story.known)
    kept = kept[np.argsort(society.orders["at"][kept], kind="stable")]
    some, found = take(society.orders, kept), defaultdict(list)
    names = {CONFIRMED: "confirmed", FAILED: "failed_bid"}
    columns = [kept, *(some[name] for name in ("row", "at", "outcome", "amount", "face"))]
    columns += [some["product"], some["resolved"] < story.known]
    for number, row, at, outcome, amount, face, product, is_known in zip(
        *(values.tolist() for values in columns), strict=True
    ):
        status = names.get(outcome, "cancelled") if is_known else "bid"
        found[row].append(Order(number, at, status, amount, amount - face, product))
    return found


def _withdrawals(story: Story, society: Society) -> dict[int, list[tuple[int, int]]]:
    """(instant, fen) of each account's withdrawals that went through."""
    whole, found = society.withdrawals, defaultdict(list)
    some = take(whole, (whole["outcome"] == SUCCESS) & (whole["confirmed"] < story.known))
    lines = zip(*(some[name].tolist() for name in ("row", "confirmed", "fen")), strict=True)
    for row, at, fen in lines:
        found[row].append((at, fen))
    return found


def _capped(month: Iterator[Payable]) -> Iterator[Payable]:
    """One line's payables of a month, until its cap is used up; reversed ones use up nothing."""
    used = 0
    for one in month:
        cap = one.term.monthly_cap_fen
        fen = one.fen if cap is None else max(min(one.fen, cap - used), 0)
        used += 0 if one.reversal else one.fen
        yield replace(one, fen=fen)
