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
    Channel("ocean_engine", 0.18, 0.071, 0.95, 0.8, 6.2),
    Channel("dsp_ipinyou", 0.07, 0.046, 0.75, 0.7, 3.1),
    Channel("cpa_network", 0.055, 0.336, 0.22, 0.4),
    Channel("yiqifa", 0.03, 0.168, 1.0, 0.9),
    Channel("fanli", 0.03, 0.202, 1.05, 0.7),
    Channel("cpt_portal", 0.06, 0.105, 1.1, 1.4, 13.0),
    Channel("wechat", 0.06, 0.076, 1.0, 0.9, 8.5),
    Channel("outdoor", 0.05, 0.076, 1.0, 1.1, 26.0),
    Channel("newspaper", 0.02, 0.084, 1.05, 1.6, 48.0),
    Channel("metro", 0.04, 0.071, 1.0, 1.0, 19.0),
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
SOWN = ("outdoor", "newspaper", "metro")
"""Seen in the street or on paper: most of their people come back through a brand search."""
CODED = ("campus", "offline_event", "merchant_alliance", *SOWN)
CODE_PREFIXES = {
    "campus": "CAM",
    "offline_event": "EVT",
    "outdoor": "OUT",
    "newspaper": "NEW",
    "metro": "MET",
    "merchant_alliance": "MER",
}
UNKNOWN_CODE = "ZZZ01"
