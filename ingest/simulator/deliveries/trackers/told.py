"""What every tracker knows of an event, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, TypeVar

import numpy as np

from ingest.simulator.deliveries.text_columns import (
    ANONYMOUS_IDS,
    CLICK_IDS,
    DEVICE_IDS,
    EVENT_IDS,
    decimal9,
    hex16,
    invite_codes,
    mixed,
    text,
)
from ingest.simulator.lives.diary import INVEST, NAMES, RECHARGE
from ingest.simulator.lives.tracked import INTERNAL
from ingest.simulator.world.catalog import SITE, SUFFIX_CLICK, SUFFIX_INVITE, Catalog
from ingest.simulator.world.story import DAY, UTC_OFFSET, Story
from ingest.simulator.world.words import AGENT_PLATFORMS, AGENTS, CITIES, PAGE_TITLES, PAGES

_Value = TypeVar("_Value")


class Told(NamedTuple):
    """One event; instants are milliseconds since 1970 UTC, `amount` yuan of a money step."""

    number: int
    event_id: str
    name: str
    at: int
    received: int
    anonymous: str
    user: str | None
    device: str | None
    url: str
    referrer: str
    title: str
    agent: str
    platform: str
    city: str
    ip: str
    amount: int | None
    lands: bool


def told(story: Story, catalog: Catalog, events: np.ndarray) -> Iterator[Told]:
    """The events in the order given."""
    epoch = (story.start - date(1970, 1, 1)).days * DAY - UTC_OFFSET
    lands = events["placement"] != INTERNAL
    money = np.isin(events["name"], (RECHARGE, INVEST))
    columns = (
        events["number"].tolist(),
        _hex(story, events["number"], EVENT_IDS),
        [NAMES[name] for name in events["name"].tolist()],
        (events["at"] + epoch).tolist(),
        (events["received"] + epoch).tolist(),
        _hex(story, events["anonymous"], ANONYMOUS_IDS),
        _known(text(decimal9(events["user"])).to_pylist(), events["user"]),
        _known(_hex(story, events["device"], DEVICE_IDS), events["device"]),
        *_addresses(story, catalog, events, lands),
        [PAGE_TITLES[page] for page in events["page"].tolist()],
        [AGENTS[agent] for agent in events["agent"].tolist()],
        [AGENT_PLATFORMS[agent] for agent in events["agent"].tolist()],
        [CITIES[city] for city in events["city"].tolist()],
        [_dotted(ip) for ip in events["ip"].tolist()],
        _known(events["amount"].tolist(), np.where(money, 0, -1)),
        lands.tolist(),
    )
    return map(Told._make, zip(*columns, strict=True))


def _hex(story: Story, numbers: np.ndarray, purpose: int) -> list[str]:
    return text(hex16(mixed(story, numbers, purpose))).to_pylist()


def _known(values: list[_Value], numbers: np.ndarray) -> list[_Value | None]:
    """The values whose number is not negative, None for the others."""
    pairs = zip(values, numbers.tolist(), strict=True)
    return [value if number >= 0 else None for value, number in pairs]


def _addresses(
    story: Story, catalog: Catalog, events: np.ndarray, lands: np.ndarray
) -> tuple[list[str], list[str]]:
    """Address and referrer of each event."""
    clicks = _hex(story, events["suffix"], CLICK_IDS)
    codes = text(invite_codes(events["suffix"])).to_pylist()
    ends = {SUFFIX_CLICK: clicks, SUFFIX_INVITE: codes}
    urls, referrers = [], []
    places = zip(lands.tolist(), events["placement"].tolist(), events["page"].tolist(), strict=True)
    for row, (is_landing, number, page) in enumerate(places):
        place = catalog.placements[number]
        end = ends.get(place.suffix) if is_landing else None
        url = place.url if is_landing else f"{SITE}{PAGES[page]}"
        urls.append(f"{url}{end[row]}" if end else url)
        referrers.append(place.referrer if is_landing else f"{SITE}/")
    return urls, referrers


def _dotted(ip: int) -> str:
    return f"{ip >> 24}.{ip >> 16 & 255}.{ip >> 8 & 255}.{ip & 255}"
