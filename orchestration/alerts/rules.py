"""The alert rules of the settings, held against the metrics, channels and recipients there are."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from ingest.alerts import EVERYBODY, Alert
from ingest.config import ConfigError, Settings
from ingest.recipients import Recipient
from ingest.sections import followed
from measurement.daily_metrics import DAILY_METRICS
from measurement.nearest import nearest

_CHANNELS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds" / "channels.csv"


def require_usable(settings: Settings) -> None:
    """Refuse rules about what does not exist.

    Raises:
        ConfigError: with every rule that cannot be used, and what to write instead.
    """
    found = problems(settings)
    if found:
        raise ConfigError("\n".join(["[[alert]] in headwater.toml cannot be used:", *found]))


def problems(settings: Settings) -> list[str]:
    """What is wrong with the rules, one line each; nothing when all can be used."""
    channels = known_channels(settings)
    names = {one.name for one in settings.report.recipient} | {EVERYBODY}
    return [
        f"  {rule.name}: {text}"
        for rule in settings.alert
        for text in (
            *_of_metric(rule),
            *(
                f"no channel is called {channel!r}{_instead(channel, channels)} 没有该渠道。"
                for channel in rule.channels
                if channel not in channels
            ),
            *(
                f"no recipient is called {name!r}{_instead(name, names)} 没有该收件人。"
                for name in rule.to
                if name not in names
            ),
        )
    ]


def _of_metric(rule: Alert) -> list[str]:
    metric = DAILY_METRICS.get(rule.metric)
    if metric is None:
        return [
            f"no metric is called {rule.metric!r}{_instead(rule.metric, set(DAILY_METRICS))} "
            "没有该指标。"
        ]
    found = []
    if (rule.each == "city" or rule.cities) and not metric.cities:
        known = ", ".join(code for code, one in DAILY_METRICS.items() if one.cities)
        found.append(f"{rule.metric} is not known by city; {known} are. 该指标没有城市口径。")
    if (rule.each == "channel" or rule.channels) and metric.table == "company":
        found.append(f"{rule.metric} is of the whole company only. 该指标仅有全公司口径。")
    if (rule.each == "channel" or rule.channels) and metric.is_paid_only:
        found.append(f"{rule.metric} is of all paid channels together: use cac. 请改用 cac。")
    if metric.form == "stock" and rule.kind == "unusual":
        found.append(f"{rule.metric} is a balance: use below, above, falls_by or rises_by. 存量。")
    if metric.form == "return" and rule.kind in ("falls_by", "rises_by"):
        found.append(f"{rule.metric} may be negative, so it has no change: use roas. 请改用 roas。")
    return found


def _instead(name: str, known: set[str]) -> str:
    meant = nearest(name, sorted(known))
    return f"; did you mean {meant!r}?" if meant else f"; there are {', '.join(sorted(known))}."


def known_channels(settings: Settings) -> set[str]:
    """Codes of the channels that numbers can stand under."""
    merged = set(followed(settings.merged_channels))
    return (set(_built_in()) | {channel.name for channel in settings.channel}) - merged


@lru_cache(maxsize=1)
def _built_in() -> tuple[str, ...]:
    with _CHANNELS.open(encoding="utf-8") as file:
        return tuple(row["channel"] for row in csv.DictReader(file))


def told(rule: Alert, recipients: tuple[Recipient, ...], channel: str, city: str) -> list[str]:
    """Who is told of an alert about a channel, a city, or the company: whoever may see it."""
    named = [one for one in recipients if EVERYBODY in rule.to or one.name in rule.to]
    return [one.name for one in named if may_see(one, channel, city)]


def may_see(recipient: Recipient, channel: str, city: str) -> bool:
    """Whether a recipient's pages, channels and cities hold it; of the company both are empty."""
    pages, channels, cities = recipient.pages, recipient.channels, recipient.cities
    return (
        (pages is None or "alerts" in pages)
        and (channels is None or channel in channels)
        and (cities is None or city in cities)
    )
