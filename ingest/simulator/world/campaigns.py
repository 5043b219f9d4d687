"""Ways in that are booked in the smaller advertising accounts, networks and own channels."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from ingest.simulator.world.catalog import SITE, SUFFIX_CLICK, Placement
from ingest.simulator.world.words import (
    BRAND_WORDS,
    FEED_AUDIENCES,
    FEED_THEMES,
    GENERIC_WORDS,
    OWN_TASKS,
)


class Booking(NamedTuple):
    """One account of one channel; `query` is the tagging of its links, `cost` yuan per click."""

    channel: str
    account: str
    query: str
    cost: float
    first_id: int
    referrer: str = ""


_SEARCH = (
    Booking("qihoo", "qihoo", "utm_source=360&utm_medium=cpc", 8.0, 310, "https://www.so.com/s"),
    Booking(
        "sogou", "sogou", "utm_source=sogou&utm_medium=cpc", 7.0, 320, "https://www.sogou.com/web"
    ),
    Booking("shenma", "shenma", "utm_source=shenma&utm_medium=cpc", 5.5, 330, "https://m.sm.cn/s"),
    Booking(
        "google_ads",
        "google_ads",
        "utm_source=google&utm_medium=cpc",
        12.0,
        340,
        "https://www.google.com/",
    ),
    Booking(
        "microsoft_ads",
        "microsoft_ads",
        "utm_source=bing&utm_medium=cpc",
        9.0,
        350,
        "https://cn.bing.com/",
    ),
)
_FEEDS = (
    Booking("baidu_feed", "baidu_feed", "utm_source=baidu&utm_medium=feed", 5.8, 410),
    Booking("baidu_union", "baidu_union", "utm_source=baidu_union&utm_medium=cpc", 2.6, 420),
    Booking("uc", "uc", "utm_source=uc&utm_medium=feed", 4.2, 430),
    Booking("tencent_ads", "tencent_ads", "utm_source=gdt&utm_medium=feed", 6.0, 440),
    Booking("weibo_ads", "weibo_ads", "utm_source=weibo&utm_medium=feed", 4.8, 450),
)
_CLICK_IDS = {"google_ads": "gclid", "microsoft_ads": "msclkid", "tencent_ads": "qz_gdt"}
_LATER_FEED = Booking("ocean_engine", "toutiao", "utm_source=toutiao&utm_medium=feed", 6.4, 460)
_LOGGED = Booking("dsp_ipinyou", "dsp_log", "utm_source=ipinyou&utm_medium=dsp", 0.3, 470)
_NETWORKS = {
    "linktech": f"{SITE}/lp/cps?utm_source=linktech&utm_medium=cps&ltinfo=",
    "duomai": f"{SITE}/lp/cps?utm_source=duomai&utm_medium=cps&sid=",
    "awin": f"{SITE}/lp/cps?utm_source=awin&utm_medium=cps&awc=",
    "cj": f"{SITE}/lp/cps?utm_source=cj&utm_medium=cps&cjevent=",
    "wdzj": f"{SITE}/lp/portal?utm_source=wdzj&utm_medium=rebate&tid=",
    "wdty": f"{SITE}/lp/portal?utm_source=wdty&utm_medium=rebate&tid=",
    "xicai": f"{SITE}/lp/portal?utm_source=xicai&utm_medium=rebate&tid=",
}
_OWN_COSTS = {"sms": 2.2, "app_push": 0.6, "email": 0.5, "wechat": 3.0, "telesales": 31.0}
_SECOND_SEARCH, _SECOND_FEED, _IN_THE_LOG, _OWN_ARTICLES = 0.1, 0.15, 0.04, 0.12
"""Shares of a channel's people that its second account sends."""


def more_campaigns(main: list[Placement]) -> list[Placement]:
    """All of them; `main` has the placements of those channels that have a second account."""
    found = [one for booking in _SEARCH for one in _keywords(booking)]
    found += [one for booking in _FEEDS for one in _feeds(booking)]
    found += _beside(main, _mobile_keywords("baidu_brand", BRAND_WORDS[:3]), _SECOND_SEARCH)
    found += _beside(main, _mobile_keywords("baidu_generic", GENERIC_WORDS[:6]), _SECOND_SEARCH)
    found += _beside(main, _feeds(_LATER_FEED), _SECOND_FEED)
    found += _beside(main, _feeds(_LOGGED)[:2], _IN_THE_LOG)
    found += [Placement(name, url, suffix=SUFFIX_CLICK) for name, url in _NETWORKS.items()]
    for channel in _OWN_COSTS:
        tasks = _own_tasks(channel)
        found += _beside(main, tasks, _OWN_ARTICLES) if channel == "wechat" else tasks
    return found


