"""The truth's small files: CSV and JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from ingest.simulator.deliveries.delivery import Delivery
from ingest.simulator.deliveries.money import yuan
from ingest.simulator.truth.growth import GROWTH, Growth
from ingest.simulator.truth.spend import Spend
from ingest.simulator.world.story import Story

_SPEND = ("stat_date", "channel", "spend_type", "spend_amount")
_DELIVERIES = ("file", "source", "stat_date", "kind", "delivered_day", "delivered_at", "note")


def write_csv(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A plain UTF-8 CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_growth(folder: Path, growth: Growth) -> None:
    """`growth_daily.csv`: one row per day up to the known moment."""
    write_csv(folder / "growth_daily.csv", ("stat_date", *GROWTH), growth.rows())


def write_spend(story: Story, folder: Path, spend: Spend) -> None:
    """`spend_daily.csv`: yuan by day, channel and type, without zero rows."""
    rows = [
        (story.day(day), channel, spend_type, yuan(fen))
        for (day, channel, spend_type), fen in sorted(spend.items())
        if fen
    ]
    write_csv(folder / "spend_daily.csv", _SPEND, rows)


def write_deliveries(story: Story, folder: Path, deliveries: list[Delivery]) -> None:
    """`deliveries.csv`: every file delivered so far, in the order of delivery."""
    rows = []
    for one in sorted(deliveries, key=lambda one: (one.at, one.source, one.file_name)):
        if one.day <= story.last_delivery:
            day = "" if one.stat_day is None else story.day(one.stat_day)
            arrived = (story.day(one.day), story.moment(one.at))
            rows.append((one.file_name, one.source, day, one.kind, *arrived, one.note))
    write_csv(folder / "deliveries.csv", _DELIVERIES, rows)


def write_totals(folder: Path, growth: Growth, spend: Spend) -> None:
    """`totals.json`: the sums of the daily files."""
    totals: dict[str, int | str] = {name: int(days.sum()) for name, days in growth.days.items()}
    text = json.dumps(totals | {"spend_amount": yuan(sum(spend.values()))}, indent=2)
    (folder / "totals.json").write_text(text + "\n", encoding="utf-8")
