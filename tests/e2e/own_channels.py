"""A channel, a source and rules that the small company describes itself, and what came of them."""

import json
from pathlib import Path

from ingest.config import Paths

SETTINGS = """
[[channel]]
name = "radio"
label = "City radio"
label_zh = "城市电台"
class = "Offline"
rules = [
    { utm_source = "FM", utm_medium = "audio" },
    { code_prefix = "RA_" },
    { utm_source = "fm2", code_prefix = "ZZ" },
]

[[channel]]
name = "podcast"

[[channel]]
name = "wechat"
label = "WeChat service account"
label_zh = "微信服务号"
class = "Social"
is_paid = false
rules = [{ utm_source = "wechat" }]

[[source]]
name = "radio_bills"
dataset = "ad_spend"
format = "csv"
files = "*.csv"
[source.columns]
stat_date = "day"
campaign_id = "show"
cost_raw = "cost"
[source.constants]
channel = "radio"

[[source]]
name = "leaflets"
dataset = "ad_spend"
format = "csv"
files = "*.csv"
[source.columns]
stat_date = "day"
cost_raw = "cost"
"""
LANDINGS = {
    "ana": "https://x.cn/?utm_source=fm&utm_medium=audio",
    "ben": "https://x.cn/?hw_code=RA_07",
    "cho": "https://x.cn/?utm_source=podcast",
    "dee": "https://x.cn/?utm_source=fm&utm_medium=video",
    "fay": "https://x.cn/?hw_code=RAX07",
    "gil": "https://x.cn/?hw_code=ZZ07",
    "eva": "https://x.cn/?utm_source=wechat",
}


def event(person: str, url: str) -> str:
    at = "2026-05-22T10:00:00+08:00"
    told = {"event_id": person, "event_name": "page_view", "event_at": at, "url": url}
    return json.dumps({**told, "anonymous_id": person})


def describe_own_channels(home: Path) -> None:
    """Write the settings, visits that their rules tell apart, and two bills."""
    found = Paths(home)
    for source in ("events", "radio_bills", "leaflets"):
        (found.inbox / source).mkdir(parents=True, exist_ok=True)
    with found.config.open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    lines = "\n".join(event(person, url) for person, url in LANDINGS.items())
    (found.inbox / "events" / "events_of_radio.jsonl").write_text(lines + "\n", "utf-8")
    bills = "day,show,cost\n2026-05-22,morning,120.50\n2026-05-22,evening,79.50\n"
    (found.inbox / "radio_bills" / "may.csv").write_text(bills, "utf-8")
    (found.inbox / "leaflets" / "may.csv").write_text("day,cost\n2026-05-22,33\n", "utf-8")
