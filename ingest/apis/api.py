"""What every client of an API says about itself, and how one request for days is described."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dlt.sources.helpers.rest_client import RESTClient

from ingest.apis.access import Access

Json = Mapping[str, "Json"] | list["Json"] | str | int | Decimal | bool | None
Record = Mapping[str, Json]


@dataclass(frozen=True)
class Ask:
    """Days of one account, both ends included, as a client asks for them."""

    account_id: str
    first: date
    last: date
    options: Mapping[str, str] = field(default_factory=dict)


class ApiError(Exception):
    """The API answered that it cannot answer; the message quotes it."""


class Api(ABC):
    """One API: how to ask, and how to take its answers apart again.

    Pages are kept exactly as they came (JSON text), so that an answer can be read again by a
    better reader; `rows` and `missing` look at the parsed page.
    """

    source: str
    """Name of the source it feeds."""
    url: str
    """Where it answers, unless the settings say otherwise."""
    longest: int = 30
    """Days that one request may span."""
    furthest_back: int = 400
    """Days before yesterday that it still tells about, or that a first pull may reach back."""
    secrets: tuple[str, ...] = ()
    """What the environment must hold to be let in."""

    @abstractmethod
    def pages(self, client: RESTClient, ask: Ask, access: Access) -> Iterator[str]:
        """The text of every page; ApiError when the API says that something failed."""

    def merged(self, rows: Sequence[Record]) -> Sequence[Record]:
        """The records of all pages of one answer, seen together."""
        return rows

    @abstractmethod
    def rows(self, page: Record) -> Sequence[Record]:
        """The records of one page."""

    def missing(self, pages: Sequence[Record]) -> str:
        """What did not come although the pages say that it exists; '' when all is there."""
        return ""

    def totals(self, pages: Sequence[Record]) -> Mapping[str, Json]:
        """The platform's own totals over all rows, by field; empty when it states none."""
        return {}


class ListedApi(Api):
    """An API whose pages are `data.list` and `data.page_info`, with the number of all rows."""

    def rows(self, page: Record) -> Sequence[Record]:
        """Rows of one page."""
        return records(at(page, "data.list"))

    def missing(self, pages: Sequence[Record]) -> str:
        """Fewer rows than stated."""
        stated = max((count(at(page, "data.page_info.total_number")) for page in pages), default=0)
        return short_of(pages, sum(len(self.rows(page)) for page in pages), stated)


def records(value: Json) -> list[Record]:
    """The objects of a list; of anything else none."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def at(page: Json, path: str) -> Json:
    """What stands at a dotted path, or None."""
    for name in path.split("."):
        page = page.get(name) if isinstance(page, Mapping) else None
    return page


def count(value: Json) -> int:
    """A number that may be written as text; 0 when there is none."""
    return int(str(value)) if value not in (None, "") else 0


def short_of(pages: Sequence[Record], found: int, total: int) -> str:
    """Words for rows that did not come."""
    if not pages:
        return "0 pages"
    return "" if found >= total else f"{found} / {total} rows"
