"""Commissions that partners claim, from their files, read with the plain library."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl

from tests.e2e.reckon_exports import money

Claim = tuple[str, str, str, str, Decimal, bool]
"""Network, name, since when it has this status, day, commission, whether it counts."""
_PORTALS = {"网贷之家": "wdzj", "网贷天眼": "wdty", "希财网": "xicai"}


def claims(deliveries: Path) -> Iterator[Claim]:
    """Every claim of every file, each time with the status it had."""
    readers: dict[str, Callable[[Path], Iterator[Claim]]] = {
        "cpa_network": cpa,
        "yiqifa": yiqifa,
        "fanli": fanli,
        "linktech": linktech,
        "duomai": duomai,
        "awin": awin,
        "cj": cj,
        "portal_bills": bills,
    }
    for source, read in readers.items():
        for path in sorted((deliveries / source).iterdir()):
            yield from read(path)


def cpa(path: Path) -> Iterator[Claim]:
    for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
        if not row["commission_yuan"].replace(".", "").isdecimal():
            continue
        amount, counts = money(row["commission_yuan"]), row["status"] != "declined"
        day = row["order_time"][:10]
        yield "cpa_network", row["txn_id"], row["updated_time"], day, amount, counts


def yiqifa(path: Path) -> Iterator[Claim]:
    for line in path.read_bytes().decode("gbk").splitlines():
        cell = line.split("||")
        yield "yiqifa", cell[0], path.name, cell[4][:10], money(cell[12]), cell[11] != "F"


def fanli(path: Path) -> Iterator[Claim]:
    for order in ET.parse(path).getroot().iter("order"):
        at, since = order.findtext("order_time", ""), order.findtext("lastmod", "")
        amount, counts = money(order.findtext(".//commission", "")), order.findtext("status") != "0"
        yield "fanli", order.findtext("order_id", ""), since, at[:10], amount, counts


def linktech(path: Path) -> Iterator[Claim]:
    text = path.read_bytes().decode("gbk").split("?>", 1)[1]
    for order in ET.fromstring(text).iter("order"):
        name = order.findtext("order_code", "") + order.findtext("product_code", "")
        counts = order.findtext("stat_desc") in ("未核对", "核对有效")
        day = order.findtext("order_time", "")[:10]
        yield "linktech", name, path.name, day, money(order.findtext("commission")), counts


def duomai(path: Path) -> Iterator[Claim]:
    said = json.loads(path.read_text(encoding="utf-8"))
    for order in (order for page in said["responses"] for order in page["data"]):
        amount, counts = money(order["siter_commission"]), order["status"] != "-1"
        day, since = order["order_time"][:10], said["fetched_at"]
        yield "duomai", order["order_sn"], since, day, amount, counts


def awin(path: Path) -> Iterator[Claim]:
    said = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    for one in (one for page in said["responses"] for one in page):
        at = datetime.fromisoformat(one["transactionDate"]) + timedelta(hours=8)
        amount, counts = money(one["commissionAmount"]["amount"]), one["commissionStatus"]
        yield (
            "awin",
            str(one["id"]),
            said["fetched_at"],
            f"{at:%Y-%m-%d}",
            amount,
            (counts != "declined"),
        )


def cj(path: Path) -> Iterator[Claim]:
    said = json.loads(path.read_text(encoding="utf-8"))
    sums: dict[str, Decimal] = defaultdict(Decimal)
    days, declined = {}, set()
    for page in said["responses"]:
        for one in page["data"]["advertiserCommissions"]["records"]:
            name = one["originalActionId"]
            sums[name] += money(one["advCommissionAmountAdvCurrency"])
            at = datetime.fromisoformat(one["eventDate"]) + timedelta(hours=8)
            days[name] = f"{at:%Y-%m-%d}"
            declined |= {name} if one["validationStatus"] == "DECLINED" else set()
    for name, amount in sums.items():
        yield "cj", name, said["fetched_at"], days[name], amount, name not in declined


def bills(path: Path) -> Iterator[Claim]:
    for sheet in openpyxl.load_workbook(path, read_only=True).worksheets:
        header, *lines = sheet.values
        for line in lines:
            row = dict(zip(map(str, header), line, strict=True))
            day, amount = str(row["发生时间"])[:10], money(row["佣金(元)"])
            name, counts = str(row["账单行号"]), row["状态"] != "无效"
            yield _PORTALS[sheet.title], name, path.name, day, amount, counts
