"""Which source reports which advertising account, when, how often, and with which mishaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.simulator.world.story import Story

DAILY, WEEKLY = 1, 7


@dataclass(frozen=True)
class MediaSource:
    """Reports of one account; several sources may follow one another on the same account.

    `special` says at which part of the story a report is restated, late, twice or broken;
    `drift` is the share of the other reports that are restated. `since` and `until` are parts of
    the story.
    """

    name: str
    account: str
    morning: tuple[int, int]
    click_rate: float
    special: Mapping[str, float] = field(default_factory=dict)
    every: int = DAILY
    since: float = 0.0
    until: float = 1.0
    drift: float = 0.0
    has_devices: bool = False
    by_campaign: bool = False
    """Whether it has one row per campaign, its ad groups and keywords together."""

    def windows(self, story: Story) -> list[tuple[int, int]]:
        """First and last day of each report."""
        end = story.days if self.until == 1.0 else story.part(self.until)
        starts = range(story.part(self.since), end, self.every)
        return [(first, min(first + self.every, end) - 1) for first in starts]


_BAIDU = {
    "changed": 0.2,
    "late": 0.3,
    "fewer": 0.4,
    "zero": 0.5,
    "duplicate": 0.6,
    "no_cost": 0.7,
}
_OCEAN = {
    "changed": 0.22,
    "fewer": 0.42,
    "partial": 0.48,
    "zero": 0.55,
    "late": 0.65,
    "duplicate": 0.75,
}
_MANUAL = {"changed": 0.12, "zero": 0.35, "late": 0.55, "duplicate": 0.75}
_PULLED = {"changed": 0.45, "partial": 0.58, "zero": 0.72, "fewer": 0.86}
MEDIA_SOURCES = (
    MediaSource("baidu_sem", "baidu_sem", (8, 30), 0.045, _BAIDU, drift=0.06, has_devices=True),
    MediaSource("ocean_engine", "ocean_engine", (9, 5), 0.018, _OCEAN, drift=0.06),
    MediaSource(
        "dsp_ipinyou",
        "dsp_ipinyou",
        (8, 50),
        0.004,
        {"late": 0.15, "duplicate": 0.38, "bad_rows": 0.58},
    ),
    MediaSource("dsp_ipinyou_log", "dsp_log", (6, 15), 0.05, {"duplicate": 0.6}, WEEKLY),
    MediaSource(
        "baidu_search_api", "baidu_mobile", (8, 40), 0.04, _PULLED, WEEKLY, has_devices=True
    ),
    MediaSource("qihoo", "qihoo", (10, 20), 0.035, {"changed": 0.1, "zero": 0.2}, until=0.3),
    MediaSource("qihoo_api", "qihoo", (8, 35), 0.035, _PULLED, WEEKLY, since=0.3, has_devices=True),
    MediaSource("sogou", "sogou", (10, 30), 0.03, _MANUAL, WEEKLY),
    MediaSource("shenma", "shenma", (10, 35), 0.032, _MANUAL, WEEKLY),
    MediaSource(
        "google_ads_api",
        "google_ads",
        (8, 10),
        0.05,
        _PULLED,
        WEEKLY,
        has_devices=True,
        by_campaign=True,
    ),
    MediaSource(
        "microsoft_ads",
        "microsoft_ads",
        (8, 15),
        0.04,
        _PULLED,
        WEEKLY,
        has_devices=True,
        by_campaign=True,
    ),
    MediaSource(
        "search_console", "search_console", (8, 20), 0.03, {"partial": 0.4, "late": 0.8}, WEEKLY
    ),
    MediaSource("baidu_feed", "baidu_feed", (10, 40), 0.015, _MANUAL, WEEKLY, until=0.4),
    MediaSource("baidu_feed_api", "baidu_feed", (8, 45), 0.015, _PULLED, WEEKLY, since=0.4),
    MediaSource("baidu_union", "baidu_union", (10, 45), 0.006, _MANUAL, WEEKLY, by_campaign=True),
    MediaSource("uc", "uc", (10, 50), 0.012, _MANUAL, WEEKLY, by_campaign=True),
    MediaSource("toutiao", "toutiao", (10, 55), 0.017, _MANUAL, WEEKLY, until=0.4),
    MediaSource(
        "ocean_engine_api", "toutiao", (9, 10), 0.017, _PULLED, WEEKLY, since=0.4, by_campaign=True
    ),
    MediaSource(
        "gdt",
        "tencent_ads",
        (11, 5),
        0.014,
        {"changed": 0.1, "late": 0.2},
        until=0.3,
        by_campaign=True,
    ),
    MediaSource("tencent_ads", "tencent_ads", (9, 15), 0.014, _PULLED, WEEKLY, since=0.3),
    MediaSource("weibo_ads", "weibo_ads", (9, 20), 0.011, _PULLED, WEEKLY, by_campaign=True),
    MediaSource("own_channels", "own_channels", (14, 0), 0.03, {"changed": 0.5}, WEEKLY),
)
BY_NAME = {one.name: one for one in MEDIA_SOURCES}
