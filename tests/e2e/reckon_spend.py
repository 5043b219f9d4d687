"""Spend per day, channel and kind, reckoned from the delivered files with the plain library.

Nothing here comes from `ingest` or dbt: a second opinion is worth something only if it is one.
"""

import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl

from tests.e2e.reckon_claims import claims
from tests.e2e.reckon_exports import Report, money, reports
from tests.e2e.reckon_payables import payables, terms

Spend = dict[tuple[str, str, str], Decimal]
"""(day, channel, kind) to yuan."""


def all_spend(deliveries: Path, platform: Path, last_day: date) -> Spend:
    """Every kind of spend up to and including `last_day`, zero amounts left out."""
    total: Spend = defaultdict(Decimal)
    parts = (media(deliveries), contracts(deliveries), activities(deliveries), subsidies(platform))
    for part in (*parts, partners(deliveries), owed(deliveries, platform)):
        for (day, channel, kind), amount in part:
            if day <= str(last_day):
                total[day, channel, kind] += amount
    return {key: amount for key, amount in total.items() if amount}


def media(deliveries: Path) -> Iterator[tuple[tuple[str, str, str], Decimal]]:
    """For every source and day the rows of the newest whole report that covers it."""
    newest: dict[tuple[str, str], Report] = {}
    for source, report in reports(deliveries):
        for day in report.days if report.rows is not None else ():
            if (source, day) not in newest or report.made >= newest[source, day].made:
                newest[source, day] = report
    for (_, day), report in newest.items():
        for stat_day, channel, amount in report.rows or ():
            if stat_day == day:
                yield (day, channel, "media"), amount


def contracts(deliveries: Path) -> Iterator[tuple[tuple[str, str, str], Decimal]]:
    """The newest version of each contract, in equal parts of whole fen, odd fen first."""
    folder = deliveries / "spend_contracts"
    plain = newest_versions(folder, "合同", ("合同号",))
    signed = [(row, money(row["金额(元)"]), str(row["渠道"])) for row in plain]
    signed += by_city(folder)
    for row, amount, channel in signed:
        first, last = typed_day(row["开始日期"]), typed_day(row["结束日期"])
        days = (last - first).days + 1
        each, odd = divmod(int(amount * 100), days)
        for number in range(days):
            key = (str(first + timedelta(days=number)), channel, "contract")
            yield key, Decimal(each + (number < odd)) / 100


def typed_day(text: object) -> date:
    """A day written `2026-04-20` or `2026.4.20`."""
    year, month, day = map(int, re.split("[-.]", str(text)))
    return date(year, month, day)


def by_city(folder: Path) -> list[tuple[dict[str, str], Decimal, str]]:
    """The newest versions in the agency's books: a sheet per city, in ten thousand yuan."""
    channels = {"媒体软文": "media", "车身广告": "vehicle"}
    newest: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("contracts_media_*")):
        for sheet in openpyxl.load_workbook(path, read_only=True).worksheets:
            header, *rows = sheet.values
            for values in rows:
                row = dict(zip(map(str, header), values, strict=True))
                before = newest.get(row["合同编号"])
                if before is None or int(row["版本"]) >= int(before["版本"]):
                    newest[row["合同编号"]] = row
    found = []
    for row in newest.values():
        ten_thousands = Decimal(unicodedata.normalize("NFKC", row["合同金额（万元）"]))
        found.append((row, money(ten_thousands * 10_000), channels[row["渠道"]]))
    return found


def activities(deliveries: Path) -> Iterator[tuple[tuple[str, str, str], Decimal]]:
    """The newest version of each cost line, on the channel of its activity."""
    folder = deliveries / "activities"
    activity = newest_versions(folder, "活动", ("活动编号",))
    channel = {row["活动编号"]: str(row["渠道"]) for row in activity}
    for row in newest_versions(folder, "费用", ("活动编号", "行号")):
        key = (str(row["发生日期"]), channel[row["活动编号"]], "activity")
        yield key, money(row["金额(元)"])


def newest_versions(folder: Path, sheet: str, key: tuple[str, ...]) -> list[dict[str, str]]:
    """Per key the row of the highest version; the later file wins among equals."""
    newest: dict[tuple[str, ...], dict[str, str]] = {}
    for path in sorted(folder.iterdir()):
        if "_media_" in path.name:
            continue
        header, *rows = openpyxl.load_workbook(path, read_only=True)[sheet].values
        for values in rows:
            row = dict(zip(map(str, header), values, strict=True))
            name = tuple(str(row[column]) for column in key)
            if name not in newest or int(row["版本"]) >= int(newest[name]["版本"]):
                newest[name] = row
    return list(newest.values())


def partners(deliveries: Path) -> Iterator[tuple[tuple[str, str, str], Decimal]]:
    """Commission of every claim that its partner has not taken back, on the day of the claim, of
    partners without a contract."""
    signed = {row["渠道"] for row in terms(deliveries)}
    newest: dict[tuple[str, str], tuple[str, str, Decimal, bool]] = {}
    for network, name, since, day, amount, counts in claims(deliveries):
        if since >= newest.get((network, name), ("",))[0]:
            newest[network, name] = (since, day, amount, counts)
    for (network, _), (_, day, amount, counts) in newest.items():
        if counts and network not in signed:
            yield (day, network, "partner"), amount


def owed(deliveries: Path, platform: Path) -> Iterator[tuple[tuple[str, str, str], Decimal]]:
    """What contracts with partners give, on the day of the event, reversed events left out."""
    for one in payables(deliveries, platform):
        if not one.reversed_by:
            yield (str(one.day), one.partner, "partner"), Decimal(one.fen) / 100


def subsidies(platform: Path) -> Iterator[tuple[tuple[str, str, str], Decimal]]:
    """Coupons when used, red packets when received, invite rewards when paid."""
    queries = {
        ("coupon", "coupon"): "select date(redeemed_at), discount from coupon_redemptions "
        "where reversed_at is null",
        ("red_packet", "red_packet"): "select date(received_at), amount from cash_packets "
        "where received_at is not null and refunded_at is null",
        ("referral", "invite_reward"): "select date(paid_at), amount from invite_rewards "
        "where status = 'paid'",
    }
    with sqlite3.connect(platform) as connection:
        for (channel, kind), query in queries.items():
            for day, amount in connection.execute(query):
                yield (day, channel, kind), money(amount)
