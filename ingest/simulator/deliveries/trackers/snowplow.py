"""Snowplow: enriched events, 131 columns between tabs, delivered at least once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from ingest.simulator.deliveries.trackers.told import Told

_COLUMNS = 131
_PLATFORMS = {"web": "web", "h5": "web", "ios": "mob", "android": "mob"}
_CAMPAIGN = {47: "utm_medium", 48: "utm_source", 49: "utm_term", 51: "utm_campaign"}
_TWICE = 97
"""Every so-many-th event is sent a second time."""


def snowplow_lines(events: Iterable[Told]) -> bytes:
    """One line per event, some of them twice."""
    lines = []
    for one in events:
        line = _line(one)
        lines += [line, line] if one.number % _TWICE == 0 else [line]
    return "".join(lines).encode()


def _line(one: Told) -> str:
    cells = [""] * _COLUMNS
    cells[0:2] = "qingshui", _PLATFORMS[one.platform]
    cells[2] = cells[3] = _moment(one.received)
    cells[5] = "page_view" if one.name == "page_view" else "unstruct"
    cells[6] = f"{one.event_id[:8]}-{one.event_id[8:12]}-4{one.event_id[12:15]}-{one.anonymous[:4]}"
    cells[6] += f"-{one.event_id[4:]}"
    cells[12], cells[13], cells[15] = one.user or "", one.ip, one.anonymous
    cells[20], cells[29], cells[30], cells[31] = one.city, one.url, one.title, one.referrer
    said = parse_qs(urlsplit(one.url).query) if one.lands else {}
    for place, name in _CAMPAIGN.items():
        cells[place] = said.get(name, [""])[0]
    cells[77], cells[124], cells[126] = one.agent, _moment(one.at), one.name
    cells[129] = one.event_id[::-1]
    return "\t".join(cells) + "\n"


def _moment(at: int) -> str:
    return f"{datetime.fromtimestamp(at // 1000, UTC):%Y-%m-%d %H:%M:%S}.{at % 1000:03d}"
