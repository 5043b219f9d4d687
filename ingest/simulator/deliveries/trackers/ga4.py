"""GA4: rows of the daily export tables of BigQuery, whole numbers as text, no ids of events."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from ingest.simulator.deliveries.trackers.told import Told

_PLATFORMS = {"web": "WEB", "h5": "WEB", "ios": "IOS", "android": "ANDROID"}
_PROPERTY_OFFSET = timedelta(hours=8)


def ga4_lines(events: Iterable[Told]) -> bytes:
    """One line per event."""
    return "".join(f"{json.dumps(_row(one), ensure_ascii=False)}\n" for one in events).encode()


def _row(one: Told) -> dict[str, object]:
    day = datetime.fromtimestamp(one.at / 1000, UTC) + _PROPERTY_OFFSET
    row: dict[str, object] = {
        "event_date": f"{day:%Y%m%d}",
        "event_timestamp": f"{one.at}000",
        "event_name": one.name,
        "event_params": _parameters(one),
        "event_bundle_sequence_id": str(one.number),
        "user_pseudo_id": one.anonymous,
        "platform": _PLATFORMS[one.platform],
        "geo": {"country": "China", "city": one.city},
    }
    if one.user is not None:
        row["user_id"] = one.user
    if one.lands:
        row["collected_traffic_source"] = _source(one.url)
    return row


def _parameters(one: Told) -> list[dict[str, object]]:
    texts = {"page_location": one.url, "page_referrer": one.referrer, "page_title": one.title}
    found: list[dict[str, object]] = [
        {"key": name, "value": {"string_value": value}} for name, value in texts.items() if value
    ]
    if one.amount is not None:
        found.append({"key": "value", "value": {"int_value": str(one.amount)}})
    return found


def _source(url: str) -> dict[str, str]:
    """What Google says of the click beside the address."""
    said = parse_qs(urlsplit(url).query)
    names = {"manual_source": "utm_source", "manual_medium": "utm_medium", "gclid": "gclid"}
    return {name: said[key][0] for name, key in names.items() if key in said}
