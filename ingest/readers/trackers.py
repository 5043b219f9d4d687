"""Exports of web analytics systems as events: what each knows of an event under one set of names.

Sensors Analytics and GA4 (JSON lines), Snowplow's enriched events (tabs) and Matomo's visits (one
JSON answer). Values keep their own form; the contract checks them like those of any source.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ingest.readers.reading import cell
from ingest.readers.records import (
    Fields,
    as_object,
    as_text,
    hashed,
    iso_day,
    listed,
    part,
    with_campaign,
)

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
    "partition_id",
)
LINK = ("anonymous_id", "user_id", "linked_at")
LINKS = "links"
"""Sheet of ids that a system itself ties together."""
SIGNUP = "track_signup"
"""Sensors Analytics' word for tying two ids; no other line ties any."""
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


@dataclass
class Found:
    """What one line or action comes to."""

    events: list[Fields] = field(default_factory=list)
    links: list[Fields] = field(default_factory=list)


def sensors(line: str) -> Found:
    """A tracked event; a `track_signup` also ties the id before to the id after."""
    record = as_object(line)
    if record.get("type") not in {"track", SIGNUP}:
        return Found()
    said = {k: v for k, v in part(record, "properties").items() if not _is_no_value(v)}
    identities = part(record, "identities")
    who, is_login = record["distinct_id"], said.get("$is_login_id") in {True, "true"}
    user = record.get("login_id") or identities.get("$identity_login_id") or (is_login and who)
    cookie = record.get("anonymous_id") or identities.get("$identity_cookie_id")
    link = []
    if record["type"] == SIGNUP:
        user, cookie = who, record.get("original_id") or cookie
        link = [{"anonymous_id": cookie, "user_id": user, "linked_at": record["time"]}]
    campaign = {name: said.get(f"${name}") for name in _UTM}
    known = {"$ip", "$url", "$referrer", "$user_agent", "$city", "$lib", "$device_id"}
    event = {
        "event_id": hashed([record.get(k) for k in _SENSORS_KEY]),
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
    record = as_object(line)
    params = {
        str(one["key"]): next((v for v in part(one, "value").values() if v is not None), None)
        for one in listed(record.get("event_params"))
    }
    said = part(record, "collected_traffic_source")
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
        "event_id": hashed([*(as_text(record.get(k)) for k in _GA4_KEY), params]),
        "event_name": record["event_name"],
        "event_at": (_EPOCH + timedelta(microseconds=moment)).isoformat(),
        "anonymous_id": record.get("user_pseudo_id"),
        "user_id": record.get("user_id"),
        "platform": record.get("platform"),
        "city": part(record, "geo").get("city"),
        "url": with_campaign(params.get("page_location"), campaign),
        "referrer": params.get("page_referrer"),
        "props": params,
        "partition_id": iso_day(record.get("event_date")),
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
    "event_date",
)
"""With the day of its table, as what two tables tell is two events: one may be restated."""


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
    visit = as_object(line)
    found = Found()
    actions = listed(visit.get("actionDetails"))
    moments = [int(str(one["timestamp"])) for one in actions]
    began = int(str(visit.get("firstActionTimestamp") or min(moments, default=0)))
    day = (_EPOCH + timedelta(seconds=began)).date()
    for number, action in enumerate(actions, start=1):
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
                "partition_id": f"{day} {visit['idVisit']}",
            }
        )
    return found


TAKERS: dict[str, Callable[[str], Found]] = {
    "sensors": sensors,
    "ga4": ga4,
    "snowplow": snowplow,
    "matomo": matomo,
}


def _is_no_value(value: object) -> bool:
    return isinstance(value, str) and value.startswith(_NO_VALUE)
