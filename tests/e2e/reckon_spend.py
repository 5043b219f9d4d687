"""Spend per day, channel and kind, reckoned from the delivered files with the plain library.

Nothing here comes from `ingest` or dbt: a second opinion is worth something only if it is one.
"""

import csv
import io
import json
import sqlite3
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl

Spend = dict[tuple[str, str, str], Decimal]
"""(day, channel, kind) to yuan."""

Version = tuple[str, int]


def all_spend(deliveries: Path, platform: Path, last_day: date) -> Spend:
    """Every kind of spend up to and including `last_day`, zero amounts left out."""
    total: Spend = defaultdict(Decimal)
    parts = (media(deliveries), contracts(deliveries), partners(deliveries), activities(deliveries))
    for part in (*parts, subsidies(platform)):
        for (day, channel, kind), amount in part:
            if day <= str(last_day):
                total[day, channel, kind] += amount
    return {key: amount for key, amount in total.items() if amount}


def media(deliveries: Path) -> Iterator[tuple[tuple[str, str, str], Decimal]]:
    """The newest whole report of every source and day."""
    newest: dict[tuple[str, str], tuple[str, list[tuple[str, Decimal]]]] = {}
    for source, read in (("baidu_sem", baidu), ("ocean_engine", ocean), ("dsp_ipinyou", dsp)):
        for path in sorted((deliveries / source).iterdir()):
            day, made, rows = read(path)
            if rows is not None and made >= newest.get((source, day), ("", []))[0]:
                newest[source, day] = (made, rows)
    for (_, day), (_, rows) in newest.items():
        for channel, amount in rows:
            yield (day, channel, "media"), amount


def baidu(path: Path) -> tuple[str, str, list[tuple[str, Decimal]] | None]:
    lines = path.read_bytes().decode("gb18030").splitlines()
    made = lines[0].split("：", 1)[1]
    start = next(number for number, line in enumerate(lines) if line.startswith("日期,"))
    stamp = path.name.split("_")[2]
    day = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:]}"
    rows = [row for row in csv.DictReader(lines[start:]) if row["日期"] != "总计"]
    if rows and "消费" not in rows[0]:
        return day, made, None
    return day, made, [(brand(row["推广计划"]), money(row["消费"])) for row in rows]


def brand(campaign: str) -> str:
    return "baidu_brand" if campaign.startswith("品牌") else "baidu_generic"


def ocean(path: Path) -> tuple[str, str, list[tuple[str, Decimal]] | None]:
    answer = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    pages, day, made = answer["responses"], answer["request"]["start_date"], answer["fetched_at"]
    if any(page["code"] for page in pages):
        return day, made, None
    if len(pages) < pages[0]["data"]["page_info"]["total_page"]:
        return day, made, None
    rows = [row for page in pages for row in page["data"]["list"]]
    return day, made, [("ocean_engine", Decimal(row["cost"])) for row in rows]


def dsp(path: Path) -> tuple[str, str, list[tuple[str, Decimal]] | None]:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    stamp = path.stem.split("_")[2]
    day = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:]}"
    good = [row for row in rows if row["花费(分)"].isdigit() and row["日期"] == day]
    made = f"{path.stat().st_mtime:020.3f}"
    return day, made, [("dsp_ipinyou", Decimal(row["花费(分)"]) / 100) for row in good]


def contracts(deliveries: Path) -> Iterator[tuple[tuple[str, str, str], Decimal]]:
    """The newest version of each contract, in equal parts of whole fen, odd fen first."""
    for row in newest_versions(deliveries / "spend_contracts", "合同", ("合同号",)):
        first, last = date.fromisoformat(row["开始日期"]), date.fromisoformat(row["结束日期"])
        days = (last - first).days + 1
        each, odd = divmod(int(money(row["金额(元)"]) * 100), days)
        for number in range(days):
            key = (str(first + timedelta(days=number)), str(row["渠道"]), "contract")
            yield key, Decimal(each + (number < odd)) / 100


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
        header, *rows = openpyxl.load_workbook(path, read_only=True)[sheet].values
        for values in rows:
            row = dict(zip(map(str, header), values, strict=True))
            name = tuple(str(row[column]) for column in key)
            if name not in newest or int(row["版本"]) >= int(newest[name]["版本"]):
                newest[name] = row
    return list(newest.values())


def partners(deliveries: Path) -> Iterator[tuple[tuple[str, str, str], Decimal]]:
    """Commission of every claim that its partner has not taken back, on the day of the claim."""
    newest: dict[tuple[str, str], tuple[str, str, Decimal, bool]] = {}
    for network, read in (("cpa_network", cpa), ("yiqifa", yiqifa), ("fanli", fanli)):
        for path in sorted((deliveries / network).iterdir()):
            for name, since, day, amount, counts in read(path):
                if since >= newest.get((network, name), ("",))[0]:
                    newest[network, name] = (since, day, amount, counts)
    for (network, _), (_, day, amount, counts) in newest.items():
        if counts:
            yield (day, network, "partner"), amount


Claim = tuple[str, str, str, Decimal, bool]
"""Name, since when it has this status, day, commission, whether it counts."""


def cpa(path: Path) -> Iterator[Claim]:
    for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
        if not row["commission_yuan"].replace(".", "").isdecimal():
            continue
        counts = row["status"] != "declined"
        amount = money(row["commission_yuan"])
        yield row["txn_id"], row["updated_time"], row["order_time"][:10], amount, counts


def yiqifa(path: Path) -> Iterator[Claim]:
    for line in path.read_bytes().decode("gbk").splitlines():
        cell = line.split("||")
        yield cell[0], path.name, cell[4][:10], money(cell[12]), cell[11] != "F"


def fanli(path: Path) -> Iterator[Claim]:
    for order in ET.parse(path).getroot().iter("order"):
        at, since = order.findtext("order_time", ""), order.findtext("lastmod", "")
        amount = money(order.findtext(".//commission", ""))
        yield (
            order.findtext("order_id", ""),
            since,
            at[:10],
            amount,
            order.findtext("status") != "0",
        )


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


def money(text: object) -> Decimal:
    """Exact yuan of `1,078.50`, of a number of a sheet, or of a database."""
    return Decimal(str(text).replace(",", "")).quantize(Decimal("0.01"))
