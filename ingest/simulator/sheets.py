"""Sheets people fill in by hand: contracts, activities, the plan, notes on the calendar."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from functools import partial

from openpyxl import Workbook

from ingest.simulator import activities, contracts
from ingest.simulator.activities import Activity
from ingest.simulator.channels import BY_CODE
from ingest.simulator.contracts import Contract
from ingest.simulator.deliveries import Delivery, stamp
from ingest.simulator.promotions import all_promotions
from ingest.simulator.story import Story

Row = tuple[str | int | float, ...]
_CONTRACTS = (
    "合同号",
    "版本",
    "渠道",
    "合作方",
    "说明",
    "计价方式",
    "城市",
    "开始日期",
    "结束日期",
)
_CONTRACTS += ("金额(元)",)
_ACTIVITIES = ("活动编号", "版本", "类型", "名称", "渠道", "城市", "场地", "负责人", "开始日期")
_ACTIVITIES += ("结束日期", "预算(元)")
_COSTS = ("活动编号", "行号", "版本", "单据号", "金额(元)", "发生日期", "类别")
_COUNTS = ("活动编号", "日期", "指标", "数值", "方式")
_CODES = ("代码", "类型", "活动编号", "生效日期", "失效日期")


def sheet_deliveries(story: Story, signed: list[Contract], held: list[Activity]) -> list[Delivery]:
    """Every sheet of the story, each a whole new file."""
    found = []
    for day in contracts.sheet_days(story):
        at = story.at(day, 18)
        content = partial(_contract_book, story, signed, day)
        name = f"contracts_{stamp(story, at)}.xlsx"
        found.append(Delivery("spend_contracts", name, None, "normal", at, content))
    for day in activities.sheet_days(story):
        at = story.at(day, 18, 30)
        content = partial(_activity_book, story, held, day)
        name = f"activities_{stamp(story, at)}.xlsx"
        found.append(Delivery("activities", name, None, "normal", at, content))
    return [*found, *_plain_files(story)]


def _money(fen: int) -> float:
    return fen / 100


def _contract_book(story: Story, signed: list[Contract], day: int) -> bytes:
    rows: list[Row] = []
    for one in contracts.known_contracts(signed, day):
        for version, fen in one.versions(day):
            what = (one.channel, one.partner, one.description, one.pricing_model, one.city)
            span = (story.day(one.first).isoformat(), story.day(one.last).isoformat())
            rows.append((one.contract_id, version, *what, *span, _money(fen)))
    return _book(story, day, {"合同": [_CONTRACTS, *rows]})


def _activity_book(story: Story, held: list[Activity], day: int) -> bytes:
    known = [one for one in held if activities.known_costs(one, day)]
    sheets = {
        "活动": [_ACTIVITIES, *(_activity_row(story, one) for one in known)],
        "费用": [_COSTS, *(row for one in known for row in _cost_rows(story, one, day))],
        "人数": [_COUNTS, *(row for one in known for row in _count_rows(story, one))],
        "代码": [_CODES, *(_code_row(story, one) for one in known)],
    }
    return _book(story, day, sheets)


def _activity_row(story: Story, one: Activity) -> Row:
    what = (one.activity_id, 1, one.activity_type, one.name, one.channel, one.city, one.venue)
    span = (story.day(one.first).isoformat(), story.day(one.last).isoformat())
    return (*what, one.owner, *span, _money(one.planned_fen))


def _cost_rows(story: Story, one: Activity, day: int) -> list[Row]:
    return [
        (
            one.activity_id,
            line.line_no,
            line.version,
            line.doc_no,
            _money(line.amount_fen),
            story.day(line.incurred_on).isoformat(),
            line.category,
        )
        for line in activities.known_costs(one, day)
    ]


def _count_rows(story: Story, one: Activity) -> list[Row]:
    return [
        (one.activity_id, story.day(day).isoformat(), metric, value, method)
        for day, metric, value, method in one.counts
    ]


def _code_row(story: Story, one: Activity) -> Row:
    first = story.day(one.first).isoformat()
    return (one.code, "qr_scene", one.activity_id, first, story.day(one.last + 60).isoformat())


def _book(story: Story, day: int, sheets: dict[str, list[Row]]) -> bytes:
    """An XLSX whose bytes depend on nothing but what it says (no clock, no zip times)."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.properties.created = datetime.combine(story.day(day), datetime.min.time())
    raw = io.BytesIO()
    book.save(raw)
    return _timeless(raw.getvalue(), f"{story.day(day)}T00:00:00Z")


def _timeless(content: bytes, modified: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            text = old.read(name)
            if name == "docProps/core.xml":
                pattern = rb"(<dcterms:modified[^>]*>)[^<]*"
                text = re.sub(pattern, rb"\g<1>" + modified.encode(), text)
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, text)
    return out.getvalue()


def _plain_files(story: Story) -> list[Delivery]:
    targets, notes = story.at(0, 10), story.at(0, 10, 5)
    return [
        _plain("targets", f"targets_{stamp(story, targets)}.csv", targets, _targets(story)),
        _plain("annotations", f"annotations_{stamp(story, notes)}.csv", notes, _notes(story)),
    ]


def _plain(source: str, name: str, at: int, lines: list[str]) -> Delivery:
    content = ("\n".join(lines) + "\n").encode()
    return Delivery(source, name, None, "normal", at, lambda: content)


def _targets(story: Story) -> list[str]:
    lines = ["month,channel,metric,target_value"]
    months = sorted({story.day(day).replace(day=1) for day in range(story.days)})
    for month in months:
        share = sum(story.day(day).replace(day=1) == month for day in range(story.days))
        visitors = story.visitors * share / story.days * 1.05
        rates = {"visitors": 1.0, "registrations": 0.14, "first_investments": 0.055}
        rates |= {"invested_amount": 2_000.0, "spend_amount": 14.0}
        for metric, rate in rates.items():
            lines.append(f"{month},company,{metric},{visitors * rate:.0f}")
        for channel in ("baidu_generic", "ocean_engine", "cpt_portal"):
            wanted = visitors * BY_CODE[channel].share * BY_CODE[channel].register
            lines.append(f"{month},{channel},registrations,{wanted:.0f}")
    return lines


def _notes(story: Story) -> list[str]:
    lines = ["annotation_id,starts_on,ends_on,title,title_zh,kind"]
    titles = ("Newcomer coupon", "Anniversary coupon week", "Red packets")
    for number, (title, promotion) in enumerate(zip(titles, all_promotions(story), strict=True)):
        span = f"{story.day(promotion.first)},{story.day(promotion.last)}"
        lines.append(f"N{number + 1:03d},{span},{title},{promotion.name},promotion")
    broken = story.day(story.part(0.8))
    lines.append(f"N010,{broken},{broken},Site slow for two hours,网站变慢两小时,incident")
    return lines
