"""Report APIs of the advertising platforms: how each answers for some days of an account."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

from ingest.simulator.deliveries.media import Report
from ingest.simulator.deliveries.money import yuan
from ingest.simulator.deliveries.saved_answers import Asked, Json, envelope
from ingest.simulator.world.catalog import Catalog, Placement
from ingest.simulator.world.story import Story

_FIGURES = ("impressions", "clicks", "fen", "conversions")
_BUSY = "HTTPError: 503 Server Error: Service Unavailable for url: ?…"


@dataclass(frozen=True)
class Line:
    """One row of a report."""

    day: str
    place: Placement
    device: int
    impressions: int
    clicks: int
    fen: int
    conversions: int


@dataclass(frozen=True)
class Api:
    """Account number, rows per page, and how rows and pages look."""

    account: str
    size: int
    row: Callable[[Line], Json]
    page: Callable[[list[Json], int, int, Report], Json]
    """From the page's rows, its number, the number of all rows, and the report."""


def api_answer(story: Story, catalog: Catalog, report: Report) -> bytes:
    """The saved answer of one report; a `partial` one breaks off half-way."""
    api = APIS[report.source]
    rows = [api.row(line) for line in _lines(story, catalog, report)]
    kept = rows[: len(rows) // 2] if report.shape == "partial" else rows
    blocks = [kept[at : at + api.size] for at in range(0, len(kept), api.size)] or [[]]
    pages = [api.page(block, n, len(rows), report) for n, block in enumerate(blocks, start=1)]
    if report.source == "qihoo_api":
        count: Json = {"totalNumber": len(rows), "totalPage": -(-len(rows) // api.size)}
        pages = [count, *(pages if kept else [])]
    asked = Asked(api.account, report.stat_day, report.last_day, report.generated)
    return envelope(story, asked, pages, _BUSY if report.shape == "partial" else "")


def _lines(story: Story, catalog: Catalog, report: Report) -> list[Line]:
    names = ("day", "placement", "device", *_FIGURES)
    return [
        Line(story.day(day).isoformat(), catalog.placements[number], *figures)
        for day, number, *figures in zip(*(report.rows[n].tolist() for n in names), strict=True)
    ]


def _money(fen: int) -> float:
    return float(yuan(fen))


def _baidu_shared(line: Line) -> Json:
    place = line.place
    return {
        "date": line.day,
        "userId": 0,
        "campaignId": int(place.campaign_id),
        "campaignNameStatus": place.campaign_name,
        "adGroupId": int(place.adgroup_id),
        "adGroupNameStatus": place.adgroup_name,
        "impression": str(line.impressions),
        "click": line.clicks,
        "cost": _money(line.fen),
        "ocpcConversions": line.conversions,
    }


def _baidu_search(line: Line) -> Json:
    keyword = {"wInfoId": int(line.place.keyword_id), "wInfoNameStatus": line.place.keyword}
    device = ("计算机", "移动设备")[line.device]
    return _baidu_shared(line) | {"userId": 30881002} | keyword | {"device": device}


def _baidu_feed(line: Line) -> Json:
    return _baidu_shared(line) | {"userId": 30881003}


def _baidu_page(block: list[Json], number: int, total: int, report: Report) -> Json:
    sums = {name: int(report.rows[name].sum()) for name in _FIGURES}
    is_whole = report.shape != "partial"
    counts = {"impression": sums["impressions"], "click": sums["clicks"]}
    summary = {**counts, "cost": _money(sums["fen"])}
    failures = [] if is_whole else [{"code": 8904, "message": "service busy"}]
    header = {"status": 0 if is_whole else 1, "desc": "success", "failures": failures}
    data = {"rowCount": len(block), "totalRowCount": total, "rows": block, "summary": summary}
    return {"header": header, "body": {"data": [data]}}


def _qihoo(line: Line) -> Json:
    place = line.place
    return {
        "date": line.day,
        "type": ("computer", "mobile")[line.device],
        "campaignId": place.campaign_id,
        "campaignName": place.campaign_name,
        "groupId": place.adgroup_id,
        "groupName": place.adgroup_name,
        "keywordId": place.keyword_id,
        "keyword": place.keyword,
        "views": str(line.impressions),
        "clicks": str(line.clicks),
        "totalCost": yuan(line.fen),
    }


def _qihoo_page(block: list[Json], number: int, total: int, report: Report) -> Json:
    return {"keywordList": block}


def _google(line: Line) -> Json:
    place = line.place
    counts = {"impressions": str(line.impressions), "clicks": str(line.clicks)}
    figures = {**counts, "costMicros": str(line.fen * 10_000), "conversions": line.conversions}
    return {
        "customer": {"id": "7712345678", "currencyCode": "CNY", "timeZone": "Asia/Shanghai"},
        "segments": {"date": line.day, "device": ("DESKTOP", "MOBILE")[line.device]},
        "campaign": {"id": place.campaign_id, "name": place.campaign_name},
        "metrics": figures,
    }


def _google_page(block: list[Json], number: int, total: int, report: Report) -> Json:
    return {"results": block} if block else {}


def _microsoft(line: Line) -> Json:
    return {
        "TimePeriod": line.day,
        "AccountId": "138000077",
        "CampaignId": line.place.campaign_id,
        "CampaignName": line.place.campaign_name,
        "DeviceType": ("Computer", "Smartphone")[line.device],
        "CurrencyCode": "CNY",
        "Impressions": line.impressions,
        "Clicks": line.clicks,
        "Spend": yuan(line.fen),
        "Conversions": line.conversions,
    }


def _microsoft_page(block: list[Json], number: int, total: int, report: Report) -> Json:
    if not block:
        return {"csv": ""}
    text = io.StringIO()
    writer = csv.DictWriter(text, list(block[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(block)
    return {"csv": text.getvalue()}


def _search_console(line: Line) -> Json:
    rate = line.clicks / line.impressions
    figures = {"clicks": line.clicks, "impressions": line.impressions, "ctr": round(rate, 6)}
    return {"keys": [line.day], **figures, "position": 7.4}


def _search_console_page(block: list[Json], number: int, total: int, report: Report) -> Json:
    return {"rows": block, "responseAggregationType": "byProperty"} if block else {}


def _tencent(line: Line) -> Json:
    return {
        "account_id": 25610044,
        "date": line.day,
        "adgroup_id": int(line.place.adgroup_id),
        "campaign_id": int(line.place.campaign_id),
        "view_count": line.impressions,
        "valid_click_count": line.clicks,
        "cost": line.fen,
        "conversions_count": line.conversions,
    }


def _ocean(line: Line) -> Json:
    return {
        "stat_datetime": f"{line.day} 00:00:00",
        "advertiser_id": 1699000000000015,
        "campaign_id": int(line.place.campaign_id),
        "campaign_name": line.place.campaign_name,
        "cost": _money(line.fen),
        "show": line.impressions,
        "click": line.clicks,
        "convert": line.conversions,
    }


def _listed_page(block: list[Json], number: int, total: int, report: Report) -> Json:
    info = {"page": number, "total_number": total, "total_page": max(1, -(-total // 1000))}
    return {"code": 0, "message": "OK", "data": {"list": block, "page_info": info}}


def _weibo(line: Line) -> Json:
    return {
        "date": line.day,
        "campaign_id": line.place.campaign_id,
        "campaign_name": line.place.campaign_name,
        "pv": line.impressions,
        "bhv": line.clicks,
        "consume": _money(line.fen),
        "bhv_70000004": line.conversions,
    }


def _weibo_page(block: list[Json], number: int, total: int, report: Report) -> Json:
    return {"list": block, "page": {"page": number, "total": total}}


APIS = {
    "baidu_search_api": Api("30881002", 1000, _baidu_search, _baidu_page),
    "baidu_feed_api": Api("30881003", 1000, _baidu_feed, _baidu_page),
    "qihoo_api": Api("88123001", 1000, _qihoo, _qihoo_page),
    "google_ads_api": Api("7712345678", 10_000, _google, _google_page),
    "microsoft_ads": Api("138000077", 1_000_000, _microsoft, _microsoft_page),
    "search_console": Api("sc-domain:qingshui.cn", 25_000, _search_console, _search_console_page),
    "tencent_ads": Api("25610044", 1000, _tencent, _listed_page),
    "ocean_engine_api": Api("1699000000000015", 1000, _ocean, _listed_page),
    "weibo_ads": Api("5512004", 200, _weibo, _weibo_page),
}
