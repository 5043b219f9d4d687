"""Baidu search: the web export, GB18030, with a preamble, keyword rows and a total row."""

from __future__ import annotations

from ingest.simulator.deliveries.media import Report
from ingest.simulator.deliveries.money import grouped_yuan, yuan
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.story import Story

ACCOUNT = "清水金融-baidu01"
_HEADER = ("日期", "账户", "推广计划", "推广计划ID", "推广单元", "推广单元ID", "关键词", "关键词ID")
_HEADER += ("设备", "展现", "点击", "消费", "点击率", "平均点击价格")
_COST = _HEADER.index("消费")
_FIGURES = ("impressions", "clicks", "fen")
_DEVICES = ("计算机", "移动设备")
_DELETED = "[已删除]"


def baidu_sem_csv(story: Story, catalog: Catalog, report: Report) -> bytes:
    """The file of one report; a `no_cost` one lacks the cost column."""
    day = story.day(report.stat_day)
    preamble = [
        f"数据生成时间：{story.moment(report.generated):%Y-%m-%d %H:%M:%S}",
        "数据生成条件：",
        f"1. 时间范围：{day:%Y%m%d}",
        "2. 时间单位：分日",
        "3. 推广设备：全部",
        "4. 投放网络：全部",
        "5. 投放物料：全部",
        "",
    ]
    lines = [_HEADER, *_rows(catalog, report, day.isoformat()), _total(report)]
    if report.shape == "no_cost":
        lines = [(*line[:_COST], *line[_COST + 1 :]) for line in lines]
    text = "\r\n".join([*preamble, *(",".join(line) for line in lines), ""])
    return text.encode("gb18030")


def _rows(catalog: Catalog, report: Report, day: str) -> list[tuple[str, ...]]:
    """Keyword rows; in restatements some keywords have meanwhile been deleted."""
    found = []
    columns = (report.rows[name].tolist() for name in ("placement", "device", *_FIGURES))
    for number, device, *figures in zip(*columns, strict=True):
        place = catalog.placements[number]
        is_gone = report.kind == "restated" and number % 7 == 5
        keyword = f"{place.keyword}{_DELETED if is_gone else ''}"
        names = (place.campaign_name, place.campaign_id, place.adgroup_name, place.adgroup_id)
        where = (*names, keyword, place.keyword_id, _DEVICES[device])
        found.append((day, ACCOUNT, *where, *_figures(*figures)))
    return found


def _figures(impressions: int, clicks: int, fen: int) -> tuple[str, ...]:
    rate = f"{100 * clicks / impressions:.2f}%" if impressions else "0.00%"
    price = yuan(round(fen / clicks)) if clicks else "0.00"
    return (str(impressions), str(clicks), grouped_yuan(fen), rate, price)


def _total(report: Report) -> tuple[str, ...]:
    sums = [int(report.rows[name].sum()) for name in _FIGURES]
    return ("总计", *[""] * 8, *_figures(*sums))
