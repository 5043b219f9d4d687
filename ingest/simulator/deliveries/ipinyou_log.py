"""iPinYou's log of impressions and clicks, bzip2: 24 columns by position, no header."""

from __future__ import annotations

import bz2

from ingest.simulator.deliveries.media import Report
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.story import DAY, SECOND, Story

_ADVERTISER, _EXCHANGE = "1458", "2"
_FIELDS = 24
_PER_THOUSAND = 1_000
"""Prices are fen for a thousand impressions."""


def ipinyou_log(story: Story, catalog: Catalog, report: Report) -> bytes:
    """The log of one report; the prices of a creative's impressions add up to its whole fen."""
    lines = []
    names = ("day", "placement", "impressions", "clicks", "fen")
    for day, number, shown, clicks, fen in zip(
        *(report.rows[name].tolist() for name in names), strict=True
    ):
        creative = catalog.placements[number].adgroup_id
        price, odd = divmod(fen * _PER_THOUSAND, shown)
        for step in range(shown):
            at = day * DAY + step * (DAY // shown) // SECOND * SECOND
            lines.append(_line(story, at, "1", creative, price + (step < odd)))
        for step in range(clicks):
            at = day * DAY + step * (DAY // clicks) // SECOND * SECOND
            lines.append(_line(story, at, "2", creative, price))
    return bz2.compress("".join(lines).encode())


def _line(story: Story, at: int, kind: str, creative: str, price: int) -> str:
    fields = ["null"] * _FIELDS
    fields[1] = f"{story.moment(at):%Y%m%d%H%M%S}000"
    fields[2], fields[8] = kind, _EXCHANGE
    fields[18], fields[20], fields[22] = creative, str(price), _ADVERTISER
    return "\t".join(fields) + "\n"
