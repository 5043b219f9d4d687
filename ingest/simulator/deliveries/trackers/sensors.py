"""Sensors Analytics: JSON lines, milliseconds, words for what is not known, sign-ups that tie."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ingest.simulator.deliveries.trackers.told import Told

_LIBRARIES = {"web": "js", "h5": "MiniProgram", "ios": "iOS", "android": "Android"}
_DIRECT = "未取到值_直接打开"


def sensors_lines(events: Iterable[Told]) -> bytes:
    """One line per event; registering is a `track_signup` from the cookie to the account."""
    return "".join(f"{json.dumps(_record(one), ensure_ascii=False)}\n" for one in events).encode()


def _record(one: Told) -> dict[str, object]:
    is_signup = one.name == "register" and one.user is not None
    name = "$pageview" if one.name == "page_view" else one.name
    who = {"distinct_id": one.user or one.anonymous, "anonymous_id": one.anonymous}
    if one.user is not None:
        who["login_id"] = one.user
    if is_signup:
        who["original_id"] = one.anonymous
    return {
        "_track_id": one.number % 2**31,
        "type": "track_signup" if is_signup else "track",
        "event": "$SignUp" if is_signup else name,
        "time": one.at,
        "recv_time": one.received,
        "project": "production",
        **who,
        "properties": _properties(one),
    }


def _properties(one: Told) -> dict[str, object]:
    said: dict[str, object] = {
        "$lib": _LIBRARIES[one.platform],
        "$url": one.url,
        "$referrer": one.referrer or "url的domain解析失败",
        "$latest_search_keyword": _DIRECT,
        "$user_agent": one.agent,
        "$ip": one.ip,
        "$city": one.city,
        "$title": one.title,
        "$timezone_offset": -480,
    }
    if one.device is not None:
        said["$device_id"] = one.device
    if one.amount is not None:
        said["amount"] = one.amount
    return said
