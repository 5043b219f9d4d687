"""Reports that somebody downloads from a platform's web page, each in its own layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ingest.simulator.deliveries.media import Report
from ingest.simulator.deliveries.money import grouped, grouped_yuan, yuan
from ingest.simulator.world.catalog import Catalog, Placement
from ingest.simulator.world.story import Story


@dataclass(frozen=True)
class Line:
    """One row of a report, or its total (no place)."""

    day: str
    place: Placement | None
    impressions: int
    clicks: int
    fen: int
    conversions: int
    is_deleted: bool = False

    @property
    def name(self) -> str:
        """The campaign as the platform shows it."""
        name = self.place.campaign_name if self.place else ""
        return f"{name}[已删除]" if self.is_deleted else name


Cells = Sequence[str | int]
_ENCODING = "gb18030"


@dataclass(frozen=True)
class Layout:
    """Header and rows of one export; `total` makes the total row, which comes first or last."""

    header: str
    cells: Callable[[Line], Cells]
    total: Callable[[Line], Cells] | None = None
    is_total_first: bool = False
    has_preamble: bool = True
    separator: str = ","


def web_export(story: Story, catalog: Catalog, report: Report) -> bytes:
    """The file of one report of one of the `LAYOUTS`."""
    layout = LAYOUTS[report.source]
    rows = [layout.cells(line) for line in _lines(story, catalog, report)]
    if layout.total:
        place = 0 if layout.is_total_first else len(rows)
        rows.insert(place, layout.total(_sum(report)))
    joined = [layout.separator.join(map(str, row)) for row in rows]
    preamble = _preamble(story, report) if layout.has_preamble else []
    text = "\r\n".join([*preamble, layout.header, *joined, ""])
    return text.encode(_ENCODING)


def _preamble(story: Story, report: Report) -> list[str]:
    first, last = story.day(report.stat_day), story.day(report.last_day)
    return [
        f"数据生成时间：{story.moment(report.generated):%Y-%m-%d %H:%M:%S}",
        f"时间范围：{first:%Y-%m-%d}至{last:%Y-%m-%d}",
        "时间单位：分日",
        "",
    ]


def _lines(story: Story, catalog: Catalog, report: Report) -> list[Line]:
    names = ("day", "placement", "impressions", "clicks", "fen", "conversions")
    found = []
    for day, number, *figures in zip(*(report.rows[n].tolist() for n in names), strict=True):
        is_deleted = report.kind == "restated" and number % 7 == 5
        place = catalog.placements[number]
        found.append(Line(story.day(day).isoformat(), place, *figures, is_deleted))
    return found


def _sum(report: Report) -> Line:
    sums = {name: int(report.rows[name].sum()) for name in ("impressions", "clicks", "fen")}
    return Line("", None, sums["impressions"], sums["clicks"], sums["fen"], 0)


def _rate(line: Line) -> str:
    return f"{100 * line.clicks / line.impressions:.2f}%" if line.impressions else "0.00%"


def _price(line: Line) -> str:
    return yuan(round(line.fen / line.clicks)) if line.clicks else "0.00"


def _per_thousand(line: Line) -> str:
    return yuan(round(1000 * line.fen / line.impressions)) if line.impressions else "0.00"


def _of(line: Line) -> Placement:
    if line.place is None:
        raise ValueError("a total is of no placement")
    return line.place


def _baidu_feed(line: Line) -> Cells:
    place = _of(line)
    names = (line.day, "清水金融-feed01", line.name, place.campaign_id, place.adgroup_name)
    figures = (grouped(line.impressions), line.clicks, grouped_yuan(line.fen), _rate(line))
    return (*names, place.adgroup_id, *figures, _per_thousand(line))


def _baidu_union(line: Line) -> Cells:
    figures = (line.impressions, line.clicks, grouped_yuan(line.fen))
    return (line.day, line.name, _of(line).campaign_id, *figures, "0", "0", line.conversions)


def _sogou(line: Line) -> Cells:
    place = _of(line)
    names = (line.day.replace("-0", "/").replace("-", "/"), "清水金融sg", place.campaign_name)
    figures = (yuan(line.fen), line.clicks, line.impressions, _rate(line), _price(line))
    return (place.keyword_id, *names, place.adgroup_name, place.keyword, *figures)


def _shenma(line: Line) -> Cells:
    place = _of(line)
    names = (line.day, "清水金融sm", place.campaign_name, place.adgroup_name, place.keyword)
    return (*names, line.impressions, line.clicks, yuan(line.fen), _rate(line), _price(line))


def _uc(line: Line) -> Cells:
    place = _of(line)
    names = (line.day, "9007199254740993", "清水金融", place.campaign_id, place.campaign_name)
    figures = (line.impressions, line.clicks, yuan(line.fen), _rate(line), _price(line))
    return (*names, *figures, _per_thousand(line))


def _toutiao(line: Line) -> Cells:
    place = _of(line)
    names = (line.day, place.adgroup_id, place.adgroup_name, place.campaign_id)
    figures = (line.impressions, line.clicks, _rate(line).removesuffix("%"), _price(line))
    money = (_per_thousand(line), yuan(line.fen), line.conversions)
    return (*names, place.campaign_name, *figures, *money)


def _qihoo(line: Line) -> Cells:
    place = _of(line)
    names = ("清水金融360", "搜索推广", place.campaign_name, place.adgroup_name, place.keyword)
    figures = (grouped(line.impressions), grouped(line.clicks), _rate(line))
    return (*names, *figures, grouped_yuan(line.fen), _price(line))


def _gdt(line: Line) -> Cells:
    figures = (grouped(line.impressions), line.clicks, _rate(line), grouped_yuan(line.fen))
    return (_of(line).campaign_name, "5000", "投放中", *figures, _price(line))


def _baidu_feed_total(line: Line) -> Cells:
    figures = (grouped(line.impressions), line.clicks, grouped_yuan(line.fen), _rate(line))
    return ("总计", *[""] * 5, *figures, "")


def _sogou_total(line: Line) -> Cells:
    figures = (grouped_yuan(line.fen), line.clicks, line.impressions, _rate(line), "--")
    return ("--", "总计", *["--"] * 4, *figures)


def _gdt_total(line: Line) -> Cells:
    figures = (grouped(line.impressions), line.clicks, _rate(line), grouped_yuan(line.fen))
    return ("总计", "", "", *figures, "")


LAYOUTS: Mapping[str, Layout] = {
    "baidu_feed": Layout(
        "日期,账户,推广计划,推广计划ID,推广单元,推广单元ID,展现,点击,消费,点击率,千次展现消费",
        _baidu_feed,
        _baidu_feed_total,
    ),
    "baidu_union": Layout("日期,推广计划,推广计划ID,展现,点击,消费,下载,安装,激活", _baidu_union),
    "sogou": Layout(
        "编号,日期,账户,推广计划,推广组,关键词,消耗,点击数,展示数,点击率,点击均价",
        _sogou,
        _sogou_total,
        is_total_first=True,
    ),
    "shenma": Layout(
        "时间\t账户\t推广计划\t推广单元\t关键词\t展现量\t点击量\t消费\t点击率\t平均点击价格",
        _shenma,
        separator="\t",
    ),
    "uc": Layout(
        "日期,账户id,账户,计划id,计划,展现,点击,消费,点击率,平均点击价格,千次展现价格", _uc
    ),
    "toutiao": Layout(
        "时间,广告计划id,广告计划,广告组id,广告组,展示数,点击数,点击率(%),平均点击单价(元),"
        "平均千次展现费用(元),总花费（元）,转化数",
        _toutiao,
    ),
    "qihoo": Layout(
        "推广账户,产品线,推广计划,推广组,关键词,展示次数,点击次数,点击率,总费用,平均每次点击费用",
        _qihoo,
        has_preamble=False,
    ),
    "gdt": Layout(
        "推广计划名称,限额(元),状态,曝光量,点击量,点击率,花费(元),点击均价(元)",
        _gdt,
        _gdt_total,
        has_preamble=False,
    ),
}
"""The web exports by source; 360's and Guangdiantong's say their day in the file name only."""
