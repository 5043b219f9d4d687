"""What a partner's report says: its claims and the days that it covers."""

from __future__ import annotations

from typing import NamedTuple

from ingest.simulator.world.story import Story


class ClaimLine(NamedTuple):
    """One claim with one status it had; instants are local text, amounts yuan."""

    network: str
    number: int
    event: int
    user: int
    publisher: str
    order: str
    product: str
    clicked: str
    at: str
    paid: str
    commission: str
    status: int
    since: str


class Span(NamedTuple):
    """First and last day of a report, and the moment at which it arrives."""

    story: Story
    first: int
    last: int
    at: int
