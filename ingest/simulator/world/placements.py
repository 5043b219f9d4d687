"""Everything a visitor can come through: keywords, campaigns, codes, links, search engines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ingest.simulator.world.activities import Activity
from ingest.simulator.world.campaigns import more_campaigns
from ingest.simulator.world.catalog import (
    SITE,
    SUFFIX_CLICK,
    SUFFIX_INVITE,
    Catalog,
    Placement,
)
from ingest.simulator.world.channels import UNKNOWN_CODE
from ingest.simulator.world.contracts import Contract
from ingest.simulator.world.rhythm import base, bursts, flight
from ingest.simulator.world.story import Story
from ingest.simulator.world.words import (
    BRAND_WORDS,
    DSP_CAMPAIGNS,
    FEED_AUDIENCES,
    FEED_THEMES,
    GENERIC_GROUPS,
    GENERIC_WORDS,
    MODIFIERS,
)


def build_catalog(story: Story, contracts: list[Contract], activities: list[Activity]) -> Catalog:
    """The catalog of one company; the order of placements is part of what the seed fixes."""
    booked = [*_search(story), *_feed(story), *_dsp(), *_partners(), *_media()]
    placements = (*booked, *more_campaigns(booked))
    placements += (*_codes(contracts, activities), *_unpaid())
    rhythm = base(story)
    hectic = bursts(story, rhythm)
    curves, curve_of = [rhythm, hectic], []
    for placement in placements:
        if placement.spans:
            curves.append(flight(rhythm, *placement.spans))
        is_hectic = placement.channel == "cpa_network"
        curve_of.append(len(curves) - 1 if placement.spans else int(is_hectic))
    return Catalog(placements, tuple(curves), np.array(curve_of))


def _search(story: Story) -> list[Placement]:
    rng = story.rng("keywords")
    found = []
    for number, word in enumerate(BRAND_WORDS):
        ids = ("品牌-官网", "8001", "品牌词", "70010", f"{90001 + number}", word)
        found.append(_keyword("baidu_brand", ids, 2.1, float(len(BRAND_WORDS) - number)))
    modifiers = MODIFIERS if story.visitors >= 20_000 else MODIFIERS[:2]
    for number, word in enumerate(GENERIC_WORDS):
        for step, modifier in enumerate(modifiers):
            group = number % len(GENERIC_GROUPS)
            campaign = (f"通用-{GENERIC_GROUPS[group]}", f"{8101 + group}")
            unit = (f"{word}组", f"{71000 + number}")
            ids = (*campaign, *unit, f"{91000 + number * 10 + step}", word + modifier)
            cost = float(rng.uniform(7, 16))
            found.append(_keyword("baidu_generic", ids, cost, float(rng.lognormal(0, 1))))
    return found


def _keyword(channel: str, ids: tuple[str, ...], cost: float, weight: float) -> Placement:
    campaign, campaign_id, unit, unit_id, keyword_id, keyword = ids
    brand = "&utm_content=brand" if channel == "baidu_brand" else ""
    url = f"{SITE}/lp/search?utm_source=baidu&utm_medium=cpc&utm_campaign={campaign_id}"
    url += f"&utm_term={keyword_id}{brand}&bd_vid="
    names = {"campaign_id": campaign_id, "campaign_name": campaign, "adgroup_id": unit_id}
    names |= {"adgroup_name": unit, "keyword_id": keyword_id, "keyword": keyword}
    names |= {"account": "baidu_sem"}
    plain = Placement(channel, url, weight, "https://www.baidu.com/", SUFFIX_CLICK)
    return replace(plain, click_cost=cost, **names)


def _feed(story: Story) -> list[Placement]:
    rng = story.rng("feed")
    names = [f"{theme}-{who}" for theme in FEED_THEMES for who in FEED_AUDIENCES[:3]]
    found = []
    for number, name in enumerate(names):
        campaign = f"{1700000000001 + number}"
        url = f"{SITE}/lp/feed?utm_source=toutiao&utm_medium=feed&utm_campaign={campaign}&clickid="
        weight, cost = float(rng.lognormal(0, 0.8)), float(rng.uniform(4, 9))
        plain = Placement("ocean_engine", url, weight, "", SUFFIX_CLICK, "", campaign, name)
        found.append(replace(plain, click_cost=cost, account="ocean_engine"))
    return found


def _dsp() -> list[Placement]:
    found = []
    for number, name in enumerate(DSP_CAMPAIGNS):
        campaign = f"IPY{2001 + number}"
        url = f"{SITE}/lp/dsp?utm_source=ipinyou&utm_medium=dsp&utm_campaign={campaign}"
        plain = Placement("dsp_ipinyou", url, 1.0 + number % 3, "https://news.sina.com.cn/")
        names = {"campaign_id": campaign, "campaign_name": name, "account": "dsp_ipinyou"}
        found.append(replace(plain, click_cost=3.1, **names))
    return found


def _partners() -> list[Placement]:
    cpa = [
        Placement(
            "cpa_network",
            f"{SITE}/lp/cpa?utm_source=jifenqiang&utm_medium=cpa&sub_id=pub{number:02d}&cid=",
            weight,
            suffix=SUFFIX_CLICK,
            campaign_id=f"pub{number:02d}",
        )
        for number, weight in enumerate((1.0, 1.5, 4.0, 0.8, 1.2), start=1)
    ]
    yiqifa = f"{SITE}/lp/cps?utm_source=yiqifa&utm_medium=cps&euid="
    fanli = f"{SITE}/lp/fanli?utm_source=fanli&utm_medium=rebate&tc="
    return [
        *cpa,
        Placement("yiqifa", yiqifa, 1.0, "https://www.yiqifa.com/", SUFFIX_CLICK),
        Placement("fanli", fanli, 1.0, "https://www.fanli.com/", SUFFIX_CLICK),
    ]


def _media() -> list[Placement]:
    portal = f"{SITE}/lp/portal?utm_source=wdzj&utm_medium=cpt&utm_campaign="
    social = f"{SITE}/lp/wx?utm_source=wechat&utm_medium=social&utm_campaign="
    found = [
        Placement("cpt_portal", portal + name, weight, "https://www.wdzj.com/", campaign_id=name)
        for name, weight in (("banner", 2.0), ("focus", 1.0))
    ]
    found += [
        Placement("wechat", social + name, weight, campaign_id=name)
        for name, weight in (("article", 3.0), ("menu", 1.0), ("moments", 1.5))
    ]
    return found


def _codes(contracts: list[Contract], activities: list[Activity]) -> list[Placement]:
    found = []
    for contract in contracts:
        if contract.code:
            spans = (contract.first, contract.last, 5.0)
            found.append(_coded(contract.channel, contract.code, contract.weight, spans))
    for activity in activities:
        spans = (activity.first, activity.last, 1.5)
        found.append(_coded(activity.channel, activity.code, activity.pull, spans))
    return found


def _coded(channel: str, code: str, weight: float, spans: tuple[int, int, float]) -> Placement:
    url = f"{SITE}/lp/scan?hw_code={code}"
    return Placement(channel, url, weight, code=code, campaign_id=code, spans=spans)


def _unpaid() -> list[Placement]:
    engines = (("https://www.baidu.com/s", 6.0), ("https://www.so.com/s", 1.5))
    engines += (("https://www.sogou.com/web", 1.0), ("https://cn.bing.com/search", 0.7))
    sites = ("https://www.zhihu.com/question/3021", "https://bbs.p2peye.com/", "https://weibo.com/")
    strange = ("utm_source=xiaomi_push&utm_medium=push", "utm_source=kol07&utm_medium=post")
    return [
        *(Placement("seo", f"{SITE}/", weight, engine) for engine, weight in engines),
        Placement("seo", f"{SITE}/", 0.4, "https://www.google.com/", account="search_console"),
        Placement("referral", f"{SITE}/lp/invite?invite=Y", suffix=SUFFIX_INVITE),
        Placement("direct", f"{SITE}/"),
        *(Placement("other_site", f"{SITE}/", referrer=site) for site in sites),
        *(Placement("unmatched", f"{SITE}/lp/x?{query}") for query in strange),
        Placement("unmatched", f"{SITE}/lp/scan?hw_code={UNKNOWN_CODE}", 0.3, code=UNKNOWN_CODE),
        Placement("internal", f"{SITE}/account", referrer=f"{SITE}/products"),
    ]
