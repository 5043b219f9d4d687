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
    Channel("baidu_brand", 0.05, 0.21, 1.10, 1.2, 2.1),
    Channel("baidu_generic", 0.16, 0.115, 1.0, 1.1, 11.0),
    Channel("ocean_engine", 0.18, 0.085, 0.95, 0.8, 6.2),
    Channel("dsp_ipinyou", 0.07, 0.055, 0.75, 0.7, 3.1),
    Channel("cpa_network", 0.055, 0.40, 0.22, 0.4),
    Channel("yiqifa", 0.03, 0.20, 1.0, 0.9),
    Channel("fanli", 0.03, 0.24, 1.05, 0.7),
    Channel("cpt_portal", 0.06, 0.125, 1.1, 1.4, 13.0),
    Channel("wechat", 0.06, 0.09, 1.0, 0.9, 8.5),
    Channel("outdoor", 0.05, 0.09, 1.0, 1.1, 26.0),
    Channel("newspaper", 0.02, 0.10, 1.05, 1.6, 48.0),
    Channel("metro", 0.04, 0.085, 1.0, 1.0, 19.0),
    Channel("campus", 0.025, 0.22, 0.8, 0.3, 7.0),
    Channel("offline_event", 0.012, 0.30, 1.1, 1.5, 42.0),
    Channel("merchant_alliance", 0.015, 0.15, 0.95, 0.8, 15.0),
    Channel("seo", 0.08, 0.11, 1.05, 1.1, 3.0),
    Channel("referral", 0.035, 0.34, 1.1, 0.9),
    Channel("direct", 0.06, 0.13, 1.1, 1.2),
    Channel("other_site", 0.03, 0.05, 0.9, 0.9),
    Channel("unmatched", 0.015, 0.05, 0.9, 0.8),
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
