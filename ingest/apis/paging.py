"""Paging in the ways that dlt's own paginators do not cover, and pages checked as they come."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Literal, TypedDict, Unpack

from dlt.sources.helpers.rest_client import RESTClient
from dlt.sources.helpers.rest_client.paginators import BasePaginator
from requests import Request, Response
from requests.auth import AuthBase

from ingest.apis.api import ApiError, Record

Put = Callable[[Request, int], None]
Fault = Callable[[Record], str]
"""What a page says went wrong; '' when nothing did."""


class CountedPages(BasePaginator):
    """Pages numbered from 1, until the number that each answer states."""

    def __init__(self, put: Put, last: Callable[[Record], int]) -> None:
        super().__init__()
        self._put = put
        self._last = last
        self._page = 1

    def init_request(self, request: Request) -> None:
        """Ask for the first page."""
        self._put(request, self._page)

    def update_state(self, response: Response, data: list[object] | None = None) -> None:
        """Look whether there is another one."""
        self._page += 1
        self._has_next_page = self._page <= self._last(parsed(response.text))

    def update_request(self, request: Request) -> None:
        """Ask for it."""
        self._put(request, self._page)


def in_query(name: str, query: Mapping[str, str | int]) -> Put:
    """Puts `query` and the page's number into the address."""

    def put(request: Request, page: int) -> None:
        request.params = {**query, name: page}

    return put


def in_form(name: str, form: Mapping[str, str | int]) -> Put:
    """Posts `form` and the page's number."""

    def put(request: Request, page: int) -> None:
        request.data = {**form, name: page}

    return put


def parsed(text: str) -> Record:
    """A page, its numbers exact.

    Raises:
        ApiError: it is no JSON object.
    """
    try:
        page = json.loads(text, parse_float=Decimal)
    except ValueError as error:
        raise ApiError(f"no JSON: {text[:120]}") from error
    return page if isinstance(page, dict) else {"list": page}


class Asking(TypedDict, total=False):
    """What of `RESTClient.paginate` the clients use."""

    method: Literal["GET", "POST"]
    params: dict[str, str | int]
    json: dict[str, object]
    data: dict[str, str | int]
    headers: dict[str, str]
    auth: AuthBase
    paginator: BasePaginator


def texts(client: RESTClient, path: str, fault: Fault, **options: Unpack[Asking]) -> Iterator[str]:
    """The text of each page; `options` as for `RESTClient.paginate`.

    Raises:
        ApiError: a page that says something went wrong.
    """

    def check(response: Response, *_: object, **__: object) -> None:
        response.raise_for_status()
        said = fault(parsed(response.text))
        if said:
            raise ApiError(said)

    for page in client.paginate(path, hooks={"response": [check]}, data_selector="$", **options):
        yield page.response.text


def pages_of(total: int, size: int) -> int:
    """How many pages `total` rows fill."""
    return -(-total // size)
