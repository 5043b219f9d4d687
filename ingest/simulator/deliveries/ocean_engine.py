"""Ocean Engine: the saved pages of its report API, campaign level, JSON."""

from __future__ import annotations

import json

from ingest.simulator.deliveries.media import Report
from ingest.simulator.deliveries.money import yuan
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.story import Story

ADVERTISER = 1699000000000007
_PAGE_SIZE = 10
_FIGURES = ("impressions", "clicks", "fen", "conversions")
Json = dict[str, object]


def ocean_engine_json(story: Story, catalog: Catalog, report: Report) -> bytes:
    """The file of one report; a `partial` one has the first page only, or an error instead."""
    day = story.day(report.stat_day).isoformat()
    rows = _rows(catalog, report, day)
    blocks = [rows[at : at + _PAGE_SIZE] for at in range(0, len(rows), _PAGE_SIZE)] or [[]]
    pages = [_page(block, number, len(rows), len(blocks)) for number, block in enumerate(blocks, 1)]
    if report.shape == "partial":
        pages = pages[:1] if len(pages) > 1 else [{"code": 50000, "message": "系统错误"}]
    request = {"advertiser_id": ADVERTISER, "start_date": day, "end_date": day}
    answer = {
        "request": request | {"page_size": _PAGE_SIZE},
        "fetched_at": f"{story.moment(report.generated):%Y-%m-%d %H:%M:%S}",
        "responses": pages,
    }
    return json.dumps(answer, ensure_ascii=False, indent=1).encode()


def _rows(catalog: Catalog, report: Report, day: str) -> list[Json]:
    found: list[Json] = []
    columns = (report.rows[name].tolist() for name in ("placement", *_FIGURES))
    for number, impressions, clicks, fen, conversions in zip(*columns, strict=True):
        place = catalog.placements[number]
        found.append(
            {
                "stat_datetime": f"{day} 00:00:00",
                "advertiser_id": ADVERTISER,
                "campaign_id": int(place.campaign_id),
                "campaign_name": place.campaign_name,
                "cost": float(yuan(fen)),
                "show": impressions,
                "click": clicks,
                "convert": conversions,
                "pricing": "PRICING_OCPC",
            }
        )
    return found


def _page(block: list[Json], number: int, total: int, pages: int) -> Json:
    info = {"page": number, "page_size": _PAGE_SIZE, "total_number": total, "total_page": pages}
    return {"code": 0, "message": "OK", "data": {"list": block, "page_info": info}}
