"""A company that describes its own channel, source and rules: they behave like built-in ones."""

import json
from pathlib import Path

import pytest

from ingest.config import Paths
from tests.conftest import made_once, run_once
from tests.e2e.published import rows

pytestmark = pytest.mark.xdist_group("own_channels")

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
    at = "2026-05-01T10:00:00+08:00"
    told = {"event_id": person, "event_name": "page_view", "event_at": at, "url": url}
    return json.dumps({**told, "anonymous_id": person})


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """The company after one run."""

    def make(home: Path) -> None:
        found = Paths(home)
        for source in ("events", "radio_bills", "leaflets"):
            (found.inbox / source).mkdir(parents=True)
        found.config.write_text(SETTINGS, "utf-8")
        lines = "\n".join(event(person, url) for person, url in LANDINGS.items())
        (found.inbox / "events" / "events_20260501.jsonl").write_text(lines + "\n", "utf-8")
        bills = "day,show,cost\n2026-05-01,morning,120.50\n2026-05-01,evening,79.50\n"
        (found.inbox / "radio_bills" / "may.csv").write_text(bills, "utf-8")
        (found.inbox / "leaflets" / "may.csv").write_text("day,cost\n2026-05-01,33\n", "utf-8")
        run_once(home)

    return made_once(tmp_path_factory, "own_channels", make)


def test_visits_come_from_the_channel_whose_rule_they_show(paths):
    found = rows(paths, "select channel, visitors from fct_channel_daily where visitors > 0")
    assert sorted(found) == [("podcast", 1), ("radio", 2), ("unmatched", 3), ("wechat", 1)]


def test_its_spend_is_paid_media_of_its_class(paths):
    spent = "select channel, sum(spend_amount)::varchar from fct_spend_daily group by 1"
    assert sorted(rows(paths, spent)) == [("leaflets", "33.00"), ("radio", "200.00")]


def test_channels_carry_the_companys_words_and_unknown_ones_that_cost_money_are_paid(paths):
    columns = "channel, channel_name, channel_name_zh, channel_class, is_paid"
    named = "('radio', 'podcast', 'wechat', 'leaflets')"
    found = rows(paths, f"select {columns} from dim_channels where channel in {named}")
    assert sorted(found) == [
        ("leaflets", "leaflets", "leaflets", "Other", True),
        ("podcast", "podcast", "podcast", "Other", True),
        ("radio", "City radio", "城市电台", "Offline", True),
        ("wechat", "WeChat service account", "微信服务号", "Social", False),
    ]
