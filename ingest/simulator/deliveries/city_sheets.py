"""Contracts for press and vehicles as an agency keeps them: a sheet per city, in 万元."""

from __future__ import annotations

from datetime import date

from ingest.simulator.deliveries.workbook import Row, workbook
from ingest.simulator.world import contracts
from ingest.simulator.world.contracts import Contract
from ingest.simulator.world.story import Story

CHANNELS = {"media": "媒体软文", "vehicle": "车身广告"}
"""The channels of these sheets, and what they are called there."""
_HEADER = ("合同编号", "版本", "渠道", "供应商", "说明", "计价方式", "开始日期", "结束日期")
_HEADER += ("合同金额（万元）",)
_EVERYWHERE = "全国"
_FEN_IN_TEN_THOUSAND = 1_000_000
_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


def city_book(story: Story, signed: list[Contract], day: int) -> bytes:
    """The workbook of a day; vehicle amounts are typed in full-width digits."""
    sheets: dict[str, list[Row]] = {}
    for one in contracts.known_contracts(signed, day):
        for version, fen in one.versions(day):
            what = (CHANNELS[one.channel], one.partner, one.description, one.pricing_model)
            span = (_typed(story.day(one.first)), _typed(story.day(one.last)))
            amount = f"{fen / _FEN_IN_TEN_THOUSAND:.6f}".rstrip("0").rstrip(".")
            if one.channel == "vehicle":
                amount = amount.translate(_FULL_WIDTH)
            rows = sheets.setdefault(one.city or _EVERYWHERE, [_HEADER])
            rows.append((one.contract_id, version, *what, *span, amount))
    return workbook(story.day(day), sheets or {_EVERYWHERE: [_HEADER]})


def _typed(day: date) -> str:
    return f"{day.year}.{day.month}.{day.day}"
