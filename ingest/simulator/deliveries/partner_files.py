"""Partner reports: one file a day, week or month with every claim whose status changed in it."""

from __future__ import annotations

from functools import partial

import numpy as np

from ingest.simulator.deliveries.claim_lines import ClaimLine, Span
from ingest.simulator.deliveries.delivery import Delivery, day_stamp
from ingest.simulator.deliveries.money import yuan
from ingest.simulator.deliveries.partner_answers import ACCOUNTS
from ingest.simulator.deliveries.partner_formats import FORMATS
from ingest.simulator.deliveries.partner_reports import (
    PARTNER_SOURCES,
    PartnerSource,
    latest_in_report,
    reported_statuses,
)
from ingest.simulator.deliveries.partners import NETWORKS
from ingest.simulator.deliveries.saved_answers import Asked, answer_name
from ingest.simulator.lives.society import Society, order_ids
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.products import PRODUCTS
from ingest.simulator.world.story import Columns, Ints, Story, local_text, take

_SHORTEST = 15
_BREAKS = "cpa_network"


def partner_deliveries(
    story: Story, catalog: Catalog, society: Society, claims: Columns
) -> list[Delivery]:
    """Every partner file of the story; spans in which nothing changed have none."""
    rows = reported_statuses(story, claims)
    network = claims["network"][rows["claim"]]
    texts = _texts(story, catalog, society, claims)
    found = []
    for source in PARTNER_SOURCES:
        numbers = [NETWORKS.index(name) for name in source.networks]
        mine = take(rows, np.flatnonzero(np.isin(network, numbers)))
        days = np.unique(mine["last_day"]).tolist()
        broken = _broken_day(story, days) if source.name == _BREAKS else -1
        for last in days:
            part = take(mine, mine["last_day"] == last)
            if source.every > 1:
                part = take(part, latest_in_report(part))
            lines = partial(_lines, story, texts, part)
            found.append(_delivery(story, source, last, lines, last == broken))
    return found


def _broken_day(story: Story, days: list[int]) -> int:
    """The first day with a file in the second half of the story, else the last; -1 if none."""
    late = [day for day in days if day >= story.part(0.58)]
    return (late or days or [-1])[0 if late else -1] if story.days >= _SHORTEST else -1


def _delivery(
    story: Story,
    source: PartnerSource,
    last: int,
    lines: partial[list[ClaimLine]],
    has_bad_rows: bool,
) -> Delivery:
    at = story.at(last + 1, *source.morning)
    span = Span(story, max(0, last // source.every * source.every), last, at)
    ending, write = FORMATS[source.name]
    return Delivery(
        source=source.name,
        file_name=_file_name(source, ending, span),
        stat_day=last,
        kind="broken" if has_bad_rows else "normal",
        at=at,
        content=lambda: write(lines(), span, has_bad_rows),
        note="bad_rows" if has_bad_rows else "",
    )


def _file_name(source: PartnerSource, ending: str, span: Span) -> str:
    if source.name in ACCOUNTS:
        asked = Asked(ACCOUNTS[source.name], span.first, span.last, span.at)
        return answer_name(span.story, source.name, asked)
    return f"{source.name}_{day_stamp(span.story, span.last)}.{ending}"


def _texts(story: Story, catalog: Catalog, society: Society, claims: Columns) -> Columns:
    """Text of everything a partner writes about each claim."""
    row, order = claims["row"], claims["order"]
    publishers = np.array([placement.campaign_id for placement in catalog.placements])
    ids = [*order_ids(story, society.orders), ""]
    names = [product.product_id for product in PRODUCTS]
    products = [names[place] for place in society.orders["product"].tolist()] + [""]
    return {
        "network": np.array(NETWORKS, dtype=object)[claims["network"]],
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
