"""What people of a simulated company did and who truly sent them, without deliveries or a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from ingest.simulator.lives.life import Lives, live
from ingest.simulator.lives.people import chunks
from ingest.simulator.lives.tracked import is_robot
from ingest.simulator.truth.growth import confirmed, first_orders
from ingest.simulator.truth.visitors import visitors_of
from ingest.simulator.world.channels import CHANNELS
from ingest.simulator.world.company import found_company
from ingest.simulator.world.products import PRODUCTS, TERM_DAYS
from ingest.simulator.world.story import DAY, MINUTE, Columns, Story

CODES = np.array([channel.code for channel in CHANNELS])
FEES = np.array([product.fee_rate for product in PRODUCTS])
COST = np.array([channel.visit_cost for channel in CHANNELS])
EPOCH = np.datetime64("2026-01-01", "ms")


@dataclass(frozen=True)
class People:
    """Tables of one company, days as numbers from its first.

    `touches` (user_id, ts, channel) and `conversions` (conversion_id, user_id, ts, revenue) as
    attribution asks for them; `caused` first investors by the channel that truly sent them;
    `entries` (entry_day, channel, people, spend) and `facts` (entry_day, channel, age_days,
    first_investments, amount) by true channel, all of them, also those after any cut.
    """

    touches: pd.DataFrame
    conversions: pd.DataFrame
    caused: pd.Series
    entries: pd.DataFrame
    facts: pd.DataFrame


def simulated(visitors: int, days: int, seed: int, end: date) -> People:
    """The people of one company."""
    story = Story(visitors, days, seed, end, None, None)
    catalog = found_company(story).catalog
    lives = [live(story, catalog, chunk) for chunk in chunks(story)]
    channel = np.array([placement.channel for placement in catalog.placements])
    firsts = [_first_investors(story, one) for one in lives]
    return People(
        touches=pd.concat([_touches(one, channel) for one in lives], ignore_index=True),
        conversions=pd.concat(firsts, ignore_index=True).drop(columns="caused"),
        caused=pd.concat(firsts)["caused"].value_counts(),
        entries=_entries(pd.concat([_came(one) for one in lives])),
        facts=pd.concat([_facts(story, one) for one in lives], ignore_index=True),
    )


def _touches(lives: Lives, channel: np.ndarray) -> pd.DataFrame:
    """Landings of people, one per visit."""
    events = lives.events
    users = visitors_of(events)
    is_landing = (events["placement"] >= 0) & ~is_robot(events)
    landed = events[is_landing]
    found = channel[landed["placement"]]
    table = pd.DataFrame(
        {"user_id": users[is_landing], "ts": EPOCH + landed["at"], "channel": found}
    )
    return table[np.isin(found, CODES)]


def _first_investors(story: Story, lives: Lives) -> pd.DataFrame:
    orders, accounts = first_orders(confirmed(story, lives.orders)), lives.accounts
    row = orders["row"]
    return pd.DataFrame(
        {
            "conversion_id": accounts["user"][row],
            "user_id": accounts["user"][row],
            "ts": EPOCH + orders["at"] + MINUTE,
            "revenue": _revenue(orders),
            "caused": CODES[lives.people["origin"][accounts["person"][row]]],
        }
    )


def _revenue(orders: Columns) -> np.ndarray:
    product = orders["product"]
    return orders["amount"] * TERM_DAYS[product] / 365 * FEES[product]


def _came(lives: Lives) -> pd.DataFrame:
    origin = lives.people["origin"]
    return pd.DataFrame(
        {
            "entry_day": lives.people["entry"] // DAY,
            "channel": CODES[origin],
            "people": 1,
            "spend": COST[origin],
        }
    )


def _entries(came: pd.DataFrame) -> pd.DataFrame:
    return came.groupby(["entry_day", "channel"], as_index=False).sum()


def _facts(story: Story, lives: Lives) -> pd.DataFrame:
    """Every confirmed order by its person's entry day and the days since."""
    orders, accounts = confirmed(story, lives.orders), lives.accounts
    by_time = np.lexsort((orders["at"], orders["row"]))
    orders = {name: values[by_time] for name, values in orders.items()}
    person = accounts["person"][orders["row"]]
    entry = lives.people["entry"][person] // DAY
    is_first = np.append(True, orders["row"][1:] != orders["row"][:-1])
    return pd.DataFrame(
        {
            "entry_day": entry,
            "channel": CODES[lives.people["origin"][person]],
            "age_days": orders["at"] // DAY - entry,
            "first_investments": is_first.astype(int),
            "amount": _revenue(orders),
        }
    )
