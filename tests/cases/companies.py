"""Companies that have no simulator: a settings file, exports as they came, and one run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

GOOGLE_AND_FACEBOOK = """
[company]
name = "Overseas ads"
timezone = "UTC"
currency = "USD"

[sources]
enabled = []

[[source]]
name = "google_ads"
dataset = "ad_spend"
format = "csv"
files = "google_ads_campaign_stats_data.csv"
timezone = "America/Los_Angeles"
[source.columns]
account_id = "customer_id"
stat_date = "date"
campaign_id = "id"
device = "device"
placement = "ad_network_type"
impressions = "impressions"
clicks = "clicks"
cost_raw = "cost_micros"
platform_conversions = "conversions"
[source.constants]
channel = "google_ads"
level = "campaign"
cost_unit = "micros"
currency = "USD"
[source.lookups.campaign_name]
file = "google_ads_campaign_history_data.csv"
on = "campaign_id"
key = "id"
value = "name"
latest_by = "updated_at"

[[source]]
name = "facebook_ads"
dataset = "ad_spend"
format = "csv"
files = "facebook_ads_basic_ad_data.csv"
timezone = "UTC"
[source.columns]
account_id = "account_id"
stat_date = "date"
creative_id = "ad_id"
impressions = "impressions"
clicks = "inline_link_clicks"
cost_raw = "spend"
[source.constants]
channel = "facebook_ads"
level = "creative"
currency = "USD"
[source.lookups.campaign_id]
file = "facebook_ads_ad_history_data.csv"
on = "creative_id"
key = "id"
value = "campaign_id"
latest_by = "updated_time"
[source.lookups.campaign_name]
file = "facebook_ads_campaign_history_data.csv"
on = "campaign_id"
key = "id"
value = "name"
latest_by = "updated_time"
"""

CDNOW = """
[company]
name = "CDNOW"
timezone = "America/New_York"
currency = "USD"

[sources]
enabled = []

[[source]]
name = "cdnow"
dataset = "investments"
format = "csv"
files = "cdnow.csv"
timezone = "America/New_York"
[source.columns]
user_id = "customer_id"
invested_at = "date"
amount_raw = "value"
[source.constants]
status = "confirmed"
[source.generated]
order_id = "row"
"""


@dataclass(frozen=True)
class Run:
    """One company's published numbers."""

    serving: Path

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Every row of `sql` over the serving file."""
        with duckdb.connect(str(self.serving), read_only=True) as connection:
            return connection.execute(sql).fetchall()


def build(home: Path, settings: str, deliveries: dict[str, list[Path]]) -> Run:
    """Write the settings, drop the files in the inbox and run; returns what was published."""
    home.mkdir(parents=True)
    (home / "headwater.toml").write_text(settings, encoding="utf-8")
    for source, files in deliveries.items():
        folder = home / "inbox" / source
        folder.mkdir(parents=True)
        for file in files:
            shutil.copy(file, folder / file.name)
    headwater(home, "run")
    paths = json.loads(headwater(home, "paths", "--json"))
    return Run(Path(paths["serving"]))


def headwater(home: Path, *arguments: str) -> str:
    """The output of one `headwater` command; fails with all it printed."""
    command = [str(Path(sys.executable).with_name("headwater")), "--home", str(home), *arguments]
    environment = os.environ | {"HEADWATER_HASH_KEY": "a key that only this suite uses"}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
