"""The company's own settings, written once beside its deliveries."""

from __future__ import annotations

from pathlib import Path

from ingest.config import Paths, make_hash_key
from ingest.simulator.deliveries.click_answers import SOURCE
from ingest.simulator.deliveries.media_sources import MEDIA_SOURCES
from ingest.simulator.deliveries.partner_reports import PARTNER_SOURCES
from ingest.simulator.deliveries.trackers.systems import NAMES

_SOURCES = tuple(one.name for one in (*MEDIA_SOURCES, *PARTNER_SOURCES))
_SOURCES += (
    SOURCE,
    "partner_contracts",
    "partner_statements",
    "spend_contracts",
    "activities",
    "targets",
    "annotations",
    "promotion_plans",
    *NAMES,
)
_SETTINGS = """[company]
name = "Qingshui Finance"
name_zh = "清水金融"
timezone = "Asia/Shanghai"
currency = "CNY"

[platform]
url = "sqlite:///platform.db"
timezone = "Asia/Shanghai"

[alerts]
quiet_hours = "22:00-08:00"

[[alert]]
name = "registrations_low"
metric = "registrations"
each = "channel"
unusual = "low"
floor = 20

[[alert]]
name = "cac_jumps"
metric = "blended_cac"
rises_by = 0.25
days = 7
floor = 20

[[alert]]
name = "spend_unusual"
metric = "spend_amount"
unusual = "both"
"""


def settle(home: Path) -> Paths:
    """Make the company's folders; settings and hash key are written only if they are missing."""
    paths = Paths(home)
    for folder in (*(paths.inbox / source for source in _SOURCES), paths.truth):
        folder.mkdir(parents=True, exist_ok=True)
    if not paths.config.exists():
        paths.config.write_text(_SETTINGS, encoding="utf-8")
    if not (home / ".env").exists():
        make_hash_key(home)
    return paths
