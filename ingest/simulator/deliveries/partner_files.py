"""Partner reports: one file a day with every claim whose status changed on it."""

from __future__ import annotations

from functools import partial

import numpy as np

from ingest.simulator.deliveries.delivery import Delivery, day_stamp
from ingest.simulator.deliveries.money import yuan
from ingest.simulator.deliveries.partner_formats import FORMATS, ClaimLine
from ingest.simulator.deliveries.partners import NETWORKS, statuses
from ingest.simulator.lives.society import Society, order_ids
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.products import PRODUCTS
from ingest.simulator.world.story import DAY, Columns, Ints, Story, local_text, take

_MORNING = {"cpa_network": (7, 40), "yiqifa": (7, 50), "fanli": (8, 0)}
_SHORTEST = 15


def partner_deliveries(
    story: Story, catalog: Catalog, society: Society, claims: Columns
) -> list[Delivery]:
    """Every partner file of the story; days on which nothing changed have none."""
    rows = statuses(story, claims)
    day, network = rows["since"] // DAY, claims["network"][rows["claim"]]
    texts = _texts(story, catalog, society, claims)
    found = []
    for number, name in enumerate(NETWORKS):
        mine = np.flatnonzero(network == number)
        days = np.unique(day[mine]).tolist()
        broken = _broken_day(story, days) if name == "cpa_network" else -1
        for today in days:
            part = take(rows, mine[day[mine] == today])
            lines = partial(_lines, story, texts, part)
            found.append(_delivery(story, name, today, lines, today == broken))
    return found


def _broken_day(story: Story, days: list[int]) -> int:
    """The first day with a file in the second half of the story, else the last; -1 if none."""
    late = [day for day in days if day >= story.part(0.58)]
    return (late or days or [-1])[0 if late else -1] if story.days >= _SHORTEST else -1


def _delivery(
    story: Story, network: str, day: int, lines: partial[list[ClaimLine]], has_bad_rows: bool
) -> Delivery:
    ending, write = FORMATS[network]
    return Delivery(
        source=network,
        file_name=f"{network}_{day_stamp(story, day)}.{ending}",
        stat_day=day,
        kind="broken" if has_bad_rows else "normal",
        at=story.at(day + 1, *_MORNING[network]),
        content=lambda: write(lines(), has_bad_rows),
        note="bad_rows" if has_bad_rows else "",
    )


def _texts(story: Story, catalog: Catalog, society: Society, claims: Columns) -> Columns:
    """Text of everything a partner writes about each claim."""
    row, order = claims["row"], claims["order"]
    publishers = np.array([placement.campaign_id for placement in catalog.placements])
    ids = [*order_ids(story, society.orders), ""]
    names = [product.product_id for product in PRODUCTS]
    products = [names[place] for place in society.orders["product"].tolist()] + [""]
    return {
        "number": claims["number"],
        "event": claims["event"],
        "user": society.accounts["user"][row],
        "publisher": publishers[society.accounts["opened_by"][row]],
        "order": np.array(ids, dtype=object)[order],
        "product": np.array(products, dtype=object)[order],
        "clicked": _moments(story, claims["clicked"]),
        "at": _moments(story, claims["at"]),
        "paid": np.array([f"{amount}.00" for amount in claims["yuan"].tolist()], dtype=object),
        "commission": np.array([yuan(fen) for fen in claims["fen"].tolist()], dtype=object),
    }


def _moments(story: Story, at: Ints) -> np.ndarray:
    return np.array(local_text(story, at), dtype=object)


def _lines(story: Story, texts: Columns, rows: Columns) -> list[ClaimLine]:
    columns = [values.tolist() for values in take(texts, rows["claim"]).values()]
    since = local_text(story, rows["since"])
    return [
        ClaimLine(*values) for values in zip(*columns, rows["status"].tolist(), since, strict=True)
    ]
