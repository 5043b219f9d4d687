"""The ledger of deliveries: what each file covered, how many rows, and whether it was whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import duckdb

from ingest.descriptions import SourceDescription
from ingest.intake.deliveries import Delivery
from ingest.intake.staging import Load, Staged
from ingest.words import Words

SPEND = "ad_spend"
TOLERANCE = Decimal("0.01")
"""Yuan per row by which a platform's total may differ from its rows."""


@dataclass(frozen=True)
class Covered:
    """One (account, level, day) of a delivery and what came for it."""

    account_id: str
    level: str
    stat_date: str
    rows: int
    cost: Decimal


def covered_days(
    connection: duckdb.DuckDBPyConnection, staged: Iterable[Staged]
) -> dict[str, list[Covered]]:
    """What the good rows of spend deliveries cover, by delivery id."""
    found: dict[str, list[Covered]] = defaultdict(list)
    files = [str(path) for one in staged if one.batch.dataset == SPEND for path in one.good]
    if files:
        rows = connection.execute(
            "select _delivery_id, coalesce(account_id, ''), level, stat_date, count(*), "
            "cast(sum(cast(cost_raw as decimal(38, 12))) as varchar) from read_parquet(?, "
            "hive_partitioning = false) group by 1, 2, 3, 4 order by 1, 2, 3, 4",
            [files],
        ).fetchall()
        for delivery_id, account, level, day, count, cost in rows:
            found[delivery_id].append(Covered(account, level, day, count, Decimal(cost)))
    return found


def entries(
    delivery: Delivery,
    covered: list[Covered],
    accounts: dict[tuple[str, str], list[str]],
    load: Load,
) -> list[dict[str, object]]:
    """Rows of `deliveries` for one file: one per covered day, or one for the whole."""
    whole = _entry(delivery, load)
    if delivery.status != "loaded" or SPEND not in delivery.source.datasets:
        return [whole | {"row_count": delivery.rows, "rejected_count": delivery.rejected}]
    doubt = delivery.content.incomplete if delivery.content else None
    doubt = doubt or _mismatch(delivery, covered)
    days = [*covered, *_silent_days(delivery, covered, accounts)]
    rejected = [delivery.rejected] + [0] * max(0, len(days) - 1)
    words = {"reason_en": doubt.en, "reason_zh": doubt.zh} if doubt else {}
    common = whole | words | {"is_complete": doubt is None, "platform_total_raw": _total(delivery)}
    if not days:
        return [common | {"row_count": 0, "rejected_count": delivery.rejected}]
    return [
        common
        | {
            "account_id": day.account_id,
            "level": day.level,
            "stat_date": day.stat_date,
            "row_count": day.rows,
            "rejected_count": count,
        }
        for day, count in zip(days, rejected, strict=True)
    ]


def failed_source(source: SourceDescription, words: Words, load: Load) -> dict[str, object]:
    """A row for a source that could not be read at all this time."""
    return {
        "source": source.name,
        "dataset": source.tables[0].dataset,
        "delivery_id": f"{source.name}:{load.load_id}",
        "file_name": source.name,
        "row_count": 0,
        "rejected_count": 0,
        "is_complete": False,
        "status": "refused",
        "reason_en": words.en,
        "reason_zh": words.zh,
        "delivered_at": load.loaded_at,
        "_load_id": load.load_id,
        "_loaded_at": load.loaded_at,
    }


def _entry(delivery: Delivery, load: Load) -> dict[str, object]:
    words = delivery.words
    table = delivery.source.tables[0]
    return {
        "source": delivery.source.name,
        "dataset": table.dataset,
        "delivery_id": delivery.delivery_id,
        "file_name": delivery.path.name,
        "file_sha256": delivery.sha256,
        "account_id": None,
        "level": None,
        "stat_date": None,
        "platform_total_raw": None,
        "cost_unit": table.constants.get("cost_unit"),
        "is_complete": delivery.status == "loaded",
        "status": delivery.status,
        "reason_en": words.en if words else None,
        "reason_zh": words.zh if words else None,
        "delivered_at": delivery.delivered_at,
        "_load_id": load.load_id,
        "_loaded_at": load.loaded_at,
    }


def _silent_days(
    delivery: Delivery, covered: list[Covered], accounts: dict[tuple[str, str], list[str]]
) -> list[Covered]:
    """Days that the delivery says it covers and has no row for: they are zero, not unknown."""
    table = delivery.source.tables[0]
    level = table.constants.get("level") or "campaign"
    said = delivery.content.said.get("account_id") if delivery.content else None
    mine = {day.account_id for day in covered} or {said or table.constants.get("account_id") or ""}
    if mine == {""}:
        mine = set(accounts.get((delivery.source.name, level), [])) or {""}
    seen = {(day.account_id, day.stat_date) for day in covered}
    return [
        Covered(account, level, day, 0, Decimal(0))
        for day in delivery.days
        for account in sorted(mine)
        if (account, day) not in seen
    ]


def _total(delivery: Delivery) -> str | None:
    total = delivery.content.total if delivery.content else None
    header = delivery.source.tables[0].columns.get("cost_raw", "")
    text = (total or {}).get(header, "").replace(",", "").lstrip("¥￥ ")
    try:
        return str(Decimal(text)) if text else None
    except InvalidOperation:
        return None


def _mismatch(delivery: Delivery, covered: list[Covered]) -> Words | None:
    stated = _total(delivery)
    if stated is None or delivery.rejected:
        return None
    total, rows = sum((day.cost for day in covered), Decimal(0)), delivery.rows
    if abs(total - Decimal(stated)) <= TOLERANCE * max(rows, 1):
        return None
    return Words(
        f"The platform's total is {stated}, its rows add up to {total.normalize():f}.",
        f"平台合计为 {stated}，各行相加为 {total.normalize():f}。",
    )
