"""The sheet of the company's own channels: what was sent, read and paid, one sheet per channel."""

from __future__ import annotations

from ingest.simulator.deliveries.media import Report
from ingest.simulator.deliveries.workbook import Row, workbook
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.story import Story

_HEADER = ("日期", "渠道", "任务编号", "任务名称", "发送量", "送达量", "点击或接通量", "费用(元)")
_SHEETS = {
    "sms": "短信",
    "app_push": "App推送",
    "email": "邮件",
    "wechat": "微信图文",
    "telesales": "电话销售",
}
_DELIVERED = 0.96


def own_channels_book(story: Story, catalog: Catalog, report: Report) -> bytes:
    """The workbook of one report; sheets name the channel, days read like `2026.4.20`."""
    sheets: dict[str, list[Row]] = {title: [_HEADER] for title in _SHEETS.values()}
    names = ("day", "placement", "impressions", "clicks", "fen")
    for day, number, delivered, clicks, fen in zip(
        *(report.rows[name].tolist() for name in names), strict=True
    ):
        place, date = catalog.placements[number], story.day(day)
        task = (f"{date.year}.{date.month}.{date.day}", "", place.campaign_id)
        figures = (place.campaign_name, round(delivered / _DELIVERED), delivered, clicks, fen / 100)
        sheets[_SHEETS[place.channel]].append((*task, *figures))
    return workbook(story.day(report.last_day), sheets)
