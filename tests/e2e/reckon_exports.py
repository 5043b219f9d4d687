"""Media spend of each delivered file of an advertising platform, read with the plain library."""

import bz2
import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import openpyxl


class Report(NamedTuple):
    """What one file says: which days it covers, when it was made, (day, channel, yuan) rows.

    No rows at all (None) is a file that does not count.
    """

    days: list[str]
    made: str
    rows: list[tuple[str, str, Decimal]] | None


Read = Callable[[Path], Report]
_DAY_COLUMNS = ("日期", "时间")
_COST_COLUMNS = ("消费", "消耗", "总花费（元）", "总费用", "花费(元)", "花费(分)")
_DAY_FIELDS = ("date", "segments.date", "TimePeriod", "stat_datetime")
_COST_FIELDS = {
    "baidu_search_api": ("cost", 1),
    "baidu_feed_api": ("cost", 1),
    "qihoo_api": ("totalCost", 1),
    "google_ads_api": ("metrics.costMicros", 1_000_000),
    "microsoft_ads": ("Spend", 1),
    "tencent_ads": ("cost", 100),
    "ocean_engine_api": ("cost", 1),
    "weibo_ads": ("consume", 1),
}
_SHEET_CHANNELS = {"短信": "sms", "App推送": "app_push", "邮件": "email"}
_SHEET_CHANNELS |= {"微信图文": "wechat", "电话销售": "telesales"}
_CHANNELS = {"toutiao": "ocean_engine", "gdt": "tencent_ads", "dsp_ipinyou_log": "dsp_ipinyou"}
_CHANNELS |= {"qihoo_api": "qihoo", "baidu_feed_api": "baidu_feed", "google_ads_api": "google_ads"}
_CHANNELS |= {"ocean_engine_api": "ocean_engine"}


def money(text: object) -> Decimal:
    """Exact yuan of `1,078.50`, of a number of a sheet, or of a database."""
    return Decimal(str(text).replace(",", "")).quantize(Decimal("0.01"))


def channel_of(source: str, campaign: str) -> str:
    """The channel of a campaign: brand and generic are told apart on Baidu search alone."""
    if source in ("baidu_sem", "baidu_search_api"):
        return "baidu_brand" if campaign.startswith("品牌") else "baidu_generic"
    return _CHANNELS.get(source, source)


def days_between(first: str, last: str) -> list[str]:
    """All days of a span, ISO."""
    begin = date.fromisoformat(first)
    count = (date.fromisoformat(last) - begin).days
    return [str(begin + timedelta(days=number)) for number in range(count + 1)]


def reports(deliveries: Path) -> Iterator[tuple[str, Report]]:
    """Every report of every platform with its source."""
    exports = ("baidu_sem", "baidu_feed", "baidu_union", "sogou", "shenma", "uc", "toutiao")
    readers: dict[str, Read] = dict.fromkeys((*exports, "qihoo", "gdt", "dsp_ipinyou"), export)
    readers |= dict.fromkeys(_COST_FIELDS, answer)
    readers |= {"ocean_engine": ocean, "dsp_ipinyou_log": log, "own_channels": sheets}
    for source, read in readers.items():
        for path in sorted((deliveries / source).iterdir()):
            yield source, read(path)


def changed(path: Path) -> str:
    """When a file came, in a form that sorts."""
    return f"{path.stat().st_mtime:020.3f}"


def export(path: Path) -> Report:
    """A web export: days from the lines above its header, or from its name."""
    raw = path.read_bytes()
    source = path.parent.name
    text = raw.decode("utf-8-sig" if source == "dsp_ipinyou" else "gb18030")
    above, header, below = re.split(r"(?m)^((?:[^\r\n]*[,\t]){4,}[^\r\n]*)\r\n", text, maxsplit=1)
    made = re.search(r"数据生成时间：([0-9: -]+)", above)
    told = re.search(r"时间范围：([0-9-]+)(?:至([0-9-]+))?", above) or named(path)
    days = days_between(*(iso(part or told.group(1)) for part in told.groups()))
    found = list(csv.DictReader(io.StringIO(f"{header}\n{below}"), delimiter=separator(header)))
    found = [row for row in found if not {"总计"} & {*list(row.values())[:2]}]
    at = made.group(1) if made else changed(path)
    if "点击" in header and not set(_COST_COLUMNS) & set(header.split(separator(header))):
        return Report(days, at, None)
    return Report(days, at, [row for one in found for row in priced(source, one, days)])


