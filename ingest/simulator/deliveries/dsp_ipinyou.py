"""iPinYou: a CSV sent by mail, UTF-8 with a byte order mark, cost in fen."""

from __future__ import annotations

from ingest.simulator.deliveries.media import Report
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.story import Story

_HEADER = "日期,推广计划ID,推广计划,展现,点击,花费(分)"
_FAR_AHEAD_DAYS = 4_000


def dsp_ipinyou_csv(story: Story, catalog: Catalog, report: Report) -> bytes:
    """The file of one report; a `bad_rows` one has three more rows, of campaigns never bought."""
    day = story.day(report.stat_day).isoformat()
    lines = [_HEADER]
    columns = (report.rows[name].tolist() for name in ("placement", "impressions", "clicks", "fen"))
    for number, impressions, clicks, fen in zip(*columns, strict=True):
        place = catalog.placements[number]
        names = f"{place.campaign_id},{place.campaign_name}"
        lines.append(f"{day},{names},{impressions},{clicks},{fen}")
    if report.shape == "bad_rows":
        future = story.day(report.stat_day + _FAR_AHEAD_DAYS).isoformat()
        lines.append(f"{day},IPY9001,测试计划-勿投,120,3,待结算")
        lines.append(f"{day},IPY9002,测试计划-冲正,80,2,-1250")
        lines.append(f"{future},IPY9003,测试计划-预排,10,1,300")
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
