"""What people do before they have an account: visits, returns, and the registration itself."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ingest.simulator.channels import SOWN
from ingest.simulator.people import Chunk, code_of, origin_numbers
from ingest.simulator.placements import Catalog
from ingest.simulator.rhythm import later_days
from ingest.simulator.story import HOUR, MINUTE, SECOND, Bools, Columns, Ints, Story, stack, take

NAMES = ("page_view", "register", "login", "verify", "bind_card", "recharge", "invest")
REGISTER, LOGIN, VERIFY, BIND, RECHARGE, INVEST = range(1, 7)
_RETURNS = (("direct", 0.44), ("baidu_brand", 0.2), ("seo", 0.1), ("wechat", 0.05))
_RETURNS += (("internal", 0.03), ("fanli", 0.03), ("yiqifa", 0.02), ("dsp_ipinyou", 0.03))


@dataclass
class Diary:
    """Everything seen on web and app: visits, and the steps taken in them.

    `person` is the position in the chunk; `device` 0 or 1.
    """

    visits: list[Columns] = field(default_factory=list)
    steps: list[Columns] = field(default_factory=list)

    def visit(
        self,
        person: np.ndarray,
        at: Ints,
        placement: np.ndarray,
        device: np.ndarray,
        pages: np.ndarray,
        is_login: bool,
    ) -> None:
        """Note one visit per row; `pages` counts its page views, the landing included."""
        login = np.full(len(person), is_login)
        names = ("person", "at", "placement", "device", "pages", "is_login")
        values = (person, at, placement, device, pages, login)
        self.visits.append(dict(zip(names, values, strict=True)))

    def step(
        self,
        person: np.ndarray,
        at: Ints,
        device: np.ndarray,
        name: int,
        amount: Ints | None = None,
    ) -> None:
        """Note one step per row, such as a registration; `amount` in yuan."""
        count = len(person)
        money = np.zeros(count, dtype=np.int64) if amount is None else amount
        names = np.full(count, name, dtype=np.int8)
        columns = {"person": person, "at": at, "device": device, "name": names, "amount": money}
        self.steps.append(columns)

    def all_visits(self) -> Columns:
        """Every visit noted."""
        return stack(self.visits)

    def all_steps(self) -> Columns:
        """Every step noted."""
        return stack(self.steps)


def pages_read(rng: np.random.Generator, count: int, mean: float) -> np.ndarray:
    """Page views of each visit, one or more."""
    return rng.geometric(1 / mean, count).clip(1, 9)


def return_placements(rng: np.random.Generator, catalog: Catalog, before: np.ndarray) -> np.ndarray:
    """How people come back: mostly by themselves, often through a search for the brand."""
    placement = before.copy()
    way, low = rng.random(len(before)), 0.0
    for channel, share in _RETURNS:
        mine = (way >= low) & (way < low + share)
        placement[mine] = catalog.draw(rng, channel, int(mine.sum()))
        low += share
    invite = catalog.of("referral")[0]
    placement[placement == invite] = catalog.of("direct")[0]
    return placement


def browse(story: Story, catalog: Catalog, chunk: Chunk, people: Columns, diary: Diary) -> Columns:
    """Visits up to the registration; returns one row per account opened.

    Columns: person (position in the chunk), registered, device, placement of that visit.
    """
    rng = story.rng("browse", chunk.number)
    visits = _visits(rng, catalog, people)
    kept = visits["at"] < story.horizon
    diary.visits.append(take(visits, kept))
    accounts = stack([_opened(rng, people, visits), _opened_in_app(people)])
    accounts = take(accounts, accounts["registered"] < story.horizon)
    seen = accounts["device"] >= 0
    tracked = seen & (rng.random(len(seen)) >= 0.01)
    opened = take(accounts, tracked)
    diary.step(opened["person"], opened["registered"], opened["device"], REGISTER)
    return accounts


def _visits(rng: np.random.Generator, catalog: Catalog, people: Columns) -> Columns:
    count = _visit_counts(rng, people)
    person = np.repeat(np.arange(len(count)), count)
    number = np.arange(len(person)) - np.repeat(np.cumsum(count) - count, count)
    is_return = number > 0
    at = _first_visits(rng, catalog, people)[person]
    gap = np.where(is_return, 1 + rng.exponential(2.4, len(person)).astype(np.int64), 0)
    is_soon = is_return & (rng.random(len(person)) < 0.18)
    days_after = _running(gap * ~is_soon, person)
    returned = later_days(rng, at, days_after)
    hours_after = _running(is_soon * rng.integers(40 * MINUTE, 5 * HOUR, len(person)), person)
    at = np.where(days_after > 0, returned, at) + hours_after
    placement = people["placement"][person]
    placement[is_return] = return_placements(rng, catalog, placement[is_return])
    second = is_return & people["has_two"][person] & (rng.random(len(person)) < 0.35)
    is_last = np.append(person[1:] != person[:-1], True) if len(person) else is_return
    return {
        "person": person,
        "at": at // SECOND * SECOND,
        "placement": placement,
        "device": (second & ~is_last).astype(np.int8),
        "pages": pages_read(rng, len(person), 2.5),
        "is_login": np.zeros(len(person), dtype=bool),
    }


def _running(steps: Ints, group: np.ndarray) -> Ints:
    """Cumulative sum that starts again with each group (groups are contiguous)."""
    total = np.cumsum(steps)
    first = np.searchsorted(group, group, side="left")
    return total - total[first] + steps[first]


def _visit_counts(rng: np.random.Generator, people: Columns) -> np.ndarray:
    count = rng.geometric(np.where(people["registers"], 0.66, 0.84)).clip(1, 6)
    count[people["has_two"]] += 1
    count[people["is_app_only"]] = 0
    return count


def _first_visits(rng: np.random.Generator, catalog: Catalog, people: Columns) -> Ints:
    """Entry, or some days later for those who saw an advertisement in the street or on paper."""
    sown = np.isin(people["origin"], origin_numbers(SOWN))
    came_later = sown & (people["placement"] != people["source"])
    gap = 1 + rng.exponential(3.5, len(sown)).astype(np.int64)
    return np.where(came_later, later_days(rng, people["entry"], gap), people["entry"])


def _opened(rng: np.random.Generator, people: Columns, visits: Columns) -> Columns:
    person = visits["person"]
    is_last = np.append(person[1:] != person[:-1], True)[: len(person)]
    last = take(visits, is_last & people["registers"][person])
    wait = rng.integers(50, 400, len(last["at"])) * SECOND
    return {
        "person": last["person"],
        "registered": last["at"] + wait,
        "device": last["device"],
        "placement": last["placement"],
    }


def _opened_in_app(people: Columns) -> Columns:
    person = np.flatnonzero(people["is_app_only"])
    return {
        "person": person,
        "registered": people["entry"][person],
        "device": np.full(len(person), -1, dtype=np.int8),
        "placement": people["source"][person],
    }


def carried_codes(catalog: Catalog, people: Columns, accounts: Columns) -> np.ndarray:
    """Channel code that each account was opened with ('' when none)."""
    return code_of(catalog, people)[accounts["person"]]


def logs_in(accounts: Columns) -> Bools:
    """Accounts whose later visits are seen; the rest live in the app, without web tracking."""
    return accounts["device"] >= 0