def separator(header: str) -> str:
    return "\t" if "\t" in header else ","


def named(path: Path) -> re.Match[str]:
    """The day, or the first and last day, that a file name says."""
    found = re.search(r"(\d{4}-?\d\d-?\d\d)(?:至(\d{4}-?\d\d-?\d\d))?", path.name)
    assert found is not None
    return found


def iso(day: str) -> str:
    digits = day.replace("-", "")
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def priced(source: str, row: dict[str, str], days: list[str]) -> Iterator[tuple[str, str, Decimal]]:
    cost = next(name for name in _COST_COLUMNS if name in row)
    day = next((row[name] for name in _DAY_COLUMNS if name in row), days[0])
    day = "-".join(f"{int(part):02d}" for part in re.split("[-/]", day))
    campaign = row.get("推广计划", "")
    if cost == "花费(分)":
        if row[cost].isdigit() and day in days:
            yield day, source, Decimal(row[cost]) / 100
    else:
        yield day, channel_of(source, campaign), money(row[cost])


def answer(path: Path) -> Report:
    """A saved answer of an API; one with an error or too few rows does not count."""
    said = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    source, asked = path.parent.name, said["request"]
    field, unit = _COST_FIELDS[source]
    days = days_between(asked["start_date"], asked["end_date"])
    if said["error"]:
        return Report(days, said["fetched_at"], None)
    rows = []
    for record in records(said["responses"]):
        flat = flattened(record)
        day = next(
            flat[n] for n in ("date", "segments.date", "TimePeriod", "stat_datetime") if n in flat
        )
        campaign = str(flat.get("campaignNameStatus", ""))
        amount = (Decimal(str(flat[field])) / unit).quantize(Decimal("0.01"))
        rows.append((str(day)[:10], channel_of(source, campaign), amount))
    return Report(days, said["fetched_at"], rows)


def records(value: object) -> Iterator[dict]:
    """The innermost lists of objects of an answer; a CSV inside it counts as one."""
    if isinstance(value, dict) and "csv" in value:
        yield from csv.DictReader(io.StringIO(value["csv"]))
    elif isinstance(value, dict):
        parts = [part for part in value.values() if isinstance(part, dict | list)]
        lists = [p for p in parts if isinstance(p, list) and p and isinstance(p[0], dict)]
        if {"cost", "totalCost", "consume", "metrics"} & set(value) and not lists:
            yield value
        else:
            for name, part in value.items():
                if name not in ("summary", "header"):
                    yield from records(part)
    elif isinstance(value, list):
        for part in value:
            yield from records(part)


def flattened(record: dict, above: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            found |= flattened(value, f"{above}{name}.")
        else:
            found[f"{above}{name}"] = value
    return found


def ocean(path: Path) -> Report:
    """Ocean Engine's saved pages; missing pages or an error do not count."""
    said = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    pages, day, made = said["responses"], said["request"]["start_date"], said["fetched_at"]
    if any(page["code"] for page in pages):
        return Report([day], made, None)
    if len(pages) < pages[0]["data"]["page_info"]["total_page"]:
        return Report([day], made, None)
    rows = [row for page in pages for row in page["data"]["list"]]
    return Report([day], made, [(day, "ocean_engine", Decimal(row["cost"])) for row in rows])


def log(path: Path) -> Report:
    """The DSP's log: each impression costs its price in fen per thousand."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for line in bz2.decompress(path.read_bytes()).decode().splitlines():
        cell = line.split("\t")
        if cell[2] == "1":
            sums[iso(cell[1][:8]), cell[18]] += int(cell[20])
    rows = [(day, "dsp_ipinyou", Decimal(sum_) / 100_000) for (day, _), sum_ in sums.items()]
    return Report(sorted({day for day, *_ in rows}), changed(path), rows)


def sheets(path: Path) -> Report:
    """The company's own channels, a sheet each."""
    rows = []
    for sheet in openpyxl.load_workbook(path, read_only=True).worksheets:
        header, *lines = sheet.values
        for line in lines:
            row = dict(zip(map(str, header), line, strict=True))
            day = "-".join(f"{int(part):02d}" for part in str(row["日期"]).split("."))
            rows.append((day, _SHEET_CHANNELS[sheet.title], money(row["费用(元)"])))
    return Report(sorted({day for day, *_ in rows}), changed(path), rows)
