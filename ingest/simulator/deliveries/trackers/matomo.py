"""Matomo: the visits of some days with all their actions, one JSON answer."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ingest.simulator.deliveries.trackers.told import Told

_VISIT_ENDS_AFTER = 30 * 60 * 1000


def matomo_visits(events: Iterable[Told]) -> bytes:
    """The answer; a visit ends after half an hour, at a log-in and at a new campaign."""
    visits: list[dict[str, object]] = []
    actions: list[dict[str, object]] = []
    before: Told | None = None
    for one in sorted(events, key=lambda one: (one.anonymous, one.at, one.number)):
        if before is None or _begins(before, one):
            actions = []
            visits.append(_visit(one, actions))
        actions.append(_action(one))
        before = one
    return json.dumps(visits, ensure_ascii=False).encode()


def _begins(before: Told, one: Told) -> bool:
    same = (before.anonymous, before.user) == (one.anonymous, one.user)
    return not same or one.lands or one.at - before.at > _VISIT_ENDS_AFTER


def _visit(first: Told, actions: list[dict[str, object]]) -> dict[str, object]:
    return {
        "idVisit": first.number,
        "visitorId": first.anonymous,
        "userId": first.user,
        "visitIp": first.ip,
        "city": first.city,
        "referrerUrl": first.referrer or None,
        "actionDetails": actions,
    }


def _action(one: Told) -> dict[str, object]:
    action: dict[str, object] = {"url": one.url, "timestamp": one.at // 1000}
    if one.name == "page_view":
        return action | {"type": "action", "pageTitle": one.title}
    known = {"eventCategory": "account", "eventAction": one.name}
    value = {} if one.amount is None else {"eventValue": one.amount}
    return action | {"type": "event", **known, **value}
