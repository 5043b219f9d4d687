"""Every channel of the story: how many people it sends, what they are like, what they cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Channel:
    """Share of all visitors it truly causes, how they convert, and its price.

    `register` is the chance that such a visitor registers; `quality` scales the chances of every
    later step; `amount` scales what they invest; `visit_cost` is yuan for each visitor it sends.
    """

    code: str
    share: float
    register: float
    quality: float = 1.0
    amount: float = 1.0
    visit_cost: float = 0.0


CHANNELS = (
    Channel("baidu_brand", 0.05, 0.176, 1.10, 1.2, 2.1),
    Channel("baidu_generic", 0.16, 0.097, 1.0, 1.1, 11.0),
    Channel("qihoo", 0.03, 0.088, 1.0, 1.0, 8.0),
    Channel("sogou", 0.02, 0.084, 1.0, 1.0, 7.0),
    Channel("shenma", 0.015, 0.071, 0.95, 0.8, 5.5),
    Channel("google_ads", 0.012, 0.092, 1.05, 1.4, 12.0),
    Channel("microsoft_ads", 0.008, 0.092, 1.05, 1.3, 9.0),
    Channel("baidu_feed", 0.03, 0.067, 0.95, 0.8, 5.8),
    Channel("baidu_union", 0.02, 0.042, 0.8, 0.7, 2.6),
    Channel("uc", 0.02, 0.055, 0.85, 0.7, 4.2),
    Channel("tencent_ads", 0.04, 0.067, 0.95, 0.8, 6.0),
    Channel("weibo_ads", 0.02, 0.059, 0.9, 0.7, 4.8),
    Channel("ocean_engine", 0.18, 0.071, 0.95, 0.8, 6.2),
    Channel("dsp_ipinyou", 0.07, 0.046, 0.75, 0.7, 3.1),
    Channel("cpa_network", 0.055, 0.336, 0.22, 0.4),
    Channel("yiqifa", 0.03, 0.168, 1.0, 0.9),
    Channel("linktech", 0.01, 0.168, 1.0, 0.9),
    Channel("duomai", 0.01, 0.168, 1.0, 0.8),
    Channel("awin", 0.003, 0.160, 1.0, 1.2),
    Channel("cj", 0.003, 0.160, 1.0, 1.2),
    Channel("fanli", 0.03, 0.202, 1.05, 0.7),
    Channel("wdzj", 0.01, 0.210, 1.05, 1.2),
    Channel("wdty", 0.01, 0.210, 1.05, 1.1),
    Channel("xicai", 0.008, 0.193, 1.0, 0.9),
    Channel("cpt_portal", 0.06, 0.105, 1.1, 1.4, 13.0),
    Channel("media", 0.015, 0.084, 1.05, 1.2, 14.0),
    Channel("wechat", 0.06, 0.076, 1.0, 0.9, 8.5),
    Channel("sms", 0.015, 0.101, 0.9, 0.8, 2.2),
    Channel("app_push", 0.008, 0.101, 0.95, 0.8, 0.6),
    Channel("email", 0.008, 0.076, 0.95, 1.0, 0.5),
    Channel("telesales", 0.006, 0.252, 0.9, 1.3, 31.0),
    Channel("outdoor", 0.05, 0.076, 1.0, 1.1, 26.0),
    Channel("newspaper", 0.02, 0.084, 1.05, 1.6, 48.0),
    Channel("metro", 0.04, 0.071, 1.0, 1.0, 19.0),
    Channel("vehicle", 0.012, 0.071, 0.95, 0.9, 17.0),
    Channel("campus", 0.025, 0.185, 0.8, 0.3, 7.0),
    Channel("offline_event", 0.012, 0.252, 1.1, 1.5, 42.0),
    Channel("merchant_alliance", 0.015, 0.126, 0.95, 0.8, 15.0),
    Channel("seo", 0.08, 0.092, 1.05, 1.1, 3.0),
    Channel("referral", 0.035, 0.286, 1.1, 0.9),
    Channel("direct", 0.06, 0.109, 1.1, 1.2),
    Channel("other_site", 0.03, 0.042, 0.9, 0.9),
    Channel("unmatched", 0.015, 0.042, 0.9, 0.8),
)
BY_CODE = {channel.code: channel for channel in CHANNELS}
SOWN = ("outdoor", "newspaper", "metro", "vehicle")
"""Seen in the street or on paper: most of their people come back through a brand search."""
CODED = ("campus", "offline_event", "merchant_alliance", "media", *SOWN)
CODE_PREFIXES = {
    "campus": "CAM",
    "offline_event": "EVT",
    "outdoor": "OUT",
    "newspaper": "NEW",
    "metro": "MET",
    "merchant_alliance": "MER",
    "media": "MED",
    "vehicle": "VEH",
}
UNKNOWN_CODE = "ZZZ01"
