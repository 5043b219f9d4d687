"""`partner_owners.csv` and `partner_payables.csv`: whose people are, and what that is worth."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from ingest.simulator.census import Census
from ingest.simulator.deliveries.bills import bills
from ingest.simulator.deliveries.money import yuan
from ingest.simulator.truth.files import write_csv
from ingest.simulator.truth.payables import Ledger, Owned, Payable, owned_accounts
from ingest.simulator.truth.spend import Spend
from ingest.simulator.world.partner_terms import EVENT_TYPES
from ingest.simulator.world.story import DAY, Columns, Story

_PAYABLES = ("partner", "month", "event_type", "payable_state", "events", "accrued_amount")
_PAYABLES += ("owed_amount",)
_OWNERS = ("user_id", "registration_channel", "first_order_channel", "partner", "is_new")
Billed = dict[tuple[str, int, int], bool]
"""Network, event, and user or order: whether something was paid of what is billed."""


class PartnerTruth:
    """What partners have earned, with the accounts behind it."""

    def __init__(self, story: Story, census: Census) -> None:
        self.story, self.census = story, census
        self.owners = census.owners.whole()
        self.owned: list[Owned] = owned_accounts(story, self.owners, census.owners.names)
        self.ledger = Ledger(story, census.society)
        self.payables = self.ledger.payables(self.owned)
        self.as_of = self._last_day()

    def spend(self) -> Spend:
        """What is owed, by the day on which it was earned."""
        spend: Spend = Counter()
        for one in self.payables:
            spend[one.at // DAY, one.contract.network, "partner"] += one.owed_fen
        return spend

    def write(self, folder: Path, claims: Columns) -> None:
        """Both files."""
        write_csv(folder / "partner_owners.csv", _OWNERS, self._owner_rows())
        sums: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
        billed = self._billed(claims)
        for one in self.payables:
            group = (one.contract.network, self.ledger.month(one), EVENT_TYPES[one.event])
            total = sums[*group, self._state(one, billed)]
            for place, value in enumerate((1, one.fen, one.owed_fen)):
                total[place] += value
        rows = [
            (*group, events, yuan(fen), yuan(owed))
            for group, (events, fen, owed) in sorted(sums.items(), key=lambda item: str(item[0]))
        ]
        write_csv(folder / "partner_payables.csv", _PAYABLES, rows)

    def _owner_rows(self) -> list[tuple[object, ...]]:
        names = [*self.census.owners.names, ""]
        partner = {one.row: (one.contract.network, int(one.is_new)) for one in self.owned}
        columns = zip(*(self.owners[name].tolist() for name in self.owners), strict=True)
        return [
            (
                self.ledger.users[row],
                *(names[channel] for channel in channels),
                *partner.get(row, ("", "")),
            )
            for row, channels in enumerate(columns)
            if self.ledger.registered[row] < self.story.known
        ]

    def _billed(self, claims: Columns) -> Billed:
        """As far as the bills have come."""
        found: Billed = {}
        for bill in bills(self.story, self.census.society, claims):
            is_paid = bill.paid // DAY <= self.story.last_delivery
            for line in bill.lines if bill.billed // DAY <= self.story.last_delivery else []:
                key = (line.network, line.event, line.user if line.order < 0 else line.order)
                found[key] = found.get(key, False) or (is_paid and line.is_good)
        return found

    def _state(self, one: Payable, billed: Billed) -> str:
        key = self.ledger.users[one.row] if one.order < 0 else one.order
        paid = billed.get((one.contract.network, one.event, key))
        clawback = one.term.clawback_days
        is_over = clawback is not None and self.as_of - one.at // DAY > clawback
        states = {
            "reversed": bool(one.reversal),
            "paid": bool(paid),
            "accrued": one.is_open,
            "locked": paid is not None or is_over,
        }
        return next((state for state, holds in states.items() if holds), "approved")

    def _last_day(self) -> int:
        """The last day of which anything is known."""
        society, known = self.census.society, self.story.known
        days = [self.census.as_of]
        for at in (society.accounts["registered"], society.orders["at"]):
            days.append(int(at[at < known].max(initial=-1)) // DAY)
        return max(days)
