"""What a delivery covers, partition by partition, and whether it says everything about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import duckdb

from ingest.contracts.spend import AD_SPEND
from ingest.delivery import FileDelivery
from ingest.descriptions import TableDescription
from ingest.ledger import Entry, Status
from ingest.normalise import EARLIEST
from ingest.readers.reading import Sheet, match_headers
from ingest.tally import SUMMED, Partition, Tally
from ingest.words import Words

_CENT = {"yuan": Decimal("0.01"), "fen": Decimal(1), "micros": Decimal(10_000)}


def entries(
    delivery: FileDelivery, table: TableDescription, tally: Tally, accounts: Iterable[str]
) -> list[Entry]:
    """The rows of `deliveries` for one file and dataset.

    `accounts`: those the source is known to report, for a file that covers days without rows.
    """
    is_spend = table.dataset == AD_SPEND.name
    if not (is_spend or delivery.source.delivers):
        return [_entry(delivery, table, tally)]
    covered = set(tally.partitions.get(delivery.number, ()))
    if is_spend:
        covered.update(_declared(delivery, table, covered, accounts))
    else:
        covered.update(_named_days(delivery, covered))
    for counts in (tally.refused_partitions, tally.left_out):
        covered.update(key for key in counts.get(delivery.number, ()) if _is_day(key))
    rows = [_partition(delivery, table, key, tally) for key in sorted(covered)]
    unplaced = tally.refused[delivery.number] - sum(row.rejected_count for row in rows)
    if unplaced or not rows:
        rows.append(_entry(delivery, table, tally, refused=unplaced))
    return rows


def whole_file(delivery: FileDelivery, status: Status, words: Words) -> Entry:
    """The row of `deliveries` for a file that was not read: refused, or known already."""
    return Entry(
        source=delivery.source.name,
        dataset=delivery.source.datasets[0],
        delivery_id=delivery.delivery_id,
        file_name=delivery.name,
        file_sha256=delivery.sha256,
        delivered_at=delivery.delivered_at,
        is_complete=status == "duplicate",
        status=status,
        reason=words,
    )


def _is_day(partition: Partition) -> bool:
    """Whether the day of rows that do not count can be one that was meant."""
    try:
        return EARLIEST <= partition[2] <= str(date.today()) and bool(
            date.fromisoformat(partition[2])
        )
    except ValueError:
        return False


def _declared(
    delivery: FileDelivery,
    table: TableDescription,
    found: set[Partition],
    accounts: Iterable[str],
) -> list[Partition]:
    """Partitions that the file says it covers, whether or not it has rows in them."""
    named = {account for account, _, _ in found}
    if delivery.account_id is not None:
        named.add(delivery.account_id)
    named = named or set(accounts) or {""}
    levels = {level for _, level, _ in found}
    default = AD_SPEND.column("level").default or ""
    levels = levels or {table.constants.get("level", default)}
    return [(a, level, day) for a in named for level in levels for day in delivery.days]


def _named_days(delivery: FileDelivery, found: set[Partition]) -> list[Partition]:
    """Days of events that the file is named for, unless all its rows are of other days."""
    days = {day for _, _, day in found}
    if delivery.source.delivers != "whole_days" or (days and days.isdisjoint(delivery.days)):
        return []
    return [("", "day", day) for day in delivery.days]


def _partition(
    delivery: FileDelivery, table: TableDescription, key: Partition, tally: Tally
) -> Entry:
    passed, refused, repeated = tally.counts_of(delivery.number, key)
    reason = _incomplete(delivery) or _nothing_left(passed, refused)
    account, level, day = key
    return Entry(
        source=delivery.source.name,
        dataset=table.dataset,
        delivery_id=delivery.delivery_id,
        file_name=delivery.name,
        file_sha256=delivery.sha256,
        delivered_at=delivery.delivered_at,
        account_id=account,
        level=level,
        stat_date=day or None,
        row_count=passed,
        rejected_count=refused,
        platform_total_raw=delivery.total_cost,
        cost_unit=table.constants.get("cost_unit", "yuan")
        if table.dataset == AD_SPEND.name
        else None,
        is_complete=reason is None,
        reason=reason or _doubtful(refused, repeated),
    )


def _nothing_left(passed: int, refused: int) -> Words | None:
    if passed or not refused:
        return None
    return Words(
        "Every row of this day was rejected, so an earlier delivery keeps counting",
        "当天所有行均被拒收，仍以之前的数据为准",
    )


def _doubtful(refused: int, repeated: int) -> Words | None:
    """What somebody should look at although the day counts as it was delivered."""
    english, chinese = [], []
    if refused:
        english.append(
            f"Rejected rows missing from this day until it is delivered again: {refused}"
        )
        chinese.append(f"当天有 {refused} 行被拒收，重新提供前不计入")
    if repeated:
        english.append(
            f"Rows about the same object as another row of this day, which are added up: {repeated}"
        )
        chinese.append(f"有 {repeated} 行与当天其他行属于同一对象，已累加计入")
    return Words("; ".join(english), "；".join(chinese)) if english else None


def _entry(
    delivery: FileDelivery, table: TableDescription, tally: Tally, refused: int | None = None
) -> Entry:
    reason = _incomplete(delivery)
    is_day = delivery.account_id is not None and len(delivery.days) == 1
    return Entry(
        source=delivery.source.name,
        dataset=table.dataset,
        delivery_id=delivery.delivery_id,
        file_name=delivery.name,
        file_sha256=delivery.sha256,
        delivered_at=delivery.delivered_at,
        account_id=delivery.account_id if is_day and refused is None else None,
        stat_date=delivery.days[0] if is_day and refused is None else None,
        row_count=tally.passed[delivery.number] if refused is None else 0,
        rejected_count=tally.refused[delivery.number] if refused is None else refused,
        is_complete=reason is None,
        reason=reason,
    )


def _incomplete(delivery: FileDelivery) -> Words | None:
    if delivery.missing:
        return Words(
            f"The answer is partial ({delivery.missing}), so an earlier delivery keeps counting",
            f"返回结果不完整（{delivery.missing}），仍以之前的数据为准",
        )
    if delivery.total_mismatch:
        return Words(
            f"The rows do not add up to the platform's own total row: {delivery.total_mismatch}",
            f"各行之和与平台合计行不一致：{delivery.total_mismatch}",
        )
    return None


def compare_totals(
    connection: duckdb.DuckDBPyConnection,
    sheets: Sequence[tuple[FileDelivery, Sheet]],
    table: TableDescription,
    tally: Tally,
) -> None:
    """Hold each platform's total row against the rows; a cent per row may be lost to rounding.

    A source that leaves rows out has no total to hold them against.
    """
    if table.is_part:
        return
    headers = {table.columns[name]: name for name in SUMMED if name in table.columns}
    stated: list[tuple[FileDelivery, str, str]] = []
    for delivery, sheet in sheets:
        for header in match_headers(list(headers), sheet.headers) if sheet.totals else ():
            if header in sheet.totals:
                stated.append((delivery, header, sheet.totals[header]))
    numbers = _numbers(connection, [text for _, _, text in stated])
    cent = _CENT[table.constants.get("cost_unit", "yuan")]
    for (delivery, header, _), total in zip(stated, numbers, strict=True):
        name = headers[header]
        if name == "cost_raw":
            # As a plain number, like the cells of the rows: "6,732.65" is for people.
            delivery.total_cost = None if total is None else f"{total:f}"
        if total is None or tally.refused[delivery.number] or delivery.total_mismatch:
            continue
        added = tally.sums.get((delivery.number, name), Decimal(0))
        allowed = cent * tally.passed[delivery.number] if name == "cost_raw" else Decimal(0)
        if abs(total - added) > allowed:
            delivery.total_mismatch = f"{header} {added.normalize():f} ≠ {total:f}"


def _numbers(connection: duckdb.DuckDBPyConnection, texts: Sequence[str]) -> list[Decimal | None]:
    if not texts:
        return []
    sql = "select hw_number(hw_given(said)) from (select unnest($1::varchar[]) as said)"
    found = connection.execute(sql, [list(texts)]).fetchall()
    return [None if number is None else Decimal(number) for (number,) in found]