def _beside(main: list[Placement], more: list[Placement], share: float) -> list[Placement]:
    """`more` with weights that give them this share of their channel's people."""
    others = sum(one.weight for one in main if one.channel == more[0].channel)
    total = sum(one.weight for one in more)
    scale = others * share / (1 - share) / total
    return [replace(one, weight=one.weight * scale) for one in more]


def _placed(booking: Booking, number: int, query: str = "") -> Placement:
    campaign = f"{booking.first_id * 100 + number // 4}"
    click = _CLICK_IDS.get(booking.account)
    url = f"{SITE}/lp/{booking.account}?{booking.query}&utm_campaign={campaign}{query}"
    place = Placement(
        booking.channel,
        f"{url}&{click}=" if click else url,
        referrer=booking.referrer,
        suffix=SUFFIX_CLICK if click else 0,
    )
    price = booking.cost * (0.8 + 0.1 * (number % 5))
    return replace(place, campaign_id=campaign, click_cost=price, account=booking.account)


def _keywords(booking: Booking) -> list[Placement]:
    """The brand in the first campaign, generic keywords in the others; few words count most."""
    found = []
    for number, word in enumerate((*BRAND_WORDS[:4], *GENERIC_WORDS[:8])):
        unit, keyword = (
            f"{booking.first_id * 1000 + number // 2}",
            f"{booking.first_id * 9000 + number}",
        )
        place = _placed(booking, number, f"&utm_term={keyword}")
        names = {"adgroup_id": unit, "adgroup_name": f"{word[:2]}组{number // 2}"}
        names |= {"keyword_id": keyword, "keyword": word}
        campaign = "品牌词" if number < len(BRAND_WORDS[:4]) else f"通用词{number // 4}"
        weight = float(1 / np.sqrt(number + 1))
        found.append(replace(place, campaign_name=campaign, weight=weight, **names))
    return found


def _mobile_keywords(channel: str, words: tuple[str, ...]) -> list[Placement]:
    """Keywords of the second Baidu account, which buys on phones."""
    brand = channel == "baidu_brand"
    campaign, first = ("品牌-移动", 8201) if brand else ("通用-移动", 8301)
    query = f"utm_source=baidu&utm_medium=cpc&utm_campaign={first}"
    found = []
    for number, word in enumerate(words):
        keyword = f"{first * 100 + number}"
        url = f"{SITE}/lp/search?{query}&utm_term={keyword}"
        url += f"{'&utm_content=brand' if brand else ''}&bd_vid="
        plain = Placement(channel, url, 1.0, "https://m.baidu.com/", SUFFIX_CLICK)
        names = {"campaign_id": str(first), "campaign_name": campaign}
        names |= {"adgroup_id": f"{first}1", "adgroup_name": f"{campaign}组"}
        names |= {"keyword_id": keyword, "keyword": word, "account": "baidu_mobile"}
        found.append(replace(plain, click_cost=2.3 if brand else 9.5, **names))
    return found


def _feeds(booking: Booking) -> list[Placement]:
    """Ad groups of a feed: one theme each, four to a campaign."""
    found = []
    for number, theme in enumerate(FEED_THEMES):
        group = f"{booking.first_id * 1000 + number}"
        place = _placed(booking, number)
        names = {"campaign_name": f"{FEED_AUDIENCES[number // 4]}计划", "adgroup_id": group}
        weight = 0.5 + number % 4
        found.append(replace(place, weight=weight, adgroup_name=theme, **names))
    return found


def _own_tasks(channel: str) -> list[Placement]:
    """What the company sends out itself: one task each for new, silent and loyal people."""
    found = []
    for number, task in enumerate(OWN_TASKS):
        campaign = f"{channel.upper()}{number + 1:02d}"
        url = f"{SITE}/lp/own?utm_source={channel}&utm_medium=crm&utm_campaign={campaign}"
        plain = Placement(channel, url, 1.0 + number, click_cost=_OWN_COSTS[channel])
        names = {"campaign_id": campaign, "campaign_name": task, "account": "own_channels"}
        found.append(replace(plain, **names))
    return found
