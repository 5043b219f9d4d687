"""Reports of the advertising platforms in the files the platforms themselves send."""

from __future__ import annotations

import json
from functools import partial

from ingest.simulator.deliveries import Delivery, day_stamp, stamp
from ingest.simulator.media import Report
from ingest.simulator.placements import Catalog
from ingest.simulator.story import Story

ACCOUNT = {"baidu_sem": "清水金融-baidu01", "ocean_engine": "1699000000000007"}
_PAGE_SIZE = 10
_BAIDU_HEADER = (
    "日期",
    "账户",
    "推广计划",
    "推广计划ID",
    "推广单元",
    "推广单元ID",
    "关键词",
    "关键词ID",
)
_BAIDU_HEADER += ("设备", "展现", "点击", "消费", "点击率", "平均点击价格")
_DEVICES = ("计算机", "移动设备")


def media_delivery(story: Story, catalog: Catalog, report: Report) -> Delivery:
    """The file of one report."""
    writer = _WRITERS[report.source]
    return Delivery(
        report.source,
        _file_name(story, report),
        report.stat_day,
        report.kind,
        report.at,
        partial(writer, story, catalog, report),
        report.shape,
    )


def _file_name(story: Story, report: Report) -> str:
    day = day_stamp(story, report.stat_day)
    if report.source == "dsp_ipinyou":
        return f"dsp_ipinyou_{day}{'_2' if report.kind == 'duplicate' else ''}.csv"
    ending = "csv" if report.source == "baidu_sem" else "json"
    return f"{report.source}_{day}_{stamp(story, report.at)}.{ending}"


def yuan(fen: int) -> str:
    """Exact decimal text of an amount in fen."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _grouped(fen: int) -> str:
    return f'"{fen // 100:,}.{fen % 100:02d}"' if fen >= 100_000 else yuan(fen)


def _baidu(story: Story, catalog: Catalog, report: Report) -> bytes:
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
    lines = [_BAIDU_HEADER, *_baidu_rows(catalog, report, day.isoformat()), _baidu_total(report)]
    if report.shape == "no_cost":
        lines = [(*line[:11], *line[12:]) for line in lines]
    text = "\r\n".join([*preamble, *(",".join(line) for line in lines), ""])
    return text.encode("gb18030")


def _baidu_rows(catalog: Catalog, report: Report, day: str) -> list[tuple[str, ...]]:
    found = []
    columns = (report.rows[name].tolist() for name in ("placement", "device", *_FIGURES))
    for number, device, *figures in zip(*columns, strict=True):
        place = catalog.placements[number]
        is_gone = report.kind == "restated" and number % 23 == 5
        keyword = f"{place.keyword}[已删除]" if is_gone else place.keyword
        names = (place.campaign_name, place.campaign_id, place.adgroup_name, place.adgroup_id)
        where = (*names, keyword, place.keyword_id, _DEVICES[device])
        found.append((day, ACCOUNT["baidu_sem"], *where, *_baidu_figures(*figures)))
    return found


_FIGURES = ("impressions", "clicks", "fen")


def _baidu_figures(impressions: int, clicks: int, fen: int) -> tuple[str, ...]:
    rate = f"{100 * clicks / impressions:.2f}%" if impressions else "0.00%"
    price = yuan(round(fen / clicks)) if clicks else "0.00"
    return (str(impressions), str(clicks), _grouped(fen), rate, price)


def _baidu_total(report: Report) -> tuple[str, ...]:
    sums = [int(report.rows[name].sum()) for name in _FIGURES]
    return ("总计", *[""] * 8, *_baidu_figures(*sums))


def _ocean(story: Story, catalog: Catalog, report: Report) -> bytes:
    day = story.day(report.stat_day).isoformat()
    rows = _ocean_rows(catalog, report, day)
    blocks = [rows[at : at + _PAGE_SIZE] for at in range(0, len(rows), _PAGE_SIZE)] or [[]]
    pages = [_page(block, number, len(rows), len(blocks)) for number, block in enumerate(blocks, 1)]
    if report.shape == "partial":
        pages = pages[:1] if len(pages) > 1 else [{"code": 50000, "message": "系统错误"}]
    request = {"advertiser_id": int(ACCOUNT["ocean_engine"]), "start_date": day, "end_date": day}
    answer = {
        "request": request | {"page_size": _PAGE_SIZE},
        "fetched_at": f"{story.moment(report.generated):%Y-%m-%d %H:%M:%S}",
        "responses": pages,
    }
    return json.dumps(answer, ensure_ascii=False, indent=1).encode()


def _ocean_rows(catalog: Catalog, report: Report, day: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    columns = (report.rows[name].tolist() for name in ("placement", *_FIGURES, "conversions"))
    for number, impressions, clicks, fen, conversions in zip(*columns, strict=True):
        place = catalog.placements[number]
        found.append(
            {
                "stat_datetime": f"{day} 00:00:00",
                "advertiser_id": int(ACCOUNT["ocean_engine"]),
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


def _page(block: list[dict[str, object]], number: int, total: int, pages: int) -> dict[str, object]:
    info = {"page": number, "page_size": _PAGE_SIZE, "total_number": total, "total_page": pages}
    return {"code": 0, "message": "OK", "data": {"list": block, "page_info": info}}


def _dsp(story: Story, catalog: Catalog, report: Report) -> bytes:
    day = story.day(report.stat_day).isoformat()
    lines = ["日期,推广计划ID,推广计划,展现,点击,花费(分)"]
    columns = (report.rows[name].tolist() for name in ("placement", *_FIGURES))
    for number, impressions, clicks, fen in zip(*columns, strict=True):
        place = catalog.placements[number]
        names = f"{place.campaign_id},{place.campaign_name}"
        lines.append(f"{day},{names},{impressions},{clicks},{fen}")
    if report.shape == "bad_rows":
        future = story.day(report.stat_day + 4_000).isoformat()
        lines.append(f"{day},IPY9001,测试计划-勿投,120,3,待结算")
        lines.append(f"{day},IPY9002,测试计划-冲正,80,2,-1250")
        lines.append(f"{future},IPY9003,测试计划-预排,10,1,300")
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


_WRITERS = {"baidu_sem": _baidu, "ocean_engine": _ocean, "dsp_ipinyou": _dsp}
