"""Sheets people fill in by hand: contracts and activities, sent again whole every few weeks."""

from __future__ import annotations

from functools import partial

from ingest.simulator.deliveries.city_sheets import CHANNELS, city_book
from ingest.simulator.deliveries.delivery import Delivery, stamp
from ingest.simulator.deliveries.workbook import Row, workbook
from ingest.simulator.world import activities, contracts
from ingest.simulator.world.activities import Activity
from ingest.simulator.world.contracts import Contract
from ingest.simulator.world.story import Story

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
_CODE_DAYS = 60


def sheet_deliveries(story: Story, signed: list[Contract], held: list[Activity]) -> list[Delivery]:
    """Every contract and activity sheet of the story."""
    plain = [one for one in signed if one.channel not in CHANNELS]
    by_city = [one for one in signed if one.channel in CHANNELS]
    found = []
    for day in contracts.sheet_days(story):
        at = story.at(day, 18)
        books = {"contracts": (_contract_book, plain), "contracts_media": (city_book, by_city)}
        for name, (write, some) in books.items():
            file_name = f"{name}_{stamp(story, at)}.xlsx"
            content = partial(write, story, some, day)
            found.append(Delivery("spend_contracts", file_name, None, "normal", at, content))
    for day in activities.sheet_days(story):
        at = story.at(day, 18, 30)
        content = partial(_activity_book, story, held, day)
        name = f"activities_{stamp(story, at)}.xlsx"
        found.append(Delivery("activities", name, None, "normal", at, content))
    return found


def _contract_book(story: Story, signed: list[Contract], day: int) -> bytes:
    rows: list[Row] = [_CONTRACTS]
    for one in contracts.known_contracts(signed, day):
        for version, fen in one.versions(day):
            what = (one.channel, one.partner, one.description, one.pricing_model, one.city)
            span = (_day(story, one.first), _day(story, one.last))
            rows.append((one.contract_id, version, *what, *span, fen / 100))
    return workbook(story.day(day), {"合同": rows})


def _day(story: Story, day: int) -> str:
    return story.day(day).isoformat()


def _activity_book(story: Story, held: list[Activity], day: int) -> bytes:
    known = [one for one in held if activities.known_costs(one, day)]
    sheets: dict[str, list[Row]] = {
        "活动": [_ACTIVITIES, *(_activity_row(story, one) for one in known)],
        "费用": [_COSTS, *(row for one in known for row in _cost_rows(story, one, day))],
        "人数": [_COUNTS, *(row for one in known for row in _count_rows(story, one))],
        "代码": [_CODES, *(_code_row(story, one) for one in known)],
    }
    return workbook(story.day(day), sheets)


def _activity_row(story: Story, one: Activity) -> Row:
    what = (one.activity_id, 1, one.activity_type, one.name, one.channel, one.city, one.venue)
    span = (_day(story, one.first), _day(story, one.last))
    return (*what, one.owner, *span, one.planned_fen / 100)


def _cost_rows(story: Story, one: Activity, day: int) -> list[Row]:
    rows = []
    for line in activities.known_costs(one, day):
        ids = (one.activity_id, line.line_no, line.version, line.doc_no)
        rows.append((*ids, line.amount_fen / 100, _day(story, line.incurred_on), line.category))
    return rows


def _count_rows(story: Story, one: Activity) -> list[Row]:
    return [
        (one.activity_id, _day(story, day), metric, value, method)
        for day, metric, value, method in one.counts
    ]


def _code_row(story: Story, one: Activity) -> Row:
    span = (_day(story, one.first), _day(story, one.last + _CODE_DAYS))
    return (one.code, "qr_scene", one.activity_id, *span)
