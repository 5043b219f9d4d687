"""Exports of web analytics systems as events: what each knows of an event under one set of names.

Sensors Analytics and GA4 (JSON lines), Snowplow's enriched events (tabs) and Matomo's visits (one
JSON answer). Values keep their own form; the contract checks them like those of any source.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

from ingest.descriptions import SourceDescription
from ingest.readers.reading import BrokenRow, Cell, Reading, Sheet, cell
from ingest.readers.text import read_text
from ingest.words import RefusalError

EVENT = (
    "event_id",
    "event_name",
    "event_at",
    "received_at",
    "anonymous_id",
    "user_id",
    "platform",
    "device_id",
    "city",
    "url",
    "referrer",
    "user_agent",
    "ip",
    "props",
)
LINK = ("anonymous_id", "user_id", "linked_at")
LINKS = "links"
"""Sheet of ids that a system itself ties together."""
SNOWPLOW_COLUMNS = 131
_SNOWPLOW = {
    "platform": 1,
    "received_at": 3,
    "event_id": 6,
    "user_id": 12,
    "ip": 13,
    "anonymous_id": 15,
    "city": 20,
    "url": 29,
    "referrer": 31,
    "props": 58,
    "user_agent": 77,
    "event_at": 124,
    "event_name": 126,
}
"""Where an enriched event has what we keep; columns have no names in the file."""
_SNOWPLOW_CAMPAIGN = {
    "utm_medium": 47,
    "utm_source": 48,
    "utm_term": 49,
    "utm_content": 50,
    "utm_campaign": 51,
}
_COLLECTED, _NETWORK_USER, _FINGERPRINT = 3, 17, 129
_NO_VALUE = ("未取到", "取值异常", "url的domain解析失败")
"""How Sensors Analytics begins texts that say why it has no value."""
_UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Record = dict[str, object]
Fields = dict[str, object]


@dataclass
class Found:
    """What one line or action comes to."""

    events: list[Fields] = field(default_factory=list)
    links: list[Fields] = field(default_factory=list)


def read(path: Path, source: SourceDescription) -> Reading:
    """Events, and in the sheet `links` the ids that the system ties together.

    Raises:
        RefusalError: when the file as a whole is not what its source delivers.
    """
    text = read_text(path, source.encoding)
    sheets = {"": Sheet(list(EVENT), [], []), LINKS: Sheet(list(LINK), [], [])}
    lines = _visits(text) if source.format == "matomo" else enumerate(text.splitlines(), start=1)
    if source.format == "ga4" and "intraday" in path.name:
        raise RefusalError(
            "not_the_stated_format",
            "Intraday tables are replaced by the daily ones and lack attribution. Deliver "
            "events_YYYYMMDD once it is there.",
            "intraday 表会被日表取代且缺少归因信息，请投递 events_YYYYMMDD 日表。",
        )
    for number, line in lines:
        if not line.strip():
            continue
        try:
            found = _TAKERS[source.format](line)
        except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
            sheets[""].broken.append(BrokenRow(number, "malformed_line", line[:1000]))
            continue
        for name, rows in (("", found.events), (LINKS, found.links)):
            for row in rows:
                sheets[name].rows.append(
                    [_text(row.get(header)) for header in sheets[name].headers]
                )
                sheets[name].numbers.append(number)
    return Reading(sheets)


def sensors(line: str) -> Found:
    """A tracked event; a `track_signup` also ties the id before to the id after."""
    record = _object(line)
    if record.get("type") not in {"track", "track_signup"}:
        return Found()
    said = {k: v for k, v in _part(record, "properties").items() if not _is_no_value(v)}
    identities = _part(record, "identities")
    who, is_login = record["distinct_id"], said.get("$is_login_id") in {True, "true"}
    user = record.get("login_id") or identities.get("$identity_login_id") or (is_login and who)
    cookie = record.get("anonymous_id") or identities.get("$identity_cookie_id")
    link = []
    if record["type"] == "track_signup":
        user, cookie = who, record.get("original_id") or cookie
        link = [{"anonymous_id": cookie, "user_id": user, "linked_at": record["time"]}]
    campaign = {name: said.get(f"${name}") for name in _UTM}
    known = {"$ip", "$url", "$referrer", "$user_agent", "$city", "$lib", "$device_id"}
    event = {
        "event_id": _hash([record.get(k) for k in _SENSORS_KEY]),
        "event_name": record.get("event"),
        "event_at": record["time"],
        "received_at": record.get("recv_time"),
        "anonymous_id": cookie or said.get("$device_id") or who,
        "user_id": user or None,
        "platform": said.get("$lib"),
        "device_id": said.get("$device_id"),
        "city": said.get("$city"),
        "url": with_campaign(said.get("$url"), campaign),
        "referrer": said.get("$referrer"),
        "user_agent": said.get("$user_agent"),
        "ip": said.get("$ip"),
        "props": {name: value for name, value in said.items() if name not in known},
    }
    return Found([event], link)


_SENSORS_KEY = ("distinct_id", "type", "event", "time", "properties", "original_id", "_track_id")


def ga4(line: str) -> Found:
    """One row of a daily export table; Google gives events no id, so its fields make one."""
    record = _object(line)
    params = {
        str(one["key"]): next((v for v in _part(one, "value").values() if v is not None), None)
        for one in _list(record.get("event_params"))
    }
    said = _part(record, "collected_traffic_source")
    campaign = {
        "utm_source": said.get("manual_source"),
        "utm_medium": said.get("manual_medium"),
        "utm_campaign": said.get("manual_campaign_name"),
        "utm_term": said.get("manual_term"),
        "utm_content": said.get("manual_content"),
        "gclid": said.get("gclid"),
    }
    moment = int(str(record["event_timestamp"]))
    event = {
        "event_id": _hash([*(_texts(record.get(k)) for k in _GA4_KEY), params]),
        "event_name": record["event_name"],
        "event_at": (_EPOCH + timedelta(microseconds=moment)).isoformat(),
        "anonymous_id": record.get("user_pseudo_id"),
        "user_id": record.get("user_id"),
        "platform": record.get("platform"),
        "city": _part(record, "geo").get("city"),
        "url": with_campaign(params.get("page_location"), campaign),
        "referrer": params.get("page_referrer"),
        "props": params,
    }
    return Found([event])


_GA4_KEY = (
    "user_pseudo_id",
    "event_timestamp",
    "event_name",
    "event_bundle_sequence_id",
    "batch_event_index",
    "batch_page_id",
    "batch_ordering_id",
)


def snowplow(line: str) -> Found:
    """An enriched event; two that share an id are the same only if their fingerprint is, too."""
    cells = [cell(value) for value in line.split("\t")]
    if len(cells) != SNOWPLOW_COLUMNS:
        raise ValueError(f"{len(cells)} columns instead of {SNOWPLOW_COLUMNS}")
    event: Fields = {name: cells[place] for name, place in _SNOWPLOW.items()}
    campaign: Fields = {name: cells[place] for name, place in _SNOWPLOW_CAMPAIGN.items()}
    event["event_id"] = "-".join(value for value in (cells[6], cells[_FINGERPRINT]) if value)
    event["anonymous_id"] = event["anonymous_id"] or cells[_NETWORK_USER]
    event["event_at"] = event["event_at"] or cells[_COLLECTED]
    event["url"] = with_campaign(event["url"], campaign)
    return Found([event])


def matomo(line: str) -> Found:
    """The actions of a visit; a visit asked for again while it goes on keeps their ids."""
    visit = _object(line)
    found = Found()
    for number, action in enumerate(_list(visit.get("actionDetails")), start=1):
        kind = str(action.get("type"))
        kept = {"pageTitle", "eventCategory", "eventAction", "eventName", "eventValue", "goalName"}
        found.events.append(
            {
                "event_id": f"{visit['idVisit']}-{number}",
                "event_name": "page_view" if kind == "action" else action.get("eventAction", kind),
                "event_at": action["timestamp"],
                "anonymous_id": visit["visitorId"],
                "user_id": visit.get("userId"),
                "platform": "web",
                "city": visit.get("city"),
                "url": action.get("url"),
                "referrer": visit.get("referrerUrl") if number == 1 else None,
                "ip": visit.get("visitIp"),
                "props": {name: action[name] for name in kept & set(action)},
            }
        )
    return found


_TAKERS: dict[str, Callable[[str], Found]] = {
    "sensors": sensors,
    "ga4": ga4,
    "snowplow": snowplow,
    "matomo": matomo,
}


def with_campaign(url: object, campaign: Fields) -> str | None:
    """`url` with what a system knows of the campaign beside it; what the address says stays."""
    address = str(url) if url else ""
    known = urlsplit(address).query
    more = [
        f"{name}={quote(str(value))}"
        for name, value in campaign.items()
        if value and f"&{name}=" not in f"&{known}"
    ]
    if not more:
        return address or None
    address, mark, fragment = (address or "app://campaign/").partition("#")
    joined = f"{address}{'&' if known else '?'}{'&'.join(more)}"
    return f"{joined}{mark}{fragment}"


def _visits(text: str) -> Iterator[tuple[int, str]]:
    try:
        answer = json.loads(text)
    except ValueError as error:
        raise RefusalError(
            "not_the_stated_format",
            f"The file is not the JSON of Live.getLastVisitsDetails: {error}.",
            f"文件不是 Live.getLastVisitsDetails 返回的 JSON：{error}。",
        ) from error
    if not isinstance(answer, list):
        said = answer.get("message", "no list of visits") if isinstance(answer, dict) else answer
        raise RefusalError(
            "not_the_stated_format",
            f"Matomo answered with no visits but: {said}. Ask again.",
            f"Matomo 返回的不是访问列表，而是：{said}。请重新获取。",
        )
    for number, visit in enumerate(answer, start=1):
        yield number, json.dumps(visit, ensure_ascii=False)


def _object(line: str) -> Record:
    record = json.loads(line)
    if not isinstance(record, dict):
        raise TypeError("not an object")
    return record


def _part(record: Record, name: str) -> Record:
    part = record.get(name)
    return part if isinstance(part, dict) else {}


def _list(value: object) -> list[Record]:
    return value if isinstance(value, list) else []


def _texts(value: object) -> str | None:
    """BigQuery writes whole numbers as text, other tools as numbers."""
    return None if value is None else str(value)


def _is_no_value(value: object) -> bool:
    return isinstance(value, str) and value.startswith(_NO_VALUE)


def _hash(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _text(value: object) -> Cell:
    if value is None or value in ({}, ""):
        return None
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return cell(str(value))
