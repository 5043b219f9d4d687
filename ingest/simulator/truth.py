"""What really happened, written beside the deliveries; only tests and scoreboards read it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.simulator.channels import CHANNELS
from ingest.simulator.deliveries import Delivery
from ingest.simulator.events import robot_number
from ingest.simulator.investing import CONFIRMED
from ingest.simulator.lines import anonymous_ids
from ingest.simulator.lives import Lives
from ingest.simulator.media_files import yuan
from ingest.simulator.people import Chunk
from ingest.simulator.placements import Catalog
from ingest.simulator.society import Society
from ingest.simulator.story import DAY, Bools, Columns, Ints, Story, take
from ingest.simulator.truth_spend import Spend
from ingest.simulator.visitors import first_seen

GROWTH = ("visitors", "registrations", "verifications", "card_bounds", "fundings")
GROWTH += ("first_investments", "invested_amount")


class Growth:
    """Counts by company day, chunk after chunk; money in yuan."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.days = {name: np.zeros(story.days, dtype=np.int64) for name in GROWTH}

    def add(self, lives: Lives, known_events: np.ndarray) -> None:
        """Count one chunk; only what is known at the end of the deliveries."""
        accounts = lives.accounts
        _, firsts = first_seen(self.story, known_events, accounts)
        self._count("visitors", firsts)
        steps = {"registrations": "registered", "verifications": "verified"}
        steps |= {"card_bounds": "bound", "fundings": "funded"}
        for name, step in steps.items():
            self._count(name, accounts[step][self._known(accounts[step])])
        orders = confirmed(self.story, lives.orders)
        self._count("first_investments", first_orders(orders)["at"])
        amounts = np.bincount(orders["at"] // DAY, orders["amount"], self.story.days)
        self.days["invested_amount"] += amounts.astype(np.int64)

    def _known(self, at: Ints) -> Bools:
        return (at >= 0) & (at < self.story.known)

    def _count(self, name: str, at: Ints) -> None:
        self.days[name] += np.bincount(at // DAY, minlength=self.story.days)

    def rows(self) -> list[list[object]]:
        """One row per day up to the known moment."""
        return [
            [self.story.day(day), *(int(self.days[name][day]) for name in GROWTH)]
            for day in range(self.story.known // DAY)
        ]


def confirmed(story: Story, orders: Columns) -> Columns:
    """Orders known to be confirmed."""
    return take(orders, (orders["outcome"] == CONFIRMED) & (orders["resolved"] < story.known))


def first_orders(orders: Columns) -> Columns:
    """The earliest order of each account."""
    order = np.lexsort((orders["at"], orders["row"]))
    _, first = np.unique(orders["row"][order], return_index=True)
    return take(orders, order[first])


class People:
    """`people.parquet`, one row group per chunk."""

    _SCHEMA = pa.schema(
        [
            ("person", pa.int64()),
            ("anonymous_ids", pa.list_(pa.string())),
            ("user_id", pa.string()),
            ("true_channel", pa.string()),
            ("first_seen_channel", pa.string()),
            ("is_bot", pa.bool_()),
            ("is_bonus_hunter", pa.bool_()),
            ("entry_date", pa.date32()),
        ]
    )

    def __init__(self, story: Story, catalog: Catalog, path: Path) -> None:
        self.story, self.catalog = story, catalog
        self.writer = pq.ParquetWriter(path, self._SCHEMA)

    def add(self, chunk: Chunk, lives: Lives) -> None:
        """Write one chunk's people and robots."""
        people = lives.people
        seen = np.array([placement.channel for placement in self.catalog.placements])
        user = np.full(chunk.count, -1, dtype=np.int64)
        user[lives.accounts["person"]] = lives.accounts["user"]
        columns = [
            pa.array(people["person"]),
            self._ids(lives.anonymous, people),
            pa.array(user, mask=user < 0).cast(pa.string()),
            pa.array(np.array([channel.code for channel in CHANNELS])[people["origin"]]),
            pa.array(seen[people["placement"]]),
            pa.array(np.zeros(chunk.count, dtype=bool)),
            pa.array(people["is_hunter"]),
            self._dates(people["entry"]),
        ]
        self.writer.write_table(pa.table(columns, schema=self._SCHEMA))
        self._add_robots(chunk, lives)

    def _ids(self, anonymous: np.ndarray, people: Columns) -> pa.Array:
        """None for those who only used the app, one id, or two for those with two devices."""
        count = np.where(people["is_app_only"], 0, 1 + people["has_two"])
        used = np.arange(2) < count[:, None]
        offsets = np.append(0, np.cumsum(count)).astype(np.int32)
        return pa.ListArray.from_arrays(offsets, anonymous_ids(self.story, anonymous[used]))

    def _dates(self, at: Ints) -> pa.Array:
        days = np.datetime64(self.story.start, "D") + at // DAY
        return pa.array(days).cast(pa.date32())

    def _add_robots(self, chunk: Chunk, lives: Lives) -> None:
        first = robot_number(chunk, np.array([0]))[0]
        robots = lives.events[lives.events["anonymous"] >= first]
        numbers, place = np.unique(robots["anonymous"], return_index=True)
        count = len(numbers)
        words = [pa.array(["robot"] * count), pa.array(["robot"] * count)]
        flags = [pa.array(np.ones(count, dtype=bool)), pa.array(np.zeros(count, dtype=bool))]
        ids = pa.ListArray.from_arrays(
            np.arange(count + 1, dtype=np.int32), anonymous_ids(self.story, numbers)
        )
        columns = [pa.array(-numbers), ids, pa.nulls(count, pa.string()), *words, *flags]
        dates = self._dates(robots["at"][place])
        self.writer.write_table(pa.table([*columns, dates], schema=self._SCHEMA))

    def close(self) -> None:
        """Finish the file."""
        self.writer.close()


def write_csv(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A plain UTF-8 CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_spend(story: Story, folder: Path, spend: Spend) -> None:
    """`spend_daily.csv`, without zero rows."""
    rows = [
        (story.day(day), channel, spend_type, yuan(fen))
        for (day, channel, spend_type), fen in sorted(spend.items())
        if fen
    ]
    write_csv(folder / "spend_daily.csv", _SPEND_HEADER, rows)


_SPEND_HEADER = ("stat_date", "channel", "spend_type", "spend_amount")


def write_deliveries(story: Story, folder: Path, deliveries: list[Delivery]) -> None:
    """`deliveries.csv`: every file delivered up to now."""
    header = ("file", "source", "stat_date", "kind", "delivered_day", "delivered_at", "note")
    rows = []
    for one in sorted(deliveries, key=lambda one: (one.at, one.source, one.file_name)):
        if one.day <= story.last_delivery:
            day = "" if one.stat_day is None else story.day(one.stat_day)
            arrived = (story.day(one.day), story.moment(one.at))
            rows.append((one.file_name, one.source, day, one.kind, *arrived, one.note))
    write_csv(folder / "deliveries.csv", header, rows)


def write_totals(folder: Path, growth: Growth, spend: Spend, society: Society) -> None:
    """`totals.json`."""
    totals = {name: int(values.sum()) for name, values in growth.days.items()}
    money = {"spend_amount": yuan(sum(spend.values())), "orders": len(society.orders["at"])}
    text = json.dumps(totals | money, indent=2) + "\n"
    (folder / "totals.json").write_text(text, encoding="utf-8")
